"""Surrogate streams: bursts of one stream moved by the shifts of the exact null, and how many streams are active.

The exact null moves bursts independently, which is right while another stream's coverage is held. Here every stream
moves, and bursts that land on each other would cover less than the data do. So a move that brings bursts closer than
the data have them is turned down: a Metropolis chain whose start is the data. No p is made here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.bursts import GAP_DAYS, burst_bounds
from multifront.timing.compiled import compiled
from multifront.timing.year_orders import year_starts, year_step

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
    return Landings(days, bounds, *_allowed(days, bounds, rate, shifts))


@compiled
def _allowed(
    days: NDArray[np.int64], bounds: NDArray[np.int64], rate: Floats, shifts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Offsets of each burst, its allowed shifts, and their cumulative chances."""
    bursts = bounds.size - 1
    offsets, kept = np.zeros(bursts + 1, dtype=np.int64), np.empty(bursts * shifts.size, dtype=np.int64)
    chances, found = np.empty(bursts * shifts.size), 0
    for u in range(bursts):
        first, last = days[bounds[u]], days[bounds[u + 1] - 1]
        centre, total, begins = np.sum(days[bounds[u] : bounds[u + 1]]) // (bounds[u + 1] - bounds[u]), 0.0, found
        for shift in shifts:
            if first + shift >= 0 and last + shift < rate.size:
                total += rate[centre + shift]
                kept[found], chances[found] = shift, total
                found += 1
        chances[begins:found] /= total
        offsets[u + 1] = found
    return offsets, kept[:found], chances[:found]


@compiled
def _near(counts: NDArray[np.int64], days: NDArray[np.int64], shift: int) -> int:
    """Events within the gap of bursts around the days of one burst, moved by a shift."""
    found = 0
    for day in days:
        for there in counts[max(0, day + shift - GAP_DAYS) : day + shift + GAP_DAYS + 1]:
            found += there
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
def mark_active(
    days: NDArray[np.int64], window: int, stamp: int, marks: NDArray[np.int64], active: NDArray[np.uint8]
) -> None:
    """What `add_active` adds where one event is enough, event by event; `marks` remembers the windows of this stamp."""
    for day in days:
        for row in range(max(0, day - window + 1), min(day + 1, active.size)):
            if marks[row] != stamp:
                marks[row] = stamp
                active[row] += 1


def _by_event(days: NDArray[np.int64], threshold: NDArray[np.int64], window: int) -> bool:
    """Whether going by events gives the same as going by days, and is quicker."""
    return bool(days.size * window < threshold.size and (threshold == 1).all())


class _Rule(NamedTuple):
    """What makes a window active: events by its last day, its length, and whether to go by events."""

    threshold: NDArray[np.int64]
    window: int
    by_event: bool


@compiled
def _run_chain(
    places: Landings,
    rule: _Rule,
    state: tuple[NDArray[np.int64], NDArray[np.int64], int],
    drawn: Floats,
    active: NDArray[np.uint8],
) -> int:
    """Surrogates of one stream, each added to its row of `active`, (surrogates, windows); returns the room left.

    Without rows it moves the stream as often as numbers are drawn, and adds nothing.
    """
    now, counts, room = state
    moved, marks = places.days.copy(), np.full(active.shape[1], -1)
    for row in range(drawn.shape[0]):
        for again in range(drawn.shape[1]):
            room = sweep(places, now, counts, room, drawn[row, again])
        if row >= active.shape[0]:
            continue
        if rule.by_event:
            for u in range(now.size):
                for i in range(places.bounds[u], places.bounds[u + 1]):
                    moved[i] = places.days[i] + now[u]
            mark_active(moved, rule.window, row, marks, active[row])
        else:
            add_active(counts, rule.threshold, rule.window, active[row])
    return room


def add_surrogates(
    places: Landings,
    threshold: NDArray[np.int64],
    window: int,
    active: NDArray[np.uint8],
    rng: np.random.Generator,
) -> None:
    """Move one stream as often as `active` has rows, and add 1 where a surrogate is active; (surrogates, windows).

    Cost is linear in surrogates and in events; where more than one event is asked, in days of the span as well.
    """
    counts = np.bincount(places.days, minlength=threshold.size)
    now, rule = (
        np.zeros(places.bounds.size - 1, dtype=np.int64),
        _Rule(threshold, window, _by_event(places.days, threshold, window)),
    )
    room = _run_chain(places, rule, (now, counts, 0), rng.random((BURN_IN, 1, now.size)), active[:0])
    for start in range(0, active.shape[0], CHUNK):
        rows = active[start : start + CHUNK]
        drawn = rng.random((rows.shape[0], SWEEPS, now.size))
        room = _run_chain(places, rule, (now, counts, room), drawn, rows)


@compiled
def _run_years(
    days: NDArray[np.int64],
    starts: NDArray[np.int64],
    step: int,
    rule: _Rule,
    orders: NDArray[np.int64],
    active: NDArray[np.uint8],
) -> None:
    """Surrogates of one stream by the orders of its years, (surrogates, years); days after the last year stay."""
    year, moved = np.searchsorted(starts, days, side="right") - 1, days.copy()
    counts, marks = np.zeros(rule.threshold.size, dtype=np.int64), np.full(active.shape[1], -1)
    for row in range(active.shape[0]):
        for i in range(days.size):
            if year[i] < orders.shape[1]:
                to = orders[row, year[i]]
                moved[i] = starts[to] + days[i] - starts[year[i]]
                if moved[i] >= starts[to + 1]:
                    # the last day, or week, of a long year goes to the last of a short one
                    moved[i] -= step
        if rule.by_event:
            mark_active(moved, rule.window, row, marks, active[row])
        else:
            counts[:] = 0
            for day in moved:
                counts[day] += 1
            add_active(counts, rule.threshold, rule.window, active[row])


def add_year_orders(
    days: NDArray[np.int64],
    threshold: NDArray[np.int64],
    window: int,
    orders: NDArray[np.int64],
    active: NDArray[np.uint8],
) -> None:
    """Put the whole years of one stream in the order of each row, (surrogates, years), and add 1 where it is active.

    Bursts moved one by one to other years would pile up or, kept apart, be stuck where a sharp season fills every year.
    Whole years keep both season and coverage.
    """
    rule = _Rule(threshold, window, _by_event(days, threshold, window))
    step = year_step(window)
    _run_years(days, year_starts(threshold.size, step), step, rule, orders, active)


@compiled
def count_rows(active: NDArray[np.uint8], at_least: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Windows with at least so many active streams, and the most in one window, of each row; (surrogates,) each."""
    windows, most = np.zeros(active.shape[0], dtype=np.int64), np.zeros(active.shape[0], dtype=np.int64)
    for row in range(active.shape[0]):
        enough, largest = 0, 0
        for value in active[row]:
            enough += value >= at_least
            largest = max(largest, value)
        windows[row], most[row] = enough, largest
    return windows, most
