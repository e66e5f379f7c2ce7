"""`multifront measure axis` and `measure blocs`: groups of states by how they vote, named and found."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from multifront.cli.output import Format, FormatOption, OutOption, SeedOption, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import groups
from multifront.workbench.place import Place

MeasureOption = Annotated[str, typer.Option("--measure", help="kappa, agreement, s, pi, bcai or tau_b")]
SCREEN = ("votes", "part", "of", "value", "expected", "excess", "excess low", "excess high", "p", "closer than")
"""Columns of the test that are shown on the screen; the sentence says the others."""


@placed
def axis(
    members: Annotated[list[str], typer.Argument(help="ISO3 codes of the group, such as CHN RUS IRN PRK")],
    year: Annotated[int, typer.Option("--year", help="year of the votes; the last before it where it has none")],
    since: Annotated[int | None, typer.Option("--since", help="test also the change since the votes of a year")] = None,
    measure: MeasureOption = "kappa",
    statistic: Annotated[str, typer.Option("--statistic", help="contrast, inside or rank")] = "contrast",
    any_region: Annotated[
        bool, typer.Option("--any-region", help="compare with groups of any region, not with the same mix of regions")
    ] = False,
    seed: SeedOption = 0,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
) -> None:
    """Is a named group closer inside than matched groups of states are, and which pairs and members carry it?"""
    asked = groups.AxisAsked(tuple(members), year, since, measure, statistic, any_region, seed, place)
    found = groups.axis(asked)
    rows = [{name: row[name] for name in SCREEN} for row in found.rows] if form is Format.table else found.rows
    emit(rows, form, None)
    tell(found)


@placed
def blocs(
    year: Annotated[
        list[int], typer.Option("--year", help="year of the votes; may be repeated: blocs are then followed")
    ],
    of: Annotated[str | None, typer.Option("--of", help="only the bloc of this state, an ISO3 code")] = None,
    measure: MeasureOption = "kappa",
    seed: SeedOption = 0,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Which states form blocs, over many resolutions and seeds, and how sure is each member?"""
    found = groups.blocs(groups.BlocsAsked(tuple(year), of, measure, seed, place))
    emit([_short(row) for row in found.rows] if form is Format.table else found.rows, form, out)
    tell(found)


def tell(found: groups.Told) -> None:
    """Say the sentences and what to mind on stderr."""
    for sentence in found.sentences:
        note(sentence)
    for caveat in found.caveats:
        note(f"Mind: {caveat}")


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A bloc for the screen: members with a doubt carry their certainty."""
    named = [
        name if sure is None or sure >= 0.8 else f"{name} ({sure:.2f})"
        for name, sure in zip(row["members"], row["certainty of each"], strict=True)
    ]
    return {name: row[name] for name in ("year", "bloc", "states", "certainty")} | {"members": " ".join(named)}
