"""`multifront measure`: measures of alignment for pairs and groups of states."""

from __future__ import annotations

from typing import Annotated

import typer

from multifront.cli.measure_composite import composite
from multifront.cli.measure_groups import axis, blocs
from multifront.cli.measure_show import short, show
from multifront.cli.measure_ties import show_ties
from multifront.cli.output import Format, FormatOption, OutOption, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import measures
from multifront.workbench.place import Place

app = typer.Typer(help="Measure how close states are: pairs, groups, blocs.", no_args_is_help=True)
app.command("show")(show)
app.command("ties")(show_ties)
app.command("axis")(axis)
app.command("blocs")(blocs)
app.command("composite")(composite)


@app.command("votes")
@placed
def votes(
    state_a: Annotated[str, typer.Argument(help="ISO3 code, such as CHN")],
    state_b: Annotated[str, typer.Argument(help="ISO3 code, such as RUS")],
    measure: Annotated[str, typer.Option("--measure", help="s, kappa, pi or agreement")] = "kappa",
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Similarity of two states' UN votes by year, with the rank among all pairs of that year."""
    request = measures.VoteRequest((state_a, state_b), measure, place)
    emit(measures.votes(request), form, out)


@app.command("points")
@placed
def points(
    states: Annotated[list[str], typer.Argument(help="ISO3 codes, such as CHN RUS")],
    since: Annotated[int, typer.Option("--from", help="first year whose votes are fitted")] = 2005,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Ideal points that we fit to the roll calls of the evidence, with intervals, beside those of the release."""
    found = measures.points(measures.PointsRequest(tuple(states), since, place))
    emit([short(row) for row in found.rows] if form is Format.table else found.rows, form, out)
    for sentence in found.notes:
        note(f"Mind: {sentence}")
