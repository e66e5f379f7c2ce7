"""The tables as seen on a day: loaded from verified files, filtered by public date first. No meaning of rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from multifront.domain import Row
from multifront.errors import EvidenceError
from multifront.evidence.schema import TABLES


class Cut:
    """An in-memory database that only ever holds rows with `public_from` up to `as_of`.

    Tables are loaded when first asked for. Before a query of the user runs, all of them are loaded and the database is
    shut off from files, so that no query can reach what was filtered away.
    """

    def __init__(self, folder: Path, as_of: date | None) -> None:
        self._folder = folder
        self.as_of = as_of
        self._con = duckdb.connect()
        self._loaded: set[str] = set()
        self._locked = False

    def load(self, *names: str) -> None:
        """Load these tables, unless they are there."""
        for name in names:
            if name in self._loaded:
                continue
            where, values = ("WHERE public_from <= ?", [self.as_of]) if self.as_of else ("", [])
            path = str(self._folder / TABLES[name].file)
            self._con.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet(?) {where}", [path, *values])
            self._loaded.add(name)
            if name == "frame" and self.as_of:
                self._cut_frames()

    def _cut_frames(self) -> None:
        """A frame is public from its first row; its end and the origins of its later rows are not known by then."""
        self.load("origin")
        self._con.execute(
            "UPDATE frame SET end_date = greatest(least(end_date, ?), start_date), "
            "origin_ids = list_sort(list_intersect(origin_ids, (SELECT list(id) FROM origin)))",
            [self.as_of],
        )

    def rows(self, table: str, where: str = "true", values: list[Any] | None = None, order: str = "") -> list[Row]:
        """Rows of one table as dicts; the condition is ours, values are bound."""
        self.load(table)
        by = order or ", ".join(TABLES[table].order)
        result = self._con.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY {by}", values or [])
        return _dicts(result)

    def arrays(self, table: str, columns: str, where: str = "true", values: list[Any] | None = None) -> dict[str, Any]:
        """Columns of one table as numpy arrays in the table's order, straight from the file while it is not loaded.

        Files are written in the order of their table, and reading keeps it, so nothing is sorted here.
        """
        given = list(values or [])
        if table in self._loaded:
            query, bound = f"SELECT {columns} FROM {table} WHERE {where}", given
        else:
            cut = "public_from <= ?" if self.as_of else "true"
            query = f"SELECT {columns} FROM read_parquet(?) {table} WHERE {cut} AND {where}"
            bound = [str(self._folder / TABLES[table].file), *([self.as_of] if self.as_of else []), *given]
        return dict(self._con.execute(query, bound).fetchnumpy())

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
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET lock_configuration = true")
        self._locked = True


def _dicts(result: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
