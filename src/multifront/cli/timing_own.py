"""`multifront timing test`: whether one list of dates follows another, with what to paste in a paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from multifront.cli.option_groups import grouped
from multifront.cli.output import Format, FormatOption, SeedOption, emit, note
from multifront.cli.timing_window import A_WEEK, Window, days_of
from multifront.errors import UsageError
from multifront.workbench import timing_bundle, timing_rows, timing_tests
from multifront.workbench.timing_streams import Frames

COLUMNS = (
    "hits: events with one of the other list in the window before; expected: hits of independent lists of these "
    "shapes; p: chance of so many, calibrated; q: p corrected for both directions; p raw: before calibration; "
    "p naive: Poisson, for comparison only; false alarms: of this test on such lists; sees share: smallest true share "
    "found four times in five"
)
"""What the columns of the table mean."""
CELLS = (
    "p: of this window, lag and direction alone; q: corrected for all rows (Benjamini-Hochberg); p family: chance that "
    "the best of all rows looks so on independent lists; an empty q: that row could not decide whatever it showed"
)
NULLS = (
    "p under each null, and how often it is wrong at 5 % on independent lists like these; the calibrated row is the "
    "answer, the others show why. A null chosen after a look at this table proves nothing"
)


@dataclass(frozen=True, slots=True)
class Counting:
    """How the lists were made, as the user says."""

    counted_by: Annotated[str, typer.Option("--counted-by", help="who counted the events, by what rule")] = ""
    coverage: Annotated[
        str, typer.Option("--coverage", help="exhaustive, sample, or changed (then no test is possible)")
    ] = ""
    calendar: Annotated[
        Path | None,
        typer.Option("--calendar", help="file of days known beforehand to both; events on them are set apart"),
    ] = None


@dataclass(frozen=True, slots=True)
class Looks:
    """What else the lists are asked."""

    windows: Annotated[
        str, typer.Option("--windows", metavar="3,7,14", help="all windows that you look at, corrected as one family")
    ] = ""
    lags: Annotated[
        str, typer.Option("--lags", metavar="0,7", help="all lags that you look at, corrected as one family")
    ] = ""
    length: Annotated[
        str | None,
        typer.Option("--length", help="events that last (columns start and end) count by their start, or on any_day"),
    ] = None
    uncertain: Annotated[
        bool, typer.Option("--uncertain", help="take 2022-05, 2022, 2022-05-10/2022-05-14 and empty dates too")
    ] = False
    nulls: Annotated[bool, typer.Option("--nulls", help="show p under every usual null beside the calibrated")] = False


AS_STATED, NOTHING_ELSE = Counting(), Looks()
"""Nothing said of how the lists were made; one window, exact days."""


@grouped
def own_dates(
    lists: Annotated[
        tuple[Path, Path],
        typer.Argument(help="two files: one date a line (2022-05-24), or a CSV with a column of dates"),
    ],
    window: Window = A_WEEK,
    counting: Counting = AS_STATED,
    looks: Looks = NOTHING_ELSE,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder for charts, methods paragraph, BibTeX and replication zip")
    ] = None,
    seed: SeedOption = 0,
    form: FormatOption = Format.table,
) -> None:
    """Does one list of dates follow another more often than chance allows? Both ways, with what to paste in a paper."""
    frames = Frames(counting.counted_by, counting.coverage)
    further = timing_tests.Further(
        whole_numbers(looks.windows, "--windows", least=0),
        whole_numbers(looks.lags, "--lags"),
        looks.length,
        looks.uncertain,
        counting.calendar,
        looks.nulls,
    )
    if further.grid and further.nulls and form is not Format.table:
        raise UsageError("--nulls and --windows are two tables; valid: one of them as json or csv; next: run it twice")
    if out is not None:
        timing_bundle.check_folder(out)
    asked = timing_tests.Asked(*lists, window.window, window.lag, days_of(window.span), frames, seed, further)
    tested = timing_tests.run_test(asked)
    _show(tested, form)
    note(f"Answer: {timing_rows.answer(tested)}")
    for sentence in tested.sentences:
        note(sentence)
    for caveat in tested.caveats:
        note(f"Mind: {caveat}")
    if out is not None:
        for path in timing_bundle.write_bundle(tested, out):
            note(f"wrote {path}: {timing_bundle.CONTENT[path.name]}")
    else:
        note("Add --out FOLDER for the charts, a methods paragraph to paste, BibTeX and a replication zip.")


def whole_numbers(text: str, option: str, least: int | None = None) -> tuple[int, ...]:
    """The whole numbers of a list with commas.

    Args:
        text: such as 3,7,14; empty for none.
        option: what it was given to.
        least: the smallest number that is taken.

    Raises:
        UsageError: a part is no whole number, or too small.
    """
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    try:
        found = tuple(int(part) for part in parts)
    except ValueError:
        found, parts = (), [*parts, ""]
    if len(found) != len(parts) or (least is not None and any(number < least for number in found)):
        valid = "whole days" if least is None else f"whole days, {least} or more"
        raise UsageError(f"{option} wants a list such as 0,7, found {text!r}; valid: {valid} with commas between")
    return found


def _show(tested: timing_tests.Tested, form: Format) -> None:
    """The tables that were asked for: all of them on the screen, as JSON or CSV the one that was asked for last."""
    rows, cells = timing_rows.direction_rows(tested), timing_rows.grid_rows(tested.grid) if tested.grid else []
    nulls = timing_rows.null_rows(tested.nulls)
    if form is not Format.table:
        emit(nulls or cells or rows, form, None)
        return
    few = any(row["too few"] for row in rows)
    emit([_short(row) | ({"verdict": _verdict(row)} if few else {}) for row in rows], form, None)
    note(COLUMNS)
    if cells:
        emit([_short_cell(row) for row in cells], form, None)
        note(CELLS)
    if nulls:
        percents = [row | {"p": f"{row['p']:.3g}", "false alarms": f"{row['false alarms']:.1%}"} for row in nulls]
        emit(percents, form, None)
        note(NULLS)


def _interval(row: dict[str, Any]) -> str:
    """Excess and its interval in one cell."""
    if row["excess low"] is None:
        return f"{row['excess']:+.0%}"
    return f"{row['excess']:+.0%} ({row['excess low']:+.0%} to {row['excess high']:+.0%})"


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A row for the screen: excess and interval in one cell, shares in per cent."""
    sees = row["sees share"]
    shown = {name: row[name] for name in ("follows", "events")} | {"hits": f"{row['hits']:.4g}"}
    shown |= {"expected": f"{row['expected']:.1f}", "excess (90 %)": _interval(row)}
    shown |= {name: f"{row[name]:.3g}" for name in ("p", "q", "p raw", "p naive") if row[name] is not None}
    shown |= {"false alarms": f"{row['false alarms']:.1%}", "sees share": "none" if sees is None else f"{sees:.0%}"}
    return shown


def _verdict(row: dict[str, Any]) -> str:
    return "too few to say" if row["too few"] else ""


def _short_cell(row: dict[str, Any]) -> dict[str, Any]:
    """A window and lag for the screen."""
    shown = {name: row[name] for name in ("follows", "window", "lag", "hits")}
    shown |= {"expected": f"{row['expected']:.1f}", "excess (90 %)": _interval(row)}
    return shown | {name: "" if row[name] is None else f"{row[name]:.3g}" for name in ("p", "q", "p family")}
