"""The options --window, --lag and --span, which mean the same in every test of dates. Nothing is tested here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from multifront.cli.output import day

SpanOption = Annotated[
    tuple[str, str] | None,
    typer.Option("--span", metavar="FIRST LAST", help="first and last day on which all lists were counted"),
]


@dataclass(frozen=True, slots=True)
class Window:
    """Window and lag in days, and the span, as a command is told them."""

    window: Annotated[int, typer.Option("--window", min=0, help="days after an event in which another counts")] = 7
    lag: Annotated[int, typer.Option("--lag", help="days by which the window begins later; negative looks back")] = 0
    span: SpanOption = None


A_WEEK = Window()
"""Within seven days, over the time that the lists share."""


def days_of(span: tuple[str, str] | None) -> tuple[date, date] | None:
    """The two days of --span, or None.

    Raises:
        UsageError: one is not a day of the calendar.
    """
    found = [day(text, "--span") for text in span or ()]
    return (found[0], found[1]) if len(found) == 2 and found[0] and found[1] else None
