"""The folder of fetched files: partial files that survive a killed process, whole files, the ledger. No network."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from multifront.errors import EvidenceError

try:
    import fcntl
except ImportError:  # no such lock on this system: two fetches at once are then not refused
    fcntl = None  # type: ignore[assignment]

LEDGER = "fetched.json"


@dataclass(frozen=True, slots=True)
class Partial:
    """What is known of a download that has begun: the address asked and the publisher's mark of the edition."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """The places of one file in the cache: whole, partial, a changed edition set aside, and marks beside them."""

    folder: Path
    name: str

    @property
    def whole(self) -> Path:
        """The file once it is complete and accepted."""
        return self.folder / self.name

    @property
    def part(self) -> Path:
        """Bytes received so far."""
        return self.folder / f"{self.name}.part"

    @property
    def aside(self) -> Path:
        """A complete file whose checksum is not the pinned one, kept for review."""
        return self.folder / f"{self.name}.changed"

    @property
    def previous(self) -> Path:
        """The edition before the present one."""
        return self.folder / f"{self.name}.previous"

    def begin(self, mark: Partial) -> None:
        """Start a new partial file; its mark is on disk before its first byte."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.part.unlink(missing_ok=True)
        write_json(self._mark(self.part), asdict(mark))
        self.part.touch()

    def begun(self) -> tuple[int, Partial]:
        """How many bytes are here already, and of what; nothing where the mark is missing or unreadable."""
        mark = self._read(self.part)
        if mark is None or not self.part.is_file():
            return 0, Partial()
        return self.part.stat().st_size, mark

    def append(self) -> IO[bytes]:
        """The partial file, open at its end."""
        return self.part.open("ab")

    def drop(self) -> None:
        """Forget the partial file."""
        self.part.unlink(missing_ok=True)
        self._mark(self.part).unlink(missing_ok=True)

    def accept(self) -> None:
        """Make the partial file the whole one, in one rename; an older edition stays as `.previous`."""
        _flush(self.part)
        if self.whole.is_file():
            beside = self.folder / f"{self.name}.previous.part"
            shutil.copyfile(self.whole, beside)
            beside.replace(self.previous)
        mark = self._read(self.part) or Partial()
        self.part.replace(self.whole)
        write_json(self._mark(self.whole), asdict(mark))
        self._mark(self.part).unlink(missing_ok=True)

    def renew(self) -> None:
        """The partial file is the whole one again: keep its mark, drop its bytes."""
        write_json(self._mark(self.whole), asdict(self._read(self.part) or Partial()))
        self.drop()

    def set_aside(self) -> None:
        """Keep the partial file as a changed edition; the whole file stays what it was."""
        _flush(self.part)
        self.part.replace(self.aside)
        self._mark(self.part).unlink(missing_ok=True)

    def edition(self) -> Partial:
        """The publisher's mark of the whole file; empty where there is none."""
        return (self._read(self.whole) or Partial()) if self.whole.is_file() else Partial()

    def _mark(self, path: Path) -> Path:
        return path.with_name(f"{path.name}.json")

    def _read(self, path: Path) -> Partial | None:
        try:
            return Partial(**json.loads(self._mark(path).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None  # never begun, or killed while the mark was written: the download starts anew


@dataclass(frozen=True, slots=True)
class FetchCache:
    """A folder of files laid out like a mirror, and a ledger of what was and was not fetched."""

    folder: Path

    def slot(self, place: str) -> Slot:
        """The places of one file, by its path below the folder."""
        path = self.folder / place
        return Slot(path.parent, path.name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the cache for one process; a killed process lets go of it.

        Raises:
            EvidenceError: another process fetches into it, or the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / ".lock").open("a")
        except OSError as error:
            raise EvidenceError(
                f"cache folder {str(self.folder)!r} cannot be written ({error}); valid: a folder of yours; "
                "next: pass another with --cache"
            ) from error
        with file:
            if fcntl is not None:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError as error:
                    raise EvidenceError(
                        f"another process fetches into {str(self.folder)!r}; valid: one at a time; "
                        "next: wait for it, or pass another folder with --cache"
                    ) from error
            yield

    def record(self, entries: Mapping[str, Mapping[str, Any]]) -> Path:
        """Write these entries ('source/file' -> result) into the ledger; entries of other files stay.

        Gaps are the entries of which the cache holds no file.
        """
        path = self.folder / LEDGER
        try:
            known = dict(json.loads(path.read_text(encoding="utf-8"))["files"])
        except (OSError, ValueError, KeyError, TypeError):
            known = {}  # the first ledger of this folder, or an unreadable one: the files themselves stay
        known.update({name: dict(entry) for name, entry in entries.items()})
        gaps = {name: entry["line"] for name, entry in sorted(known.items()) if not entry["held"]}
        try:
            write_json(path, {"files": dict(sorted(known.items())), "gaps": gaps})
        except OSError as error:
            raise EvidenceError(
                f"ledger {str(path)!r} cannot be written ({error.strerror}); valid: a folder of yours with room on the "
                "disk; next: make room and fetch again: what is whole there is kept"
            ) from error
        return path


def gaps_of(folder: Path, source: str) -> dict[str, str]:
    """What the ledger of a folder says of the files of a source that it could not get; nothing where it has none.

    Args:
        folder: a cache, or any folder laid out like a mirror.
        source: name of the source.
    """
    try:
        gaps = json.loads((folder / LEDGER).read_text(encoding="utf-8"))["gaps"]
        return {name: str(line) for name, line in gaps.items() if name.startswith(f"{source}/")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # no ledger, or one that cannot be read: the reason of the load itself is told all the same


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write JSON beside the file and rename it into place."""
    beside = path.with_name(f"{path.name}.tmp")
    try:
        beside.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
