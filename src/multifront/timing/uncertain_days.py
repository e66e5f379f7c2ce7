"""Events whose day is known only to lie between two days, or not at all; drawing days for them. No test is here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.errors import UsageError
from multifront.timing.admission import EventDays, Period, Sample, admit, day_number, read_days

_DAY, _MONTH, _YEAR = (re.compile(form) for form in (r"\d{4}-\d{2}-\d{2}", r"\d{4}-\d{2}", r"\d{4}"))


@dataclass(frozen=True, slots=True)
class UncertainDays:
    """Events of which only the earliest and the latest possible day are known; NaT in both where nothing is known.

    Both have shape (n,), in any order. To hand this over is to declare that the precision is mixed. `name` is what
    sentences call the stream.
    """

    earliest: Any
    latest: Any
    name: str = ""

    @classmethod
    def around(cls, days: Any, margin: int) -> UncertainDays:
        """Days that are known to within `margin` days either way, 0 or more."""
        if margin < 0:
            raise UsageError(f"the margin must be 0 days or more, found {margin}")
        known = read_days(days, "days")
        return cls(known - margin, known + margin)

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> UncertainDays:
        """Days from '2022-05-24', whole months from '2022-05', whole years from '2022', unknown from ''.

        Raises:
            UsageError: for any other text, naming the first and the number of them.
        """
        pairs = [_read(text) for text in texts]
        wrong = [text for text, pair in zip(texts, pairs, strict=True) if pair is None]
        if wrong:
            raise UsageError(
                f"{len(wrong)} of {len(texts)} dates cannot be read (such as {wrong[0]!r}); valid: 2022-05-24, "
                "2022-05, 2022, or an empty text for an unknown day"
            )
        known = [pair for pair in pairs if pair is not None]
        earliest, latest = (np.array([pair[end] for pair in known], dtype="datetime64[D]") for end in (0, 1))
        return cls(earliest, latest)


def _read(text: str) -> tuple[np.datetime64, np.datetime64] | None:
    """First and last day that a text can mean; NaT twice for an empty one, None where it means nothing."""
    stripped = text.strip()
    try:
        if not stripped:
            return np.datetime64("NaT", "D"), np.datetime64("NaT", "D")
        if _DAY.fullmatch(stripped):
            return np.datetime64(stripped, "D"), np.datetime64(stripped, "D")
        for form, unit in ((_MONTH, "M"), (_YEAR, "Y")):
            if form.fullmatch(stripped):
                whole = np.datetime64(stripped, unit)  # type: ignore[call-overload]
                return whole.astype("datetime64[D]"), (whole + 1).astype("datetime64[D]") - 1
    except ValueError:
        return None
    return None


class Intervals(NamedTuple):
    """Earliest and latest day of each event, counted from the start of a span; int64 of shape (n,)."""

    earliest: NDArray[np.int64]
    latest: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class UncertainSample:
    """Events with the days between which each lies; `unknown` counts those of which nothing is known."""

    earliest: Sample
    latest: NDArray[np.int64]
    unknown: int

    def within(self, period: Period) -> tuple[Intervals, int]:
        """Events that lie inside a period for certain, and how many may lie on either side of an end of it."""
        first, last = day_number(period[0]), day_number(period[1])
        inside = (self.earliest.days >= first) & (self.latest <= last)
        touching = (self.earliest.days <= last) & (self.latest >= first) & ~inside
        return Intervals(self.earliest.days[inside] - first, self.latest[inside] - first), int(touching.sum())


def admit_uncertain(events: EventDays | UncertainDays, label: str) -> UncertainSample:
    """Uncertain days, or days that are known exactly, checked; unknown ones left out and counted."""
    if not isinstance(events, UncertainDays):
        sample = admit(events, label)
        return UncertainSample(sample, sample.days, 0)
    label = events.name or label
    low, high = read_days(events.earliest, label), read_days(events.latest, label)
    if low.size != high.size:
        raise UsageError(f"{label}: {low.size} earliest and {high.size} latest days; valid: one of each for each event")
    half = int((np.isnat(low) != np.isnat(high)).sum())
    if half:
        raise UsageError(
            f"{label}: {half} events have an earliest or a latest day alone; valid: both, or neither (NaT twice) where "
            "the day is unknown"
        )
    known = ~np.isnat(low)
    if np.any(low[known] > high[known]):
        raise UsageError(
            f"{label}: {int((low[known] > high[known]).sum())} events have their latest day before the earliest"
        )
    a, b = low[known].astype(np.int64), high[known].astype(np.int64)
    order = np.lexsort((b, a))
    return UncertainSample(Sample(label, a[order], None, False, ()), b[order], int((~known).sum()))


def impute(days: Intervals, draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Days drawn evenly between the earliest and the latest, shape (draws, n), every row sorted."""
    drawn = rng.integers(days.earliest, days.latest + 1, (draws, days.earliest.size))
    return np.sort(drawn, axis=1)


def blur(true_days: NDArray[np.int64], like: Intervals, length: int, rng: np.random.Generator) -> Intervals:
    """Intervals as wide as those of `like`, dealt at random, laid around days that are known, kept inside the span."""
    width = rng.permutation(like.latest - like.earliest)
    earliest = (true_days - rng.integers(0, width + 1)).clip(0, None)
    earliest = np.minimum(earliest, length - 1 - width)
    return Intervals(earliest, earliest + width)


def fewest_and_most_hits(a: Intervals, b: Intervals, lag: int, window: int) -> tuple[int, int]:
    """Events of A that follow some event of B whatever the true days, and that can follow one.

    Bounds on K: the true days cannot give fewer than the first or more than the second.
    """
    certain = possible = 0
    for low, high in zip(a.earliest - lag, a.latest - lag, strict=True):
        certain += bool(np.any((low - b.latest >= 0) & (high - b.earliest <= window)))
        possible += bool(np.any((high - b.earliest >= 0) & (low - b.latest <= window)))
    return certain, possible
