"""Which state a Correlates of War or Gleditsch-Ward number stands for, from 1815 on, for joins in SQL. No names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from multifront.sources.relations import literal


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of a list (`cow` or `gw`) means this code in these years; an open end is year 0 or 9999.

    States without an ISO code of their own (Bavaria, Two Sicilies, Tibet) keep the list's abbreviation.
    """

    system: str
    number: int
    code: str
    first_year: int
    last_year: int
    name: str


@cache
def numbers(system: str) -> tuple[Numbered, ...]:
    """All lines of `state_numbers.csv` for one list.

    Args:
        system: `cow` or `gw`.
    """
    text = files("multifront.sources").joinpath("state_numbers.csv").read_text(encoding="utf-8")
    return tuple(
        Numbered(
            row["system"],
            int(row["number"]),
            row["code"],
            int(row["first_year"] or 0),
            int(row["last_year"] or 9999),
            row["name"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["system"] == system
    )


def code_of(system: str, number: int, year: int) -> str | None:
    """The code of a number in a year, or None where the list has none.

    Args:
        system: `cow` or `gw`.
        number: the number.
        year: the calendar year.
    """
    for one in numbers(system):
        if one.number == number and one.first_year <= year <= one.last_year:
            return one.code
    return None


def coded(relation: str, system: str, year: str, **columns: str) -> str:
    """The relation with a column of codes for each column of numbers; NULL where a number is unknown.

    Args:
        relation: SQL text of a relation.
        system: `cow` or `gw`.
        year: SQL expression of the year, over the columns of the relation named `r`.
        **columns: new column -> SQL expression of the number, over `r`.
    """
    values = ", ".join(
        f"({one.number}, {literal(one.code)}, {one.first_year}, {one.last_year})" for one in numbers(system)
    )
    joins = "\n".join(
        f"LEFT JOIN (VALUES {values}) AS {name}_t(number, code, first_year, last_year) ON {name}_t.number = {number} "
        f"AND {year} BETWEEN {name}_t.first_year AND {name}_t.last_year"
        for name, number in columns.items()
    )
    chosen = ", ".join(f"{name}_t.code AS {name}" for name in columns)
    return f"(SELECT r.*, {chosen} FROM {relation} AS r\n{joins})"
