"""UCDP Georeferenced Event Dataset in its published CSV layout -> events. No file is at hand; no conflict-years."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError
from multifront.sources.bulk_rows import bulk, rejects
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.published import Published, Workplace, published
from multifront.sources.relations import csv_file
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "ucdp_battle_events 2"
SOURCE, OWN_FILE = "ucdp_battle_events", "ged251-csv.zip"
COLUMNS = (
    *("id", "year", "type_of_violence", "conflict_name", "side_a", "side_b", "where_coordinates", "country"),
    *("date_prec", "date_start", "date_end", "best", "high", "low", "gwnoa", "gwnob"),
)


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
        "(SELECT *, try_cast(left(date_start, 10) AS DATE) AS first, try_cast(left(date_end, 10) AS DATE) AS last, "
        "try_cast(best AS DOUBLE) AS deaths, try_cast(year AS INT) AS y, try_cast(gwnoa AS INT) AS na, "
        f"try_cast(gwnob AS INT) AS nb FROM {csv_file(path, COLUMNS)})"
    )
    both = coded(typed, "gw", "r.y", a="r.na", b="r.nb")
    good = "id IS NOT NULL AND first IS NOT NULL AND last >= first AND deaths IS NOT NULL AND y IS NOT NULL"
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
        "'no id, no date, end before start, or no number of deaths'",
        "concat_ws(' | ', id, date_start, date_end, best)",
    )
    return bulk("event", f"{both} WHERE {good}", source, given, bad)
