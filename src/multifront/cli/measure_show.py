"""`multifront measure show`: a pair of states by year, and held against another pair."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from multifront.cli.option_groups import grouped
from multifront.cli.output import Format, FormatOption, SeedOption, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import comparing
from multifront.workbench.place import Place
from multifront.workbench.ties_beside import BOTH_WAYS


@dataclass(frozen=True, slots=True)
class Printing:
    """What `measure show` writes or prints besides its main table."""

    chart: Annotated[Path | None, typer.Option("--chart", help="write a chart there, .svg or .png")] = None
    map_to: Annotated[
        Path | None, typer.Option("--map", help="write a map there of how alike all vote with the first, .svg or .png")
    ] = None
    only_ties: Annotated[
        bool, typer.Option("--ties", help="print the last value of every other tie alone, also as json or csv")
    ] = False


AS_TABLE = Printing()
"""No chart, no map, both tables."""


@placed
@grouped
def show(
    pair: Annotated[tuple[str, str], typer.Argument(help="two ISO3 codes, such as RUS PRK")],
    against: Annotated[
        tuple[str, str] | None, typer.Option("--against", help="another pair to hold it against")
    ] = None,
    measure: Annotated[str, typer.Option("--measure", help="kappa, agreement, s, pi, bcai or tau_b")] = "kappa",
    since: Annotated[int, typer.Option("--since", help="first year to show")] = 1991,
    printing: Printing = AS_TABLE,
    seed: SeedOption = 0,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
) -> None:
    """How close two states are by year, and are they closer than others? Votes, rank, ideal points, meetings, trade.

    Below stand the last figures of treaties, arms, trade, energy, exercises and sanctions with unit, direction and the
    reason where one is missing. The answer and what to mind come last, on stderr. Try: measure show RUS PRK
    --against CHN PRK --since 2015 --chart closer.svg
    """
    if printing.chart is not None:
        comparing.check_chart(printing.chart)
    if printing.map_to is not None:
        comparing.check_chart(printing.map_to, "--map")
    asked = comparing.Comparing(pair, against, measure, since, place, seed)
    found = comparing.show(asked)
    if not printing.only_ties:
        emit([short(row) for row in found.rows] if form is Format.table else found.rows, form, None)
    if printing.only_ties or form is Format.table:
        beside = comparing.last_ties(asked)
        emit([narrow(row) for row in beside] if form is Format.table else beside, form, None)
        note(f"Mind: {comparing.TIES}")
    for sentence in found.sentences:
        note(sentence)
    for caveat in found.caveats:
        note(f"Mind: {caveat}")
    if printing.chart is not None:
        comparing.write_chart(found.picture, printing.chart)
        note(f"wrote {printing.chart}")
    if printing.map_to is not None:
        comparing.write_chart(comparing.neighbour_map(asked), printing.map_to)
        note(f"wrote {printing.map_to}")


def narrow(row: dict[str, Any]) -> dict[str, Any]:
    """A row of ties for the screen: value, period and direction of a pair in one cell, named by the pair.

    Args:
        row: as `comparing.last_ties` gives it.
    """
    shown = {name: row[name] for name in ("tie", "what", "unit", "definition")}
    for name in (key.removesuffix(" last") for key in row if key.endswith(" last")):
        way = row[f"{name} direction"]
        aimed = "" if way == BOTH_WAYS else f", {way}"
        shown[name] = f"{row[f'{name} last']} ({row[f'{name} period']}{aimed})" if row[f"{name} last"] else "NA"
    return shown | {"mind": row["mind"]}


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
