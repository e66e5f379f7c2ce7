"""The event feeds that multifront can read, by name: title and origins, for the documentation. No reading."""

from __future__ import annotations

from collections.abc import Callable

from multifront.sources import acled_events, gdelt_events, icews_events, icews_graph_events, polecat_events
from multifront.sources.rows import OriginRecord

FEEDS: dict[str, tuple[str, Callable[[], tuple[OriginRecord, ...]]]] = {
    "gdelt_events": (
        "GDELT events, 1.0, 2.0 and reduced",
        lambda: tuple(gdelt_events.origin(kind) for kind in gdelt_events.TITLES),
    ),
    "icews_events": ("ICEWS coded events", lambda: (icews_events.origin(),)),
    "icews_graph_events": ("ICEWS events as a graph, 2014 and 2005-2015", lambda: (icews_graph_events.origin(),)),
    "polecat_events": ("POLECAT events (format only)", lambda: (polecat_events.origin(),)),
    "acled_events": ("ACLED export (format only)", lambda: (acled_events.origin(),)),
}
"""Name -> title, records. A feed is many files, so what was read of it stands in the inputs of a store."""
