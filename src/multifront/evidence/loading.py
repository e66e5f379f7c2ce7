"""Loading one source into a user's store in one transaction: all of it, checked, or nothing. No parsing."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence.corrections import CORRECTIONS, Correction, correct, read_corrections
from multifront.evidence.current import fingerprint
from multifront.evidence.fitness import check_query, check_rows
from multifront.evidence.relations import ATTACHED
from multifront.evidence.schema import LOADED_BY, RECORDS, TABLES
from multifront.evidence.typed import insert_rows
from multifront.evidence.userfile import LoadRecord, UserFile, attach, check_layout, locked, make_file, records
from multifront.evidence.writing import VoteColumns, insert_votes


@dataclass(frozen=True, slots=True)
class Query:
    """Rows of a table as one DuckDB query, and those set aside as another (source, file, line, reason, text)."""

    table: str
    query: str
    rejects: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one source gives: rows by table, votes, queries, and what they were read from by which parser."""

    source: str
    parser: str
    inputs: Mapping[str, str]
    rows: Mapping[str, Iterable[Row]]
    votes: Sequence[VoteColumns] = ()
    queries: Sequence[Query] = ()
    confirm: Callable[[], None] | None = None
    """Called when all is read and before it is kept: raises where an input changed meanwhile."""


def load_batch(path: Path, batch: Batch, corrections: Path = CORRECTIONS) -> tuple[LoadRecord, bool]:
    """Write one source into a user's store, in place of what that source had there; the file is made if need be.

    Args:
        path: the file of the store.
        batch: what the source gives.
        corrections: YAML file with corrections of known errors.

    Returns:
        The record of the load, and whether anything was written: where parser, inputs, corrections and layout are
        those of the load that is there, nothing is.

    Raises:
        EvidenceError: the store is in use or of another layout, a row is not fit, a file cannot be read, the disk is
            full. The store is as before.
        FileProblems: the corrections cannot be read.
    """
    fixes = read_corrections(batch.source, corrections)
    mark = fingerprint(batch.parser, batch.inputs, fixes)
    with _writing(path, batch.source) as con:
        held = {record.source: record for record in records(con)}.get(batch.source)
        if held is not None and held.fingerprint == mark:
            return held, False
        con.execute("BEGIN")
        _replace(con, batch, path)
        correct(con, fixes)
        _cite(con, batch.source)
        check_rows(con, batch.source)
        record = _record(con, batch, fixes, mark)
        if batch.confirm is not None:
            batch.confirm()
        con.execute("COMMIT")
    return record, True


