"""`multifront timing`: test whether one list of dates follows another, and forecast a stream's counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from multifront.cli.output import Format, FormatOption, OutOption, SeedOption, day, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import timing_bundle, timing_forecasts, timing_tests
from multifront.workbench.store import Place

app = typer.Typer(help="Test the timing of your own events.", no_args_is_help=True)


COLUMNS = (
    "hits: events with one of the other list in the window before; expected: hits of independent lists of these "
    "shapes; p: chance of so many, calibrated; q: p corrected for both directions; p raw: before calibration; "
    "p naive: Poisson, for comparison only; false alarms: of this test on such lists; sees share: smallest true share "
    "found four times in five"
)
"""What the columns of the table mean."""


@app.callback()
def _noun() -> None:
    """Test the timing of your own events."""


@app.command("test")
def run(
    lists: Annotated[
        tuple[Path, Path],
        typer.Argument(help="two files: one date a line (2022-05-24), or a CSV with a column of dates"),
    ],
    window: Annotated[int, typer.Option("--window", min=0, help="days after an event in which another counts")] = 7,
    lag: Annotated[int, typer.Option("--lag", help="days by which the window begins later; negative looks back")] = 0,
    span: Annotated[
        tuple[str, str] | None, typer.Option("--span", help="first and last day on which both lists were counted")
    ] = None,
    counted_by: Annotated[str, typer.Option("--counted-by", help="who counted the events, by what rule")] = "",
    coverage: Annotated[
        str, typer.Option("--coverage", help="exhaustive, sample, or changed (then no test is possible)")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="folder for charts, methods paragraph, BibTeX and replication zip")
    ] = None,
    seed: SeedOption = 0,
    form: FormatOption = Format.table,
) -> None:
    """Does one list of dates follow another more often than chance allows? Both ways, with what to paste in a paper."""
    frames = timing_tests.Frames(counted_by, coverage)
    if out is not None:
        timing_bundle.check_folder(out)
    tested = timing_tests.run_test(timing_tests.Asked(*lists, window, lag, _days(span), frames, seed))
    emit([_short(row) for row in tested.rows] if form is Format.table else tested.rows, form, None)
    if form is Format.table:
        note(COLUMNS)
    note(f"Answer: {tested.answer}")
    for sentence in tested.sentences:
        note(sentence)
    for caveat in tested.caveats:
        note(f"Mind: {caveat}")
    if out is not None:
        for path in timing_bundle.write_bundle(tested, out):
            note(f"wrote {path}: {timing_bundle.CONTENT[path.name]}")
    else:
        note("Add --out FOLDER for the charts, a methods paragraph to paste, BibTeX and a replication zip.")


@app.command("forecast")
@placed
def forecast(
    stream: Annotated[str, typer.Argument(help="a declared stream, such as prk_launch_days, or a file of dates")],
    indicator: Annotated[
        str | None, typer.Option("--indicator", help="a second stream or file: does it warn of the first?")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="length of a period: week, month, quarter or year")] = "month",
    at_least: Annotated[int, typer.Option("--at-least", min=1, help="count whose chance the Brier score judges")] = 1,
    span: Annotated[
        tuple[str, str] | None, typer.Option("--span", help="first and last day on which all was counted")
    ] = None,
    place: Place = EVERYTHING,
    seed: SeedOption = 0,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Forecast the next period's count, walking forward, and test the forecasts against base rate and persistence."""
    asked = timing_forecasts.ForecastAsked(stream, indicator, by, at_least, _days(span), place, seed)
    found = timing_forecasts.run_forecast(asked)
    emit(found.rows, form, out)
    for sentence in found.sentences:
        note(sentence)


def _days(span: tuple[str, str] | None) -> tuple[date, date] | None:
    """The two days of --span."""
    found = [day(text, "--span") for text in span or ()]
    return (found[0], found[1]) if len(found) == 2 and found[0] and found[1] else None


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A row for the screen: excess and interval in one cell, shares in per cent."""
    interval = f"{row['excess']:+.0%} ({row['excess low']:+.0%} to {row['excess high']:+.0%})"
    shown = {name: value for name, value in row.items() if not name.startswith("excess") and name != "too few"}
    sees = row["sees share"]
    shown |= {
        "expected": f"{row['expected']:.1f}",
        "false alarms": f"{row['false alarms']:.1%}",
        "sees share": "none" if sees is None else f"{sees:.0%}",
        "verdict": "too few to say" if row["too few"] else "",
    }
    shown |= {name: f"{row[name]:.3g}" for name in ("p", "q", "p raw", "p naive") if row[name] is not None}
    order = ["follows", "events", "hits", "expected"]
    rest = [name for name in shown if name not in order and (name != "verdict" or row["too few"])]
    return {name: shown[name] for name in order} | {"excess (90 %)": interval} | {name: shown[name] for name in rest}
