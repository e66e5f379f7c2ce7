"""From a question to the SQL of an engine, made once and kept; Ibis is loaded with the first one. Runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from multifront.errors import EvidenceError, unknown_name
from multifront.evidence.query.asked import LISTINGS, ListingQuery, Query
from multifront.evidence.query.moulds import filled, mould_of

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

DIALECTS = ("duckdb", "pyspark")
"""The engines whose SQL is made."""

KEPT = 512
"""So many compiled queries are kept; each is a text of a few hundred letters, more where it lists ids."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The SQL of a question in one dialect, over tables of the schema's names, and its columns with their types."""

    sql: str
    dialect: str
    table: str
    columns: tuple[tuple[str, str], ...]

    def arrow_schema(self) -> pyarrow.Schema:
        """The columns as an Arrow schema, the same for every engine."""
        from multifront.evidence.query import expressions

        return expressions.arrow_schema(self.columns)


@lru_cache(maxsize=KEPT)
def compile_query(query: Query, dialect: str = "duckdb") -> Compiled:
    """The SQL of a question for an engine; values stand in it as literals that are escaped for the dialect.

    Args:
        query: what is asked, such as `EventQuery(subtypes=["patrol"])`.
        dialect: `duckdb` or `pyspark`.

    Returns:
        The SQL with its columns.

    Raises:
        EvidenceError: the dialect or the listing is unknown.

    Example:
        >>> from multifront.evidence.query import CountQuery, compile_query
        >>> compile_query(CountQuery("event")).sql
        'SELECT COUNT(*) AS "n" FROM "event" AS "t0"'
    """
    if dialect not in DIALECTS:
        raise EvidenceError(unknown_name("dialect", dialect, DIALECTS, "next: pass one of them"))
    if isinstance(query, ListingQuery) and query.name not in LISTINGS:
        raise EvidenceError(unknown_name("listing", query.name, LISTINGS, "next: pass one of them"))
    mould, names = mould_of(query)
    sql, columns = _compiled(mould, dialect)
    return Compiled(filled(sql, names), dialect, query.table, columns)


@lru_cache(maxsize=KEPT)
def _compiled(mould: Query, dialect: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The SQL of a mould and its columns; Ibis takes a hundredth of a second a question, most of what asking costs."""
    from multifront.evidence.query import expressions

    return expressions.sql_of(mould, dialect)
