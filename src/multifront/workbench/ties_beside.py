"""The last value of every tie of two pairs side by side, and why one is missing. Looks no tie up by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from multifront.evidence import EvidenceStore
from multifront.workbench.declared_ties import declared_ties
from multifront.workbench.tie_counts import DATED_FACT
from multifront.workbench.tie_rows import ANYBODY, OUTSIDE, Pair, amount
from multifront.workbench.ties import TiesAsked, ties_of

BOTH_WAYS = "both"
NO_FIGURE = "no figure under this definition"


class Key(NamedTuple):
    """What rows of both pairs must share: tie, entry, series, unit, definition, places of actor and partner."""

    tie: str
    title: str
    what: str
    unit: str
    definition: str
    role: tuple[str, ...]

    def same_tie(self, other: Key) -> bool:
        """Whether both are of one declared tie and direction, whatever the definition."""
        alike = self.role == other.role or (BOTH_WAYS,) in (self.role, other.role)
        return alike and (self.tie, self.title) == (other.tie, other.title)


def side_by_side(store: EvidenceStore, asked: TiesAsked, against: Pair | None) -> list[dict[str, Any]]:
    """One row a tie, direction and definition: the last value of each pair with its period, and why one is missing.

    Where the pairs share a state, it stands on the same side of both, so that directions are alike.

    Args:
        store: the evidence.
        asked: the first pair, years and groups.
        against: the second pair; None shows the first alone.

    Raises:
        UsageError: as `ties`.
        EvidenceError: an unknown state.
    """
    pairs = [asked.pair] if against is None else [asked.pair, aligned(asked.pair, against)]
    tables = [_last(ties_of(store, replace(asked, pair=pair)), pair) for pair in pairs]
    held = {key for table in tables for key in table if key.unit}
    order = dict.fromkeys((entry.group, entry.title) for entry in declared_ties())
    keys = sorted(
        {key for table in tables for key in table if key.unit or not any(key.same_tie(other) for other in held)},
        key=lambda key: (list(order).index((key.tie, key.title)), key.what, key.definition, key.unit, key.role),
    )
    return [_row(key, [(pair, *_side(table, key)) for pair, table in zip(pairs, tables, strict=True)]) for key in keys]


def aligned(pair: Pair, other: Pair) -> Pair:
    """The other pair turned so that a state of both stands on the same side.

    Args:
        pair: the pair that stays.
        other: the pair that may be turned.
    """
    crossed = pair[0] == other[1] or pair[1] == other[0]
    return other[::-1] if crossed else other


def _last(rows: Sequence[dict[str, Any]], pair: Pair) -> dict[Key, dict[str, Any]]:
    """By tie, definition and direction the latest row with a value or a fact, or the latest without one."""
    found: dict[Key, dict[str, Any]] = {}
    for row in rows:
        fact = row["unit"] == DATED_FACT
        definition = "" if fact else row["definition"]
        key = Key(row["tie"], row["title"], row["what"], row["unit"], definition, _role(row, pair))
        if key not in found or _rank(row) >= _rank(found[key]):
            found[key] = row
    return found


def _rank(row: dict[str, Any]) -> tuple[bool, bool, date]:
    return bool(amount(row)), not str(row["note"]).startswith(OUTSIDE), row["until"] or date.min


def _role(row: dict[str, Any], pair: Pair) -> tuple[str, ...]:
    if row["mutual"]:
        return (BOTH_WAYS,)
    return tuple(str(pair.index(state)) if state in pair else ANYBODY for state in (row["actor"], row["partner"]))


def _side(table: dict[Key, dict[str, Any]], key: Key) -> tuple[dict[str, Any] | None, str]:
    """The row of a pair under a key, and why it has none."""
    marks = [row for other, row in table.items() if not other.unit and other.same_tie(key)]
    return table.get(key), str(marks[0]["note"]) if marks else NO_FIGURE


def _row(key: Key, sides: Sequence[tuple[Pair, dict[str, Any] | None, str]]) -> dict[str, Any]:
    row: dict[str, Any] = {"tie": key.tie, "what": key.what, "unit": key.unit, "definition": key.definition}
    notes: dict[str, list[str]] = {}
    for pair, side, why in sides:
        name = "-".join(pair)
        row[f"{name} direction"] = " to ".join(pair[int(place)] if place.isdigit() else place for place in key.role)
        fact = side is not None and side["unit"] == DATED_FACT
        last = "" if side is None else str(side["note"]) if fact else amount(side)
        row[f"{name} last"] = last
        row[f"{name} period"] = side["period"] if side is not None and last else ""
        note = why if side is None else "" if fact else str(side["note"])
        if note:
            notes.setdefault(note, []).append(name)
    mind = "; ".join(f"{' and '.join(names)}: {note}" for note, names in notes.items())
    return row | {"mind": mind}
