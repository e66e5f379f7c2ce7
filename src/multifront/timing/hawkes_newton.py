"""The best baseline and branching of one series when all decays are held: a compiled Newton method. No decays here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.compiled import compiled

ITERATIONS = 60
TOLERANCE = 1e-9
LOWEST_LEVEL = 15.0
STEEPEST = 4.0
"""Bounds of the level and of the other terms of the log baseline: cells without events would else send them away."""


@compiled
def target_loss(
    x: Floats, columns: Floats, widths: Floats, cells: NDArray[np.int64], excited: Floats, spent: Floats
) -> tuple[float, Floats]:
    """Minus log-likelihood of one series, with log mu of each cell; `excited` has shape (events, series)."""
    terms = columns.shape[1]
    baseline = np.exp(columns @ x[:terms])
    loss = (widths * baseline).sum()
    for j in range(spent.size):
        loss += spent[j] * x[terms + j]
    for k in range(cells.size):
        rate = baseline[cells[k]]
        for j in range(spent.size):
            rate += excited[k, j] * x[terms + j]
        loss -= np.log(rate)
    return loss, baseline


@compiled
def derivatives(
    x: Floats,
    baseline: Floats,
    columns: Floats,
    widths: Floats,
    cells: NDArray[np.int64],
    excited: Floats,
    spent: Floats,
) -> tuple[Floats, Floats]:
    """Gradient and Hessian of the loss by (coefficients, branching), shapes (n,) and (n, n)."""
    terms, series = columns.shape[1], spent.size
    n = terms + series
    gradient, hessian = np.zeros(n), np.zeros((n, n))
    # Events of one cell share the columns, so sums by cell first: weights of columns, and of columns times excitation.
    first, second = widths * baseline, widths * baseline
    crossed = np.zeros((widths.size, series))
    gradient[terms:] = spent
    for k in range(cells.size):
        cell = cells[k]
        rate = baseline[cell]
        for j in range(series):
            rate += excited[k, j] * x[terms + j]
        share = baseline[cell] / rate
        first[cell] -= share
        second[cell] -= share * (1.0 - share)
        for j in range(series):
            ratio = excited[k, j] / rate
            gradient[terms + j] -= ratio
            crossed[cell, j] += share * ratio
            for other in range(j + 1):
                hessian[terms + j, terms + other] += ratio * excited[k, other] / rate
    for cell in range(widths.size):
        for a in range(terms):
            here = columns[cell, a]
            gradient[a] += here * first[cell]
            for b in range(a + 1):
                hessian[a, b] += here * columns[cell, b] * second[cell]
            for j in range(series):
                hessian[terms + j, a] += here * crossed[cell, j]
    for a in range(n):
        for b in range(a):
            hessian[b, a] = hessian[a, b]
    return gradient, hessian


@compiled
def _step(x: Floats, gradient: Floats, hessian: Floats, held: NDArray[np.bool_], damping: float) -> Floats:
    """Damped Newton step in the free coordinates, 0 in those held."""
    free = np.flatnonzero(~held)
    small = np.empty((free.size, free.size))
    for a in range(free.size):
        for b in range(free.size):
            small[a, b] = hessian[free[a], free[b]]
        small[a, a] += damping * (abs(small[a, a]) + 1e-8) + 1e-12
    step = np.zeros(x.size)
    step[free] = np.linalg.solve(small, -gradient[free])
    return step


@compiled
def fit_target(
    start: Floats,
    allowed: NDArray[np.bool_],
    columns: Floats,
    widths: Floats,
    cells: NDArray[np.int64],
    excited: Floats,
    spent: Floats,
) -> tuple[Floats, float]:
    """Best x = (coefficients, branching >= 0) and its loss; branching from a series not `allowed` stays 0.

    Projected Newton: coordinates at 0 that would go below are held, the step is damped until the loss falls.
    """
    terms, n = columns.shape[1], start.size
    x = start.copy()
    for j in range(spent.size):
        x[terms + j] = max(x[terms + j], 0.0) if allowed[j] else 0.0
    loss, baseline = target_loss(x, columns, widths, cells, excited, spent)
    damping = 0.0
    for _ in range(ITERATIONS):
        gradient, hessian = derivatives(x, baseline, columns, widths, cells, excited, spent)
        held = np.zeros(n, dtype=np.bool_)
        for j in range(spent.size):
            held[terms + j] = (not allowed[j]) or (x[terms + j] <= 0.0 and gradient[terms + j] >= 0.0)
        gained = 0.0
        for _attempt in range(25):
            step = _step(x, gradient, hessian, held, damping)
            trial = x + step
            for j in range(spent.size):
                trial[terms + j] = max(trial[terms + j], 0.0)
            trial[0] = min(max(trial[0], -LOWEST_LEVEL), LOWEST_LEVEL)
            trial[1:terms] = np.minimum(np.maximum(trial[1:terms], -STEEPEST), STEEPEST)
            found, curve = target_loss(trial, columns, widths, cells, excited, spent)
            if found < loss:
                gained = loss - found
                x, loss, baseline = trial, found, curve
                damping = 0.0 if damping < 1e-4 else damping * 0.1
                break
            damping = max(1e-4, damping * 10.0)
        if gained <= TOLERANCE:
            break
    return x, loss
