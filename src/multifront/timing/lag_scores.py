"""The exact null of who moves first: one stream held, bursts of the other moved, scores added by convolution."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.bursts import burst_bounds
from multifront.timing.compiled import compiled
from multifront.timing.exact_null import Design
from multifront.timing.intensity import daily_rates


class Tails(NamedTuple):
    """Mid-p of a balance as high, and as low, as seen; its mean and the quantiles asked for; the extreme mid-p's."""

    high: float
    low: float
    mean: float
    quantiles: tuple[float, float]
    best_high: float
    best_low: float


def lead_scores(days: NDArray[np.int64], length: int, window: int) -> NDArray[np.int64]:
    """For each day of the span: events 1 to window days before it, less those 1 to window days after; (length,)."""
    total = np.concatenate([[0], np.cumsum(np.bincount(days, minlength=length))])
    day = np.arange(length)
    before = total[day] - total[np.maximum(day - window, 0)]
    after = total[np.minimum(day + window + 1, length)] - total[day + 1]
    scores: NDArray[np.int64] = (before - after).astype(np.int64)
    return scores


@compiled
def balance_distribution(
    days: NDArray[np.int64],
    bounds: NDArray[np.int64],
    scores: NDArray[np.int64],
    rate: Floats,
    shifts: NDArray[np.int64],
) -> tuple[int, Floats]:
    """Lowest sum of scores and the distribution from there up, when each burst moves independently, rate-weighted."""
    start, total = 0, np.ones(1)
    for u in range(bounds.size - 1):
        members = days[bounds[u] : bounds[u + 1]]
        size = members.size
        centre = int(np.sum(members)) // size
        sums = np.zeros(shifts.size, dtype=np.int64)
        weights = np.zeros(shifts.size)
        for s in range(shifts.size):
            if members[0] + shifts[s] >= 0 and members[size - 1] + shifts[s] < scores.size:
                weights[s] = rate[centre + shifts[s]]
                for day in members:
                    sums[s] += scores[day + shifts[s]]
        low, high = np.min(sums), np.max(sums)
        pmf = np.zeros(high - low + 1)
        for s in range(shifts.size):
            pmf[sums[s] - low] += weights[s]
        pmf /= np.sum(weights)
        longer = np.zeros(total.size + pmf.size - 1)
        for c in range(pmf.size):
            if pmf[c] > 0.0:
                for d in range(total.size):
                    longer[c + d] += total[d] * pmf[c]
        start, total = start + int(low), longer
    return start, total


def balance_tails(moved: NDArray[np.int64], held: NDArray[np.int64], design: Design, alpha: float) -> dict[str, Tails]:
    """Tails of the balance (pairs with the moved stream second, less those with it first) under each null."""
    scores = lead_scores(held, design.calendar.length, design.window)
    both, trend = daily_rates(moved, design.calendar)
    bounds, seen = burst_bounds(moved), int(scores[moved].sum())
    nulls = {"local": (both, design.local_shifts)}
    if design.year_shifts.size:
        nulls["anniversary"] = trend, design.year_shifts
    return {
        name: _tails(*balance_distribution(moved, bounds, scores, rate, shifts), seen, alpha)
        for name, (rate, shifts) in nulls.items()
    }


def _tails(start: int, pmf: Floats, seen: int, alpha: float) -> Tails:
    """Mid-p's from a distribution that begins at `start`."""
    at = int(np.clip(seen - start, 0, pmf.size - 1))
    below, above = float(pmf[:at].sum()), float(pmf[at + 1 :].sum())
    half = 0.5 * float(pmf[at])
    cumulative, values = np.cumsum(pmf), start + np.arange(pmf.size)
    places = np.minimum(np.searchsorted(cumulative, (alpha / 2, 1.0 - alpha / 2)), pmf.size - 1)
    low, high = (float(value) for value in values[places])
    filled = pmf[pmf > 0.0]
    best = (0.5 * float(filled[-1]), 0.5 * float(filled[0]))
    return Tails(min(1.0, above + half), min(1.0, below + half), float((pmf * values).sum()), (low, high), *best)
