"""Daily Geopolitical Risk index, 1985 to August 2024 -> observations: all, acts, threats. No monthly index."""

from __future__ import annotations

import csv
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources.bulk_rows import bulk, rejects
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.old_workbook import first_sheet
from multifront.sources.published import Published, Workplace, published
from multifront.sources.relations import csv_file, literal
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "risk_index_daily 2"
OWN_FILE = "data_gpr_daily_recent.xls"
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


def origin(own: Published | None = None) -> OriginRecord:
    """The record of the daily file.

    Args:
        own: the publisher's own file, where that is what was read.
    """
    return record(
        "producer",
        Origin(
            id="gpr_daily",
            producer="Dario Caldara, Matteo Iacoviello",
            title="Geopolitical Risk index, daily",
            edition=f"as fetched on {own.day}" if own else "1 January 1985 to 19 August 2024",
            licence="none stated by the copy: cite Caldara and Iacoviello 2022 (AER 112:1194-1225)",
            link="https://www.matteoiacoviello.com/gpr.htm",
            published=f"{own.day:%Y-%m}" if own else "2024-08",
            edition_date=own.day if own else EDITION_NOT_STATED,
            sha256=own.sha256 if own else FILE.sha256,
            reliability="",
            read_at=own.place if own else FILE.path,
            note="Counts words in ten newspapers in English: attention, not danger. Mean of 1985-2019 is 100. Revised "
            "with every edition. The publisher's workbook is read by the same column names; no such file was at hand.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Three observations a day.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column; the publisher's needs the extra `formats`.
    """
    if own := published(mirror, "risk_index_daily", OWN_FILE):
        work = Workplace()
        rows = days(_as_csv(own.path, work.folder), origin(own), f"gpr_daily_{own.day:%Y_%m}")
        return Harvest(PARSER, own.inputs, (origin(own),), bulk=(rows,), work=work)
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=(days(FILE.verified(mirror)),))


def _as_csv(path: Path, into: Path) -> Path:
    """The wanted columns of the publisher's workbook in the layout of our copy."""
    rows = first_sheet(path)
    header = [str(cell or "") for cell in next(rows, [])]
    if missing := [column for column in FILE.columns if column not in header]:
        raise EvidenceError(
            f"{path.name}: the header lacks {', '.join(missing)}; found: {', '.join(header[:30])}; "
            "next: check that this is the expected file"
        )
    places = [header.index(column) for column in FILE.columns]
    target = into / "days.csv"
    with target.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(FILE.columns)
        for row in rows:
            day, *values = (row[place] for place in places)
            writer.writerow([f"{day:.0f}" if isinstance(day, float) else day, *values])
    return target


def days(path: Path, source: OriginRecord | None = None, definition: str = "gpr_daily_2024_08") -> Bulk:
    """The bulk query of a file of that layout; lines without a day are set aside.

    Args:
        path: the CSV file.
        source: origin of the rows; that of our copy when left out.
        definition: id of the definition; the edition is part of it.
    """
    source = source or origin()
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
        "definition_id": literal(definition),
        "definition": "words",
    }
    bad = rejects(f"{typed} WHERE day_of IS NULL", source, "'no day'", "DAY")
    return bulk("observation", relation, source, given, bad)
