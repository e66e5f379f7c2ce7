"""What runs compiled queries: DuckDB, which the store uses, and Spark, an extra. They run SQL and know no table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from multifront.domain import Row
from multifront.errors import EvidenceError, unknown_name
from multifront.evidence.query.asked import Query
from multifront.evidence.query.compiling import compile_query
from multifront.evidence.query.results import Rows
from multifront.evidence.schema import TABLES

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]


class Engine(Protocol):
    """Runs SQL of one dialect over tables that have the names and columns of the schema."""

    @property
    def dialect(self) -> str:
        """One of `compiling.DIALECTS`."""

    def rows(self, sql: str) -> list[Row]:
        """Rows as dicts."""

    def arrow(self, sql: str) -> pyarrow.Table:
        """Rows as an Arrow table, of the engine's own types."""


class DuckDBEngine:
    """DuckDB: a connection in which the tables are; `instead` names relations that stand in the place of tables."""

    dialect = "duckdb"

    def __init__(self, con: duckdb.DuckDBPyConnection, instead: Mapping[str, str] | None = None) -> None:
        self._con = con
        self._instead = ", ".join(f'"{name}" AS ({relation})' for name, relation in (instead or {}).items())

    def _told(self, sql: str) -> str:
        """The query with the relations before it: a name of theirs hides the table of that name."""
        if not self._instead:
            return sql
        more = sql.removeprefix("WITH ")
        return f"WITH {self._instead}{' ' if more == sql else ', '}{more}"

    def rows(self, sql: str) -> list[Row]:
        """Rows as dicts."""
        result = self._con.execute(self._told(sql))
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def arrow(self, sql: str) -> pyarrow.Table:
        """Rows as an Arrow table."""
        return self._con.sql(self._told(sql)).to_arrow_table()

    def columns(self, sql: str) -> dict[str, Any]:
        """Columns as numpy arrays."""
        return dict(self._con.execute(self._told(sql)).fetchnumpy())


class SparkEngine:
    """Spark: a session in which the tables are temporary views; made by `spark_engine`."""

    dialect = "pyspark"

    def __init__(self, session: Any) -> None:
        self._session = session

    def rows(self, sql: str) -> list[Row]:
        """Rows as dicts."""
        return list(self.arrow(sql).to_pylist())

    def arrow(self, sql: str) -> pyarrow.Table:
        """Rows as an Arrow table."""
        return self._session.sql(sql).toArrow()


def duckdb_engine(con: duckdb.DuckDBPyConnection) -> DuckDBEngine:
    """DuckDB as an engine.

    Args:
        con: a connection that has the tables asked for, or views of their names.

    Returns:
        The engine, for `run`.

    Raises:
        Nothing of its own.
    """
    return DuckDBEngine(con)


def spark_engine(session: Any, files: Mapping[str, Path | str] | None = None) -> SparkEngine:
    """Spark as an engine; needs the extra `spark`.

    Args:
        session: a `pyspark.sql.SparkSession`.
        files: table name -> Parquet file or folder, of which temporary views are made; left out, the session has
            tables or views of these names already.

    Returns:
        The engine, for `run`.

    Raises:
        EvidenceError: a table is not one of the schema, or its file lacks a column.
    """
    for name, path in (files or {}).items():
        if name not in TABLES:
            raise EvidenceError(unknown_name("table", name, sorted(TABLES), "next: see docs/evidence.md"))
        frame = session.read.parquet(str(path))
        if missing := [column for column in TABLES[name].columns if column not in frame.columns]:
            raise EvidenceError(
                f"{str(path)!r} lacks columns of table {name!r}: {', '.join(missing)}; "
                f"valid: {', '.join(TABLES[name].columns)}; next: write it from this table"
            )
        frame.select(*TABLES[name].columns).createOrReplaceTempView(name)
    return SparkEngine(session)


def run(query: Query, engine: Engine) -> Rows:
    """The answer of an engine to a question; the same rows, order and types whichever engine it is.

    Args:
        query: what is asked, such as `EventQuery(subtypes=["patrol"])`.
        engine: `duckdb_engine(...)` or `spark_engine(...)`.

    Returns:
        The rows, read when first looked at.

    Raises:
        EvidenceError: the engine speaks a dialect that is not known.

    Example:
        >>> import duckdb
        >>> from multifront.evidence import STARTER
        >>> from multifront.evidence.query import EventQuery, duckdb_engine, run
        >>> con = duckdb.connect()
        >>> _ = con.execute(f"CREATE VIEW event AS FROM read_parquet('{STARTER}/event.parquet')")
        >>> rows = run(EventQuery(only=["CHN", "RUS"], between=("2019-07-01", "2019-07-31")), duckdb_engine(con))
        >>> [row["subtype"] for row in rows]
        ['joint_bomber_patrol']
    """
    made = compile_query(query, engine.dialect)
    return Rows(lambda: engine.rows(made.sql), lambda: engine.arrow(made.sql).cast(made.arrow_schema()))
