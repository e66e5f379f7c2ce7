"""System membership of states (COW and Gleditsch-Ward) and direct contiguity -> observations. No crosswalk of codes."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources.bulk_rows import bulk, rejects
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import parquet
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "states_and_contiguity 1"
COW = SourceFile(
    "data/parquet/cow_states.parquet",
    "bc91569e0ef2e488bbc0fd80aa4f31196267ec09e00581050012b62fd1963568",
    ("stateabb", "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday"),
)
GW = SourceFile(
    "data/parquet/gw_states.parquet",
    "1da16e1d8196f7203a623c977446179bd9b77c3061c7b4e04e22b87e76638ed4",
    ("gwcode", "stateabb", "statename", "startdate", "enddate"),
)
BORDERS = SourceFile(
    "data/parquet/cow_contdir.parquet",
    "d905c475d5875b1769c68ad6ede319fd7dc16c6ad54463ab587bf8dfec0c27ed",
    ("ccode1", "ccode2", "conttype", "stdate", "enddate"),
)
TEXTS = ("stateabb", "statenme", "statename", "startdate", "stdate", "enddate")
"""Columns that hold names and days, not numbers."""

COW_LINK = "https://correlatesofwar.org/data-sets/"


def origins() -> tuple[OriginRecord, OriginRecord, OriginRecord]:
    """The records of the two lists of states and of the contiguity table."""
    ends = "The list's last end date is the end of the list, not of the state."
    return (
        _origin("cow_states", "Correlates of War project", "State system membership", "2016", COW, ends),
        _origin("gw_states", "Kristian Gleditsch, Michael Ward", "Independent states since 1816", "2017", GW, ends),
        _origin(
            "cow_contiguity",
            "Correlates of War project (Stinnett, Tir, Schafer, Diehl, Gochman)",
            "Direct contiguity",
            "version 3.2, 1816-2016",
            BORDERS,
            "Class 1 land or river border, 2 to 5 at most 12, 24, 150, 400 miles of water, 0 none in that span.",
        ),
    )


def _origin(name: str, producer: str, title: str, edition: str, file: SourceFile, note: str) -> OriginRecord:
    cow = name.startswith("cow")
    return record(
        "producer",
        Origin(
            id=name,
            producer=producer,
            title=title,
            edition=f"{edition}, as packed in R package peacesciencer",
            licence="free with citation (Correlates of War)" if cow else "none stated by the copy: cite the authors",
            link=COW_LINK if cow else "http://ksgleditsch.com/data-4.html",
            published="unknown: the copy does not give its release",
            edition_date=EDITION_NOT_STATED,
            sha256=file.sha256,
            reliability="",
            read_at=file.path,
            note=note,
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One observation a spell of membership, one a spell of a contiguity class between two states.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column.
    """
    inputs = {file.path: file.sha256 for file in (COW, GW, BORDERS)}
    rows = (cow_members(COW.verified(mirror)), gw_members(GW.verified(mirror)), borders(BORDERS.verified(mirror)))
    return Harvest(PARSER, inputs, origins(), bulk=rows)


def cow_members(path: Path) -> Bulk:
    """The bulk query of the COW list.

    Args:
        path: the Parquet file.
    """
    days = (
        "(SELECT ccode AS number, statenme AS name, make_date(styear::INT, stmonth::INT, stday::INT) AS first, "
        f"make_date(endyear::INT, endmonth::INT, endday::INT) AS last, line FROM {parquet(path, COW.columns, TEXTS)})"
    )
    return _members(days, "cow", origins()[0])


def gw_members(path: Path) -> Bulk:
    """The bulk query of the Gleditsch-Ward list.

    Args:
        path: the Parquet file.
    """
    days = (
        "(SELECT gwcode AS number, statename AS name, startdate::DATE AS first, enddate::DATE AS last, line "
        f"FROM {parquet(path, GW.columns, TEXTS)})"
    )
    return _members(days, "gw", origins()[1])


def _members(days: str, system: str, source: OriginRecord) -> Bulk:
    states = coded(days, system, "year(r.first)", state="r.number")
    given = {
        "observation_id": f"concat('state_system:{system}:', number::INT, ':', first)",
        "indicator": "'state_system_member'",
        "actor": "state",
        "period_start": "first",
        "period_end": "last",
        "period_label": "concat(first, ' to ', last)",
        "best": "1",
        "text": "name",
        "unit": "'member'",
        "definition_id": f"'{system}_states'",
        "definition": f"'independent state by the list {system}'",
    }
    unknown = rejects(f"{states} WHERE state IS NULL", source, "'unknown number'", "concat(number, ' ', name)")
    return bulk("observation", f"{states} WHERE state IS NOT NULL", source, given, unknown)


def borders(path: Path) -> Bulk:
    """The bulk query of the contiguity table.

    Args:
        path: the Parquet file.
    """
    source = origins()[2]
    days = (
        "(SELECT ccode1, ccode2, conttype, stdate::DATE AS first, last_day(enddate::DATE) AS last, line "
        f"FROM {parquet(path, BORDERS.columns, TEXTS)})"
    )
    both = coded(days, "cow", "year(r.first)", a="r.ccode1", b="r.ccode2")
    given = {
        "observation_id": "concat('cow_contiguity:', ccode1::INT, '-', ccode2::INT, ':', first)",
        "indicator": "'cow_contiguity'",
        "actor": "a",
        "partner": "b",
        "period_start": "first",
        "period_end": "last",
        "period_label": "concat(first, ' to ', last)",
        "best": "conttype",
        "unit": "'class 0-5'",
        "definition_id": "'cow_contiguity_3_2'",
        "definition": "'1 land or river border; 2 to 5 at most 12, 24, 150, 400 miles of water; 0 none in that span'",
    }
    unknown = rejects(
        f"{both} WHERE a IS NULL OR b IS NULL", source, "'unknown COW number'", "concat(ccode1, ' ', ccode2)"
    )
    return bulk("observation", f"{both} WHERE a IS NOT NULL AND b IS NOT NULL", source, given, unknown)
