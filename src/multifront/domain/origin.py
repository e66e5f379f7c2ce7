"""Where something comes from. An unknown field is a value with a reason, never an empty cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""NATO Admiralty code for a source (AJP-2.1)."""

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""NATO Admiralty code for an item. Kept apart from the reliability of its source."""

UNKNOWN = "unknown: "
"""Prefix of a field that is not known; the reason follows, as in `unknown: link not kept`."""

NO_TIMING = "No timing test: "
"""In the note of an origin: no count of its rows over time is a stream; the reason follows, up to a full stop."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The record of where rows come from. Every field holds a value or `unknown: <reason>`."""

    id: str
    producer: str
    title: str
    edition: str
    licence: str
    link: str
    published: str
    edition_date: date
    sha256: str
    reliability: str
    read_at: str
    note: str

    @property
    def citation(self) -> str:
        """One line that a reader can cite: producer, date, title, edition, link."""
        year = self.published if not self.published.startswith(UNKNOWN) else "n.d."
        edition = "" if self.edition.startswith(UNKNOWN) else f" {self.edition}."
        link = "" if self.link.startswith(UNKNOWN) else f" {self.link}"
        return f"{self.producer} ({year}). {self.title}.{edition}{link}"


def timing_refusal(note: str) -> str:
    """Why no timing test may use an origin, by its note; empty where the note forbids nothing.

    Args:
        note: the note of an origin.
    """
    return note.partition(NO_TIMING)[2].partition(".")[0]
