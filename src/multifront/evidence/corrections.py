"""Corrections of known errors of sources: reading them, and applying each with its guard. No loading."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from multifront.domain.located import Located, parse_located
from multifront.errors import EvidenceError, FileProblems, Problem
from multifront.evidence.schema import KEYS, LOADED_BY, PARTIES, TABLES

CORRECTIONS = Path(__file__).with_name("corrections.yaml")
"""The corrections that are shipped with the package."""

FIELDS = ("source", "table", "row", "column", "from", "to", "reason", "reported")


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell of one source: what the source says, what it ought to say, why, and where that was reported."""

    source: str
    table: str
    row: str
    column: str
    old: Any
    new: Any
    reason: str
    reported: str

    @property
    def text(self) -> str:
        """One line from which a fingerprint is made."""
        cells = (self.source, self.table, self.row, self.column, self.old, self.new, self.reason)
        return json.dumps(cells, default=str)


def read_corrections(source: str, path: Path = CORRECTIONS) -> tuple[Correction, ...]:
    """The corrections of one source.

    Args:
        source: name of the source.
        path: YAML file with a list of entries.

    Raises:
        FileProblems: entries that lack or misspell a field, or name no table or column; all of them, with lines.
    """
    located = parse_located(read_user_text(path), str(path))
    entries = located.value or []
    if not isinstance(entries, list):
        raise FileProblems(str(path), [Problem(1, "file", f"is no list; valid: entries of {', '.join(FIELDS)}")])
    problems = [*located.problems, *(p for i, entry in enumerate(entries) for p in _problems(located, i, entry))]
    if problems:
        raise FileProblems(str(path), problems)
    return tuple(_correction(entry) for entry in entries if entry["source"] == source)


def read_user_text(path: Path) -> str:
    """The text of a YAML file of ours or of a user.

    Args:
        path: the file.

    Raises:
        FileProblems: it is missing, cannot be read, or is not UTF-8, with the line.
    """
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise FileProblems(str(path), [Problem(1, "file", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileProblems(str(path), [Problem(line, "file", "not UTF-8; save it as UTF-8")]) from error


def _problems(located: Located, i: int, entry: Any) -> list[Problem]:
    line, where = located.line((i,)), f"entry {i + 1}"
    if not isinstance(entry, dict):
        return [Problem(line, where, f"is no mapping; valid fields: {', '.join(FIELDS)}")]
    found = [Problem(line, where, f"lacks {name!r}") for name in FIELDS if name not in entry]
    found += [
        Problem(located.line((i, name)), where, f"unknown field {name!r}; valid: {', '.join(FIELDS)}")
        for name in entry
        if name not in FIELDS
    ]
    nested = [
        Problem(located.line((i, name)), where, f"{name!r} is a list or a mapping; valid: one value")
        for name in FIELDS
        if isinstance(entry.get(name), list | dict)
    ]
    if nested:
        return [*found, *nested]
    table = entry.get("table")
    if "table" in entry and table not in KEYS:
        found.append(Problem(located.line((i, "table")), where, f"no table {table!r}; valid: {', '.join(KEYS)}"))
    elif "column" in entry and table in KEYS and entry["column"] not in TABLES[table].columns:
        columns = ", ".join(TABLES[table].columns)
        found.append(
            Problem(located.line((i, "column")), where, f"{table} has no {entry['column']!r}; valid: {columns}")
        )
    return found


def _correction(entry: dict[str, Any]) -> Correction:
    return Correction(
        source=entry["source"],
        table=entry["table"],
        row=str(entry["row"]),
        column=entry["column"],
        old=entry["from"],
        new=entry["to"],
        reason=str(entry["reason"]),
        reported=str(entry["reported"]),
    )


def correct(con: duckdb.DuckDBPyConnection, corrections: tuple[Correction, ...]) -> None:
    """Apply corrections to rows that were just loaded; the row's note keeps what the source says.

    Raises:
        EvidenceError: the source no longer has the row, or no longer says what the correction corrects.
    """
    for entry in corrections:
        key, kind = KEYS[entry.table], TABLES[entry.table].columns[entry.column]
        place = f"{key} = ? AND {LOADED_BY} = ?"
        found = con.execute(
            f"SELECT {entry.column}, {entry.column} IS NOT DISTINCT FROM ?::{kind} FROM {entry.table} WHERE {place}",
            [entry.old, entry.row, entry.source],
        ).fetchone()
        if found is None or not found[1]:
            says = "has no such row" if found is None else f"says {found[0]!r}"
            raise EvidenceError(
                f"correction of {entry.source!r}, {entry.table} {entry.row!r}, {entry.column}: expected "
                f"{entry.old!r}, the source {says}; valid: what the source says; next: if the publisher corrected it, "
                f"remove the entry from {CORRECTIONS.name}"
            )
        note = f"corrected here: {entry.column} was {entry.old!r} in the source ({entry.reason})"
        noted = ", note = concat_ws('; ', nullif(note, ''), ?)" if "note" in TABLES[entry.table].columns else ""
        values = [entry.new, *([note] if noted else []), entry.row, entry.source]
        con.execute(f"UPDATE {entry.table} SET {entry.column} = ?::{kind}{noted} WHERE {place}", values)
        if entry.table == "event":
            con.execute(f"UPDATE event SET parties = {PARTIES} WHERE {place}", [entry.row, entry.source])
