"""Opening a store: finding the folder, verifying it before anything is read, and the cut. No queries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from multifront.errors import EvidenceError
from multifront.evidence.manifest import read_manifest, verify_files, verify_schema
from multifront.evidence.schema import TABLES
from multifront.evidence.store import EvidenceStore
from multifront.evidence.writing import missing_origins

STARTER = Path(__file__).resolve().parent.parent / "starter" / "data"
"""The store that is shipped with the package."""


def open_evidence(as_of: date | str | None = None, path: Path | None = None) -> EvidenceStore:
    """Open the evidence as it was public on a day.

    Args:
        as_of: nothing that became public after this day is seen, through any method; None means everything. A date or
            a text `YYYY-MM-DD`.
        path: a folder of the same layout instead of the shipped one.

    Returns:
        The store, verified: every file has the checksum and the columns that it should, every row has its origin.

    Raises:
        EvidenceError: the date cannot be read; the folder or manifest is missing; a checksum or a column differs; a
            table cannot be read; a row names an origin that is missing.

    Example:
        >>> from multifront.evidence import open_evidence
        >>> len(open_evidence("2023-01-01").stream("chn_rus_bomber_patrols").days)
        5
    """
    day = _day(as_of)
    folder = path or STARTER
    manifest = read_manifest(folder)
    verify_files(folder, manifest)
    with duckdb.connect() as con:
        for table in TABLES.values():
            verify_schema(con, folder, table)
        files = {name: f"read_parquet('{_quoted(folder / table.file)}')" for name, table in TABLES.items()}
        missing_origins(con, {name: file for name, file in files.items() if name != "origin"}, files["origin"])
    return EvidenceStore(folder, manifest, day)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _day(as_of: date | str | None) -> date | None:
    if as_of is None or isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError as error:
        raise EvidenceError(
            f"as_of {as_of!r} is not a date; valid: YYYY-MM-DD; next: pass a day such as 2025-12-17"
        ) from error
