"""`multifront scenario`: list, check and show scenario files, and the schema of such files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multifront.cli import exploring
from multifront.cli.output import ClaimsOption, Format, FormatOption, OutOption, emit, emit_sections, note, write_text
from multifront.errors import FileProblems
from multifront.workbench import scenario_views, scenarios

app = typer.Typer(help="List, check and show scenario files.", no_args_is_help=True)


@app.command("list")
def list_(form: FormatOption = Format.table, out: OutOption = None) -> None:
    """List the shipped scenarios."""
    emit(scenarios.listing(), form, out)


@app.command("check")
def check(
    files: Annotated[list[str], typer.Argument(help="scenario files, or names of shipped ones")],
    claims: ClaimsOption = None,
) -> None:
    """Check scenario files and run nothing; all problems of all files are named at once, with lines (exit code 2)."""
    failed: list[FileProblems] = []
    for file in files:
        try:
            note(scenarios.check(file, claims))
        except FileProblems as error:
            failed.append(error)
    for one in failed[:-1]:
        note(str(one))
    if failed:
        raise failed[-1]


@app.command("show")
def show(
    file: Annotated[str, typer.Argument(help="a scenario file, or the name of a shipped one")],
    map_to: Annotated[
        Path | None, typer.Option("--map", help="write a map of the routes there, .svg or .png, instead of the tables")
    ] = None,
    side: Annotated[str | None, typer.Option("--side", help="one side alone on the map")] = None,
    claims: ClaimsOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Print every number by place with range, unit and source or assumption, and the routes as a tree; or draw them."""
    if map_to is not None:
        scenario_views.write_map(file, map_to, side, claims)
        note(f"wrote {map_to}")
    elif form is Format.table:
        emit_sections(scenario_views.sections(file, claims), out)
    else:
        emit(scenario_views.rows(file, claims), form, out)


@app.command("schema")
def schema(out: OutOption = None) -> None:
    """Print the JSON Schema of scenario files, with which editors complete names and mark mistakes."""
    write_text(scenario_views.schema(), out)


for _verb in (
    exploring.sensitivity,
    exploring.discover,
    exploring.levers,
    exploring.facts,
    exploring.race,
    exploring.explore,
):
    app.command(_verb.__name__)(_verb)
