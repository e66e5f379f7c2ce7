"""The evidence store for people at a command line: list it, check it, query it, rebuild it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from multifront.errors import EvidenceError, UsageError, unknown_name
from multifront.evidence import STARTER, open_user_file
from multifront.evidence.loading import altered
from multifront.evidence.opening import VARIABLE
from multifront.workbench.duplicates import doubled_in_streams
from multifront.workbench.feeding import load_feeds
from multifront.workbench.loading import load_sources
from multifront.workbench.place import Place
from multifront.workbench.starting import build_starter

LISTINGS = ("indicators", "streams", "origins")
"""Listings of the evidence itself."""

RECORDS = {
    "loads": "select source, parser, edition_date, counts, rejects, fingerprint, content_hash from load "
    "order by source",
    "gaps": "select source, reason from gap order by source",
    "rejects": "select source, file, line, reason, text from reject order by all",
}
"""Listings of what a user's store records about itself."""


def listing(what: str, place: Place) -> list[dict[str, Any]]:
    """Rows of one listing: tables, indicators, streams, origins, and of a user's store its loads, gaps and rejects.

    Raises:
        UsageError: no such listing, or no user's store of which to list the records.
    """
    if what in RECORDS:
        if place.file is None:
            raise UsageError(f"{what} are listed of a user's store, and none is named; next: pass --store FILE")
        return open_user_file(place.file).select(RECORDS[what])
    if what != "tables" and what not in LISTINGS:
        known = ["tables", *LISTINGS, *RECORDS]
        raise UsageError(unknown_name("listing", what, known, "next: multifront evidence list tables"))
    evidence = place.open()
    return _tables(evidence.manifest) if what == "tables" else list(evidence.listing(what))


def _tables(manifest: Any) -> list[dict[str, Any]]:
    tables = manifest["tables"]
    names = {key: None for entry in tables.values() for key in entry if key != "columns"}
    return [{"table": name, **{key: tables[name].get(key) for key in names}} for name in tables]


def check(place: Place) -> list[str]:
    """Open everything and touch every table, so that checksum, schema and origins are verified; lines to print.

    Raises:
        EvidenceError: something is wrong; of a user's store also, that rows are no longer those that were loaded.
    """
    evidence = place.open()
    lines = []
    for row in _tables(evidence.manifest):
        lines.append(f"{row['table']}: {evidence.count(row['table'])} rows, checksum and schema fine")
    if place.file is not None:
        if changed := altered(place.file):
            raise EvidenceError(
                f"store {str(place.file)!r}: rows of {', '.join(changed)} are not those that were loaded; valid: rows "
                "that only `evidence build` wrote; next: make a new file with multifront evidence build --store"
            )
        lines.append(f"{place.file}: every source has the rows that were loaded")
    return [*lines, *doubled_in_streams(evidence), f"vintage {evidence.vintage}"]


def query(sql: str, place: Place) -> list[dict[str, Any]]:
    """Rows of a read-only query on the cut evidence."""
    return list(place.open().sql(sql))


def build(mirror: Path, out: Path | None, say: Callable[[str], None]) -> list[str]:
    """Rebuild the starter store from a mirror; lines to print."""
    _check_mirror(mirror)
    manifest = build_starter(mirror, out or STARTER, say)
    return [f"{row['table']}: {row.get('rows')} rows, {row.get('bytes')} bytes" for row in _tables(manifest)]


def build_feeds(feeds: list[str], store: Path | None, edition: date | None, say: Callable[[str], None]) -> list[str]:
    """Load files of event feeds into a user's store; lines to print.

    Args:
        feeds: texts `NAME=PATH`.
        store: the file; None takes the one of the environment.
        edition: day of our copy; that of each file where it is None.
        say: called with a short line before each file.

    Raises:
        UsageError: no store is named, a text is no `NAME=PATH`, a feed or a path is unknown.
        EvidenceError: files could not be loaded; the error names each.
    """
    named = [text.partition("=") for text in feeds]
    if wrong := [text for text, (_, sign, path) in zip(feeds, named, strict=True) if not sign or not path]:
        raise UsageError(f"--feed wants NAME=PATH, found {wrong[0]!r}; valid: gdelt=FILE; next: name feed and path")
    return load_feeds(_file_of(store, "feeds"), [(name, Path(path)) for name, _, path in named], edition, say)


def _file_of(store: Path | None, what: str) -> Path:
    file = Place(store=store).file
    if file is None:
        raise UsageError(
            f"{what} are loaded into a user's store, and none is named; valid: --store FILE or {VARIABLE}; "
            "next: name one, or leave sources and feeds out to rebuild the starter"
        )
    return file


def build_store(mirror: Path, store: Path | None, names: list[str], say: Callable[[str], None]) -> list[str]:
    """Load sources from a mirror into a user's store; lines to print.

    Args:
        mirror: folder with the raw public files.
        store: the file; None takes the one of the environment.
        names: sources; empty loads all.
        say: called with a short line before each step.

    Raises:
        UsageError: no store is named, a source is unknown, or the mirror is no folder.
        EvidenceError: sources could not be loaded; the error names each.
    """
    _check_mirror(mirror)
    return load_sources(mirror, _file_of(store, "sources"), names, say)


def _check_mirror(mirror: Path) -> None:
    if not mirror.is_dir():
        raise UsageError(
            f"--mirror {str(mirror)!r} is not a folder; valid: a folder that holds data/ and reference/, or one that "
            "`evidence fetch` filled; next: check the path"
        )
