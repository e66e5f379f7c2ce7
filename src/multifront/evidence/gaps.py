"""Gaps of a user's store: sources that were asked for and could not be loaded, with the reason. No loading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from multifront.evidence.loading import writing


def record_gap(path: Path, source: str, reason: str) -> None:
    """Enter a source as a gap, in place of what was entered before; rows of an earlier load of it stay.

    Args:
        path: the file of the store; made if need be.
        source: name of the source.
        reason: why it could not be loaded.

    Raises:
        EvidenceError: the store is in use, of another layout, or cannot be written.
    """
    with writing(path, source) as (con, _):
        con.execute("BEGIN")
        con.execute("DELETE FROM gap WHERE source = ?", [source])
        con.execute("INSERT INTO gap VALUES (?, ?)", [source, reason])
        con.execute("COMMIT")


def gap_warnings(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """One sentence that names the gaps of the store; empty where there are none or no store is open.

    Args:
        manifest: that of the folder, or of the folder and a store together.
    """
    store = manifest.get("store", {})
    gaps, loads = store.get("gaps", {}), store.get("loads", {})
    if not gaps:
        return ()
    named = [f"{name} (rows of an earlier load are used)" if name in loads else name for name in sorted(gaps)]
    return (
        f"{len(gaps)} source(s) were asked for and could not be loaded into the store, so what they hold is missing "
        f"here, not absent from the world: {', '.join(named)}; the reasons: multifront evidence list gaps",
    )
