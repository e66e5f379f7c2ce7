"""Draws of series around given means with the noise of one seen: spread, dispersion, autocorrelation. No statistics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.special import ndtr

from multifront.domain import Floats

LARGEST_CORRELATION = 0.95
"""Estimates above are held here: a series nearer to a random walk has no mean to change."""
CANDIDATES = 10
"""Series drawn for each one kept: those whose own estimate of the autocorrelation is nearest to the one seen."""
STEPS = 40
"""Different autocorrelations tried."""


@dataclass(frozen=True, slots=True)
class Noise:
    """How a series like the one seen is drawn: AR(1) residuals around means, or autocorrelated counts."""

    counts: bool
    variance: float
    dispersion: float
    correlation: float

    def draw(self, means: Floats, rng: np.random.Generator, correlation: float) -> Floats:
        """One series around the means, shape (n,)."""
        return np.asarray(self.draw_many(means, rng, correlation, 1)[0])

    def draw_many(self, means: Floats, rng: np.random.Generator, correlation: float, draws: int) -> Floats:
        """Several series around the same means, shape (draws, n)."""
        z = rng.standard_normal((draws, means.size))
        z[:, 1:] *= np.sqrt(1.0 - correlation**2)
        steps = np.asarray(scipy.signal.lfilter([1.0], [1.0, -correlation], z, axis=1))
        if not self.counts:
            return np.asarray(means + np.sqrt(self.variance) * steps)
        return _counts_from_normal(steps, means, self.dispersion)


def draw_candidates(noise: Noise, means: Floats, rng: np.random.Generator, kept: int) -> tuple[Floats, Floats]:
    """Series around the means at all plausible autocorrelations, CANDIDATES or more for each kept, and theirs.

    The autocorrelations are spread over the density 2 (1 - phi) from 0 to the largest. Shapes (series, n), (series,).
    """
    share, each = (np.arange(STEPS) + 0.5) / STEPS, -(-CANDIDATES * kept // STEPS)
    tried = 1.0 - np.sqrt(1.0 - share * (1.0 - (1.0 - LARGEST_CORRELATION) ** 2))
    drawn = np.concatenate([noise.draw_many(means, rng, float(one), each) for one in tried])
    return drawn, np.repeat(tried, each)


def lag_one(residuals: Floats) -> Floats:
    """Lag-one autocorrelation of each row, without correction, the last axis being time; 0 where a row is 0."""
    total = (residuals**2).sum(axis=-1)
    crossed = (residuals[..., 1:] * residuals[..., :-1]).sum(axis=-1)
    return np.asarray(np.divide(crossed, total, out=np.zeros_like(total), where=total > 0.0))


def nearest(estimates: Floats, seen: float, kept: int) -> NDArray[np.int64]:
    """Places of the `kept` estimates nearest to the one seen, the earlier first where two are equally near."""
    return np.asarray(np.argsort(np.abs(estimates - seen), kind="stable")[:kept])


def _counts_from_normal(steps: Floats, means: Floats, dispersion: float) -> Floats:
    """Counts with the given means and dispersion whose normal scores are the steps (a Gaussian copula).

    Looked up in tables of the distribution function, one a mean, that reach 12 standard deviations above it.
    """
    mean = np.maximum(means, 1e-9)[:, None]
    values = np.arange(int(mean.max() + 12.0 * np.sqrt(dispersion * mean.max())) + 30)
    if dispersion <= 1.0:
        table = scipy.stats.poisson.cdf(values, mean)
    else:
        table = scipy.stats.nbinom.cdf(values, mean / (dispersion - 1.0), 1.0 / dispersion)
    u, counts = ndtr(steps), np.empty(steps.shape)
    for k in range(mean.size):
        counts[..., k] = np.searchsorted(table[k], u[..., k], side="left")
    return counts
