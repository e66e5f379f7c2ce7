"""What may be passed on of each origin, and what the starter ships of each source. Rules only; no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from multifront.errors import EvidenceError
from multifront.evidence.schema import STARTER_TABLES, TABLES

TERMS = Path(__file__).with_name("terms.yaml")
CLASSES = ("ship", "aggregates", "private")
SUMMED = "observation"
"""The one table whose rows can be aggregates."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be passed on of the origins whose id matches: a class, why, and how many rows of aggregates."""

    match: tuple[str, ...]
    passing_on: str
    reason: str
    rows: int = 0


UNDECLARED = Rule(("*",), "private", "no terms are declared for this origin in evidence/terms.yaml")


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the starter ships of one source: table -> indicators (empty: every one), and under which reason."""

    source: str
    tables: Mapping[str, tuple[str, ...]]
    because: str


def read_terms(path: Path = TERMS) -> tuple[Rule, ...]:
    """The rules in the order in which they are asked.

    Args:
        path: a YAML file as `terms.yaml`.

    Raises:
        EvidenceError: an entry lacks or misspells a field; all of them at once.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    problems = [f"entry {n}: {what}" for n, entry in enumerate(entries, 1) for what in _problems(entry)]
    if problems:
        raise EvidenceError(
            f"{path.name}: {len(problems)} problem(s): {'; '.join(problems)}; valid: match, passing_on "
            f"({', '.join(CLASSES)}), reason, and rows of aggregates; next: correct the entries"
        )
    return tuple(Rule(tuple(e["match"]), e["passing_on"], e["reason"], e.get("rows", 0)) for e in entries)


def _problems(entry: Any) -> list[str]:
    if not isinstance(entry, dict):
        return ["is no mapping"]
    found = [f"lacks {name}" for name in ("match", "passing_on", "reason") if not entry.get(name)]
    found += [f"has unknown {name}" for name in entry if name not in ("match", "passing_on", "reason", "rows")]
    if not isinstance(entry.get("match"), list):
        found.append("match is no list")
    if entry.get("passing_on") not in CLASSES:
        found.append(f"passing_on is {entry.get('passing_on')!r}")
    if (entry.get("passing_on") == "aggregates") != (type(entry.get("rows")) is int):
        found.append("rows belong to aggregates, and to them alone")
    return found


def rule_of(origin: str, rules: tuple[Rule, ...]) -> Rule:
    """The first rule that matches an origin; one that keeps it private where none does.

    Args:
        origin: id of an origin.
        rules: as `read_terms` gives them.
    """
    for rule in rules:
        if any(fnmatchcase(origin, pattern) for pattern in rule.match):
            return rule
    return UNDECLARED


def barred(table: str, counts: Mapping[str, int], rules: tuple[Rule, ...]) -> dict[str, str]:
    """Origins whose rows in a table may not be passed on, each with the reason.

    Args:
        table: name of the table.
        counts: origin -> number of rows in the table that name it.
        rules: as `read_terms` gives them.
    """
    found = {}
    for origin, count in sorted(counts.items()):
        rule = rule_of(origin, rules)
        if rule.passing_on == "private":
            found[origin] = rule.reason
        elif rule.passing_on == "aggregates" and table != SUMMED:
            found[origin] = f"{rule.reason}; rows of {table!r} are no aggregates"
        elif rule.passing_on == "aggregates" and count > rule.rows:
            found[origin] = f"{rule.reason}; {count:,} rows are more than the {rule.rows:,} that may go together"
    return found


def counts_by_origin(table: str, relation: str = "") -> str:
    """SQL that counts the rows of a table by the origin that they name.

    Args:
        table: name of a table.
        relation: what to read it from; the table itself if left out.
    """
    return (
        f"SELECT o, count(*) FROM (SELECT {named_origins(table)} AS o FROM {relation or table}) GROUP BY o ORDER BY o"
    )


def named_origins(table: str) -> str:
    """SQL of the origins that a row of a table names, one a line."""
    column = TABLES[table].origins
    return f"unnest({column})" if TABLES[table].columns[column].endswith("[]") else column


def read_shipped(path: Path) -> tuple[Shipped, ...]:
    """What the starter ships, by source, in the order in which sources are loaded.

    Args:
        path: a YAML file as `starter/shipped.yaml`.

    Raises:
        EvidenceError: an entry is not as it should be; all of them at once.
    """
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    problems = [
        f"{source}: wants tables (of {', '.join(STARTER_TABLES)}; all, or a list of indicators) and because"
        for source, entry in declared.items()
        if not _shippable(entry)
    ]
    if problems:
        raise EvidenceError(f"{path.name}: {'; '.join(problems)}; next: correct the entries")
    return tuple(
        Shipped(
            source, {t: () if listed == "all" else tuple(listed) for t, listed in e["tables"].items()}, e["because"]
        )
        for source, e in declared.items()
    )


def _shippable(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) != {"tables", "because"} or not entry["because"]:
        return False
    tables = entry["tables"]
    return isinstance(tables, dict) and all(
        name in STARTER_TABLES and (listed == "all" or (name == SUMMED and isinstance(listed, list) and listed))
        for name, listed in tables.items()
    )
