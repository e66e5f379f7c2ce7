"""Exporting cut tables as Parquet or CSV in a Frictionless Data Package, with citations. No STIX, no descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from multifront.errors import EvidenceError, UsageError, unknown_name
from multifront.evidence.cut import Cut
from multifront.evidence.package import (
    Export,
    LeftOut,
    Package,
    Resource,
    refuse_foreign,
    table_resource,
    write_package,
)
from multifront.evidence.replacing import built_beside
from multifront.evidence.schema import TABLES, Table
from multifront.evidence.store import EvidenceStore
from multifront.evidence.terms import barred, counts_by_origin, named_origins, read_terms

FORMS = ("parquet", "csv")
RISKY = "^[=+@\\t\\r-]"
"""How a cell begins that a spreadsheet would run as a formula."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One table of an export: what is written of it, and what is left out."""

    table: Table
    where: str
    left_out: tuple[LeftOut, ...]


def export_tables(
    evidence: EvidenceStore,
    out: Path | str,
    form: str = "parquet",
    *,
    tables: Sequence[str] = (),
    private: bool = False,
) -> Export:
    """Write tables of the evidence into a folder: one file a table, `datapackage.json`, and the citations.

    Rows are those of the cut, in the order of their table, so the same evidence gives the same bytes. Rows of an origin
    that may not be passed on (`evidence/terms.yaml`) are left out and named. The table of origins is always there, with
    exactly the origins that the written rows name.

    Args:
        evidence: the evidence, cut at a day or not.
        out: the folder; it must not be there, be empty, or be an export.
        form: `parquet` or `csv`. In a CSV file a list is a JSON array and a missing value an empty cell.
        tables: names of tables; empty takes all that hold a row.
        private: write also what may not be passed on, for the user alone; the package says so.

    Returns:
        What was written and what was left out.

    Raises:
        UsageError: no such form, or `out` holds something else than an export.
        EvidenceError: a table is unknown, the user's store has changed, or a file cannot be written; `out` is as
            before.

    Example:
        >>> import tempfile
        >>> from multifront.evidence import export_tables, open_evidence
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     made = export_tables(open_evidence(), f"{folder}/out", "csv", tables=["event"])
        >>> [one.name for one in made.resources]
        ['origin', 'event']
    """
    folder = Path(out)
    if form not in FORMS:
        raise UsageError(unknown_name("form of tables", form, FORMS, "next: pass one of these"))
    if lost := [name for name in tables if name not in TABLES]:
        raise EvidenceError(unknown_name("table", lost[0], sorted(TABLES), "next: multifront evidence list tables"))
    refuse_foreign(folder)
    with writing_to(folder), _reopened(evidence) as cut, built_beside(folder) as building:
        return _export(evidence, cut, _Request(building, folder, form, tuple(tables), private))


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """What goes wrong on the disk inside becomes an error that says what to do.

    Raises:
        EvidenceError: in place of an error of the system or of the database.
    """
    try:
        yield
    except (duckdb.Error, OSError) as error:
        reason = " ".join(str(error).split())[:500]
        raise EvidenceError(
            f"export to {str(folder)!r} was not written: {reason}; valid: a folder that may be written, with room on "
            "the disk; next: put that right and run the same again"
        ) from error


@dataclass(frozen=True, slots=True)
class _Request:
    """Where an export is built and will stand, and what is asked for."""

    building: Path
    folder: Path
    form: str
    tables: tuple[str, ...]
    private: bool


@contextmanager
def _reopened(evidence: EvidenceStore) -> Iterator[Cut]:
    cut = evidence.cut.reopened()
    try:
        yield cut
    finally:
        cut.close()


