"""What must hold of the opportunism test for any data: units, order of days, a common move in time."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.timing import opportunism_test

START = np.datetime64("2015-01-01")
SPAN = (START, START + 1499)
SPELLS = [(START + first, START + first + 29) for first in (50, 330, 620, 900, 1180, 1400)]


def events(seed: int) -> np.ndarray:
    return START + np.random.default_rng(seed).integers(0, 1500, 50)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_days_and_a_common_move_change_nothing(seed: int) -> None:
    days = events(seed)
    one = opportunism_test(days, SPELLS, span=SPAN, draws=99)
    other = opportunism_test(days[::-1], SPELLS[::-1], span=SPAN, draws=99)
    late = opportunism_test(
        days + 5000, [(a + 5000, b + 5000) for a, b in SPELLS], span=(SPAN[0] + 5000, SPAN[1] + 5000), draws=99
    )
    assert one.effect == other.effect == late.effect
    assert one.p_raw == other.p_raw == late.p_raw


def test_a_series_in_other_units_has_the_same_p_and_the_power_of_the_ratio() -> None:
    series = np.abs(np.sin(np.arange(1500) / 40.0))
    one = opportunism_test(events(3), series, span=SPAN, draws=99)
    double = opportunism_test(events(3), 2.0 * series, span=SPAN, draws=99)
    assert one.p_raw == double.p_raw
    assert double.effect == pytest.approx(np.sqrt(one.effect), rel=2e-3)


def test_results_lie_in_their_ranges() -> None:
    result = opportunism_test(events(4), SPELLS, span=SPAN, draws=99)
    assert 0 < result.p_raw <= 1
    assert result.p_raw / 2 <= result.p_value <= 1
    assert 0 < result.interval[0] <= result.effect <= result.interval[1]
    assert result.dispersion >= 1.0
