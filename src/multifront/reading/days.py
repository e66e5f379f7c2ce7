"""Dates in a text resolved to days, relative ones against the dateline. Recognises English dates only; never
guesses.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
COUNTS = {"a": 1, "an": 1} | {
    word: count
    for count, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|"
    r"Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
UNCLEAR = "day_or_month"
"""Precision of a date such as 05/06/2024, which is one day or another: first and last are those two."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A date in a text: `first` to `last` is every day it may mean; both are None where there is no dateline to count
    from.

    `precision` is day, day_or_month, week, month, season, half, year, or unresolved.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str


Maker = Callable[[re.Match[str], date | None], tuple[date | None, date | None, str]]


def resolve_days(text: str, dateline: date | None = None, near: date | None = None) -> list[DaySpan]:
    """Every date of a text, in order, none inside another.

    Args:
        text: plain text; English names of months and days, ISO, and dates with strokes.
        dateline: the day on which the text was published. Without it, "on Monday", "last week" and "May 6" without a
            year stay unresolved. A day without a year is the one nearest to the dateline from 8 months before to 4
            after.
        near: a day near the dateline where only its month is known; it serves days and months without a year alone.

    Returns:
        Spans with the first and last day that are meant. Dates of no calendar (31 June) are left out.

    Raises:
        Nothing of its own.

    Example:
        >>> span, = resolve_days("He spoke on May 6.", date(2024, 5, 14))
        >>> span.first.isoformat(), span.precision
        ('2024-05-06', 'day')
    """
    found: list[DaySpan] = []
    for match in PATTERN.finditer(text):
        for name, pattern, maker in RULES:
            if match.lastgroup == name:
                inner = pattern.match(text, match.start())
                against = dateline or (near if name in YEARLESS else None)
                made = maker(inner, against) if inner else None
                if made is not None and inner is not None and made[2]:
                    found.append(DaySpan(inner.start(), inner.end(), *made))
                break
    return found


def _unresolved() -> tuple[None, None, str]:
    return None, None, "unresolved"


def _day(year: int, month: int, day: int) -> tuple[date | None, date | None, str]:
    try:
        found = date(year, month, day)
    except ValueError:
        return None, None, ""
    return found, found, "day"


