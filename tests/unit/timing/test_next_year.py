"""Streams that go on with made days: counts and bursts stay, timed acts come soon after, the rest has nothing to do."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing.next_year import gone_on

SPAN = (date(2020, 1, 1), date(2023, 12, 31))
LEADER = np.arange("2020-01-15", "2023-12-31", 25, dtype="datetime64[D]")
BURSTS = np.concatenate([np.datetime64(f"{year}-06-01") + np.arange(6) for year in range(2020, 2024)])


def made(timed: float, years: int = 1, seed: int = 0, follower: np.ndarray = BURSTS) -> tuple:
    rng = np.random.default_rng(seed)
    return gone_on(follower, LEADER, span=SPAN, window_days=5, timed=timed, years=years, rng=rng)


def new(days: np.ndarray) -> np.ndarray:
    return days[days > np.datetime64(SPAN[1])]


@pytest.mark.parametrize("years", [1, 3])
def test_counts_of_the_last_year_are_repeated_and_what_was_stays(years: int) -> None:
    follower, leader, span = made(0.0, years)
    assert new(follower).size == 6 * years
    assert new(leader).size == years * np.count_nonzero(np.datetime64("2022-12-31") < LEADER)
    assert np.array_equal(follower[: BURSTS.size], BURSTS)
    assert (span[1] - SPAN[1]).days == 365 * years
    assert new(follower).max() <= np.datetime64(span[1])


def test_bursts_stay_together_where_nothing_is_timed() -> None:
    for seed in range(5):
        gaps = np.diff(new(made(0.0, seed=seed)[0])).astype(int)
        assert (gaps == 1).sum() >= 4  # one gap may lie across the end of the year


def test_timed_acts_come_within_the_window_after_an_act_of_the_leader() -> None:
    follower, leader, span = made(1.0, years=3)
    after = [(day - new(leader)).astype(int) for day in new(follower)]
    assert all(((gap >= 0) & (gap <= 5)).any() for gap in after)
    assert new(follower).max() <= np.datetime64(span[1])


def test_a_leader_without_acts_in_the_last_year_leads_nothing() -> None:
    old = LEADER[np.datetime64("2022-01-01") > LEADER]
    rng = np.random.default_rng(0)
    follower, leader, _ = gone_on(BURSTS, old, span=SPAN, window_days=5, timed=1.0, years=1, rng=rng)
    assert leader.size == old.size
    assert new(follower).size == 6


def test_the_same_seed_gives_the_same_days_and_bad_input_is_refused() -> None:
    assert all(np.array_equal(a, b) for a, b in zip(made(0.5)[:2], made(0.5)[:2], strict=True))
    with pytest.raises(UsageError, match="a share from 0 to 1"):
        made(1.5)
    with pytest.raises(UsageError, match="1 year or more"):
        made(0.5, years=0)
