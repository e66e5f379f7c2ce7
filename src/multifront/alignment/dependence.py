"""How much two states depend on their trade with each other, and sums over years; no stores, no verdicts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifront.alignment.positions import numbers
from multifront.domain import Floats
from multifront.errors import UsageError


@dataclass(frozen=True, slots=True)
class TradeDependence:
    """Shares of one pair's trade by period, each in 0..1, `asymmetry` in -1..1; arrays of one shape, NaN where missing.

    `share_a` is the pair's trade in all trade of the first state, `share_b` that in all trade of the second.
    """

    share_a: Floats
    share_b: Floats
    salience: Floats
    symmetry: Floats
    asymmetry: Floats
    weak_link: Floats


def trade_dependence(flow: ArrayLike, total_a: ArrayLike, total_b: ArrayLike) -> TradeDependence:
    """What part of each state's trade is trade with the other, how much both shares weigh, and how alike they are.

    Formula: s_a = T_ab / T_a, s_b = T_ab / T_b; salience = sqrt(s_a s_b); symmetry = 1 - |s_a - s_b|;
    asymmetry = s_a - s_b, above 0 where the first state depends more; weak link = min(s_a, s_b).

    Args:
        flow: trade between the two, one value a period, 0 or more, NaN where unknown. Both ways, imports alone or
            exports alone, as long as the totals count the same.
        total_a: the first state's trade with all partners, same shape and unit. With gross domestic product instead,
            the shares are trade dependence in the sense of Oneal and Russett.
        total_b: the second state's.

    Returns:
        Shares, salience, symmetry and weak link in 0..1, asymmetry in -1..1. NaN where the flow or the total of a state
        is NaN, or where the total is 0: a state without trade depends on nobody, and no share says so.

    Raises:
        UsageError: arrays of different shape, negative or infinite values, or a flow above a total.

    Assumes:
        Flow and totals come from one source and one definition. Fooled by goods that pass through third states or are
        sold on, by mirror figures that differ, by oil prices that move flow and total unlike, by exchange rates, by
        gold that some totals hold, and by totals that lack partners (docs/methods-dependence.md). A share is no
        measure of how easily the partner could be replaced.

    References:
        Trade share (trade_ij / trade_i, Barbieri) beside trade dependence (trade_ij / GDP_i, Oneal and Russett), as
        compared in Journal of Peace Research 40(5), 2003, doi:10.1177/00223433030405004 (abstract opened). Salience,
        symmetry and weak link are defined here; Barbieri's own formulas were not opened.

    Example:
        >>> from multifront.alignment import trade_dependence
        >>> found = trade_dependence([20.0], [100.0], [1000.0])
        >>> found.share_a.tolist(), found.share_b.tolist(), found.asymmetry.round(2).tolist()
        ([0.2], [0.02], [0.18])
    """
    trade, first, second = (_amounts(v, n) for v, n in ((flow, "flow"), (total_a, "total_a"), (total_b, "total_b")))
    if not trade.shape == first.shape == second.shape:
        raise UsageError(
            f"flow {trade.shape}, total_a {first.shape} and total_b {second.shape} do not fit together; valid: one "
            "value a period in each; put NaN where a year is missing"
        )
    share_a, share_b = _share(trade, first, "total_a"), _share(trade, second, "total_b")
    gap = share_a - share_b
    return TradeDependence(
        share_a, share_b, np.sqrt(share_a * share_b), 1.0 - np.abs(gap), gap, np.minimum(share_a, share_b)
    )


def _amounts(values: ArrayLike, name: str) -> Floats:
    found = numbers(values, name)
    wrong = found[(found < 0) | np.isinf(found)]
    if wrong.size:
        raise UsageError(f"{name} holds {wrong[0]}; valid: finite amounts of 0 or more, NaN where unknown")
    return found


def _share(trade: Floats, total: Floats, name: str) -> Floats:
    above = trade > total
    if np.any(above):
        flow, whole = trade[above][0], total[above][0]
        raise UsageError(
            f"a flow of {flow:g} is above its {name} of {whole:g}; valid: a part and its whole by one definition; "
            "check units, and that both count imports, exports or both alike"
        )
    shares = np.full(trade.shape, np.nan)
    return np.asarray(np.divide(trade, total, out=shares, where=total > 0))


def sums_over_years(
    years: ArrayLike, values: ArrayLike, *, width: int = 5, silence_is_zero: bool = False
) -> tuple[NDArray[np.int64], Floats]:
    """Sums of a yearly series over windows of some years, as arms deliveries are compared, which come in lumps.

    Formula: S_t = x_(t-width+1) + ... + x_t.

    Args:
        years: calendar years, shape (n,), each once, in any order.
        values: amounts, shape (n,), 0 or more, NaN where unknown.
        width: years in a window, 1 or more.
        silence_is_zero: a year without a row counts as 0, where the source lists only what it found; NaN stays unknown.

    Returns:
        The last year of each window, rising, and its sum: NaN where a year is unknown, or has no row.

    Raises:
        UsageError: arrays that do not fit together, a year twice or not whole, negative or infinite values, a width
            below 1 or above the span of the years.

    Assumes:
        That windows which overlap are not counted as separate evidence: neighbours share all years but one.

    References:
        Moving sums; windows of five years are the usual way to compare arms deliveries.

    Example:
        >>> from multifront.alignment import sums_over_years
        >>> last, sums = sums_over_years([2019, 2020, 2021], [1.0, 2.0, 4.0], width=2)
        >>> last.tolist(), sums.tolist()
        ([2020, 2021], [3.0, 6.0])
    """
    time, amounts = numbers(years, "years"), _amounts(values, "values")
    if time.ndim != 1 or time.shape != amounts.shape or not time.size:
        raise UsageError(f"years {time.shape} and values {amounts.shape}; valid: one value a year, at least one")
    if np.any(time != np.round(time)) or np.unique(time).size != time.size:
        raise UsageError("years are not whole or stand twice; valid: each calendar year once; add rows of a year first")
    span = int(time.max() - time.min()) + 1
    if not 1 <= width <= span:
        raise UsageError(f"width={width} does not fit {span} years; valid: 1 to {span}")
    filled = np.full(span, 0.0 if silence_is_zero else np.nan)
    filled[(time - time.min()).astype(np.int64)] = amounts
    sums = np.lib.stride_tricks.sliding_window_view(filled, width).sum(axis=1)
    return np.arange(int(time.min()) + width - 1, int(time.max()) + 1, dtype=np.int64), np.asarray(sums)
