"""`multifront brief`: judge assessments and write their briefs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from multifront.cli.output import DrawsOption, Format, FormatOption, SeedOption, emit, progress
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import briefs
from multifront.workbench.store import Place


class ChartForm(StrEnum):
    """What each chart is written as, beside the brief."""

    svg = "svg"
    png = "png"


def _print_schema(asked: bool) -> None:
    if asked:
        typer.echo(briefs.schema_text(), nl=False)
        raise typer.Exit


@placed
def write(
    assessments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ASSESSMENT]...", help="names of shipped assessments or YAML files; all shipped ones if left out"
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="folder for the briefs, one folder an assessment")] = Path(
        "briefs"
    ),
    place: Place = EVERYTHING,
    seed: SeedOption = 0,
    draws: DrawsOption = 10_000,
    form: FormatOption = Format.table,
    anew: Annotated[bool, typer.Option("--anew", help="judge again even where nothing changed")] = False,
    charts: Annotated[
        list[ChartForm] | None,
        typer.Option("--charts", help="write each chart as a file of its own too, into charts/; may be given twice"),
    ] = None,
    schema: Annotated[
        bool,
        typer.Option("--schema", callback=_print_schema, is_eager=True, help="print the JSON Schema of brief.json"),
    ] = False,
) -> None:
    """Judge each claim of an assessment and write brief.html, brief.json and brief.md."""
    request = briefs.Request(
        as_of=place.as_of,
        seed=seed,
        draws=draws,
        evidence=place.folder,
        anew=anew,
        as_of_edition=place.as_of_edition,
        store=place.store,
        charts=tuple(dict.fromkeys(form.value for form in charts or ())),
    )
    rows = []
    with progress() as say:
        for name in assessments or briefs.shipped():
            written = briefs.write(name, out, request, say)
            rows += written.rows
    emit(rows, form, None)
