"""`multifront measure ties`: what two states owe, sell, promise and do with each other, by year. No measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from multifront.cli.output import Format, FormatOption, OutOption, emit, note
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import ties
from multifront.workbench.place import Place

SERIES = ("tie", "what", "actor", "partner", "unit", "definition")
"""The columns that say which series a row belongs to."""


@placed
def show_ties(
    pair: Annotated[tuple[str, str], typer.Argument(help="two ISO3 codes, such as CHN RUS")],
    since: Annotated[int, typer.Option("--from", help="first year")] = 2000,
    until: Annotated[int | None, typer.Option("--to", help="last year; left out: the year of the evidence")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", help="treaties, military, arms, trade, energy, exercises, meetings or sanctions; may be repeated"
        ),
    ] = None,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Treaties, arms, trade, energy, exercises, meetings, sanctions of two states by year, with unit and definition.

    NA is missing, never zero, and the reason stands behind it. The screen has one line a series, with years that are
    alike drawn together; json and csv have one row a year or period, with the origins of each figure.
    """
    found = ties.ties(ties.TiesAsked(pair, since, until, tuple(only or ()), place))
    emit(lines(found.rows) if form is Format.table else [public(row) for row in found.rows], form, out)
    for sentence in found.sentences:
        note(sentence)
    for caveat in found.caveats:
        note(f"Mind: {caveat}")


def public(row: dict[str, Any]) -> dict[str, Any]:
    """A row as files hold it: without what only the side-by-side view needs."""
    return {name: value for name, value in row.items() if name not in ("until", "mutual", "title")}


def lines(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line a series for the screen, its values by period, alike years drawn together.

    Args:
        rows: rows of ties, those of a series one after the other.
    """
    series: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        series.setdefault(tuple(row[name] for name in SERIES), []).append(row)
    return [dict(zip(SERIES, key, strict=True)) | {"values": _values(some)} for key, some in series.items()]


def _values(rows: Sequence[dict[str, Any]]) -> str:
    """The values of one series; years outside it in two words at the end."""
    inside = [row for row in rows if not str(row["note"]).startswith(ties.OUTSIDE)]
    runs: list[list[str]] = []
    for row in inside:
        period, said = str(row["period"]), _said(row)
        if runs and runs[-1][-1] == said and period.isdigit() and runs[-1][1].isdigit():
            runs[-1][1] = period
        else:
            runs.append([period, period, said])
    told = [
        f"{first}: {said}" if first == last else f"{first}-{last}: {said}{'' if said.startswith('NA') else ' each'}"
        for first, last, said in runs
    ]
    return "; ".join([*told, *(["other years NA"] if len(inside) < len(rows) else [])])


def _said(row: dict[str, Any]) -> str:
    """A value in words, or NA, with the note behind it."""
    known = ties.amount(row)
    if not known:
        return str(row["note"]) if row["unit"] == ties.DATED_FACT else f"NA ({row['note']})"
    return f"{known} ({row['note']})" if row["note"] else known
