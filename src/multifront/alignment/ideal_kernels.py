"""The compiled loops of the ideal-point model: votes to scores, item steps, the smoother; no checks, no set-up."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.compiled import compiled
from multifront.domain import Floats

Whole = NDArray[np.int64]
Codes = NDArray[np.int8]
Pair = tuple[Floats, Floats]
Triple = tuple[Floats, Floats, Floats]

FARTHEST = 30.0
LONGEST_STEP = 1.0
DAMPING = 0.75  # full steps of expected information can swing for ever about the mode of an item with few dissenters
REACH = math.sqrt(3.0)
ROOT_HALF = math.sqrt(0.5)
DENSITY = 1.0 / math.sqrt(2.0 * math.pi)
WEIGHTS = (2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0)


@compiled
def vote_terms(lower: float, upper: float, code: int) -> tuple[float, float, float, float, float, float]:
    """Log-likelihood of one vote, its two scores in the cutpoints, and S, D, Q of the expected information.

    With f1, f2 the normal densities at the cutpoints and p1, p2, p3 the probabilities: S = f1^2/p1 + f2^2/p3 +
    (f1-f2)^2/p2 is the information on a shift of both, Q on their distance, D the part that they share.
    """
    lower = min(max(lower, -FARTHEST), FARTHEST)
    upper = min(max(upper, -FARTHEST), FARTHEST)
    f1 = math.exp(-0.5 * lower * lower) * DENSITY
    f2 = math.exp(-0.5 * upper * upper) * DENSITY
    # Two tails a vote, each the small one of its pair, so that no difference of numbers near 1 is taken.
    if upper <= 0.0:
        p1, rest = 0.5 * math.erfc(-lower * ROOT_HALF), 0.5 * math.erfc(-upper * ROOT_HALF)
        p2, p3 = rest - p1, 1.0 - rest
    elif lower >= 0.0:
        rest, p3 = 0.5 * math.erfc(lower * ROOT_HALF), 0.5 * math.erfc(upper * ROOT_HALF)
        p1, p2 = 1.0 - rest, rest - p3
    else:
        p1, p3 = 0.5 * math.erfc(-lower * ROOT_HALF), 0.5 * math.erfc(upper * ROOT_HALF)
        p2 = 1.0 - p1 - p3
    p2 = max(p2, 1e-290)
    first, second = 0.0, 0.0
    if code == 1:
        value, first = math.log(p1), f1 / p1
    elif code == 2:
        value, first, second = math.log(p2), -f1 / p2, f2 / p2
    else:
        value, second = math.log(p3), -f2 / p3
    left, right = f1 * f1 / p1, f2 * f2 / p3
    both = left + right + (f1 - f2) * (f1 - f2) / p2
    shared = right - left + (f2 - f1) * (f2 + f1) / p2
    apart = left + right + (f1 + f2) * (f1 + f2) / p2
    return value, first, second, both, shared, apart


@compiled
def solve_three(h: Floats, g: Floats) -> Floats:
    """The solution of a positive definite system of three unknowns, by Cholesky."""
    low = cholesky_three(h)
    y0 = g[0] / low[0, 0]
    y1 = (g[1] - low[1, 0] * y0) / low[1, 1]
    y2 = (g[2] - low[2, 0] * y0 - low[2, 1] * y1) / low[2, 2]
    x2 = y2 / low[2, 2]
    x1 = (y1 - low[2, 1] * x2) / low[1, 1]
    x0 = (y0 - low[1, 0] * x1 - low[2, 0] * x2) / low[0, 0]
    return np.array([x0, x1, x2])


@compiled
def cholesky_three(h: Floats) -> Floats:
    """Lower Cholesky factor of a 3 by 3 matrix."""
    low = np.zeros((3, 3))
    low[0, 0] = math.sqrt(h[0, 0])
    low[1, 0] = h[1, 0] / low[0, 0]
    low[2, 0] = h[2, 0] / low[0, 0]
    low[1, 1] = math.sqrt(h[1, 1] - low[1, 0] ** 2)
    low[2, 1] = (h[2, 1] - low[2, 0] * low[1, 0]) / low[1, 1]
    low[2, 2] = math.sqrt(h[2, 2] - low[2, 0] ** 2 - low[2, 1] ** 2)
    return low


@compiled
def add_information(h: Floats, theta: float, gap: float, terms: tuple[float, float, float]) -> None:
    """Add one vote's expected information on (slope, centre, log half gap), lower triangle, in place."""
    both, shared, apart = terms
    h[0, 0] += theta * theta * both
    h[1, 0] -= theta * both
    h[1, 1] += both
    h[2, 0] -= theta * gap * shared
    h[2, 1] += gap * shared
    h[2, 2] += gap * gap * apart


@compiled
def item_step(start: Whole, node: Whole, code: Codes, moments: Floats, items: Floats, prior: Floats) -> Pair:
    """One Fisher-scoring step of every item, the states' normal uncertainty integrated at three points.

    `moments` (nodes, 2) holds mean and variance; `items` (m, 3) slope, centre, log half gap; `prior` (3, 2) their
    means and precisions. Returns the new items and, for the old ones, expected log-likelihood plus log prior.
    """
    found, value = items.copy(), np.zeros(items.shape[0])
    for j in range(items.shape[0]):
        slope, centre, gap = items[j, 0], items[j, 1], math.exp(items[j, 2])
        h, g = np.zeros((3, 3)), np.zeros(3)
        for i in range(start[j], start[j + 1]):
            mean, spread = moments[node[i], 0], math.sqrt(moments[node[i], 1]) * REACH
            for k in range(3):
                theta = mean + (0.0 if k == 0 else (spread if k == 1 else -spread))
                weight = WEIGHTS[k]
                line = centre - slope * theta
                term, first, second, both, shared, apart = vote_terms(line - gap, line + gap, code[i])
                value[j] += weight * term
                g[0] -= weight * theta * (first + second)
                g[1] += weight * (first + second)
                g[2] += weight * gap * (second - first)
                add_information(h, theta, gap, (weight * both, weight * shared, weight * apart))
        for k in range(3):
            away = items[j, k] - prior[k, 0]
            value[j] -= 0.5 * prior[k, 1] * away * away - 0.5 * math.log(prior[k, 1])
            g[k] -= prior[k, 1] * away
            h[k, k] += prior[k, 1]
        step = solve_three(h, g)
        for k in range(3):
            found[j, k] += min(max(DAMPING * step[k], -LONGEST_STEP), LONGEST_STEP)
    return found, value


