"""Declared streams: reading `streams.yaml`, and the question that selects their events. No statistics."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from multifront.domain import Row
from multifront.domain.located import parse_located
from multifront.errors import EvidenceError, FileProblems, Problem
from multifront.evidence.corrections import read_user_text
from multifront.evidence.query import EventQuery, ObservationQuery

FIELDS = ("title", "counted_by", "what", "start", "end", "coverage", "refusal", "note", "joint", "counts", "select")
SELECTORS = {
    **{"subtypes": "subtypes", "only": "only", "any_of": "any_initiator", "all_of": "initiators", "targets": "targets"},
    **{"precision": "precision", "note": "note", "without": "without"},
}
"""The selectors of a declaration, and the field of `EventQuery` that each is."""

OF_SERIES = ("indicator", "actor", "partner", "definition_id", "at_least")
"""All selectors of a stream that is made of a daily series: its days with `at_least` so many."""


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
    found += _selector_problems(name, entry.get("select", {}), entry.get("counts"))
    if entry.get("coverage") not in ("exhaustive", "sample"):
        found.append(f"{name} has coverage {entry.get('coverage')!r}")
    if entry.get("counts") not in ("rows", "days"):
        found.append(f"{name} counts {entry.get('counts')!r}")
    if not isinstance(entry.get("start"), date) or not isinstance(entry.get("end"), date):
        found.append(f"{name} has a start or end that is no date")
    return found


def _selector_problems(name: str, select: dict[str, Any], counts: Any) -> list[str]:
    if "indicator" not in select:
        return [f"{name} selects by unknown {field}" for field in select if field not in SELECTORS]
    found = [f"{name} selects by unknown {field}" for field in select if field not in OF_SERIES]
    found += [f"{name} is made of a series and lacks {field}" for field in OF_SERIES if field not in select]
    least = select.get("at_least", 1)
    if isinstance(least, bool) or not isinstance(least, int | float) or least <= 0:
        found.append(f"{name} has at_least {least!r}, which is no number above zero")
    return found if counts == "days" else [*found, f"{name} is made of a series, so it counts days"]


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


def threshold(selection: str) -> float | None:
    """The number from which a day of a series counts; None where a stream is made of events.

    Args:
        selection: the `selection` cell of the frame table, JSON.
    """
    least = json.loads(selection).get("at_least")
    return None if least is None else float(least)


def of_series(selection: str, start: date, end: date) -> ObservationQuery:
    """The rows of the series of which a stream is made, whole days inside the frame, below the threshold too.

    Args:
        selection: the `selection` cell of the frame table, JSON.
        start: first day of the frame.
        end: last day that is counted.
    """
    chosen: dict[str, Any] = json.loads(selection)
    del chosen["at_least"]
    return ObservationQuery(**chosen, between=(start, max(start, end)))


def selected(selection: str, start: date, end: date, origins: Sequence[str] | None = None) -> EventQuery:
    """The events of a stream: not merely planned, begun inside the frame, and chosen by its selectors.

    Args:
        selection: the `selection` cell of the frame table, JSON.
        start: first day of the frame.
        end: last day on which an event may begin; before `start`, no event is.
        origins: only events of one of these origins; None for all.
    """
    chosen: dict[str, Any] = json.loads(selection)
    named = {SELECTORS[name]: value for name, value in chosen.items()}
    return EventQuery(**named, origins=origins if end >= start else (), planned=False, between=(start, max(start, end)))
