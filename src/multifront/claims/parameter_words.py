"""The parameters of kinds in words: type, need, default and meaning, nested ones too. Reads models, judges nothing."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

PLAIN = {str: "text", int: "whole number", float: "number", bool: "yes or no", date: "day"}
BOUNDS = {"gt": "above", "ge": "at least", "lt": "below", "le": "at most"}


@dataclass(frozen=True, slots=True)
class ParameterWords:
    """One parameter as readers see it; `path` has a dot for each mapping that it stands in."""

    path: str
    type: str
    needed: bool
    default: str
    meaning: str


def words_of(model: type[BaseModel]) -> list[ParameterWords]:
    """All parameters of a model in order, those of nested mappings below the one that holds them.

    Args:
        model: the parameters of a kind.
    """
    return list(_walk(model, "", ()))


def _walk(model: type[BaseModel], prefix: str, above: tuple[type, ...]) -> Iterator[ParameterWords]:
    for name, info in model.model_fields.items():
        default = "" if info.is_required() else _default(info)
        meaning = info.description or _first_sentence(_nested(info.annotation))
        yield ParameterWords(f"{prefix}{name}", _type(info), info.is_required(), default, meaning)
        inner = _nested(info.annotation)
        if inner is not None and inner not in above:
            many = "[]" if get_origin(_without_none(info.annotation)) is list else ""
            yield from _walk(inner, f"{prefix}{name}{many}.", (*above, inner))


def _default(info: FieldInfo) -> str:
    value = info.get_default(call_default_factory=True)
    if value in (None, "", [], ()):
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _type(info: FieldInfo) -> str:
    bounds = [
        f"{word} {bound:g}"
        for attribute, word in BOUNDS.items()
        for item in info.metadata
        if isinstance(bound := getattr(item, attribute, None), int | float)
    ]
    return ", ".join([_named(info.annotation), *bounds])


def _named(annotation: Any) -> str:
    annotation = _without_none(annotation)
    if annotation in PLAIN:
        return PLAIN[annotation]
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{one}`" for one in inside)
    if origin is list:
        return f"list of {_named(inside[0])}"
    if origin is tuple:
        return " and ".join(_named(one) for one in inside)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "mapping"
    return str(getattr(annotation, "__name__", annotation))


def _without_none(annotation: Any) -> Any:
    """The type of an optional parameter."""
    if get_origin(annotation) in (Union, types.UnionType):
        known = [one for one in get_args(annotation) if one is not type(None)]
        return known[0] if len(known) == 1 else annotation
    return annotation


def _nested(annotation: Any) -> type[BaseModel] | None:
    """The mapping that a parameter is, or is a list of."""
    annotation = _without_none(annotation)
    if get_origin(annotation) in (list, tuple):
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _first_sentence(model: type[BaseModel] | None) -> str:
    text = (model.__doc__ or "").strip() if model is not None else ""
    return text.split("\n", maxsplit=1)[0].rstrip(".")[:1].lower() + text.split("\n", maxsplit=1)[0].rstrip(".")[1:]
