"""Events, observations and rows by id out of a cut; a name that the cut does not know is an error. No statistics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from multifront.domain import Row
from multifront.errors import EvidenceError, unknown_name
from multifront.evidence import actors, votes
from multifront.evidence.cut import Cut
from multifront.evidence.query import (
    DistinctQuery,
    EventQuery,
    ListingQuery,
    MonthQuery,
    ObservationQuery,
    RowQuery,
    Rows,
)
from multifront.evidence.schema import KEYS, TABLES

NEXT = "next: multifront evidence list tables"
INDICATORS = "next: multifront evidence list indicators"
ACTOR = "next: give an ISO3 code such as CHN, or a group that rows name"
STEPS = {
    "indicator": INDICATORS,
    "definition_id": INDICATORS,
    "actor": ACTOR,
    "partner": ACTOR,
    "event subtype": "next: look them up in column subtype with multifront evidence query",
    "event type": "next: look them up in column plover_type with multifront evidence query",
}
"""Where the names of one kind are listed."""

ROW_IDS = {"vote_pair": "vote:CHN-RUS:2019, the two states in alphabetical order"}
"""What an id looks like where a table has no column of ids."""


def event_months(cut: Cut, query: EventQuery) -> Rows:
    """How many events that answer a question began in each month; errors as in `events`."""
    _known_parties(cut, query)
    return cut.ask(MonthQuery(query))


def events(cut: Cut, query: EventQuery) -> Rows:
    """Event rows that answer a question.

    Args:
        cut: the tables as seen on a day.
        query: what is asked.

    Raises:
        EvidenceError: a subtype or type is unknown in this cut; an actor is neither a known one nor in this cut.
    """
    _known(cut, "event subtype", query.subtypes, "event", "subtype")
    _known(cut, "event type", query.types, "event", "plover_type")
    _known_parties(cut, query)
    return cut.ask(query)


def _known_parties(cut: Cut, query: EventQuery) -> None:
    sides = (*query.initiators, *query.targets, *query.parties)
    _known(cut, "actor", _unlisted(sides), "event", "initiators", "targets")


def observations(cut: Cut, query: ObservationQuery) -> Rows:
    """Observation rows that answer a question.

    Args:
        cut: the tables as seen on a day.
        query: what is asked.

    Raises:
        EvidenceError: the indicator or definition is unknown in this cut; an actor or partner is neither a known one
            nor in this cut.
    """
    for column, name in (("indicator", query.indicator), ("definition_id", query.definition_id)):
        _known(cut, column, [name] if name else [], "observation", column)
    for column, name in (("actor", query.actor), ("partner", query.partner)):
        _known(cut, column, _unlisted([name] if name else []), "observation", column)
    return cut.ask(query)


def _unlisted(names: Iterable[str]) -> list[str]:
    """Names that are no code of the list of actors; the rows may still know them."""
    return [name for name in names if name not in actors.actors()]


def _known(cut: Cut, kind: str, names: Sequence[str], table: str, *columns: str) -> None:
    """Each name stands in one of these columns; an actor may also be one that no row names."""
    if not names:
        return
    held = {row[column] for column in columns for row in cut.ask(DistinctQuery(table, (column,)))}
    if kind in ("actor", "partner"):
        held |= set(actors.actors())
    for name in names:
        if name not in held:
            raise EvidenceError(unknown_name(kind, name, sorted(held - {""}), STEPS[kind], where=cut.cutoff.words))


def rows(cut: Cut, table: str, ids: Sequence[str]) -> list[Row]:
    """Rows by id in the order asked.

    Args:
        cut: the tables as seen on a day.
        table: a table of the store.
        ids: ids of its rows; a row of `vote_pair` is `vote:<A>-<B>:<year>`.

    Raises:
        EvidenceError: the table or an id is unknown.
    """
    if table not in TABLES:
        raise EvidenceError(unknown_name("table", table, sorted(TABLES), NEXT))
    if table == "vote_pair":
        found = votes.rows(cut, ids)
    else:
        found = {row[KEYS[table]]: row for row in cut.ask(RowQuery(table, tuple(ids)))}
    if unknown := [name for name in ids if name not in found]:
        when = f" that were {cut.cutoff.words}" if cut.cutoff.words else ""
        raise EvidenceError(
            f"table {table!r} has no row {unknown[0]!r}{f' and {len(unknown) - 1} more' if unknown[1:] else ''}; "
            f"valid: ids of rows{when}, such as {_example(table)}; next: look them up with multifront evidence query"
        )
    return [found[name] for name in ids]


def _example(table: str) -> str:
    return ROW_IDS.get(table) or f"those in column {KEYS[table]}"


def present(cut: Cut, table: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Which of these ids name rows of the cut, in the order asked.

    Args:
        cut: the tables as seen on a day.
        table: a table whose rows have ids of their own.
        ids: the ids.

    Raises:
        EvidenceError: the table is unknown, or its rows have no id of their own (`vote_pair`).
    """
    if table not in KEYS:
        raise EvidenceError(unknown_name("table with ids", table, sorted(KEYS), NEXT))
    held = {row[KEYS[table]] for row in cut.ask(RowQuery(table, tuple(ids)))}
    return tuple(name for name in ids if name in held)


def listed_series(cut: Cut) -> list[Row]:
    """The series of the cut with their rows and spans, in the columns of the catalogue."""
    return [
        {
            "kind": "series",
            "name": row["indicator"],
            "actor": row["actor"],
            "partner": row["partner"],
            "definition": row["definition_id"],
            "rows": row["n"],
            "first": row["first"],
            "last": row["last"],
            "refusal": "",
        }
        for row in cut.ask(ListingQuery("series"))
    ]
