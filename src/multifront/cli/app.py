"""The tree of commands. Each command lives in the module of its noun, which is imported when the command is run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

import typer

from multifront import __version__
from multifront.cli.late_commands import Late, LateGroup


class Commands(LateGroup):
    """All commands, in the order in which the help lists them."""

    table: ClassVar[Mapping[str, Late]] = {
        "simulate": Late(
            "multifront.cli.simulation",
            "run",
            "Run a scenario over sampled worlds and print days of endurance.",
        ),
        "read": Late(
            "multifront.cli.reading",
            "read",
            "Read documents: who asserts what, numbers, dates, and claims.",
        ),
        "brief": Late(
            "multifront.cli.brief",
            "app",
            "Judge assessments and write their briefs, or compare two briefs.",
        ),
        "evidence": Late("multifront.cli.evidence", "app", "List, check, query and rebuild the evidence."),
        "claims": Late("multifront.cli.claims", "app", "Check assessment files and walk numbers back to their rows."),
        "scenario": Late("multifront.cli.scenario", "app", "List, check and show scenario files."),
        "measure": Late("multifront.cli.measure", "app", "Measure how close states are: pairs, groups, blocs."),
        "timing": Late("multifront.cli.timing", "app", "Test the timing of your own events, or of declared streams."),
    }


app = typer.Typer(
    name="multifront",
    cls=Commands,
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
