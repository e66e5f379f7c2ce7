"""`multifront read`: what a document says, as a table, JSON, or a draft assessment."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from multifront.cli.output import Format, OutOption, day, emit, note, write_text
from multifront.cli.placing import EVERYTHING, placed
from multifront.workbench import proposing, reading
from multifront.workbench.store import Place


class To(StrEnum):
    """What is made of a document."""

    table = "table"
    yaml = "yaml"
    json = "json"


@placed
def read(
    source: Annotated[
        str,
        typer.Argument(metavar="FILE|FOLDER|URL|-", help="document, folder, http(s) address, or - for standard input"),
    ],
    to: Annotated[
        To, typer.Option("--to", help="table of all that was read, yaml (a draft assessment), or json")
    ] = To.table,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DAY", help="day of publication, against which relative days count"),
    ] = None,
    proposer: Annotated[
        str | None,
        typer.Option(
            "--proposer",
            metavar="URL",
            help="OpenAI-compatible endpoint, such as http://localhost:8080/v1, that is sent the text and may propose "
            "claims; off unless given; its key, if any, in MULTIFRONT_PROPOSER_KEY",
        ),
    ] = None,
    proposer_model: Annotated[
        str | None, typer.Option("--proposer-model", metavar="NAME", help="the model that the endpoint is to ask")
    ] = None,
    out: OutOption = None,
    place: Place = EVERYTHING,
) -> None:
    """Read documents: who asserts what, numbers, dates, and claims with the kind that could judge them."""
    asked = proposing.proposer_of(proposer, proposer_model, os.environ)
    found = reading.gather(source, sys.stdin.buffer, day(published, "--published"), proposer=asked)
    for one in found.readings:
        for text in one.document.notes:
            note(f"{one.document.path}: {text}")
    if to is To.yaml:
        from multifront.workbench import draft_assessments  # loads every kind of claim, which a table does not need

        text = draft_assessments.assessment(found, place)
        write_text(text, out)
        note(draft_assessments.summary(text) + (f" {out}" if out else " FILE, once it is saved with --out FILE"))
    else:
        rows = reading.contents(found) if to is To.json else reading.rows(found)
        emit(rows, Format.json if to is To.json else Format.table, out)
