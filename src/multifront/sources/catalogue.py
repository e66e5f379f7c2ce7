"""Every public source that multifront can read, by name: title, harvest function, addresses. No reading of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from multifront.sources import (
    atop_alliances,
    cow_capabilities,
    cow_disputes,
    cow_organizations,
    cow_trade,
    gdelt_events,
    gulf_calendar,
    hormuz_transits,
    icews_events,
    icews_graph_events,
    japan_tracks,
    joint_exercises,
    north_korea_tests,
    pla_activity,
    reference_events,
    reference_figures,
    risk_index_daily,
    sanctions,
    sipri_expenditure,
    sipri_transfers,
    states_and_contiguity,
    strait_transits,
    ucdp_battle_events,
    ucdp_conflicts,
    ukraine_aid,
    ukraine_strikes,
    un_ideal_points,
    un_votes,
    un_votes_2025,
)
from multifront.sources.address import Address
from multifront.sources.harvest import Harvest
from multifront.sources.rows import OriginRecord


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its title, how to read it, who its origins are, where its files are published.

    `origins` is None for our own reference lists, whose hundreds of origins are in the lists themselves. `pinned` is
    False where no file was at hand, so that its checksum is not known.
    """

    title: str
    harvest: Callable[[Path], Harvest]
    origins: Callable[[], tuple[OriginRecord, ...]] | None
    fetch: tuple[Address, ...] = ()
    pinned: bool = True


def _one(origin: Callable[[], OriginRecord]) -> Callable[[], tuple[OriginRecord, ...]]:
    return lambda: (origin(),)


