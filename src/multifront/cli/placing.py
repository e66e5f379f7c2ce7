"""The options that say which evidence a command means, as one argument of the command. Opens nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from multifront.cli.output import AsOfOption, EvidenceOption, day
from multifront.workbench.place import Place

AsOfEditionOption = Annotated[
    str | None,
    typer.Option("--as-of-edition", metavar="DAY", help="use no row of a copy made after this day, strictly"),
]
StoreOption = Annotated[
    Path | None,
    typer.Option("--store", help="file of a user's store, united with the shipped evidence (or set MULTIFRONT_STORE)"),
]
OPTIONS = {"as_of": AsOfOption, "as_of_edition": AsOfEditionOption, "evidence": EvidenceOption, "file": StoreOption}
"""The options, by the name of their parameter."""

EVERYTHING = Place()
"""The shipped evidence and the store of the environment, cut at nothing: what a command means that is told nothing."""


def placed(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `OPTIONS` in the place of its argument `place`, which gets what they say.

    Args:
        command: a function with a parameter `place`; the options stand where it stands.
    """
    signature = inspect.signature(command, eval_str=True)
    parameters: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        parameters += _options(parameter) if name == "place" else [parameter]

    @wraps(command)
    def call(**given: Any) -> None:
        as_of, edition, folder, file = (given.pop(name) for name in OPTIONS)
        place = Place(day(as_of), folder, day(edition, "--as-of-edition"), file)
        command(**given, place=place)

    call.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # read by typer
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call


def _options(place: inspect.Parameter) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(name, place.kind, default=None, annotation=annotation) for name, annotation in OPTIONS.items()
    ]
