"""Intervals and shares over sampled worlds, on numbers that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.claims.sampling import help_interval, share_beyond
from multifront.contingency.gains import Bounds


def test_a_trifle_does_not_matter_where_nothing_is_missing_at_first() -> None:
    """Nine worlds in ten miss nothing and then 0.1 of a unit-day; the mean of the base is 10, a tenth of it 1."""
    base = np.array([0.0] * 90 + [100.0] * 10)
    share, low, high = share_beyond(np.full(100, 0.1), base, 0.1)
    assert (share, low) == (0.0, 0.0)
    assert 0.0 < high < 0.05


def test_a_share_beyond_is_counted_strictly_with_the_interval_of_wilson() -> None:
    """Of 100 differences 50 are over a tenth of 10; for 50 of 100 Wilson (1927) gives 0.404 to 0.596."""
    more = np.array([1.0] * 50 + [1.1] * 50)
    assert share_beyond(more, np.full(100, 10.0), 0.1) == pytest.approx((0.5, 0.4038, 0.5962), abs=1e-4)


def test_of_no_base_any_difference_is_a_rise() -> None:
    assert share_beyond(np.array([0.0, 2.0]), np.zeros(2), 0.1)[0] == 0.5


@pytest.mark.parametrize(
    ("found", "low", "high"), [((0.5, 0.5, 1.0), 0.4038, 0.5962), ((0.25, 0.25, 0.5), 0.3664, 0.6336)]
)
def test_help_among_those_at_risk_has_the_interval_of_their_number(found: tuple, low: float, high: float) -> None:
    """Half of 100 at risk, then half of 50: Wilson (1927) worked out by his formula with z = 1.96."""
    assert help_interval(Bounds(*found), 100) == pytest.approx((low, high), abs=1e-4)


def test_help_where_nobody_is_at_risk_is_unknown_and_censoring_widens() -> None:
    assert help_interval(Bounds(0.0, 0.0, 0.0), 100) == (0.0, 1.0)
    least, most = help_interval(Bounds(0.0, 1.0, 1.0), 100)
    assert (least, most) == pytest.approx((0.0, 1.0))
