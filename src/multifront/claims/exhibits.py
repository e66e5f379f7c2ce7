"""The rows of a stream as readers see them listed: events, or days of a series. No verdicts and no figures."""

from __future__ import annotations

from multifront.domain import Evidence, Exhibit, Row, Stream

EVENTS = ("date_start", "headline", "planned", "seen", "weak")
DAYS = ("period_start", "best", "unit", "seen", "weak")


def stream_rows(stream: Stream, evidence: Evidence) -> list[Row]:
    """The rows that a stream counts, from the table in which they stand.

    Args:
        stream: a declared stream.
        evidence: the store that gave it.
    """
    return evidence.rows(stream.selection.table, stream.ids)


def latest_rows(stream: Stream, rows: list[Row], most: int) -> Exhibit:
    """The last rows of a stream as a list for readers, newest first, with the number of all.

    Briefs print the first rows of a list only, so the newest stand first.

    Args:
        stream: a declared stream.
        rows: its rows, by date.
        most: so many are listed.
    """
    listed = rows[-most:][::-1]
    name = stream.title[:1].upper() + stream.title[1:]
    title = name if len(listed) == len(rows) else f"{name}: the latest"
    table = stream.selection.table
    return Exhibit(title, table, EVENTS if table == "event" else DAYS, tuple(listed), len(rows))


def all_rows(stream: Stream, rows: list[Row], title: str) -> Exhibit:
    """All rows of a stream under a title, without the mark of weak rows, since no verdict rests on them.

    Args:
        stream: a declared stream.
        rows: its rows, by date.
        title: what stands above the list.
    """
    table = stream.selection.table
    columns = EVENTS if table == "event" else DAYS
    return Exhibit(title, table, tuple(name for name in columns if name != "weak"), tuple(rows), len(rows))
