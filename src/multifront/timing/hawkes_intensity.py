"""Exponential excitation between lists of times, and the log-likelihood that follows. No fitting and no dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.compiled import compiled


@compiled
def excitation_at(targets: Floats, sources: Floats, decay: float) -> Floats:
    """Sum of exp(-decay (t - s)) over sources s strictly before each target t, shape of targets; both sorted."""
    found = np.empty(targets.size)
    level, last, j = 0.0, 0.0, 0
    for k in range(targets.size):
        while j < sources.size and sources[j] < targets[k]:
            level = level * np.exp(-decay * (sources[j] - last)) + 1.0
            last = sources[j]
            j += 1
        found[k] = level * np.exp(-decay * (targets[k] - last))
    return found


@compiled
def excitation_slope_at(targets: Floats, sources: Floats, decay: float) -> tuple[Floats, Floats]:
    """Excitation at each target, and its derivative by the decay, -sum of (t - s) exp(-decay (t - s))."""
    found, slope = np.empty(targets.size), np.empty(targets.size)
    level, moment, last, j = 0.0, 0.0, 0.0, 0
    for k in range(targets.size):
        while j < sources.size and sources[j] < targets[k]:
            apart = sources[j] - last
            kept = np.exp(-decay * apart)
            moment = kept * (moment + apart * level)
            level = kept * level + 1.0
            last = sources[j]
            j += 1
        apart = targets[k] - last
        kept = np.exp(-decay * apart)
        found[k] = kept * level
        slope[k] = -kept * (moment + apart * level)
    return found, slope


def spent_by(end: float, sources: Floats, decay: float) -> float:
    """Sum over sources of the share of their excitation that falls before the end, 1 - exp(-decay (end - s))."""
    return float(-np.expm1(-decay * (end - sources)).sum())


def hawkes_log_likelihood(times: Sequence[Any], length: float, baseline: Any, jumps: Any, decays: Any) -> float:
    r"""Log-likelihood of several series of times under a Hawkes process with constant baselines.

    Formula: lambda_i(t) = mu_i + sum_j sum_{s of j, s < t} alpha_ij exp(-beta_ij (t - s)); the log-likelihood is the
    sum over events of log lambda_i(t) minus sum_i of the integral of lambda_i over [0, T], which is mu_i T + sum_j
    (alpha_ij / beta_ij) sum_s (1 - exp(-beta_ij (T - s))).

    Args:
        times: one sorted array of times in [0, T] for each of D series, all in one unit.
        length: T > 0, in the same unit; the process is empty before 0.
        baseline: mu, shape (D,), events a unit of time, above 0.
        jumps: alpha, shape (D, D), at least 0; row i is excited by column j.
        decays: beta, shape (D, D), above 0, one over the unit of time.

    Returns:
        The log-likelihood, any real number.

    Raises:
        UsageError: for shapes that do not fit, times unsorted or outside [0, T], or parameters out of range.

    Assumes:
        Events at one and the same time do not excite each other. Events before 0 are left out, so excitation that they
        left behind counts as baseline.

    References:
        Laub, Taimre & Pollett 2015, arXiv:1507.02822, sections 4.1-4.2 (likelihood and recursion).

    Example:
        >>> round(hawkes_log_likelihood([[1.0, 2.0, 4.0]], 5.0, [0.5], [[0.8]], [[1.2]]), 9)
        -5.788610308
    """
    series = [checked_times(one, length, f"series {i}") for i, one in enumerate(times)]
    count = len(series)
    mu, alpha, beta = (np.asarray(one, dtype=np.float64) for one in (baseline, jumps, decays))
    if mu.shape != (count,) or alpha.shape != (count, count) or beta.shape != (count, count):
        raise UsageError(
            f"{count} series need a baseline of shape ({count},), jumps and decays of shape ({count}, {count}); found "
            f"{mu.shape}, {alpha.shape}, {beta.shape}"
        )
    if not (np.all(mu > 0.0) and np.all(alpha >= 0.0) and np.all(beta > 0.0)):
        raise UsageError("a Hawkes process needs baselines and decays above 0 and jumps of at least 0")
    total = 0.0
    for i, targets in enumerate(series):
        rate = np.full(targets.size, mu[i])
        total -= mu[i] * length
        for j, sources in enumerate(series):
            rate += alpha[i, j] * excitation_at(targets, sources, beta[i, j])
            total -= alpha[i, j] / beta[i, j] * spent_by(length, sources, beta[i, j])
        total += float(np.log(rate).sum())
    return float(total)


def checked_times(times: Any, length: float, name: str) -> NDArray[np.float64]:
    """One series as sorted floats inside [0, length], or what is wrong with it."""
    found = np.asarray(times, dtype=np.float64)
    if not (np.isfinite(length) and length > 0.0):
        raise UsageError(f"the length of the span must be a number above 0, found {length}")
    if found.ndim != 1:
        raise UsageError(f"{name}: times must be one list, found an array of shape {found.shape}")
    if not np.all(np.isfinite(found)):
        missing = int((~np.isfinite(found)).sum())
        raise UsageError(f"{name}: {missing} of {found.size} times are missing; leave them out")
    if np.any(np.diff(found) < 0.0):
        raise UsageError(f"{name}: times are not sorted; sort them first, a later event cannot excite an earlier one")
    if found.size and (found[0] < 0.0 or found[-1] > length):
        raise UsageError(f"{name}: times from {found[0]:g} to {found[-1]:g} reach outside the span 0 to {length:g}")
    return found
