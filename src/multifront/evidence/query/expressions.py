"""Each question as one Ibis expression over tables that no engine has bound. The only module that knows Ibis' types.

Arrays are compared through Ibis' own array functions, values become literals that Ibis escapes for the dialect, and
each answer has a full order, so that two engines give the same rows one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, reduce, singledispatch
from operator import or_
from typing import Any

import ibis  # type: ignore[import-untyped]
import ibis.expr.types as ir  # type: ignore[import-untyped]

from multifront.evidence.query.asked import (
    CountQuery,
    DistinctQuery,
    EventQuery,
    LaterQuery,
    ListingQuery,
    MonthQuery,
    ObservationQuery,
    Query,
    RollCallQuery,
    RowQuery,
    VoteQuery,
    VoteRowQuery,
)
from multifront.evidence.schema import COUNTS, KEYS, TABLES

TYPES = {
    **{"VARCHAR": "string", "VARCHAR[]": "array<string>", "DATE": "date", "BOOLEAN": "boolean", "DOUBLE": "float64"},
    **{"TINYINT": "int8", "SMALLINT": "int16", "INTEGER": "int32"},
}
"""The types of the schema in Ibis' words."""

LISTS = "VARCHAR[]"
BASE = 65 * (1024 + 32 + 1)
"""What the letters AAA come to: three letters of five bits each."""


class _SparkOptions(ibis.config.Config):  # type: ignore[misc]  # Ibis has no types
    """The options that Ibis sets once its own Spark backend is loaded, with their defaults; we only compile for it."""

    treat_nan_as_null: bool = False


