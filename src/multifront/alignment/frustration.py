"""How far a network of friends and foes is from two camps: the frustration index, exact when small, bounds beyond."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.sparse import coo_matrix

from multifront.alignment.compiled import compiled
from multifront.domain import Floats
from multifront.errors import UsageError

EXACT_UP_TO = 22
PROGRAMME_UP_TO = 40
"""Above this many nodes the linear programme has too many triangles; edge-disjoint triangles bound from below."""

RESTARTS = 200


@dataclass(frozen=True, slots=True)
class Frustration:
    """The least weight of ties that no split into two camps can satisfy, or bounds on it.

    `low` and `high` are equal where `exact`. `camps` is the split of `high`, shape (n,), 0 or 1. `weight` is the sum of
    absolute weights, `balance` 1 - 2 high / weight: 1 for two perfect camps, and at least 0.
    """

    low: float
    high: float
    exact: bool
    camps: NDArray[np.int64]
    weight: float

    @property
    def balance(self) -> float:
        """1 - 2 L / m with the upper bound of L: the share of ties satisfied less the share frustrated."""
        return 1 - 2 * self.high / self.weight


def frustration_index(ties: Floats) -> Frustration:
    """The smallest weight of ties that stay frustrated when the states split into two camps as well as they can.

    Formula: L = min over s in {-1, 1}^n of the sum over i < j of |w_ij| where w_ij s_i s_j < 0. Up to 22 nodes every
    split is tried (Gray code). Beyond, `high` is the best of 200 local searches and `low` the linear programme over the
    triangle inequalities of the cut polytope (up to 40 nodes) or the weight of edge-disjoint frustrated triangles.

    Args:
        ties: signed weights, shape (n, n), symmetric; positive for friends, negative for foes, 0 for no tie.

    Returns:
        Index or bounds, 0 .. half of the total weight, with the camps.

    Raises:
        UsageError: not a symmetric matrix of finite numbers, fewer than 2 nodes, or no tie at all.

    Assumes:
        Two camps is the question. A network of three blocs is frustrated although it is orderly, and weak ties count by
        their weight: choose signs from a measure corrected for chance, since raw agreement has no foes.

    References:
        Aref & Wilson 2019, Journal of Complex Networks 7(2):163-189 (arXiv 1712.04628; exact values, and why
        heuristics mislead); Barahona & Mahjoub 1986, Mathematical Programming 36:157-173 (triangle inequalities of
        the cut polytope).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import frustration_index
        >>> all_foes = np.eye(5) - np.ones((5, 5))
        >>> frustration_index(all_foes).high
        4.0
    """
    weights = np.array(ties, dtype=np.float64)
    if weights.ndim != 2 or weights.shape[0] != weights.shape[1] or len(weights) < 2:
        raise UsageError(f"ties have shape {weights.shape}; valid: square, at least 2 states; next: one row a state")
    np.fill_diagonal(weights, 0.0)
    if not np.isfinite(weights).all() or not np.allclose(weights, weights.T):
        raise UsageError("ties are not symmetric finite numbers; valid: 0 for no tie; next: fill and average first")
    total = float(np.abs(weights).sum() / 2)
    if total == 0:
        raise UsageError("ties are all 0; valid: at least one tie; next: check the measure that gave them")
    if len(weights) <= EXACT_UP_TO:
        best, side = _every_split(weights)
        return Frustration(best, best, True, side, total)
    best, side = _local_searches(weights, np.random.default_rng(0).random((RESTARTS, len(weights))) < 0.5)
    low = _programme(weights) if len(weights) <= PROGRAMME_UP_TO else _disjoint_triangles(weights)
    return Frustration(min(low, best), best, bool(best - low < 1e-7 * total), side, total)


@compiled
def _every_split(weights: Floats) -> tuple[float, NDArray[np.int64]]:
    """All splits with node 0 on one side, in Gray-code order: one node changes sides a step."""
    n = len(weights)
    side = np.ones(n)
    field = weights.sum(axis=1)
    now = 0.0
    for i in range(n):
        for j in range(i):
            now += max(0.0, -weights[i, j])
    best, best_side = now, side.copy()
    for step in range(1, 1 << (n - 1)):
        node, bit = 1, step
        while bit % 2 == 0:
            node, bit = node + 1, bit // 2
        now += side[node] * field[node]
        side[node] = -side[node]
        for j in range(n):
            field[j] += 2 * weights[j, node] * side[node]
        if now < best - 1e-9:
            best, best_side = now, side.copy()
    return best, ((1 - best_side) / 2).astype(np.int64)


@compiled
def _local_searches(weights: Floats, starts: NDArray[np.bool_]) -> tuple[float, NDArray[np.int64]]:
    """The best split that no single change of sides improves, over all starts."""
    n = len(weights)
    best = np.inf
    best_side = np.ones(n)
    for start in starts:
        side = np.where(start, 1.0, -1.0)
        field = weights @ side
        moved = True
        while moved:
            moved = False
            for node in range(n):
                if side[node] * field[node] < -1e-12:
                    side[node] = -side[node]
                    field += 2 * weights[:, node] * side[node]
                    moved = True
        now = (np.abs(weights).sum() - side @ (weights @ side)) / 4
        if now < best - 1e-9:
            best, best_side = now, side.copy()
    return best, ((1 - best_side) / 2).astype(np.int64)


def _programme(weights: Floats) -> float:
    """Lower bound: x_ij is how far i and j stand apart, triangles forbid what no split can do."""
    n = len(weights)
    place = {pair: k for k, pair in enumerate(combinations(range(n), 2))}
    flat = weights[np.triu_indices(n, 1)]
    corners = np.array([(place[i, j], place[j, k], place[i, k]) for i, j, k in combinations(range(n), 3)])
    signs = np.array([(1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)])
    limits = np.tile([2, 0, 0, 0], len(corners))
    rows = np.repeat(np.arange(len(limits)), 3)
    columns = np.repeat(corners, 4, axis=0).ravel()
    values = np.tile(signs, (len(corners), 1)).ravel()
    triangles = coo_matrix((values, (rows, columns)), shape=(len(limits), len(flat)))
    solved = scipy.optimize.linprog(flat, A_ub=triangles.tocsr(), b_ub=limits, bounds=(0, 1), method="highs")
    return (
        float(max(0.0, solved.fun + np.abs(flat[flat < 0]).sum())) if solved.success else _disjoint_triangles(weights)
    )


@compiled
def _disjoint_triangles(weights: Floats) -> float:
    """Lower bound: each triangle with a negative product frustrates its weakest tie; weight used once is used up."""
    left = np.abs(weights)
    total = 0.0
    for i in range(len(weights)):
        for j in range(i + 1, len(weights)):
            for k in range(j + 1, len(weights)):
                if weights[i, j] * weights[j, k] * weights[i, k] < 0:
                    least = min(left[i, j], left[j, k], left[i, k])
                    if least > 0:
                        left[i, j] -= least
                        left[j, k] -= least
                        left[i, k] -= least
                        total += least
    return total
