"""Fetching sources for people at a command line: which files, where to, what came of each. No network of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from multifront.errors import EvidenceError, UsageError
from multifront.sources.addresses import Wanted, of_sources
from multifront.sources.fetch_cache import LEDGER, FetchCache
from multifront.sources.fetch_outcome import Fetched
from multifront.sources.fetching import Policy, copy_from
from multifront.sources.fetching import fetch as fetch_file

Say = Callable[[str], None]


def default_cache() -> Path:
    """The folder of fetched files where none is named: the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "multifront"


def fetch(
    names: Sequence[str], cache: Path | None, mirror: Path | None, say: Say, policy: Policy | None = None
) -> list[dict[str, Any]]:
    """Fetch the files of these sources, or of all; trouble with one does not stop the rest.

    Args:
        names: sources; empty means all.
        cache: folder to keep them in; the user's cache folder when left out.
        mirror: folder to copy from instead of the publishers.
        say: hears a line before and after each file.
        policy: limits and rules of the network; the defaults when left out.

    Returns:
        A row a file: source, file, status, bytes, checksum, path, and what there is to know. The cache's `fetched.json`
        says the same, and names as gaps the files that are not there.

    Raises:
        UsageError: no such source, or no such mirror.
        EvidenceError: the cache cannot be written or is in use.
    """
    if mirror is not None and not mirror.is_dir():
        raise UsageError(
            f"--mirror {str(mirror)!r} is not a folder; valid: a folder that holds data/; next: check the path"
        )
    store = FetchCache(cache or default_cache())
    wanted = _chosen(of_sources(tuple(names)), mirror is not None, store)
    results = []
    with store.locked():
        for one in wanted:
            say(f"{one.source}: {one.file}")
            slot = store.slot(one.place)
            result = copy_from(mirror, one, slot) if mirror is not None else fetch_file(one, slot, policy)
            store.record({f"{one.source}/{one.file}": _entry(result)})
            say(f"{one.source}: {one.file}: {result.status}: {result.line}")
            results.append(result)
    return [_row(result) for result in results]


def refuse_empty(rows: Sequence[dict[str, Any]], cache: Path | None) -> None:
    """Stop with an error where no file is as published.

    Raises:
        EvidenceError: nothing could be fetched.
    """
    if not any(row["status"] in ("fetched", "unchanged") for row in rows):
        ledger = (cache or default_cache()) / LEDGER
        raise EvidenceError(
            f"nothing could be fetched; asked: {len(rows)} files; the reason of each stands above and in "
            f"{str(ledger)!r}; next: try again later, or copy from a folder with --mirror"
        )


def _chosen(wanted: Sequence[Wanted], mirrored: bool, store: FetchCache) -> list[Wanted]:
    """Where a source has a file for this way of fetching, its files for other ways are left out.

    A file that a person put into the cache is kept in the list, so that the ledger learns its day.
    """
    fit = {one.source for one in wanted if _fits(one, mirrored)}
    put = [one for one in wanted if not mirrored and not one.mirror and store.slot(one.place).whole.is_file()]
    return [one for one in wanted if one.source not in fit or _fits(one, mirrored) or one in put]


def _fits(one: Wanted, mirrored: bool) -> bool:
    return bool(one.mirror) if mirrored else one.how == "direct"


def _entry(result: Fetched) -> dict[str, Any]:
    entry = asdict(result) | {"held": result.path is not None}
    del entry["path"], entry["source"], entry["file"]
    return entry | {"at": datetime.now(UTC).isoformat(timespec="seconds")}


def _row(result: Fetched) -> dict[str, Any]:
    return {
        "source": result.source,
        "file": result.file,
        "status": result.status,
        "bytes": result.bytes,
        "sha256": result.sha256,
        "path": str(result.path or ""),
        "what": result.line,
    }
