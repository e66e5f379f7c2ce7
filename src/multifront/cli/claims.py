"""`multifront claims`: check an assessment file, make a new one, list the kinds of claims, explain a number."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multifront.cli import hindcast
from multifront.cli.output import Format, FormatOption, OutOption, emit, note
from multifront.workbench import assessments

app = typer.Typer(help="Check assessment files and walk numbers back to their rows.", no_args_is_help=True)


@app.command("check")
def check(
    files: Annotated[list[str], typer.Argument(help="assessment files, or names of shipped ones")],
) -> None:
    """Check assessment files; all problems of a file are named at once, with their lines (exit code 2)."""
    for file in files:
        note(assessments.check(file))


@app.command("kinds")
def kinds(form: FormatOption = Format.table, out: OutOption = None) -> None:
    """List the kinds of claims with their parameters."""
    emit(assessments.kinds(), form, out)


@app.command("new")
def new(
    file: Annotated[Path | None, typer.Argument(help="file to write; printed where none is named")] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="kind of the first claim; again for another claim")
    ] = None,
) -> None:
    """Make a commented assessment that `claims check` accepts; a file that is there already is left as it is."""
    said = assessments.new(file, kind or ["rate_change"])
    if file is None:
        typer.echo(said, nl=False)
    else:
        note(said)


@app.command("explain")
def explain(
    trace: Annotated[str, typer.Argument(help="id of a number, such as t7.rate_ratio")],
    brief: Annotated[Path, typer.Option("--brief", help="the brief.json that shows the number")],
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Walk a number of a brief back to the call that made it, its rows and its origins."""
    emit(assessments.explain(brief, trace), form, out)


app.command("hindcast")(hindcast.run)
