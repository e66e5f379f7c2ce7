"""`multifront claims hindcast`: the shipped claims as of earlier days, against what followed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multifront.cli.output import DrawsOption, Format, FormatOption, OutOption, SeedOption, emit, note, progress
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import hindcasting
from multifront.workbench.place import Place


@placed
def run(
    place: Place = EVERYTHING,
    seed: SeedOption = 0,
    draws: DrawsOption = 1_000,
    form: FormatOption = Format.table,
    out: OutOption = None,
    page: Annotated[Path | None, typer.Option("--page", help="also write the page of the docs there")] = None,
) -> None:
    """Judge the shipped claims as of five earlier days and set them against what followed, misses shown."""
    with progress() as say:
        found = hindcasting.hindcast(place, draws, seed, say)
    if page is not None:
        note(f"wrote {hindcasting.write_page(found, page)}")
    emit(found.rows, form, out)
