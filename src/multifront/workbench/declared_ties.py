"""The declared list of ties of two states: reading `ties.yaml` and what one entry asks for. Looks nothing up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multifront.errors import EvidenceError

KINDS = ("indicator", "share", "listed", "stream", "cases", "facts")


@dataclass(frozen=True, slots=True)
class Declared:
    """One entry: its group, what it asks (`kind` and `asked`), its title, and how its rows are to be read.

    `missing` is what an absent figure means, `absent` what it means that the pair has none at all. `spans`: figures of
    any span of days are kept, not of whole years alone. `either_way`: the figure is of both, and may stand in either
    direction. `always`: shown without figures too, once for each direction unless `either_way`. `world`: figures of all
    senders on each of the two. `beside`: subtype of events counted up to each figure's day.
    """

    group: str
    kind: str
    asked: Any
    title: str
    missing: str = "no figure"
    absent: str = "no figure of this pair in the evidence"
    source: str = ""
    years: tuple[int, int] | None = None
    beside: str = ""
    spans: bool = False
    either_way: bool = False
    always: bool = False
    world: bool = False

    @property
    def load(self) -> str:
        """The command that loads what the evidence lacks; empty where nothing does."""
        return f"multifront evidence build --mirror DIR --store FILE {self.source}" if self.source else ""


@cache
def declared_ties() -> tuple[Declared, ...]:
    """All entries in their order.

    Raises:
        EvidenceError: an entry asks for nothing, for two things, or has a field that does not exist.
    """
    text = files("multifront.workbench").joinpath("ties.yaml").read_text(encoding="utf-8")
    groups = yaml.safe_load(text)
    return tuple(_entry(group, entry) for group, entries in groups.items() for entry in entries)


def _entry(group: str, entry: dict[str, Any]) -> Declared:
    kinds = [kind for kind in KINDS if kind in entry]
    strange = set(entry) - {*KINDS, *Declared.__dataclass_fields__}
    if len(kinds) != 1 or strange:
        raise EvidenceError(
            f"tie {entry.get('title')!r} of {group} asks for {kinds or 'nothing'}, strange fields {sorted(strange)}; "
            f"valid: one of {', '.join(KINDS)}; next: mend ties.yaml"
        )
    rest = {name: value for name, value in entry.items() if name != kinds[0]}
    if "years" in rest:
        rest["years"] = tuple(rest["years"])
    return Declared(group, kinds[0], entry[kinds[0]], **rest)
