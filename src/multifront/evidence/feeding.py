"""Files of lines into table `event` in one pass: unfit lines and ids that stand already are set aside. No parsing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import duckdb

from multifront.errors import EvidenceError
from multifront.evidence.fitness import check_query
from multifront.evidence.schema import LOADED_BY, PARTIES, RECORDS, TABLES
from multifront.evidence.typed import filled
from multifront.evidence.userfile import UserFile

FEW = 200_000
"""Up to so many different first fields of unfit lines are looked up one by one; beyond, the file is read again."""

UNFIT = "multifront_unfit"
"""Name of the SQL function that hears the first field of each unfit line, and gives false."""

EARLIER = "the event id stands on an earlier line of this load"
ELSEWHERE = "the event id stands already, from "
"""Why a line is set aside though nothing is wrong with it: of one id the row that was there first stays."""


class LinesOnce(Protocol):
    """A file of lines that is read once; see `multifront.sources.harvest.Lines`, which fits."""

    @property
    def query(self) -> str:
        """The fit lines; the first field of each other one is handed to the SQL function `UNFIT`."""

    @property
    def numbered(self) -> str:
        """The fit lines, with their `line`."""

    @property
    def file(self) -> str:
        """What the file is called in the list of rows set aside."""

    @property
    def texts(self) -> str:
        """Line and text of all."""

    @property
    def aside(self) -> Callable[[frozenset[str], Path], str]:
        """From first fields and a folder to the query of the lines set aside."""


class Fed(Protocol):
    """Events of one file: the lines, and the query of those set aside for a file that is nearly all unfit."""

    @property
    def lines(self) -> LinesOnce | None:
        """The lines."""

    @property
    def rejects(self) -> str:
        """All lines set aside (source, file, line, reason, text)."""


@contextmanager
def streaming(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Joins keep their right side in memory, never the left one, which is a file.

    The optimizer takes any text file for a few dozen rows, and would hold all of it in memory instead of the small
    table of codes that it is joined to.
    """
    con.execute("SET disabled_optimizers = 'build_side_probe_side'")
    try:
        yield
    finally:
        con.execute("RESET disabled_optimizers")


def own_columns(table: str, source: str) -> str:
    """SQL of the columns that a store has besides those of a table, for rows of a load; it begins with a comma."""
    private = f", {PARTIES} AS parties" if table == "event" else ""
    return f"{private}, {quoted(source)} AS {LOADED_BY}"


