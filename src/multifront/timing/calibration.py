"""Synthetic independent pairs shaped like the data, and what a test scores on them. It never judges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.clusters import Clustering, draw_streams, fit_clustering
from multifront.timing.exact_null import Design, many_p_values
from multifront.timing.intensity import daily_rates
from multifront.timing.naive_nulls import naive_p_values

CAP = 0.5
"""The calibrated p is never below this share of the raw p: it bounds the harm of a wrong fit."""
_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class SyntheticPairs:
    """Independent pairs with the counts, season, trend and clustering of the data; arrays of shape (pairs, n)."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    clustering_a: Clustering
    clustering_b: Clustering
    seed: int

    @property
    def independent_events(self) -> bool:
        """True where neither stream clusters, so that the fast power formula holds."""
        return self.clustering_a.independent and self.clustering_b.independent


@dataclass(frozen=True, slots=True)
class PValues:
    """Mid-p of every null for one or many pairs; each an array of shape (pairs,)."""

    local: Floats
    anniversary: Floats | None
    poisson: Floats
    shuffle: Floats
    conservative: Floats

    @property
    def both(self) -> Floats:
        """The larger of the two burst nulls; the local one alone where the span is too short for the other."""
        return self.local if self.anniversary is None else np.maximum(self.local, self.anniversary)

    def by_null(self) -> dict[str, Floats]:
        """The p-values under the name of their null, without those that do not exist for the span."""
        found = {"both": self.both, "local": self.local, "poisson": self.poisson, "shuffle": self.shuffle}
        return found if self.anniversary is None else found | {"anniversary": self.anniversary}


def all_p_values(a: NDArray[np.int64], b: NDArray[np.int64], design: Design) -> PValues:
    """Every null's p for pairs of shape (pairs, n_a) and (pairs, n_b)."""
    exact = many_p_values(a, b, design)
    poisson, shuffle = naive_p_values(a, b, design)
    anniversary = exact[:, 2] if design.year_shifts.size else None
    return PValues(exact[:, 0], anniversary, poisson, shuffle, np.maximum(exact[:, 1], exact[:, 3]))


def draw_pairs(a: NDArray[np.int64], b: NDArray[np.int64], design: Design, draws: int, seed: int) -> SyntheticPairs:
    """Fit season, trend and clusters of each stream and draw independent pairs with exactly as many events."""
    rng = np.random.default_rng(seed)
    rate_a, rate_b = daily_rates(a, design.calendar)[0], daily_rates(b, design.calendar)[0]
    fit_a, fit_b = fit_clustering(a, rate_a), fit_clustering(b, rate_b)
    drawn_a = draw_streams(rate_a, fit_a, a.size, draws, rng)
    return SyntheticPairs(drawn_a, draw_streams(rate_b, fit_b, b.size, draws, rng), fit_a, fit_b, seed)


def capped_rank(raw: float, synthetic: Floats) -> float:
    """Rank of the raw p among the synthetic ones, at least half the raw p: (1 + #{p' <= p}) / (n + 1), capped."""
    rank = (1.0 + float((synthetic <= raw + _TIE).sum())) / (synthetic.size + 1.0)
    return max(rank, CAP * raw)


def capped_ranks(synthetic: Floats) -> Floats:
    """The calibrated p of each synthetic pair among all of them: what the same test gives on independent data."""
    return np.maximum(ranks_among(synthetic), CAP * synthetic)


def ranks_among(values: Floats) -> Floats:
    """Share of all values that are at most each of them, ties counted."""
    return np.asarray(np.searchsorted(np.sort(values), values + _TIE, side="right") / values.size)


def alarm_rates(synthetic: PValues, alpha: float) -> dict[str, float]:
    """Share of independent pairs on which each null rejects at `alpha`."""
    by_null = synthetic.by_null() | {"calibrated": capped_ranks(synthetic.both)}
    return {name: float((p <= alpha).mean()) for name, p in by_null.items()}


def rejection_threshold(synthetic: Floats, alpha: float) -> float:
    """The raw p up to which the capped rank is at most `alpha`; below 0 where it never is."""
    allowed = int(alpha * (synthetic.size + 1) + _TIE) - 1
    if allowed < 0:
        return -1.0
    return min(alpha / CAP, float(np.sort(synthetic)[allowed]) - 2.0 * _TIE)
