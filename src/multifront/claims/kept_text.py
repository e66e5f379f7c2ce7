"""What judging gave as plain text and back, so that it can be kept between runs. Knows no files and judges nothing.

Only values that the table below names and the data types of our own layers are written, and only those are read: a
text can name no function, and nothing of it is run.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from pydantic import BaseModel

LAYERS = tuple(f"multifront.{layer}." for layer in ("domain", "claims", "alignment", "timing", "contingency"))
"""Where the data types stand whose values are kept."""

ARRAYS = "biufSUM"
"""Kinds of numpy arrays that are kept: everything but Python objects."""


def as_text(value: Any) -> str:
    """A value as JSON that `from_text` reads back as an equal value of the same types.

    Args:
        value: plain values, dates, numpy arrays, tuples, lists, dicts, sets and data types of our layers, nested.

    Raises:
        TypeError: something in it is of another type, such as a function or a type of a plug-in.
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Any:
    """The value that was written.

    Args:
        text: from `as_text`.

    Raises:
        ValueError: the text is not such JSON, or names a type that is not kept or has other fields.
    """
    try:
        return _value(json.loads(text))
    except (LookupError, TypeError, AttributeError, ImportError, RecursionError) as error:
        raise ValueError(f"no kept value: {error}") from error


def _plain(value: Any) -> Any:
    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return value
    if kind is tuple:
        return [_plain(one) for one in value]
    if kind is dict:
        return {"dict": [[_plain(key), _plain(one)] for key, one in value.items()]}
    if kind in (list, set, frozenset):
        members = sorted(value) if kind is not list else value
        return {kind.__name__: [_plain(one) for one in members]}
    if kind is date:
        return {"date": value.isoformat()}
    if isinstance(value, np.ndarray | np.generic) and kind.__module__ == "numpy":
        return _array(value)
    if _kept(kind):
        return {"of": f"{kind.__module__}:{kind.__qualname__}", "is": _fields(value)}
    raise TypeError(f"a value of {kind.__module__}.{kind.__qualname__} is not kept")


def _array(value: np.ndarray[Any, Any] | np.generic) -> dict[str, Any]:
    if value.dtype.kind not in ARRAYS:
        raise TypeError(f"an array of {value.dtype} is not kept")
    written = base64.b64encode(np.asarray(value).tobytes()).decode()
    shape = list(value.shape) if isinstance(value, np.ndarray) else None
    return {"array": value.dtype.str, "shape": shape, "bytes": written}


def _kept(kind: type) -> bool:
    """A data type of one of our layers."""
    ours = f"{kind.__module__}.".startswith(LAYERS)
    return ours and (is_dataclass(kind) or issubclass(kind, BaseModel))


def _fields(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    return {name: _plain(getattr(value, name)) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) else tuple(one.name for one in fields(kind))


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(one) for one in plain)
    if not isinstance(plain, dict):
        return plain
    if "of" in plain:
        return _made(_type(plain["of"]), {name: _value(one) for name, one in plain["is"].items()})
    if "array" in plain:
        return _read_array(plain)
    ((name, inner),) = plain.items()
    return READ[name](inner)


READ: Mapping[str, Callable[[Any], Any]] = {
    "dict": lambda inner: {_value(key): _value(one) for key, one in inner},
    "list": lambda inner: [_value(one) for one in inner],
    "set": lambda inner: {_value(one) for one in inner},
    "frozenset": lambda inner: frozenset(_value(one) for one in inner),
    "date": date.fromisoformat,
}
"""How each marked value is read."""


def _read_array(plain: Mapping[str, Any]) -> Any:
    dtype = np.dtype(plain["array"])
    if dtype.kind not in ARRAYS:
        raise ValueError(f"an array of {dtype} is not kept")
    flat = np.frombuffer(base64.b64decode(plain["bytes"], validate=True), dtype).copy()
    return flat[0] if plain["shape"] is None else flat.reshape(plain["shape"])


@cache
def _type(name: str) -> type:
    """The data type of that name, where it is one that is kept."""
    module, _, path = name.partition(":")
    if not f"{module}.".startswith(LAYERS):
        raise ValueError(f"{name!r} is no type that is kept")
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    if not isinstance(found, type) or not _kept(found) or f"{found.__module__}:{found.__qualname__}" != name:
        raise ValueError(f"{name!r} is no type that is kept")
    return found


def _made(kind: type, given: dict[str, Any]) -> Any:
    if set(given) != set(_names(kind)):
        raise ValueError(f"{kind.__qualname__} has the fields {', '.join(_names(kind))}; found {', '.join(given)}")
    if issubclass(kind, BaseModel):
        return kind.model_construct(**given)
    made = object.__new__(kind)
    for name, one in given.items():
        object.__setattr__(made, name, one)
    return made
