"""Daily Geopolitical Risk index, 1985 to August 2024 -> observations: all, acts, threats. No monthly index."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources.address import Address
from multifront.sources.bulk_rows import bulk, rejects
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import csv_file, literal
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "risk_index_daily 1"
SERIES = {
    "GPRD": ("gpr_daily", "share of articles on adverse geopolitical events and threats"),
    "GPRD_ACT": ("gpr_daily_acts", "part of the index on acts"),
    "GPRD_THREAT": ("gpr_daily_threats", "part of the index on threats"),
}
FILE = SourceFile(
    "data/gpr/data_gpr_daily_recent_.csv",
    "1c07e9a50c6f7dab3cc0b818462c33e6ea1c0e10b8935f05e43ae84bf9c95995",
    ("DAY", *SERIES),
)
FETCH = (
    Address(
        FILE.path,
        "https://www.matteoiacoviello.com/gpr_files/data_gpr_daily_recent.xls",
        "application/vnd.ms-excel",
        "the publisher's file is an XLS workbook with other last columns; our copy is a CSV",
    ),
)


def origin() -> OriginRecord:
    """The record of the daily file."""
    return record(
        "producer",
        Origin(
            id="gpr_daily",
            producer="Dario Caldara, Matteo Iacoviello",
            title="Geopolitical Risk index, daily",
            edition="1 January 1985 to 19 August 2024",
            licence="none stated by the copy: cite Caldara and Iacoviello 2022 (AER 112:1194-1225)",
            link="https://www.matteoiacoviello.com/gpr.htm",
            published="2024-08",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Counts words in ten newspapers in English: attention, not danger. Mean of 1985-2019 is 100.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Three observations a day.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=(days(FILE.verified(mirror)),))


def days(path: Path) -> Bulk:
    """The bulk query of a file of that layout; lines without a day are set aside.

    Args:
        path: the CSV file.
    """
    source = origin()
    typed = f"(SELECT *, try_strptime(DAY, '%Y%m%d')::DATE AS day_of FROM {csv_file(path, FILE.columns)})"
    words = ", ".join(f"({literal(name)}, {literal(i)}, {literal(d)})" for name, (i, d) in SERIES.items())
    relation = (
        f"(SELECT day_of, series, try_cast(cell AS DOUBLE) AS best "
        f"FROM (SELECT * FROM {typed} WHERE day_of IS NOT NULL) UNPIVOT INCLUDE NULLS "
        f"(cell FOR series IN ({', '.join(SERIES)}))) AS x "
        f"JOIN (VALUES {words}) AS w(name, indicator, words) ON w.name = x.series"
    )
    given = {
        "observation_id": "concat(indicator, ':', day_of)",
        "indicator": "indicator",
        "actor": "'all'",
        "period_start": "day_of",
        "period_end": "day_of",
        "period_label": "day_of::VARCHAR",
        "best": "best",
        "unit": "'index, mean of 1985-2019 = 100'",
        "definition_id": "'gpr_daily_2024_08'",
        "definition": "words",
    }
    bad = rejects(f"{typed} WHERE day_of IS NULL", source, "'no day'", "DAY")
    return bulk("observation", relation, source, given, bad)
