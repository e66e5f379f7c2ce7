"""The tables as seen on a day: loaded from verified files, filtered by their dates first. No meaning of rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol, TypeVar

import duckdb

from multifront.errors import EvidenceError
from multifront.evidence.dyads import held
from multifront.evidence.query import Day, DuckDBEngine, Query, Rows, compile_query, run
from multifront.evidence.query.asked import day_of
from multifront.evidence.relations import ATTACHED, Cutoff, Shelves
from multifront.evidence.schema import TABLES

LARGE = 1_000_000
"""A table of the user's store with more rows is read in place by our own queries, and copied only for the user's."""

IN_PLACE = frozenset({"event", "observation", "treaty", "transfer", "statement"})
"""Tables that may be read in place; the others are changed by the cut or must keep their order."""

EARLIER = 8
"""So many earlier cuts are kept beside a cut for the next query of the same day."""

Form = TypeVar("Form")


class Attachment(Protocol):
    """An open user's store: the file that is attached, and how many rows each of its tables holds."""

    rows: dict[str, int]

    def attach(self, con: duckdb.DuckDBPyConnection) -> None:
        """Attach the file, read-only, under the name `relations.ATTACHED`."""

    def again(self) -> Attachment:
        """The same file opened once more; an error if it changed meanwhile."""

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
        self._engine = DuckDBEngine(self._con)
        self._store = store
        self._loaded: set[str] = set()
        self._views: set[str] = set()
        self._earlier: dict[Cutoff, Cut] = {}
        self._locked = False
        if store is not None:
            store.attach(self._con)

    def reopened(self) -> Cut:
        """The same rows in a database of its own, which may still write files; who asks for it closes it.

        Raises:
            EvidenceError: the user's store is being written, or is no longer as it was when it was opened.
        """
        return Cut(self._shelves, self.cutoff, self._store.again() if self._store is not None else None)

    def close(self) -> None:
        """Drop the tables and let the user's store go."""
        self._con.close()
        if self._store is not None:
            self._store.close()

    @property
    def as_of(self) -> date | None:
        """Nothing that became public after this day is seen; None means everything."""
        return self.cutoff.as_of

    @property
    def united(self) -> bool:
        """Whether events of a user's store stand beside those of the folder."""
        return "event" in self._shelves.attached

    def at(self, as_of: Day | None = None, as_of_edition: Day | None = None) -> Cut:
        """The tables as seen on an earlier day: exactly what opening the evidence as of that day would give.

        They are made anew from the files, since a row that this cut does not hold may speak on an earlier day: the
        older edition of a row, or a frame before its later rows.

        Args:
            as_of: last day of publication; None keeps that of this cut.
            as_of_edition: last day of the edition; None keeps that of this cut.

        Raises:
            EvidenceError: a day cannot be read, or is later than that of this cut.
        """
        cutoff = self.cutoff.earlier(day_of("as_of", as_of), day_of("as_of_edition", as_of_edition))
        if cutoff == self.cutoff:
            return self
        found = self._earlier.pop(cutoff, None)
        if found is None:
            found = Cut(self._shelves, cutoff, self._store.again() if self._store is not None else None)
        self._earlier[cutoff] = found
        if len(self._earlier) > EARLIER:
            del self._earlier[next(iter(self._earlier))]
        return found

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

    def ask(self, query: Query) -> Rows:
        """The rows that a question finds in this cut.

        Where the table is read in place, only the rows of the store that can answer are opened.
        """
        self.load(query.table)
        if query.table not in self._views or (narrowed := held(query)) == "true":
            return run(query, self._engine)
        relation = self._shelves.relation(query.table, self.cutoff, narrowed)
        return run(query, DuckDBEngine(self._con, {query.table: relation}))

    def values(self, table: str, statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """What a statement of an export gives, such as a COPY or a setting; questions about rows go through `ask`."""
        self.load(table)
        return self._con.execute(statement, values or []).fetchall()

    def arrays(self, *queries: Query) -> list[dict[str, Any]]:
        """Answers on one table as numpy arrays by column, straight from the file while the table is not loaded.

        The file is written in the order of its table, and reading keeps it, so a query that sorts nothing has it too.
        """
        (table,) = {query.table for query in queries}
        texts = [compile_query(query).sql for query in queries]
        if table in self._loaded or table in self._shelves.attached:
            self.load(table)
            return [self._engine.columns(sql) for sql in texts]
        self._con.execute(f"CREATE VIEW {table} AS {self._shelves.relation(table, self.cutoff)}")
        try:
            return [self._engine.columns(sql) for sql in texts]
        finally:
            self._con.execute(f"DROP VIEW {table}")

    def user_query(self, query: str) -> Rows:
        """Rows of a query that a user wrote: one SELECT over the tables, with no way to a file or a setting.

        It is bound here, so that a wrong name is an error at once; it runs once for each form in which it is read.

        Raises:
            EvidenceError: the text is not one SELECT, or it cannot be run.
        """
        self._lock()
        found = _checked(lambda: self._bound(query))
        return Rows(
            lambda: _checked(lambda: [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]),
            lambda: _checked(found.to_arrow_table),
        )

    def _bound(self, query: str) -> duckdb.DuckDBPyRelation:
        statements = self._con.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise EvidenceError(
                f"query is {len(statements)} statement(s), not one SELECT; valid: SELECT over {', '.join(TABLES)}; "
                "next: write it as a single SELECT"
            )
        return self._con.sql(statements[0])

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


def _checked(read: Callable[[], Form]) -> Form:
    try:
        return read()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise EvidenceError(
            f"query cannot be run: {reason}; valid: SELECT over {', '.join(TABLES)}; next: see docs/evidence.md"
        ) from error
