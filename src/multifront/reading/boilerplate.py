"""Lines of a page that are no part of the article, and what its first lines say of title, day, byline and source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from multifront.reading.days import resolve_days

BOILERPLATE = re.compile(
    r"^\W*(?:(?:whatsapp|telegram|facebook|viber|youtube)\b.{0,40}\b(?:join|follow|subscribe|now)\b.*|(?:join|"
    r"follow) (?:us|our)\b.{0,80}|"
    r"must[- ]read\s*:.*|(?:also|further) read\s*:?.*|read (?:more|also|next)\b.{0,160}|related(?: (?:articles?|"
    r"stories|posts|topics))?\s*:?.{0,20}|"
    r"see also\s*:.*|leave a (?:comment|reply).*|\d* ?comments?|post a comment|share (?:this|on)\b.{0,60}|share|"
    r"tweet|print|email|"
    r"subscribe\b.{0,120}|sign up\b.{0,120}|newsletter.{0,60}|advertisement|advertisements?|sponsored.{0,40}|"
    r"promoted.{0,40}|"
    r"click here\b.{0,80}|accept (?:all )?cookies.*|we use cookies.*|this (?:site|website) uses cookies.*|"
    r"cookie (?:policy|settings).*|"
    r"privacy policy|terms (?:of (?:use|service)|and conditions).*|all rights reserved.*|©.*|copyright (?:©|\d{4}).*|"
    r"log ?in|sign in|register|"
    r"skip to (?:main )?content|back to top|home|menu|search|loading\W*|listen to this article.*|"
    r"\d+ min(?:ute)?s? read|"
    r"previous (?:article|post).{0,120}|next (?:article|post).{0,120}|tags?\s*:.*|filed under\s*:?.*|"
    r"photo(?: credit)?\s*:.*|image(?: credit)?\s*:.*|"
    r"load more.{0,40}|view (?:all|comments).{0,40}|most (?:read|popular).{0,40}|trending.{0,20}|"
    r"editor'?s? picks?.{0,20}|download (?:the|our) app.{0,80})\W*$",
    re.IGNORECASE,
)
NEWSLINE = re.compile(r"^(?P<source>[A-Z][\w .&'-]{1,40}?)\s*\((?P<day>[^()]{6,24})\)\s*:\s*")
DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .'-]{2,30})(?:,\s*(?P<day>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|"
    r"\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?))?\s*(?:\((?P<source>[A-Z][\w .&]{1,24})\))?\s*[-–—]+\s"
)
CITYLINE = re.compile(
    r"^[A-Z][\w .'-]{2,30}, (?P<day>[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\s*"
    r"(?:\((?P<source>[A-Z][\w .&]{1,24})\))?\s*[-–—]+\s"
)
SOURCELINE = re.compile(
    r"^(?P<source>[A-Z][\w .&'-]{2,40}), (?P<day>\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})$"
)
BYLINE = re.compile(
    r"^\s*(?:by|written by|author\s*:)\s+(?P<byline>[A-Z][^\d\n|]{3,60}?)\s*(?:\||$|,? \d)", re.IGNORECASE
)
PUBLISHED = re.compile(
    r"^\W*(?:published|posted|updated|last updated|date)\b\s*(?:on|at)?\s*:?\s*(?P<day>.{6,40})$", re.IGNORECASE
)
PARTED = re.compile(r"\s+[|•·]\s+")
"""What stands between the parts of a line such as "By A. Author | The Paper | 9 November 2026"."""
PART_DAY = re.compile(
    r"^(?:(?:first )?(?:published|posted|updated)(?: on| at)?:?\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?P<day>\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)"
    r"(?:,?\s+(?:(?:last )?updated\b.{0,40}|(?:at )?\d{1,2}[:.]\d\d.{0,12}))?$",
    re.IGNORECASE,
)
HEAD_LINES = 3
"""Lines with bars give the day of publication only so near to the beginning; further down they are links."""
IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.](?P<month>0[1-9]|1[0-2])(?:[-_.](?P<day>[0-3]\d))?(?!\d)")
LONGEST_LINE = 400
"""Boilerplate is short; longer lines are never asked, so that no pattern runs over a page in one line."""


def is_boilerplate(line: str) -> bool:
    """Whether a line is furniture of a page: an invitation, a link to another story, a button, a notice."""
    return len(line) <= LONGEST_LINE and bool(BOILERPLATE.match(line.strip()))


def without_boilerplate(text: str) -> tuple[str, int]:
    """The text without lines of furniture, runs of empty lines as one, and how many lines were left out."""
    kept: list[str] = []
    dropped = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped and is_boilerplate(stripped):
            dropped += 1
        elif stripped or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept).strip("\n"), dropped


def head_of(text: str) -> dict[str, object]:
    """What the first lines of a plain text say: title, published, byline, source; keys only where something was found.

    A title is a short first line without a full stop, with more after it. A dateline such as "LONDON, May 6 (Reuters)
    -"
    or "CaliToday (19/12/2025):" gives source and day; so does a part of a line with bars that is a
    day and nothing else.
    """
    lines = [line.strip() for line in text.split("\n", 40)[:40] if line.strip()][:8]
    found: dict[str, object] = {}
    if len(lines) > 1 and 8 <= len(lines[0]) <= 160 and lines[0][-1] not in ".:;,":
        found["title"] = lines[0]
    for line in (line[:200] for line in lines):
        for pattern in (NEWSLINE, DATELINE, CITYLINE, SOURCELINE, BYLINE, PUBLISHED):
            if match := pattern.match(line):
                _take(found, match.groupdict())
    for line in (line[:200] for line in lines[:HEAD_LINES]):
        for match in filter(None, map(PART_DAY.match, parts if len(parts := PARTED.split(line)) > 1 else ())):
            _take(found, {"day": match["day"]})
    return found


def _take(found: dict[str, object], groups: dict[str, str | None]) -> None:
    for name in ("source", "byline"):
        if value := groups.get(name):
            found.setdefault(name, value.strip())
    if groups.get("day") and (day := first_day(str(groups["day"]))):
        found.setdefault("published", day)


def first_day(text: str) -> date | None:
    """The first date of a text that is one day of the calendar, or None; reads 2024-05-14T08:00:00Z as well."""
    text = re.sub(r"(?<=\d)T(?=\d)", " ", text[:400])
    days = [span.first for span in resolve_days(text) if span.precision == "day"]
    return days[0] if days else None


def day_in_name(path: str) -> tuple[date | None, date | None]:
    """(published, about) as the name of a file gives them: a day, or a day of the month that it names."""
    match = IN_NAME.search(PurePath(path).name)
    if match is None:
        return None, None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"] or 15))
    except ValueError:
        return None, None
    return (day, None) if match["day"] else (None, day)


def joined(parts: Iterable[str]) -> str:
    """Paragraphs as one text, a blank line between them."""
    return "\n\n".join(part for part in parts if part)
