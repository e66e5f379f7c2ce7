"""Tables of militarized disputes -> events (disputes) and observations (dyad-years), of any edition. Reads no file."""

from __future__ import annotations

from dataclasses import dataclass

from multifront.sources.bulk_rows import bulk, rejects, year_columns
from multifront.sources.harvest import Bulk
from multifront.sources.rows import OriginRecord
from multifront.sources.state_numbers import coded

LEVELS = {1: "NONE", 2: "THREATEN", 3: "MOBILIZE", 4: "ASSAULT", 5: "ASSAULT"}
"""Highest hostility of a dispute -> PLOVER type; 1 no militarized act, 2 threat, 3 display, 4 use of force, 5 war."""


@dataclass(frozen=True, slots=True)
class Edition:
    """How the rows of one edition are named, so that two editions never meet in one series.

    `label` begins the ids of events, `indicator` the names of indicators.
    """

    label: str
    indicator: str
    definition_id: str
    subtype: str


def disputes(dyads: str, starts: str, edition: Edition, source: OriginRecord) -> tuple[Bulk, Bulk, Bulk]:
    """The bulk queries of one edition: disputes, hostility of directed dyad-years, their number.

    Args:
        dyads: relation of directed dispute-dyad-years: dispnum, ccode1, ccode2, year, sidea1, hostlev1, line.
        starts: relation with one row a dispute: dispnum, styear, stmon, hostlev.
        edition: how its rows are named.
        source: origin of every row.
    """
    both = coded(dyads, "cow", "r.year", a="r.ccode1", b="r.ccode2")
    known = f"(SELECT * FROM {both} WHERE a IS NOT NULL AND b IS NOT NULL)"
    unknown = rejects(
        f"{both} WHERE a IS NULL OR b IS NULL",
        source,
        "'unknown COW number'",
        "concat(dispnum, ' ', ccode1, ' ', ccode2, ' ', year)",
    )
    return (_events(known, starts, edition, source), *_dyad_years(known, edition, source, unknown))


def _events(known: str, starts: str, edition: Edition, source: OriginRecord) -> Bulk:
    sides = (
        f"(SELECT dispnum, list_sort(list_distinct(list(a) FILTER (sidea1 = 1))) AS first, "
        f"list_sort(list_distinct(list(a) FILTER (sidea1 = 0))) AS second FROM {known} GROUP BY dispnum)"
    )
    known_month = "stmon BETWEEN 1 AND 12"
    day = f"make_date(styear::INT, CASE WHEN {known_month} THEN stmon::INT ELSE 1 END, 1)"
    types = " ".join(f"WHEN {level} THEN '{name}'" for level, name in LEVELS.items())
    given = {
        "event_id": f"concat('{edition.label}:', dispnum::INT)",
        "date_start": day,
        "date_end": f"CASE WHEN {known_month} THEN last_day({day}) ELSE make_date(styear::INT, 12, 31) END",
        "date_precision": f"CASE WHEN {known_month} THEN 'month' ELSE 'year' END",
        "plover_type": f"CASE hostlev::INT {types} END",
        "subtype": f"'{edition.subtype}'",
        "initiators": "first",
        "targets": "second",
        "magnitude": "hostlev",
        "unit": "'highest hostility level, 1-5'",
        "headline": "concat('Militarized dispute ', dispnum::INT, ': ', array_to_string(first, ', '), ' against ', "
        "array_to_string(second, ', '))",
        "note": f"CASE WHEN {known_month} THEN 'month in which the dispute began; it may have lasted longer' "
        "ELSE concat('year in which the dispute began: ', stmon::INT, ' is no month') END",
    }
    return bulk("event", f"{starts} AS d JOIN {sides} AS s USING (dispnum)", source, given)


def _dyad_years(known: str, edition: Edition, source: OriginRecord, unknown: str) -> tuple[Bulk, Bulk]:
    relation = (
        "(SELECT a, b, year, max(hostlev1) AS level, count(DISTINCT dispnum) AS disputes "
        f"FROM {known} GROUP BY a, b, year)"
    )

    def measured(what: str, best: str, unit: str, words: str, set_aside: str) -> Bulk:
        indicator = f"{edition.indicator}_{what}"
        given = {
            "observation_id": f"concat('{indicator}:', a, '>', b, ':', year::INT)",
            "indicator": f"'{indicator}'",
            "actor": "a",
            "partner": "b",
            **year_columns("year"),
            "best": best,
            "unit": f"'{unit}'",
            "definition_id": f"'{edition.definition_id}'",
            "definition": f"'{words}'",
        }
        return bulk("observation", relation, source, given, set_aside)

    return (
        measured("hostility", "level", "level 1-5", "highest hostility of the actor in disputes of the year", unknown),
        measured(
            "disputes", "disputes", "disputes", "disputes of the pair, on opposite sides, that ran in the year", ""
        ),
    )
