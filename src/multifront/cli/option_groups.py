"""Options that belong together, declared as the fields of one frozen dataclass and handed over as one argument."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of each group that it takes, in the group's place; the command gets the group.

    Args:
        command: a function; a parameter whose annotation is a dataclass with annotated fields is a group.
    """
    signature = inspect.signature(command, eval_str=True)
    groups = {name: p.annotation for name, p in signature.parameters.items() if _is_group(p.annotation)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        parameters += _options(parameter) if name in groups else [parameter]

    @wraps(command)
    def call(**given: Any) -> None:
        made = {n: group(**{f.name: given.pop(f.name) for f in fields(group)}) for n, group in groups.items()}
        command(**given, **made)

    call.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # read by typer
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call


def _is_group(annotation: Any) -> bool:
    """A dataclass every field of which says how it is asked for."""
    if not (isinstance(annotation, type) and is_dataclass(annotation)):
        return False
    return all(hasattr(hint, "__metadata__") for hint in get_type_hints(annotation, include_extras=True).values())


def _options(group: inspect.Parameter) -> list[inspect.Parameter]:
    hints = get_type_hints(group.annotation, include_extras=True)
    return [
        inspect.Parameter(field.name, group.kind, default=field.default, annotation=hints[field.name])
        for field in fields(group.annotation)
    ]
