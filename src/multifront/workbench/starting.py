"""Building the starter: its sources into a store, as any user loads them, then the shipped folder from it. No SQL."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from multifront.evidence import STARTER, Declared, write_starter
from multifront.evidence.terms import read_shipped
from multifront.workbench.loading import load_sources

DECLARED = Declared(STARTER.parent / "streams.yaml", STARTER.parent / "shipped.yaml")
"""The files that say which streams, and what of which source, the starter ships."""


def build_starter(
    mirror: Path,
    out: Path = STARTER,
    progress: Callable[[str], None] = lambda _: None,
    store: Path | None = None,
) -> dict[str, Any]:
    """Build the starter from a mirror of the public data.

    Args:
        mirror: folder that holds `data/` and `reference/`, such as `../shared`.
        out: folder of the starter; replaced only once everything is written and checked.
        progress: called with a short line before each step.
        store: the file of the store to load into and keep; one that is thrown away afterwards if left out.

    Returns:
        The manifest of the starter.

    Raises:
        EvidenceError: a source is missing or has changed, a row does not fit, is not declared as shipped or may not be
            passed on; the old starter stays as it was.
    """
    names = [source.source for source in read_shipped(DECLARED.shipped)]
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}.", suffix=".store", dir=out.parent) as beside:
        file = store or Path(beside) / "starter.duckdb"
        load_sources(mirror, file, names, progress)
        return write_starter(file, DECLARED, out, progress)
