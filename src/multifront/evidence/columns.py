"""What each table and column says, and how a column is typed in a Table Schema. Reads `columns.yaml`; no rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multifront.domain import CREDIBILITY, RELIABILITY
from multifront.evidence.relations import keys
from multifront.evidence.schema import OCCURRED, STATUSES, TABLES, Table

TYPES = {"VARCHAR": "string", "VARCHAR[]": "array", "DATE": "date", "DOUBLE": "number", "BOOLEAN": "boolean"}
"""Types of a Table Schema; every other type of ours is a whole number."""

FORMS = {"VARCHAR": "text", "VARCHAR[]": "list of texts", "DATE": "date", "DOUBLE": "number", "BOOLEAN": "yes or no"}

WORDS: dict[str, tuple[str, ...]] = {
    "origin.reliability": tuple(RELIABILITY),
    "event.occurred": OCCURRED,
    "observation.status": STATUSES,
    "frame.coverage": ("exhaustive", "sample"),
    "frame.counts": ("rows", "days"),
}
"""Columns that hold one of a few words."""

ALWAYS = ("public_from", "edition_date", "credibility", "weak", "conflict", "joint", "undated", "estimated")
"""Columns that are never missing, besides those that name a row and those that hold one of a few words."""


@cache
def _declared() -> dict[str, Any]:
    text = files("multifront.evidence").joinpath("columns.yaml").read_text(encoding="utf-8")
    declared: dict[str, Any] = yaml.safe_load(text)
    return declared


def meaning(table: str) -> str:
    """What a row of a table is, in a few words."""
    return str(_declared()["tables"][table]["row"])


def description(table: str, column: str) -> str:
    """What a column says, in one sentence.

    Args:
        table: name of a table.
        column: name of one of its columns.
    """
    own = _declared()["tables"][table]["columns"]
    return str(own[column] if column in own else _declared()["shared"][column])


def declared_columns(table: str) -> set[str]:
    """The columns of a table of which its own part of the file speaks."""
    return set(_declared()["tables"][table]["columns"])


def table_schema(table: Table, *, missing: tuple[str, ...], origins: bool) -> dict[str, Any]:
    """The Table Schema (Frictionless) of a table.

    Args:
        table: the table.
        missing: what stands for a missing value.
        origins: whether the table of origins is there to be referred to.

    Returns:
        Fields, primary key, missing values, and the foreign key to `origin` where a row names one origin. A list of
        origins cannot be a foreign key of a Table Schema.
    """
    names = keys(table.name)
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "primaryKey": list(names),
        "missingValues": list(missing),
    }
    if origins and table.name != "origin" and not table.columns[table.origins].endswith("[]"):
        schema["foreignKeys"] = [{"fields": [table.origins], "reference": {"resource": "origin", "fields": ["id"]}}]
    return schema


def _field(table: Table, column: str) -> dict[str, Any]:
    kind = TYPES.get(table.columns[column], "integer")
    field: dict[str, Any] = {"name": column, "type": kind, "description": description(table.name, column)}
    constraints: dict[str, Any] = {}
    words = WORDS.get(f"{table.name}.{column}")
    if column in keys(table.name) or column in ALWAYS or words:
        constraints["required"] = True
    if (column,) == keys(table.name):
        constraints["unique"] = True
    if words:
        constraints["enum"] = list(words)
    if column == "credibility":
        constraints |= {"minimum": min(CREDIBILITY), "maximum": max(CREDIBILITY)}
    return {**field, "constraints": constraints} if constraints else field


def reference() -> str:
    """The columns of every table as Markdown, as docs/evidence.md has them."""
    return "\n".join(line for table in TABLES.values() for line in _reference(table)) + "\n"


def _reference(table: Table) -> Iterator[str]:
    yield f"**`{table.name}`**: {meaning(table.name)}. Named by {', '.join(f'`{key}`' for key in keys(table.name))}."
    yield ""
    yield "| column | holds | what it says |"
    yield "|---|---|---|"
    for column, kind in table.columns.items():
        if column in declared_columns(table.name):
            yield f"| `{column}` | {FORMS.get(kind, 'whole number')} | {description(table.name, column)} |"
    shared = [column for column in table.columns if column not in declared_columns(table.name)]
    yield ""
    yield f"And the shared columns {', '.join(f'`{column}`' for column in shared)}."
    yield ""


def shared_reference() -> str:
    """The columns that mean the same in every table, as Markdown."""
    kinds = {column: kind for table in TABLES.values() for column, kind in table.columns.items()}
    lines = ["| column | holds | what it says |", "|---|---|---|"]
    for column, text in _declared()["shared"].items():
        lines.append(f"| `{column}` | {FORMS.get(kinds[column], 'whole number')} | {text} |")
    return "\n".join(lines) + "\n"
