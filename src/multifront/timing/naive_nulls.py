"""The nulls that other tools use, for comparison only: they forget season, trend and bursts and raise false alarms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc

from multifront.domain import Floats
from multifront.timing.exact_null import Design, coverage

NAIVE_NULLS = ("poisson", "shuffle")


def naive_p_values(a: NDArray[np.int64], b: NDArray[np.int64], design: Design) -> tuple[Floats, Floats]:
    """Mid-p of the Poisson null (both streams random) and of the full shuffle (A random, B held), shape (pairs,)."""
    length = design.calendar.length
    masks = np.stack([coverage(row, length, design.lag, design.lag + design.window) for row in b])
    hits = np.take_along_axis(masks, a, axis=1).sum(axis=1, dtype=np.int64)
    poisson = coincidence_chance(b.shape[1], design.window, design.lag, length)
    chances = np.full(hits.size, poisson)
    return _binomial_mid_p(hits, a.shape[1], chances), _binomial_mid_p(hits, a.shape[1], masks.mean(axis=1))


def coincidence_chance(count_b: int, window: int, lag: int, length: int) -> float:
    """Chance that a random day follows one of `count_b` random days: 1 - (1 - (window + 1) / (T - |lag|))^n_b.

    Donges et al. 2016, eq. 4, in whole days.
    """
    return float(1.0 - (1.0 - min(1.0, (window + 1) / (length - abs(lag)))) ** count_b)


def _binomial_mid_p(hits: NDArray[np.int64], count: int, chances: Floats) -> Floats:
    """P(K > k) + P(K = k) / 2 for K binomial."""
    above = np.where(hits < count, bdtrc(np.minimum(hits, count - 1), count, chances), 0.0)
    at_least = np.where(hits > 0, bdtrc(np.maximum(hits - 1, 0), count, chances), 1.0)
    return np.asarray(0.5 * (above + at_least), dtype=np.float64)