VOTES_NOTE = "the publisher's file is one CSV; our copy is that of R package unvotes, as Parquet"
DATAVERSE = "https://doi.org/10.7910/DVN/LEJUQZ"
SOURCES: dict[str, Source] = {
    "un_votes": Source(
        "UN General Assembly roll calls, 1946-2019",
        un_votes.harvest,
        _one(un_votes.origin),
        (
            Address(un_votes.VOTES.path, DATAVERSE, "text/csv", VOTES_NOTE),
            Address(un_votes.ROLL_CALLS.path, DATAVERSE, "text/csv", VOTES_NOTE),
        ),
    ),
    "un_votes_2025": Source(
        "UN General Assembly resolutions of 2025",
        un_votes_2025.harvest,
        _one(un_votes_2025.origin),
        (
            Address(
                un_votes_2025.FILE.path, "https://digitallibrary.un.org/", "text/csv", "our copy is a processed table"
            ),
        ),
    ),
    "un_ideal_points": Source(
        "UN ideal points, July 2025",
        un_ideal_points.harvest,
        _one(un_ideal_points.origin),
        (Address(un_ideal_points.FILE.path, DATAVERSE, "text/csv"),),
    ),
    "atop_alliances": Source(
        "ATOP alliances, 1815-2018", atop_alliances.harvest, _one(atop_alliances.origin), atop_alliances.FETCH
    ),
    "cow_capabilities": Source(
        "COW capabilities and CINC, 1816-2022",
        cow_capabilities.harvest,
        _one(cow_capabilities.origin),
        cow_capabilities.FETCH,
    ),
    "cow_disputes": Source(
        "COW militarized disputes, 1816-2014", cow_disputes.harvest, _one(cow_disputes.origin), cow_disputes.FETCH
    ),
    "cow_trade": Source("COW bilateral trade, 1870-2014", cow_trade.harvest, _one(cow_trade.origin), cow_trade.FETCH),
    "cow_organizations": Source(
        "COW joint IGO memberships, 1816-2014",
        cow_organizations.harvest,
        _one(cow_organizations.origin),
        cow_organizations.FETCH,
    ),
    "states_and_contiguity": Source(
        "States (COW, Gleditsch-Ward) and contiguity",
        states_and_contiguity.harvest,
        states_and_contiguity.origins,
        states_and_contiguity.FETCH,
    ),
    "ucdp_conflicts": Source(
        "UCDP/PRIO armed conflict, 1946-2024", ucdp_conflicts.harvest, _one(ucdp_conflicts.origin), ucdp_conflicts.FETCH
    ),
    "ucdp_battle_events": Source(
        "UCDP georeferenced events (format only)",
        ucdp_battle_events.harvest,
        _one(ucdp_battle_events.origin),
        ucdp_battle_events.FETCH,
        pinned=False,
    ),
    "sipri_expenditure": Source(
        "SIPRI military expenditure, 1949-2024",
        sipri_expenditure.harvest,
        _one(sipri_expenditure.origin),
        sipri_expenditure.FETCH,
    ),
    "sipri_transfers": Source(
        "SIPRI arms transfers: register and TIV",
        sipri_transfers.harvest,
        sipri_transfers.origins,
        sipri_transfers.FETCH,
    ),
    "sanctions": Source("GSDB sanctions cases, 1949-2023", sanctions.harvest, _one(sanctions.origin), sanctions.FETCH),
    "ukraine_aid": Source(
        "Kiel Ukraine Support Tracker, release 29", ukraine_aid.harvest, _one(ukraine_aid.origin), ukraine_aid.FETCH
    ),
    "ukraine_strikes": Source(
        "Missile and drone attacks on Ukraine",
        ukraine_strikes.harvest,
        _one(ukraine_strikes.origin),
        ukraine_strikes.FETCH,
    ),
    "risk_index_daily": Source(
        "Geopolitical Risk index, daily",
        risk_index_daily.harvest,
        _one(risk_index_daily.origin),
        risk_index_daily.FETCH,
    ),
    "pla_activity": Source(
        "PLA activity around Taiwan, daily",
        pla_activity.harvest,
        _one(pla_activity.origin),
        (Address(pla_activity.FILE.path, "https://www.mnd.gov.tw/", "text/html", "our copy is a collector's table"),),
    ),
    "strait_transits": Source(
        "Warships in the Taiwan Strait", strait_transits.harvest, _one(strait_transits.origin), strait_transits.FETCH
    ),
    "japan_tracks": Source(
        "Chinese and Russian tracks near Japan", japan_tracks.harvest, _one(japan_tracks.origin), japan_tracks.FETCH
    ),
    "joint_exercises": Source(
        "Joint exercises with Russia, 2009-2018",
        joint_exercises.harvest,
        _one(joint_exercises.origin),
        joint_exercises.FETCH,
    ),
    "north_korea_tests": Source(
        "North Korean missile tests",
        north_korea_tests.harvest,
        _one(north_korea_tests.origin),
        (Address(north_korea_tests.FILE.path, north_korea_tests.origin().origin.link, "text/csv", "a curated copy"),),
    ),
    "hormuz_transits": Source(
        "Hormuz transits (PortWatch)",
        hormuz_transits.harvest,
        _one(hormuz_transits.origin),
        (Address(hormuz_transits.FILE.path, "https://portwatch.imf.org/", "text/csv"),),
    ),
    "gulf_calendar": Source(
        "Gulf event calendar, 2021-2026", gulf_calendar.harvest, _one(gulf_calendar.origin), gulf_calendar.FETCH
    ),
    "reference_events": Source("Our list of dated events", reference_events.harvest, None),
    "reference_figures": Source("Our list of cited figures", reference_figures.harvest, None),
    "gdelt_events": Source(
        "GDELT 1.0 events (sample)",
        gdelt_events.harvest,
        lambda: (gdelt_events.origin("gdelt_1", gdelt_events.SAMPLE.sha256),),
        gdelt_events.FETCH,
    ),
    "icews_events": Source(
        "ICEWS events (sample of June 2018)",
        icews_events.harvest,
        lambda: (icews_events.origin(icews_events.SAMPLE.sha256),),
        icews_events.FETCH,
    ),
    "icews_graph_events": Source(
        "ICEWS knowledge graphs, test and valid splits",
        icews_graph_events.harvest,
        _one(icews_graph_events.origin),
        icews_graph_events.FETCH,
    ),
}
"""Name -> source, in the order in which they are read."""
