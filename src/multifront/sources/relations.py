"""A source file as a DuckDB relation: its text in SQL, numbered lines, column check. No meaning of columns."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import duckdb

from multifront.errors import EvidenceError
from multifront.sources.feed_lines import LINE_LIMIT
from multifront.sources.files import check_header
from multifront.sources.text_gate import refuse_trouble

NUMBER = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|DOUBLE$|FLOAT$|DECIMAL")
"""DuckDB types of numbers."""


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def parquet(path: Path, columns: tuple[str, ...], texts: tuple[str, ...] = ()) -> str:
    """A Parquet file as a relation with a column `line`, once its columns are checked.

    Args:
        path: the file.
        columns: columns that must be there.
        texts: those of them that need not be numbers.

    Raises:
        EvidenceError: the file cannot be read, lacks a column, or has texts in one that should hold numbers.
    """
    source = f"read_parquet({literal(str(path))}, file_row_number = true)"
    found = check_columns(source, columns, path.name)
    wrong = [f"{name} is {found[name]}" for name in columns if name not in texts and not NUMBER.match(found[name])]
    if wrong:
        raise EvidenceError(
            f"{path.name}: a column holds no numbers: {', '.join(wrong)}; valid: numbers; "
            "next: check that this is the expected file"
        )
    return f"(SELECT *, file_row_number + 1 AS line FROM {source})"


def csv_file(path: Path, columns: tuple[str, ...], *, separator: str = ",", skip: int = 0) -> str:
    """A CSV file with a header as a relation of texts with a column `line`; empty cells are NULL.

    `line` counts records, the header being line `skip` + 1: the line of the file where no cell holds a break. A column
    without name is called by its place from 0, such as `column03`. A row of another length, a quote that is not closed
    and the header once more are errors of the query, with the line.

    Args:
        path: the file, UTF-8 with or without byte-order mark.
        columns: columns that must be there.
        separator: what stands between cells.
        skip: lines before the header.

    Raises:
        EvidenceError: the file cannot be read, holds what text does not hold, or lacks or doubles a column.
    """
    header = _header(path, separator, skip)
    check_header([name for name in header if name.strip()], columns, path.name)
    digits = len(str(len(header) - 1))
    names = [name if name.strip() else f"column{place:0{digits}}" for place, name in enumerate(header)]
    declared = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    source = (
        f"read_csv({literal(str(path))}, columns = {{{declared}}}, auto_detect = false, header = true, "
        f"delim = {literal(separator)}, quote = '\"', escape = '\"', skip = {skip}, null_padding = false, "
        f"strict_mode = true, max_line_size = {4 * LINE_LIMIT})"
    )
    check_columns(source, columns, path.name)
    repeated = " AND ".join(f'"{name}" = {literal(name)}' for name in columns)
    said = f"error({literal(f'{path.name} line ')} || line || ': the header once more; valid: one header')"
    numbered = f"(SELECT *, row_number() OVER () + {skip + 1} AS line FROM {source})"
    return f"(SELECT * FROM {numbered} WHERE CASE WHEN {repeated} THEN {said} ELSE true END)"


def _header(path: Path, separator: str, skip: int) -> list[str]:
    try:
        with path.open("rb") as raw:
            refuse_trouble(raw, path.name, skip)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for _ in range(skip):
                stream.readline()
            return next(csv.reader(stream, delimiter=separator, strict=True), [])
    except (OSError, csv.Error) as error:
        raise EvidenceError(f"{path.name}: cannot be read: {error}; next: check that the file is complete") from error


def check_columns(source: str, columns: tuple[str, ...], name: str) -> dict[str, str]:
    """The relation can be read and has the columns; gives the type of each column that it has.

    Args:
        source: SQL text of a relation.
        columns: columns that must be there.
        name: what to call the file in an error.

    Raises:
        EvidenceError: it cannot be read, or lacks a column.
    """
    try:
        with duckdb.connect() as con:
            found = {row[0]: row[1] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    except duckdb.Error as error:
        raise EvidenceError(
            f"{name}: cannot be read: {str(error).splitlines()[0]}; next: check that the file is complete"
        ) from error
    if missing := [column for column in columns if column not in found]:
        raise EvidenceError(
            f"{name}: the header lacks {', '.join(missing)}; found: {', '.join(list(found)[:30])}; "
            "next: check that this is the expected file"
        )
    return found
