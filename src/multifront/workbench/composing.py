"""An index of all indicators of closeness that the evidence has, for one pair in one year, as rows and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from multifront import alignment
from multifront.alignment.pair_table import PairTable, usable
from multifront.errors import UsageError, unknown_name
from multifront.workbench.groups import Told
from multifront.workbench.indicators import INDICATORS, Gathered, Missing, gather
from multifront.workbench.place import Place

CAVEATS = (
    "The range is over ways of making the index, each held to be as good as the others; errors of the indicators "
    "themselves are not in it. Never read the index without its parts.",
    "An empty cell is not zero; zeros that stand by a source's rule are counted under 'zeros by rule'.",
)
NO_COMPOSITE = (
    "Only {names}: both are made from the same UN votes. That is no composite worth the name; load other ties "
    "into a user's store first."
)
COLUMNS = ("part", "name", "value", "low", "high", "first order", "closer than", "pairs", "zeros by rule", "note")


@dataclass(frozen=True, slots=True)
class CompositeAsked:
    """Which pair, in which year, the finding that is tried ('among the closest `top`'), seed and place."""

    pair: tuple[str, str]
    year: int
    top: float
    seed: int
    place: Place


@dataclass(frozen=True, slots=True)
class _Made:
    """One index: its columns, why others are left out, and where the pair stands."""

    table: PairTable
    left: dict[str, str]
    found: alignment.CompositeRank


def composite(asked: CompositeAsked) -> Told:
    """Coherence, rank with its range, what moves it, and always the parts; then what is missing and how to load it.

    Raises:
        UsageError: an unknown state, the same one twice, a pair without an indicator in that year, or fewer than two
            usable indicators.
    """
    gathered = gather(asked.place.open(), asked.year)
    name = _pair(asked, gathered)
    made = _made(gathered.table, name, asked)
    rows = _rows(gathered, made)
    agreed = made.found.coherence.sentence
    sentences = [agreed, made.found.sentence.removesuffix(agreed).rstrip()]
    if gathered.by_rule.any():
        sentences.append(_without_zeros(gathered, name, asked))
    return Told(rows, tuple(sentences), (*_used(made), *_lacking(gathered), *CAVEATS))


def _pair(asked: CompositeAsked, gathered: Gathered) -> str:
    states = sorted({state for pair in gathered.table.pairs for state in pair.split("-")})
    for state in asked.pair:
        if state not in states:
            raise UsageError(
                unknown_name("state", state, states, f"states are ISO3 codes with votes or points in {asked.year}")
            )
    if asked.pair[0] == asked.pair[1]:
        raise UsageError(f"{asked.pair[0]} twice is no pair; valid: two different states; next: name another")
    return "-".join(sorted(asked.pair))


def _made(table: PairTable, name: str, asked: CompositeAsked) -> _Made:
    kept, left = usable(table)
    if len(kept.names) < 2:
        names = ", ".join(kept.names) or "none"
        raise UsageError(
            f"an index needs two indicators, and {asked.year} has {names}; valid: a year with UN votes, or a user's "
            f"store with other ties; next: {_command([one.source for one in INDICATORS if not one.shipped])}"
        )
    options = alignment.CompositeOptions(top=asked.top)
    found = alignment.composite_rank(kept.values, kept.names, kept.pairs, pair=name, rng=asked.seed, options=options)
    return _Made(kept, left, found)


def _command(sources: list[str]) -> str:
    return f"multifront evidence build --mirror DIR --store FILE {' '.join(sources)}"


def _rows(gathered: Gathered, made: _Made) -> list[dict[str, Any]]:
    """Coherence, rank, influence, parts, and what is left out or missing, in the same columns."""
    found = made.found
    agreed, described = found.coherence, {one.name: one for one in INDICATORS}
    rows = [
        _row("coherence", "alpha", agreed.alpha, note="at least .6 and no indicator against the rest: coherent"),
        _row("coherence", "share of the first component", agreed.first_share),
        _row("coherence", "pairs with every indicator", agreed.complete),
    ]
    rows += [
        _row("coherence", f"{name} with the rest", value)
        for name, value in zip(agreed.names, agreed.item_rest, strict=True)
    ]
    rows.append(_row("rank", found.pair, found.rank) | _ends(found.interval) | {"pairs": round(found.pairs)})
    rows.append(_row("rank", f"among the closest {found.top:.0%}", found.holds, note="share of the ways"))
    rows += [_row("influence", one.factor, one.total) | {"first order": one.first} for one in found.influence]
    at = {name: k for k, name in enumerate(gathered.table.names)}
    row = gathered.table.pairs.index(found.pair)
    shares = {name: share for name, _, share in found.components}
    for name, k in at.items():
        column = gathered.table.values[:, k]
        cells = {"closer than": shares.get(name), "pairs": int(np.isfinite(column).sum())}
        cells["zeros by rule"] = int(gathered.by_rule[:, k].sum())
        used = made.left.get(name)
        note = described[name].what + (f"; not in the index: {used}" if used else "")
        rows.append(_row("component", name, column[row], note=note) | cells)
    rows += [_row("missing", one.indicator.name, None, note=_why(one)) for one in gathered.missing]
    return [{key: _cell(cell) for key, cell in one.items()} for one in rows]


def _why(one: Missing) -> str:
    """Why an indicator is missing: not in this evidence at all, or in other years only."""
    if one.span is None:
        return _command([one.indicator.source])
    return f"this evidence has {one.span[0]} to {one.span[1]}, and nothing of that year"


def _lacking(gathered: Gathered) -> list[str]:
    """Which indicators are missing, in words, with the one command that loads those that are not there at all."""
    absent = [one.indicator for one in gathered.missing if one.span is None]
    lines = [f"{one.indicator.name} is missing: {_why(one)}." for one in gathered.missing if one.span is not None]
    if absent:
        named = ", ".join(one.name for one in absent)
        lines.append(f"Not in this evidence: {named}; load them: {_command([one.source for one in absent])}")
    return lines


def _row(part: str, name: str, value: Any, note: str = "") -> dict[str, Any]:
    return {**dict.fromkeys(COLUMNS), "part": part, "name": name, "value": value, "note": note}


def _ends(interval: tuple[float, float]) -> dict[str, Any]:
    return {"low": interval[0], "high": interval[1]}


def _cell(value: Any) -> Any:
    """A cell as a plain number; missing where it is NaN."""
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return value


def _used(made: _Made) -> list[str]:
    """Which indicators are in the index, and what to think of it where they are all votes."""
    shipped = {one.name for one in INDICATORS if one.shipped}
    if set(made.table.names) <= shipped:
        return [NO_COMPOSITE.format(names=" and ".join(made.table.names))]
    return [
        f"The index is made of {', '.join(made.table.names)}.",
        *(f"{name} is left out of the index: {reason}." for name, reason in made.left.items()),
    ]


def _without_zeros(gathered: Gathered, name: str, asked: CompositeAsked) -> str:
    """The other reading: silence as missing."""
    bare = np.where(gathered.by_rule, np.nan, gathered.table.values)
    try:
        found = _made(PairTable(gathered.table.pairs, gathered.table.names, bare), name, asked).found
    except UsageError as error:
        return f"With silence read as missing instead of zero there is no index: {error}"
    low, high = found.interval
    return (
        f"With silence read as missing instead of zero: rank {found.rank:,.0f} of about {found.pairs:,.0f} pairs "
        f"({low:,.0f} to {high:,.0f}), made of {', '.join(name for name, _, _ in found.components)}."
    )
