"""A scenario as people look at it: tables by place, a tree of its routes, the picture of its routes. Runs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from multifront import contingency
from multifront.contingency.route_map import MAP_CAPTION
from multifront.contingency.vocabulary import KINDS, place_of
from multifront.domain import Phrase, Picture
from multifront.workbench.comparing import check_chart, write_chart
from multifront.workbench.scenarios import load

Section = tuple[str, list[dict[str, Any]] | str]

AS_PLAIN = ("low", "mode", "high", "unit", "distribution")


def rows(name: str, claims: Path | None = None) -> list[dict[str, Any]]:
    """Every number of a scenario, one row each, with its place."""
    listed = contingency.parameter_rows(load(name, claims))
    return [{"place": place_of(str(row["parameter"]))[0], **row} for row in listed]


def sections(name: str, claims: Path | None = None) -> list[Section]:
    """The numbers by place, the correlations, and the routes as a tree."""
    scenario = load(name, claims)
    head = f"{scenario.name}: {scenario.title}, from {scenario.start}\n{scenario.note}\n"
    found: list[Section] = [(head, "")]
    by_place: dict[str, list[dict[str, Any]]] = {}
    for row in contingency.parameter_rows(scenario):
        place, number = place_of(str(row["parameter"]))
        why = "; ".join(str(row[key]) for key in ("source", "assumption") if row[key])
        shown = {"number": number} | {key: row[key] for key in AS_PLAIN} | {"source; assumption": why}
        by_place.setdefault(place, []).append(shown)
    found += list(by_place.items())
    if scenario.correlations:
        found.append(("correlations", [_correlation(one) for one in scenario.correlations]))
    found.append(
        (
            "routes: from whom, by what, past what; normal flow, most it can carry, lag, exposure to the cut",
            tree(scenario),
        )
    )
    return found


def tree(scenario: contingency.Scenario) -> str:
    """The routes of a scenario as a tree for the screen: side and commodity, supplier, route with what it passes."""
    lines: list[str] = []
    for (side, commodity, needs), routes in groupby(contingency.route_rows(scenario), key=_supply):
        lines += [f"{side}, {commodity}: {needs}"]
        by_supplier: dict[str, list[dict[str, Any]]] = {}
        for row in routes:
            by_supplier.setdefault(row["supplier"], []).append(row)
        last_supplier = list(by_supplier)[-1]
        for supplier, own in by_supplier.items():
            end = supplier == last_supplier
            mark = " (the partner)" if own[0]["own"] else ""
            lines.append(f"{'└' if end else '├'}─ {supplier}{mark}")
            stem = "   " if end else "│  "
            for number, row in enumerate(own):
                last = number == len(own) - 1
                lines += [stem + part for part in _route(row, last)]
    return "\n".join(lines) + "\n"


def picture(scenario: contingency.Scenario, side: str | None = None) -> Picture:
    """The route map of a scenario, of one side or of all."""
    columns = contingency.route_columns(contingency.route_rows(scenario, side))
    title = f"Routes of supply: {scenario.title}"
    name, options = f"{scenario.name}.routes", {"heading": f"{title}. Normal trade on {scenario.start}."}
    return Picture(name, "route_map", title, Phrase(MAP_CAPTION), columns, options, name)


def write_map(name: str, path: Path, side: str | None = None, claims: Path | None = None) -> None:
    """Write the route map of a scenario as SVG or PNG.

    Raises:
        UsageError: another ending, an unknown scenario or side.
    """
    check_chart(path, "--map")
    write_chart(picture(load(name, claims), side), path)


def schema() -> str:
    """The JSON Schema of scenario files, as text."""
    return json.dumps(contingency.scenario_schema(), indent=1, ensure_ascii=False) + "\n"


def _supply(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["side"], row["commodity"], row["needs"]


def _route(row: dict[str, Any], last: bool) -> Iterator[str]:
    """A route in two or three lines: its name, its numbers, what it passes."""
    yield f"{'└' if last else '├'}─ {row['kind'].replace('_', ' ')}: {row['label']} [{row['route']}]"
    stem = "   " if last else "│  "
    yield (
        f"{stem}   flow {row['flow']}; can carry {row['capacity']}; lag {row['lag']}; exposed {row['exposure']}"
        f"{'' if row['kind'] != KINDS[0] else ' (by land)'}"
    )
    passed = row["chokepoints"].replace("; ", " > ")
    what = [f"past {passed}"] if passed else []
    what += [f"limit {row['limits']}"] if row["limits"] else []
    if what:
        yield f"{stem}   {'; '.join(what)}"


def _correlation(one: Any) -> dict[str, Any]:
    why = "; ".join([*one.sources, *([one.assumption] if one.assumption else [])])
    return {"correlation": one.name, "numbers": ", ".join(one.numbers), "rank": one.rank, "source; assumption": why}
