"""Lines with steps and bends under autocorrelated errors, weighed over the unknown autocorrelation; no verdicts.

For a known correlation of the errors, generalised least squares gives exact t statistics. The correlation is not known,
and a short series says little of it, so every value on a grid enters with its posterior weight (Zellner & Tiao 1964).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from multifront.domain import Floats

PHI = np.linspace(0.0, 0.95, 20)
"""Yearly autocorrelations that are weighed; negative ones are left out, which is the cautious side."""

PHI_PRIOR = 1.0 / np.sqrt(1.0 - PHI**2)
"""Jeffreys' prior for the coefficient of a stationary AR(1)."""

NOISE_SHARES = (0.0, 0.35, 0.7)
"""Shares of the scatter that may be errors of measurement, where standard errors are given."""

STEPS, COARSE_STEPS = 30, 12
"""Halvings in the search for a quantile: to a thousand-millionth of the bracket; coarse, for simulated series."""


EXACT_POINTS = 5_000
TABLE_POINTS = np.sinh(np.linspace(-6.0, 6.0, 8_001))
"""Where the distribution function is tabled for simulated series: dense about 0, out to 200."""


@dataclass(frozen=True, slots=True)
class Design:
    """Years (n,), columns of the regression (n, k), and relative variances of measurement (n,) or None."""

    years: Floats
    columns: Floats
    noise: Floats | None = None

    def nodes(self) -> Iterator[tuple[float, float, float]]:
        """Every (autocorrelation, share of measurement noise, prior weight) that is weighed."""
        shares = NOISE_SHARES if self.noise is not None else (0.0,)
        for phi, prior in zip(PHI.tolist(), PHI_PRIOR.tolist(), strict=True):
            for share in shares:
                yield phi, share, prior

    def correlation(self, phi: float, share: float) -> Floats:
        """Correlation of the errors, shape (n, n): phi to the power of the years between, so a gap is a gap."""
        serial = phi ** np.abs(self.years[:, None] - self.years[None, :])
        if self.noise is None:
            return serial
        return (1.0 - share) * serial + share * np.diag(self.noise / self.noise.mean())


@dataclass(frozen=True, slots=True)
class Fit:
    """Posterior of the coefficients for N series: over G nodes, weights (G, N), estimates and errors (G, N, k)."""

    weights: Floats
    estimates: Floats
    errors: Floats
    df: int
    autocorrelation: Floats
    noise_share: Floats
    scatter: Floats

    @property
    def centre(self) -> Floats:
        """Weighted estimates, shape (N, k)."""
        return np.asarray(np.einsum("gn,gnk->nk", self.weights, self.estimates))

    def share_above(self, point: Floats | float = 0.0) -> Floats:
        """Posterior probability that each coefficient exceeds a point, shape (N, k)."""
        tails = lower_tail(self.df, (self.estimates - point) / self.errors)
        return np.asarray(np.einsum("gn,gnk->nk", self.weights, tails))

    def p_values(self) -> Floats:
        """Two-sided p of each coefficient against 0, shape (N, k)."""
        above = self.share_above()
        return np.asarray(np.minimum(1.0, 2.0 * np.minimum(above, 1.0 - above)))

    def quantile(self, level: float, *, steps: int = STEPS) -> Floats:
        """Quantile of each coefficient, shape (N, k), by halving between the extremes of the nodes."""
        single = self.estimates + stdtrit(self.df, level) * self.errors
        low, high = single.min(axis=0), single.max(axis=0)
        for _ in range(steps):
            middle = (low + high) / 2.0
            below = 1.0 - self.share_above(middle) < level
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2.0)


def fit(design: Design, series: Floats) -> Fit:
    """Fit the design to each of N series of shape (N, n), all nodes at once."""
    n, k = design.columns.shape
    nodes = list(design.nodes())
    root = np.linalg.cholesky(np.stack([design.correlation(phi, share) for phi, share, _ in nodes]))
    whiten = np.linalg.inv(root)
    columns, values = whiten @ design.columns, whiten @ series.T
    inverse = np.linalg.inv(columns.transpose(0, 2, 1) @ columns)
    found = inverse @ (columns.transpose(0, 2, 1) @ values)
    squares = np.maximum(((values - columns @ found) ** 2).sum(axis=1), np.finfo(float).tiny)
    volume = np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1) - 0.5 * np.linalg.slogdet(inverse)[1]
    prior = np.log([weight for *_, weight in nodes])
    weights = _normalised((prior - volume)[:, None] - 0.5 * (n - k) * np.log(squares))
    spread = np.diagonal(inverse, axis1=1, axis2=2)
    known = np.array([node[:2] for node in nodes])
    return Fit(
        weights=weights,
        estimates=found.transpose(0, 2, 1),
        errors=np.sqrt(squares[:, :, None] / (n - k) * spread[:, None, :]),
        df=n - k,
        autocorrelation=known[:, 0] @ weights,
        noise_share=known[:, 1] @ weights,
        scatter=np.sqrt((squares / (n - k) * weights).sum(axis=0)),
    )


@lru_cache(maxsize=64)
def _tail_table(df: int) -> Floats:
    return np.asarray(stdtr(df, TABLE_POINTS))


def lower_tail(df: int, points: Floats) -> Floats:
    """Student's distribution function; read from a fine table where very many points are asked for.

    The table errs by less than a millionth, which the rates of simulated series cannot feel; single series are exact.
    """
    if points.size <= EXACT_POINTS:
        return np.asarray(stdtr(df, points))
    return np.asarray(np.interp(points, TABLE_POINTS, _tail_table(df)))


def simulate(design: Design, phi: float, share: float, draws: int, rng: np.random.Generator) -> Floats:
    """Series without any departure, of unit scatter, shape (draws, n)."""
    root = np.linalg.cholesky(design.correlation(phi, share))
    return rng.standard_normal((draws, design.years.size)) @ root.T


def line_columns(years: Floats, after: NDArray[np.bool_], *, bend: bool) -> Floats:
    """Level, slope and step at the middle of the years after a break, and with `bend` the change of slope."""
    columns = [np.ones(years.size), years - years[~after].mean(), after.astype(np.float64)]
    if bend:
        columns.append(np.where(after, years - years[after].mean(), 0.0))
    return np.stack(columns, axis=1)


def forecast_columns(years: Floats, after: NDArray[np.bool_]) -> Floats:
    """Level, slope, and one column for each year after a break, whose coefficient is its error of prediction."""
    single = np.eye(years.size)[:, after]
    return np.concatenate([line_columns(years, after, bend=False)[:, :2], single], axis=1)


def _normalised(logs: Floats) -> Floats:
    """Weights that sum to 1 over the first axis."""
    weights = np.exp(logs - logs.max(axis=0))
    return np.asarray(weights / weights.sum(axis=0))
