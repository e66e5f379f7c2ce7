"""Opening evidence: the shipped folder and a user's store, verified before anything is read, and cut. No queries."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import duckdb

from multifront.errors import EvidenceError
from multifront.evidence.current import staleness
from multifront.evidence.cut import Cut
from multifront.evidence.manifest import read_manifest, verify_files, verify_schema
from multifront.evidence.query.asked import day_of
from multifront.evidence.relations import Cutoff, Shelves
from multifront.evidence.schema import STARTER_TABLES
from multifront.evidence.store import EvidenceStore
from multifront.evidence.uniting import united
from multifront.evidence.userfile import REBUILD, UserFile
from multifront.evidence.writing import missing_origins

STARTER = Path(__file__).resolve().parent.parent / "starter" / "data"
"""The store that is shipped with the package."""

VARIABLE = "MULTIFRONT_STORE"
"""Environment variable that names the user's store where a call names none."""

FED = ":"
"""Stands in the name of a load between an event feed and the file of it."""


def open_evidence(
    as_of: date | str | None = None,
    path: Path | None = None,
    *,
    as_of_edition: date | str | None = None,
    store: Path | str | None = None,
) -> EvidenceStore:
    """Open the evidence as it was public on a day: the shipped tables united with a user's store.

    Where both hold a row of the same id, the newer edition of those that the cut lets through is seen; on a tie, that
    of the user's store.

    Args:
        as_of: nothing that became public after this day is seen, through any method; None means everything. A date or
            a text `YYYY-MM-DD`.
        path: a folder of the same layout instead of the shipped one.
        as_of_edition: no row of a copy made after this day is seen, strictly: where only a later edition exists, there
            is no row.
        store: the file of a user's store; None takes the one that the environment variable MULTIFRONT_STORE names,
            unless `path` is given.

    Returns:
        The store, verified: every file has the checksum and the columns that it should, every row has its origin.

    Raises:
        EvidenceError: a date cannot be read; the folder or manifest is missing; a checksum or a column differs; a
            table cannot be read; a row names an origin that is missing; the user's store is missing, being written, of
            another layout, or holds a source that the code at hand would load otherwise.

    Example:
        >>> from multifront.evidence import open_evidence
        >>> len(open_evidence("2023-01-01").stream("chn_rus_bomber_patrols").days)
        5
    """
    cutoff = Cutoff(day_of("as_of", as_of), day_of("as_of_edition", as_of_edition))
    folder = path or STARTER
    manifest = read_manifest(folder)
    verify_files(folder, manifest)
    with duckdb.connect() as con:
        for table in STARTER_TABLES.values():
            verify_schema(con, folder, table)
        files = {name: f"read_parquet('{_quoted(folder / table.file)}')" for name, table in STARTER_TABLES.items()}
        missing_origins(con, {name: file for name, file in files.items() if name != "origin"}, files["origin"])
    file = store or (os.environ.get(VARIABLE) if path is None else None)
    if not file:
        return EvidenceStore(Cut(Shelves(folder), cutoff), manifest)
    user = open_user_file(Path(file))
    shelves = Shelves(folder, frozenset(name for name, rows in user.rows.items() if rows))
    return EvidenceStore(Cut(shelves, cutoff, user), united(manifest, user))


def open_user_file(path: Path) -> UserFile:
    """Open a user's store for reading, once no source in it is stale.

    Args:
        path: the file.

    Returns:
        The open file; `loads` says what is in it.

    Raises:
        EvidenceError: as `open_evidence` for its user's store.
    """
    user = UserFile(path)
    marks = {load.source: staleness(load.source, load.parser, load.inputs, load.fingerprint) for load in user.loads}
    if stale := {source: why for source, why in marks.items() if why}:
        user.close()
        raise EvidenceError(
            f"store {str(path)!r}: {'; '.join(stale.values())}; valid: sources as the code at hand loads them; "
            f"next: {_again(path, list(stale))}"
        )
    return user


def _again(path: Path, names: list[str]) -> str:
    """The commands that load these again: sources from a mirror, files of feeds (`feed:file`) from where they are."""
    plain = [name for name in names if FED not in name]
    feeds = [f"--feed {'='.join(name.split(FED, maxsplit=1))}" for name in names if FED in name]
    commands = [f"{REBUILD} {path} {' '.join(plain)}"] if plain else []
    commands += [f"multifront evidence build --store {path} {' '.join(feeds)}"] if feeds else []
    return "; then ".join(commands)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
