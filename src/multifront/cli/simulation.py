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
    claims: ClaimsOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Run a scenario over sampled worlds and print days of endurance with and without the partner's channels."""
    wider = not race and scenarios.load(scenario, claims).blocks.any
    with progress() as say:
        if wider:
            report = whole.simulate(scenario, seed, draws, say, days=days, claims=claims)
        else:
            report = (scenarios.race if race else scenarios.simulate)(scenario, seed, draws, say, claims=claims)
    emit(report.rows, form, out)
    for line in report.notes:
        note(line)
