"""The answer to a query: rows to walk through, the same as Arrow, pandas or a DuckDB relation. Asks nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from multifront.domain import Row

if TYPE_CHECKING:
    import duckdb
    import pandas  # type: ignore[import-untyped]
    import pyarrow  # type: ignore[import-untyped]

SHOWN = 3


class Rows(Sequence[Row]):
    """Rows as dicts in their order; a sequence that reads when first looked at, and equal to a list of the same rows.

    Each form is read from the engine when it is first asked for, and kept.
    """

    __hash__ = None  # type: ignore[assignment]  # as a list: equal to lists, so not a key

    def __init__(self, rows: Callable[[], list[Row]], table: Callable[[], pyarrow.Table]) -> None:
        self._read = rows
        self._read_table = table

    @cached_property
    def _rows(self) -> list[Row]:
        return self._read()

    @cached_property
    def _table(self) -> pyarrow.Table:
        return self._read_table()

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """One row, or several as a list."""
        return self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        """The rows, one after the other."""
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same rows in the same order."""
        return self._rows == list(other) if isinstance(other, list | Rows) else NotImplemented

    def __repr__(self) -> str:
        """A few rows, and how many there are."""
        more = f", ... {len(self)} rows" if len(self) > SHOWN else ""
        return f"Rows({', '.join(map(repr, self._rows[:SHOWN]))}{more})"

    def arrow(self) -> pyarrow.Table:
        """The rows as an Arrow table; an empty one keeps its columns and their types."""
        return self._table

    def pandas(self) -> pandas.DataFrame:
        """The rows as a pandas frame: dates as datetime64, lists as numpy arrays, missing as NaN or NaT."""
        return self._table.to_pandas(date_as_object=False)

    def relation(self) -> duckdb.DuckDBPyRelation:
        """The rows as a relation of a DuckDB database of its own, which reaches neither the store nor any file."""
        import duckdb

        settings: dict[str, Any] = {"enable_external_access": "false", "lock_configuration": "true"}
        return duckdb.connect(config=settings).from_arrow(self._table)
