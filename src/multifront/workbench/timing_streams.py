"""Lists of dates made into streams with their span, a published calendar set apart. It tests nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from multifront import timing
from multifront.domain import Frame, Selection, Stream
from multifront.errors import EvidenceError, UsageError
from multifront.evidence.store import EvidenceStore
from multifront.timing import SetApart, UncertainDays
from multifront.workbench.date_lists import DateList

MOST_EVENTS = 1_000

Span = tuple[date, date]
OwnStream = Stream | UncertainDays


@dataclass(frozen=True, slots=True)
class Frames:
    """What the user says of how the lists were made; empty where nothing was said."""

    counted_by: str = ""
    coverage: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """Both files and the calendar, as they were read."""

    mine: DateList
    theirs: DateList
    calendar: DateList | None

    @property
    def both(self) -> tuple[DateList, DateList]:
        """The two lists that are tested."""
        return self.mine, self.theirs


def own_file(name: str, span: Span | None) -> Path | None:
    """The file of dates that a name means, None where it means a declared stream.

    Raises:
        UsageError: a file that is not there, or one without a span.
    """
    path = Path(name)
    if path.is_file():
        if span is None:
            raise UsageError(
                f"{path.name} does not say from when to when it was counted; valid: --span FIRST LAST; next: name the "
                "first and the last day on which every event would have been listed"
            )
        return path
    if path.suffix:
        raise UsageError(
            f"file {name!r} not found; valid: a list of dates or the name of a stream; next: check the path"
        )
    return None


def declared_stream(evidence: EvidenceStore, name: str) -> Stream:
    """The declared stream of that name; the error of an unknown one also names the other way, a file of dates."""
    try:
        return evidence.stream(name)
    except EvidenceError as error:
        raise EvidenceError(f"{error}; or name a file of dates") from error


def as_stream(dates: DateList, name: str, span: Span, frames: Frames) -> Stream:
    """The list as a stream whose frame is what the user said, from the first to the last day of the span."""
    first = np.array(dates.days, dtype="datetime64[D]")
    last = np.array(dates.lasts or dates.days, dtype="datetime64[D]")
    order = np.lexsort((last, first))
    ids = tuple(f"{name}:{number}" for number in range(first.size))
    frame = Frame(dates.name, frames.counted_by, name, span[0], span[1], frames.coverage, "")
    selection = Selection("file", "", ids, first.size, (), None, dates.sha256)
    return Stream(name, name, first[order], last[order], ids, frame, False, selection)


def as_uncertain(dates: DateList, name: str) -> UncertainDays:
    """The list as days that are known only to lie between two, those of which nothing is known among them."""
    missing = np.full(dates.unknown, np.datetime64("NaT", "D"))
    ends = (np.array(days, dtype="datetime64[D]") for days in (dates.days, dates.lasts or dates.days))
    earliest, latest = (np.concatenate([days, missing]) for days in ends)
    return UncertainDays(earliest, latest, name)


def set_apart(streams: tuple[Stream, Stream], calendar: DateList) -> tuple[tuple[Stream, Stream], list[SetApart]]:
    """Both streams without the events on the days of a calendar, and what was set apart."""
    days = np.array(calendar.days, dtype="datetime64[D]")
    found = [timing.off_calendar(stream, days) for stream in streams]
    return (found[0].kept, found[1].kept), found


def names_of(lists: Lists) -> tuple[str, str]:
    """What the lists are called in sentences: their files' names without the ending, apart where they are the same."""
    names = Path(lists.mine.name).stem, Path(lists.theirs.name).stem
    return names if names[0] != names[1] else (f"{names[0]} (first file)", f"{names[1]} (second file)")


def span_of(lists: Lists, stated: Span | None) -> Span:
    """The span that was stated, else the days between the later first event and the earlier last one.

    Raises:
        UsageError: it ends before it begins, or the lists share no time.
    """
    if stated is not None:
        if stated[1] < stated[0]:
            raise UsageError(f"--span ends on {stated[1]}, before it begins on {stated[0]}; swap the two days")
        return stated
    mine, theirs = lists.both
    ends = [(min(dates.days), max(dates.lasts or dates.days)) for dates in lists.both]
    first, last = max(start for start, _ in ends), min(end for _, end in ends)
    if first >= last:
        raise UsageError(
            f"{mine.name} ({ends[0][0]} to {ends[0][1]}) and {theirs.name} ({ends[1][0]} to {ends[1][1]}) share no "
            "time; valid: two lists of one time; next: say from when to when both were counted with --span FIRST LAST"
        )
    return first, last


def check_size(dates: DateList, span: Span) -> None:
    """Refuse a list that would take minutes.

    Raises:
        UsageError: it has too many events in the span.
    """
    inside = sum(span[0] <= day <= span[1] for day in dates.days)
    if inside > MOST_EVENTS:
        raise UsageError(
            f"{dates.name} has {inside} events in the span; valid: up to {MOST_EVENTS}; next: test the days on which "
            "something out of the ordinary happened, or a shorter --span"
        )


def marks_of(stream: OwnStream) -> list[tuple[date, date]]:
    """First and last day of each event, or the days between which it lies; events of unknown day are left out."""
    ends = (stream.days, stream.ends) if isinstance(stream, Stream) else (stream.earliest, stream.latest)
    known = ~np.isnat(ends[0])
    return sorted(zip(ends[0][known].tolist(), ends[1][known].tolist(), strict=True))
