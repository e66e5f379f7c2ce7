"""What a coded event holds, and its sides in one line. Nothing is coded here."""

from __future__ import annotations

from dataclasses import dataclass

from multifront.reading.days import DaySpan
from multifront.reading.quantities import Quantity

NO_STATE = "---"
"""Stands for the state of an actor that has none, as CAMEO writes it (`---REB`)."""


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One act that a sentence tells.

    `sources` and `targets` are codes (state, with a sector of CAMEO where a role is named: `CHNMIL`). `type` is
    PLOVER's; `cameo` the CAMEO code where a verb or pattern gives it, else the general code of the type; `subtype` is
    `cameo:<code>` only where a pattern gave it. `day` is None where the sentence names no date. `text[start:end]` of
    the document is the sentence, for a further act of a sentence its clause; `trigger` is the span of the verb.
    `probability` is the model's that an act is told and that it is of this type; `sure` is False below the margins.
    `source_names` and `target_names` are the words
    of the text, one for each code.
    """

    type: str
    cameo: str
    subtype: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    place: str
    day: DaySpan | None
    magnitude: Quantity | None
    status: str
    probability: float
    sure: bool
    start: int
    end: int
    trigger: tuple[int, int] | None
    source_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()


def who_of(event: CodedEvent) -> str:
    """Both sides of an event in one line (`RUSMIL > UKR`), actors without a state by their names."""
    sides = [
        "+".join(name if code.startswith(NO_STATE) else code for code, name in zip(codes, names, strict=True))
        for codes, names in ((event.sources, event.source_names), (event.targets, event.target_names))
    ]
    return " > ".join(sides) if sides[1] else sides[0]
