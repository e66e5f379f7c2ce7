"""Events on a published calendar set apart before a test, so that one list of dates cannot time both. No test here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from multifront.domain import Days, Stream
from multifront.errors import UsageError
from multifront.timing.admission import EventDays, admit, read_days


@dataclass(frozen=True, slots=True)
class SetApart:
    """What is left of a stream, and what stood on the calendar: `kept` goes into any timing test.

    `kept` is a `domain.Stream` where one was given, else days of shape (n,); `apart` the days set apart, sorted.
    """

    kept: Any
    apart: Days
    days_declared: int

    @property
    def count(self) -> int:
        """Number of events set apart."""
        return int(self.apart.size)

    @property
    def sentence(self) -> str:
        """What was set apart, in words."""
        total = self.count + int(self.kept.days.size if isinstance(self.kept, Stream) else self.kept.size)
        return (
            f"{self.count} of {total} events fell on the {self.days_declared} days of the declared calendar and were "
            "set apart: a date that both sides know beforehand needs no coordination."
        )


def off_calendar(events: EventDays, calendar: Any, *, margin_days: int = 0) -> SetApart:
    """Set apart the events that fall on a declared list of days known beforehand: summits, anniversaries, holidays.

    Formula: an event on day d is set apart if some day c of the calendar has |d - c| <= margin_days.

    Args:
        events: a `domain.Stream`, or days of shape (n,).
        calendar: days of the calendar, shape (k,), in any order.
        margin_days: days around each that belong to it, 0 or more.

    Returns:
        A `SetApart`; use `.kept` of both streams in the test, and report `.sentence`.

    Raises:
        UsageError: days that are missing or not whole days; a negative margin; a stream whose frame has a refusal.

    Assumes:
        The calendar was declared without looking at the other stream; take it out of *both* streams. Days set apart
        stay possible landing places of the null, which then expects a little too much or too little: harmless while the
        calendar holds a small part of the days (docs/methods-timing.md says how small). A date that stands on no list
        but is known to both sides is not found.

    References:
        Setting apart is a rule of this package, measured in docs/methods-timing.md; there is no formula behind it.

    Example:
        >>> found = off_calendar(["2024-05-09", "2024-06-01"], ["2024-05-09"])
        >>> found.count, found.kept.astype(str).tolist()
        (1, ['2024-06-01'])
    """
    if not isinstance(margin_days, (int, np.integer)) or margin_days < 0:
        raise UsageError(f"margin_days must be a whole number, 0 or more, found {margin_days!r}")
    admit(events, "events")
    admit(calendar, "calendar")
    listed = np.unique(read_days(calendar, "calendar").astype(np.int64))
    days = read_days(events.days if isinstance(events, Stream) else events, "events")
    near = np.isin(days.astype(np.int64), (listed[:, None] + np.arange(-margin_days, margin_days + 1)[None, :]).ravel())
    declared = int(listed.size)
    if not isinstance(events, Stream):
        return SetApart(np.sort(days[~near]), np.sort(days[near]), declared)
    ids = tuple(name for name, out in zip(events.ids, near, strict=True) if not out)
    kept = replace(events, days=events.days[~near], ends=events.ends[~near], ids=ids)
    return SetApart(kept, events.days[near], declared)
