"""The tables of the store: columns, types, order, keys. Checked when written and when opened; no queries here."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 2
"""Number of the layout of the shipped folder; a folder of another number is refused."""

STORE_VERSION = 3
"""Number of the layout of a user's store file; a file of another number is refused."""

COUNTS = ("yy", "ya", "yn", "ay", "aa", "an", "ny", "na", "nn", "only_a", "only_b", "neither")
"""Columns of `vote_pair`: A's vote then B's (yes, abstain, no), then only A voted, only B voted, neither voted."""

STATUSES = ("reported", "zero_by_rule", "missing")
OCCURRED = ("happened", "planned", "statement")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns with DuckDB types, the columns that identify a row, the column of its origins."""

    name: str
    columns: dict[str, str]
    order: tuple[str, ...]
    origins: str

    @property
    def file(self) -> str:
        """Name of the Parquet file."""
        return f"{self.name}.parquet"


_DATES = {"public_from": "DATE", "edition_date": "DATE"}
_CITED = {
    "origin_ids": "VARCHAR[]",
    "seen": "VARCHAR",
    "weak": "BOOLEAN",
    "weak_reason": "VARCHAR",
    "credibility": "TINYINT",
    "conflict": "BOOLEAN",
    "note": "VARCHAR",
}

ORIGIN = Table(
    "origin",
    {
        **{"id": "VARCHAR", "producer": "VARCHAR", "title": "VARCHAR", "edition": "VARCHAR", "licence": "VARCHAR"},
        **{"link": "VARCHAR", "published": "VARCHAR", "edition_date": "DATE", "sha256": "VARCHAR"},
        **{"reliability": "VARCHAR", "read_at": "VARCHAR", "note": "VARCHAR", "reliability_basis": "VARCHAR"},
        **{"public_lag_days": "INTEGER", "public_lag_basis": "VARCHAR", "public_from": "DATE"},
    },
    ("id",),
    "id",
)
EVENT = Table(
    "event",
    {
        **{"event_id": "VARCHAR", "date_start": "DATE", "date_end": "DATE", "date_precision": "VARCHAR"},
        **{"plover_type": "VARCHAR", "subtype": "VARCHAR", "initiators": "VARCHAR[]", "targets": "VARCHAR[]"},
        **{"place": "VARCHAR", "magnitude": "DOUBLE", "unit": "VARCHAR", "headline": "VARCHAR", "planned": "VARCHAR"},
        **{"occurred": "VARCHAR", "joint": "BOOLEAN"},
        **_CITED,
        **_DATES,
    },
    ("date_start", "event_id"),
    "origin_ids",
)
OBSERVATION = Table(
    "observation",
    {
        **{"observation_id": "VARCHAR", "indicator": "VARCHAR", "actor": "VARCHAR", "partner": "VARCHAR"},
        **{"period_start": "DATE", "period_end": "DATE", "period_label": "VARCHAR"},
        **{"low": "DOUBLE", "best": "DOUBLE", "high": "DOUBLE", "text": "VARCHAR", "unit": "VARCHAR"},
        **{"definition_id": "VARCHAR", "definition": "VARCHAR", "status": "VARCHAR"},
        **_CITED,
        **_DATES,
    },
    ("indicator", "actor", "partner", "definition_id", "period_start", "observation_id"),
    "origin_ids",
)
FRAME = Table(
    "frame",
    {
        **{"stream": "VARCHAR", "title": "VARCHAR", "counted_by": "VARCHAR", "what": "VARCHAR"},
        **{"start_date": "DATE", "end_date": "DATE", "coverage": "VARCHAR", "refusal": "VARCHAR", "note": "VARCHAR"},
        **{"joint": "BOOLEAN", "counts": "VARCHAR", "selection": "VARCHAR", "origin_ids": "VARCHAR[]"},
        **{"undated": "BOOLEAN"},
        **_DATES,
    },
    ("stream",),
    "origin_ids",
)
VOTE_PAIR = Table(
    "vote_pair",
    {
        **{"year": "SMALLINT", "state_a": "VARCHAR", "state_b": "VARCHAR"},
        **dict.fromkeys(COUNTS, "SMALLINT"),
        **{"origin_id": "VARCHAR"},
        **_DATES,
    },
    ("year", "state_a", "state_b"),
    "origin_id",
)
ROLL_CALL = Table(
    "roll_call",
    {
        **{"roll_call_id": "VARCHAR", "date": "DATE", "year": "SMALLINT", "session": "SMALLINT", "number": "INTEGER"},
        **{"title": "VARCHAR", "amendment": "BOOLEAN", "paragraph": "BOOLEAN", "important": "TINYINT"},
        **dict.fromkeys(("topics", "yes", "no", "abstain", "absent"), "VARCHAR[]"),
        **{"origin_id": "VARCHAR"},
        **_DATES,
    },
    ("year", "number", "roll_call_id"),
    "origin_id",
)
TREATY = Table(
    "treaty",
    {
        **{"treaty_id": "VARCHAR", "title": "VARCHAR", "members": "VARCHAR[]", "kind": "VARCHAR"},
        **{"obligations": "VARCHAR[]", "date_start": "DATE", "date_end": "DATE", "date_precision": "VARCHAR"},
        **_CITED,
        **_DATES,
    },
    ("date_start", "treaty_id"),
    "origin_ids",
)
TRANSFER = Table(
    "transfer",
    {
        **{"transfer_id": "VARCHAR", "supplier": "VARCHAR", "recipient": "VARCHAR", "what": "VARCHAR"},
        **{"category": "VARCHAR", "ordered": "DOUBLE", "delivered": "DOUBLE", "tiv": "DOUBLE"},
        **{"date_ordered": "DATE", "date_start": "DATE", "date_end": "DATE", "date_precision": "VARCHAR"},
        **{"estimated": "BOOLEAN"},
        **_CITED,
        **_DATES,
    },
    ("supplier", "recipient", "transfer_id"),
    "origin_ids",
)
STATEMENT = Table(
    "statement",
    {
        **{"statement_id": "VARCHAR", "speaker": "VARCHAR", "office": "VARCHAR", "actor": "VARCHAR", "date": "DATE"},
        **{"text": "VARCHAR", "document": "VARCHAR", "span_start": "INTEGER", "span_end": "INTEGER"},
        **_CITED,
        **_DATES,
    },
    ("date", "statement_id"),
    "origin_ids",
)
STARTER_TABLES = {table.name: table for table in (ORIGIN, EVENT, OBSERVATION, FRAME, VOTE_PAIR, ROLL_CALL)}
"""The tables of the shipped folder; the others are empty there."""

TABLES = {**STARTER_TABLES, **{table.name: table for table in (TREATY, TRANSFER, STATEMENT)}}
KEYS = {
    **{"origin": "id", "event": "event_id", "observation": "observation_id", "frame": "stream"},
    **{"roll_call": "roll_call_id", "treaty": "treaty_id", "transfer": "transfer_id", "statement": "statement_id"},
}
"""The column that names a row; a row of `vote_pair` is named `vote:<A>-<B>:<year>`."""

LOADED_BY = "loaded_by"
"""In a user's store each table has this column besides its own: the source whose load wrote the row."""

