"""The file of a user's store: creating it, one writer at a time, reading what it records about itself. No loading."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import duckdb

from multifront.errors import EvidenceError
from multifront.evidence.relations import ATTACHED
from multifront.evidence.schema import RECORDS, STORE_VERSION, TABLES, stored
from multifront.evidence.typed import create

try:
    import fcntl
except ImportError:  # a system without it has DuckDB's own lock alone
    fcntl = None  # type: ignore[assignment]

REBUILD = "multifront evidence build --mirror DIR --store"


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """What the store records of one source: parser, inputs, fingerprint, hash of its rows, edition, counts."""

    source: str
    parser: str
    inputs: dict[str, str]
    corrections: str
    fingerprint: str
    content_hash: str
    edition_date: date | None
    counts: dict[str, int]
    rejects: int


@contextmanager
def locked(path: Path, *, write: bool) -> Iterator[IO[str] | None]:
    """Hold the lock of a store: many may read, or one may write. It ends with the process, however that ends.

    Args:
        path: the file of the store.
        write: True to be the only one.

    Raises:
        EvidenceError: someone else holds it.
    """
    handle = take_lock(path, write=write)
    try:
        yield handle
    finally:
        if handle is not None:
            handle.close()


def take_lock(path: Path, *, write: bool) -> IO[str] | None:
    """As `locked`, for a holder that closes the handle itself; None where the folder allows no lock file."""
    if fcntl is None:
        return None
    beside = path.with_name(path.name + ".lock")
    try:
        handle = beside.open("a+", encoding="utf-8")
    except OSError as error:
        if write:
            raise EvidenceError(
                f"store {str(path)!r} cannot be written ({error.strerror}); valid: a file in a folder that you may "
                "write; next: choose another --store"
            ) from error
        return None
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        handle.seek(0)
        who = handle.read().strip() or "another process reads it"
        handle.close()
        doing = "written" if write else "read"
        raise EvidenceError(
            f"store {str(path)!r} cannot be {doing} now: in use ({who}); valid: one writer, or readers; "
            "next: wait until it has ended, or end it, and try again"
        ) from error
    with suppress(OSError):
        handle.truncate(0)
        if write:
            # past the buffer: on a full disk what stays in it would be an error again when the handle is closed
            os.write(handle.fileno(), f"process {os.getpid()} writes it".encode())
    return handle


def make_file(path: Path) -> None:
    """Create an empty store beside `path` and rename it, unless there is one; on trouble nothing is left.

    The explicit CHECKPOINT fails where the disk is full. The one at closing would not say so, and would leave the
    tables in a log beside, which the rename does not take along.
    """
    if path.exists():
        return
    beside = path.with_name(path.name + ".building")
    try:
        _remove(beside)  # left by a process that was killed
        _fill(beside)
        beside.replace(path)
    except BaseException:
        _remove(beside)
        raise


def _remove(building: Path) -> None:
    for left in (building, building.with_name(building.name + ".wal")):
        left.unlink(missing_ok=True)


def _fill(beside: Path) -> None:
    with duckdb.connect() as con:
        attach(con, beside, write=True)
        con.execute(f"USE {ATTACHED}")
        for name in TABLES:
            create(con, name, stored(name))
        for name, columns in RECORDS.items():
            create(con, name, columns)
        con.execute("INSERT INTO layout VALUES (?)", [STORE_VERSION])
        con.execute(f"CHECKPOINT {ATTACHED}")


def attach(con: duckdb.DuckDBPyConnection, path: Path, *, write: bool = False) -> None:
    """Attach a file under the name `relations.ATTACHED`: DuckDB's own choice, the file's name, may be a word of SQL."""
    quoted = str(path).replace("'", "''")
    con.execute(f"ATTACH '{quoted}' AS {ATTACHED}" + ("" if write else " (READ_ONLY)"))


def check_layout(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The attached file is a store of this layout, with the columns that it should have.

    Raises:
        EvidenceError: it is another database, of another layout, or a column or type differs.
    """
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in con.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = ?", [ATTACHED]
    ).fetchall():
        found.setdefault(table, {})[column] = kind
    wanted = {name: stored(name) for name in TABLES} | RECORDS
    wrong = sorted(name for name, columns in wanted.items() if found.get(name) != columns)
    version = None if "layout" in wrong else con.execute(f"SELECT max(version) FROM {ATTACHED}.layout").fetchone()
    if wrong or version != (STORE_VERSION,):
        trouble = f"tables differ: {', '.join(wrong)}" if wrong else f"it has layout {version and version[0]}"
        raise EvidenceError(
            f"store {str(path)!r} is not of layout {STORE_VERSION}: {trouble}; valid: a file made by this version; "
            f"next: {REBUILD} NEW_FILE"
        )


def records(con: duckdb.DuckDBPyConnection) -> list[LoadRecord]:
    """What the store records of each source, by name."""
    names = list(RECORDS["load"])
    rows = con.execute(f"SELECT {', '.join(names)} FROM {ATTACHED}.load ORDER BY source").fetchall()
    cells: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
    return [
        LoadRecord(**{**row, "inputs": json.loads(row["inputs"]), "counts": json.loads(row["counts"])}) for row in cells
    ]


class UserFile:
    """A user's store opened for reading; others may read it too, nobody may write it until it is closed."""

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            raise EvidenceError(
                f"store {str(path)!r} is a folder; valid: a file made by `evidence build --store`; next: name the file "
                "with --store, or a folder of tables with --evidence"
            )
        if not path.is_file():
            raise EvidenceError(
                f"store {str(path)!r} not found; valid: a file made by `evidence build --store`; next: {REBUILD} {path}"
            )
        self.path = path
        lock = take_lock(path, write=False)
        self._close = weakref.finalize(self, lock.close if lock is not None else bool)
        try:
            with duckdb.connect() as con:
                self.attach(con)
                check_layout(con, path)
                self.loads = records(con)
                self.gaps: dict[str, str] = dict(con.execute(f"FROM {ATTACHED}.gap ORDER BY source").fetchall())
        except BaseException:
            self.close()
            raise
        self.rows: dict[str, int] = {}
        for load in self.loads:
            for name, count in load.counts.items():
                self.rows[name] = self.rows.get(name, 0) + count

    def attach(self, con: duckdb.DuckDBPyConnection) -> None:
        """Attach the file, read-only, under the name `relations.ATTACHED`.

        Raises:
            EvidenceError: it is no database, or cannot be read.
        """
        try:
            attach(con, self.path)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise EvidenceError(
                f"store {str(self.path)!r} cannot be opened ({reason}); valid: a file of `evidence build --store`; "
                f"next: {REBUILD} NEW_FILE"
            ) from error

    def again(self) -> UserFile:
        """The same file opened once more, for a cut of its own.

        Raises:
            EvidenceError: a source was loaded into it since it was opened here, or someone writes it now.
        """
        found = UserFile(self.path)
        if found.loads != self.loads:
            found.close()
            raise EvidenceError(
                f"store {str(self.path)!r} was written since it was opened; valid: the file as it was opened; "
                "next: call open_evidence again"
            )
        return found

    def select(self, query: str) -> list[dict[str, Any]]:
        """Rows of a query of ours over the records of the store (`load`, `reject`), which no cut hides."""
        with duckdb.connect() as con:
            self.attach(con)
            con.execute(f"USE {ATTACHED}")
            result = con.execute(query)
            names = [column[0] for column in result.description or []]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def close(self) -> None:
        """Let others write the file again."""
        self._close()
