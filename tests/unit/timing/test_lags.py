"""The lag histogram: against counting pairs one by one, and what chance is expected to give."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import lag_counts
from multifront.timing.lags import expected_by_day

SPAN = ("2018-01-01", "2024-12-31")
START = np.datetime64("2018-01-01")


def test_pairs_are_those_counted_one_by_one() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 2557, 50), rng.integers(0, 2557, 70)
    found = lag_counts(START + a, START + b, window_days=7, span=SPAN)
    lags = [int(x - y) for x in a for y in b]
    assert found.first_lag.tolist() == list(range(-42, 43, 7))
    assert found.seen.tolist() == [sum(first <= lag < first + 7 for lag in lags) for first in found.first_lag]


def test_the_expected_events_are_as_many_as_the_events_and_near_where_they_were() -> None:
    days = np.array([3, 4, 900, 2550], dtype=np.int64)
    density = expected_by_day(days, 2557, 7)
    assert density.sum() == pytest.approx(4.0)
    assert density[100:800].sum() == 0.0


def test_independent_streams_meet_as_often_as_expected() -> None:
    """Mean over 60 pairs; tolerance five standard errors of a Poisson count of about 9 a bin and pair."""
    rng = np.random.default_rng(2)
    found = [
        lag_counts(START + rng.integers(0, 2557, 50), START + rng.integers(0, 2557, 70), window_days=7, span=SPAN)
        for _ in range(60)
    ]
    seen = np.mean([one.seen for one in found], axis=0)
    expected = np.mean([one.expected for one in found], axis=0)
    assert np.all(np.abs(seen - expected) < 5 * np.sqrt(expected / 60))


def test_a_span_is_needed() -> None:
    with pytest.raises(UsageError, match="pair"):
        lag_counts([START], [START], window_days=7, span="2018")
