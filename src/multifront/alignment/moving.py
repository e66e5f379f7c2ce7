"""Partitions that maximise the sum of a signed matrix inside their parts: local moving with aggregation. Compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.compiled import compiled
from multifront.domain import Floats

Labels = NDArray[np.int64]
GAIN = 1e-12


@compiled
def _sweeps(gain: Floats, labels: Labels, order: Labels) -> bool:
    """Move each node to the part that gains most, until none moves; the last label is kept free for a part of one."""
    n = len(labels)
    size = np.zeros(n + 1, dtype=np.int64)
    for node in range(n):
        size[labels[node]] += 1
    ever = False
    moved = True
    while moved:
        moved = False
        for node in order:
            toward = np.zeros(n + 1)
            for other in range(n):
                if other != node:
                    toward[labels[other]] += gain[node, other]
            own = labels[node]
            best, best_gain = own, toward[own] + GAIN
            for part in range(n + 1):
                if size[part] > 0 and toward[part] > best_gain:
                    best, best_gain = part, toward[part]
            if best_gain < 0.0 and size[own] > 1:
                best = np.flatnonzero(size == 0)[0]
            if best != own:
                size[own] -= 1
                size[best] += 1
                labels[node] = best
                moved = ever = True
    return ever


@compiled
def _aggregated(gain: Floats, labels: Labels, parts: int) -> Floats:
    together = np.zeros((parts, parts))
    for i in range(len(labels)):
        for j in range(len(labels)):
            together[labels[i], labels[j]] += gain[i, j]
    return together


def best_partition(gain: Floats, rng: np.random.Generator) -> Labels:
    """A partition whose sum of `gain` inside parts no move of one state or one part improves; a local best.

    Args:
        gain: symmetric, shape (n, n), what a pair adds by being together; the diagonal is ignored, NaN must be zero.
        rng: order in which states are visited, which decides between local bests.

    Returns:
        Labels 0, 1, ... by first appearance, shape (n,).
    """
    labels = np.arange(len(gain), dtype=np.int64)
    _sweeps(gain, labels, rng.permutation(len(gain)))
    while True:
        labels = renumbered(labels)
        parts = int(labels.max()) + 1
        together = _aggregated(gain, labels, parts)
        joined = np.arange(parts, dtype=np.int64)
        if not _sweeps(together, joined, rng.permutation(parts)):
            return labels
        labels = joined[labels]
        _sweeps(gain, labels, rng.permutation(len(gain)))


def inside_sum(gain: Floats, labels: Labels) -> float:
    """Sum of `gain` over pairs in one part, each pair once."""
    same = np.triu(labels[:, None] == labels[None, :], 1)
    return float(gain[same].sum())


def renumbered(labels: Labels) -> Labels:
    """The same partition with labels 0, 1, ... by first appearance."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return np.asarray(rank[inverse], dtype=np.int64)
