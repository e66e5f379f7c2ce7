"""Where the units of a stream may land under each named null, with their chances: enumerated, so that p is exact.

The same table serves surrogates, which are drawn from it. No calibration and no result is here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.bursts import burst_bounds, burst_weights
from multifront.timing.exact_null import ANNIVERSARY_MIN_SPAN_DAYS, Design, add_unit
from multifront.timing.intensity import YEAR_DAYS, daily_rates

MOVING_NULLS = ("shuffle", "circular", "whole_year", "jitter", "block", "matched", "local", "anniversary")
JITTER_DAYS = 60
BLOCK_DAYS = 60
WHOLE_YEAR_SLACK_DAYS = 30
_NEEDS_DAYS = {"whole_year": 731, "anniversary": ANNIVERSARY_MIN_SPAN_DAYS}

Days = NDArray[np.int64]


class Unit(NamedTuple):
    """One unit that moves as a whole: its days after each allowed move, (moves, members), their chances, the weight."""

    days: Days
    chances: Floats
    weight: int


def exists(null: str, length: int) -> bool:
    """Whether a null can be made on a span of `length` days."""
    return length >= _NEEDS_DAYS.get(null, 0)


def landing_units(a: Days, null: str, design: Design) -> list[Unit]:
    """The units of sorted days `a` (from the start of the span) under a null, and where each may land.

    shuffle: events, anywhere, flat. circular: all at once, one rotation. whole_year: all at once, rotated by whole
    years and up to 30 d. jitter: events, up to 60 d. block: all events of a fixed window of 60 d, rotated inside it.
    matched: events, anywhere, by season x trend. local and anniversary: bursts, as in the default test.
    """
    length = design.calendar.length
    if not exists(null, length):
        raise UsageError(f"null {null!r} needs a span of {_NEEDS_DAYS[null]} days, found {length}; use null='local'")
    if null in ("circular", "whole_year"):
        turns = np.arange(length) if null == "circular" else _year_turns(length)
        return [Unit((a[None, :] + turns[:, None]) % length, np.full(turns.size, 1.0 / turns.size), 1)]
    if null == "block":
        return _blocks(a, length)
    if null in ("local", "anniversary"):
        return _bursts(a, null, design)
    return _events(a, null, design)


def _year_turns(length: int) -> Days:
    """Rotations by 0, 1, .. whole years, each with a slack of 30 days, every rotation once."""
    starts = np.round(YEAR_DAYS * np.arange(int(length // YEAR_DAYS)))
    slack = np.arange(-WHOLE_YEAR_SLACK_DAYS, WHOLE_YEAR_SLACK_DAYS + 1)
    return np.unique((starts[:, None] + slack[None, :]).astype(np.int64) % length)


def _events(a: Days, null: str, design: Design) -> list[Unit]:
    """Each event on its own: near its day (jitter), or anywhere, flat or by the rate of A."""
    length = design.calendar.length
    if null == "jitter":
        spots = [np.arange(max(0, day - JITTER_DAYS), min(length, day + JITTER_DAYS + 1)) for day in a]
        return [Unit(places[:, None], np.full(places.size, 1.0 / places.size), 1) for places in spots]
    rate = daily_rates(a, design.calendar)[0] if null == "matched" else np.ones(length)
    anywhere = Unit(np.arange(length)[:, None], rate / rate.sum(), 1)
    return [anywhere] * a.size


def _blocks(a: Days, length: int) -> list[Unit]:
    """All events of one window of 60 days, rotated inside it; the last window may be shorter."""
    units = []
    for start in range(0, length, BLOCK_DAYS):
        size = min(BLOCK_DAYS, length - start)
        inside = a[(a >= start) & (a < start + size)]
        if inside.size:
            turned = (inside[None, :] - start + np.arange(size)[:, None]) % size + start
            units.append(Unit(turned, np.full(size, 1.0 / size), 1))
    return units


def _bursts(a: Days, null: str, design: Design) -> list[Unit]:
    """Bursts of A by the shifts and the weights of the exact null."""
    both, trend = daily_rates(a, design.calendar)
    rate, shifts = (both, design.local_shifts) if null == "local" else (trend, design.year_shifts)
    bounds = burst_bounds(a)
    units = []
    for (low, high), weight in zip(pairwise(bounds), burst_weights(bounds), strict=True):
        members = a[low:high]
        kept = shifts[(members[0] + shifts >= 0) & (members[-1] + shifts < design.calendar.length)]
        chances = rate[int(members.sum()) // members.size + kept]
        units.append(Unit(members[None, :] + kept[:, None], chances / chances.sum(), int(weight)))
    return units


def hit_distribution(units: list[Unit], mask: NDArray[np.uint8]) -> Floats:
    """Exact distribution of the weighted number of hits on a mask when the units move independently."""
    total = np.ones(1)
    for unit in units:
        hits = mask[unit.days].sum(axis=1, dtype=np.int64)
        pmf = np.asarray(np.bincount(hits, unit.chances, minlength=unit.days.shape[1] + 1), dtype=np.float64)
        total = add_unit(total, pmf, unit.weight)
    return total


def observed_hits(a: Days, units: list[Unit], mask: NDArray[np.uint8]) -> int:
    """Weighted number of hits of the data, the units being in the order of the days."""
    sizes = [unit.days.shape[1] for unit in units]
    weights = np.repeat([unit.weight for unit in units], sizes)
    return int((weights * mask[a]).sum())


def draw_landings(units: list[Unit], draws: int, rng: np.random.Generator) -> Days:
    """Surrogate streams, shape (draws, events), every row sorted."""
    moved = []
    for unit in units:
        cumulative = np.cumsum(unit.chances)
        at = np.searchsorted(cumulative, rng.random(draws) * cumulative[-1], side="right")
        moved.append(unit.days[np.minimum(at, cumulative.size - 1)])
    return np.sort(np.concatenate(moved, axis=1), axis=1)
