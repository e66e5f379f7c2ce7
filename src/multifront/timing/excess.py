"""The excess of coincidences over the exact null, and its interval by inverting that null. No p-value is made here."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.bursts import burst_bounds
from multifront.timing.exact_null import add_unit, unit_pmf

_STEPS = 24


def burst_pmfs(
    days: NDArray[np.int64], mask: NDArray[np.uint8], rate: Floats, shifts: NDArray[np.int64]
) -> list[Floats]:
    """Distribution of the number of hits of each burst under a null, one array of shape (size + 1,) a burst."""
    bounds = burst_bounds(days)
    return [unit_pmf(days[first:last], mask, rate, shifts) for first, last in pairwise(bounds)]


def expected_hits(pmfs: list[Floats]) -> float:
    """Expected number of hits of all bursts together."""
    return float(sum(pmf @ np.arange(pmf.size) for pmf in pmfs))


def excess_interval(pmfs: list[Floats], hits: int, level: float) -> tuple[float, float]:
    """Interval of (hits - expected) / events at this level, by mid-p inversion with the burst as the unit.

    A share f > 0 means that a burst is wholly triggered with chance f, a share f < 0 that it stays away with chance -f.
    """
    events = sum(pmf.size - 1 for pmf in pmfs)
    mean = expected_hits(pmfs) / events
    tail = 0.5 * (1.0 - level)
    low = _crossing(lambda share: _upper_mid_p(pmfs, share, hits), tail)
    high = _crossing(lambda share: _upper_mid_p(pmfs, share, hits), 1.0 - tail)
    return _as_excess(low, mean), _as_excess(high, mean)


def _as_excess(share: float, mean: float) -> float:
    """Share of bursts moved in or out, as a difference in the rate of hits."""
    return share * (1.0 - mean) if share > 0 else share * mean


def _upper_mid_p(pmfs: list[Floats], share: float, hits: int) -> float:
    """P(K > hits) + P(K = hits) / 2 when a share of the bursts hits wholly (share > 0) or misses wholly (share < 0)."""
    total = np.ones(1)
    for pmf in pmfs:
        moved = (1.0 - abs(share)) * pmf
        moved[-1 if share > 0 else 0] += abs(share)
        total = add_unit(total, moved, 1)
    return float(total[hits + 1 :].sum() + 0.5 * total[hits])


def _crossing(rising: Callable[[float], float], level: float) -> float:
    """Where a function that rises over [-1, 1] crosses a level; the end of the range where it does not."""
    low, high = -1.0, 1.0
    if rising(low) >= level:
        return low
    if rising(high) <= level:
        return high
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return 0.5 * (low + high)
