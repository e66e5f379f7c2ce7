"""The JSON Schema of brief.json, made from the types that it is written from. Writes and validates no brief."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

from multifront.domain import (
    CONFIDENCE,
    VERDICTS,
    HypothesisMatrix,
    Origin,
    Phrase,
    Picture,
    ScenarioReport,
    Trace,
    Verdict,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TRACE_NAMES = {"selections": "rows", "origin_ids": "origins"}
_LEFT: Mapping[type[Any], tuple[str, ...]] = {HypothesisMatrix: ("traces",), ScenarioReport: ("traces",)}
"""Fields that stand elsewhere in a brief.json, by type: traces stand together."""
_WORDS: Mapping[str, tuple[str, ...]] = {"verdict": VERDICTS, "confidence": CONFIDENCE}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every brief.json of this version satisfies.

    Returns:
        A mapping ready for `json.dumps`. Nothing beyond what it names may stand in a brief, so that a reader who
        finds a key can look it up here; only rows of evidence and values of traces are open.

    Assumes:
        That a document satisfies it says that its form is right, not that its numbers are.

    References:
        JSON Schema, draft 2020-12, core and validation.

    Example:
        >>> schema()["properties"]["schema"]["const"]
        'multifront.brief/2'
    """
    from multifront.brief.content import Brief
    from multifront.brief.document import SCHEMA

    made: dict[str, Any] = {}
    properties = _of_fields(Brief, made, leave=("cards", "_traces", "published"))
    properties["schema"] = {"const": SCHEMA}
    properties["claims"] = {"type": "array", "items": _claim(made)}
    properties["origins"] = _mapping(_origin(made))
    properties["traces"] = _mapping(_trace(made))
    properties["timeline"] = _of_type(Picture | None, made)
    return {
        "$schema": DIALECT,
        "title": "A brief of multifront",
        "description": "Claims, their verdicts, and the record of every number under `traces`.",
        **_object(properties),
        "$defs": dict(sorted(made.items())),
    }


def _claim(made: dict[str, Any]) -> dict[str, Any]:
    """A claim with its verdict, as `document` writes it."""
    from multifront.brief.content import Card

    words = _of_fields(Card, made, leave=("verdict", "independence"))
    return _object({**words, **_of_fields(Verdict, made, leave=("traces",)), "rests_on": {"type": "string"}})


def _origin(made: dict[str, Any]) -> dict[str, Any]:
    return _object({**_of_fields(Origin, made), "citation": {"type": "string"}})


def _trace(made: dict[str, Any]) -> dict[str, Any]:
    found = _of_fields(Trace, made, leave=("id",))
    return _object({_TRACE_NAMES.get(name, name): value for name, value in found.items()})


def _of_fields(kind: type[Any], made: dict[str, Any], leave: tuple[str, ...] = ()) -> dict[str, Any]:
    """What each field of a dataclass may hold, by name."""
    hints = get_type_hints(kind)
    found = {}
    for item in fields(kind):
        if item.name not in leave:
            words = _WORDS.get(item.name) if hints[item.name] is str else None
            found[item.name] = {"enum": list(words)} if words else _of_type(hints[item.name], made)
    return found


def _of_type(hint: Any, made: dict[str, Any]) -> dict[str, Any]:
    """What a type is in JSON; dataclasses stand once, under `$defs`."""
    if hint is Phrase:
        return _named("Phrase", lambda: _phrase(made), made)
    if is_dataclass(hint) and isinstance(hint, type):
        return _named(hint.__name__, lambda: _object(_of_fields(hint, made, _LEFT.get(hint, ()))), made)
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of_type(one, made) for one in inside]}
    if origin is tuple:
        return {"type": "array", "items": _of_type(inside[0], made)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_of_type(inside[1], made))
    if hint is float:
        return {"anyOf": [{"type": "number"}, {"enum": ["inf", "-inf"]}, {"type": "null"}]}
    plain = {bool: "boolean", int: "integer", str: "string", type(None): "null"}
    if hint is date:
        return {"type": "string", "format": "date"}
    return {"type": plain[hint]} if hint in plain else {}


def _named(name: str, build: Any, made: dict[str, Any]) -> dict[str, Any]:
    """A reference to a definition, which is made when it is first met."""
    if name not in made:
        made[name] = {}
        made[name] = build()
    return {"$ref": f"#/$defs/{name}"}


def _phrase(made: dict[str, Any]) -> dict[str, Any]:
    return _object({"text": {"type": "string"}, **_of_fields(Phrase, made)})


def _mapping(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": dict(sorted(properties.items())),
        "required": sorted(properties),
        "additionalProperties": False,
    }
