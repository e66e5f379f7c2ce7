"""`multifront evidence`: what is in the store, is it sound, where it comes from, how to fetch and rebuild it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from multifront.cli.output import (
    EvidenceOption,
    Format,
    FormatOption,
    OutOption,
    day,
    emit,
    note,
    progress,
)
from multifront.cli.placing import EVERYTHING, StoreOption, placed
from multifront.errors import UsageError
from multifront.workbench import citing, duplicates, exporting, fetching, store
from multifront.workbench.place import Place

app = typer.Typer(help="List, check, query and rebuild the evidence.", no_args_is_help=True)


@app.command("list")
@placed
def list_(
    what: Annotated[
        str, typer.Argument(help="tables, indicators, streams, origins; loads, gaps or rejects of a store")
    ] = "tables",
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """List tables, indicators, streams with their frames, origins, loads, gaps or rejects."""
    emit(store.listing(what, place), form, out)


@app.command("check")
def check(evidence: EvidenceOption = None, file: StoreOption = None) -> None:
    """Verify checksums, schema and origins of every table (exit code 3 if anything is wrong)."""
    for line in store.check(Place(folder=evidence, store=file)):
        note(line)


@app.command("query")
@placed
def query(
    sql: Annotated[str, typer.Argument(help='read-only SQL, such as "select * from event limit 5"')],
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Run read-only SQL on the evidence, cut at --as-of."""
    emit(store.query(sql, place), form, out)


@app.command("export")
@placed
def export(
    out: Annotated[Path, typer.Argument(help="folder to write: new, empty, or an earlier export, which is replaced")],
    to: Annotated[str, typer.Option("--to", help="parquet or csv (a data package), or stix (events as STIX 2.1)")],
    table: Annotated[
        list[str] | None, typer.Option("--table", help="a table to export, may be repeated; all if left out")
    ] = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", help="stix: only events that this actor initiates, may be repeated")
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="write also rows that may not be passed on, for yourself alone")
    ] = False,
    place: Place = EVERYTHING,
) -> None:
    """Export the evidence with licences and citations; what may not be passed on is left out and named."""
    asked = exporting.Asked(to, tuple(table or ()), tuple(actor or ()), private)
    for line in exporting.export(out, asked, place):
        note(line)


@app.command("explain")
@placed
def explain(
    name: Annotated[
        str, typer.Argument(help="id of a row or an origin, such as EV0058, vote:CHN-RUS:2019 or un_votes")
    ],
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Walk a row or an origin back to its citation, its file and checksum, its parser and its day of publication."""
    emit(citing.explain(name, place), form, out)


@app.command("cite")
def cite(
    brief: Annotated[Path, typer.Option("--brief", help="the brief.json whose origins are cited")],
    form: Annotated[str, typer.Option("--format", help="bibtex or csl")] = "bibtex",
    out: OutOption = None,
) -> None:
    """Give the citations of exactly the origins that a brief used, as BibTeX or CSL-JSON."""
    text = citing.cite(brief, form)
    if out is None:
        sys.stdout.write(text)
    else:
        citing.write_citations(text, out)
        note(f"wrote {out}")


@app.command("fetch")
def fetch(
    sources: Annotated[list[str] | None, typer.Argument(help="sources to fetch; all if left out")] = None,
    mirror: Annotated[Path | None, typer.Option("--mirror", help="copy from this folder, not the publishers")] = None,
    cache: Annotated[Path | None, typer.Option("--cache", help="folder to keep files in; ~/.cache/multifront")] = None,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Fetch sources from their publishers; one that fails is named and the rest goes on (exit code 3 if all fail)."""
    with progress() as say:
        rows = fetching.fetch(sources or [], cache, mirror, say)
    emit(rows, form, out)
    fetching.refuse_empty(rows, cache)


@app.command("build")
def build(
    sources: Annotated[
        list[str] | None, typer.Argument(help="sources to load into the store; all if left out", show_default=False)
    ] = None,
    mirror: Annotated[Path | None, typer.Option("--mirror", help="folder with the raw public files")] = None,
    feed: Annotated[
        list[str] | None,
        typer.Option("--feed", metavar="NAME=PATH", help="gdelt, icews, polecat or acled: a file, archive or folder"),
    ] = None,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="DAY", help="day of the copy of the feeds; that of each file")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--store", help="file of a user's store to load sources into, instead of the starter")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder of the starter to write; the package's own if left out")
    ] = None,
) -> None:
    """Rebuild the starter evidence from a mirror; with --store, load sources and event feeds into a user's store."""
    to_store = file is not None or bool(sources) or bool(feed)
    if to_store and out is not None:
        raise UsageError("--out names the folder of the starter, and sources go into a store; pass --out or --store")
    if mirror is None and (sources or not feed):
        raise UsageError("nothing to build from; valid: --mirror DIR, --feed NAME=PATH; next: pass one of them")
    with progress() as say:
        lines = []
        if mirror is not None:
            lines = store.build_store(mirror, file, sources or [], say) if to_store else store.build(mirror, out, say)
        if feed:
            lines += store.build_feeds(feed, file, day(edition, "--edition"), say)
    for line in lines:
        note(line)


@app.command("duplicates")
@placed
def duplicates_(
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", metavar="FIRST LAST", help="events begun between two days")
    ] = None,
    place: Place = EVERYTHING,
    form: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """List near-duplicate reports of one event, the row that speaks for them first; no row is changed."""
    days = None if between is None else (day(between[0], "--between"), day(between[1], "--between"))
    emit(duplicates.listing(place.open(), days), form, out)
