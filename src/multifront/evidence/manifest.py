"""The manifest of a store: what each file must be. Reading, checking against the files, and making it; no rows."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from multifront.errors import EvidenceError
from multifront.evidence.schema import STARTER_TABLES, VERSION, Table

NAME = "manifest.json"
REBUILD = "next: rebuild it with `multifront evidence build --mirror ../shared`, or reinstall the package"


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a store, once it is readable and of this layout.

    Args:
        folder: the folder of the store.

    Raises:
        EvidenceError: the folder or the manifest is missing, unreadable, or of another layout.
    """
    if not folder.is_dir():
        raise EvidenceError(f"evidence folder {str(folder)!r} not found; valid: a folder with {NAME}; {REBUILD}")
    path = folder / NAME
    if not path.is_file():
        raise EvidenceError(f"no {NAME} in {str(folder)!r}; valid: a folder written by `evidence build`; {REBUILD}")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        version, tables = manifest["schema_version"], manifest["tables"]
        list(manifest["streams"])
        partial = sorted(name for name, entry in tables.items() if not {"sha256", "newest_edition"} <= set(entry))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvidenceError(f"{NAME} in {str(folder)!r} cannot be read ({error}); {REBUILD}") from error
    if version != VERSION:
        raise EvidenceError(f"{NAME}: layout {version}, this version reads layout {VERSION}; {REBUILD}")
    if missing := sorted(set(STARTER_TABLES) - set(tables)) or partial:
        valid = ", ".join(STARTER_TABLES)
        raise EvidenceError(f"{NAME}: no whole entry for {', '.join(missing)}; valid: {valid}; {REBUILD}")
    return dict(manifest)


def verify_files(folder: Path, manifest: dict[str, Any]) -> None:
    """Every table's file is there and has the checksum that the manifest names.

    Raises:
        EvidenceError: a file is missing or differs, naming both checksums.
    """
    for name, table in STARTER_TABLES.items():
        path = folder / table.file
        expected = manifest["tables"][name]["sha256"]
        if not path.is_file():
            raise EvidenceError(f"table {name!r}: {table.file} is missing in {str(folder)!r}; {REBUILD}")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != expected:
            raise EvidenceError(
                f"table {name!r}: {table.file} has sha256 {found}, the manifest says {expected}; {REBUILD}"
            )


def verify_schema(con: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> None:
    """The file of a table can be read and has exactly its columns and types.

    Raises:
        EvidenceError: the file cannot be read, or a column or type differs.
    """
    try:
        found = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(folder / table.file)]).fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise EvidenceError(f"table {table.name!r}: {table.file} cannot be read ({reason}); {REBUILD}") from error
    columns = {name: kind for name, kind, *_ in found}
    if columns != table.columns:
        wrong = sorted(set(columns.items()) ^ set(table.columns.items()))
        named = ", ".join(sorted({name for name, _ in wrong}))
        raise EvidenceError(f"table {table.name!r}: columns differ in {named}; valid: see docs/evidence.md; {REBUILD}")


def entry(con: duckdb.DuckDBPyConnection, path: Path, table: Table) -> dict[str, Any]:
    """What the manifest says of one written file: rows, bytes, checksum, hash of the content, newest edition."""
    order = ", ".join(table.order)
    found = con.execute(
        f"SELECT count(*), max(edition_date), sha256(string_agg(sha256(t::VARCHAR), '' ORDER BY {order})) "
        f"FROM read_parquet(?) t",
        [str(path)],
    ).fetchone()
    assert found is not None
    content = path.read_bytes()
    return {
        "file": path.name,
        "rows": found[0],
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content_sha256": found[2],
        "newest_edition": str(found[1]),
    }
