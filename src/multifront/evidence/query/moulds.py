"""Questions that differ in names alone share one compiled text, into which the names are put. No Ibis, no engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from multifront.evidence.query.asked import EventQuery, ObservationQuery, Query, RowQuery

NAMES: dict[type, tuple[str, ...]] = {
    EventQuery: (
        *("subtypes", "types", "initiators", "targets", "parties", "only", "any_initiator"),
        *("precision", "origins", "without"),
    ),
    ObservationQuery: ("indicator", "actor", "partner", "definition_id"),
    RowQuery: ("ids",),
}
"""The fields of a question that hold names of rows or of what is in them, and nothing that changes its shape."""

PLAIN = re.compile(r"[A-Za-z0-9 _.,:;/+()-]+")
"""Names that every dialect writes as they are, between single quotes; a question with another name is no mould."""

_MARK = "§name "
_PLACE = re.compile(rf"'{_MARK}(\d{{6}})'")

Asked = TypeVar("Asked", bound=Query)


def mould_of(query: Asked) -> tuple[Asked, tuple[str, ...]]:
    """The question with a place for each name, and the names; the question itself and none where it is no mould.

    Places sort as their names do, and equal names have one place: whatever a query does with the order or the
    sameness of names, it does with their places.
    """
    fields = {field: getattr(query, field) for field in NAMES.get(type(query), ())}
    names = sorted({name for value in fields.values() for name in _names(value)})
    if not names or not all(PLAIN.fullmatch(name) for name in names) or _MARK in repr(query):
        return query, ()
    places = {name: f"{_MARK}{rank:06}" for rank, name in enumerate(names)}
    return replace(query, **{field: _placed(value, places) for field, value in fields.items()}), tuple(names)


def filled(sql: str, names: Sequence[str]) -> str:
    """The text of a mould with each name in its place."""
    return _PLACE.sub(lambda found: f"'{names[int(found[1])]}'", sql) if names else sql


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if value else []
    else:
        yield from value or ()


def _placed(value: Any, places: dict[str, str]) -> Any:
    if isinstance(value, str):
        return places.get(value, "")
    return value if value is None else tuple(places[name] for name in value)
