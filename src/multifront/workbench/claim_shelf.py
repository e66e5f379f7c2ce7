"""Judged claims kept in the user's cache folder, each under the fingerprint of all it rests on. Judges nothing.

A kept result is read only where its text has the checksum that was written with it, and only as data: see
`claims.kept_text`. Anything else is dropped with a line, and the claim is judged again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from multifront.brief.writing import write
from multifront.claims import Claim
from multifront.claims.kept_text import as_text, from_text
from multifront.claims.kind import Finding
from multifront.domain import Verdict
from multifront.workbench.freshness import claim_fingerprint

MOST = 300
"""So many results are kept; those that nobody asked for the longest go first."""


def claims_folder() -> Path:
    """Where judged claims are kept: `multifront/claims` in the folder of caches that the environment names."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "multifront" / "claims"


@dataclass(frozen=True, slots=True)
class ClaimShelf:
    """A folder of results, one file a fingerprint; runs may share it, since a file is written beside and renamed.

    `around` is the fingerprint of evidence, settings and code; `anew` asks for nothing that is kept, and keeps what is
    judged. `say` hears what was dropped and why.
    """

    folder: Path
    around: str
    say: Callable[[str], None]
    anew: bool = False

    def take(self, claim: Claim) -> Verdict | Finding | None:
        """What is kept of a claim under its fingerprint; None where nothing is, or where it was dropped."""
        file = self._file(claim)
        if self.anew or not file.is_file():
            return None
        try:
            found = _read(file)
            os.utime(file)
        except (OSError, ValueError) as error:
            self.say(f"{claim.entry.id}: the kept result {file.name} is dropped: {error}; judged again")
            file.unlink(missing_ok=True)
            return None
        return found

    def keep(self, claim: Claim, given: Verdict | Finding) -> None:
        """Keep a result. One that holds data of a plug-in's own types is not kept; a full disk keeps none."""
        try:
            body = as_text(given)
        except TypeError:
            return
        file = self._file(claim)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write(file, f"{_head(file.stem, body)}\n{body}\n")
        except OSError as error:
            self.say(f"{claim.entry.id}: the result is not kept: {error}")

    def tidy(self) -> None:
        """Drop the results that nobody asked for the longest, where there are more than `MOST`."""
        files = sorted(self.folder.glob("*.json"), key=_asked_for)
        for file in files[: max(len(files) - MOST, 0)]:
            file.unlink(missing_ok=True)

    def _file(self, claim: Claim) -> Path:
        return self.folder / f"{claim_fingerprint(claim, self.around)}.json"


def _asked_for(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another run has tidied
        return 0.0


def _head(fingerprint: str, body: str) -> str:
    """The first line of a kept result: what it is of, and the checksum of what follows."""
    return json.dumps({"kept": fingerprint, "sha256": hashlib.sha256(body.encode()).hexdigest()})


def _read(file: Path) -> Verdict | Finding:
    """The result in a file of our own that is as it was written.

    Raises:
        ValueError: it is another user's, damaged, of another fingerprint, or no result.
    """
    if hasattr(os, "getuid") and file.stat().st_uid != os.getuid():
        raise ValueError("it belongs to another user")
    head, _, body = file.read_text(encoding="utf-8").partition("\n")
    body = body.removesuffix("\n")
    if head != _head(file.stem, body):
        raise ValueError("it is not as it was written")
    found: Any = from_text(body)
    if type(found) not in (Verdict, Finding):
        raise ValueError("it holds no verdict and no finding")
    result: Verdict | Finding = found
    return result
