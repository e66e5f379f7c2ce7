"""Draws from a Hawkes process by thinning, and the public way to ask for one. No fitting, no dates."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError
from multifront.timing.compiled import compiled

MOST_EVENTS = 200_000


@compiled
def thin(
    rng: np.random.Generator, rates: Floats, cell: float, branching: Floats, decays: Floats, most: int
) -> tuple[Floats, NDArray[np.int64]]:
    """Times and series of one draw, by Ogata's thinning cell by cell; stops at `most` events.

    `rates` has shape (cells, series). Within a cell the intensity only falls between events, so its value now is a
    bound.
    """
    series = rates.shape[1]
    times, marks = np.empty(most), np.empty(most, dtype=np.int64)
    level = np.zeros((series, series))
    found, now = 0, 0.0
    for c in range(rates.shape[0]):
        end = (c + 1) * cell
        while found < most:
            bound = rates[c].sum() + level.sum()
            later = now + rng.exponential() / bound
            step = min(later, end) - now
            for i in range(series):
                for j in range(series):
                    level[i, j] *= np.exp(-decays[i, j] * step)
            now = min(later, end)
            if later >= end:
                break
            drawn = rng.random() * bound
            for i in range(series):
                drawn -= rates[c, i] + level[i].sum()
                if drawn < 0.0:
                    times[found], marks[found] = now, i
                    found += 1
                    for k in range(series):
                        level[k, i] += branching[k, i] * decays[k, i]
                    break
    return times[:found], marks[:found]


def draw_series(
    rng: np.random.Generator, rates: Floats, cell: float, branching: Floats, decays: Floats
) -> list[Floats]:
    """One draw as a list of sorted times, one array a series; refuses a process that explodes."""
    times, marks = thin(rng, rates, cell, branching, decays, MOST_EVENTS)
    if times.size == MOST_EVENTS:
        raise SimulationError(
            f"the process passed {MOST_EVENTS:,} events before the end of the span; its branching is too strong or its "
            "baseline too high; a spectral radius below 1 keeps it finite"
        )
    return [times[marks == i] for i in range(rates.shape[1])]


def simulate_hawkes(
    length: float, *, baseline: Any, branching: Any, decays: Any, rng: np.random.Generator | int = 0
) -> list[Floats]:
    r"""Draw several series of times from a Hawkes process with exponential kernels.

    Formula: lambda_i(t) = mu_i(t) + sum_j sum_{s of j, s < t} n_ij beta_ij exp(-beta_ij (t - s)). Candidates come at
    the present total intensity, which bounds the intensity until the next event, and are kept with the ratio of the
    two.

    Args:
        length: T > 0, in any unit of time; the process is empty before 0.
        baseline: mu, shape (D,) if constant, or (cells, D) for equal cells of [0, T]; events a unit of time.
        branching: n, shape (D, D), mean direct offspring in series i of an event of j; spectral radius below 1.
        decays: beta, shape (D, D), above 0, one over the unit of time.
        rng: a seed, or a generator that is drawn from.

    Returns:
        D sorted arrays of times in [0, T].

    Raises:
        UsageError: for shapes that do not fit, or parameters out of range.
        SimulationError: where the draw passes 200,000 events.

    Assumes:
        Nothing came before 0: the first few multiples of 1 / beta hold fewer events than the stationary process has.

    References:
        Ogata 1981, IEEE Trans. Inf. Theory 27(1):23-31 (thinning; not opened); Laub, Taimre & Pollett 2015,
        arXiv:1507.02822, section 5.2.

    Example:
        >>> draw = simulate_hawkes(1000.0, baseline=[0.1, 0.1], branching=[[0.3, 0.2], [0.0, 0.3]],
        ...                        decays=[[1.0, 1.0], [1.0, 1.0]], rng=1)
        >>> len(draw)
        2
    """
    mu, n, beta = (np.asarray(one, dtype=np.float64) for one in (baseline, branching, decays))
    rates = np.ascontiguousarray(np.atleast_2d(mu))
    count = rates.shape[1]
    if mu.ndim not in {1, 2} or n.shape != (count, count) or beta.shape != (count, count):
        raise UsageError(
            f"a baseline of shape {mu.shape} needs branching and decays of shape ({count}, {count}), found {n.shape} "
            f"and {beta.shape}"
        )
    if not (length > 0.0 and np.all(rates >= 0.0) and rates.sum(axis=1).min() > 0.0):
        raise UsageError("length must be above 0, baselines at least 0, and some baseline above 0 in every cell")
    if np.any(n < 0.0) or np.any(beta <= 0.0):
        raise UsageError("branching must be at least 0 and decays above 0")
    radius = float(np.abs(np.linalg.eigvals(n)).max())
    if radius >= 1.0:
        raise UsageError(f"the branching has spectral radius {radius:.3f}: the process explodes; keep it below 1")
    generator = rng if isinstance(rng, np.random.Generator) else np.random.default_rng(rng)
    return draw_series(generator, rates, length / rates.shape[0], n, beta)
