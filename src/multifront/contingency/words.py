"""What a word of the scenario language is: a number's place, quantity, default and meaning. The words are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One number of the language: where it stands, its quantity, what holds if it is absent (None: it must stand)."""

    key: str
    quantity: str
    default: float | None
    meaning: str
