"""The shipped folder, written from a loaded store: checked Parquet files and a manifest. No parsing, no loading.

It also holds what a load needs to insert vote counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
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
from multifront.evidence.query import compile_query
from multifront.evidence.relations import ATTACHED
from multifront.evidence.replacing import built_beside
from multifront.evidence.schema import COUNTS, FRAME, LOADED_BY, STARTER_TABLES, TABLES, VERSION
from multifront.evidence.terms import TERMS, Shipped, barred, counts_by_origin, read_shipped, read_terms
from multifront.evidence.typed import create, insert_rows
from multifront.evidence.userfile import LoadRecord, UserFile

FROM_STORE = tuple(name for name in STARTER_TABLES if name not in (FRAME.name, "origin"))
"""Tables whose rows are taken as they were loaded; frames and the days of origins follow from them."""


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
class Declared:
    """What a shipped folder is made by: the streams, what of each source is shipped, what may be passed on."""

    streams: Path
    shipped: Path
    terms: Path = TERMS


def write_starter(
    store: Path, declared: Declared, out: Path, progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Write the shipped folder from a store, replacing what is there only once everything is written and checked.

    Args:
        store: the file of a user's store into which the shipped sources were loaded; others in it are left aside.
        declared: the files that say what is shipped.
        out: the folder.
        progress: called with a short line before each step.

    Returns:
        The manifest as written.

    Raises:
        EvidenceError: a source is not in the store, has rows that are not declared as shipped or may not be passed on,
            a stream selects nothing, an origin has no row, or the disk is full. The folder stays as it was.
    """
    shipped = read_shipped(declared.shipped)
    user = UserFile(store)
    try:
        return _written(user, shipped, declared, out, progress)
    except (duckdb.Error, OSError) as error:
        reason = " ".join(str(error).split())[:500]
        raise EvidenceError(
            f"evidence folder {str(out)!r} was not written, it is as before: {reason}; valid: a folder that you may "
            "write, room on the disk; next: put that right and build again"
        ) from error
    finally:
        user.close()


def _written(
    user: UserFile, shipped: tuple[Shipped, ...], declared: Declared, out: Path, progress: Callable[[str], None]
) -> dict[str, Any]:
    loads = _loads(user, shipped)
    with duckdb.connect() as con, built_beside(out) as folder:
        user.attach(con)
        con.execute("SET threads = 1")
        _views(con, [source.source for source in shipped])
        _refuse_undeclared(con, shipped)
        _refuse_barred(con, declared.terms)
        create(con, FRAME.name, FRAME.columns)
        declared_streams = streams.read_streams(declared.streams)
        insert_rows(con, FRAME, [_frame(con, row) for row in declared_streams], folder)
        _check_origins(con)
        entries = {name: _write_table(con, folder, name, progress) for name in STARTER_TABLES}
        manifest = _manifest(entries, [row["stream"] for row in declared_streams], loads)
        (folder / NAME).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def _loads(user: UserFile, shipped: tuple[Shipped, ...]) -> list[LoadRecord]:
    held = {load.source: load for load in user.loads}
    if lost := [source.source for source in shipped if source.source not in held]:
        raise EvidenceError(
            f"store {str(user.path)!r} lacks {', '.join(lost)}, which the starter ships; valid: a store with every "
            f"source of shipped.yaml; next: multifront evidence build --mirror DIR --store {user.path} {' '.join(lost)}"
        )
    return [held[source.source] for source in shipped]


def _views(con: duckdb.DuckDBPyConnection, sources: list[str]) -> None:
    """The rows of these sources under the names of their tables; an origin is public from the first of these rows."""
    chosen = f"{LOADED_BY} IN ({', '.join(_text(source) for source in sources)})"
    for name in FROM_STORE:
        cells = ", ".join(STARTER_TABLES[name].columns)
        con.execute(f"CREATE VIEW {name} AS SELECT {cells} FROM {ATTACHED}.{name} WHERE {chosen}")
    named = " UNION ALL ".join(
        f"SELECT {column} AS o, public_from AS p FROM {name}"
        for name, column in (("event", "unnest(origin_ids)"), ("observation", "unnest(origin_ids)"))
    )
    con.execute(
        f"CREATE TABLE first_row AS SELECT o, min(p) AS p FROM "
        f"({named} UNION ALL SELECT origin_id, public_from FROM vote_pair "
        "UNION ALL SELECT origin_id, public_from FROM roll_call) GROUP BY o"
    )
    create(con, "origin", STARTER_TABLES["origin"].columns)
    con.execute(
        f"INSERT INTO origin BY NAME SELECT * EXCLUDE (public_from, {LOADED_BY}, o, p), p AS public_from "
        f"FROM {ATTACHED}.origin LEFT JOIN first_row ON o = id WHERE {chosen} ORDER BY id"
    )


