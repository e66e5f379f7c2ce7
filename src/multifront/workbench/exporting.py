"""Exports of the evidence for people at a command line: which form, what was written, what was left out. No writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from multifront.errors import UsageError, unknown_name
from multifront.evidence import EventChoice, export_stix, export_tables
from multifront.evidence.exporting import FORMS
from multifront.evidence.package import Export
from multifront.workbench.place import Place

ALL_FORMS = (*FORMS, "stix")
SHOWN = 10
"""Origins that were left out and are named one by one; the others stand in `datapackage.json`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be exported: the form, the tables, for STIX which events, and whether for the user alone."""

    form: str
    tables: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    private: bool = False


def export(out: Path, asked: Asked, place: Place) -> list[str]:
    """Export the evidence into a folder; lines to print.

    Args:
        out: the folder.
        asked: what is to be exported.
        place: which evidence is meant.

    Raises:
        UsageError: no such form, an option of another form, or `out` is a folder of something else.
        EvidenceError: a table is unknown, too many events for STIX, or a file cannot be written.
    """
    if asked.form not in ALL_FORMS:
        raise UsageError(unknown_name("form of export", asked.form, ALL_FORMS, "next: pass one of these with --to"))
    if asked.form == "stix":
        if set(asked.tables) - {"event"}:
            raise UsageError(
                f"--to stix writes events, found --table {', '.join(asked.tables)}; valid: --table event, or none; "
                "next: export other tables with --to parquet or --to csv"
            )
        choice = EventChoice(actors=asked.actors)
        return list(_lines(export_stix(place.open(), out, choice, private=asked.private), asked.private))
    if asked.actors:
        raise UsageError(
            f"--actor chooses the events of --to stix, found --to {asked.form}; valid: whole tables, cut by --as-of; "
            "next: leave it out, or use multifront evidence query"
        )
    made = export_tables(place.open(), out, asked.form, tables=asked.tables, private=asked.private)
    return list(_lines(made, asked.private))


def _lines(made: Export, private: bool) -> Iterator[str]:
    for one in made.resources:
        yield f"{one.path}: {one.rows:,} rows, {one.bytes:,} bytes"
    for left in made.left_out[:SHOWN]:
        yield f"left out of {left.table}: {left.rows:,} rows of {left.origin}: {left.reason}"
    if made.left_out[SHOWN:]:
        yield f"left out: {len(made.left_out) - SHOWN} more, see left_out in datapackage.json"
    if made.left_out:
        yield "--private writes them too, for yourself alone"
    yield from made.notes
    if private:
        yield "a private copy: it may hold rows that must not be passed on"
    yield f"wrote {made.folder}, with datapackage.json and citations"
