"""Where the publisher keeps a file: address, media type, what a fetcher must know. No downloading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """One file of a source at its publisher; `path` is where the mirror keeps our copy.

    `note` says what stands in the way of a plain download: an account, a form, another layout than the copy's.
    """

    path: str
    url: str
    media_type: str
    note: str = ""
