"""`multifront measure composite`: where a pair stands by an index of all ties that the evidence has."""

from __future__ import annotations

from typing import Annotated

import typer

from multifront.cli.measure_groups import tell
from multifront.cli.output import Format, FormatOption, OutOption, SeedOption, emit
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import composing
from multifront.workbench.place import Place


@placed
def composite(
    pair: Annotated[tuple[str, str], typer.Argument(help="two ISO3 codes, such as CHN RUS")],
    year: Annotated[int, typer.Option("--year", help="the year of all indicators")],
    top: Annotated[
        float, typer.Option("--top", help="the finding that is tried: among this closest share of all pairs")
    ] = 0.05,
    seed: SeedOption = 0,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """An index of votes, trade, organizations, alliances, arms and disputes, made in every way, and its parts."""
    found = composing.composite(composing.CompositeAsked(pair, year, top, seed, place))
    emit(found.rows, form, out)
    tell(found)
