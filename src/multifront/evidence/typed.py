"""Rows as objects into a typed table, through JSON lines, so that a value that does not fit is an error. No checks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import duckdb

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence.schema import Table, declaration


def create(con: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str]) -> None:
    """Create an empty table with these columns."""
    con.execute(f"CREATE TABLE {name} ({declaration(columns)})")


def filled(table: Table) -> str:
    """SQL of a table's columns taken from a query; a text or a list that is not there is empty, as in the starter."""
    empty = {"VARCHAR": "''", "VARCHAR[]": "[]"}
    return ", ".join(
        f'coalesce("{column}", {empty[kind]}) AS "{column}"' if kind in empty else f'"{column}"::{kind} AS "{column}"'
        for column, kind in table.columns.items()
    )


def insert_rows(con: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[Row], folder: Path, more: str = "") -> int:
    """Insert rows into a table that is there; gives how many.

    Args:
        con: connection that has the table.
        table: its columns and types.
        rows: dicts with exactly these columns.
        folder: where the file of JSON lines may stand meanwhile.
        more: SQL of further columns, which begins with a comma.

    Raises:
        EvidenceError: a row has other columns, or a value does not fit its type.
    """
    path = folder / f"{table.name}.jsonl"
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for row in rows:
            if set(row) != set(table.columns):
                wrong = ", ".join(sorted(set(row) ^ set(table.columns)))
                raise EvidenceError(f"table {table.name!r}: a row has other columns: {wrong}; next: check its parser")
            stream.write(json.dumps(row, default=str, ensure_ascii=False) + "\n")
            count += 1
    if count:
        _read(con, table, path, more)
    path.unlink()
    return count


def _read(con: duckdb.DuckDBPyConnection, table: Table, path: Path, more: str) -> None:
    declared = ", ".join(f"{name}: '{kind}'" for name, kind in table.columns.items())
    try:
        con.execute(
            f"INSERT INTO {table.name} SELECT {', '.join(table.columns)} {more} FROM "
            f"read_json(?, columns={{{declared}}}, format='newline_delimited')",
            [str(path)],
        )
    except duckdb.Error as error:
        raise EvidenceError(f"table {table.name!r}: {str(error).splitlines()[0]}; next: check its parser") from error
