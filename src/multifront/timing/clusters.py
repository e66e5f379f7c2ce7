"""Fits how strongly a stream clusters and draws synthetic streams of the same shape. No test is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from multifront.domain import Floats
from multifront.timing.compiled import compiled

LONGEST_LAG_DAYS = 60
SCALES_DAYS = (0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0)
INDEPENDENT_BELOW = 0.5
"""With fewer other members than this per event, a stream counts as independent events."""
_NEGLIGIBLE = 0.02


@dataclass(frozen=True, slots=True)
class Clustering:
    """Mean number of other events in an event's cluster, and the sd in days of members around its centre."""

    members: float
    scale_days: float

    @property
    def independent(self) -> bool:
        """True where clustering is too weak to matter."""
        return self.members < INDEPENDENT_BELOW


def fit_clustering(days: NDArray[np.int64], rate: Floats) -> Clustering:
    """Least squares of the excess of close pairs on members * erf((lag + 1/2) / (2 scale)), lags 0 to 60 days.

    `days` are sorted days of the span, `rate` is the expected shape of the rate by day, shape (length,).
    """
    return fit_excess(days, rate.size, _pairs_within(rate / rate.sum(), lags_of(rate.size)))


def lags_of(length: int) -> int:
    """Number of lags, from 0 on, that a span of `length` days is fitted on."""
    return min(LONGEST_LAG_DAYS, length - 1) + 1


def fit_excess(days: NDArray[np.int64], length: int, expected: Floats) -> Clustering:
    """The fit where `expected`, the chance that two separate events lie at most each lag apart, is known; (lags,)."""
    if days.size < 3:
        return Clustering(0.0, SCALES_DAYS[0])
    members, best = best_fits(pair_excess(days, length, expected)[None, :], np.array([days.size]))
    return Clustering(float(members[0]), SCALES_DAYS[int(best[0])])


def pair_excess(days: NDArray[np.int64], length: int, expected: Floats) -> Floats:
    """Other events at most each lag from an event, less those of as many independent ones, shape (lags,)."""
    count = days.size
    seen = _pairs_within(np.bincount(days, minlength=length).astype(np.float64), expected.size)
    return np.asarray((seen - count) / max(1, count) - (count - 1) * expected)


@compiled
def _pairs_within(by_day: Floats, lags: int) -> Floats:
    """Ordered pairs, each event with itself among them, at most 0, 1 .. lags - 1 days apart, from amounts by day."""
    at = np.zeros(lags)
    for day in range(by_day.size):
        if by_day[day] > 0.0:
            for lag in range(min(lags, by_day.size - day)):
                at[lag] += by_day[day] * by_day[day + lag]
    at[1:] *= 2.0
    return np.cumsum(at)


@cache
def _shapes(lags: int) -> Floats:
    """Share of cluster members at most each lag apart, by scale, shape (scales, lags)."""
    return np.asarray(erf((np.arange(lags) + 0.5) / (2.0 * np.array(SCALES_DAYS)[:, None])))


def best_fits(excess: Floats, counts: NDArray[np.int64]) -> tuple[Floats, NDArray[np.intp]]:
    """Members, from 0 to half the events, and the place of the best scale, for streams of shape (streams, lags)."""
    shapes = _shapes(excess.shape[1])
    members = np.clip(excess @ shapes.T / (shapes**2).sum(axis=1), 0.0, counts[:, None] / 2.0)
    misfit = ((excess[:, None, :] - members[:, :, None] * shapes) ** 2).sum(axis=2)
    best = np.argmin(misfit, axis=1)
    return np.take_along_axis(members, best[:, None], axis=1)[:, 0], best


def draw_streams(
    rate: Floats, clustering: Clustering, count: int, draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Synthetic streams of exactly `count` events each, shape (draws, count), every row sorted."""
    cumulative = np.cumsum(rate)
    if clustering.members < _NEGLIGIBLE:
        return np.sort(_places(cumulative, (draws, count), rng), axis=1)
    return np.stack([_draw_clustered(cumulative, clustering, count, rng) for _ in range(draws)])


def _places(cumulative: Floats, shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.int64]:
    """Days drawn in proportion to the rate."""
    drawn = np.searchsorted(cumulative, rng.random(shape) * cumulative[-1], side="right")
    days: NDArray[np.int64] = np.minimum(drawn, cumulative.size - 1).astype(np.int64)
    return days


def _draw_clustered(
    cumulative: Floats, clustering: Clustering, count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Clusters of a Poisson number of members (at least one), until `count` events lie in the span."""
    found = np.zeros(0, dtype=np.int64)
    while found.size < count:
        parents = _places(cumulative, (int(1.5 * count / (1.0 + clustering.members)) + 8,), rng)
        sizes = draw_cluster_sizes(clustering.members, parents.size, rng)
        centres = np.repeat(parents, sizes)
        members = centres + np.rint(rng.normal(0.0, clustering.scale_days, centres.size)).astype(np.int64)
        inside = members[(members >= 0) & (members < cumulative.size)]
        found = np.concatenate([found, inside])
    return np.sort(found[:count])


def draw_cluster_sizes(mean: float, draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Poisson counts given that they are not zero, by the waiting time of the first: exact for any mean."""
    first = -np.log1p(-rng.random(draws) * -np.expm1(-mean))
    sizes: NDArray[np.int64] = 1 + rng.poisson(mean - first)
    return sizes
