"""`multifront timing`: the noun and its forecasts; what it tests of dates stands in modules of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from multifront.cli.output import Format, FormatOption, OutOption, SeedOption, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.cli.timing_own import own_dates
from multifront.cli.timing_pairs import pairs
from multifront.cli.timing_window import SpanOption, days_of
from multifront.workbench import timing_forecasts
from multifront.workbench.place import Place

app = typer.Typer(help="Test the timing of your own events, or of declared streams.", no_args_is_help=True)
app.command("test")(own_dates)
app.command("pairs")(pairs)


@app.callback()
def _noun() -> None:
    """Test the timing of your own events, or of declared streams."""


@app.command("forecast")
@placed
def forecast(
    stream: Annotated[str, typer.Argument(help="a declared stream, such as prk_launch_days, or a file of dates")],
    indicator: Annotated[
        str | None, typer.Option("--indicator", help="a second stream or file: does it warn of the first?")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="length of a period: week, month, quarter or year")] = "month",
    at_least: Annotated[int, typer.Option("--at-least", min=1, help="count whose chance the Brier score judges")] = 1,
    span: SpanOption = None,
    place: Place = EVERYTHING,
    seed: SeedOption = 0,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Forecast the next period's count, walking forward, and test the forecasts against base rate and persistence."""
    asked = timing_forecasts.ForecastAsked(stream, indicator, by, at_least, days_of(span), place, seed)
    found = timing_forecasts.run_forecast(asked)
    emit(found.rows, form, out)
    for sentence in found.sentences:
        note(sentence)