def sql_of(query: Query, dialect: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The SQL of a question in a dialect, and its columns with their types in Ibis' words."""
    if ibis.options.pyspark is None:
        ibis.options.pyspark = _SparkOptions()
    found = _expression(query)
    columns = tuple((name, str(kind)) for name, kind in found.schema().items())
    return str(ibis.to_sql(found, dialect=dialect, pretty=False)), columns


def arrow_schema(columns: tuple[tuple[str, str], ...]) -> Any:
    """The columns as a pyarrow.Schema."""
    return ibis.schema(dict(columns)).to_pyarrow()


@cache
def _table(name: str) -> ir.Table:
    return ibis.table({column: TYPES[kind] for column, kind in TABLES[name].columns.items()}, name=name)


@singledispatch
def _expression(query: Any) -> ir.Table:
    raise TypeError(f"no expression for {type(query).__name__}")


def _ordered(table: ir.Table, conditions: list[Any], name: str) -> ir.Table:
    chosen = table.filter(conditions) if conditions else table
    return chosen.order_by(list(TABLES[name].order))


def _texts(values: tuple[str, ...]) -> ir.ArrayValue:
    return ibis.literal(list(values), type="array<string>")


@_expression.register
def _events(query: EventQuery) -> ir.Table:
    table = _table("event")
    return _ordered(table, _which(table, query), "event")


def _which(table: ir.Table, query: EventQuery) -> list[Any]:
    span = _span(table.date_start, table.date_start, query)
    return [*_acts(table, query), *_sides(table, query), *span, *_cut(table, query)]


@_expression.register
def _months(query: MonthQuery) -> ir.Table:
    table = _table("event")
    conditions = _which(table, query.of)
    chosen = table.filter(conditions) if conditions else table
    month = chosen.date_start.truncate("M").cast("date")
    return chosen.group_by(month=month).agg(events=lambda t: t.count()).order_by("month")


def _acts(table: ir.Table, query: EventQuery) -> Iterator[Any]:
    if not query.planned:
        yield table.occurred != "planned"
    for column, names in (
        ("subtype", query.subtypes),
        ("plover_type", query.types),
        ("date_precision", query.precision),
    ):
        if names:
            yield table[column].isin(names)
    if query.origins is not None:
        yield _any(table.origin_ids, tuple(query.origins))
    if query.note:
        yield table.note.contains(query.note)
    if query.without:
        yield ~table.event_id.isin(query.without)


def _sides(table: ir.Table, query: EventQuery) -> Iterator[Any]:
    yield from (table.initiators.contains(name) for name in query.initiators)
    yield from (table.targets.contains(name) for name in query.targets)
    yield from (table.initiators.contains(name) | table.targets.contains(name) for name in query.parties)
    if query.only:
        yield table.initiators.sort() == _texts(tuple(sorted(query.only)))
    if query.any_initiator:
        yield _any(table.initiators, tuple(query.any_initiator))


def _any(column: ir.ArrayColumn, names: tuple[str, ...]) -> ir.BooleanValue:
    """One of these is in the list; nothing is in an empty choice."""
    return column.intersect(_texts(names)).length() > 0 if names else ibis.literal(False)


def _span(first: ir.DateColumn, last: ir.DateColumn, query: EventQuery | ObservationQuery) -> Iterator[Any]:
    begin, end = query.between
    if begin is not None:
        yield first >= _day(begin)
    if end is not None:
        yield last <= _day(end)


def _cut(table: ir.Table, query: EventQuery | ObservationQuery) -> Iterator[Any]:
    if query.as_of is not None:
        yield table.public_from <= _day(query.as_of)
    if query.as_of_edition is not None:
        yield table.edition_date <= _day(query.as_of_edition)


def _day(value: date | str) -> ir.DateScalar:
    return ibis.literal(value, type="date")


@_expression.register
def _observations(query: ObservationQuery) -> ir.Table:
    table = _table("observation")
    names = ("indicator", "actor", "partner", "definition_id")
    given = [table[name] == getattr(query, name) for name in names if getattr(query, name)]
    dated = list(_span(table.period_start, table.period_end, query))
    if dated:
        dated += [table.period_start.notnull(), table.period_end.notnull()]
    return _ordered(table, [*given, *dated, *_cut(table, query)], "observation")


@_expression.register
def _rows(query: RowQuery) -> ir.Table:
    table = _table(query.table)
    if query.ids is None:
        return _ordered(table, [], query.table)
    return _ordered(table, [_texts(query.ids).contains(table[KEYS[query.table]])], query.table)


@_expression.register
def _distinct(query: DistinctQuery) -> ir.Table:
    table = _table(query.table)
    if query.equal:
        table = table.filter([table[column] == value for column, value in query.equal])
    kinds = TABLES[query.table].columns
    shown = {name: table[name].unnest() if kinds[name] == LISTS else table[name] for name in query.columns}
    found = table.select(**shown).distinct().order_by(list(query.columns))
    return found.limit(query.limit) if query.limit else found


@_expression.register
def _votes(query: VoteQuery) -> ir.Table:
    table = _table("vote_pair")
    if query.pair is not None:
        table = table.filter([table.state_a == query.pair[0], table.state_b == query.pair[1]])
    return table.select("year", *COUNTS, state_a=_code(table.state_a), state_b=_code(table.state_b))


def _code(state: ir.StringColumn) -> ir.IntegerColumn:
    second, third = state.right(2).ascii_str(), state.right(1).ascii_str()
    return (state.ascii_str() * 1024 + second * 32 + third - BASE).cast("int32")


@_expression.register
def _vote_rows(query: VoteRowQuery) -> ir.Table:
    table = _table("vote_pair")
    named = [table.state_a.isin(query.first), table.state_b.isin(query.second), table.year.isin(query.years)]
    return _ordered(table, named, "vote_pair")


@_expression.register
def _roll_calls(query: RollCallQuery) -> ir.Table:
    table = _table("roll_call")
    kinds = {
        "resolution": ~(table.amendment | table.paragraph),
        "amendment": table.amendment,
        "paragraph": table.paragraph,
    }
    conditions = [reduce(or_, [kinds[kind] for kind in query.only])] if query.only else []
    if query.years is not None:
        conditions += [table.year >= query.years[0], table.year <= query.years[1]]
    return _ordered(table, conditions, "roll_call")


@_expression.register
def _later(query: LaterQuery) -> ir.Table:
    table, column = _table(query.table), TABLES[query.table].origins
    later = table.filter(table.edition_date > _day(query.day))
    named = later[column].unnest() if TABLES[query.table].columns[column] == LISTS else later[column]
    return later.select(origin=named).group_by("origin").agg(n=lambda t: t.count()).order_by("origin")


@_expression.register
def _count(query: CountQuery) -> ir.Table:
    return _table(query.table).agg(n=lambda t: t.count())


@_expression.register
def _listing(query: ListingQuery) -> ir.Table:
    table = _table(query.table)
    if query.name == "streams":
        names = ("stream", "title", "counted_by", "start_date", "end_date", "coverage", "joint", "refusal")
        return table.select(*names).order_by("stream")
    if query.name == "origins":
        names = ("id", "producer", "title", "edition", "licence", "published", "reliability", "link")
        return table.select(*names).order_by("id")
    by = ["indicator", "actor", "partner", "definition_id", *(["unit"] if query.name == "indicators" else [])]
    first, last = table.period_start.min(), table.period_end.max()
    return table.group_by(by).agg(first=first, last=last, n=table.count()).order_by(by)
