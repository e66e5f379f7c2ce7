"""A document as it is read: plain text, what is known about it, and what had to be done to get it. Reads no files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One text. Every span of the package counts characters of `text`; an unknown field is empty, never guessed.

    `published` is the day of the dateline, against which relative days are resolved; where only its month is known,
    `about`
    is a day of that month and serves days without a year alone. `language` is an ISO 639-1 code or
    empty where the text is too short to tell. `path` says where it came from, with a part after `#` where one file
    holds several. `notes` say what was left out, decoded otherwise than declared, or cannot be read.
    """

    text: str
    title: str = ""
    published: date | None = None
    about: date | None = None
    byline: str = ""
    source: str = ""
    language: str = ""
    path: str = ""
    link: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Checksum of the text in UTF-8, to which spans belong."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def readable(self) -> bool:
        """Whether its language is one that the rules know; a text too short to tell is read as English."""
        return self.language in ("", "en")
