"""`multifront simulate`: run a scenario and print who runs out first, by rule on Russian-flag ships."""

from __future__ import annotations

from typing import Annotated

import typer

from multifront.cli.output import DrawsOption, Format, FormatOption, OutOption, SeedOption, emit, note, progress
from multifront.workbench import scenarios


def run(
    scenario: Annotated[str, typer.Argument(help="name of a shipped scenario or a YAML file")],
    seed: SeedOption = 0,
    draws: DrawsOption = 10_000,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Run a scenario over sampled worlds and print days of endurance with and without Russian supply."""
    with progress() as say:
        report = scenarios.simulate(scenario, seed, draws, say)
    emit(report.rows, form, out)
    for line in report.notes:
        note(line)
