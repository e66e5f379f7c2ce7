"""Cells of a list of dates: a day, a span of days, or days between which an event lies. Opens no file."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
WRITE = "write it as 2022-05-24"
ONLY_UNCERTAIN = "timing test takes it with --uncertain"


def read_span(cell: str, end: str | None) -> tuple[tuple[date, date] | None, str]:
    """First and last day of an event, or None and what is wrong with it.

    Args:
        cell: the first day.
        end: the last day; None where the file has no column of last days, and the event lasts one day.
    """
    first, trouble = read_day(cell)
    if first is None or end is None:
        return (first, first) if first else None, trouble
    last, trouble = read_day(end) if end.strip() else (None, "it is missing; write the first day again if it was one")
    if last is None:
        return None, f"last day: {trouble}"
    if last < first:
        return None, f"the event ends on {last}, before it begins on {first}; swap the two days"
    return (first, last), ""


def read_interval(cell: str, end: str | None = None) -> tuple[tuple[date, date] | None, str]:
    """The earliest and the latest day that a cell can mean (None: no day is known), and what is wrong with it.

    Args:
        cell: 2022-05-24, 2022-05, 2022, two of these with a stroke between them, or nothing.
        end: not used; a list of uncertain days has no events that last.
    """
    del end
    if not cell.strip():
        return None, ""
    parts = cell.strip().split("/")
    ends = [_ends_of(part.strip()) for part in parts]
    if len(parts) > 2 or any(days is None for days in ends):
        day, trouble = read_day(cell)
        valid = "or 2022-05, 2022, 2022-05-10/2022-05-14, or nothing"
        return ((day, day), "") if day else (None, f"{trouble}, {valid}")
    first, last = (days for days in (ends[0], ends[-1]) if days is not None)
    if last[1] < first[0]:
        return None, f"{cell.strip()!r} ends before it begins; swap the two days"
    return (first[0], last[1]), ""


def _ends_of(text: str) -> tuple[date, date] | None:
    """First and last day of a day, a month or a year."""
    try:
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if re.fullmatch(r"\d{4}-\d{2}", text):
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return (date.fromisoformat(text),) * 2 if ISO.fullmatch(text) and len(text) == len("2022-05-24") else None
    except ValueError:
        return None


def read_day(cell: str) -> tuple[date | None, str]:
    """The day that a cell names, or None and what is wrong with it."""
    text = cell.strip()
    found = ISO.fullmatch(text)
    if found:
        try:
            return date(*(int(part) for part in found.groups())), ""
        except ValueError:
            return None, f"{text!r} is no day of the calendar; {WRITE}"
    if not text:
        return None, f"the date is missing; leave the line out, or {WRITE}; {ONLY_UNCERTAIN}"
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text):
        return None, f"{text!r} is ambiguous: day or month first is not known; {WRITE}"
    if re.fullmatch(r"\d{4}(-\d{2})?", text):
        return None, f"{text!r} lacks the day; a timing test needs days: leave the event out; {ONLY_UNCERTAIN}"
    if text.count("/") == 1 and all(_ends_of(part.strip()) for part in text.split("/")):
        return None, f"{text!r} is a range, and does not say the day: {WRITE}; {ONLY_UNCERTAIN}"
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return None, f"{text!r} looks like a spreadsheet's day number, whose first day is not known; {WRITE}"
    return None, f"{text!r} is not read as a date; {WRITE}"
