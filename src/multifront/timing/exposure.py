"""Exposure: on which days attention was elsewhere, as spells or as a series, and the same moved in time. No counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.admission import Period, day_number, length_of, read_period
from multifront.timing.exact_null import ANNIVERSARY_MIN_SPAN_DAYS, ANNIVERSARY_SLACK_DAYS
from multifront.timing.intensity import YEAR_DAYS

_TRIES = 40


@dataclass(frozen=True, slots=True)
class Exposure:
    """Exposure of each day, shape (length,); the spells (first day, days), empty where a series was given."""

    daily: Floats
    spells: tuple[tuple[int, int], ...]

    @property
    def switches(self) -> int:
        """How often it switches on: spells, or runs of a series above the middle of its range."""
        middle = 0.0 if self.spells else 0.5 * (self.daily.min() + self.daily.max())
        on = self.daily > middle
        return int((np.diff(np.concatenate([[False], on]).astype(np.int8)) == 1).sum())

    def turned(self, days: int) -> Exposure:
        """The whole exposure turned round the span; a spell that the end of the span cuts is two."""
        daily = np.roll(self.daily, days)
        if not self.spells:
            return Exposure(daily, ())
        edges = np.flatnonzero(np.diff(np.concatenate([[0.0], daily, [0.0]])))
        return Exposure(daily, tuple((int(a), int(b - a)) for a, b in zip(edges[::2], edges[1::2], strict=True)))


def read_exposure(exposure: Any, period: Period) -> Exposure:
    """Spells as (first, last) days, or one number a day of the span.

    Raises:
        UsageError: neither of the two, a missing number, spells outside the span, or an exposure that never changes.
    """
    length = length_of(period)
    if isinstance(exposure, np.ndarray) and exposure.dtype.kind in "fiub":
        return Exposure(_series(exposure, length), ())
    if not isinstance(exposure, Sequence) or isinstance(exposure, str) or not len(exposure):
        raise UsageError(
            "exposure must be a list of (first day, last day), or an array of one number a day of the span"
        )
    daily, spells, start = np.zeros(length), [], day_number(period[0])
    for spell in exposure:
        first, last = (day_number(day) - start for day in read_period(spell, "a spell of exposure"))
        if first < 0 or last >= length:
            raise UsageError(
                f"spell {spell[0]} to {spell[1]} reaches outside the span {period[0]} to {period[1]}; cut it there"
            )
        if daily[first : last + 1].any():
            raise UsageError(f"spell {spell[0]} to {spell[1]} overlaps another; unite them")
        daily[first : last + 1] = 1.0
        spells.append((first, last - first + 1))
    _check_changes(daily)
    return Exposure(daily, tuple(sorted(spells)))


def _series(values: NDArray[Any], length: int) -> Floats:
    daily = values.astype(np.float64)
    if daily.shape != (length,):
        raise UsageError(f"an exposure series needs one number a day of the span ({length}), found shape {daily.shape}")
    if not np.isfinite(daily).all():
        raise UsageError("the exposure series has missing numbers; choose a span without gaps, or give spells")
    _check_changes(daily)
    return daily


def _check_changes(daily: Floats) -> None:
    if daily.min() == daily.max():
        raise UsageError("the exposure is the same on all days, so nothing can be compared; choose another span")


def by_bin(daily: Floats, bin_days: int) -> Floats:
    """Mean exposure of each bin; the last axis is time, its last bin may be shorter."""
    starts = np.arange(0, daily.shape[-1], bin_days)
    sums: Floats = np.add.reduceat(daily, starts, axis=-1)
    return sums / np.diff(np.append(starts, daily.shape[-1]))


def rotated(exposure: Exposure, draws: int, rng: np.random.Generator) -> Floats:
    """The whole exposure turned round the span by random numbers of days, (draws, length): keeps spells and gaps."""
    length = exposure.daily.size
    edge = min(30, length // 4)
    return np.stack([np.roll(exposure.daily, shift) for shift in rng.integers(edge, length - edge + 1, draws)])


def at_anniversaries(exposure: Exposure, draws: int, rng: np.random.Generator) -> Floats:
    """Each spell on its own moved by whole years within 10 days, never onto another, (draws, length): keeps season.

    A series is turned round the span by whole years instead. Empty where the span is under three years.
    """
    length = exposure.daily.size
    if length < ANNIVERSARY_MIN_SPAN_DAYS:
        return np.zeros((0, length))
    years = int(length // YEAR_DAYS)
    if exposure.spells:
        return np.stack([_moved_spells(exposure.spells, length, years, rng) for _ in range(draws)])
    shifts = np.rint(YEAR_DAYS * rng.integers(1, years, draws)).astype(np.int64)
    slack = rng.integers(-ANNIVERSARY_SLACK_DAYS, ANNIVERSARY_SLACK_DAYS + 1, draws)
    return np.stack([np.roll(exposure.daily, shift) for shift in shifts + slack])


def _moved_spells(spells: tuple[tuple[int, int], ...], length: int, years: int, rng: np.random.Generator) -> Floats:
    """Spells placed one after another in random order; one that finds no room begins the whole draw anew."""
    for _ in range(_TRIES):
        daily = np.zeros(length)
        if all(_place(daily, spells[i], years, rng) for i in rng.permutation(len(spells))):
            return daily
    return np.roll(daily, int(rng.integers(length)))


def _place(daily: Floats, spell: tuple[int, int], years: int, rng: np.random.Generator) -> bool:
    first, days = spell
    for _ in range(_TRIES):
        shift = round(YEAR_DAYS * int(rng.integers(-years, years + 1))) + int(
            rng.integers(-ANNIVERSARY_SLACK_DAYS, ANNIVERSARY_SLACK_DAYS + 1)
        )
        start = first + shift
        if start >= 0 and start + days <= daily.size and not daily[start : start + days].any():
            daily[start : start + days] = 1.0
            return True
    return False
