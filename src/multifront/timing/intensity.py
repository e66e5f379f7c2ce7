"""Season and trend of one stream by kernels, chosen by cross-validation. Knows days of a span, no dates, no nulls."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.compiled import compiled

YEAR_DAYS = 365.25
WEEK_DAYS = 7
SEASON_SDS = (7.0, 12.0, 20.0, 30.0, 45.0, 70.0)
TREND_SDS = (90.0, 180.0, 365.0, 730.0)
NEIGHBOURHOOD_DAYS = 14
"""Left out around each event in cross-validation; leaving out the event alone takes bursts for season."""
PSEUDO_EVENTS = 0.5
"""Flat rate added to each curve, so that no day is impossible."""
CELL_DAYS = 10
"""Step at which the trend is computed; days between are interpolated."""
_PHASES = 366


class Calendar(NamedTuple):
    """Kernel tables of a span of `length` days: they depend on the span only, so one serves all synthetic pairs.

    `phase` is the day of the year counted from the start of the span, so that moving everything changes nothing.
    """

    length: int
    phase: NDArray[np.int64]
    cell: NDArray[np.int64]
    season_kernels: Floats
    season_exposure: Floats
    trend_kernels: Floats
    trend_exposure: Floats


def make_calendar(length: int) -> Calendar:
    """Tables for a span of `length` days."""
    days = np.arange(length)
    phase = np.floor(days % YEAR_DAYS).astype(np.int64)
    cell = (days // CELL_DAYS).astype(np.int64)
    apart = np.arange(_PHASES)[None, :, None] + YEAR_DAYS * np.arange(-2, 3)[None, None, :]
    season = np.exp(-0.5 * (apart / np.array(SEASON_SDS)[:, None, None]) ** 2).sum(axis=2)
    cells = np.arange(int(cell[-1]) + 1) * CELL_DAYS
    trend = np.exp(-0.5 * (cells[None, :] / np.array(TREND_SDS)[:, None]) ** 2)
    return Calendar(length, phase, cell, season, _exposure(season, phase), trend, _exposure(trend, cell))


def _exposure(kernels: Floats, places: NDArray[np.int64]) -> Floats:
    """Kernel mass of all days of the span seen from each place: divides out short years and the span's edges."""
    size = kernels.shape[1]
    days_at = np.bincount(places, minlength=size).astype(np.float64)
    apart = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :])
    return np.stack([kernel[apart] @ days_at for kernel in kernels])


@compiled
def _sums_by_place(places: NDArray[np.int64], kernel: Floats) -> Floats:
    """Kernel sum over all events, at each place that holds one (0 elsewhere), shape of the kernel."""
    counts, sums = np.zeros(kernel.size), np.zeros(kernel.size)
    for place in places:
        counts[place] += 1.0
    occupied = np.flatnonzero(counts)
    for x in occupied:
        for y in occupied:
            sums[x] += counts[y] * kernel[abs(x - y)]
    return sums


@compiled
def choose_kernel(
    days: NDArray[np.int64], places: NDArray[np.int64], kernels: Floats, exposure: Floats, length: int
) -> int:
    """Row of the kernel with the best log-likelihood when each event and its neighbourhood are left out; -1 is flat."""
    count = days.size
    best, choice = -count * np.log(length), -1
    for k in range(kernels.shape[0]):
        sums = _sums_by_place(places, kernels[k])
        score, low, high = 0.0, 0, 0
        for i in range(count):
            while days[low] < days[i] - NEIGHBOURHOOD_DAYS:
                low += 1
            while high < count and days[high] <= days[i] + NEIGHBOURHOOD_DAYS:
                high += 1
            kept = sums[places[i]]
            for j in range(low, high):
                kept -= kernels[k, abs(places[i] - places[j])]
            density = max(kept, 0.0) / exposure[k, places[i]] + PSEUDO_EVENTS / length
            score += np.log(density / (count - (high - low) + PSEUDO_EVENTS))
        if score > best + 1e-9:
            best, choice = score, k
    return choice


@compiled
def smooth_curve(places: NDArray[np.int64], kernel: Floats, exposure: Floats, length: int) -> Floats:
    """Rate at each place relative to a flat rate."""
    curve = np.zeros(kernel.size)
    for place in places:
        for x in range(place):
            curve[x] += kernel[place - x]
        for x in range(place, kernel.size):
            curve[x] += kernel[x - place]
    for x in range(kernel.size):
        curve[x] = (curve[x] / exposure[x] * length + PSEUDO_EVENTS) / (places.size + PSEUDO_EVENTS)
    return curve


def daily_rates(days: NDArray[np.int64], calendar: Calendar) -> tuple[Floats, Floats]:
    """Season times trend, and trend alone, for each day of the span, relative to a flat rate; days are sorted."""
    season = _best_curve(days, calendar.phase[days], calendar.season_kernels, calendar.season_exposure, calendar.length)
    steps = _best_curve(days, calendar.cell[days], calendar.trend_kernels, calendar.trend_exposure, calendar.length)
    centres = CELL_DAYS * np.arange(steps.size) + 0.5 * (CELL_DAYS - 1)
    trend = np.interp(np.arange(calendar.length), centres, steps)
    return trend * season[calendar.phase], trend


def _best_curve(
    days: NDArray[np.int64], places: NDArray[np.int64], kernels: Floats, exposure: Floats, length: int
) -> Floats:
    """The curve under the kernel that cross-validation prefers; all ones where that is none."""
    choice = choose_kernel(days, places, kernels, exposure, length)
    return smooth_curve(places, kernels[choice], exposure[choice], length) if choice >= 0 else np.ones(kernels.shape[1])
