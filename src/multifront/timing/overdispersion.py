"""Clustering in a comparison of two rates: what the counts are worth and what tests score then. No dates here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.timing.clusters import INDEPENDENT_BELOW, Clustering, draw_cluster_sizes, fit_clustering
from multifront.timing.rate_ratio import Exposure, scaled_p_value, two_sided_p_values

SIMULATIONS = 499


@dataclass(frozen=True, slots=True)
class TwoPeriods:
    """Two periods on one axis of days: the first begins at 0 and lasts `before` days, the second begins at `start`."""

    before: int
    start: int
    after: int

    @property
    def exposure(self) -> Exposure:
        """Days watched before and after."""
        return Exposure(self.before, self.after)

    @property
    def length(self) -> int:
        """Days from the first day of the first to the last day of the second period."""
        return self.start + self.after

    def counts(self, days: NDArray[np.int64]) -> tuple[int, int]:
        """Events before and after, of days that lie in either period."""
        earlier = int((days < self.before).sum())
        return earlier, int(days.size - earlier)

    def keep(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """The days in either period, sorted."""
        inside = ((days >= 0) & (days < self.before)) | ((days >= self.start) & (days < self.length))
        return np.sort(days[inside])


def clustering_within(days: NDArray[np.int64], periods: TwoPeriods) -> Clustering:
    """Clustering beyond the two rates themselves: each period has its own flat rate."""
    earlier, later = periods.counts(days)
    rate = np.zeros(periods.length)
    rate[: periods.before] = earlier / periods.before
    rate[periods.start :] = later / periods.after
    return fit_clustering(days, rate)


def adjusted_p_value(earlier: int, later: int, exposure: Exposure, dispersion: float) -> float:
    """Exact p of the counts divided by the dispersion 1 + members, so that each cluster counts as one event."""
    return scaled_p_value(earlier / dispersion, later / dispersion, exposure)


def alarm_rates(count: int, periods: TwoPeriods, fit: Clustering, alpha: float, seed: int) -> tuple[float, float]:
    """How often the reported test and the plain exact test reject when one clustered stream has one rate throughout.

    Each simulated stream is fitted anew, so that the choice of method is part of what is measured.
    """
    rng = np.random.default_rng(seed)
    reported = exact = 0
    for _ in range(SIMULATIONS):
        days = _draw(count, periods, fit, rng)
        earlier, later = periods.counts(days)
        p = float(two_sided_p_values(days.size, periods.exposure)[later])
        exact += p <= alpha
        refit = clustering_within(days, periods)
        if not refit.independent:
            p = adjusted_p_value(earlier, later, periods.exposure, 1.0 + refit.members)
        reported += p <= alpha
    return reported / SIMULATIONS, exact / SIMULATIONS


def _draw(count: int, periods: TwoPeriods, fit: Clustering, rng: np.random.Generator) -> NDArray[np.int64]:
    """Clustered events at one rate, `count` expected; clusters may begin outside and reach in."""
    members = max(fit.members, INDEPENDENT_BELOW)
    margin = int(4 * fit.scale_days) + 1
    mean_size = members / -np.expm1(-members)
    watched = periods.before + periods.after
    expected = count / mean_size * (periods.length + 2 * margin) / watched
    centres = rng.integers(-margin, periods.length + margin, rng.poisson(expected))
    spread = np.repeat(centres, draw_cluster_sizes(members, centres.size, rng))
    return periods.keep(spread + np.rint(rng.normal(0.0, fit.scale_days, spread.size)).astype(np.int64))