def quoted(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


class _Unfit:
    """Hears of unfit lines: how many, and their different first fields as long as these are few."""

    def __init__(self) -> None:
        self.count = 0
        self.fields: set[str] = set()

    def hear(self, field: str) -> bool:
        """Note one line; false, so that a filter drops it."""
        self.count += 1
        if len(self.fields) <= FEW:
            self.fields.add(field)
        return False


def insert_lines(con: duckdb.DuckDBPyConnection, fed: Fed, source: str, folder: Path) -> None:
    """The fit lines into `event`, each other one as a row set aside.

    Args:
        con: connection in a transaction, whose current database is the store.
        fed: the file.
        source: name of the load.
        folder: where a file may stand meanwhile.

    Raises:
        EvidenceError: the query does not fit the table, or a line is in neither place.
    """
    lines, unfit = _lines(fed), _Unfit()
    con.create_function(UNFIT, unfit.hear, ["VARCHAR"], "BOOLEAN", side_effects=True)
    try:
        check_query(con, TABLES["event"], lines.query)
        with streaming(con):
            con.execute(
                f"INSERT INTO event BY NAME SELECT {filled(TABLES['event'])} {own_columns('event', source)} "
                f"FROM ({lines.query})"
            )
    finally:
        con.remove_function(UNFIT)
    if not unfit.count:
        return
    few = len(unfit.fields) <= FEW
    with streaming(con):
        aside = insert_rejects(con, lines.aside(frozenset(unfit.fields), folder) if few else fed.rejects, source)
    if aside != unfit.count:
        raise EvidenceError(
            f"{unfit.count} lines of {source!r} are no events, and {aside} were set aside; valid: as many; "
            "next: load it again: the file changed while it was read"
        )


def insert_rejects(con: duckdb.DuckDBPyConnection, query: str, source: str) -> int:
    """Rows set aside (source, file, line, reason, text) into the records of the store; gives how many."""
    cells = ", ".join(f'"{column}"' for column in RECORDS["reject"] if column != LOADED_BY)
    own = f"{quoted(source)} AS {LOADED_BY}"
    done = con.execute(f"INSERT INTO reject BY NAME SELECT {cells}, {own} FROM ({query})").fetchone()
    return int(done[0]) if done else 0


def set_doubles_aside(con: duckdb.DuckDBPyConnection, files: Sequence[Fed], source: str) -> None:
    """Of rows with one id the first stays: that of another load, else that on the first line; the rest are set aside.

    Args:
        con: connection in a transaction, after `insert_lines` of all files.
        files: those files, in order.
        source: name of the load.
    """
    con.execute("CREATE OR REPLACE TEMP TABLE doubled (event_id VARCHAR, held_by VARCHAR)")
    con.execute(
        f"INSERT INTO doubled SELECT t.event_id, any_value(x.{LOADED_BY}) FROM event t JOIN event x "
        f"ON x.event_id = t.event_id AND x.{LOADED_BY} <> $1 WHERE t.{LOADED_BY} = $1 GROUP BY ALL",
        [source],
    )
    con.execute(
        f"INSERT INTO doubled SELECT event_id, '' FROM event WHERE {LOADED_BY} = $1 AND hash(event_id) IN "
        f"(SELECT hash(event_id) FROM event WHERE {LOADED_BY} = $1 GROUP BY 1 HAVING count(*) > 1) "
        "AND event_id NOT IN (SELECT event_id FROM doubled) GROUP BY event_id HAVING count(*) > 1",
        [source],
    )
    if not con.execute("SELECT 1 FROM doubled LIMIT 1").fetchone():
        return
    con.execute(
        f"DELETE FROM event WHERE {LOADED_BY} = ? AND event_id IN (SELECT event_id FROM doubled)",
        [source],
    )
    with streaming(con):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE claimed AS SELECT *, held_by = '' AND 1 = row_number() OVER "
            f"(PARTITION BY event_id ORDER BY part, line) AS stays FROM ({_claims(files)})"
        )
        for part, fed in enumerate(files):
            _settle(con, part, _lines(fed), source)
    con.execute("DROP TABLE doubled; DROP TABLE claimed")


def _claims(files: Sequence[Fed]) -> str:
    """Every line whose id stands more than once: part, line, event_id, held_by, and what its row says of its file."""
    return " UNION ALL ".join(
        f"SELECT {part} AS part, line, event_id, held_by, origin_ids[1] AS origin FROM ({_lines(fed).numbered}) "
        "JOIN doubled USING (event_id)"
        for part, fed in enumerate(files)
    )


def _settle(con: duckdb.DuckDBPyConnection, part: int, lines: LinesOnce, source: str) -> None:
    """The rows that stay back into the table, the others set aside with the text of their line."""
    stay = f"line IN (SELECT line FROM claimed WHERE part = {part} AND stays)"
    columns = ", ".join(TABLES["event"].columns)
    con.execute(
        f"INSERT INTO event BY NAME SELECT {filled(TABLES['event'])} {own_columns('event', source)} "
        f"FROM (SELECT {columns} FROM ({lines.numbered}) WHERE {stay})"
    )
    why = f"CASE WHEN held_by = '' THEN {quoted(EARLIER)} ELSE {quoted(ELSEWHERE)} || held_by END"
    insert_rejects(
        con,
        f"SELECT origin AS source, {quoted(lines.file)} AS file, line, {why} AS reason, text "
        f"FROM ({lines.texts}) JOIN claimed USING (line) WHERE part = {part} AND NOT stays",
        source,
    )


def repeated(path: Path, source: str) -> int:
    """How many lines of a load are set aside because their event id stands already.

    Args:
        path: the file of the store.
        source: name of the load.

    Raises:
        EvidenceError: the store cannot be read.
    """
    user = UserFile(path)
    try:
        again = f"(reason = {quoted(EARLIER)} OR starts_with(reason, {quoted(ELSEWHERE)}))"
        (found,) = user.select(f"SELECT count(*) AS n FROM reject WHERE {LOADED_BY} = {quoted(source)} AND {again}")
    finally:
        user.close()
    return int(found["n"])


def _lines(fed: Fed) -> LinesOnce:
    if fed.lines is None:
        raise EvidenceError("rows that are no lines of a file cannot be loaded as such; next: check the parser")
    return fed.lines