@contextmanager
def _writing(path: Path, source: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that alone may write; what goes wrong inside becomes an error that names source and reason.

    A connection that is closed before COMMIT, by an error or by the end of the process, leaves the last good state.
    """
    with locked(path, write=True):
        try:
            make_file(path)
            with duckdb.connect() as con:
                attach(con, path, write=True)
                con.execute(f"USE {ATTACHED}")
                con.execute("SET preserve_insertion_order = false")
                check_layout(con, path)
                yield con
        except EvidenceError as error:
            raise EvidenceError(f"source {source!r} was not loaded, the store is as before: {error}") from error
        except (duckdb.Error, OSError, MemoryError) as error:
            reason = " ".join(str(error).split())[:500] or type(error).__name__
            raise EvidenceError(
                f"source {source!r} was not loaded, the store {str(path)!r} is as before: {reason}; valid: a readable "
                "source, a store made by this version, room on the disk; next: put that right and run the same again"
            ) from error


def _replace(con: duckdb.DuckDBPyConnection, batch: Batch, path: Path) -> None:
    own = f", '{batch.source.replace(chr(39), chr(39) * 2)}' AS {LOADED_BY}"
    for name in (*TABLES, "reject", "citation"):
        con.execute(f"DELETE FROM {name} WHERE {LOADED_BY} = ?", [batch.source])
    prefix = f".{path.name}-load-"
    for left in path.parent.glob(f"{prefix}*"):  # by a process that was killed: we alone may write now
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as beside:
        for name, rows in batch.rows.items():
            insert_rows(con, TABLES[name], rows, Path(beside), own)
    for part in batch.votes:
        insert_votes(con, part, own)
    for bulk in batch.queries:
        table = TABLES[bulk.table]
        check_query(con, table, bulk.query)
        con.execute(f"INSERT INTO {bulk.table} BY NAME SELECT {_cells(bulk.table)} {own} FROM ({bulk.query})")
        if bulk.rejects:
            cells = ", ".join(f'"{column}"' for column in RECORDS["reject"] if column != LOADED_BY)
            con.execute(f"INSERT INTO reject BY NAME SELECT {cells} {own} FROM ({bulk.rejects})")


def _cells(table: str) -> str:
    """Columns of a query; a text or a list that is not there is empty, never null, as in the shipped tables."""
    empty = {"VARCHAR": "''", "VARCHAR[]": "[]"}
    return ", ".join(
        f'coalesce("{column}", {empty[kind]}) AS "{column}"' if kind in empty else f'"{column}"::{kind} AS "{column}"'
        for column, kind in TABLES[table].columns.items()
    )


def _cite(con: duckdb.DuckDBPyConnection, source: str) -> None:
    """Which origins the rows of a source name, and from when; an origin is public from its first row."""
    for name, table in TABLES.items():
        if name != "origin":
            named = f"unnest({table.origins})" if table.columns[table.origins].endswith("[]") else table.origins
            con.execute(
                f"INSERT INTO citation SELECT ?, o, min(p) FROM "
                f"(SELECT {named} AS o, public_from AS p FROM {name} WHERE {LOADED_BY} = ?) GROUP BY o",
                [source, source],
            )
    con.execute(
        "UPDATE origin SET public_from = coalesce((SELECT min(first_public) FROM citation "
        "WHERE origin_id = origin.id), edition_date)"
    )


def content_hash(con: duckdb.DuckDBPyConnection, source: str) -> tuple[str, dict[str, int]]:
    """A hash of all rows of a source, whatever their order, and their counts by table.

    `public_from` of an origin is left out, because rows of another source can move it.
    """
    counts, parts = {}, []
    for name in TABLES:
        cells = "* EXCLUDE (public_from)" if name == "origin" else "*"
        found = con.execute(
            f"SELECT count(*), bit_xor(md5_number(t::VARCHAR)) FROM "
            f"(SELECT {cells} FROM {name} WHERE {LOADED_BY} = ?) t",
            [source],
        ).fetchone()
        assert found is not None
        if found[0]:
            counts[name] = int(found[0])
            parts.append(f"{name} {found[0]} {found[1]}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest(), counts


def _record(con: duckdb.DuckDBPyConnection, batch: Batch, fixes: tuple[Correction, ...], mark: str) -> LoadRecord:
    digest, counts = content_hash(con, batch.source)
    newest = " UNION ALL ".join(f"SELECT max(edition_date) AS d FROM {t} WHERE {LOADED_BY} = $1" for t in TABLES)
    edition = con.execute(f"SELECT max(d) FROM ({newest})", [batch.source]).fetchone()
    rejects = con.execute(f"SELECT count(*) FROM reject WHERE {LOADED_BY} = ?", [batch.source]).fetchone()
    assert edition is not None
    assert rejects is not None
    record = LoadRecord(
        source=batch.source,
        parser=batch.parser,
        inputs=dict(sorted(batch.inputs.items())),
        corrections="\n".join(entry.text for entry in fixes),
        fingerprint=mark,
        content_hash=digest,
        edition_date=edition[0],
        counts=counts,
        rejects=int(rejects[0]),
    )
    con.execute("DELETE FROM load WHERE source = ?", [batch.source])
    cells = [getattr(record, name) for name in RECORDS["load"]]
    values = [json.dumps(cell, sort_keys=True) if isinstance(cell, dict) else cell for cell in cells]
    con.execute(f"INSERT INTO load VALUES ({', '.join('?' * len(values))})", values)
    return record


def altered(path: Path) -> list[str]:
    """The sources of a store whose rows are no longer those that were loaded, by name; none where all is well.

    Args:
        path: the file of the store.

    Raises:
        EvidenceError: the store cannot be read.
    """
    user = UserFile(path)
    try:
        with duckdb.connect() as con:
            user.attach(con)
            con.execute(f"USE {ATTACHED}")
            found = {load.source: content_hash(con, load.source)[0] for load in user.loads}
    finally:
        user.close()
    return [load.source for load in user.loads if found[load.source] != load.content_hash]
