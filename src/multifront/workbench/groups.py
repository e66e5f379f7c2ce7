"""Named groups and blocs of states by their UN votes, as rows and sentences for a command line. No arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from multifront import alignment
from multifront.claims.kinds.axis import aligned
from multifront.claims.kinds.pair_matrix import PairMatrix, pair_matrix
from multifront.errors import UsageError, unknown_name
from multifront.evidence.store import EvidenceStore
from multifront.workbench.place import Place

AXIS_CAVEATS = (
    "UN votes are talk at little cost on an agenda that others set: they stand beside trade, arms and treaties.",
    "The p holds for a group that was named without looking at these votes; groups are mostly named because they look "
    "close, and then it is too small.",
)
BLOC_CAVEATS = (
    "Blocs are looked for, so some are always found; certainty is the share of runs in which a state was with its "
    "fellow members.",
    "A bloc of one is a state that shares no part in half of the runs: it stands between blocs.",
)


@dataclass(frozen=True, slots=True)
class AxisAsked:
    """Which group, in which year, since which year, by which measure and statistic, matched on region or not."""

    members: tuple[str, ...]
    year: int
    since: int | None
    measure: str
    statistic: str
    any_region: bool
    seed: int
    place: Place


@dataclass(frozen=True, slots=True)
class BlocsAsked:
    """Blocs of which years, by which measure, around which state."""

    years: tuple[int, ...]
    of: str | None
    measure: str
    seed: int
    place: Place


@dataclass(frozen=True, slots=True)
class Told:
    """Rows for the table, sentences for the reader, and what to mind."""

    rows: list[dict[str, Any]]
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]


def axis(asked: AxisAsked) -> Told:
    """The test of a named group: itself, its pairs, and the test without each member; with `since` also the change.

    Raises:
        UsageError: an unknown member, measure or statistic, no votes up to the year, or as `alignment.axis_test`.
    """
    store = asked.place.open()
    matrix = _matrix(store, asked.year, asked.measure)
    _check_states(asked.members, matrix)
    regions = None if asked.any_region else store.regions(matrix.states, matrix.year)
    options = alignment.AxisOptions(statistic=asked.statistic, matched=regions)
    found = alignment.axis_test(matrix.values, asked.members, states=matrix.states, rng=asked.seed, options=options)
    rows, sentences = (
        _axis_rows(found, str(matrix.year)),
        [f"Votes of {matrix.year}, {asked.measure}: {found.sentence}"],
    )
    caveats = [*AXIS_CAVEATS]
    if found.enough:
        caveats.append(
            f"{found.seeds_as_close:.0%} of states could be the core of a group at least as close if partners were "
            "picked freely."
        )
    if asked.since is not None:
        earlier = _matrix(store, asked.since, asked.measure)
        _check_earlier(earlier, matrix, asked)
        options = replace(options, before=aligned(earlier, matrix.states))
        change = alignment.axis_test(
            matrix.values, asked.members, states=matrix.states, rng=asked.seed, options=options
        )
        rows += _axis_rows(change, f"{earlier.year} to {matrix.year}")
        sentences.append(f"Change from the votes of {earlier.year} to those of {matrix.year}: {change.sentence}")
    return Told(rows, tuple(sentences), (*caveats, *_other_year(asked.year, matrix)))


def blocs(asked: BlocsAsked) -> Told:
    """The blocs of a year, or of several years followed by their members; of one state, where one is named.

    Raises:
        UsageError: an unknown state or measure, a year twice, or no votes up to a year.
    """
    store = asked.place.open()
    matrices = [_matrix(store, year, asked.measure) for year in sorted(asked.years)]
    if len({matrix.year for matrix in matrices}) < len(matrices):
        named = ", ".join(str(matrix.year) for matrix in matrices)
        raise UsageError(f"years {_years(asked.years)} are the votes of {named}: one twice; next: name years apart")
    if asked.of is not None:
        for matrix in matrices:
            _check_states((asked.of,), matrix)
    found = [alignment.consensus_blocs(matrix.values, matrix.states, rng=asked.seed) for matrix in matrices]
    rows: list[dict[str, Any]] = []
    for matrix, one, labels in zip(matrices, found, alignment.follow_blocs(found), strict=True):
        kept = None if asked.of is None else int(labels[one.states.index(asked.of)])
        rows += [row for row in _bloc_rows(matrix.year, one, labels.tolist()) if kept in (None, row["bloc"])]
    said = tuple(_bloc_sentence(matrix.year, one) for matrix, one in zip(matrices, found, strict=True))
    notes = [line for year, m in zip(sorted(asked.years), matrices, strict=True) for line in _other_year(year, m)]
    if len(matrices) > 1:
        notes.append("A number of a bloc means that most members stayed, not that policy did.")
    return Told(rows, said, (*BLOC_CAVEATS, *notes))


def _years(years: tuple[int, ...]) -> str:
    return ", ".join(map(str, years))


def _matrix(store: EvidenceStore, year: int, measure: str) -> PairMatrix:
    votes = store.votes()
    found = pair_matrix(votes, year, measure)
    if found is None:
        first = int(votes.year.min()) if votes.year.size else None
        valid = "none is public in this cut" if first is None else f"the first votes are those of {first}"
        raise UsageError(f"no votes up to {year}; {valid}; next: name a later year")
    return found


def _other_year(asked: int, matrix: PairMatrix) -> list[str]:
    """A line where the votes are of an earlier year than the one that was asked for."""
    if matrix.year == asked:
        return []
    return [f"There are no votes of {asked} in this cut; these are of {matrix.year}, the last before it."]


def _check_states(states: tuple[str, ...], matrix: PairMatrix) -> None:
    for state in states:
        if state not in matrix.states:
            step = f"states are ISO3 codes with votes in {matrix.year}"
            raise UsageError(unknown_name("state", state, matrix.states, step))


def _check_earlier(earlier: PairMatrix, matrix: PairMatrix, asked: AxisAsked) -> None:
    if earlier.year >= matrix.year:
        raise UsageError(
            f"--since {asked.since} means the votes of {earlier.year}, and --year {asked.year} those of {matrix.year}; "
            "valid: an earlier year; next: name one"
        )
    _check_states(asked.members, earlier)


def _axis_rows(found: alignment.AxisTest, when: str) -> list[dict[str, Any]]:
    """The test, its pairs from the closest on, and the test without each member, in the same columns."""
    row = _row(when)
    low, high = found.interval
    rows = [
        row("test", ", ".join(found.members), found.value)
        | {"expected": found.expected, "excess": found.effect, "excess low": low, "excess high": high}
        | {"p": found.p_value, "groups": found.groups, "all groups": found.exact}
        | {"false positive rate": found.false_positive_rate, "smallest seen": found.smallest_detectable_effect}
        | {"seeds as close": found.seeds_as_close}
    ]
    rows += [row("pair", f"{p.a}-{p.b}", p.value) | {"closer than": p.percentile} for p in found.pairs]
    rows += [row("without", one.state, one.value_without) | {"p": one.p_without} for one in found.without]
    return [{name: _cell(cell) for name, cell in one.items()} for one in rows]


def _cell(value: Any) -> Any:
    """A cell, missing where it is NaN."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _row(when: str) -> Callable[[str, str, float], dict[str, Any]]:
    empty = dict.fromkeys(
        (
            *("expected", "excess", "excess low", "excess high", "p", "closer than", "groups", "all groups"),
            *("false positive rate", "smallest seen", "seeds as close"),
        )
    )
    return lambda part, of, value: {"votes": when, "part": part, "of": of, "value": value, **empty}


