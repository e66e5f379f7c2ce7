"""Loading one source into a user's store in one transaction: all of it, checked, or nothing. No parsing."""

from __future__ import annotations

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
from multifront.evidence.content import content_hash
from multifront.evidence.corrections import CORRECTIONS, Correction, correct, read_corrections
from multifront.evidence.current import fingerprint
from multifront.evidence.feeding import (
    LinesOnce,
    insert_lines,
    insert_rejects,
    own_columns,
    quoted,
    set_doubles_aside,
)
from multifront.evidence.fitness import check_query, check_rows
from multifront.evidence.relations import ATTACHED
from multifront.evidence.schema import LOADED_BY, RECORDS, TABLES
from multifront.evidence.typed import filled, insert_rows
from multifront.evidence.userfile import LoadRecord, UserFile, attach, check_layout, locked, make_file, records
from multifront.evidence.writing import VoteColumns, insert_votes

MEMORY = "1GB"
"""How much memory DuckDB may use for a load; what does not fit goes into a folder beside the store meanwhile."""


@dataclass(frozen=True, slots=True)
class Query:
    """Rows of a table as one DuckDB query, and those set aside as another (source, file, line, reason, text).

    Where `lines` is given, it is read instead, once, and ids that stand already are set aside.
    """

    table: str
    query: str
    rejects: str = ""
    lines: LinesOnce | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one source gives: rows by table, votes, queries, and what they were read from by which parser.

    `prepare` makes the queries of a load only once it is known to be needed, given a folder that is removed afterwards.
    `shared` says that several loads have the same origins: one that is there already, or that no row names, is left.
    """

    source: str
    parser: str
    inputs: Mapping[str, str]
    rows: Mapping[str, Iterable[Row]]
    votes: Sequence[VoteColumns] = ()
    queries: Sequence[Query] = ()
    prepare: Callable[[Path], Sequence[Query]] | None = None
    shared: bool = False
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
    with writing(path, batch.source) as (con, beside):
        held = {record.source: record for record in records(con)}.get(batch.source)
        if held is not None and held.fingerprint == mark:
            con.execute("DELETE FROM gap WHERE source = ?", [batch.source])
            return held, False
        con.execute("BEGIN")
        con.execute("DELETE FROM gap WHERE source = ?", [batch.source])
        _replace(con, batch, beside)
        correct(con, fixes)
        _cite(con, batch)
        check_rows(con, batch.source)
        record = _record(con, batch, fixes, mark)
        if batch.confirm is not None:
            batch.confirm()
        con.execute("COMMIT")
    return record, True


@contextmanager
def writing(path: Path, source: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection that alone may write, and a folder beside the store; trouble becomes an error that names source.

    A connection that is closed before COMMIT, by an error or by the end of the process, leaves the last good state.
    """
    with locked(path, write=True):
        try:
            make_file(path)
            with _beside(path) as folder, duckdb.connect() as con:
                con.execute(f"SET memory_limit = '{MEMORY}'")
                con.execute(f"SET temp_directory = {quoted(str(folder / 'spilled'))}")
                con.execute("SET preserve_insertion_order = false")
                attach(con, path, write=True)
                con.execute(f"USE {ATTACHED}")
                check_layout(con, path)
                yield con, folder
        except EvidenceError as error:
            raise EvidenceError(f"source {source!r} was not loaded, the store is as before: {error}") from error
        except (duckdb.Error, OSError, MemoryError) as error:
            reason = " ".join(str(error).split())[:500] or type(error).__name__
            raise EvidenceError(
                f"source {source!r} was not loaded, the store {str(path)!r} is as before: {reason}; valid: a readable "
                "source, a store made by this version, room on the disk; next: put that right and run the same again"
            ) from error


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    prefix = f".{path.name}-load-"
    for left in path.parent.glob(f"{prefix}*"):  # by a process that was killed: we alone may write now
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as folder:
        yield Path(folder)


def _replace(con: duckdb.DuckDBPyConnection, batch: Batch, beside: Path) -> None:
    for name in (*TABLES, "reject", "citation"):
        con.execute(f"DELETE FROM {name} WHERE {LOADED_BY} = ?", [batch.source])
    for name, rows in batch.rows.items():
        insert_rows(con, TABLES[name], rows, beside, own_columns(name, batch.source))
    for part in batch.votes:
        insert_votes(con, part, own_columns("vote_pair", batch.source))
    queries = [*batch.queries, *(batch.prepare(beside) if batch.prepare else ())]
    for bulk in queries:
        if bulk.lines is not None:
            insert_lines(con, bulk, batch.source, beside)
            continue
        table = TABLES[bulk.table]
        check_query(con, table, bulk.query)
        own = own_columns(bulk.table, batch.source)
        con.execute(f"INSERT INTO {bulk.table} BY NAME SELECT {filled(table)} {own} FROM ({bulk.query})")
        if bulk.rejects:
            insert_rejects(con, bulk.rejects, batch.source)
    if files := [bulk for bulk in queries if bulk.lines is not None]:
        set_doubles_aside(con, files, batch.source)


def _cite(con: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Which origins the rows of a source name, and from when; an origin is public from its first row."""
    for name, table in TABLES.items():
        if name != "origin":
            grouped = f"SELECT {table.origins} AS o, min(public_from) AS p FROM {name} WHERE {LOADED_BY} = ? GROUP BY 1"
            named = "unnest(o)" if table.columns[table.origins].endswith("[]") else "o"
            con.execute(
                f"INSERT INTO citation SELECT ?, o, min(p) FROM (SELECT {named} AS o, p FROM ({grouped})) GROUP BY o",
                [batch.source, batch.source],
            )
    if batch.shared:
        con.execute(
            f"DELETE FROM origin WHERE {LOADED_BY} = $1 AND (id NOT IN (SELECT origin_id FROM citation) "
            f"OR id IN (SELECT id FROM origin WHERE {LOADED_BY} <> $1))",
            [batch.source],
        )
    con.execute(
        "UPDATE origin SET public_from = coalesce((SELECT min(first_public) FROM citation "
        "WHERE origin_id = origin.id), edition_date)"
    )


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
