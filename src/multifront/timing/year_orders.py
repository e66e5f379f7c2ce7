"""Orders of the whole years of one stream, drawn as its trend makes them likely. No stream is moved here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.compiled import compiled
from multifront.timing.intensity import WEEK_DAYS, YEAR_DAYS

SWAPS_A_YEAR = 3
"""Swaps proposed for each year between one order and the next."""
BURN_IN = 20
"""Orders thrown away before the first."""


def year_step(window: int) -> int:
    """Days to which years are cut: 1, or a week where windows hold some weekdays more often than others.

    Years of 365 days move acts to other weekdays, and in windows that are no whole weeks streams that share a working
    week would look simultaneous. Years of whole weeks blunt a season by up to a week, so they are not used in vain.
    """
    return WEEK_DAYS if window % WEEK_DAYS else 1


def year_starts(length: int, step: int) -> NDArray[np.int64]:
    """First day of each whole year of the span, counted from its start in steps, and the day after the last."""
    starts: NDArray[np.int64] = step * (YEAR_DAYS * np.arange(int(length // YEAR_DAYS) + 1) // step).astype(np.int64)
    return starts


def draw_year_orders(
    days: NDArray[np.int64], starts: NDArray[np.int64], members: float, draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """To which year each year goes, shape (draws, years); `starts` from `year_starts`.

    Formula: if acts come in independent clusters at a rate of season times the year's level l, then given the years'
    contents the chance of an order is in proportion to the product of l[to] ** (n[year] / d), d the mean size of
    a cluster. All orders are alike without a trend; with one, full years seldom go where little happened. Drawn by
    a Metropolis chain of swaps that starts at the order seen.
    """
    years = starts.size - 1
    steps = SWAPS_A_YEAR * years
    pairs = rng.integers(0, max(1, years), (draws + BURN_IN, steps, 2))
    counts = np.diff(np.searchsorted(days, starts)).astype(np.float64)
    acts, level = year_levels(counts, members)
    return _swapped(acts, np.log(level), pairs, rng.random((draws + BURN_IN, steps)))[BURN_IN:]


@compiled
def year_levels(counts: Floats, members: float) -> tuple[Floats, Floats]:
    """Independent acts n / d of each year, and its level: an exponential trend, drawn towards the count.

    The kernel trend is too flat for this (a true rise of 2.7 comes out as 1.7), and `members` too large where it is.
    So d is the smaller of 1 + members and the dispersion of the counts about the exponential trend; what dispersion is
    left is taken for steps, and the level moves to the count by its share 1 - d / dispersion. Half the
    leverage, 1 / years on average, is added to each count, as Firth's penalty does.
    """
    years = counts.size
    if years < 3:
        return counts, np.ones(years)
    padded, at = counts + 1.0 / years, np.arange(years) - 0.5 * (years - 1)
    slope = 0.0
    for _ in range(50):
        shape = np.exp(slope * at)
        share = shape / shape.sum()
        centre = (share * at).sum()
        step = (padded * at).sum() / padded.sum() - centre
        slope += max(-0.5, min(0.5, step / (share * (at - centre) ** 2).sum()))
        if abs(step) < 1e-9:
            break
    shape = np.exp(slope * at)
    fitted = padded.sum() * shape / shape.sum()
    dispersion = max(1.0, ((padded - fitted) ** 2 / fitted).sum() / (years - 2))
    size = min(1.0 + members, dispersion)
    level = fitted + (1.0 - size / dispersion) * (padded - fitted)
    return counts / size, np.maximum(level, 1.0 / years)


@compiled
def _swapped(acts: Floats, level: Floats, pairs: NDArray[np.int64], drawn: Floats) -> NDArray[np.int64]:
    """The orders after each row of proposed swaps; the same year twice is no swap, so both parities occur."""
    now, orders = np.arange(level.size), np.empty((pairs.shape[0], level.size), dtype=np.int64)
    for row in range(pairs.shape[0]):
        for k in range(pairs.shape[1]):
            i, j = pairs[row, k, 0], pairs[row, k, 1]
            gain = (acts[i] - acts[j]) * (level[now[j]] - level[now[i]])
            if gain >= 0.0 or drawn[row, k] < np.exp(gain):
                now[i], now[j] = now[j], now[i]
        orders[row] = now
    return orders
