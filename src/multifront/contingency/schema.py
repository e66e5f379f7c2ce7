"""The JSON Schema of scenario files, made from the table of the language, for editors. No checks of its own."""

from __future__ import annotations

import re
from typing import Any

from multifront.contingency.chokepoints import CHOKEPOINTS
from multifront.contingency.fields import NUMBER_FIELDS
from multifront.contingency.language import LANGUAGE, Group
from multifront.contingency.ranges import BY_MASS
from multifront.contingency.words import Field, Word

Schema = dict[str, Any]

PLAIN: dict[str, Schema] = {
    "text": {"type": "string"},
    "day": {"anyOf": [{"type": "string", "format": "date"}, {"type": "integer", "minimum": 0}]},
    "names": {"type": "array", "items": {"type": "string"}},
    "share": {"type": "number", "exclusiveMinimum": -1, "exclusiveMaximum": 1},
    "plain": {"type": "number", "minimum": 0},
    "real": {"type": "number"},
    "truth": {"type": "boolean"},
    "sources": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "group": {"type": ["object", "null"]},
    "entries": {"type": "array"},
}
"""What each kind of key is in JSON; a group given as null is taken away from the scenario that a file extends."""


def scenario_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a scenario file.

    Args:
        None.

    Returns:
        A mapping ready for `json.dumps`. It knows every name, unit, choice and shape of the language. What must stand
        together only `load` knows, since a file that extends another may leave anything out.

    Raises:
        Nothing of its own.

    Assumes:
        An editor reads YAML dates as texts.

    References:
        JSON Schema, draft 2020-12, https://json-schema.org/draft/2020-12/schema.

    Example:
        >>> sorted(scenario_schema()["properties"])[:3]
        ['arms', 'attrition', 'branches']
    """
    top = LANGUAGE[0]
    needed = [field.key for field in top.fields if field.required] + [
        word.key for word in top.words if word.default is None
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "multifront scenario",
        **_object(top),
        "type": "object",
        "if": {"not": {"required": ["extends"]}},
        "then": {"required": needed},
        "else": {"required": ["scenario", "title"]},
        "$defs": {_slug(group, word): _number(group, word) for group in LANGUAGE for word in group.words},
    }


def _object(group: Group) -> Schema:
    """One place: its own keys, with what stands below it filled in."""
    properties = {field.key: _field(group, field) for field in group.fields}
    for word in group.words:
        meaning = f"{word.meaning} (default: {group.default(word)})"
        properties[word.key] = {"$ref": f"#/$defs/{_slug(group, word)}", "description": meaning}
    found: Schema = {**PLAIN["group"], "description": group.meaning, "additionalProperties": False}
    return found | {"properties": properties}


def _field(group: Group, field: Field) -> Schema:
    path = f"{group.path}.{field.key}".strip(".")
    if field.kind == "group":
        return _below(path, field.meaning)
    found: Schema = dict(PLAIN["text"] if field.kind == "choice" else PLAIN[field.kind])
    if field.valid:
        found["enum"] = list(field.valid)
    if field.key == "chokepoints":
        found["items"] = {"anyOf": [{"enum": list(CHOKEPOINTS)}, {"type": "string"}]}
    if field.kind == "entries":
        found["items"] = next(_object(one) for one in LANGUAGE if one.path == path)
    return found | {"description": field.meaning}


def _below(path: str, meaning: str) -> Schema:
    """What stands at a path: a place of the table, or names each with a place below it."""
    exact = next((group for group in LANGUAGE if group.path == path and (group.fields or group.words)), None)
    if exact is not None:
        return _object(exact) | {"description": meaning}
    deeper = path.count(">") + 1
    named = next((g for g in LANGUAGE if g.path.startswith(f"{path}.<") and g.path.count(">") == deeper), None)
    if named is None:
        return {**PLAIN["group"], "description": meaning}
    inner = named.path[: named.path.index(">", len(path)) + 1]
    each = _below(inner, named.meaning)
    found: Schema = {**PLAIN["group"], "description": meaning}
    if named.path == inner and named.names:
        return found | {"properties": dict.fromkeys(named.names, each), "additionalProperties": False}
    return found | {"additionalProperties": each}


def _slug(group: Group, word: Word) -> str:
    """The name of the definition of all numbers of this quantity."""
    amount = word.quantity.split(" or ")[0] in BY_MASS
    return re.sub(r"[^a-z0-9]+", "_", f"{word.quantity} of {group.commodities[0]}" if amount else word.quantity)


def _number(group: Group, word: Word) -> Schema:
    """A number of the language: {low, mode, high, unit, ...} with the units of its quantity."""
    properties: Schema = {}
    for field in NUMBER_FIELDS:
        found = dict(PLAIN["text"] if field.kind == "choice" else PLAIN[field.kind])
        properties[field.key] = (
            found | ({"enum": list(field.valid)} if field.valid else {}) | {"description": field.meaning}
        )
    properties["unit"]["enum"] = group.units(word)
    why = [{"required": [key]} for key in ("source", "assumption", "from")]
    found = {"type": "object", "properties": properties, "additionalProperties": False, "required": ["unit"]}
    return found | {"anyOf": why}
