"""`multifront evidence`: what is in the store, is it sound, and how to rebuild it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from multifront.cli.output import AsOfOption, EvidenceOption, Format, FormatOption, OutOption, day, emit, note, progress
from multifront.workbench import store

app = typer.Typer(help="List, check, query and rebuild the evidence.", no_args_is_help=True)


@app.command("list")
def list_(
    what: Annotated[str, typer.Argument(help="tables, indicators, streams or origins")] = "tables",
    as_of: AsOfOption = None,
    evidence: EvidenceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """List tables, indicators, streams with their frames, or origins."""
    emit(store.listing(what, day(as_of), evidence), form, out)


@app.command("check")
def check(evidence: EvidenceOption = None) -> None:
    """Verify checksums, schema and origins of every table (exit code 3 if anything is wrong)."""
    for line in store.check(evidence):
        note(line)


@app.command("query")
def query(
    sql: Annotated[str, typer.Argument(help='read-only SQL, such as "select * from event limit 5"')],
    as_of: AsOfOption = None,
    evidence: EvidenceOption = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Run read-only SQL on the evidence, cut at --as-of."""
    emit(store.query(sql, day(as_of), evidence), form, out)


@app.command("build")
def build(
    mirror: Annotated[Path, typer.Option("--mirror", help="folder with the raw public files")],
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write; the package's own starter if left out")
    ] = None,
) -> None:
    """Rebuild the starter evidence from a mirror of the public sources."""
    with progress() as say:
        lines = store.build(mirror, out, say)
    for line in lines:
        note(line)
