"""Making `actors.csv`: our list of names joined with the dates of the COW and Gleditsch-Ward state lists. No lookup.

`actor_names.csv` is written by hand: code, name, COW number, Gleditsch-Ward number, aliases, each optionally with a
span as in `USSR [1922-12-30..1991-12-25]`. Numbers and names are facts; no text of another crosswalk is copied.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import duckdb

from multifront.errors import EvidenceError

COLUMNS = ("code", "kind", "value", "start", "end", "origin")
NAMES = Path(__file__).with_name("actor_names.csv")
LISTS = {
    "cow": (
        "data/parquet/cow_states.parquet",
        "SELECT ccode::INT, stateabb, make_date(styear::INT, stmonth::INT, stday::INT), "
        "make_date(endyear::INT, endmonth::INT, endday::INT) FROM read_parquet(?) ORDER BY 1, 3",
    ),
    "gw": (
        "data/parquet/gw_states.parquet",
        "SELECT gwcode::INT, stateabb, startdate::DATE, enddate::DATE FROM read_parquet(?) ORDER BY 1, 3",
    ),
}
"""System -> file below the mirror and the query that gives number, abbreviation, first and last day."""

LABEL = re.compile(r"^(?P<value>.+?)(?: \[(?P<start>[\d-]*)\.\.(?P<end>[\d-]*)\])?$")


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact of an actor; an empty start or end is open."""

    code: str
    kind: str  # name, alias, cow, cow_abbrev, gw, gw_abbrev; member in groups.csv
    value: str
    start: str
    end: str
    origin: str


@dataclass(frozen=True, slots=True)
class Span:
    """A state's membership in a system as listed; `end` is empty where the list ends before the state does."""

    abbrev: str
    start: str
    end: str


def write_actors(mirror: Path, out: Path) -> int:
    """Write the table of actors from our names and the two state lists of a mirror.

    Args:
        mirror: folder that holds `data/parquet/`.
        out: the CSV file; replaced only once everything is joined.

    Returns:
        The number of facts.

    Raises:
        EvidenceError: a list is missing, a number of ours is in no list, or a listed state has no code.
    """
    facts = make_facts(NAMES.read_text(encoding="utf-8"), {system: _listed(system, mirror) for system in LISTS})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(fact) for fact in facts)
    beside = out.with_name(out.name + ".part")
    beside.write_text(buffer.getvalue(), encoding="utf-8")
    beside.replace(out)
    return len(facts)


def make_facts(names: str, listed: Mapping[str, Mapping[str, Sequence[Span]]]) -> list[Fact]:
    """The facts of all actors, in the order of `names`.

    Args:
        names: text of the list of names.
        listed: system -> number -> spans of membership.

    Raises:
        EvidenceError: a number of ours is in no list, or a listed state has no code.
    """
    facts: list[Fact] = []
    for row in csv.DictReader(names.splitlines()):
        facts += _labels(row)
        for system, spans in listed.items():
            facts += _numbers(row, system, spans)
    for system, spans in listed.items():
        if missing := sorted(set(spans) - {fact.value for fact in facts if fact.kind == system}, key=int):
            raise EvidenceError(
                f"{system} numbers without an actor: {', '.join(missing)}; next: name them in {NAMES.name}"
            )
    return facts


def _labels(row: Mapping[str, str]) -> Iterator[Fact]:
    """Name and aliases; a name that stands among the aliases has the spans given there."""
    aliases = [_parsed(cell) for cell in row["aliases"].split("|") if cell]
    if row["name"] not in {value for value, *_ in aliases}:
        yield Fact(row["code"], "name", row["name"], "", "", "own")
    for value, start, end in aliases:
        yield Fact(row["code"], "name" if value == row["name"] else "alias", value, start, end, "own")


def _numbers(row: Mapping[str, str], system: str, listed: Mapping[str, Sequence[Span]]) -> Iterator[Fact]:
    for number, first, last in (_parsed(cell) for cell in row[system].split("|") if cell):
        if number not in listed:
            raise EvidenceError(
                f"{row['code']}: {system} number {number} is not in {LISTS[system][0]}; next: correct {NAMES.name}"
            )
        for span in listed[number]:
            start, end = max(span.start, first), min(span.end or "9999", last or "9999")
            if start <= end:
                end = "" if end == "9999" else end
                yield Fact(row["code"], system, number, start, end, f"{system}_states")
                yield Fact(row["code"], f"{system}_abbrev", span.abbrev, start, end, f"{system}_states")


def _parsed(cell: str) -> tuple[str, str, str]:
    found = LABEL.match(cell)
    assert found is not None  # the pattern matches any text
    return found["value"], found["start"] or "", found["end"] or ""


def _listed(system: str, mirror: Path) -> dict[str, list[Span]]:
    path, query = LISTS[system]
    if not (mirror / path).is_file():
        raise EvidenceError(
            f"source file {path!r} not found below {str(mirror)!r}; valid: a folder that holds data/; "
            "next: pass the mirror of the public data"
        )
    with duckdb.connect() as con:
        rows = con.execute(query, [str(mirror / path)]).fetchall()
    return _spans(rows)


def _spans(rows: Sequence[tuple[int, str, date, date]]) -> dict[str, list[Span]]:
    """Spans by number; a span that ends on the last day of the list is open."""
    newest = max(end for *_, end in rows)
    found: dict[str, list[Span]] = {}
    for number, abbrev, start, end in rows:
        last = "" if end == newest else end.isoformat()
        found.setdefault(str(number), []).append(Span(abbrev, start.isoformat(), last))
    return found
