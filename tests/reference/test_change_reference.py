"""Classic series with known changes, and change points against an exhaustive search."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.timing import ChangeOptions, change_points, online_change
from multifront.timing.change_segments import POISSON, one_split

NILE = [
    *(1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140),
    *(1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969),
    *(831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759),
    *(781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890),
    *(744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740),
]
"""Yearly flow of the Nile at Aswan, 1871-1970, 10^8 m3 (Cobb 1978, Biometrika 65:243-251; R datasets `Nile`)."""
COAL = [
    *(4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1),
    *(3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0),
    *(1, 1, 0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1),
]
"""British coal-mining disasters a year, 1851-1962 (Jarrett 1979, Biometrika 66:191-193, as counted by Carlin, Gelfand &
Smith 1992, Appl. Stat. 41:389-405)."""


def test_nile_changed_after_1898() -> None:
    """Durbin & Koopman 2012 and many others: the one change follows 1898; means 1097.75 and 849.97."""
    found = change_points(NILE, labels=range(1871, 1971), options=ChangeOptions(draws=99))
    assert [one.last_before for one in found.changes] == ["1898"]
    change = found.changes[0]
    assert (change.mean_before, change.mean_after) == pytest.approx((1097.75, 849.97), abs=0.005)
    assert change.interval[0] <= "1898" <= change.interval[1]
    assert change.p_value == 0.01
    assert online_change(NILE, 0.01, labels=range(1871, 1971)).run_began == "1899"


def test_coal_mining_changed_after_1891() -> None:
    """Carlin et al. 1992 and Raftery & Akman 1986: the change lies about 1891; 127 disasters in the first 41 years."""
    assert (sum(COAL), len(COAL)) == (191, 112)
    place, gain = one_split(np.array(COAL, dtype=float), POISSON, 1.0, 1)
    assert 1851 + place - 1 == 1891
    by_hand = 2 * (127 * np.log(127 / 41) + 64 * np.log(64 / 71) - 191 * np.log(191 / 112))
    assert gain == pytest.approx(by_hand, abs=1e-9)
    found = change_points(COAL, labels=range(1851, 1963), options=ChangeOptions(cost="poisson", draws=19))
    assert found.changes[0].last_before == "1891"
    assert found.changes[0].mean_before == pytest.approx(127 / 41)
    assert online_change(COAL, 0.01, model="poisson", labels=range(1851, 1963)).posterior[-1].argmax() < 112 - 41 + 1


def test_coal_mining_as_circulated_in_111_values() -> None:
    """Copies with 111 values and 191 disasters lack one year without any: 3.10 to .91 a year, likelihood ratio 68.4."""
    shorter = np.array(COAL[:92] + COAL[93:] if COAL[92] == 0 else COAL[:93] + COAL[94:], dtype=float)
    assert (shorter.size, shorter.sum()) == (111, 191)
    place, gain = one_split(shorter, POISSON, 1.0, 1)
    assert place == 41
    assert (shorter[:41].mean(), shorter[41:].mean()) == pytest.approx((3.10, 0.91), abs=0.005)
    assert gain == pytest.approx(68.4, abs=0.05)
