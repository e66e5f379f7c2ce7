"""Goodness of fit of a Hawkes process by time rescaling: waits that should be Exp(1). No fitting, no p-values."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from multifront.domain import Floats
from multifront.timing.hawkes_baseline import Baseline
from multifront.timing.hawkes_estimate import Estimate
from multifront.timing.hawkes_intensity import excitation_at

LAGS = 10
_EDGE = 1e-12


def rescaled_waits(series: list[Floats], baseline: Baseline, fit: Estimate, i: int) -> Floats:
    """Integrated intensity of series i between its events, from the start of the span: Exp(1) if the fit is right."""
    targets = series[i]
    edges = np.arange(baseline.widths.size + 1) * baseline.cell
    mass = np.concatenate([[0.0], np.cumsum(baseline.widths * np.exp(baseline.columns @ fit.coefficients[i]))])
    passed = np.interp(targets, edges, mass)
    for j, sources in enumerate(series):
        before = np.searchsorted(sources, targets, side="left")
        passed = passed + fit.branching[i, j] * (before - excitation_at(targets, sources, fit.decays[i, j]))
    return np.diff(passed, prepend=0.0)


def exponential_distance(waits: Floats) -> float:
    """Kolmogorov-Smirnov distance of the waits from Exp(1), in [0, 1]."""
    if waits.size == 0:
        return 0.0
    at = -np.expm1(-np.sort(waits))
    ranks = np.arange(1, waits.size + 1) / waits.size
    return float(np.maximum(ranks - at, at - ranks + 1.0 / waits.size).max())


def serial_dependence(waits: Floats) -> float:
    """Ljung-Box statistic of the waits, turned into normal scores, over up to 10 lags; 0 where too few."""
    lags = min(LAGS, waits.size // 5)
    if lags < 1:
        return 0.0
    scores = ndtri(np.clip(-np.expm1(-waits), _EDGE, 1.0 - _EDGE))
    scores = scores - scores.mean()
    scale = float(scores @ scores)
    if scale <= 0.0:
        return 0.0
    n = scores.size
    return float(n * (n + 2) * sum((scores[k:] @ scores[:-k] / scale) ** 2 / (n - k) for k in range(1, lags + 1)))
