"""COW militarized interstate disputes, 1816-2014 -> events (disputes) and observations (dyad-years). No GML edition."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources.address import Address
from multifront.sources.bulk_rows import bulk, rejects, year_columns
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import parquet
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "cow_disputes 1"
DYADS = SourceFile(
    "data/parquet/cow_mid_dirdisps.parquet",
    "378fb13f9be610b0d45c60251fa90dd3d77b84c6c47447a33a505a7cf5b57717",
    ("dispnum", "ccode1", "ccode2", "year", "sidea1", "hostlev1"),
)
DISPUTES = SourceFile(
    "data/parquet/cow_mid_disps.parquet",
    "dd55bdadfc636141da1db084fc809881da6a7c7177c19c983913b168472e721e",
    ("dispnum", "styear", "stmon", "hostlev", "fatality"),
)
FETCH = (
    Address(
        DYADS.path,
        "https://correlatesofwar.org/data-sets/mids/",
        "application/zip",
        "the publisher's zip holds CSV files of participants; our copies are the dyadic tables of R package "
        "peacesciencer, as Parquet",
    ),
    Address(DISPUTES.path, "https://correlatesofwar.org/data-sets/mids/", "application/zip", "as above"),
)
LEVELS = {1: "NONE", 2: "THREATEN", 3: "MOBILIZE", 4: "ASSAULT", 5: "ASSAULT"}
"""Highest hostility of a dispute -> PLOVER type; 1 no militarized act, 2 threat, 3 display, 4 use of force, 5 war."""


def origin() -> OriginRecord:
    """The record of the dispute tables."""
    return record(
        "producer",
        Origin(
            id="cow_mid_5",
            producer="Correlates of War project (Palmer, McManus, D'Orazio, Kenwick and others)",
            title="Militarized Interstate Disputes",
            edition="version 5, disputes and directed dyad-years, as packed in R package peacesciencer",
            licence="free with citation (Correlates of War)",
            link="https://correlatesofwar.org/data-sets/mids/",
            published="unknown: the copy does not give its release",
            edition_date=EDITION_NOT_STATED,
            sha256=DYADS.sha256,
            reliability="",
            read_at=f"{DYADS.path}, {DISPUTES.path}",
            note="The month of the start is known, not the day. Side A is the side that acted first. The other dyadic "
            "table (ddydisps) keeps one dispute a dyad-year and so loses 156 disputes: not used. The edition of "
            "Gibler, Miller and Little is at hand only in R's own format, which we do not read: a declared gap. A "
            "dyad-year without a row had no dispute by the source's practice, for states of the system only.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a dispute, two observations a directed dyad-year with a dispute.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column.
    """
    inputs = {DYADS.path: DYADS.sha256, DISPUTES.path: DISPUTES.sha256}
    rows = disputes(DYADS.verified(mirror), DISPUTES.verified(mirror))
    return Harvest(PARSER, inputs, (origin(),), bulk=rows)


def disputes(dyads: Path, starts: Path) -> tuple[Bulk, ...]:
    """The bulk queries of two files of that layout.

    Args:
        dyads: directed dispute-dyad-years.
        starts: one row a dispute.
    """
    source = origin()
    both = coded(parquet(dyads, DYADS.columns), "cow", "r.year", a="r.ccode1", b="r.ccode2")
    known = f"(SELECT * FROM {both} WHERE a IS NOT NULL AND b IS NOT NULL)"
    unknown = rejects(
        f"{both} WHERE a IS NULL OR b IS NULL",
        source,
        "'unknown COW number'",
        "concat(dispnum, ' ', ccode1, ' ', ccode2, ' ', year)",
    )
    started = parquet(starts, DISPUTES.columns)
    return (_events(known, started, source), *_dyad_years(known, source, unknown))


def _events(known: str, started: str, source: OriginRecord) -> Bulk:
    sides = (
        f"(SELECT dispnum, list_sort(list_distinct(list(a) FILTER (sidea1 = 1))) AS first, "
        f"list_sort(list_distinct(list(a) FILTER (sidea1 = 0))) AS second FROM {known} GROUP BY dispnum)"
    )
    day = "make_date(styear::INT, stmon::INT, 1)"
    types = " ".join(f"WHEN {level} THEN '{name}'" for level, name in LEVELS.items())
    given = {
        "event_id": "concat('MID:', dispnum::INT)",
        "date_start": day,
        "date_end": f"last_day({day})",
        "date_precision": "'month'",
        "plover_type": f"CASE hostlev::INT {types} END",
        "subtype": "'militarized_dispute'",
        "initiators": "first",
        "targets": "second",
        "magnitude": "hostlev",
        "unit": "'highest hostility level, 1-5'",
        "headline": "concat('Militarized dispute ', dispnum::INT, ': ', array_to_string(first, ', '), ' against ', "
        "array_to_string(second, ', '))",
        "note": "'month in which the dispute began; it may have lasted longer'",
    }
    return bulk("event", f"{started} AS d JOIN {sides} AS s USING (dispnum)", source, given)


def _dyad_years(known: str, source: OriginRecord, unknown: str) -> tuple[Bulk, Bulk]:
    relation = (
        "(SELECT a, b, year, max(hostlev1) AS level, count(DISTINCT dispnum) AS disputes "
        f"FROM {known} GROUP BY a, b, year)"
    )

    def measured(indicator: str, best: str, unit: str, words: str, set_aside: str) -> Bulk:
        given = {
            "observation_id": f"concat('{indicator}:', a, '>', b, ':', year::INT)",
            "indicator": f"'{indicator}'",
            "actor": "a",
            "partner": "b",
            **year_columns("year"),
            "best": best,
            "unit": f"'{unit}'",
            "definition_id": "'cow_mid_5'",
            "definition": f"'{words}'",
        }
        return bulk("observation", relation, source, given, set_aside)

    return (
        measured(
            "mid_hostility", "level", "level 1-5", "highest hostility of the actor in disputes of the year", unknown
        ),
        measured(
            "mid_disputes", "disputes", "disputes", "disputes of the pair, on opposite sides, that ran in the year", ""
        ),
    )