def _refuse_undeclared(con: duckdb.DuckDBPyConnection, shipped: tuple[Shipped, ...]) -> None:
    """Every row of a source is in a table, and of an indicator, that the source is declared to ship."""
    troubles = []
    for source in shipped:
        own = f"WHERE {LOADED_BY} = {_text(source.source)}"
        for name in (table for table in TABLES if table != "origin"):
            listed = source.tables.get(name)
            if listed == ():
                continue
            what = "indicator" if listed else _text(f"rows of {name}")
            found = con.execute(f"SELECT DISTINCT {what} FROM {ATTACHED}.{name} {own} ORDER BY 1").fetchall()
            troubles += [f"{source.source} has {value}" for (value,) in found if not listed or value not in listed]
    if troubles:
        raise EvidenceError(
            f"not declared as shipped: {'; '.join(troubles[:8])}; valid: what starter/shipped.yaml names; next: "
            "name it there with the reason under which it may be shipped, or leave the source out"
        )


def _refuse_barred(con: duckdb.DuckDBPyConnection, terms: Path) -> None:
    """No row is of an origin whose rows may not be passed on."""
    rules = read_terms(terms)
    for name in FROM_STORE:
        counts = dict(con.execute(counts_by_origin(name)).fetchall())
        if found := barred(name, counts, rules):
            origin, reason = next(iter(found.items()))
            raise EvidenceError(
                f"table {name!r}: {counts[origin]:,} row(s) of origin {origin!r} may not be shipped: {reason}; valid: "
                f"origins that {terms.name} lets pass; next: leave the source out of starter/shipped.yaml"
            )


def _check_origins(con: duckdb.DuckDBPyConnection) -> None:
    """Every origin of the shipped sources has a row, and every row of theirs has its origin among them."""
    _none(con, "SELECT id FROM origin WHERE public_from IS NULL ORDER BY id", "origins without a row")
    missing_origins(con, {name: name for name in STARTER_TABLES if name != "origin"}, "origin")


def _write_table(
    con: duckdb.DuckDBPyConnection, folder: Path, name: str, progress: Callable[[str], None]
) -> dict[str, Any]:
    table = STARTER_TABLES[name]
    progress(f"writing {table.file}")
    path = folder / table.file
    con.execute(
        f"COPY (SELECT {', '.join(table.columns)} FROM {name} ORDER BY {', '.join(table.order)}) TO {_text(str(path))} "
        "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 1000000)"
    )
    return entry(con, path, table)


def _manifest(entries: dict[str, Any], names: list[str], loads: list[LoadRecord]) -> dict[str, Any]:
    inputs = {path: digest for load in loads for path, digest in load.inputs.items()}
    return {
        "schema_version": VERSION,
        "tables": entries,
        "streams": sorted(names),
        "inputs": dict(sorted(inputs.items())),
        "parsers": sorted(load.parser for load in loads),
    }


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


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
    span = (row["selection"], row["start_date"], row["end_date"])
    from_series = streams.threshold(row["selection"]) is not None
    chosen = compile_query(streams.of_series(*span) if from_series else streams.selected(*span))
    ends = "period_end" if from_series else "date_end"
    found = con.execute(
        "SELECT list_sort(list_distinct(flatten(list(origin_ids)))), min(public_from), max(edition_date), "
        f"bool_or(public_from = edition_date AND {ends} < edition_date) "
        f"FROM ({chosen.sql})"
    ).fetchone()
    if found is None or not found[0]:
        raise EvidenceError(f"stream {row['stream']!r} selects no row; next: check its selection in streams.yaml")
    return {**row, "origin_ids": found[0], "public_from": found[1], "edition_date": found[2], "undated": found[3]}


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
