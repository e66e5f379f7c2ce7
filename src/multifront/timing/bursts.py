"""Bursts: runs of events close in time that move as one unit, and their weights. No null and no calendar here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifront.timing.compiled import compiled

GAP_DAYS = 14
"""Neighbours at most this far apart belong to one burst."""
LONGEST_DAYS = 45
"""A burst is cut when it would last longer than this."""
FULL_WEIGHT = 12
"""Weight of an event alone; an event in a burst of m counts round(12 / sqrt(m)), at least 1."""


@compiled
def burst_bounds(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Index of the first event of each burst, and n at the end; days are sorted, shape (n,)."""
    count = days.size
    bounds = np.empty(count + 1, dtype=np.int64)
    found = 0
    for i in range(count):
        if i == 0 or days[i] - days[i - 1] > GAP_DAYS or days[i] - days[bounds[found - 1]] > LONGEST_DAYS:
            bounds[found] = i
            found += 1
    bounds[found] = count
    return bounds[: found + 1]


@compiled
def burst_weights(bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Integer weight of each event of a burst, shape (number of bursts,): the square root tames large bursts."""
    weights = np.empty(bounds.size - 1, dtype=np.int64)
    for u in range(weights.size):
        weights[u] = max(1, int(np.floor(FULL_WEIGHT / np.sqrt(bounds[u + 1] - bounds[u]) + 0.5)))
    return weights