def _full(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    month = MONTHS[match["month"].rstrip(".").casefold()]
    if match["year"]:
        return _day(int(match["year"]), month, int(match["day"]))
    return _nearest(month, int(match["day"]), dateline)


def _nearest(month: int, day: int, dateline: date | None) -> tuple[date | None, date | None, str]:
    """The day of that month nearest to the dateline, from eight months before it to four months after."""
    if not 1 <= day <= monthrange(2024, month)[1]:
        return None, None, ""
    if dateline is None:
        return _unresolved()
    for year in (dateline.year, dateline.year - 1, dateline.year + 1):
        first, _, _ = _day(year, month, day)
        if first is not None and -245 <= (first - dateline).days <= 120:
            return first, first, "day"
    return _unresolved()


def _iso(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    return _day(int(match["year"]), int(match["m"]), int(match["d"]))


def _strokes(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    """Day first or month first where only one can be; both readings where either can."""
    one, two, year = int(match["a"]), int(match["b"]), int(match["year"])
    readings = sorted(d for d, _, _ in (_day(year, two, one), _day(year, one, two)) if d is not None)
    if not readings:
        return None, None, ""
    return readings[0], readings[-1], "day" if readings[0] == readings[-1] else UNCLEAR


def _month(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    month = MONTHS[match["month"].rstrip(".").casefold()]
    if match["year"]:
        year = int(match["year"])
    elif dateline is None:
        return _unresolved()
    else:
        year = dateline.year - ((month - dateline.month) > 4) + ((month - dateline.month) < -8)
    return _part_of_month(year, month, (match["part"] or "").casefold())


def _part_of_month(year: int, month: int, part: str) -> tuple[date | None, date | None, str]:
    last = monthrange(year, month)[1]
    first, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part.rstrip("- "), (1, last))
    return date(year, month, first), date(year, month, end), "month" if not part else "week"


def _year(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    year, part = int(match["year"]), (match["part"] or "").casefold().strip("- ")
    spans = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half of": (1, 6), "second half of": (7, 12)}
    first, last = spans.get(part.removeprefix("the "), (1, 12))
    precision = "year" if (first, last) == (1, 12) else "half" if "half" in part else "season"
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision


def _season(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    """Seasons of the north; winter is counted from the December of the year that is named."""
    year = int(match["year"])
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"].casefold()]
    end = (year + 1, 2) if first == 12 else (year, first + 2)
    return date(year, first, 1), date(*end, monthrange(*end)[1]), "season"


def _weekday(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    """The last such day up to the dateline; "next" looks forward, "last" leaves the dateline itself out."""
    if dateline is None:
        return _unresolved()
    back = (dateline.weekday() - WEEKDAYS[match["weekday"].casefold()]) % 7
    which = (match["which"] or "").casefold()
    if which in ("next", "coming"):
        found = dateline + timedelta(days=(-back) % 7 or 7)
    else:
        found = dateline - timedelta(days=back or (7 if which == "last" else 0))
    return found, found, "day"


def _near_day(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    if dateline is None:
        return _unresolved()
    found = dateline + timedelta(
        days={"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match["near"].casefold()]
    )
    return found, found, "day"


def _near_period(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    if dateline is None:
        return _unresolved()
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[match["step"].casefold()]
    return _period_at(dateline, match["period"].casefold(), step)


def _period_at(dateline: date, period: str, step: int) -> tuple[date | None, date | None, str]:
    if period == "week":
        first = dateline - timedelta(days=dateline.weekday()) + timedelta(days=7 * step)
        return first, first + timedelta(days=6), "week"
    if period == "month":
        year, month = divmod(dateline.year * 12 + dateline.month - 1 + step, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]), "month"
    return date(dateline.year + step, 1, 1), date(dateline.year + step, 12, 31), "year"


def _ago(match: re.Match[str], dateline: date | None) -> tuple[date | None, date | None, str]:
    if dateline is None:
        return _unresolved()
    word = match["count"].casefold()
    count, period = (int(word) if word.isdigit() else COUNTS[word]), match["ago"].casefold().rstrip("s")
    if count > 400:
        return _unresolved()
    if period == "day":
        found = dateline - timedelta(days=count)
        return found, found, "day"
    return _period_at(dateline, period, -count)


YEARLESS = ("dmy", "mdy", "part", "inmonth")
WORDED = "|".join(sorted(COUNTS, key=len, reverse=True))
RULES: tuple[tuple[str, re.Pattern[str], Maker], ...] = tuple(
    (name, re.compile(pattern, flags), maker)
    for name, pattern, flags, maker in (
        ("iso", rf"\b{YEAR}-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b", 0, _iso),
        ("strokes", rf"\b(?P<a>[0-3]?\d)[/.](?P<b>[0-3]?\d)[/.]{YEAR}\b", 0, _strokes),
        ("dmy", rf"\b{DAY}\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+{YEAR}\b)?", 0, _full),
        ("mdy", rf"\b(?P<month>{MONTH})\s+{DAY}\b(?!\s*(?:%|percent|million|billion))(?:,?\s+{YEAR}\b)?", 0, _full),
        (
            "month",
            rf"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?P<month>{MONTH})\s+{YEAR}\b",
            0,
            _month,
        ),
        ("part", rf"\b(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -](?P<month>{MONTH})(?P<year>)", 0, _month),
        ("inmonth", rf"(?<=\b[Ii]n )(?P<part>)(?P<month>{MONTH})(?P<year>)(?!\s+\d)", 0, _month),
        ("season", rf"\b(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{YEAR}\b", re.I, _season),
        (
            "year",
            rf"\b(?P<part>(?:early|mid|late)[ -]|(?:the )?(?:first|second) half of )?(?<![-/.,\d]){YEAR}\b(?![-/]\d|"
            rf",\d{{3}}|\.\d|\s+(?:troops|people|soldiers|missiles))",
            re.I,
            _year,
        ),
        ("weekday", rf"\b(?:(?P<which>last|next|coming|this)\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})\b", re.I, _weekday),
        ("near", r"\b(?P<near>yesterday|today|tonight|tomorrow)\b", re.I, _near_day),
        (
            "period",
            r"\b(?P<step>last|past|previous|this|next|coming)\s+(?P<period>week|month|year)\b",
            re.I,
            _near_period,
        ),
        ("ago", rf"\b(?P<count>\d{{1,3}}|{WORDED})\s+(?P<ago>days?|weeks?|months?|years?)\s+ago\b", re.I, _ago),
    )
)


def _without_names(pattern: re.Pattern[str]) -> str:
    flag = "(?i:" if pattern.flags & re.I else "(?:"
    return flag + re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) + ")"


PATTERN = re.compile("|".join(f"(?P<{name}>{_without_names(pattern)})" for name, pattern, _ in RULES))
"""All rules at once; the first that fits at a place is the one that is asked."""
