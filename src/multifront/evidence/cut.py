"""The tables as seen on a day: loaded from verified files, filtered by their dates first. No meaning of rows."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

import duckdb

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence.relations import ATTACHED, Cutoff, Shelves
from multifront.evidence.schema import TABLES

LARGE = 1_000_000
"""A table of the user's store with more rows is read in place by our own queries, and copied only for the user's."""

IN_PLACE = frozenset({"event", "observation", "treaty", "transfer", "statement"})
"""Tables that may be read in place; the others are changed by the cut or must keep their order."""


class Attachment(Protocol):
    """An open user's store: the file that is attached, and how many rows each of its tables holds."""

    rows: dict[str, int]

    def attach(self, con: duckdb.DuckDBPyConnection) -> None:
        """Attach the file, read-only, under the name `relations.ATTACHED`."""

    def close(self) -> None:
        """Let others write the file again."""


class Cut:
    """An in-memory database that only ever holds rows that its cutoff lets through.

    Tables are loaded when first asked for. Before a query of the user runs, all of them are loaded, the user's store is
    detached and the database is shut off from files, so that no query can reach what was filtered away.
    """

    def __init__(self, shelves: Shelves, cutoff: Cutoff, store: Attachment | None = None) -> None:
        self._shelves = shelves
        self.cutoff = cutoff
        self._con = duckdb.connect()
        self._store = store
        self._loaded: set[str] = set()
        self._views: set[str] = set()
        self._locked = False
        if store is not None:
            store.attach(self._con)

    @property
    def as_of(self) -> date | None:
        """Nothing that became public after this day is seen; None means everything."""
        return self.cutoff.as_of

    @property
    def united(self) -> bool:
        """Whether events of a user's store stand beside those of the folder."""
        return "event" in self._shelves.attached

    def load(self, *names: str) -> None:
        """Load these tables, unless they are there."""
        for name in names:
            if name in self._loaded:
                continue
            query = self._shelves.relation(name, self.cutoff)
            if name in IN_PLACE and self._store is not None and self._store.rows.get(name, 0) > LARGE:
                self._con.execute(f"CREATE VIEW {name} AS {query}")
                self._views.add(name)
            else:
                order = f"ORDER BY {', '.join(TABLES[name].order)}" if name in self._shelves.attached else ""
                self._con.execute(f"CREATE TABLE {name} AS SELECT * FROM ({query}) {order}")
            self._loaded.add(name)
            if name == "frame":
                self._cut_frames()

    def _cut_frames(self) -> None:
        """A frame is public from its first row; its end and the origins of its later rows are not known by then."""
        if self.as_of is None:
            return
        self.load("origin")
        self._con.execute(
            "UPDATE frame SET end_date = greatest(least(end_date, ?), start_date), "
            "origin_ids = list_sort(list_intersect(origin_ids, (SELECT list(id) FROM origin)))",
            [self.as_of],
        )

    def source(self, table: str, held: str) -> str:
        """What to select from: the table, or where it is read in place, only the rows of the store that fulfil `held`.

        Args:
            table: a table of the store.
            held: as in `Shelves.relation`.
        """
        self.load(table)
        if table not in self._views:
            return table
        return f"({self._shelves.relation(table, self.cutoff, held)})"

    def rows(self, table: str, where: str = "true", values: list[Any] | None = None, held: str = "true") -> list[Row]:
        """Rows of one table as dicts, in its order; the condition is ours, values are bound; `held` as in `source`."""
        by = ", ".join(TABLES[table].order)
        query = f"SELECT * FROM {self.source(table, held)} WHERE {where} ORDER BY {by}"
        return _dicts(self._con.execute(query, values or []))

    def arrays(self, table: str, columns: str, where: str = "true", values: list[Any] | None = None) -> dict[str, Any]:
        """Columns of one table as numpy arrays in the table's order, straight from the file while it is not loaded.

        Files are written in the order of their table, and reading keeps it, so nothing is sorted here.
        """
        if table in self._shelves.attached:
            self.load(table)
        source = table if table in self._loaded else f"({self._shelves.relation(table, self.cutoff)})"
        query = f"SELECT {columns} FROM {source} WHERE {where}"
        return dict(self._con.execute(query, values or []).fetchnumpy())

    def values(self, table: str, query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Rows of a query over one table as tuples."""
        self.load(table)
        return self._con.execute(query, values or []).fetchall()

    def user_query(self, query: str) -> list[Row]:
        """Rows of a query that a user wrote: one SELECT over the tables, with no way to a file or a setting.

        Raises:
            EvidenceError: the text is not one SELECT, or it cannot be run.
        """
        self._lock()
        try:
            statements = self._con.extract_statements(query)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise EvidenceError(
                    f"query is {len(statements)} statement(s), not one SELECT; valid: SELECT over {', '.join(TABLES)}; "
                    "next: write it as a single SELECT"
                )
            return _dicts(self._con.execute(statements[0]))
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise EvidenceError(
                f"query cannot be run: {reason}; valid: SELECT over {', '.join(TABLES)}; next: see docs/evidence.md"
            ) from error

    def _lock(self) -> None:
        if self._locked:
            return
        self.load(*TABLES)
        for name in sorted(self._views):
            self._con.execute(f"CREATE TABLE {name}_copy AS SELECT * FROM {name}")
            self._con.execute(f"DROP VIEW {name}")
            self._con.execute(f"ALTER TABLE {name}_copy RENAME TO {name}")
        self._views.clear()
        if self._store is not None:
            self._con.execute(f"DETACH {ATTACHED}")
            self._store.close()
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET lock_configuration = true")
        self._locked = True


def _dicts(result: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
