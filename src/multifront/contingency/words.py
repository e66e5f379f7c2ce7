"""What a word of the scenario language is: a number or another key, its place and meaning. The words are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One number of the language: where it stands, its quantity, what holds if it is absent (None: it must stand)."""

    key: str
    quantity: str
    default: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Field:
    """One key that holds no number.

    `kind`: text, day, choice (one of `valid`), names (a list), group (further keys), entries (a list of groups), plain
    (a bare number from 0), share (one from -1 to 1), real (any bare number), truth (true or false), or sources (ids of
    observations). `default`: what holds if it is absent.
    """

    key: str
    kind: str
    meaning: str
    required: bool = False
    valid: tuple[str, ...] = ()
    default: str = ""