PRIVATE = {"event": {"parties": "VARCHAR"}}
"""Columns that a user's store has for finding rows, by table; no query of a user and no export shows them."""

PARTIES = "concat('|', array_to_string(initiators, '|'), '|>|', array_to_string(targets, '|'), '|')"
"""How `parties` is made, such as `|CHN|>|TWN|`: a short text of few values is searched quicker than two lists."""

RECORDS = {
    "load": {
        **{"source": "VARCHAR", "parser": "VARCHAR", "inputs": "VARCHAR", "corrections": "VARCHAR"},
        **{"fingerprint": "VARCHAR", "content_hash": "VARCHAR", "edition_date": "DATE", "counts": "VARCHAR"},
        **{"rejects": "BIGINT"},
    },
    "reject": {
        **{"source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT", "reason": "VARCHAR", "text": "VARCHAR"},
        **{LOADED_BY: "VARCHAR"},
    },
    "gap": {"source": "VARCHAR", "reason": "VARCHAR"},
    "citation": {LOADED_BY: "VARCHAR", "origin_id": "VARCHAR", "first_public": "DATE"},
    "layout": {"version": "INTEGER"},
}
"""What a user's store records about itself: loads, rows set aside, gaps, origins that a load cites. Not for queries.

A gap is a source that was asked for and could not be loaded, with the reason; a later load of it takes the gap away.
"""


def stored(name: str) -> dict[str, str]:
    """The columns of a table in a user's store: its own, the private ones, the source that wrote the row."""
    return {**TABLES[name].columns, **PRIVATE.get(name, {}), LOADED_BY: "VARCHAR"}


def declaration(columns: dict[str, str]) -> str:
    """Columns with their types, as SQL."""
    return ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
