"""The manifest of the shipped folder and a user's store together: what is in which, and one hash a table. No rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from multifront.evidence.schema import TABLES
from multifront.evidence.userfile import UserFile


def united(manifest: Mapping[str, Any], user: UserFile) -> dict[str, Any]:
    """The manifest of both: rows and hashes of each table, all streams, inputs, parsers, loads and gaps by source.

    Args:
        manifest: that of the folder.
        user: the open store.
    """
    tables = {name: _entry(manifest["tables"].get(name), name, user) for name in TABLES}
    frames = [row["stream"] for row in user.select("SELECT stream FROM frame")] if user.rows.get("frame") else []
    inputs = {path: digest for load in user.loads for path, digest in load.inputs.items()}
    return {
        **manifest,
        "tables": {name: entry for name, entry in tables.items() if entry},
        "streams": sorted({*manifest["streams"], *frames}),
        "inputs": {**manifest.get("inputs", {}), **inputs},
        "parsers": sorted({*manifest.get("parsers", ()), *(load.parser for load in user.loads)}),
        "store": {
            "file": str(user.path),
            "loads": {load.source: asdict(load) for load in user.loads},
            "gaps": user.gaps,
        },
    }


def _entry(shipped: Mapping[str, Any] | None, name: str, user: UserFile) -> dict[str, Any]:
    loads = [load for load in user.loads if load.counts.get(name)]
    if not loads:
        return dict(shipped or {})
    lines = [str(shipped["content_sha256"])] if shipped else []
    lines += [f"{load.source} {load.content_hash}" for load in loads]
    editions = [str(load.edition_date) for load in loads] + ([str(shipped["newest_edition"])] if shipped else [])
    return {
        **(shipped or {}),
        "content_sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        "newest_edition": max(editions),
        "rows_in_store": user.rows[name],
    }
