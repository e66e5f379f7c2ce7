"""`multifront measure show`: a pair of states by year, and held against another pair."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from multifront.cli.output import Format, FormatOption, SeedOption, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import comparing
from multifront.workbench.store import Place


@placed
def show(
    pair: Annotated[tuple[str, str], typer.Argument(help="two ISO3 codes, such as RUS PRK")],
    against: Annotated[
        tuple[str, str] | None, typer.Option("--against", help="another pair to hold it against")
    ] = None,
    measure: Annotated[str, typer.Option("--measure", help="kappa, agreement, s, pi, bcai or tau_b")] = "kappa",
    since: Annotated[int, typer.Option("--since", help="first year to show")] = 1991,
    chart: Annotated[Path | None, typer.Option("--chart", help="write a chart there, .svg or .png")] = None,
    map_to: Annotated[
        Path | None, typer.Option("--map", help="write a map there of how alike all vote with the first, .svg or .png")
    ] = None,
    seed: SeedOption = 0,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
) -> None:
    """How close two states are by year: votes, rank, ideal points, meetings, trade; and are they closer than others?"""
    if chart is not None:
        comparing.check_chart(chart)
    if map_to is not None:
        comparing.check_chart(map_to, "--map")
    request = comparing.Comparing(pair, against, measure, since, place, seed)
    found = comparing.show(request)
    emit([short(row) for row in found.rows] if form is Format.table else found.rows, form, None)
    for sentence in found.sentences:
        note(sentence)
    for caveat in found.caveats:
        note(f"Mind: {caveat}")
    if chart is not None:
        comparing.write_chart(found.picture, chart)
        note(f"wrote {chart}")
    if map_to is not None:
        comparing.write_chart(comparing.neighbour_map(request), map_to)
        note(f"wrote {map_to}")


def short(row: dict[str, Any]) -> dict[str, Any]:
    """A row for the screen: a value and its interval in one cell."""
    shown: dict[str, Any] = {}
    for name, value in row.items():
        if f"{name} low" in row:
            ends = [value, row[f"{name} low"], row[f"{name} high"]]
            form = ".0f" if name == "rank" else ".2f"
            low, high = ("?" if end is None else format(end, form) for end in ends[1:])
            shown[name] = "" if value is None else f"{value:{form}} ({low} to {high})"
        elif not name.endswith((" low", " high")):
            shown[name] = value
    return shown
