"""Dates and period labels of the reference lists, and when a row was first public. No guessing of either."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from multifront.sources.rows import EDITION_NOT_STATED

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
YEAR = r"(?P<y>(?:19|20)\d\d)"
MONTH = r"(?P<m>0[1-9]|1[0-2])"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days and the kind of period that it is; `start` is None where the label names no span."""

    start: date | None
    end: date | None
    kind: str


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def published_by(text: str) -> date | None:
    """The day by which a source dated like this was public: the day, or the last day of a month or year.

    Args:
        text: a date as written: `2024-05-17`, `2024-05`, `2024`, or anything else.

    Returns:
        That day, or None where the text is no date.
    """
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return date(*(int(part) for part in match.groups()))
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return last_day(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})", text):
        return date(int(match[1]), 12, 31)
    return None


def first_public(
    day: date | None, source_date: str, lag_days: int | None = None, edition: date = EDITION_NOT_STATED
) -> date:
    """When a fact was first public, as far as anybody has said so.

    Event day plus the publisher's declared lag; otherwise the date of the source read (month or year: its last day),
    never before the event; otherwise the edition date. Never later than the edition date: by then we had read it.

    Args:
        day: the last day that the row is about; None for figures without a day and for plans.
        source_date: date of the source as written, empty where unknown.
        lag_days: declared lag of the publisher in days.
        edition: edition date of the row.
    """
    if lag_days is not None and day is not None:
        return min(day + timedelta(days=lag_days), edition)
    known = published_by(source_date)
    if known is None:
        return edition
    return min(max(known, day) if day is not None else known, edition)


def parse_period(label: str) -> Period:
    """The span of a period label of the reference lists.

    Args:
        label: such as `2024`, `2024-03`, `2025 Jan-Sep`, `2023 H1`, `2025 Q2`, `2022-02 to 2024-02`, `to 2024-06`.

    Returns:
        The span with its kind: year, month, day, quarter, half, part_year, span, until, or other (no span).
    """
    text = label.strip()
    for pattern, build in _PATTERNS:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            return build(match)
    return Period(None, None, "other")


def _year(match: re.Match[str]) -> Period:
    year = int(match["y"])
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def _month(match: re.Match[str]) -> Period:
    year, month = int(match["y"]), int(match["m"])
    return Period(date(year, month, 1), last_day(year, month), "month")


def _day(match: re.Match[str]) -> Period:
    day = date.fromisoformat(match[0])
    return Period(day, day, "day")


def _months(match: re.Match[str]) -> Period:
    year, first, last = int(match["y"]), MONTHS[match["a"].lower()], MONTHS[match["b"].lower()]
    return Period(date(year, first, 1), last_day(year, last), "part_year")


def _half(match: re.Match[str]) -> Period:
    year, first = int(match["y"]), 1 if match["h"] == "1" else 7
    return Period(date(year, first, 1), last_day(year, first + 5), "half")


def _quarter(match: re.Match[str]) -> Period:
    year, first = int(match["y"]), 3 * int(match["q"]) - 2
    return Period(date(year, first, 1), last_day(year, first + 2), "quarter")


def _span(match: re.Match[str]) -> Period:
    start, end = published_start(match["a"]), published_by(match["b"])
    return Period(start, end, "span")


def _until(match: re.Match[str]) -> Period:
    return Period(None, published_by(match["b"]), "until")


def published_start(text: str) -> date:
    """The first day of a day, month or year as written."""
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    return date(year, month, day)


_MONTH_NAME = "[A-Za-z]{3}"
_WHEN = r"\d{4}(?:-\d\d){0,2}"
_PATTERNS = (
    (YEAR, _year),
    (rf"{YEAR}-{MONTH}", _month),
    (rf"{YEAR}-{MONTH}-\d\d", _day),
    (rf"{YEAR} \(?(?P<a>{_MONTH_NAME})-(?P<b>{_MONTH_NAME})\)?", _months),
    (rf"{YEAR} H(?P<h>[12])", _half),
    (rf"(?P<h>[12])H{YEAR}", _half),
    (rf"{YEAR} Q(?P<q>[1-4])", _quarter),
    (rf"(?P<a>{_WHEN}) to (?P<b>{_WHEN})", _span),
    (r"(?P<a>\d{4})-(?P<b>\d{4})", _span),
    (rf"to (?P<b>{_WHEN})", _until),
)
