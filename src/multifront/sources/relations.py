"""A source file as a DuckDB relation: its text in SQL, numbered lines, column check. No meaning of columns."""

from __future__ import annotations

from pathlib import Path

import duckdb

from multifront.errors import EvidenceError


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def parquet(path: Path, columns: tuple[str, ...]) -> str:
    """A Parquet file as a relation with a column `line`, once its columns are checked.

    Args:
        path: the file.
        columns: columns that must be there.

    Raises:
        EvidenceError: the file cannot be read, or lacks a column.
    """
    source = f"read_parquet({literal(str(path))}, file_row_number = true)"
    check_columns(source, columns, path.name)
    return f"(SELECT *, file_row_number + 1 AS line FROM {source})"


def csv_file(path: Path, columns: tuple[str, ...], *, separator: str = ",", skip: int = 0) -> str:
    """A CSV file with a header as a relation of texts with a column `line`; empty cells are NULL.

    `line` counts records, the header being line `skip` + 1: the line of the file where no cell holds a break.

    Args:
        path: the file, UTF-8 with or without byte-order mark.
        columns: columns that must be there.
        separator: what stands between cells.
        skip: lines before the header.

    Raises:
        EvidenceError: the file cannot be read, or lacks a column.
    """
    source = (
        f"read_csv({literal(str(path))}, all_varchar = true, header = true, delim = {literal(separator)}, "
        f"quote = '\"', escape = '\"', skip = {skip}, null_padding = false, strict_mode = true, "
        "max_line_size = 10000000)"
    )
    check_columns(source, columns, path.name)
    return f"(SELECT *, row_number() OVER () + {skip + 1} AS line FROM {source})"


def check_columns(source: str, columns: tuple[str, ...], name: str) -> None:
    """The relation can be read and has the columns.

    Args:
        source: SQL text of a relation.
        columns: columns that must be there.
        name: what to call the file in an error.

    Raises:
        EvidenceError: it cannot be read, or lacks a column.
    """
    try:
        with duckdb.connect() as con:
            found = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    except duckdb.Error as error:
        raise EvidenceError(
            f"{name}: cannot be read: {str(error).splitlines()[0]}; next: check that the file is complete"
        ) from error
    if missing := [column for column in columns if column not in found]:
        raise EvidenceError(
            f"{name}: the header lacks {', '.join(missing)}; found: {', '.join(found[:30])}; "
            "next: check that this is the expected file"
        )
