"""Whether a written brief, or a judged claim, still says what its inputs would give: fingerprints of all inputs."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from multifront.claims import Assessment, Claim
from multifront.claims.plug_ins import plug_in_versions
from multifront.contingency.reader import file_texts
from multifront.errors import MultifrontError

LIBRARIES = ("duckdb", "ibis-framework", "jinja2", "numba", "numpy", "scipy", "vl-convert-python")
CODE = (".py", ".yaml", ".jinja", ".css", ".js")
MARK = "brief.fingerprint"


def fingerprint(assessment: Assessment, evidence_hash: str, settings: Mapping[str, Any]) -> str:
    """One hash over everything that can change a brief: files, evidence, settings, our code, the libraries."""
    files = (text for claim in assessment.claims for text in _scenario_texts(claim))
    return _digest(chain((repr(assessment),), _around(evidence_hash, settings), files))


def surroundings(evidence_hash: str, settings: Mapping[str, Any]) -> str:
    """One hash over everything that can change any claim beside what it says itself: evidence, settings, code."""
    return _digest(_around(evidence_hash, settings))


def claim_fingerprint(claim: Claim, around: str) -> str:
    """One hash over everything that can change the verdict of a claim, but for the p of the others.

    Args:
        claim: its name, kind, parameters, caveats and scenario files count; how it is worded does not.
        around: from `surroundings`.
    """
    own = (claim.entry.id, claim.entry.kind, repr(claim.parameters), repr(claim.entry.caveats))
    return _digest((around, *own, *_scenario_texts(claim)))


def _digest(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{len(line)} {line}\n".encode())
    return digest.hexdigest()


def _around(evidence_hash: str, settings: Mapping[str, Any]) -> Iterator[str]:
    yield evidence_hash
    yield repr(sorted(settings.items()))
    yield sys.version
    yield from (f"{name} {version(name)}" for name in LIBRARIES)
    yield from (f"{name} {digest}" for name, digest in _code())
    yield from plug_in_versions()


def _scenario_texts(claim: Claim) -> Iterator[str]:
    """The scenario files of a claim; one that cannot be read counts as its error, which judging will raise."""
    try:
        yield from file_texts(getattr(claim.parameters, "scenario", ""))
    except MultifrontError as error:
        yield str(error)


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
