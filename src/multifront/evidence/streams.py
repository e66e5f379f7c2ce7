"""Declared streams: reading `streams.yaml`, and the SQL condition that selects their events. No statistics."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from multifront.domain import Row
from multifront.domain.located import parse_located
from multifront.errors import EvidenceError, FileProblems, Problem
from multifront.evidence.corrections import read_user_text

FIELDS = ("title", "counted_by", "what", "start", "end", "coverage", "refusal", "note", "joint", "counts", "select")
SELECTORS = ("subtypes", "only", "any_of", "all_of", "targets", "precision", "note", "without")


@dataclass(frozen=True, slots=True)
class Condition:
    """A SQL condition on the event table with its values."""

    sql: str
    values: tuple[Any, ...]


def read_streams(path: Path) -> list[Row]:
    """The declared streams as rows of the frame table, without origins and dates of publication.

    Args:
        path: a YAML file that maps stream names to their declaration.

    Raises:
        EvidenceError: the file is missing or a declaration lacks or misspells a field, all of them at once.
        FileProblems: it is no YAML in UTF-8, or a name stands twice, with the line.
    """
    if not path.is_file():
        raise EvidenceError(f"streams file {str(path)!r} not found; valid: a YAML file; next: check the path")
    located = parse_located(read_user_text(path), str(path))
    if located.problems:
        raise FileProblems(str(path), located.problems)
    declared = located.value
    if not isinstance(declared, dict):
        raise FileProblems(str(path), [Problem(1, "file", "is no mapping; valid: names of streams, each declared")])
    problems = [problem for name, entry in declared.items() for problem in _problems(name, entry)]
    if problems:
        raise EvidenceError(
            f"{path.name}: {len(problems)} problem(s): {'; '.join(problems)}; valid fields: {', '.join(FIELDS)}; "
            "next: correct the declarations"
        )
    return [_row(name, declared[name]) for name in sorted(declared)]


def _problems(name: str, entry: Any) -> list[str]:
    if not isinstance(entry, dict) or not isinstance(entry.get("select", {}), dict):
        return [f"{name} or its selection is no mapping"]
    found = [f"{name} lacks {field}" for field in FIELDS if field not in entry]
    found += [f"{name} has unknown {field}" for field in entry if field not in FIELDS]
    found += [f"{name} selects by unknown {field}" for field in entry.get("select", {}) if field not in SELECTORS]
    if entry.get("coverage") not in ("exhaustive", "sample"):
        found.append(f"{name} has coverage {entry.get('coverage')!r}")
    if entry.get("counts") not in ("rows", "days"):
        found.append(f"{name} counts {entry.get('counts')!r}")
    if not isinstance(entry.get("start"), date) or not isinstance(entry.get("end"), date):
        found.append(f"{name} has a start or end that is no date")
    return found


def _row(name: str, entry: dict[str, Any]) -> Row:
    return {
        "stream": name,
        "title": entry["title"],
        "counted_by": entry["counted_by"],
        "what": entry["what"],
        "start_date": entry["start"],
        "end_date": entry["end"],
        "coverage": entry["coverage"],
        "refusal": entry["refusal"],
        "note": entry["note"],
        "joint": entry["joint"],
        "counts": entry["counts"],
        "selection": json.dumps(entry["select"], sort_keys=True),
    }


def condition(selection: str, start: date, end: date) -> Condition:
    """The events of a stream: not merely planned, begun inside the frame, and chosen by its selectors.

    Args:
        selection: the `selection` cell of the frame table, JSON.
        start: first day of the frame.
        end: last day on which an event may begin.
    """
    chosen: dict[str, Any] = json.loads(selection)
    parts = ["occurred <> 'planned'", "date_start BETWEEN ? AND ?"]
    values: list[Any] = [start, end]
    for name, sql in (
        ("subtypes", "list_contains(?, subtype)"),
        ("only", "list_sort(initiators) = ?"),
        ("any_of", "list_has_any(initiators, ?)"),
        ("all_of", "list_has_all(initiators, ?)"),
        ("targets", "list_has_all(targets, ?)"),
        ("precision", "list_contains(?, date_precision)"),
        ("note", "contains(note, ?)"),
        ("without", "NOT list_contains(?, event_id)"),
    ):
        if name in chosen:
            parts.append(sql)
            values.append(sorted(chosen[name]) if name == "only" else chosen[name])
    return Condition(" AND ".join(parts), tuple(values))