@compiled
def state_scores(start: Whole, item: Whole, code: Codes, points: Floats, items: Floats) -> Pair:
    """Score and expected information of every state-year from its votes, given the items; 0 where it has none."""
    score, information = np.zeros(points.size), np.zeros(points.size)
    for n in range(points.size):
        for i in range(start[n], start[n + 1]):
            j = item[i]
            gap = math.exp(items[j, 2])
            line = items[j, 1] - items[j, 0] * points[n]
            _, first, second, both, _, _ = vote_terms(line - gap, line + gap, code[i])
            score[n] -= items[j, 0] * (first + second)
            information[n] += items[j, 0] ** 2 * both
    return score, information


@compiled
def smooth(points: Floats, score: Floats, information: Floats, entry: Floats, link: Floats) -> Triple:
    """One Newton step of all trajectories (a tridiagonal solve, the same as a Kalman smoother) and their moments.

    `entry` (nodes,) is the prior precision around 0 of a state's first year, `link` that of the step from the node
    before. Returns points, variances and covariances with the node before.
    """
    n = points.size
    pivot, lower, right = np.zeros(n), np.zeros(n), np.zeros(n)
    for k in range(n):
        after = link[k + 1] if k + 1 < n else 0.0
        right[k] = score[k] - entry[k] * points[k]
        if link[k] > 0.0:
            right[k] -= link[k] * (points[k] - points[k - 1])
        if after > 0.0:
            right[k] -= after * (points[k] - points[k + 1])
        pivot[k] = information[k] + entry[k] + link[k] + after
        if link[k] > 0.0:
            lower[k] = -link[k] / pivot[k - 1]
            pivot[k] -= lower[k] ** 2 * pivot[k - 1]
            right[k] -= lower[k] * right[k - 1]
    found, variance, lagged = np.zeros(n), np.zeros(n), np.zeros(n)
    step = 0.0
    for k in range(n - 1, -1, -1):
        variance[k] = 1.0 / pivot[k]
        follows = k + 1 < n and link[k + 1] > 0.0
        step = right[k] / pivot[k] - (lower[k + 1] * step if follows else 0.0)
        if follows:
            variance[k] += lower[k + 1] ** 2 * variance[k + 1]
            lagged[k + 1] = -lower[k + 1] * variance[k + 1]
        found[k] = points[k] + min(max(step, -LONGEST_STEP), LONGEST_STEP)
    return found, variance, lagged


@compiled
def whitened_cross(start: Whole, node: Whole, points: Floats, items: Floats, prior: Floats) -> Floats:
    """For each vote, the information that it shares between state and item, divided by the root of the item's own.

    Row i is L^-1 g_i with L L' the item's expected information: the sum over two votes of one item of their products
    is what not knowing the item takes from the information on the two states. Shape (votes, 3).
    """
    found = np.zeros((node.size, 3))
    for j in range(items.shape[0]):
        slope, centre, gap = items[j, 0], items[j, 1], math.exp(items[j, 2])
        h = np.zeros((3, 3))
        for k in range(3):
            h[k, k] = prior[k, 1]
        for i in range(start[j], start[j + 1]):
            theta = points[node[i]]
            line = centre - slope * theta
            _, _, _, both, shared, apart = vote_terms(line - gap, line + gap, 1)
            add_information(h, theta, gap, (both, shared, apart))
            found[i, 0], found[i, 1], found[i, 2] = slope * theta * both, -slope * both, -slope * gap * shared
        low = cholesky_three(h)
        for i in range(start[j], start[j + 1]):
            found[i, 0] /= low[0, 0]
            found[i, 1] = (found[i, 1] - low[1, 0] * found[i, 0]) / low[1, 1]
            found[i, 2] = (found[i, 2] - low[2, 0] * found[i, 0] - low[2, 1] * found[i, 1]) / low[2, 2]
    return found


@compiled
def drawn_paths(mean: Floats, sd: Floats, gain: Floats, noise: Floats) -> Floats:
    """One draw of all trajectories: each node given the one before, from its conditional sd and regression on it."""
    found = np.zeros(mean.size)
    for k in range(mean.size):
        found[k] = mean[k] + sd[k] * noise[k]
        if k > 0:
            found[k] += gain[k] * (found[k - 1] - mean[k - 1])
    return found


@compiled
def drawn_votes(start: Whole, node: Whole, points: Floats, items: Floats, noise: Floats) -> Codes:
    """One vote of each state on each item, by the model; `noise` standard normal, in the order of the votes."""
    found = np.zeros(node.size, dtype=np.int8)
    for j in range(items.shape[0]):
        gap = math.exp(items[j, 2])
        for i in range(start[j], start[j + 1]):
            seen = items[j, 0] * points[node[i]] + noise[i] - items[j, 1]
            found[i] = 1 if seen < -gap else (2 if seen < gap else 3)
    return found
