"""`multifront timing pairs`: which of many streams follow which, all pairs as one family."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from multifront.cli.option_groups import grouped
from multifront.cli.output import Format, FormatOption, OutOption, SeedOption, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.cli.timing_window import A_WEEK, Window, days_of
from multifront.workbench import comparing, timing_pairs
from multifront.workbench.place import Place


@placed
@grouped
def pairs(
    streams: Annotated[
        list[str], typer.Argument(help="2 to 50 declared streams, such as prk_launch_days, or files of dates")
    ],
    window: Window = A_WEEK,
    correction: Annotated[str, typer.Option("--correction", help="bh, or by, which holds under any dependence")] = "bh",
    chart: Annotated[Path | None, typer.Option("--chart", help="write the matrix there, .svg or .png")] = None,
    place: Place = EVERYTHING,
    seed: SeedOption = 0,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Which of many streams follow which? Every ordered pair is tested, and p corrected for all of them."""
    if chart is not None:
        comparing.check_chart(chart)
    asked = timing_pairs.PairsAsked(
        tuple(streams), window.window, window.lag, days_of(window.span), correction, place, seed
    )
    found = timing_pairs.run_pairs(asked)
    emit([_short_pair(row) for row in found.rows] if form is Format.table else found.rows, form, out)
    note(f"Answer: {found.result.sentence}")
    for caveat in found.caveats:
        note(f"Mind: {caveat}")
    if chart is not None:
        comparing.write_chart(timing_pairs.pairs_picture(found.result), chart)
        note(f"wrote {chart}")


def _short_pair(row: dict[str, Any]) -> dict[str, Any]:
    """A pair for the screen: span in one cell, shares in per cent, the reason where it was not tested."""
    shown = {"follows": f"{row['follower']} after {row['leader']}"}
    if row["not tested"]:
        numbers = dict.fromkeys(("span", "events", "hits", "expected", "excess (90 %)", "p", "q"), "")
        return shown | numbers | {"not tested": row["not tested"]}
    interval = f"{row['excess']:+.0%} ({row['excess low']:+.0%} to {row['excess high']:+.0%})"
    numbers = {"span": f"{row['from']} to {row['to']}", "events": row["events"], "hits": row["hits"]}
    numbers |= {"expected": f"{row['expected']:.1f}", "excess (90 %)": interval}
    return shown | numbers | {"p": f"{row['p']:.3g}", "q": f"{row['q']:.3g}", "not tested": ""}
