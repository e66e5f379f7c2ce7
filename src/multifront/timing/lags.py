"""Lags between two streams: how many pairs lie each number of days apart, and how many chance would give. No p."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.admission import EventDays, admit, day_number, length_of, read_period
from multifront.timing.bursts import burst_bounds
from multifront.timing.exact_null import make_design
from multifront.timing.intensity import daily_rates

BIN_DAYS = 7
BINS_EACH_SIDE = 6


@dataclass(frozen=True, slots=True)
class LagCounts:
    """Pairs (a, b) by a - b in bins of `BIN_DAYS` days: first day of each bin, pairs seen, pairs expected; (bins,)."""

    first_lag: NDArray[np.int64]
    seen: NDArray[np.int64]
    expected: Floats


def lag_counts(a: EventDays, b: EventDays, *, window_days: int, span: tuple[str, str]) -> LagCounts:
    """Count the pairs of two streams by the days between them, with what independent streams would give.

    Formula: seen(l) = #{(i, j): a_i - b_j = l}; expected(l) = sum_j D(b_j + l), where D(d) is the expected number of
    events of A on day d when each burst of A moves by whole weeks, up to max(60, 4 window) days, with weight season x
    trend of A, as in the local null of `coincidence_test`. Both are summed over bins of 7 days, from -42 to 48.

    Args:
        a: events that may follow, a `domain.Stream` or days of shape (n_A,).
        b: events that may lead, likewise.
        window_days: window of the test that this picture belongs to, 0 or more.
        span: (first, last) day of the comparison, both included; events outside are left out.

    Returns:
        A `LagCounts` with 13 bins; counts 0 or more, the bin that begins at lag 0 holds "A follows B within 0-6 days".

    Raises:
        UsageError: days that are no days, a refused frame, or a span that is none.

    Assumes:
        What the local null assumes. It is a picture and no test: neighbouring bins share events, and the largest of
        13 bins is high by chance alone. Lags that leave the span are lost in both columns alike.

    References:
        Donges, Schleussner, Siegmund & Donner 2016, Eur. Phys. J. Spec. Top. 225:471-487 (windows and lags); the null:
        docs/methods-timing.md, section 1.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> found = lag_counts(lead + 3, lead, window_days=7, span=("2018-01-01", "2024-12-31"))
        >>> int(found.seen[found.first_lag == 0][0]), float(found.expected[found.first_lag == 0][0]) < 4
        (24, True)
    """
    period = read_period(span, "span")
    start, length = day_number(period[0]), length_of(period)
    days_a, days_b = (admit(days, name).within(period) - start for days, name in ((a, "stream A"), (b, "stream B")))
    lags = np.arange(-BINS_EACH_SIDE * BIN_DAYS, (BINS_EACH_SIDE + 1) * BIN_DAYS)
    seen = _pairs_at(np.bincount(days_a, minlength=length).astype(np.float64), days_b, lags)
    expected = _pairs_at(expected_by_day(days_a, length, window_days), days_b, lags)
    first = lags[::BIN_DAYS]
    summed = [by_lag.reshape(-1, BIN_DAYS).sum(axis=1) for by_lag in (seen, expected)]
    return LagCounts(first, np.rint(summed[0]).astype(np.int64), summed[1])


def expected_by_day(days: NDArray[np.int64], length: int, window: int) -> Floats:
    """Expected events by day, shape (length,), when each burst lands by the local null; it sums to the events."""
    design = make_design(length, window, 0)
    rate, shifts = daily_rates(days, design.calendar)[0], design.local_shifts
    density = np.zeros(length)
    for low, high in pairwise(burst_bounds(days)):
        members = days[low:high]
        allowed = shifts[(members[0] + shifts >= 0) & (members[-1] + shifts < length)]
        chance = rate[int(members.sum()) // members.size + allowed]
        chance = chance / chance.sum()
        for day in members:
            density[day + allowed] += chance
    return density


def _pairs_at(amounts: Floats, days_b: NDArray[np.int64], lags: NDArray[np.int64]) -> Floats:
    """Amount of A at each lag from the events of B, shape of `lags`."""
    places = days_b[:, None] + lags[None, :]
    inside = (places >= 0) & (places < amounts.size)
    found: Floats = np.where(inside, amounts[np.clip(places, 0, amounts.size - 1)], 0.0).sum(axis=0)
    return found
