"""`multifront brief`: judge assessments and write their briefs; `brief diff` compares two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from multifront.cli.default_command import DefaultCommand
from multifront.cli.option_groups import grouped
from multifront.cli.output import (
    DrawsOption,
    Format,
    FormatOption,
    OutOption,
    SeedOption,
    day,
    emit,
    note,
    progress,
    write_text,
)
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import brief_diff, briefs, several
from multifront.workbench.place import Place

app = typer.Typer(cls=DefaultCommand, help="Judge assessments and write their briefs, or compare two briefs.")


class ChartForm(StrEnum):
    """What each chart is written as, beside the brief."""

    svg = "svg"
    png = "png"


@dataclass(frozen=True, slots=True)
class Judging:
    """How it is judged: seed, draws, whether what is kept counts, and by how many processes."""

    seed: SeedOption = 0
    draws: DrawsOption = 10_000
    anew: Annotated[bool, typer.Option("--anew", help="judge again even where nothing changed")] = False
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="processes that judge several assessments; changes no number")
    ] = 2


@app.command("write")
@grouped
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
    judging: Judging = Judging(),
    form: FormatOption = Format.table,
    charts: Annotated[
        list[ChartForm] | None,
        typer.Option("--charts", help="write each chart as a file of its own too, into charts/; may be given twice"),
    ] = None,
    compare_as_of: Annotated[
        str | None,
        typer.Option(
            "--compare-as-of", metavar="DAY", help="show beside each verdict that of this earlier day, and why"
        ),
    ] = None,
) -> None:
    """Judge each claim of an assessment and write brief.html, brief.json and brief.md."""
    request = briefs.Request(
        as_of=place.as_of,
        seed=judging.seed,
        draws=judging.draws,
        evidence=place.folder,
        anew=judging.anew,
        as_of_edition=place.as_of_edition,
        store=place.store,
        charts=tuple(dict.fromkeys(form.value for form in charts or ())),
        compare_as_of=day(compare_as_of, "--compare-as-of"),
    )
    with progress() as say:
        written = several.write_all(assessments or briefs.shipped(), out, request, say, judging.workers)
    rows = [row for one in written for row in one.rows]
    if not rows and form is Format.table:
        note("no claim was judged; the brief says why of each claim of the document")
    else:
        emit(rows, form, None)


@app.command("schema")
def schema(out: OutOption = None) -> None:
    """Print the JSON Schema of brief.json."""
    write_text(briefs.schema_text(), out)


@app.command("diff")
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="a brief.json, or the folder of a brief")],
    after: Annotated[Path, typer.Argument(metavar="B", help="another one of the same assessment")],
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Say what differs between two briefs: verdicts, numbers, rows, assumptions; exit code 1 where anything does."""
    rows, line = brief_diff.compare(before, after, whole=form is not Format.table)
    note(line)
    if rows or form is Format.json:
        emit(rows, form, out)
    if rows:
        raise typer.Exit(1)
