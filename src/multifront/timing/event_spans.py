"""Events with length, from a first to a last day, checked and sorted; and how they are cut to a span. No statistics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Frame, Stream
from multifront.errors import UsageError
from multifront.timing.admission import EventDays, Period, Sample, admit, day_number, read_days


@dataclass(frozen=True, slots=True)
class EventSpans:
    """Events that last: first and last day of each, both included; arrays of days of shape (n,), in any order."""

    first: Any
    last: Any


class SpanDays(NamedTuple):
    """First and last days of events, counted from the start of a span, sorted by first; int64 of shape (n,)."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SpanSample:
    """Events with length and what is known of their collection; `starts` is the sample of their first days."""

    starts: Sample
    last: NDArray[np.int64]

    def within(self, period: Period) -> tuple[SpanDays, int]:
        """Events that begin inside a period, cut at its end, and how many were cut."""
        first_day, last_day = day_number(period[0]), day_number(period[1])
        inside = (self.starts.days >= first_day) & (self.starts.days <= last_day)
        last = self.last[inside]
        days = SpanDays(self.starts.days[inside] - first_day, np.minimum(last, last_day) - first_day)
        return days, int((last > last_day).sum())


def admit_spans(events: EventDays | EventSpans, label: str) -> SpanSample:
    """A stream with its last days, spans, or plain days (which last one day), or say why that cannot be."""
    if isinstance(events, Stream):
        sample = admit(events, label)
        return _sorted(events.days, events.ends, sample.name, sample.frame, sample)
    if not isinstance(events, EventSpans):
        sample = admit(events, label)
        return SpanSample(sample, sample.days)
    return _sorted(events.first, events.last, label, None, None)


def _sorted(first: Any, last: Any, name: str, frame: Frame | None, known: Sample | None) -> SpanSample:
    """Both ends sorted by the first, refused where they do not belong together."""
    starts, ends = read_days(first, name), read_days(last, name)
    if starts.size != ends.size:
        raise UsageError(
            f"{name}: {starts.size} first days and {ends.size} last days; valid: one of each for each event"
        )
    missing = int((np.isnat(starts) | np.isnat(ends)).sum())
    if missing:
        raise UsageError(
            f"{name}: {missing} of {starts.size} events lack the first or the last day (NaT); leave them out, or give "
            "an event of unknown length its first day twice"
        )
    reversed_ = np.flatnonzero(ends < starts)
    if reversed_.size:
        at = int(reversed_[0])
        raise UsageError(
            f"{name}: {reversed_.size} events end before they begin (such as {starts[at]} to {ends[at]}); swap the days"
        )
    a, b = starts.astype(np.int64), ends.astype(np.int64)
    order = np.lexsort((b, a))
    if known is None:
        known = Sample(name, a[order], frame, False, ())
    return SpanSample(known, b[order])
