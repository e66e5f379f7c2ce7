"""Exact conditional arithmetic of two Poisson counts: p, interval, size, detectable ratio. No dates, no clustering."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, betainc, betaincinv, gammaln, xlog1py, xlogy

from multifront.domain import Floats

_TIE = 1.0 + 1e-7
"""Outcomes at most this factor more likely than the observed one count as equally likely, as in R's binom.test."""
_LARGE_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Exposure:
    """Days watched before and after."""

    before: int
    after: int

    @property
    def share_after(self) -> float:
        """Chance that an event falls in the second period when the rates are equal."""
        return self.after / (self.before + self.after)

    def ratio_of(self, share: float) -> float:
        """The rate ratio after / before under which this share of events falls in the second period."""
        return float("inf") if share >= 1.0 else share / (1.0 - share) * self.before / self.after


def binomial_pmf(count: int, share: float) -> Floats:
    """Chance of each number 0..count of events in the second period."""
    later = np.arange(count + 1)
    ways = gammaln(count + 1.0) - gammaln(later + 1.0) - gammaln(count - later + 1.0)
    return np.asarray(np.exp(ways + xlogy(later, share) + xlog1py(count - later, -share)), dtype=np.float64)


def two_sided_p_values(count: int, exposure: Exposure, *, mid: bool = False) -> Floats:
    """Two-sided p for each number of later events 0..count: the chance of all outcomes no likelier than that one.

    With `mid`, outcomes exactly as likely count half.
    """
    pmf = binomial_pmf(count, exposure.share_after)
    order = np.sort(pmf)
    cumulative = np.concatenate([[0.0], np.cumsum(order)])
    p = cumulative[np.searchsorted(order, pmf * _TIE, side="right")]
    if mid:
        p = 0.5 * (p + cumulative[np.searchsorted(order, pmf / _TIE, side="left")])
    return np.asarray(np.minimum(p, 1.0), dtype=np.float64)


def one_sided_p_values(count: int, later: int, exposure: Exposure) -> tuple[float, float]:
    """Exact p for an increase, P(K >= later), and for a decrease, P(K <= later)."""
    share = exposure.share_after
    at_least = float(betainc(later, count - later + 1.0, share)) if later > 0 else 1.0
    return at_least, float(bdtr(later, count, share))


def clopper_pearson(earlier: float, later: float, exposure: Exposure, alpha: float) -> tuple[float, float]:
    """Interval of the rate ratio from beta quantiles of the later share; counts may be fractions (scaled counts)."""
    low = float(betaincinv(later, earlier + 1.0, alpha / 2)) if later > 0 else 0.0
    high = float(betaincinv(later + 1.0, earlier, 1.0 - alpha / 2)) if earlier > 0 else 1.0
    return exposure.ratio_of(low), exposure.ratio_of(high)


def mid_p_interval(earlier: int, later: int, exposure: Exposure, alpha: float) -> tuple[float, float]:
    """Shorter interval that counts half of the observed outcome in each tail; covers 1 - alpha on average only."""
    count = earlier + later

    def share_at(level: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(60):
            share = 0.5 * (low + high)
            pmf = binomial_pmf(count, share)
            above = float(pmf[later + 1 :].sum() + 0.5 * pmf[later])
            low, high = (share, high) if above < level else (low, share)
        return 0.5 * (low + high)

    low = exposure.ratio_of(share_at(alpha / 2)) if later > 0 else 0.0
    return low, exposure.ratio_of(share_at(1.0 - alpha / 2)) if earlier > 0 else float("inf")


def scaled_p_value(earlier: float, later: float, exposure: Exposure) -> float:
    """Twice the smaller tail for counts that may be fractions: the p that fits `clopper_pearson`."""
    share = exposure.share_after
    more = float(betainc(later, earlier + 1.0, share)) if later > 0 else 1.0
    fewer = float(betainc(earlier, later + 1.0, 1.0 - share)) if earlier > 0 else 1.0
    return min(1.0, 2.0 * min(more, fewer))


def exact_size(count: int, exposure: Exposure, alpha: float) -> float:
    """True chance that the two-sided exact test rejects equal rates, given the number of events in all."""
    p = two_sided_p_values(count, exposure)
    pmf = binomial_pmf(count, exposure.share_after)
    return float(pmf[p <= alpha].sum())


def detectable_ratios(count: int, exposure: Exposure, alpha: float, power: float) -> tuple[float | None, float | None]:
    """Smallest rise and smallest fall (as ratios) that the exact test sees with this power; None where none is."""
    p = two_sided_p_values(count, exposure)
    later = np.arange(count + 1)
    high = later[(p <= alpha) & (later > count * exposure.share_after)]
    low = later[(p <= alpha) & (later < count * exposure.share_after)]
    rise = exposure.ratio_of(float(betaincinv(high[0], count - high[0] + 1.0, power))) if high.size else None
    fall = exposure.ratio_of(1.0 - float(betaincinv(count - low[-1], low[-1] + 1.0, power))) if low.size else None
    return rise, fall


def fewest_events(exposure: Exposure, alpha: float) -> int:
    """Smallest number of events in all with which the two-sided exact test can reject at all."""
    for count in range(1, _LARGE_COUNT):
        p = two_sided_p_values(count, exposure)
        if min(p[0], p[-1]) <= alpha:
            return count
    return _LARGE_COUNT
