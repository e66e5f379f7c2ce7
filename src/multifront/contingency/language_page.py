"""The page docs/scenario-language.md, written from the table of the language as Markdown. No facts of its own."""

from __future__ import annotations

import sys
from itertools import groupby

from multifront.contingency.chokepoints import CHOKEPOINTS
from multifront.contingency.language import LANGUAGE, vocabulary_rows
from multifront.contingency.ranges import DISTRIBUTIONS

INTRODUCTION = """# The scenario language

Written from the table in code by `python -m multifront.contingency.language_page`; do not edit. The same table drives the
readers, `multifront scenario check`, and the JSON Schema of `multifront scenario schema`. How to write a scenario of your own
stands in [writing-a-scenario.md](writing-a-scenario.md).

A place is the path in the file; `<...>` is a name of your own unless the heading lists the valid ones. Numbers have units and are written
as the first section says; `required` means that the file, or the one it extends, must have it. The dotted name of a number is its place
without `sides` and `commodities`: `china.gas.routes.myanmar.flow`.
"""

COLUMNS = ("name", "unit", "default", "description")


def page() -> str:
    """The whole page: numbers, distributions, chokepoints, then every place, then what a run gives."""
    meanings = {group.path or "(file)": group for group in LANGUAGE}
    by_place = {place: list(rows) for place, rows in groupby(vocabulary_rows(), lambda row: row["place"])}
    parts = [INTRODUCTION, "## A number", "", *_table(COLUMNS, by_place.pop("(number)")), "", *_distributions()]
    outcomes = by_place.pop("(outcome)")
    for place, rows in by_place.items():
        group = meanings[place]
        names = f" Valid names: {', '.join(f'`{name}`' for name in group.names)}." if group.names else ""
        listed = " A list." if group.entries else ""
        said = f"Holds {group.meaning}.{listed}{names}" if group.path else "The top keys."
        parts += [f"## `{place}`" if group.path else "## The file", "", said, ""]
        parts += [*_table(COLUMNS, rows), ""]
    parts += ["## Chokepoints", "", "Every file may name these; others are declared under `chokepoints`.", ""]
    parts += [*_chokepoints(), "", "## What a run gives", ""]
    parts += _table(("name", "unit", "description"), outcomes)
    return "\n".join(parts) + "\n"


def _distributions() -> list[str]:
    rows = [{"distribution": name, "what it needs and means": text} for name, text in DISTRIBUTIONS.items()]
    return [*_table(("distribution", "what it needs and means"), rows), ""]


def _chokepoints() -> list[str]:
    rows = [
        {"name": name, "written": one.label, "what": one.meaning, "source": ", ".join(one.sources) or "the map"}
        for name, one in CHOKEPOINTS.items()
    ]
    return _table(("name", "written", "what", "source"), rows)


def _table(columns: tuple[str, ...], rows: list[dict[str, str]]) -> list[str]:
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for row in rows:
        cells = [f"`{row[c]}`" if c == "name" else row[c] for c in columns]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    sys.stdout.write(page())
