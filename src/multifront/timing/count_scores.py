"""Scores of forecasts of a count, each a Poisson or negative binomial: CRPS, log score, Brier. No model is here."""

from __future__ import annotations

from typing import Any

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.compiled import compiled

SCORES = ("crps", "log score", "brier")
_TAIL = 1e-10
_LONGEST = 10_000_000


def score_counts(mean: Any, size: Any, seen: Any, *, at_least: int = 1) -> Floats:
    r"""Score forecasts of counts by CRPS, logarithmic score and the Brier score of "at least so many".

    Formula: f(k) is the negative binomial with mean m and size r, variance m + m^2 / r (r = inf: Poisson), F its
    distribution function, y the count that came. CRPS = sum over k >= 0 of (F(k) - [y <= k])^2, the ranked
    probability score; log score = -log f(y); Brier = (1 - F(c - 1) - [y >= c])^2 with c = `at_least`. Less is better.

    Args:
        mean: forecast means above 0, shape (n,), in events a period.
        size: sizes above 0, shape (n,); inf for Poisson.
        seen: counts that came, whole numbers, shape (n,).
        at_least: the count c of the Brier score, at least 1.

    Returns:
        Shape (n, 3): CRPS and log score at least 0, Brier in [0, 1].

    Raises:
        UsageError: shapes that differ, means or sizes not above 0, counts that are negative or not whole, `at_least`
            below 1.

    Assumes:
        The forecasts were made before the counts were known. A score of a single period says little; compare means
        over the same periods. The log score punishes surprise without bound, so that one period can decide it.

    References:
        Gneiting & Raftery 2007, J. Am. Stat. Assoc. 102:359-378 (proper scores; not opened); Czado, Gneiting & Held
        2009, Biometrics 65:1254-1261 (counts; not opened).

    Example:
        >>> score_counts([1.0], [np.inf], [0]).round(4).tolist()
        [[0.4762, 1.0, 0.3996]]
    """
    means, sizes, counts = (np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in (mean, size, seen))
    if not means.shape == sizes.shape == counts.shape or means.ndim != 1:
        raise UsageError(
            f"mean, size and seen must be lists of one length, found {means.shape}, {sizes.shape}, {counts.shape}"
        )
    if not (np.all(np.isfinite(means)) and np.all(means > 0.0) and np.all(sizes > 0.0)):
        raise UsageError("means must be finite and above 0, sizes above 0 (inf for Poisson)")
    if np.any(counts < 0.0) or np.any(counts != np.floor(counts)) or at_least < 1:
        raise UsageError(f"counts that came must be whole and at least 0, at_least at least 1; found {at_least}")
    return np.asarray(score_rows(means, sizes, counts, at_least))


@compiled
def score_rows(means: Floats, sizes: Floats, counts: Floats, at_least: int) -> Floats:
    """CRPS, log score and Brier score of each forecast, shape (n, 3), by adding up the probabilities."""
    found = np.zeros((means.size, 3))
    for i in range(means.size):
        mean, size, seen = means[i], sizes[i], counts[i]
        log_chance, below, chance_below = _log_zero(mean, size), 0.0, 0.0
        for k in range(_LONGEST):
            if k > 0:
                log_chance += _log_step(mean, size, k)
            if k == at_least:
                chance_below = below
            below += np.exp(log_chance)
            if k == seen:
                found[i, 1] = -log_chance
            off = below - (1.0 if k >= seen else 0.0)
            found[i, 0] += off * off
            if k > seen and k >= at_least and k > mean and 1.0 - below < _TAIL:
                break
        happened = 1.0 if seen >= at_least else 0.0
        found[i, 2] = (1.0 - chance_below - happened) ** 2
    return found


@compiled
def quantile_of(mean: float, size: float, level: float) -> int:
    """The smallest count whose distribution function reaches the level."""
    log_chance, below, k = _log_zero(mean, size), 0.0, 0
    while True:
        below += np.exp(log_chance)
        if below >= level or k >= _LONGEST:
            return k
        k += 1
        log_chance += _log_step(mean, size, k)


@compiled
def chance_at_least(mean: float, size: float, least: int) -> float:
    """Chance of `least` events or more."""
    log_chance, below = _log_zero(mean, size), 0.0
    for k in range(least):
        if k > 0:
            log_chance += _log_step(mean, size, k)
        below += np.exp(log_chance)
    return max(0.0, 1.0 - below)


@compiled
def _log_zero(mean: float, size: float) -> float:
    """Log chance of no event."""
    return float(-mean if np.isinf(size) else -size * np.log1p(mean / size))


@compiled
def _log_step(mean: float, size: float, k: int) -> float:
    """Log of f(k) / f(k - 1)."""
    if np.isinf(size):
        return float(np.log(mean / k))
    return float(np.log((k - 1.0 + size) / k * mean / (mean + size)))
