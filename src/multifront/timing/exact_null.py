"""The exact null: B's coverage is held, units of A move, and K's distribution is a convolution. Nothing is drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.bursts import burst_bounds, burst_weights
from multifront.timing.compiled import compiled
from multifront.timing.intensity import WEEK_DAYS, YEAR_DAYS, Calendar, daily_rates, make_calendar

LOCAL_DAYS = 60
ANNIVERSARY_SLACK_DAYS = 10
ANNIVERSARY_MIN_SPAN_DAYS = 1095
"""Below three years 'the same date in another year' hardly exists, and only the local null is used."""


class Design(NamedTuple):
    """What a test holds fixed: the span's calendar, window and lag, and the shifts that each null allows.

    `year_shifts` is empty where the span is too short for the anniversary null.
    """

    calendar: Calendar
    window: int
    lag: int
    local_shifts: NDArray[np.int64]
    year_shifts: NDArray[np.int64]


def make_design(length: int, window: int, lag: int) -> Design:
    """The design of a test on a span of `length` days; units move by whole weeks alone, under both nulls.

    `local_shifts` reach max(60, 4 window) days, rounded up to weeks; `year_shifts` are the three weeks nearest to each
    whole number of years, those within ten days of it.
    """
    weeks = -(-max(LOCAL_DAYS, 4 * window) // WEEK_DAYS)
    years = int(length // YEAR_DAYS) if length >= ANNIVERSARY_MIN_SPAN_DAYS else 0
    starts = np.round(YEAR_DAYS * np.arange(-years, years + 1)).astype(np.int64)
    slack = np.arange(-ANNIVERSARY_SLACK_DAYS, ANNIVERSARY_SLACK_DAYS + 1)
    year_shifts = (starts[:, None] + slack[None, :]).ravel() if years else np.zeros(0, dtype=np.int64)
    # moved to another weekday, streams that share a working week would look coordinated
    year_shifts = year_shifts[year_shifts % WEEK_DAYS == 0]
    return Design(make_calendar(length), window, lag, WEEK_DAYS * np.arange(-weeks, weeks + 1), year_shifts)


@compiled
def coverage(days: NDArray[np.int64], length: int, first: int, last: int) -> NDArray[np.uint8]:
    """1 for each day d of the span with an event in [d - last, d - first], else 0, shape (length,)."""
    mask = np.zeros(length, dtype=np.uint8)
    for day in days:
        for d in range(max(day + first, 0), min(day + last + 1, length)):
            mask[d] = 1
    return mask


@compiled
def unit_pmf(members: NDArray[np.int64], mask: NDArray[np.uint8], rate: Floats, shifts: NDArray[np.int64]) -> Floats:
    """Distribution of the hits of one unit over its allowed landing places, weighted by the rate there."""
    size = members.size
    centre = int(np.sum(members)) // size
    pmf = np.zeros(size + 1)
    total = 0.0
    for shift in shifts:
        if members[0] + shift < 0 or members[size - 1] + shift >= mask.size:
            continue
        hits = 0
        for day in members:
            hits += mask[day + shift]
        weight = rate[centre + shift]
        pmf[hits] += weight
        total += weight
    return pmf / total


@compiled
def add_unit(total: Floats, pmf: Floats, weight: int) -> Floats:
    """Distribution of a sum after one more independent unit whose hits count `weight` each."""
    longer = np.zeros(total.size + weight * (pmf.size - 1))
    for hits in range(pmf.size):
        if pmf[hits] > 0.0:
            for c in range(total.size):
                longer[c + weight * hits] += total[c] * pmf[hits]
    return longer


class Units(NamedTuple):
    """The days of a stream, where each burst begins among them, and the weight of an event of each burst."""

    days: NDArray[np.int64]
    bounds: NDArray[np.int64]
    weights: NDArray[np.int64]


@compiled
def null_distribution(units: Units, mask: NDArray[np.uint8], rate: Floats, shifts: NDArray[np.int64]) -> Floats:
    """Distribution of the weighted number of hits when every unit moves independently, filled from its end."""
    total, top = np.zeros(1 + int(np.sum(units.weights * np.diff(units.bounds)))), 0
    total[0] = 1.0
    for u in range(units.weights.size):
        weight, members = units.weights[u], units.days[units.bounds[u] : units.bounds[u + 1]]
        pmf = unit_pmf(members, mask, rate, shifts)
        top += weight * members.size
        for c in range(top, -1, -1):
            chance, before = total[c] * pmf[0], c - weight
            for hits in range(1, pmf.size):
                if before < 0:
                    break
                chance += total[before] * pmf[hits]
                before -= weight
            total[c] = chance
    return total


@compiled
def weighted_hits(units: Units, mask: NDArray[np.uint8]) -> int:
    """Observed weighted number of hits."""
    total = 0
    for u in range(units.weights.size):
        for i in range(units.bounds[u], units.bounds[u + 1]):
            total += units.weights[u] * mask[units.days[i]]
    return total


@compiled
def upper_tail(pmf: Floats, observed: int) -> tuple[float, float]:
    """Mid-p and conservative p of a count at least as large as the observed one."""
    above = 0.0
    for c in range(pmf.size - 1, observed, -1):
        above += pmf[c]
    at = pmf[observed]
    return min(1.0, above + 0.5 * at), min(1.0, above + at)


@compiled
def null_p_values(
    a: NDArray[np.int64], mask: NDArray[np.uint8], rate: Floats, shifts: NDArray[np.int64]
) -> tuple[float, float]:
    """Mid-p and conservative p of A's weighted hits on a mask, under one null given by its rate and shifts."""
    bounds = burst_bounds(a)
    units = Units(a, bounds, burst_weights(bounds))
    return upper_tail(null_distribution(units, mask, rate, shifts), weighted_hits(units, mask))


def many_p_values(a: NDArray[np.int64], b: NDArray[np.int64], design: Design) -> Floats:
    """Mid-p and conservative p of the local null, then of the anniversary null (0 where it does not exist).

    `a` has shape (pairs, n_a), `b` (pairs, n_b), rows sorted; the result (pairs, 4). The loop over pairs stays in
    Python on purpose: compiled, it would have the compiler go over everything it calls once more.
    """
    length, first, last = design.calendar.length, design.lag, design.lag + design.window
    p = np.zeros((a.shape[0], 4))
    for row, days_a, days_b in zip(p, a, b, strict=True):
        row[:] = pair_p_values(
            days_a, coverage(days_b, length, first, last), daily_rates(days_a, design.calendar), design
        )
    return p


def pair_p_values(
    a: NDArray[np.int64], mask: NDArray[np.uint8], rates: tuple[Floats, Floats], design: Design
) -> tuple[float, float, float, float]:
    """Mid-p and conservative p of the local and of the anniversary null of one pair, given A's rates on its days."""
    local = null_p_values(a, mask, rates[0], design.local_shifts)
    years = null_p_values(a, mask, rates[1], design.year_shifts) if design.year_shifts.size else (0.0, 0.0)
    return (*local, *years)
