"""Whole periods of a span, and how many events of each were public on the eve of every period. No model lives here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Days, Floats, Stream
from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import EventDays, Period, Sample, admit

LENGTHS = {"week": 52, "month": 12, "quarter": 4, "year": 1}
"""Lengths of a period, and how many make a year."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONDAY = 4
"""1970-01-05, the first Monday, in days since 1970-01-01."""
SETTLED = 0.9
"""Share of events that are public by the time for which a period counts as complete."""


@dataclass(frozen=True, slots=True)
class PublishedEvents:
    """Events with the day on which each was first public, datetime64[D] of shape (n,) in the order of the events."""

    events: EventDays
    public: Any


@dataclass(frozen=True, slots=True)
class Dated:
    """A sample with its days of publication, both sorted by event day, in days since 1970."""

    sample: Sample
    public: NDArray[np.int64]

    @property
    def settle_days(self) -> int:
        """Days after which nine of ten events are public."""
        if self.public.size == 0:
            return 0
        return max(0, int(np.quantile(self.public - self.sample.days, SETTLED, method="higher")))

    def until(self, last: int) -> Dated:
        """The events that were public by a day."""
        kept = self.public <= last
        old = self.sample
        ids = tuple(one for one, keep in zip(old.ids, kept, strict=True) if keep) if old.ids else ()
        return Dated(Sample(old.name, old.days[kept], old.frame, old.joint, ids), self.public[kept])


def admit_published(events: EventDays | PublishedEvents, label: str) -> Dated:
    """Events as checked days with their days of publication; plain events count as public on their own day.

    Raises:
        UsageError: what `admission.admit` refuses; days of publication that are missing or of another number.
    """
    if not isinstance(events, PublishedEvents):
        sample = admit(events, label)
        return Dated(sample, sample.days.copy())
    sample = admit(events.events, label)
    raw = events.events.days if isinstance(events.events, Stream) else events.events
    public = np.asarray(events.public, dtype="datetime64[D]")
    if public.shape != sample.days.shape:
        raise UsageError(
            f"{sample.name}: {public.size} days of publication for {sample.days.size} events; give one an event"
        )
    missing = int(np.isnat(public).sum())
    if missing:
        raise UsageError(
            f"{sample.name}: {missing} of {public.size} events have no known day of publication; leave these events "
            "out, or give the day of the edition"
        )
    order = np.argsort(np.asarray(raw, dtype="datetime64[D]"), kind="stable")
    return Dated(sample, public[order].astype(np.int64))


@dataclass(frozen=True, slots=True)
class Periods:
    """Whole periods of one length: `edges` are their first days and the day after the last, shape (n + 1,)."""

    by: str
    edges: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Number of periods."""
        return max(0, self.edges.size - 1)

    def label(self, place: int) -> str:
        """Name of a period; the one after the last has a name too."""
        first = date.fromordinal(date(1970, 1, 1).toordinal() + int(self.edges[place]))
        if self.by == "week":
            return f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
        if self.by == "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        return f"{first.year}" if self.by == "year" else f"{first:%Y-%m}"

    @property
    def angles(self) -> Floats:
        """Place in the year of each period and of the next, as an angle, shape (n + 1,)."""
        return np.asarray(2.0 * np.pi * self.edges / 365.25)

    def truth(self, dated: Dated) -> Floats:
        """Events of each period, shape (n,)."""
        place = np.searchsorted(self.edges, dated.sample.days, side="right") - 1
        inside = (place >= 0) & (place < self.count)
        return np.bincount(place[inside], minlength=self.count).astype(np.float64)

    def known(self, dated: Dated) -> Floats:
        """Row t: events of each period that were public on the day before period t, shape (n + 1, n)."""
        place = np.searchsorted(self.edges, dated.sample.days, side="right") - 1
        inside = (place >= 0) & (place < self.count)
        rows = [
            np.bincount(place[inside & (dated.public < eve)], minlength=self.count)
            for eve in self.edges[: self.count + 1]
        ]
        return np.tril(np.array(rows, dtype=np.float64), -1)


def whole_periods(span: Period, by: str) -> Periods:
    """The periods that lie in the span with both ends; a first or last piece of a period is left out."""
    if by not in LENGTHS:
        raise UsageError(unknown_name("period", by, tuple(LENGTHS), "use by='month'"))
    first, end = np.datetime64(span[0], "D"), np.datetime64(span[1], "D") + 1
    if by == "week":
        days = np.arange(first.astype(np.int64), end.astype(np.int64) + 1)
        edges = days[(days - _MONDAY) % 7 == 0]
    else:
        months = np.arange(first.astype("datetime64[M]"), end.astype("datetime64[M]") + 1)
        starts: Days = months[months.astype(np.int64) % _MONTHS[by] == 0].astype("datetime64[D]")
        edges = starts[(starts >= first) & (starts <= end)].astype(np.int64)
    return Periods(by, np.asarray(edges, dtype=np.int64))
