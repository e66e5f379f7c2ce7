"""Levers of a scenario: what the coalition or the markets may decide otherwise. Reads and runs nothing.

A setting of a lever puts other ranges in the place of some numbers, in the same sampled worlds (a number keeps its
quantile), or makes a decision: the host's consent to the use of bases, the rule on the partner's ships. What a lever
costs is not modelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from multifront.contingency.ranges import Range

KINDS_OF_LEVER = ("stockpiles", "basing", "sanctions", "warning", "commitment")
"""Kinds of levers; `regret.LEVERS` says what each is."""

HOLDERS = ("coalition", "markets")
"""Who may hold a lever. What a challenger or its partner decides is never one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: numbers that it replaces, decisions that it makes, and what it rests on."""

    name: str
    label: str
    numbers: Mapping[str, Range] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever: its kind (`regret.LEVERS`), what it is, who holds it, its settings in the order of the file."""

    name: str
    kind: str
    label: str
    holder: str
    settings: tuple[Setting, ...]
    decides: tuple[str, ...] = ()
    """Numbers that are the decision itself: no fact about them can be found out, since they are chosen."""
