"""How a number that a reader sees walks back to rows, source and seed; and sentences whose numbers carry that walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from multifront.domain.evidence import Selection


@dataclass(frozen=True, slots=True)
class Trace:
    """The record behind one number (or one picture): value, unit, the call that made it, rows, assumption.

    `value` is a number, a text, or a list of numbers for a picture. `how` names the function and its arguments.
    """

    id: str
    value: Any
    unit: str
    how: str
    selections: tuple[Selection, ...] = ()
    origin_ids: tuple[str, ...] = ()
    seed: int | None = None
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown: the text that a reader sees and the id of the trace that it is checked against."""

    trace_id: str
    shown: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with its numbers left out: `{name}` stands for the figure of that name.

    The template itself holds no number except dates and names that contain digits (7th Fleet, t7).
    """

    template: str
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return self.template.format_map({name: figure.shown for name, figure in self.figures.items()})
