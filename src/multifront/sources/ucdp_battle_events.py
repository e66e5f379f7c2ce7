"""UCDP Georeferenced Event Dataset in its published CSV layout -> events. No file is at hand; no conflict-years."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError
from multifront.sources.bulk_rows import bulk, rejects
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.published import Published, Workplace, published
from multifront.sources.relations import csv_file, literal
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "ucdp_battle_events 2"
SOURCE, OWN_FILE = "ucdp_battle_events", "ged251-csv.zip"
COLUMNS = (
    *("id", "year", "type_of_violence", "conflict_name", "side_a", "side_b", "where_coordinates", "country"),
    *("date_prec", "date_start", "date_end", "best", "high", "low", "gwnoa", "gwnob"),
)
CHECKS = (
    ("id is no whole number: columns swapped?", "regexp_full_match(id, '[0-9]{1,18}')"),
    ("date_start or date_end is no date YYYY-MM-DD", "first IS NOT NULL AND last IS NOT NULL"),
    ("end before start: columns swapped?", "last >= first"),
    ("future date: the event lies after our copy", "last <= $edition"),
    ("year is no number or disagrees with the dates: columns swapped?", "y BETWEEN year(first) AND year(last)"),
    ("best is no whole number of deaths", "deaths IS NOT NULL"),
    ("best is not between low and high: columns swapped?", "deaths BETWEEN least_deaths AND most_deaths"),
    ("type_of_violence is not 1 to 3", "type_of_violence IN ('1', '2', '3')"),
    ("gwnoa or gwnob is no number", "(gwnoa IS NULL OR na IS NOT NULL) AND (gwnob IS NULL OR nb IS NOT NULL)"),
)
"""What a line must fulfil to be an event: the reason where it does not, and the condition."""


def origin(own: Published | None = None) -> OriginRecord:
    """The record of the event list, written from the publisher's codebook.

    Args:
        own: the publisher's own file, where that is what was read.
    """
    return record(
        "producer",
        Origin(
            id="ucdp_ged",
            producer="Uppsala Conflict Data Program",
            title="UCDP Georeferenced Event Dataset (GED) Global",
            edition="layout of versions 24.1 and 25.1, from 1989",
            licence="CC BY 4.0",
            link="https://ucdp.uu.se/downloads/",
            published="2025",
            edition_date=own.day if own else EDITION_NOT_STATED,
            sha256=own.sha256 if own else f"{UNKNOWN}no file at hand; the parser follows the published codebook",
            reliability="",
            read_at=own.place if own else f"{SOURCE}/{OWN_FILE}",
            note="The parser was never run on the real file. An event is one place and span of days with at least one "
            "death. Reports that grew with press coverage: no timing test on raw counts. Headlines and source texts "
            "of the press are not kept.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a line, if the file is there.

    Args:
        mirror: a cache with the publisher's archive.

    Raises:
        EvidenceError: the archive is missing, refused, or its table lacks a column.
    """
    own = published(mirror, SOURCE, OWN_FILE)
    if own is None:
        raise EvidenceError(
            f"source file '{SOURCE}/{OWN_FILE}' not found below {str(mirror)!r}; valid: the publisher's archive; "
            f"next: multifront evidence fetch {SOURCE}, then build with --mirror and the folder of the cache"
        )
    work = Workplace()
    rows = battles(own.member(r"\.csv$", work), origin(own))
    return Harvest(PARSER, own.inputs, (origin(own),), bulk=(rows,), work=work)


def battles(path: Path, source: OriginRecord | None = None) -> Bulk:
    """The bulk query of a file of that layout; lines without id, dates or numbers are set aside.

    Args:
        path: the CSV file.
        source: origin of the rows; one without a file when left out.
    """
    source = source or origin()
    typed = (
        f"(SELECT *, {_day('date_start')} AS first, {_day('date_end')} AS last, {_whole('best')} AS deaths, "
        f"{_whole('low')} AS least_deaths, {_whole('high')} AS most_deaths, {_whole('year')} AS y, "
        f"{_whole('gwnoa')} AS na, {_whole('gwnob')} AS nb FROM {csv_file(path, COLUMNS)})"
    )
    both = coded(typed, "gw", "r.y", a="r.na", b="r.nb")
    checks = [(reason, said.replace("$edition", f"DATE '{EDITION_NOT_STATED}'")) for reason, said in CHECKS]
    good = " AND ".join(f"({said})" for _, said in checks)
    why = " ".join(f"WHEN ({said}) IS NOT TRUE THEN {literal(reason)}" for reason, said in checks)
    given = {
        "event_id": "concat('GED:', id)",
        "date_start": "first",
        "date_end": "last",
        "date_precision": "CASE date_prec WHEN '1' THEN 'day' WHEN '4' THEN 'month' WHEN '5' THEN 'year' "
        "ELSE 'span' END",
        "plover_type": "'ASSAULT'",
        "subtype": "CASE type_of_violence WHEN '1' THEN 'state_based_violence' WHEN '2' THEN 'non_state_violence' "
        "ELSE 'one_sided_violence' END",
        "initiators": "CASE WHEN a IS NULL THEN [side_a] ELSE [a] END",
        "targets": "CASE WHEN b IS NULL THEN [side_b] ELSE [b] END",
        "place": "concat_ws(', ', where_coordinates, country)",
        "magnitude": "deaths",
        "unit": "'deaths, best estimate'",
        "headline": "coalesce(conflict_name, concat(side_a, ' - ', side_b))",
        "note": "concat('deaths ', low, ' to ', high)",
    }
    bad = rejects(
        f"{both} WHERE ({good}) IS NOT TRUE",
        source,
        f"CASE {why} END",
        "concat_ws(' | ', id, year, date_start, date_end, low, best, high)",
    )
    return bulk("event", f"{both} WHERE {good}", source, given, bad)


def _day(column: str) -> str:
    """A day written YYYY-MM-DD, with or without a time; NULL for anything else, such as a day as Excel counts it."""
    written = f"regexp_matches({column}, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
    return f"CASE WHEN {written} THEN try_cast(left({column}, 10) AS DATE) END"


def _whole(column: str) -> str:
    """A whole number in plain digits; NULL for anything else, such as 1,000 or 5.7."""
    return f"CASE WHEN regexp_full_match({column}, '[0-9]{{1,9}}(\\.0+)?') THEN try_cast({column} AS DOUBLE)::INT END"
