"""What a reader must know of a cut: rows that were public by then but are read in a later edition. No filtering."""

from __future__ import annotations

from datetime import date

from multifront.evidence.cut import Cut
from multifront.evidence.query import LaterQuery

LISTED = 8


def warnings_of(cut: Cut) -> tuple[str, ...]:
    """Sentences on later editions, by origin; empty where the cut is at nothing.

    Args:
        cut: the tables as seen on a day.
    """
    if cut.as_of is None:
        return ()
    later = _later(cut, cut.as_of)
    if not later:
        return ()
    lists = sum(rows for origin, rows in later.items() if _from_list(origin))
    named = {origin: rows for origin, rows in later.items() if not _from_list(origin)}
    parts = [f"{origin} {rows:,} rows" for origin, rows in sorted(named.items(), key=lambda item: -item[1])[:LISTED]]
    if lists:
        parts.append(f"cited lists {lists:,} rows")
    total = sum(later.values())
    return (
        f"{total:,} rows were public by {cut.as_of} but are read in editions made later, so corrections since then "
        f"may be in them: {', '.join(parts)}",
    )


def _later(cut: Cut, day: date) -> dict[str, int]:
    counted: dict[str, int] = {}
    for table in ("event", "observation", "vote_pair", "roll_call", "treaty", "transfer", "statement"):
        for row in cut.ask(LaterQuery(table, day)):
            counted[row["origin"]] = counted.get(row["origin"], 0) + row["n"]
    return counted


def _from_list(origin: str) -> bool:
    return origin.startswith(("ref-", "core-"))