def _export(evidence: EvidenceStore, cut: Cut, asked: _Request) -> Export:
    spill = str(asked.building.with_name("spill")).replace("'", "''")
    cut.values("origin", f"SET temp_directory = '{spill}'")
    cut.values("origin", "SET threads = 1")  # more would let the row groups of a file depend on chance
    pieces = [_piece(cut, name, asked.private) for name in _chosen(cut, asked.tables)]
    pieces = [_cited(cut, pieces), *pieces]
    resources = [_write(cut, piece, asked) for piece in pieces]
    where = pieces[0].where
    origins = [name for (name,) in cut.values("origin", f"SELECT id FROM origin WHERE {where} ORDER BY id")]
    left_out = tuple(left for piece in pieces for left in piece.left_out)
    package = Package("evidence tables", tuple(resources), left_out, asked.private)
    notes = _risky(cut, pieces) if asked.form == "csv" else ()
    write_package(asked.building, package, evidence, origins)
    return Export(asked.folder, tuple(resources), left_out, notes)


def _chosen(cut: Cut, tables: Sequence[str]) -> list[str]:
    """The tables besides that of origins, in the order of the schema."""
    asked = tables or [
        name for name in TABLES if name != "origin" and cut.values(name, f"SELECT 1 FROM {name} LIMIT 1")
    ]
    return [name for name in TABLES if name in asked and name != "origin"]


def _piece(cut: Cut, name: str, private: bool) -> _Piece:
    counts: Mapping[str, int] = {} if private else dict(cut.values(name, counts_by_origin(name)))
    found = barred(name, counts, read_terms())
    left_out = tuple(LeftOut(name, origin, counts[origin], reason) for origin, reason in found.items())
    if not found:
        return _Piece(TABLES[name], "true", ())
    ids = "[" + ", ".join("'" + origin.replace("'", "''") + "'" for origin in found) + "]"
    column = TABLES[name].origins
    many = TABLES[name].columns[column].endswith("[]")
    where = f"NOT list_has_any({column}, {ids})" if many else f"NOT list_contains({ids}, {column})"
    return _Piece(TABLES[name], where, left_out)


def _cited(cut: Cut, pieces: Sequence[_Piece]) -> _Piece:
    """The origins that the written rows name; all of the cut where no other table is written."""
    cut.values("origin", "CREATE TABLE cited (id VARCHAR)")
    for piece in pieces:
        name = piece.table.name
        cut.values(name, f"INSERT INTO cited SELECT DISTINCT {named_origins(name)} FROM {name} WHERE {piece.where}")
    return _Piece(TABLES["origin"], "id IN (SELECT id FROM cited)" if pieces else "true", ())


def _write(cut: Cut, piece: _Piece, asked: _Request) -> Resource:
    table = piece.table
    path = asked.building / f"{table.name}.{asked.form}"
    cells = ", ".join(_csv_cell(table, c) for c in table.columns) if asked.form == "csv" else ", ".join(table.columns)
    options = "FORMAT csv, HEADER, NEW_LINE '\\r\\n'" if asked.form == "csv" else "FORMAT parquet, COMPRESSION zstd"
    order = ", ".join(f"{table.name}.{column}" for column in table.order)
    target = str(path).replace("'", "''")
    query = f"COPY (SELECT {cells} FROM {table.name} WHERE {piece.where} ORDER BY {order}) TO '{target}' ({options})"
    ((rows,),) = cut.values(table.name, query)
    return table_resource(path, table, rows)


def _csv_cell(table: Table, column: str) -> str:
    return f"to_json({column})::VARCHAR AS {column}" if table.columns[column].endswith("[]") else column


def _risky(cut: Cut, pieces: Sequence[_Piece]) -> tuple[str, ...]:
    """Texts are written as they are; this says how many of them a spreadsheet might run as formulas."""
    found: dict[str, int] = {}
    for piece in pieces:
        name = piece.table.name
        texts = [column for column, kind in piece.table.columns.items() if kind == "VARCHAR"]
        counts = ", ".join(f"count_if(regexp_matches({column}, '{RISKY}'))" for column in texts)
        ((*cells,),) = cut.values(name, f"SELECT {counts} FROM {name} WHERE {piece.where}")
        found |= {f"{name}.{column}": count for column, count in zip(texts, cells, strict=True) if count}
    if not found:
        return ()
    named = ", ".join(f"{name} {count:,}" for name, count in found.items())
    return (
        f"cells that a spreadsheet may run as formulas, because they begin with = + - or @: {named}; import as text",
    )
