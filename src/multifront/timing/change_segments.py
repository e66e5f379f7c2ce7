"""Best division of a series into segments of constant mean: costs, PELT, and refits. No intervals, no names."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.compiled import compiled

NORMAL, POISSON = 0, 1
"""Kinds of cost: squared distance from the mean over the variance, or minus twice the Poisson log-likelihood."""


@compiled
def segment_cost(sums: Floats, squares: Floats, first: int, last: int, kind: int, variance: float) -> float:
    """Cost of the values first..last-1 with their own mean; `sums`, `squares` are cumulative and begin with 0."""
    size, total = last - first, sums[last] - sums[first]
    if kind == POISSON:
        return 2.0 * (total - total * np.log(total / size)) if total > 0.0 else 0.0
    return float((squares[last] - squares[first] - total * total / size) / variance)


@compiled
def pelt(values: Floats, kind: int, variance: float, penalty: float, shortest: int) -> NDArray[np.int64]:
    """First index of every segment after the first, by PELT; each segment has at least `shortest` values.

    A beginning is dropped once it cannot win any more: its cost to here already exceeds the best cost to here. With a
    shortest segment that verdict holds from `shortest` steps later on only, so the drop waits for them.
    """
    n = values.size
    centre = values.mean() if kind == NORMAL else 0.0
    sums, squares = np.zeros(n + 1), np.zeros(n + 1)
    for t in range(n):
        sums[t + 1] = sums[t] + values[t] - centre
        squares[t + 1] = squares[t] + (values[t] - centre) ** 2
    best, back = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=np.int64)
    best[0] = -penalty
    starts, dropped = np.zeros(n + 1, dtype=np.int64), np.full(n + 1, n + 1, dtype=np.int64)
    count = 1
    for t in range(shortest, n + 1):
        newest = t - shortest
        if newest >= shortest:
            starts[count] = newest
            count += 1
        for k in range(count):
            cost = best[starts[k]] + segment_cost(sums, squares, starts[k], t, kind, variance) + penalty
            if cost < best[t]:
                best[t], back[t] = cost, starts[k]
        kept = 0
        for k in range(count):
            s = starts[k]
            if best[s] + segment_cost(sums, squares, s, t, kind, variance) > best[t]:
                dropped[s] = min(dropped[s], t + shortest)
            if dropped[s] > t + 1:
                starts[kept] = s
                kept += 1
        count = kept
    return _walk_back(back, n)


@compiled
def _walk_back(back: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """The beginnings of all segments but the first, rising."""
    found, count, t = np.empty(n, dtype=np.int64), 0, n
    while back[t] > 0:
        t = back[t]
        found[count] = t
        count += 1
    return found[:count][::-1].copy()


@compiled
def one_split(values: Floats, kind: int, variance: float, shortest: int) -> tuple[int, float]:
    """Best single split (first index after it) and the cost that it saves; (0, 0) where the series is too short."""
    n = values.size
    sums, squares = np.zeros(n + 1), np.zeros(n + 1)
    for t in range(n):
        sums[t + 1] = sums[t] + values[t]
        squares[t + 1] = squares[t] + values[t] ** 2
    whole = segment_cost(sums, squares, 0, n, kind, variance)
    place, saved = 0, 0.0
    for t in range(shortest, n - shortest + 1):
        left = segment_cost(sums, squares, 0, t, kind, variance)
        gain = whole - left - segment_cost(sums, squares, t, n, kind, variance)
        if gain > saved:
            place, saved = t, gain
    return place, saved


def segment_means(values: Floats, splits: NDArray[np.int64]) -> Floats:
    """Mean of each segment, shape (splits + 1,)."""
    edges = np.concatenate([[0], splits, [values.size]])
    return np.array([values[a:b].mean() for a, b in pairwise(edges)])
