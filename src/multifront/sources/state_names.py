"""Which state or named group an English name in our data sets stands for; lists of names in one cell. No guessing."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from multifront.errors import EvidenceError, unknown_name
from multifront.sources.relations import literal


@cache
def codes() -> dict[str, str]:
    """Name as data sets write it -> ISO3 code, or the name of a group that is no state (EU, CoCom)."""
    text = files("multifront.sources").joinpath("state_names.csv").read_text(encoding="utf-8")
    return {row["name"]: row["code"] for row in csv.DictReader(text.splitlines())}


def code_of_name(name: str, where: str) -> str:
    """The code of one name.

    Args:
        name: as written; spaces around it do not count.
        where: file and row, for the error.

    Raises:
        EvidenceError: the name is not in the list.
    """
    found = codes().get(name.strip())
    if found is None:
        step = "next: add a line to sources/state_names.csv"
        raise EvidenceError(unknown_name("state name", name.strip(), list(codes()), step, where=where))
    return found


def codes_of_names(cell: str, where: str) -> tuple[str, ...]:
    """The codes of a cell with several names between commas, where a name may hold a comma (`Korea, North`).

    Args:
        cell: the cell as written.
        where: file and row, for the error.

    Returns:
        Codes in the order of the cell, each once.

    Raises:
        EvidenceError: a part is no known name, alone or with the parts after it.
    """
    parts = [part.strip() for part in cell.split(",")]
    found: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            if (name := ", ".join(parts[at:end])) in codes():
                found.append(codes()[name])
                at = end
                break
        else:
            code_of_name(parts[at], where)
    return tuple(dict.fromkeys(found))


def named(relation: str, **columns: str) -> str:
    """The relation with a column of codes for each column of names; NULL where a name is unknown.

    A name that ends in `*` is a group that is no state (SIPRI's mark) and stands for itself, without the mark.

    Args:
        relation: SQL text of a relation.
        **columns: new column -> SQL expression of the name, over the columns of the relation named `r`.
    """
    values = ", ".join(f"({literal(name)}, {literal(code)})" for name, code in codes().items())
    joins = "\n".join(
        f"LEFT JOIN (VALUES {values}) AS {name}_t(name, code) ON {name}_t.name = trim({column})"
        for name, column in columns.items()
    )
    chosen = ", ".join(
        f"coalesce({name}_t.code, CASE WHEN {column} LIKE '%*' THEN rtrim({column}, '*') END) AS {name}"
        for name, column in columns.items()
    )
    return f"(SELECT r.*, {chosen} FROM {relation} AS r\n{joins})"
