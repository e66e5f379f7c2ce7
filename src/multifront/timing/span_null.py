"""The exact null for events with length: bursts of spans move whole over the days that the other stream covers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.bursts import GAP_DAYS, LONGEST_DAYS, burst_weights
from multifront.timing.compiled import compiled
from multifront.timing.event_spans import SpanDays
from multifront.timing.exact_null import Design, add_unit, upper_tail
from multifront.timing.intensity import daily_rates

READINGS = ("start", "any_day")
_NEVER = 1 << 40


@compiled
def covered_days(b: SpanDays, length: int, lag: int, window: int) -> NDArray[np.uint8]:
    """1 for each day d with an event of B such that first + lag <= d <= last + lag + window, else 0; (length,)."""
    mask = np.zeros(length, dtype=np.uint8)
    for i in range(b.first.size):
        for d in range(max(b.first[i] + lag, 0), min(b.last[i] + lag + window + 1, length)):
            mask[d] = 1
    return mask


@compiled
def days_until(mask: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Days from each day to the next covered one, 0 on a covered day, very many where none follows."""
    wait = np.empty(mask.size, dtype=np.int64)
    ahead = _NEVER
    for d in range(mask.size - 1, -1, -1):
        ahead = 0 if mask[d] else ahead + 1
        wait[d] = ahead
    return wait


def reach_of(a: SpanDays, reading: str) -> NDArray[np.int64]:
    """Days after its first on which an event may still score: none, or all that it lasts."""
    return np.zeros_like(a.first) if reading == "start" else a.last - a.first


@compiled
def span_bounds(a: SpanDays) -> NDArray[np.int64]:
    """Index of the first event of each burst, and n at the end: an event joins that begins at most 14 d after the
    burst's last day, unless the burst would then begin more than 45 d before it.
    """
    count = a.first.size
    bounds = np.empty(count + 1, dtype=np.int64)
    found, latest = 0, 0
    for i in range(count):
        if i == 0 or a.first[i] - latest > GAP_DAYS or a.first[i] - a.first[bounds[found - 1]] > LONGEST_DAYS:
            bounds[found] = i
            found += 1
            latest = a.last[i]
        latest = max(latest, a.last[i])
    bounds[found] = count
    return bounds[: found + 1]


@compiled
def span_pmf(
    a: SpanDays, reach: NDArray[np.int64], wait: NDArray[np.int64], rate: Floats, shifts: NDArray[np.int64]
) -> Floats:
    """Distribution of the hits of one burst of spans over its allowed landing places, weighted by the rate there."""
    size = a.first.size
    centre, latest = int(np.sum(a.first)) // size, a.last.max()
    pmf = np.zeros(size + 1)
    total = 0.0
    for shift in shifts:
        if a.first[0] + shift < 0 or latest + shift >= wait.size:
            continue
        hits = 0
        for i in range(size):
            if wait[a.first[i] + shift] <= reach[i]:
                hits += 1
        pmf[hits] += rate[centre + shift]
        total += rate[centre + shift]
    return pmf / total


def burst_pmfs_of_spans(
    a: SpanDays, reach: NDArray[np.int64], wait: NDArray[np.int64], rate: Floats, shifts: NDArray[np.int64]
) -> list[Floats]:
    """Distribution of the hits of each burst, one array of shape (size + 1,) a burst."""
    return [
        span_pmf(SpanDays(a.first[low:high], a.last[low:high]), reach[low:high], wait, rate, shifts)
        for low, high in pairwise(span_bounds(a))
    ]


def span_hits(a: SpanDays, reach: NDArray[np.int64], wait: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 for each event that scores, else 0, shape (n,)."""
    return (wait[a.first] <= reach).astype(np.int64)


def span_p_values(a: SpanDays, b: SpanDays, reading: str, design: Design) -> tuple[float, float, float, float]:
    """Mid-p and conservative p of the local and of the anniversary null (0 where that does not exist)."""
    wait = days_until(covered_days(b, design.calendar.length, design.lag, design.window))
    reach, both_rates = reach_of(a, reading), daily_rates(a.first, design.calendar)
    bounds = span_bounds(a)
    weights = burst_weights(bounds)
    seen = int((np.repeat(weights, np.diff(bounds)) * span_hits(a, reach, wait)).sum())
    p = [0.0, 0.0, 0.0, 0.0]
    for at, (rate, shifts) in enumerate(zip(both_rates, (design.local_shifts, design.year_shifts), strict=True)):
        if shifts.size:
            total = np.ones(1)
            for pmf, weight in zip(burst_pmfs_of_spans(a, reach, wait, rate, shifts), weights, strict=True):
                total = add_unit(total, pmf, int(weight))
            p[2 * at], p[2 * at + 1] = upper_tail(total, seen)
    return p[0], p[1], p[2], p[3]


def raw_span_p(a: SpanDays, b: SpanDays, reading: str, design: Design) -> float:
    """The larger of the mid-p of the two nulls."""
    local, _, years, _ = span_p_values(a, b, reading, design)
    return max(local, years)
