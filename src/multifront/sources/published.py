"""A publisher's own file as `evidence fetch` left it in its cache, and a folder to unpack it to. Downloads nothing."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from multifront.errors import EvidenceError
from multifront.sources.archives import unpack
from multifront.sources.fetch_cache import LEDGER, checksum


class Workplace:
    """A folder for what has to be unpacked or rewritten; gone once nobody holds this object, or with the process."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="multifront-"))
        self._end = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Published:
    """A fetched file: where it is, its name below the cache, its checksum, the day on which it was fetched."""

    path: Path
    place: str
    sha256: str
    day: date

    @property
    def inputs(self) -> dict[str, str]:
        """What a harvest states as its input."""
        return {self.place: self.sha256}

    def member(self, pattern: str, work: Workplace) -> Path:
        """The one file of a zip archive whose name is such, unpacked.

        Args:
            pattern: regular expression of the name, in lower case and without folders.
            work: where the archive is unpacked.

        Raises:
            EvidenceError: no archive, a refused one, or not exactly one such file in it.
        """
        unpacked = unpack(self.path, work.folder)
        files = [one for one in unpacked if re.search(pattern, one.name.lower())]
        if len(files) != 1:
            names = ", ".join(sorted(one.name for one in unpacked)[:12]) or "nothing"
            raise EvidenceError(
                f"{self.place}: {len(files)} of its files are named like {pattern!r}; found: {names}; valid: one; "
                "next: look whether the publisher has changed the archive"
            )
        return files[0]


def published(mirror: Path, source: str, file: str) -> Published | None:
    """A file that was fetched from its publisher into this folder; None where it was not.

    Nothing pins such a file: its checksum is the one found, its edition date the day that the cache's ledger states.

    Args:
        mirror: a folder that `evidence fetch` filled, or one laid out like it.
        source: name of the source.
        file: name of its file, as in `addresses.yaml`.

    Raises:
        EvidenceError: the file is there, but the ledger does not say when it was fetched.
    """
    place = f"{source}/{file}"
    path = mirror / place
    if not path.is_file():
        return None
    try:
        entry = json.loads((mirror / LEDGER).read_text(encoding="utf-8"))["files"][place]
        day = date.fromisoformat(str(entry["at"])[:10])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvidenceError(
            f"{place} in {str(mirror)!r}: the day of fetching is not known ({type(error).__name__}); valid: a file "
            f"that {LEDGER} names with its day; next: multifront evidence fetch {source} --cache {mirror}"
        ) from error
    return Published(path.absolute(), place, checksum(path), day)
