"""The event feeds that a user may bring as files, by name: parser, reader, origins. No source that a mirror holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from multifront.sources import acled_events, gdelt_events, icews_events, polecat_events
from multifront.sources.harvest import Bulk
from multifront.sources.rows import OriginRecord

MARK = ":"
"""Stands in the name of a load between the feed and the file; no source has it in its name."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its title, the parser with its version, how a file becomes queries, the origins that rows can have."""

    title: str
    parser: str
    events: Callable[[Path, Path, date], tuple[Bulk, ...]]
    origins: Callable[[date], tuple[OriginRecord, ...]]


def _gdelt(edition: date) -> tuple[OriginRecord, ...]:
    return tuple(gdelt_events.origin(kind, edition_date=edition) for kind in gdelt_events.TITLES)


FEEDS: dict[str, Feed] = {
    "gdelt": Feed("GDELT events (1.0, 2.0, reduced)", gdelt_events.PARSER, gdelt_events.events, _gdelt),
    "icews": Feed(
        "ICEWS coded events",
        icews_events.PARSER,
        icews_events.events,
        lambda edition: (icews_events.origin(edition_date=edition),),
    ),
    "polecat": Feed(
        "POLECAT", polecat_events.PARSER, polecat_events.events, lambda edition: (polecat_events.origin(edition),)
    ),
    "acled": Feed("ACLED", acled_events.PARSER, acled_events.events, lambda edition: (acled_events.origin(edition),)),
}
"""Name -> feed."""
