"""Writing a store: rows -> checked Parquet files and a manifest, beside the old one and then renamed. No parsing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence import streams
from multifront.evidence.manifest import NAME, entry
from multifront.evidence.schema import COUNTS, EVENT, FRAME, KEYS, STARTER_TABLES, VERSION, VOTE_PAIR
from multifront.evidence.typed import create, insert_rows


@dataclass(frozen=True, slots=True)
class VoteColumns:
    """Vote counts of one origin as columns of length n; `counts` is (n, 12) in the order of `schema.COUNTS`."""

    year: NDArray[np.int16]
    state_a: NDArray[np.str_]
    state_b: NDArray[np.str_]
    counts: NDArray[np.int16]
    origin_id: str
    edition_date: date


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a store: rows by table (origin, event, observation), votes, the streams file, and the inputs."""

    rows: Mapping[str, list[Row]]
    votes: list[VoteColumns]
    streams: Path
    inputs: Mapping[str, str]
    parsers: tuple[str, ...]


def write_store(contents: Contents, out: Path, progress: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Write a store into `out`, replacing what is there only once everything is written and checked.

    Args:
        contents: rows, votes, streams and the record of the inputs.
        out: the folder of the store.
        progress: called with a short line before each step.

    Returns:
        The manifest as written.

    Raises:
        EvidenceError: a row does not fit its table, an id is doubled, a row names an origin that is not there, or the
            disk is full; the old store stays as it was.
    """
    building = out.with_name(out.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    try:
        building.mkdir(parents=True)
        manifest = _build(contents, building, progress)
    except (duckdb.Error, OSError) as error:
        shutil.rmtree(building, ignore_errors=True)
        reason = " ".join(str(error).split())[:500]
        raise EvidenceError(
            f"evidence folder {str(out)!r} was not written, it is as before: {reason}; valid: a folder that you may "
            "write, room on the disk; next: put that right and build again"
        ) from error
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    _swap(building, out)
    return manifest


def _swap(building: Path, out: Path) -> None:
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        building.rename(out)
    except BaseException:
        if old.exists():
            old.rename(out)
        shutil.rmtree(building, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _build(contents: Contents, folder: Path, progress: Callable[[str], None]) -> dict[str, Any]:
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        for name in ("event", "observation"):
            progress(f"table {name}: {len(contents.rows[name])} rows")
            _load_rows(con, folder, name, contents.rows[name])
        progress(f"table vote_pair: {sum(len(v.year) for v in contents.votes)} rows")
        _load_votes(con, contents.votes)
        _load_rows(con, folder, FRAME.name, [_frame(con, row) for row in streams.read_streams(contents.streams)])
        _load_rows(con, folder, "origin", _dated_origins(con, contents.rows["origin"]))
        check(con)
        entries = {}
        for name, table in STARTER_TABLES.items():
            progress(f"writing {table.file}")
            path = folder / table.file
            quoted = str(path).replace("'", "''")
            con.execute(
                f"COPY (SELECT {', '.join(table.columns)} FROM {name} ORDER BY {', '.join(table.order)}) TO '{quoted}' "
                "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 1000000)"
            )
            entries[name] = entry(con, path, table)
    manifest = {
        "schema_version": VERSION,
        "tables": entries,
        "streams": sorted(row["stream"] for row in streams.read_streams(contents.streams)),
        "inputs": dict(sorted(contents.inputs.items())),
        "parsers": sorted(contents.parsers),
    }
    (folder / NAME).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def _load_rows(con: duckdb.DuckDBPyConnection, folder: Path, name: str, rows: Iterable[Row]) -> None:
    create(con, name, STARTER_TABLES[name].columns)
    insert_rows(con, STARTER_TABLES[name], rows, folder)


def _load_votes(con: duckdb.DuckDBPyConnection, votes: list[VoteColumns]) -> None:
    create(con, VOTE_PAIR.name, VOTE_PAIR.columns)
    for part in votes:
        insert_votes(con, part)


def insert_votes(con: duckdb.DuckDBPyConnection, part: VoteColumns, more: str = "") -> None:
    """Insert the vote counts of one origin; a year's counts are public on its last day.

    Args:
        con: connection that has the table.
        part: the counts.
        more: SQL of further columns, which begins with a comma.
    """
    arrays = {
        "year": part.year.astype(np.int16),
        "state_a": part.state_a.astype(object),
        "state_b": part.state_b.astype(object),
        **{name: np.ascontiguousarray(part.counts[:, i]) for i, name in enumerate(COUNTS)},
    }
    con.register("arrays", arrays)
    con.execute(
        f"INSERT INTO vote_pair SELECT year, state_a, state_b, {', '.join(COUNTS)}, ?, "
        f"make_date(year::INT, 12, 31), ? {more} FROM arrays",
        [part.origin_id, part.edition_date],
    )
    con.unregister("arrays")


def _frame(con: duckdb.DuckDBPyConnection, row: Row) -> Row:
    """A declared stream with the origins of its rows; it is public from its first row, its edition is the newest.

    `undated` says that some row has no known day of publication, so that a cut before the edition undercounts.
    """
    chosen = streams.condition(row["selection"], row["start_date"], row["end_date"])
    found = con.execute(
        "SELECT list_sort(list_distinct(flatten(list(origin_ids)))), min(public_from), max(edition_date), "
        "bool_or(public_from = edition_date AND date_end < edition_date) "
        f"FROM {EVENT.name} WHERE {chosen.sql}",
        list(chosen.values),
    ).fetchone()
    if found is None or not found[0]:
        raise EvidenceError(f"stream {row['stream']!r} selects no event; next: check its selection in streams.yaml")
    return {**row, "origin_ids": found[0], "public_from": found[1], "edition_date": found[2], "undated": found[3]}


def _dated_origins(con: duckdb.DuckDBPyConnection, origins: list[Row]) -> list[Row]:
    """Origins with the day from which they are public: that of the first row that they carry."""
    first = dict(
        con.execute(
            "SELECT id, min(public_from) FROM ("
            "SELECT unnest(origin_ids) AS id, public_from FROM event UNION ALL "
            "SELECT unnest(origin_ids), public_from FROM observation UNION ALL "
            "SELECT origin_id, public_from FROM vote_pair) GROUP BY id"
        ).fetchall()
    )
    if unused := sorted(row["id"] for row in origins if row["id"] not in first):
        raise EvidenceError(f"origins without a row: {', '.join(unused[:5])}; next: leave them out")
    return [{**row, "public_from": first[row["id"]]} for row in origins]


def check(con: duckdb.DuckDBPyConnection) -> None:
    """No doubled id, no row without origin, no empty date, no negative span, in the tables of this connection.

    Raises:
        EvidenceError: the first kind of trouble that is found, with the rows.
    """
    for name in (name for name in KEYS if name in STARTER_TABLES):
        key = KEYS[name]
        _none(con, f"SELECT {key} FROM {name} GROUP BY 1 HAVING count(*) > 1", f"{name}: doubled ids")
    for name in ("event", "observation", "frame"):
        _none(con, f"SELECT {KEYS[name]} FROM {name} WHERE len(origin_ids) = 0", f"{name}: rows without origin")
    _none(con, "SELECT event_id FROM event WHERE date_end < date_start", "event: end before start")
    _none(con, "SELECT state_a FROM vote_pair WHERE state_a >= state_b", "vote_pair: states not in order")
    for name in STARTER_TABLES:
        where = "public_from IS NULL OR edition_date IS NULL"
        _none(con, f"SELECT 1 FROM {name} WHERE {where}", f"{name}: rows without dates")
    missing_origins(con, {name: name for name in STARTER_TABLES if name != "origin"}, "origin")


def missing_origins(con: duckdb.DuckDBPyConnection, tables: Mapping[str, str], origin: str) -> None:
    """Every origin that a row names is there.

    Args:
        con: connection.
        tables: table name -> what to read it from.
        origin: what to read the origins from.

    Raises:
        EvidenceError: a row names an origin that is not there.
    """
    for name, relation in tables.items():
        column = STARTER_TABLES[name].origins
        named = f"unnest({column})" if STARTER_TABLES[name].columns[column].endswith("[]") else column
        _none(
            con,
            f"SELECT o FROM (SELECT DISTINCT {named} AS o FROM {relation}) WHERE o NOT IN (SELECT id FROM {origin})",
            f"table {name!r}: rows name origins that are missing",
        )


def _none(con: duckdb.DuckDBPyConnection, query: str, trouble: str) -> None:
    found = [str(row[0]) for row in con.execute(f"{query} LIMIT 5").fetchall()]
    if found:
        raise EvidenceError(f"{trouble}: {', '.join(found)}; valid: none; next: check the parser and build again")
