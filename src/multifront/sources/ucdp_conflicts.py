"""UCDP/PRIO armed conflicts, 1946-2024 -> events (episodes) and observations (conflict-years). No single battles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.sources.bulk_rows import bulk, rejects, year_columns
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.published import Published, Workplace, published
from multifront.sources.relations import csv_file
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "ucdp_conflicts 2"
FILE = SourceFile(
    "data/ucdp/UcdpPrioConflict_v25_1.csv",
    "406e587448537b5ae1a4234b7ffd6cc9dff60776171c716a74cb705f8277f6b7",
    (
        *("conflict_id", "location", "side_a", "side_b", "year", "intensity_level", "type_of_conflict", "start_date2"),
        *("start_prec2", "ep_end", "ep_end_date", "gwno_a", "gwno_b", "gwno_loc"),
    ),
)
OWN_FILE = "ucdp-prio-acd-251-csv.zip"
LAST_YEAR = date(2024, 12, 31)


def origin(own: Published | None = None) -> OriginRecord:
    """The record of the conflict-year list.

    Args:
        own: the publisher's own file, where that is what was read.
    """
    return record(
        "producer",
        Origin(
            id="ucdp_prio_25_1",
            producer="Uppsala Conflict Data Program and Peace Research Institute Oslo",
            title="UCDP/PRIO Armed Conflict Dataset",
            edition="version 25.1, 1946-2024",
            licence="CC BY 4.0",
            link="https://ucdp.uu.se/downloads/",
            published="2025",
            edition_date=own.day if own else EDITION_NOT_STATED,
            sha256=own.sha256 if own else FILE.sha256,
            reliability="",
            read_at=own.place if own else FILE.path,
            note="At least 25 battle deaths in a year; a year below that has no row. Start dates carry a precision. An "
            "episode that runs in the last year has no end: it is cut on the last day of the edition and says so.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event an episode, one observation a conflict-year and state of its location.

    Args:
        mirror: folder that holds `data/`, or a cache with the publisher's own archive.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    if own := published(mirror, "ucdp_conflicts", OWN_FILE):
        work = Workplace()
        rows = conflicts(own.member(r"\.csv$", work), ",", origin(own))
        return Harvest(PARSER, own.inputs, (origin(own),), bulk=rows, work=work)
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=conflicts(FILE.verified(mirror)))


def conflicts(path: Path, separator: str = ";", source: OriginRecord | None = None) -> tuple[Bulk, Bulk]:
    """The bulk queries of a file of that layout.

    Args:
        path: the CSV file.
        separator: what stands between cells; the publisher's own file has commas.
        source: origin of the rows; that of our copy when left out.
    """
    source = source or origin()
    raw = csv_file(path, FILE.columns, separator=separator)
    typed = (
        "(SELECT * REPLACE (try_cast(year AS INT) AS year), try_cast(intensity_level AS INT) AS level, "
        f"try_cast(start_prec2 AS INT) AS precision, {_day('start_date2')} AS first, "
        f"{_day('ep_end_date')} AS ended FROM {raw})"
    )
    whole = "try_cast(conflict_id AS INT) IS NOT NULL AND year IS NOT NULL AND level IN (1, 2) AND first IS NOT NULL"
    broken = rejects(
        f"{typed} WHERE ({whole}) IS NOT TRUE",
        source,
        "'record broken over two lines, or without year, intensity or start'",
        "concat_ws(' | ', conflict_id, location, side_b, side_a, year)",
    )
    lines = f"(SELECT * FROM {typed} WHERE {whole})"
    return _episodes(lines, source, broken), _years(lines, source)


def _day(column: str) -> str:
    """A date as our copy writes it (day first) or as the publisher does (year first)."""
    return f"coalesce(try_strptime({column}, '%d-%m-%Y'), try_strptime({column}, '%Y-%m-%d'))::DATE"


def _side(lines: str, column: str) -> str:
    """Codes of all states that a side had in an episode, by conflict and start."""
    each = f"(SELECT conflict_id, start_date2, year, unnest(string_split({column}, ', '))::INT AS number FROM {lines})"
    states = coded(each, "gw", "r.year", code="r.number")
    return (
        f"(SELECT conflict_id, start_date2, list_sort(list_distinct(list(code))) AS codes FROM {states} GROUP BY ALL)"
    )


def _episodes(lines: str, source: OriginRecord, broken: str) -> Bulk:
    last = (
        "(SELECT conflict_id, start_date2, min(first) AS first, "
        "max(ended) AS last, max(year) AS last_year, "
        "arg_max(side_a, year) AS one, arg_max(side_b, year) AS other, "
        "arg_max(location, year) AS location, max(level) AS level, "
        f"min(precision) AS precision FROM {lines} GROUP BY conflict_id, start_date2)"
    )
    relation = (
        f"{last} AS e LEFT JOIN {_side(lines, 'gwno_a')} AS a USING (conflict_id, start_date2) "
        f"LEFT JOIN {_side(lines, 'gwno_b')} AS b USING (conflict_id, start_date2)"
    )
    given = {
        "event_id": "concat('UCDP:', conflict_id, ':', first)",
        "date_start": "first",
        "date_end": "greatest(first, coalesce(last, make_date(last_year, 12, 31)))",
        "date_precision": "CASE WHEN precision = 1 THEN 'day' WHEN precision <= 3 THEN 'month' ELSE 'year' END",
        "plover_type": "'ASSAULT'",
        "subtype": "'armed_conflict_episode'",
        "initiators": "coalesce(a.codes, [])",
        "targets": "coalesce(b.codes, [])",
        "place": "location",
        "magnitude": "level",
        "unit": "'highest intensity: 1 under 1,000 battle deaths in a year, 2 more'",
        "headline": "concat(one, ' against ', other)",
        "note": f"CASE WHEN last IS NOT NULL THEN '' WHEN last_year = {LAST_YEAR.year} THEN 'goes on when the edition "
        "ends' ELSE 'no end date given: cut at the end of its last year' END",
    }
    return bulk("event", relation, source, given, broken)


def _years(lines: str, source: OriginRecord) -> Bulk:
    each = (
        "(SELECT line, conflict_id, year, level, side_a, side_b, "
        f"unnest(string_split(gwno_loc, ', '))::INT AS number FROM {lines})"
    )
    states = coded(each, "gw", "r.year", state="r.number")
    given = {
        "observation_id": "concat('ucdp_intensity:', conflict_id, ':', number, ':', year)",
        "indicator": "'armed_conflict_intensity'",
        "actor": "state",
        **year_columns("year"),
        "best": "level",
        "text": "concat(side_a, ' against ', side_b)",
        "unit": "'level 1-2'",
        "definition_id": "concat('ucdp_conflict_', conflict_id)",
        "definition": "'armed conflict at the location: 1 from 25 battle deaths in the year, 2 from 1,000'",
    }
    unknown = rejects(f"{states} WHERE state IS NULL", source, "'unknown GW number'", "concat(number, ' ', year)")
    return bulk("observation", f"{states} WHERE state IS NOT NULL", source, given, unknown)
