"""Every public source that multifront can read, by name: title, harvest function, origins. No addresses, no reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from multifront.sources import (
    atop_alliances,
    atop_obligations,
    cow_capabilities,
    cow_disputes,
    cow_organizations,
    cow_trade,
    cow_trade_ties,
    gdelt_events,
    gml_disputes,
    gulf_calendar,
    hormuz_transits,
    icews_events,
    icews_graph_events,
    japan_tracks,
    joint_exercises,
    military_ties,
    north_korea_tests,
    pla_activity,
    reference_events,
    reference_figures,
    risk_index_daily,
    risk_index_monthly,
    sanctions,
    sipri_expenditure,
    sipri_five_years,
    sipri_transfers,
    states_and_contiguity,
    strait_transits,
    ucdp_battle_events,
    ucdp_conflicts,
    ukraine_aid,
    ukraine_strike_days,
    ukraine_strikes,
    un_ideal_points,
    un_library_votes,
    un_votes,
    un_votes_2025,
)
from multifront.sources.harvest import Harvest
from multifront.sources.rows import OriginRecord


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its title, how to read it, who its origins are; its addresses stand in `addresses.yaml`.

    `origins` is None for our own reference lists, whose hundreds of origins are in the lists themselves.
    """

    title: str
    harvest: Callable[[Path], Harvest]
    origins: Callable[[], tuple[OriginRecord, ...]] | None


def _one(origin: Callable[[], OriginRecord]) -> Callable[[], tuple[OriginRecord, ...]]:
    return lambda: (origin(),)


SOURCES: dict[str, Source] = {
    "un_votes": Source(
        "UN General Assembly roll calls, 1946-2019",
        un_votes.harvest,
        _one(un_votes.origin),
    ),
    "un_votes_2025": Source(
        "UN General Assembly resolutions of 2025",
        un_votes_2025.harvest,
        _one(un_votes_2025.origin),
    ),
    "un_library_votes": Source(
        "UN Digital Library votes, from 2020 (format only)", un_library_votes.harvest, _one(un_library_votes.origin)
    ),
    "un_ideal_points": Source(
        "UN ideal points, July 2025",
        un_ideal_points.harvest,
        _one(un_ideal_points.origin),
    ),
    "atop_alliances": Source("ATOP alliances, 1815-2018", atop_alliances.harvest, _one(atop_alliances.origin)),
    "atop_obligations": Source(
        "ATOP obligations of chosen pairs by year, 2000-2018", atop_obligations.harvest, _one(atop_obligations.origin)
    ),
    "cow_capabilities": Source(
        "COW capabilities and CINC, 1816-2022", cow_capabilities.harvest, _one(cow_capabilities.origin)
    ),
    "cow_disputes": Source("COW militarized disputes, 1816-2014", cow_disputes.harvest, _one(cow_disputes.origin)),
    "gml_disputes": Source(
        "Disputes as corrected by Gibler, Miller and Little, 1816-2010", gml_disputes.harvest, _one(gml_disputes.origin)
    ),
    "cow_trade": Source("COW bilateral trade, 1870-2014", cow_trade.harvest, _one(cow_trade.origin)),
    "cow_trade_ties": Source(
        "COW trade: totals of China and Russia, first partners of all states, 1948-2014",
        cow_trade_ties.harvest,
        _one(cow_trade_ties.origin),
    ),
    "cow_organizations": Source(
        "COW joint IGO memberships, 1816-2014", cow_organizations.harvest, _one(cow_organizations.origin)
    ),
    "states_and_contiguity": Source(
        "States (COW, Gleditsch-Ward) and contiguity", states_and_contiguity.harvest, states_and_contiguity.origins
    ),
    "ucdp_conflicts": Source(
        "UCDP/PRIO armed conflict, 1946-2024", ucdp_conflicts.harvest, _one(ucdp_conflicts.origin)
    ),
    "ucdp_battle_events": Source(
        "UCDP georeferenced events (format only)", ucdp_battle_events.harvest, _one(ucdp_battle_events.origin)
    ),
    "sipri_expenditure": Source(
        "SIPRI military expenditure, 1949-2024", sipri_expenditure.harvest, _one(sipri_expenditure.origin)
    ),
    "sipri_transfers": Source(
        "SIPRI arms transfers: register and TIV", sipri_transfers.harvest, sipri_transfers.origins
    ),
    "sipri_five_years": Source(
        "SIPRI arms values of chosen pairs over five years", sipri_five_years.harvest, _one(sipri_five_years.origin)
    ),
    "sanctions": Source("GSDB sanctions cases, 1949-2023", sanctions.harvest, _one(sanctions.origin)),
    "ukraine_aid": Source("Kiel Ukraine Support Tracker, release 29", ukraine_aid.harvest, _one(ukraine_aid.origin)),
    "ukraine_strikes": Source(
        "Missile and drone attacks on Ukraine", ukraine_strikes.harvest, _one(ukraine_strikes.origin)
    ),
    "ukraine_strike_days": Source(
        "Missiles launched at Ukraine, by day", ukraine_strike_days.harvest, _one(ukraine_strike_days.origin)
    ),
    "risk_index_daily": Source(
        "Geopolitical Risk index, daily", risk_index_daily.harvest, _one(risk_index_daily.origin)
    ),
    "risk_index_monthly": Source(
        "Geopolitical Risk index, monthly, world and 44 countries",
        risk_index_monthly.harvest,
        _one(risk_index_monthly.origin),
    ),
    "pla_activity": Source(
        "PLA activity around Taiwan, daily",
        pla_activity.harvest,
        _one(pla_activity.origin),
    ),
    "strait_transits": Source("Warships in the Taiwan Strait", strait_transits.harvest, _one(strait_transits.origin)),
    "japan_tracks": Source("Chinese and Russian tracks near Japan", japan_tracks.harvest, _one(japan_tracks.origin)),
    "joint_exercises": Source(
        "Joint exercises with Russia, 2009-2018", joint_exercises.harvest, _one(joint_exercises.origin)
    ),
    "north_korea_tests": Source(
        "North Korean missile tests",
        north_korea_tests.harvest,
        _one(north_korea_tests.origin),
    ),
    "hormuz_transits": Source(
        "Hormuz transits (PortWatch)",
        hormuz_transits.harvest,
        _one(hormuz_transits.origin),
    ),
    "gulf_calendar": Source("Gulf event calendar, 2021-2026", gulf_calendar.harvest, _one(gulf_calendar.origin)),
    "reference_events": Source("Our list of dated events", reference_events.harvest, None),
    "reference_figures": Source("Our list of cited figures", reference_figures.harvest, None),
    "military_ties": Source("Our list of military ties", military_ties.harvest, None),
    "gdelt_events": Source(
        "GDELT 1.0 events (sample)",
        gdelt_events.harvest,
        lambda: (gdelt_events.origin("gdelt_1", gdelt_events.SAMPLE.sha256),),
    ),
    "icews_events": Source(
        "ICEWS events (sample of June 2018)",
        icews_events.harvest,
        lambda: (icews_events.origin(icews_events.SAMPLE.sha256),),
    ),
    "icews_graph_events": Source(
        "ICEWS knowledge graphs, test and valid splits",
        icews_graph_events.harvest,
        _one(icews_graph_events.origin),
    ),
}
"""Name -> source, in the order in which they are read."""
