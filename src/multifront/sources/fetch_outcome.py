"""What can come of fetching one file, and what an HTTP answer means for it. Opens no connection and writes no file."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from pathlib import Path

from multifront.sources.addresses import Wanted

STATUSES = (
    "fetched",
    "unchanged",
    "moved",
    "down",
    "needs account",
    "by hand",
    "checksum changed",
    "too large",
    "timed out",
    "not kept",
)
"""What can come of a fetch; the first two are success. `by hand`: the publisher has no direct address. `not kept`: our
own disk is full or cannot be written."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one file. `path` is the usable file, which may be an older copy; None where there is none."""

    source: str
    file: str
    status: str
    line: str
    path: Path | None = None
    sha256: str = ""
    bytes: int = 0
    url: str = ""

    @property
    def good(self) -> bool:
        """True where the file is now as published."""
        return self.status in ("fetched", "unchanged")


class Ended(Exception):
    """The download ended with this status; retrying would not help."""

    def __init__(self, status: str, line: str) -> None:
        super().__init__(line)
        self.status, self.line = status, line


class Again(Exception):
    """An attempt failed; another may succeed after `after` seconds; `anew` forgets what is here."""

    def __init__(self, line: str, after: float = 0.0, anew: bool = False) -> None:
        super().__init__(line)
        self.after, self.anew = after, anew


def judge(response: http.client.HTTPResponse, wanted: Wanted) -> None:
    """Whether the answer can be the file.

    Raises:
        Ended: it is another answer, which asking again would not change.
        Again: it may be another answer next time.
    """
    code = response.status
    if code in (401, 403, 407):
        raise Ended("needs account", f"the publisher answers {code}: asks for an account or refuses; {wanted.page}")
    if code in (404, 410):
        raise Ended("moved", f"the publisher answers {code}: nothing at {wanted.url}; look at {wanted.page}")
    if code == 416:
        raise Again("the publisher has no such part; starting anew", anew=True)
    if code in (408, 425, 429) or code >= 500:
        raise Again(f"answer {code}", _wait_asked(response))
    if code not in (200, 206):
        raise Ended("down", f"the publisher answers {code}, which is no file")
    media = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if wanted.media and media and media not in wanted.media:
        raise Ended("moved", f"the publisher sends {media!r}, not {' or '.join(wanted.media)}; look at {wanted.page}")
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise Ended("down", "the publisher compresses what was asked plain")


def _wait_asked(response: http.client.HTTPResponse) -> float:
    asked = response.getheader("Retry-After") or ""
    return float(asked) if asked.isascii() and asked.isdigit() else 0.0


def too_large(wanted: Wanted) -> Ended:
    """The end of a fetch that brings more than is allowed."""
    return Ended("too large", f"more than the {wanted.max_bytes} bytes that are allowed for it")
