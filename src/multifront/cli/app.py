"""The tree of commands. Each command lives in the module of its noun."""

from __future__ import annotations

from typing import Annotated

import typer

from multifront import __version__
from multifront.cli import brief, claims, evidence, exploring, hindcast, measure, reading, scenario, simulation, timing

app = typer.Typer(
    name="multifront",
    help="Judge claims that rival states act together, and write a brief in which every number can be walked back.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"multifront {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version and stop")
    ] = False,
) -> None:
    """Judge claims that rival states act together, and write a brief in which every number can be walked back."""


app.command("simulate")(simulation.run)
app.command("read")(reading.read)
for _verb in (
    exploring.sensitivity,
    exploring.discover,
    exploring.levers,
    exploring.facts,
    exploring.race,
    exploring.explore,
):
    scenario.app.command(_verb.__name__)(_verb)
app.add_typer(brief.app, name="brief")
app.add_typer(evidence.app, name="evidence")
app.add_typer(claims.app, name="claims")
claims.app.command("hindcast")(hindcast.run)
app.add_typer(scenario.app, name="scenario")
app.add_typer(measure.app, name="measure")
app.add_typer(timing.app, name="timing")
