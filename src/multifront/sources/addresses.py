"""Where each source is published and what its file may be, from `addresses.yaml`. Downloads nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multifront.errors import EvidenceError, UsageError, unknown_name

NAME = re.compile(r"^[A-Za-z0-9_][A-Za-z0-9_.()+-]*$")
"""What a file or source may be called below the cache: no folders, nothing hidden."""

HOWS = ("direct", "account", "by hand")
LIMIT_MB = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to fetch.

    `url` is empty where the publisher has no direct address; `page` says where a person finds it. `sha256` pins the
    publisher's file, `mirror_sha256` the copy in a mirror; empty pins nothing. `media` empty accepts any media type.
    A `page` may be empty where the publisher's address was not kept, or the file is a list of our own.
    """

    source: str
    file: str
    url: str = ""
    page: str = ""
    how: str = "direct"
    sha256: str = ""
    max_bytes: int = LIMIT_MB * 1_000_000
    media: tuple[str, ...] = ()
    mirror: str = ""
    mirror_sha256: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse names that would leave the cache folder and ways to get a file that do not exist.

        Raises:
            EvidenceError: the source or file name holds a folder, or `how` is unknown.
        """
        for name in (self.source, self.file, *(self.mirror.split("/") if self.mirror else ())):
            if not NAME.match(name):
                raise EvidenceError(f"name {name!r} of a file to fetch; valid: letters, digits, . _ -; next: rename it")
        if self.how not in HOWS:
            raise EvidenceError(unknown_name("way to get a file", self.how, HOWS, "next: correct addresses.yaml"))

    @property
    def place(self) -> str:
        """Where it is kept below the cache: as in a mirror, so that a cache can be built from like one."""
        return self.mirror or f"{self.source}/{self.file}"


@cache
def addresses() -> Mapping[str, tuple[Wanted, ...]]:
    """Source -> its files, in the order of `addresses.yaml`."""
    text = files("multifront.sources").joinpath("addresses.yaml").read_text(encoding="utf-8")
    return {source: tuple(_wanted(source, entry)) for source, entry in yaml.safe_load(text).items()}


def of_sources(names: tuple[str, ...]) -> tuple[Wanted, ...]:
    """The files of these sources, each source once; of all where none is named.

    Raises:
        UsageError: no such source.
    """
    known = addresses()
    for name in names:
        if name not in known:
            raise UsageError(unknown_name("source", name, list(known), "next: leave the names out to fetch all"))
    return tuple(wanted for name in dict.fromkeys(names or known) for wanted in known[name])


def _wanted(source: str, entry: Mapping[str, Any]) -> list[Wanted]:
    return [
        Wanted(
            source=source,
            file=str(file["file"]),
            url=str(file.get("url", "")),
            page=str(entry.get("page", "")),
            how=str(file.get("how", "direct")),
            sha256=str(file.get("sha256", "")),
            max_bytes=int(float(file.get("max_mb", LIMIT_MB)) * 1_000_000),
            media=tuple(file.get("media", ())),
            mirror=str(file.get("mirror", "")),
            mirror_sha256=str(file.get("mirror_sha256", "")),
            note=str(file.get("note", "")),
        )
        for file in entry["files"]
    ]