def _bloc_rows(year: int, found: alignment.Blocs, labels: list[int]) -> list[dict[str, Any]]:
    """One row a bloc, the largest first: its number, members and how sure each is."""
    rows = []
    for own in range(int(found.labels.max()) + 1):
        members = found.members(own)
        at = [found.states.index(name) for name in members]
        sure = [float(found.certainty[place]) for place in at]
        order = sorted(range(len(members)), key=lambda k: (-sure[k] if len(members) > 1 else 0.0, members[k]))
        ordered = [sure[k] for k in order]
        rows.append(
            {
                "year": year,
                "bloc": labels[at[0]],
                "states": len(members),
                "certainty": None if len(members) == 1 else float(found.certainty[at].mean()),
                "members": [members[k] for k in order],
                "certainty of each": [_cell(round(one, 3)) for one in ordered],
            }
        )
    return rows


def _bloc_sentence(year: int, found: alignment.Blocs) -> str:
    sizes = [len(found.members(label)) for label in range(int(found.labels.max()) + 1)]
    several = [str(size) for size in sizes if size > 1]
    alone = sizes.count(1)
    rest = f" and {alone} state{'s' if alone != 1 else ''} in none" if alone else ""
    return f"In {year} {len(found.states)} states form {len(several)} blocs of {', '.join(several)}{rest}."
