"""The dated rows behind all claims on one calendar, as a picture. Reads exhibits; counts and judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from multifront.domain import Exhibit, Phrase, Picture, Row, Trace

if TYPE_CHECKING:
    from multifront.brief.content import Card

TRACE_ID = "brief.timeline"
FEW = 3
"""Lists of fewer dated rows than this share one line of the calendar."""
OTHERS = "Other dated acts that a claim names"

_CAPTION = Phrase(
    "Each tick is a row that a claim lists; long lists show their latest rows only, and days of daily series are not "
    "drawn. Where one row stands in several lists, it is drawn in the first. That acts are close in time here "
    "shows nothing by itself.",
    {},
)


def timeline(cards: Iterable[Card], said_on: date | None = None) -> Picture | None:
    """The dated events of all exhibits on one calendar, one line a list, each event once.

    Args:
        cards: The judged claims, in the order of the document.
        said_on: Day of the document, drawn as an upright line where it lies within the calendar.

    Returns:
        A picture of the kind `event_rows`, or None where fewer than two events have a day.

    Assumes:
        Rows of the table `event` carry `date_start` and perhaps `date_end`; rows of other tables are numbers of a
        period and stay out. The day of an event known by month only is its first day.
    """
    rows = list(_dated(cards))
    if len(rows) < 2:
        return None
    days = [row["day"] for row in rows]
    marks = []
    if said_on is not None and min(days) <= said_on.isoformat() <= max(days):
        marks.append({"x": said_on.isoformat(), "label": "the document"})
    columns = {name: tuple(row[name] for row in rows) for name in ("day", "end", "row", "label")}
    title = "Dated acts behind these claims"
    return Picture("timeline", "event_rows", title, _CAPTION, columns, {"marks": marks} if marks else {}, TRACE_ID)


def timeline_trace(picture: Picture) -> Trace:
    """The record of the picture: how many events it draws. The origins of the rows stand in the traces of the rows."""
    return Trace(TRACE_ID, len(picture.columns["day"]), "events", "event rows of all exhibits, each once")


def _dated(cards: Iterable[Card]) -> Iterator[dict[str, Any]]:
    """Every event once, in the list that names it first; short lists come last, together."""
    seen: set[str] = set()
    others: list[dict[str, Any]] = []
    for exhibit in (exhibit for card in cards for exhibit in card.verdict.exhibits):
        fresh = [_event(row, exhibit) for row in exhibit.rows if _is_new(row, exhibit, seen)]
        if len(exhibit.rows) < FEW:
            others += [{**row, "row": OTHERS} for row in fresh]
        else:
            yield from fresh
    yield from others


def _is_new(row: Row, exhibit: Exhibit, seen: set[str]) -> bool:
    """True for a dated event that no earlier list has; notes that it was met."""
    key = str(row.get("event_id") or row.get("id") or "")
    if exhibit.table not in ("event", "events") or not row.get("date_start") or key in seen:
        return False
    seen.add(key)
    return True


def _event(row: Row, exhibit: Exhibit) -> dict[str, Any]:
    """One tick: first and last day as ISO text, the list's title, the headline for the table."""
    first, last = str(row["date_start"])[:10], str(row.get("date_end") or "")[:10]
    return {
        "day": first,
        "end": last if last > first else None,
        "row": exhibit.title,
        "label": row.get("headline") or "",
    }
