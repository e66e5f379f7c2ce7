"""The ladder of military ties: its rungs, and what the evidence shows of a pair on each. No verdict, no sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multifront.claims.witnesses import selection_of
from multifront.domain import Evidence, Row, Selection, Series
from multifront.errors import EvidenceError, unknown_name

FACTS = "military_tie"
"""The indicator of cited facts; its definition is the rung."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: what it is called, what must hold, and which rows beside the cited facts can show it."""

    id: str
    title: str
    means: str
    obligation: str = ""
    figure: Mapping[str, Any] = field(default_factory=dict)
    events: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """What rows of one kind say of a pair on a rung: whether it holds, up to which day, and how firmly."""

    holds: bool
    until: date
    weak: bool
    selection: Selection


@dataclass(frozen=True, slots=True)
class Standing:
    """A pair on a rung. `holds` is None where nothing was found: unknown, never 'no'.

    `weak` says that no row but weak ones shows it; `until` is the last day for which those rows speak.
    """

    rung: Rung
    holds: bool | None
    until: date | None = None
    weak: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def word(self) -> str:
        """One word for a table: yes, weak (yes by weak rows alone), no, or a question mark."""
        if self.holds is None:
            return "?"
        return "no" if not self.holds else "weak" if self.weak else "yes"

    @property
    def selections(self) -> tuple[Selection, ...]:
        """The rows behind it."""
        return tuple(mark.selection for mark in self.marks)


@cache
def rungs() -> tuple[Rung, ...]:
    """The rungs from low to high, as `ladder.yaml` declares them."""
    text = files("multifront.claims").joinpath("ladder.yaml").read_text(encoding="utf-8")
    return tuple(Rung(name, **entry) for name, entry in yaml.safe_load(text).items())


def known_rungs(names: list[str]) -> list[str]:
    """The names as they are, where every one is a rung.

    Raises:
        ValueError: one of them is none.
    """
    known = [rung.id for rung in rungs()]
    for name in names:
        if name not in known:
            raise ValueError(unknown_name("rung", name, known, "list them: docs/claims.md"))
    return names


def climb(pair: Pair, evidence: Evidence) -> tuple[Standing, ...]:
    """What the evidence shows of a pair on every rung.

    Marks of a rung are weighed so: firm rows before weak ones, then those that speak for the latest day; on the same
    day a tie that holds wins.

    Args:
        pair: two ISO3 codes, in any order.
        evidence: what is public at its cut.

    Returns:
        One standing a rung, from low to high.

    Raises:
        EvidenceError: a row that the cut holds cannot be read.

    Assumes:
        That the list of facts was searched for with the same care for every pair. It was not: a missing row is unknown.

    References:
        Korolev (2018), Asian Security 15(3), 233-252, for the idea of stages; Leeds, Ritter, Mitchell and Long (2002),
        International Interactions 28(3), 237-260, for obligations. The rungs are ours.

    Example:
        >>> import multifront as mf
        >>> [standing.word for standing in climb(("KOR", "USA"), mf.open_evidence()) if standing.rung.id == "defence"]
        ['yes']
    """
    ordered: Pair = (min(pair), max(pair))
    return tuple(_standing(rung, ordered, evidence) for rung in rungs())


def _standing(rung: Rung, pair: Pair, evidence: Evidence) -> Standing:
    marks = tuple(_marks(rung, pair, evidence))
    if not marks:
        return Standing(rung, None)
    best = max(marks, key=lambda mark: (not mark.weak, mark.until, mark.holds))
    same = tuple(mark for mark in marks if mark.holds == best.holds)
    return Standing(rung, best.holds, best.until, best.weak, same)


def _marks(rung: Rung, pair: Pair, evidence: Evidence) -> Iterator[Mark]:
    yield from _cited(rung, pair, evidence)
    if rung.obligation:
        yield from _owed(rung.obligation, pair, evidence)
    if rung.figure:
        yield from _reached(rung.figure, pair, evidence)
    if rung.events:
        yield from _acts(rung.events, pair, evidence)
    named = rung.rows.get("-".join(pair), ())
    if present := evidence.present("event", named):
        yield _of_events(evidence.rows("event", present), f"rows('event', {list(present)})", evidence)


def _public(evidence: Evidence, *asked: str) -> Series | None:
    """A series, or None where nothing of it was public or is on record."""
    try:
        return evidence.series(*asked)
    except EvidenceError:
        return None


def _cited(rung: Rung, pair: Pair, evidence: Evidence) -> Iterator[Mark]:
    """A mark each cited fact; facts that one series keeps under one period are one."""
    found = _public(evidence, FACTS, *pair, rung.id)
    if found is None:
        return
    weak = {row["observation_id"]: bool(row["weak"]) for row in evidence.rows("observation", found.ids)}
    for value, end, name in zip(found.best, found.ends, found.ids, strict=True):
        yield Mark(bool(value >= 1), end.item(), weak[name], found.selection)


def _owed(indicator: str, pair: Pair, evidence: Evidence) -> Iterator[Mark]:
    """Whether one owed it to the other in the last year of the source; nothing is said of later years."""
    both = [_public(evidence, indicator, *order) for order in (pair, pair[::-1])]
    series = [found for found in both if found is not None and found.best.size]
    for found in series:
        holds = bool(found.best[-1] >= 1)
        if holds or len(series) == len(both):
            yield Mark(holds, found.ends[-1].item(), False, found.selection)


def _reached(figure: Mapping[str, Any], pair: Pair, evidence: Evidence) -> Iterator[Mark]:
    """A mark where the last value in some direction reaches the threshold; less is no mark: sources leave arms out."""
    for order in (pair, pair[::-1]):
        found = _public(evidence, str(figure["indicator"]), *order)
        if found is not None and found.best.size and found.best[-1] >= figure["at_least"]:
            yield Mark(True, found.ends[-1].item(), False, found.selection)


def _acts(events: Mapping[str, Any], pair: Pair, evidence: Evidence) -> Iterator[Mark]:
    """Joint acts in enough years; firm where the firm rows alone are enough. Too few rows are no mark."""
    found = [row for subtype in events["subtypes"] for row in _together(subtype, pair, evidence)]
    rows = [row for row in found if row["occurred"] == "happened"]
    firm = [row for row in rows if not row["weak"]]
    for chosen in (firm, rows):
        if len({row["date_start"].year for row in chosen}) >= events["years"]:
            yield _of_events(chosen, f"events({events['subtypes']}, actors={pair})", evidence)
            return


def _together(subtype: str, pair: Pair, evidence: Evidence) -> Sequence[Row]:
    """Acts of one subtype in which both take part; none where the cut does not know the subtype or a state yet."""
    try:
        return evidence.events(subtypes=[subtype], actors=pair)
    except EvidenceError:
        return ()


def _of_events(rows: Sequence[Row], query: str, evidence: Evidence) -> Mark:
    selection = selection_of("event", rows, evidence, query)
    return Mark(True, max(row["date_end"] for row in rows), all(row["weak"] for row in rows), selection)
