"""All ties of a pair by year and definition, with the reason where a value is missing. No measures, no verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from multifront.errors import UsageError
from multifront.evidence import EvidenceStore
from multifront.workbench.declared_ties import Declared, declared_ties
from multifront.workbench.place import Place
from multifront.workbench.tie_counts import (
    DATED_FACT,
    case_rows,
    counted_to,
    fact_rows,
    listed_rows,
    stream_rows,
)
from multifront.workbench.tie_rows import ANYBODY, OUTSIDE, Line, Pair, Span, amount, series_rows, share_rows

CAVEATS = (
    "Ties of different kinds, units and definitions are shown beside each other and never added to one number.",
    "An empty value is missing, never zero; the note says why. Figures of parts of a year and plans are left out here: "
    "multifront evidence query has them.",
)
__all__ = ["DATED_FACT", "OUTSIDE", "Ties", "TiesAsked", "amount", "ties", "ties_of"]

EXERCISES = "exercises"
STATED = "joint_exercises_stated"
Reader = Callable[[EvidenceStore, Declared, Pair, Span], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class TiesAsked:
    """Which pair, from and to which year (None: the year of the cut), which groups (empty: all), on which cut."""

    pair: tuple[str, str]
    since: int
    until: int | None
    groups: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Ties:
    """Rows by tie, series and period; sentences for the reader; what to mind."""

    rows: list[dict[str, Any]]
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]


def ties(asked: TiesAsked) -> Ties:
    """Every tie of a pair that the evidence has, by period, with unit, definition, origins, and why a value is missing.

    Raises:
        UsageError: the same state twice, years in the wrong order, or a group that does not exist.
        EvidenceError: an unknown state.
    """
    store = asked.place.open()
    rows = ties_of(store, asked)
    return Ties(rows, _exercise_range(rows), CAVEATS)


def ties_of(store: EvidenceStore, asked: TiesAsked) -> list[dict[str, Any]]:
    """The rows of `ties` on an open store; errors as there."""
    a, b = asked.pair
    if a == b:
        raise UsageError(f"{a} with itself is no pair; valid: two different states; next: name two")
    known = tuple(dict.fromkeys(entry.group for entry in declared_ties()))
    if strange := [group for group in asked.groups if group not in known]:
        raise UsageError(f"there is no tie {strange[0]!r}; valid: {', '.join(known)}; next: choose among these")
    last = asked.until if asked.until is not None else (store.as_of or store.vintage).year
    if asked.since > last:
        raise UsageError(f"years {asked.since} to {last} hold no year; valid: first year not after last; swap them")
    kept = [entry for entry in declared_ties() if not asked.groups or entry.group in asked.groups]
    return [row for entry in kept for row in _entry(store, entry, asked.pair, (asked.since, last))]


READERS: dict[str, Reader] = {
    "listed": listed_rows,
    "stream": stream_rows,
    "cases": case_rows,
    "facts": fact_rows,
}


def _entry(store: EvidenceStore, entry: Declared, pair: Pair, span: Span) -> list[dict[str, Any]]:
    """The rows of one declared tie; a row without figures where it has none and is always to be shown."""
    if entry.kind in READERS:
        return READERS[entry.kind](store, entry, pair, span)
    reader = share_rows if entry.kind == "share" else series_rows
    ways = [(ANYBODY, state) for state in pair] if entry.world else [pair, pair[::-1]]
    found = [(way, reader(store, entry, way, span)) for way in ways]
    rows = [row for _, some in found for row in some]
    if entry.beside:
        rows = [row | {"note": _beside(store, entry, pair, row)} for row in rows]
    if not entry.always or (rows and entry.either_way):
        return rows
    if not rows:
        return [_nothing(entry, pair, span, mutual=True)]
    return rows + [_nothing(entry, way, span, mutual=False) for way, some in found if not some]


def _nothing(entry: Declared, way: Pair, span: Span, *, mutual: bool) -> dict[str, Any]:
    """One row that says that the evidence has no figure of a tie, and what would load it."""
    why = f"not in this evidence; load it: {entry.load}" if entry.load else entry.absent
    return Line(entry.group, entry.title, *way, mutual=mutual).row(f"{span[0]}-{span[1]}", note=why)


def _beside(store: EvidenceStore, entry: Declared, pair: Pair, row: dict[str, Any]) -> str:
    """What the evidence lists up to the day of an official count, after what the row already says."""
    if row["value"] is None:
        return str(row["note"])
    listed = counted_to(store, entry.beside, pair, row["until"])
    return f"the evidence lists {listed} up to that day"


def _exercise_range(rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Published counts of joint exercises as one range with their definitions, which are never added."""
    counts = [row for row in rows if row["tie"] == EXERCISES and row["unit"] == "exercises"]
    ends = [value for row in counts for value in (row["low"], row["value"], row["high"]) if value is not None]
    if not ends:
        return ()
    told = "; ".join(
        f"{amount(row)} ({row['period']}: {row['meaning'].split('; ', 1)[-1]})" for row in counts if amount(row)
    )
    return (
        f"Published counts of joint exercises of {counts[0]['actor']} and {counts[0]['partner']} run from "
        f"{min(ends):g} to {max(ends):g} by span and definition, overlap, and are never added: {told}.",
    )
