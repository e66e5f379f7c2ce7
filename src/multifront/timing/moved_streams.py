"""Surrogate streams: bursts of one stream moved by the shifts of the exact null, and how many streams are active.

The exact null moves bursts independently, which is right while another stream's coverage is held. Here every stream
moves, and bursts that land on each other would cover less than the data do. So a move that brings bursts closer than
the data have them is turned down: a Metropolis chain whose start is the data. No p is made here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.bursts import GAP_DAYS, burst_bounds
from multifront.timing.compiled import compiled
from multifront.timing.intensity import YEAR_DAYS

BURN_IN = 20
SWEEPS = 1
"""Moves of every burst before the first surrogate, and between one surrogate and the next."""
CHUNK = 500


class Landings(NamedTuple):
    """Where each burst may land: shifts and cumulative chances of burst u at offsets[u] : offsets[u + 1]."""

    days: NDArray[np.int64]
    bounds: NDArray[np.int64]
    offsets: NDArray[np.int64]
    shifts: NDArray[np.int64]
    cumulative: Floats


def landings_of(days: NDArray[np.int64], rate: Floats, shifts: NDArray[np.int64]) -> Landings:
    """The landing places of each burst that keep it inside the span, weighted by the rate there, as in `unit_pmf`."""
    bounds = burst_bounds(days)
    kept, chances, offsets = [], [], [0]
    for low, high in pairwise(bounds):
        allowed = shifts[(days[low] + shifts >= 0) & (days[high - 1] + shifts < rate.size)]
        weight = np.cumsum(rate[int(days[low:high].sum()) // (high - low) + allowed])
        kept.append(allowed)
        chances.append(weight / weight[-1])
        offsets.append(offsets[-1] + allowed.size)
    joined = (np.concatenate(parts) if parts else np.zeros(0) for parts in (kept, chances))
    allowed, cumulative = joined
    return Landings(days, bounds, np.array(offsets), allowed.astype(np.int64), cumulative)


@compiled
def _near(counts: NDArray[np.int64], days: NDArray[np.int64], shift: int) -> int:
    """Events within the gap of bursts around the days of one burst, moved by a shift."""
    found = 0
    for day in days:
        for d in range(max(0, day + shift - GAP_DAYS), min(counts.size, day + shift + GAP_DAYS + 1)):
            found += counts[d]
    return found


@compiled
def sweep(places: Landings, now: NDArray[np.int64], counts: NDArray[np.int64], room: int, drawn: Floats) -> int:
    """Propose a landing place for each burst in turn; `room` more close pairs are allowed. Returns the room left."""
    for u in range(now.size):
        first, last = places.offsets[u], places.offsets[u + 1]
        at = np.searchsorted(places.cumulative[first:last], drawn[u], side="right")
        shift = places.shifts[min(first + at, last - 1)]
        members = places.days[places.bounds[u] : places.bounds[u + 1]]
        for day in members:
            counts[day + now[u]] -= 1
        more = _near(counts, members, shift) - _near(counts, members, now[u])
        if more <= room:
            room -= more
            now[u] = shift
        for day in members:
            counts[day + now[u]] += 1
    return room


@compiled
def add_active(counts: NDArray[np.int64], threshold: NDArray[np.int64], window: int, active: NDArray[np.uint8]) -> None:
    """Add 1 at each window, by its last day from day window - 1 on, that holds at least the threshold of events."""
    inside = 0
    for day in range(counts.size):
        inside += counts[day]
        if day >= window:
            inside -= counts[day - window]
        if day >= window - 1 and inside >= threshold[day]:
            active[day - window + 1] += 1


@compiled
def _run_chain(
    places: Landings,
    threshold: NDArray[np.int64],
    window: int,
    state: tuple[NDArray[np.int64], NDArray[np.int64], int],
    drawn: Floats,
    active: NDArray[np.uint8],
) -> int:
    """Surrogates of one stream, each added to its row of `active`, (surrogates, windows); returns the room left."""
    now, counts, room = state
    for row in range(active.shape[0]):
        for again in range(drawn.shape[1]):
            room = sweep(places, now, counts, room, drawn[row, again])
        add_active(counts, threshold, window, active[row])
    return room


def add_surrogates(
    places: Landings,
    threshold: NDArray[np.int64],
    window: int,
    active: NDArray[np.uint8],
    rng: np.random.Generator,
) -> None:
    """Move one stream as often as `active` has rows, and add 1 where a surrogate is active; (surrogates, windows).

    Cost is linear in surrogates, and in events plus days of the span.
    """
    counts = np.bincount(places.days, minlength=threshold.size)
    now, room = np.zeros(places.bounds.size - 1, dtype=np.int64), 0
    for _ in range(BURN_IN):
        room = sweep(places, now, counts, room, rng.random(now.size))
    for start in range(0, active.shape[0], CHUNK):
        rows = active[start : start + CHUNK]
        drawn = rng.random((rows.shape[0], SWEEPS, now.size))
        room = _run_chain(places, threshold, window, (now, counts, room), drawn, rows)


@compiled
def _run_years(
    days: NDArray[np.int64],
    starts: NDArray[np.int64],
    threshold: NDArray[np.int64],
    window: int,
    orders: NDArray[np.int64],
    active: NDArray[np.uint8],
) -> None:
    """Surrogates of one stream by the orders of its years, (surrogates, years); days after whole years stay."""
    counts, year = np.zeros(threshold.size, dtype=np.int64), np.searchsorted(starts, days, side="right") - 1
    for row in range(active.shape[0]):
        counts[:] = 0
        for i in range(days.size):
            day = days[i]
            if year[i] < orders.shape[1]:
                to = orders[row, year[i]]
                day = min(starts[to] + day - starts[year[i]], starts[to + 1] - 1)
            counts[day] += 1
        add_active(counts, threshold, window, active[row])


def add_year_orders(
    days: NDArray[np.int64],
    threshold: NDArray[np.int64],
    window: int,
    active: NDArray[np.uint8],
    rng: np.random.Generator,
) -> None:
    """Put the whole years of one stream in random order for each row of `active`, and add 1 where it is active.

    Bursts moved one by one to other years would pile up or, kept apart, be stuck where a sharp season fills every year.
    Whole years keep both season and coverage.
    """
    years = int(threshold.size // YEAR_DAYS)
    starts = np.round(YEAR_DAYS * np.arange(years + 1)).astype(np.int64)
    orders = rng.permuted(np.tile(np.arange(years), (active.shape[0], 1)), axis=1)
    _run_years(days, np.minimum(starts, threshold.size), threshold, window, orders, active)
