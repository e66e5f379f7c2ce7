"""What the private column of a user's store says of a question about events: rows to leave out early. Runs nothing."""

from __future__ import annotations

from datetime import date

from multifront.evidence.query import EventQuery, MonthQuery
from multifront.evidence.query.asked import Query


def held(query: Query) -> str:
    """SQL that the rows of a user's store fulfil if they answer the question: a text and a day, no lists.

    Lists have no statistics by block, so that millions of rows would be opened; `parties` and the day have.

    Args:
        query: any question; for one that is not about events nothing is left out.
    """
    asked = query.of if isinstance(query, MonthQuery) else query
    if not isinstance(asked, EventQuery):
        return "true"
    parts = [f"contains(split_part(parties, '>', 1), {_member(name)})" for name in asked.initiators]
    parts += [f"contains(split_part(parties, '>', 2), {_member(name)})" for name in asked.targets]
    parts += [f"contains(parties, {_member(name)})" for name in asked.parties]
    for sign, day in zip((">=", "<="), asked.between, strict=True):
        if isinstance(day, date):
            parts.append(f"date_start {sign} DATE '{day.isoformat()}'")
    return " AND ".join(parts) or "true"


def _member(name: str) -> str:
    return "'|" + name.replace("'", "''") + "|'"
