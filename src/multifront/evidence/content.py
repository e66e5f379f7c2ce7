"""What the rows of a source are, as one hash that depends on no order, place or version of the database. No writing."""

from __future__ import annotations

import hashlib

import duckdb

from multifront.evidence.schema import LOADED_BY, TABLES, stored

BETWEEN, WITHIN, ABSENT = "chr(31)", "chr(29)", "chr(30)"
"""Control characters, as SQL: between cells, between the members of a list, and in place of a cell that is null."""


def content_hash(con: duckdb.DuckDBPyConnection, source: str) -> tuple[str, dict[str, int]]:
    """A hash of all rows of a source, whatever their order, and their counts by table.

    The cells of each row as texts are digested by MD5, and the digests are joined by exclusive or: both are defined
    outside the database, so that a later DuckDB gives the same hash. `public_from` of an origin is left out, because
    rows of another source can move it.

    Args:
        con: connection whose current database is the store.
        source: name of the load.
    """
    counts, parts = {}, []
    for name in TABLES:
        columns = {column: kind for column, kind in stored(name).items() if column != LOADED_BY}
        if name == "origin":
            del columns["public_from"]
        cells = ", ".join(_text(f'"{column}"', kind) for column, kind in columns.items())
        found = con.execute(
            f"SELECT count(*), bit_xor(md5_number(concat_ws({BETWEEN}, {cells}))) FROM {name} WHERE {LOADED_BY} = ?",
            [source],
        ).fetchone()
        assert found is not None
        if found[0]:
            counts[name] = int(found[0])
            parts.append(f"{name} {found[0]} {found[1]}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest(), counts


def _text(column: str, kind: str) -> str:
    """A cell as a text that no other value of its type has; days and flags as numbers, which are quicker to write."""
    if kind == "VARCHAR[]":
        return f"coalesce(concat(len({column}), ':', array_to_string({column}, {WITHIN})), {ABSENT})"
    if kind == "DATE":
        return f"coalesce(({column} - DATE '1970-01-01')::VARCHAR, {ABSENT})"
    if kind == "BOOLEAN":
        return f"coalesce({column}::TINYINT::VARCHAR, {ABSENT})"
    return f"coalesce({column}::VARCHAR, {ABSENT})"
