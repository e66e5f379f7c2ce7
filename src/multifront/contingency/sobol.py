"""Sobol indices: how much of an outcome's variance each input explains, by a designed run. Draws at hand: `given_data`.

With inputs X_1..X_d independent and Y = f(X):

    first order  S_i  = Var(E[Y | X_i]) / Var(Y)        what X_i explains alone
    total order  ST_i = E[Var(Y | all but X_i)] / Var(Y)    with all its interactions; 0 only if X_i does nothing

Estimators over rows A, B of a design and A with column i from B (AB_i): S_i = mean(f(B) (f(AB_i) - f(A))) / Var,
ST_i = mean((f(A) - f(AB_i))^2) / (2 Var).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from multifront.contingency.draws import uniform_draws
from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class VarianceShare:
    """First- and total-order index of one input with 95 % intervals; all NaN where the outcome does not vary.

    Estimates may fall a little below 0 or above 1: they are printed as they come, since cutting them would bias them.
    """

    name: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


def sobol_indices(
    model: Callable[[Floats], Floats], names: Sequence[str], *, rows: int = 512, replicates: int = 8, seed: int = 0
) -> tuple[VarianceShare, ...]:
    """First- and total-order Sobol indices with intervals, by a model called on a design of its own.

    Formula: at the head of the module, on Sobol' points in 2 d dimensions, shifted at random modulo 1 for each
    replicate; mean over replicates, interval mean +- t(0.975, R - 1) s / sqrt(R).

    Args:
        model: takes uniforms on (0, 1), shape (d, m), one row an input; returns the outcome, shape (m,). Map uniforms
            to
            values with `range_quantile`.
        names: of the d inputs.
        rows: design rows a replicate, a power of two.
        replicates: independent shifts, at least 2; the model runs rows x (d + 2) x replicates times.
        seed: of the shifts.

    Returns:
        One line an input, in the order of names.

    Raises:
        UsageError: rows no power of two, under two replicates, or no names.
        SimulationError: the model returns another shape or missing values.

    Assumes:
        Inputs are independent: with correlated ones the shares mean nothing. Variance is what matters: an outcome that
        is censored or has a long tail is better turned into a restricted one, or an indicator, first.

    References:
        Saltelli et al. (2010), Computer Physics Communications 181:259-270, table 2 rows b (first) and f (total,
        Jansen); Cranley & Patterson (1976), SIAM Journal on Numerical Analysis 13(6):904-914 (shifts and their error).

    Example:
        >>> found = sobol_indices(lambda u: 2.0 * u[0] + u[1], ("x", "y"), rows=256, replicates=4)
        >>> [round(line.first, 1) for line in found], [round(line.total, 1) for line in found]
        ([0.8, 0.2], [0.8, 0.2])
    """
    count = len(names)
    if rows < 2 or rows & (rows - 1) or replicates < 2 or not count:
        raise UsageError(f"give names, rows as a power of two and 2 replicates or more; found {rows} and {replicates}")
    points = scipy.stats.qmc.Sobol(2 * count, scramble=False).random_base2(int(math.log2(rows))).T
    found = np.array([_replicate(model, _shifted(points, seed, number)) for number in range(replicates)])
    middle = found.mean(axis=0)
    half = (
        scipy.stats.t.ppf((1.0 + CONFIDENCE) / 2.0, replicates - 1) * found.std(axis=0, ddof=1) / math.sqrt(replicates)
    )
    ends = (middle - half, middle + half)
    return tuple(
        VarianceShare(name, *(float(part[order, i]) for order in (0, 1) for part in (middle, ends[0], ends[1])))
        for i, name in enumerate(names)
    )


def _shifted(points: Floats, seed: int, replicate: int) -> Floats:
    """The points moved by a keyed shift in each dimension, strictly inside 0..1."""
    shift = uniform_draws(seed, f"sobol shift {replicate}", np.arange(points.shape[0], dtype=np.int64))
    moved = np.mod(points + shift[:, None], 1.0)
    return np.clip(moved, 2.0**-53, 1.0 - 2.0**-53)


def _replicate(model: Callable[[Floats], Floats], points: Floats) -> Floats:
    """Both indices of every input on one design, shape (2, d)."""
    count = points.shape[0] // 2
    first, second = points[:count], points[count:]
    base, other = _run(model, first), _run(model, second)
    both = np.concatenate((base, other))
    centre, variance = both.mean(), both.var()
    if variance <= 1e-24 * max(centre * centre, 1e-300):
        return np.full((2, count), math.nan)
    indices = np.empty((2, count))
    for i in range(count):
        mixed = first.copy()
        mixed[i] = second[i]
        swapped = _run(model, mixed)
        indices[0, i] = np.mean((other - centre) * (swapped - base)) / variance
        indices[1, i] = np.mean((base - swapped) ** 2) / (2.0 * variance)
    return indices


def _run(model: Callable[[Floats], Floats], points: Floats) -> Floats:
    values = np.asarray(model(points), dtype=np.float64)
    if values.shape != points.shape[1:] or not np.all(np.isfinite(values)):
        raise SimulationError(f"the model must return {points.shape[1]} finite values; found shape {values.shape}")
    return values
