"""Clustering in a comparison of two rates: what the counts are worth and what tests score then. No dates here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.clusters import (
    Clustering,
    best_fits,
    draw_cluster_sizes,
    fit_excess,
    lags_of,
    pair_excess,
)
from multifront.timing.rate_ratio import Exposure, scaled_p_value, two_sided_p_values

SIMULATIONS = 499
CLUSTERED_FROM = 0.25
"""Fitted other members from which both counts are divided: .5 let 8 % false alarms pass at a true 0.3 to 0.8."""


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
    expected = _expected_pairs(np.array([periods.counts(days)]), periods)[0]
    return fit_excess(days, periods.length, expected)


def is_clustered(fit: Clustering) -> bool:
    """True where the adjusted p is the one that is reported."""
    return fit.members >= CLUSTERED_FROM


def _expected_pairs(counts: NDArray[np.int64], periods: TwoPeriods) -> Floats:
    """Chance that two events, separate but at the rates seen, lie at most 0, 1 .. 60 days apart, in closed form.

    `counts` of events before and after have shape (streams, 2); the result (streams, lags).
    """
    lags = np.arange(lags_of(periods.length))
    meeting = np.minimum(periods.before + lags, periods.length) - np.maximum(lags, periods.start)
    days_apart = np.maximum(0, np.stack([periods.before - lags, periods.after - lags, meeting]))
    days_apart[:, 1:] *= 2
    rates = counts / np.array([periods.before, periods.after]) / np.maximum(1, counts.sum(axis=1))[:, None]
    products = np.stack([rates[:, 0] ** 2, rates[:, 1] ** 2, rates[:, 0] * rates[:, 1]], axis=1)
    return np.asarray(products @ np.cumsum(days_apart, axis=1))


def adjusted_p_value(earlier: int, later: int, exposure: Exposure, dispersion: float) -> float:
    """Exact p of the counts divided by the dispersion 1 + members, so that each cluster counts as one event."""
    return scaled_p_value(earlier / dispersion, later / dispersion, exposure)


def alarm_rates(count: int, periods: TwoPeriods, fit: Clustering, alpha: float, seed: int) -> tuple[float, float]:
    """How often the reported test and the plain exact test reject when one clustered stream has one rate throughout.

    Each simulated stream is fitted anew, so that the choice of method is part of what is measured.
    """
    rng, exposure = np.random.default_rng(seed), periods.exposure
    streams = [_draw(count, periods, fit, rng) for _ in range(SIMULATIONS)]
    counts = np.array([periods.counts(days) for days in streams])
    exact_p_values = cache(lambda total: two_sided_p_values(total, exposure))
    p_exact = np.array([exact_p_values(earlier + later)[later] for earlier, later in counts.tolist()])
    members = _members(streams, counts, periods)
    p_reported = p_exact.copy()
    for i in np.flatnonzero(members >= CLUSTERED_FROM):
        p_reported[i] = adjusted_p_value(int(counts[i, 0]), int(counts[i, 1]), exposure, 1.0 + float(members[i]))
    return float((p_reported <= alpha).mean()), float((p_exact <= alpha).mean())


def _members(streams: list[NDArray[np.int64]], counts: NDArray[np.int64], periods: TwoPeriods) -> Floats:
    """Fitted other members of each stream, as `clustering_within` finds them one by one, shape (streams,)."""
    expected, totals = _expected_pairs(counts, periods), counts.sum(axis=1)
    excess = [pair_excess(days, periods.length, row) for days, row in zip(streams, expected, strict=True)]
    return np.asarray(np.where(totals < 3, 0.0, best_fits(np.array(excess), totals)[0]))


def _draw(count: int, periods: TwoPeriods, fit: Clustering, rng: np.random.Generator) -> NDArray[np.int64]:
    """Clustered events at one rate, `count` expected; clusters may begin outside and reach in."""
    members = max(fit.members, CLUSTERED_FROM)
    margin = int(4 * fit.scale_days) + 1
    mean_size = members / -np.expm1(-members)
    watched = periods.before + periods.after
    expected = count / mean_size * (periods.length + 2 * margin) / watched
    centres = rng.integers(-margin, periods.length + margin, rng.poisson(expected))
    spread = np.repeat(centres, draw_cluster_sizes(members, centres.size, rng))
    return periods.keep(spread + np.rint(rng.normal(0.0, fit.scale_days, spread.size)).astype(np.int64))
