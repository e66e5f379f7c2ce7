"""Which state a name or number in a data set stands for, as ISO3, and in which years. No groups of states."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from multifront.errors import EvidenceError, unknown_name


@dataclass(frozen=True, slots=True)
class State:
    """One line of the crosswalk: a name or COW number means this ISO3 code from `first_year` to `last_year`."""

    iso3: str
    cow: int
    votes_name: str
    first_year: int
    last_year: int
    note: str


@cache
def crosswalk() -> tuple[State, ...]:
    """All lines of `states.csv`; an open end of a span is year 0 or 9999."""
    text = files("multifront.sources").joinpath("states.csv").read_text(encoding="utf-8")
    return tuple(
        State(
            row["iso3"],
            int(row["cow"]),
            row["votes_name"],
            int(row["first_year"] or 0),
            int(row["last_year"] or 9999),
            row["note"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def iso3_of_name(name: str, year: int) -> str:
    """The ISO3 code of a state named as in the UN roll-call file, in that year.

    Raises:
        EvidenceError: no line of the crosswalk has that name in that year.
    """
    return _find([s for s in crosswalk() if s.votes_name == name], "state name", name, year)


def iso3_of_cow(cow: int, year: int) -> str:
    """The ISO3 code of a Correlates of War number in that year.

    Raises:
        EvidenceError: no line of the crosswalk has that number in that year.
    """
    return _find([s for s in crosswalk() if s.cow == cow], "COW number", str(cow), year)


def _find(candidates: list[State], kind: str, asked: str, year: int) -> str:
    codes = {state.iso3 for state in candidates if state.first_year <= year <= state.last_year}
    if len(codes) == 1:
        return codes.pop()
    if candidates:
        spans = ", ".join(f"{s.iso3} {s.first_year}-{s.last_year}" for s in candidates)
        raise EvidenceError(
            f"{kind} {asked!r} has no single state in {year}; valid: {spans}; next: add the years to sources/states.csv"
        )
    valid = sorted({s.votes_name for s in crosswalk()})
    raise EvidenceError(unknown_name(kind, asked, valid, "next: add a line to sources/states.csv"))
