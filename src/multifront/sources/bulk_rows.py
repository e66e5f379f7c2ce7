"""Queries that yield exactly the columns of one table of the store, the fields that most rows share filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from multifront.errors import EvidenceError
from multifront.sources.harvest import Bulk
from multifront.sources.relations import literal
from multifront.sources.reliability import weakness
from multifront.sources.rows import EventRow, ObservationRow, OriginRecord
from multifront.sources.treaties_rows import TransferRow, TreatyRow

ROWS: dict[str, type[Any]] = {
    "event": EventRow,
    "observation": ObservationRow,
    "treaty": TreatyRow,
    "transfer": TransferRow,
}
TYPES = {
    "str": "VARCHAR",
    "tuple[str, ...]": "VARCHAR[]",
    "float | None": "DOUBLE",
    "date": "DATE",
    "date | None": "DATE",
    "bool": "BOOLEAN",
    "int": "TINYINT",
}
"""DuckDB type of each type that a row's field can have."""

NONE = "[]::VARCHAR[]"
DEFAULTS = {
    "event": {
        **{"date_precision": "'day'", "targets": NONE, "place": "''", "magnitude": "NULL", "unit": "''"},
        **{"planned": "'unknown'", "occurred": "'happened'", "joint": "false"},
    },
    "observation": {"partner": "''", "low": "NULL", "high": "NULL", "text": "''"},
    "treaty": {},
    "transfer": {},
}


def bulk(table: str, relation: str, source: OriginRecord, given: Mapping[str, str], rejects: str = "") -> Bulk:
    """Bulk rows of a table: `given` says columns in SQL, the rest follows from the origin and the defaults.

    Args:
        table: a key of `ROWS`.
        relation: what to select from, with any WHERE clause.
        source: origin of every row; its edition date is the row's, and `public_from` where none is given.
        given: SQL expression by column.
        rejects: query of the rows set aside, or empty.

    Raises:
        EvidenceError: a column of the table is neither given nor has a default, or a given one is not in the table.
    """
    return Bulk(table, selection(table, relation, source, given), rejects)


def selection(table: str, relation: str, source: OriginRecord, given: Mapping[str, str], more: str = "") -> str:
    """The SELECT of `bulk`, with further columns where some are wanted.

    Args:
        table: a key of `ROWS`.
        relation: what to select from, with any WHERE clause.
        source: origin of every row.
        given: SQL expression by column.
        more: columns before those of the table, each with a comma behind it.

    Raises:
        EvidenceError: as `bulk`.
    """
    edition = f"DATE '{source.origin.edition_date}'"
    reason = weakness(source)
    known = {
        **{"seen": "'yes'", "weak": str(bool(reason)).lower(), "weak_reason": literal(reason), "credibility": "2"},
        **{"conflict": "false", "note": "''", "origin_ids": f"[{literal(source.origin.id)}]"},
        **{"public_from": edition, "edition_date": edition},
        **DEFAULTS[table],
    }
    if table == "observation":
        known["status"] = f"CASE WHEN ({given['best']}) IS NULL THEN 'missing' ELSE 'reported' END"
    wanted = {field.name: TYPES[str(field.type)] for field in fields(ROWS[table])}
    said = {**known, **given}
    if wrong := sorted(set(wanted) ^ set(said)):
        raise EvidenceError(
            f"table {table!r}: columns {', '.join(wrong)} do not match; next: check the source's parser"
        )
    columns = ",\n  ".join(f"CAST({said[name]} AS {kind}) AS {name}" for name, kind in wanted.items())
    return f"SELECT {more}\n  {columns}\nFROM {relation}"


def rejects(relation: str, source: OriginRecord, reason: str, text: str) -> str:
    """The query of the rows set aside: source, file, line, reason, text.

    Args:
        relation: what to select from, with the WHERE clause that picks the rows; it has a column `line`.
        source: their origin; `read_at` names the file.
        reason: SQL expression that says why.
        text: SQL expression that shows the row.
    """
    return (
        f"SELECT {literal(source.origin.id)} AS source, {literal(source.origin.read_at)} AS file, "
        f"line::BIGINT AS line, ({reason})::VARCHAR AS reason, ({text})::VARCHAR AS text FROM {relation}"
    )


def year_columns(year: str) -> dict[str, str]:
    """The columns of an observation that covers one calendar year.

    Args:
        year: SQL expression of the year.
    """
    return {
        "period_start": f"make_date(({year})::INT, 1, 1)",
        "period_end": f"make_date(({year})::INT, 12, 31)",
        "period_label": f"(({year})::INT)::VARCHAR",
    }
