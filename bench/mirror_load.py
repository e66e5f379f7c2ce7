"""How long all sources of a mirror take to load into an empty user's store, source by source.

    .venv/bin/python bench/mirror_load.py --mirror ../shared

The same work as `multifront evidence build --mirror DIR --store FILE`; target: under 90 s. A second pass over the
loaded store says what it costs to find that nothing changed.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

import duckdb

from multifront.errors import MultifrontError
from multifront.workbench.loading import load_sources, source_names

TARGET = 90.0
"""Seconds."""


def timed(mirror: Path, store: Path, name: str) -> tuple[float, str]:
    """Seconds of one source, and its line or what went wrong."""
    began = time.perf_counter()
    try:
        [line] = load_sources(mirror, store, [name])
    except MultifrontError as error:
        line = f"{name}: not loaded: {str(error).splitlines()[-1].strip()[:160]}"
    return time.perf_counter() - began, line


def main() -> None:
    """Load every source into an empty store, then all again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mirror", type=Path, required=True)
    mirror = parser.parse_args().mirror
    print(f"duckdb {duckdb.__version__}, {os.cpu_count()} cores\n\n| s | source |\n|---:|---|")
    with tempfile.TemporaryDirectory(prefix="mirror_load_") as folder:
        store = Path(folder) / "store.duckdb"
        found = [timed(mirror, store, name) for name in source_names()]
        for seconds, line in sorted(found, reverse=True):
            print(f"| {seconds:.1f} | {line} |", flush=True)
        again = sum(timed(mirror, store, name)[0] for name in source_names())
        size = store.stat().st_size / 1e6
    total = sum(seconds for seconds, _ in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\ntotal {total:.1f} s (target {TARGET:.0f} s), peak {peak:.0f} MB, store of {size:.0f} MB; "
        f"again {again:.1f} s"
    )


if __name__ == "__main__":
    main()
