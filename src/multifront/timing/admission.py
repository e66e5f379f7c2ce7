"""How events enter a test: as checked, sorted whole days, with the frame's refusals honoured. No statistics here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Frame, Stream
from multifront.errors import UsageError

DayNumbers = NDArray[np.int64]
Period = tuple[date, date]
DayLike = Any
"""Anything numpy reads as one day: `date`, `datetime64[D]` or an ISO text such as '2022-05-24'."""
EventDays = Any
"""A `domain.Stream`, or anything numpy reads as an array of days."""
_COARSE = {"Y": "years", "M": "months", "W": "weeks"}
_ISO_DAY = len("2022-05-24")


@dataclass(frozen=True, slots=True)
class Sample:
    """The days of one stream as sorted int64 days since 1970, shape (n,), and what is known about its collection."""

    name: str
    days: DayNumbers
    frame: Frame | None
    joint: bool
    ids: tuple[str, ...]

    def within(self, period: Period) -> DayNumbers:
        """The days inside a period, both ends included."""
        first, last = day_number(period[0]), day_number(period[1])
        return self.days[(self.days >= first) & (self.days <= last)]


def admit(events: EventDays, label: str) -> Sample:
    """Turn a stream or an array of days into a sample, or say why that cannot be done."""
    if isinstance(events, Stream):
        if events.frame.refusal:
            raise UsageError(
                f"stream {events.name!r} cannot carry a timing test: {events.frame.refusal} (frame "
                f"{events.frame.id!r}); choose a stream whose collection stayed constant"
            )
        days = _whole_days(events.days, events.name)
        return Sample(events.name, days, events.frame, events.joint, tuple(events.ids))
    return Sample(label, _whole_days(events, label), None, False, ())


def _whole_days(values: Any, name: str) -> DayNumbers:
    """Sorted days since 1970; refuses what is not a day, missing days and dates coarser than a day."""
    days = read_days(values, name)
    missing = int(np.isnat(days).sum())
    if missing:
        raise UsageError(f"{name}: {missing} of {days.size} event days are missing (NaT); leave these events out")
    return np.sort(days.astype(np.int64))


def read_days(values: Any, name: str) -> NDArray[np.datetime64]:
    """Days in the order given, NaT among them; refuses what is not a day and dates coarser than a day."""
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(0, dtype="datetime64[D]")
    if array.ndim != 1:
        raise UsageError(f"{name}: event days must be one list, found an array of shape {array.shape}")
    unit = np.datetime_data(array.dtype)[0] if array.dtype.kind == "M" else ""
    if unit in _COARSE:
        raise UsageError(f"{name}: dates are whole {_COARSE[unit]}, a timing test needs days; leave out undated events")
    return array.astype("datetime64[D]") if array.dtype.kind == "M" else _parse(array, name)


def _parse(array: NDArray[Any], name: str) -> NDArray[np.datetime64]:
    """Days from `date` objects or full ISO texts; numbers are refused because their unit is not known."""
    if array.dtype.kind not in "OU":
        raise UsageError(f"{name}: event days must be dates, found {array.dtype}; use numpy datetime64[D] or date")
    if any(isinstance(value, str) and len(value) < _ISO_DAY for value in array.tolist()):
        raise UsageError(f"{name}: some dates lack the day (as in '2022-05'); a timing test needs days")
    try:
        return array.astype("datetime64[D]")
    except (ValueError, TypeError) as error:
        raise UsageError(f"{name}: event days cannot be read as dates ({error}); write them as 2022-05-24") from error


def day_number(day: DayLike) -> int:
    """Days since 1970-01-01 of one day."""
    return int(np.datetime64(day, "D").astype(np.int64))


def read_period(period: Sequence[DayLike], label: str) -> Period:
    """A pair (first day, last day), both included, or say what is wrong with it."""
    if isinstance(period, str) or not hasattr(period, "__len__") or len(period) != 2:
        raise UsageError(f"{label} must be a pair (first day, last day), found {period!r}")
    first, last = (_as_date(int(_whole_days([day], label)[0])) for day in period)
    if last < first:
        raise UsageError(f"{label} ends on {last}, before it begins on {first}; swap the two days")
    return first, last


def _as_date(number: int) -> date:
    """The calendar day of a day number."""
    return date.fromordinal(date(1970, 1, 1).toordinal() + number)


def check_cover(sample: Sample, period: Period, label: str) -> None:
    """Refuse a period that reaches outside the frame: days not watched are not days without events."""
    frame = sample.frame
    if frame is not None and (period[0] < frame.start or period[1] > frame.end):
        raise UsageError(
            f"{label} {period[0]} to {period[1]} reaches outside the frame of stream {sample.name!r}, which was "
            f"counted from {frame.start} to {frame.end}; choose a period inside it"
        )


def length_of(period: Period) -> int:
    """Number of days in a period, both ends included."""
    return (period[1] - period[0]).days + 1


def check_apart(samples: Sequence[Sample]) -> None:
    """Refuse streams that share rows."""
    for one, other in combinations(samples, 2):
        shared = set(one.ids) & set(other.ids)
        if shared:
            raise UsageError(
                f"streams {one.name!r} and {other.name!r} share {len(shared)} rows (such as {min(shared)!r}), "
                "which coincide by construction; take them out of one stream"
            )


def common_span(samples: Sequence[Sample], span: Any) -> Period:
    """The declared span, inside all frames; without one, the overlap of the frames."""
    frames = [sample.frame for sample in samples if sample.frame is not None]
    if span is not None:
        period = read_period(span, "span")
    elif len(frames) < len(samples):
        raise UsageError("plain dates need a span: the first and last day on which all were watched")
    else:
        period = max(frame.start for frame in frames), min(frame.end for frame in frames)
        if period[0] > period[1]:
            found = " and ".join(f"{s.name!r} ({s.frame.start} to {s.frame.end})" for s in samples if s.frame)
            raise UsageError(f"the frames of {found} do not overlap: at no time were all counted")
    for sample in samples:
        check_cover(sample, period, "span")
    return period
