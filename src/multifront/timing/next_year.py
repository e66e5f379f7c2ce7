"""Made days of two streams that go on for a while: as many acts in like bursts, a share of them timed. No test."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from multifront.errors import UsageError

Days = NDArray[np.datetime64]
YEAR = 365


def gone_on(
    follower: Days, leader: Days, *, span: tuple[date, date], window_days: int, timed: float, years: int,
    rng: np.random.Generator,
) -> tuple[Days, Days, tuple[date, date]]:  # fmt: skip
    """Both streams with made days behind their span, so many times the last year of it, or all of it where shorter.

    The last year of each stream is repeated, turned round by a number of days drawn anew each time and apart for each
    stream: so counts and bursts stay, and the two streams have nothing to do with each other. Then each made act of the
    follower is, with probability `timed`, moved to a day drawn evenly from that of some made act of the leader to
    `window_days` later.

    Args:
        follower: days of the stream that may follow, shape (n,); those outside the span are left out.
        leader: days of the stream that may lead, shape (m,), as the follower's.
        span: first and last day on which both were counted.
        window_days: days after an act of the leader that count as soon after, 0 or more.
        timed: share of the follower's made acts that are timed, 0 to 1.
        years: how often the last year is repeated, 1 or more.
        rng: generator of all draws.

    Returns:
        Days of the follower, days of the leader, and the longer span.

    Raises:
        UsageError: a share outside 0 to 1, or less than one year.

    Assumes:
        That what comes is like the last year. A season is turned round with the rest and so is lost.

    References:
        Turning a series round: as in the surrogates of docs/methods-timing.md.

    Example:
        >>> import numpy as np
        >>> from datetime import date
        >>> days = np.arange("2024-01-01", "2024-12-31", 30, dtype="datetime64[D]")
        >>> a, b, span = gone_on(days, days, span=(date(2024, 1, 1), date(2024, 12, 30)), window_days=5, timed=1.0,
        ...                      years=2, rng=np.random.default_rng(0))
        >>> a.size == 3 * days.size, span[1].isoformat()
        (True, '2026-12-30')
    """
    if not 0.0 <= timed <= 1.0 or years < 1:
        raise UsageError(f"timed={timed!r}, years={years!r}; valid: a share from 0 to 1, and 1 year or more")
    ends = [np.datetime64(day) for day in span]
    follower, leader = (days[(days >= ends[0]) & (days <= ends[1])] for days in (follower, leader))
    length = min(YEAR, (span[1] - span[0]).days + 1)
    first = np.datetime64(span[1] + timedelta(days=1))
    made: tuple[list[Days], list[Days]] = ([], [])
    for number in range(years):
        start = first + np.timedelta64(number * length, "D")
        ahead, behind = (_turned(one, first, length, rng) for one in (leader, follower))
        behind = _timed(behind, ahead, (window_days, length, timed), rng)
        made[0].append(start + behind)
        made[1].append(start + ahead)
    last = span[1] + timedelta(days=years * length)
    return np.sort(np.concatenate([follower, *made[0]])), np.sort(np.concatenate([leader, *made[1]])), (span[0], last)


def _turned(days: Days, first: np.datetime64, length: int, rng: np.random.Generator) -> NDArray[np.timedelta64]:
    """Days of the last stretch as days from its start, turned round by a drawn number."""
    back = (first - days.astype("datetime64[D]")).astype(np.int64)
    inside = length - back[(back >= 1) & (back <= length)]
    return ((inside + int(rng.integers(length))) % length).astype("timedelta64[D]")


def _timed(
    behind: NDArray[np.timedelta64], ahead: NDArray[np.timedelta64], how: tuple[int, int, float],
    rng: np.random.Generator,
) -> NDArray[np.timedelta64]:  # fmt: skip
    """The follower's days, some of them moved to soon after an act of the leader; none where the leader has none."""
    window, length, share = how
    chosen = rng.random(behind.size) < share
    if not ahead.size or not chosen.any():
        return behind
    led = rng.choice(ahead, size=behind.size).astype(np.int64) + rng.integers(window + 1, size=behind.size)
    return np.where(chosen, np.minimum(led, length - 1), behind.astype(np.int64)).astype("timedelta64[D]")
