"""What a reader must know of a cut: rows that were public by then but are read in a later edition. No filtering."""

from __future__ import annotations

from multifront.evidence.cut import Cut

LISTED = 8


def warnings_of(cut: Cut) -> tuple[str, ...]:
    """Sentences on later editions, by origin; empty where the cut is at nothing.

    Args:
        cut: the tables as seen on a day.
    """
    if cut.as_of is None:
        return ()
    later = _later(cut)
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


def _later(cut: Cut) -> dict[str, int]:
    counted: dict[str, int] = {}
    for table, column in (
        ("event", "unnest(origin_ids)"),
        ("observation", "unnest(origin_ids)"),
        ("vote_pair", "origin_id"),
        ("treaty", "unnest(origin_ids)"),
        ("transfer", "unnest(origin_ids)"),
        ("statement", "unnest(origin_ids)"),
    ):
        query = f"SELECT {column} AS origin, count(*) FROM {table} WHERE edition_date > ? GROUP BY 1"
        for origin, rows in cut.values(table, query, [cut.as_of]):
            counted[origin] = counted.get(origin, 0) + rows
    return counted


def _from_list(origin: str) -> bool:
    return origin.startswith(("ref-", "core-"))
