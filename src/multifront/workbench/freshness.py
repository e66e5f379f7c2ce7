"""Whether a written brief still says what its inputs would give: a fingerprint of all inputs, kept beside the brief."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from multifront.claims import Assessment

LIBRARIES = ("duckdb", "ibis-framework", "jinja2", "numba", "numpy", "scipy", "vl-convert-python")
CODE = (".py", ".yaml", ".jinja", ".css", ".js")
MARK = "brief.fingerprint"


def fingerprint(assessment: Assessment, evidence_hash: str, settings: Mapping[str, Any]) -> str:
    """One hash over everything that can change a brief: files, evidence, settings, our code, the libraries."""
    digest = hashlib.sha256()
    for line in _lines(assessment, evidence_hash, settings):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _lines(assessment: Assessment, evidence_hash: str, settings: Mapping[str, Any]) -> Iterator[str]:
    yield repr(assessment)
    yield evidence_hash
    yield repr(sorted(settings.items()))
    yield sys.version
    yield from (f"{name} {version(name)}" for name in LIBRARIES)
    yield from (f"{name} {digest}" for name, digest in _code())
    for claim in assessment.claims:
        scenario = Path(getattr(claim.parameters, "scenario", ""))
        if scenario.is_file():
            yield _sha256(scenario)


def _code() -> Iterator[tuple[str, str]]:
    """Every file of the package that can change a result, with its checksum."""
    root = Path(str(resources.files("multifront")))
    for path in sorted(p for p in root.rglob("*") if p.suffix in CODE):
        yield path.relative_to(root).as_posix(), _sha256(path)


def unchanged_rows(folder: Path, mark: str) -> list[dict[str, Any]] | None:
    """The printed rows of the brief in `folder` if it carries this fingerprint and none of its files was touched."""
    try:
        kept = json.loads((folder / MARK).read_text(encoding="utf-8"))
        intact = all(_sha256(folder / name) == digest for name, digest in kept["files"].items())
        return list(kept["rows"]) if kept["fingerprint"] == mark and intact else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # no mark, or one that cannot be read: the brief is made anew


def mark_written(folder: Path, paths: tuple[Path, ...], mark: str, rows: list[dict[str, Any]]) -> str:
    """The text of the mark for files that were just written into a folder."""
    files = {path.relative_to(folder).as_posix(): _sha256(path) for path in paths}
    return json.dumps({"fingerprint": mark, "files": files, "rows": rows}, indent=1) + "\n"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
