"""Trade dependence and sums over years at their edges: gaps, zeros, parts above their whole, bad lists."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.alignment import sums_over_years, trade_dependence
from multifront.errors import UsageError


def test_values_by_hand():
    found = trade_dependence([20.0], [100.0], [400.0])
    assert (found.share_a[0], found.share_b[0], found.weak_link[0]) == (0.2, 0.05, 0.05)
    assert found.salience[0] == pytest.approx(0.1)
    assert found.symmetry[0] == pytest.approx(0.85)
    assert found.asymmetry[0] == pytest.approx(0.15)


def test_a_missing_total_leaves_the_other_share():
    found = trade_dependence([20.0, 0.0], [100.0, 0.0], [np.nan, 10.0])
    assert found.share_a.tolist()[0] == 0.2
    assert np.isnan(found.share_a[1])
    assert np.isnan(found.share_b[0])
    assert found.share_b[1] == 0.0
    assert np.isnan(found.salience).all()


@pytest.mark.parametrize(
    ("flow", "first", "second", "words"),
    [
        ([5.0], [4.0], [9.0], "flow of 5 is above its total_a of 4"),
        ([5.0], [9.0], [4.0], "above its total_b"),
        ([1.0], [0.0], [4.0], "above its total_a of 0"),
        ([-1.0], [9.0], [4.0], "flow holds -1"),
        ([1.0], [np.inf], [4.0], "total_a holds inf"),
        ([1.0, 2.0], [9.0], [4.0], "do not fit together"),
        (["much"], [9.0], [4.0], "not a number"),
    ],
)
def test_what_cannot_be_a_share_is_refused(flow, first, second, words):
    with pytest.raises(UsageError, match=words):
        trade_dependence(flow, first, second)


def test_a_year_without_a_row_is_a_gap_unless_silence_is_zero():
    years, values = [2018, 2019, 2021], [1.0, 2.0, 4.0]
    last, sums = sums_over_years(years, values, width=2)
    assert last.tolist() == [2019, 2020, 2021]
    assert sums[0] == 3.0
    assert np.isnan(sums[1:]).all()
    assert sums_over_years(years, values, width=2, silence_is_zero=True)[1].tolist() == [3.0, 2.0, 4.0]
    unknown = sums_over_years(years, [1.0, np.nan, 4.0], width=2, silence_is_zero=True)[1]
    assert np.isnan(unknown).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("years", "values", "width", "words"),
    [
        ([2018, 2018], [1.0, 2.0], 1, "stand twice"),
        ([2018.5], [1.0], 1, "not whole"),
        ([2018], [1.0, 2.0], 1, "one value a year"),
        ([], [], 1, "at least one"),
        ([2018], [-1.0], 1, "values holds -1"),
        ([2018], [1.0], 2, "does not fit 1 years"),
        ([2018], [1.0], 0, "width=0"),
    ],
)
def test_bad_lists_are_refused(years, values, width, words):
    with pytest.raises(UsageError, match=words):
        sums_over_years(years, values, width=width)
