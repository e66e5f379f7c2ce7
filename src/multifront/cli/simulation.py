"""`multifront simulate`: run a scenario and print how long each side lasts, or who runs out first."""

from __future__ import annotations

from typing import Annotated

import typer

from multifront.cli.output import (
    ClaimsOption,
    DrawsOption,
    Format,
    FormatOption,
    OutOption,
    SeedOption,
    emit,
    emit_blocks,
    note,
    progress,
)
from multifront.workbench import scenarios, whole


def run(
    scenario: Annotated[str, typer.Argument(help="name of a shipped scenario or a YAML file")],
    seed: SeedOption = 0,
    draws: DrawsOption = 10_000,
    race: Annotated[
        bool, typer.Option("--race", help="print who runs out first by 30, 90, 180 and 365 days instead of the days")
    ] = False,
    days: Annotated[
        int, typer.Option("--days", min=1, help="horizon of a scenario with arms or forces; others ignore it")
    ] = whole.DEFAULT_DAYS,
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="threads of a scenario with arms or forces; changes no number")
    ] = 1,
    claims: ClaimsOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Run a scenario over sampled worlds and print days of endurance with and without the partner's channels."""
    wider = not race and scenarios.load(scenario, claims).blocks.any
    with progress() as say:
        if wider:
            parts = whole.simulate(scenario, seed, draws, days, say, workers=workers, claims=claims)
        else:
            report = (scenarios.race if race else scenarios.simulate)(scenario, seed, draws, say, claims=claims)
    if wider and form is Format.table:
        emit_blocks([(block.title, block.rows) for block in parts.blocks], out)
    else:
        emit(parts.rows if wider else report.rows, form, out)
    for line in parts.notes if wider else report.notes:
        note(line)
