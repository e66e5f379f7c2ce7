"""`multifront scenario`: list, check and show scenario files."""

from __future__ import annotations

from typing import Annotated

import typer

from multifront.cli.output import Format, FormatOption, OutOption, emit, note
from multifront.workbench import scenarios

app = typer.Typer(help="List, check and show scenario files.", no_args_is_help=True)


@app.command("list")
def list_(form: FormatOption = Format.table, out: OutOption = None) -> None:
    """List the shipped scenarios."""
    emit(scenarios.listing(), form, out)


@app.command("check")
def check(files: Annotated[list[str], typer.Argument(help="scenario files, or names of shipped ones")]) -> None:
    """Check scenario files; all problems of a file are named at once, with their lines (exit code 2)."""
    for file in files:
        note(scenarios.check(file))


@app.command("show")
def show(
    file: Annotated[str, typer.Argument(help="a scenario file, or the name of a shipped one")],
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Print every number of a scenario with its range, unit and source or assumption."""
    emit(scenarios.show(file), form, out)
