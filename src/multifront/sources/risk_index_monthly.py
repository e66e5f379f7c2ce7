"""Monthly Geopolitical Risk index, world from 1900 and 44 countries -> observations. No daily index."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources.bulk_rows import bulk, rejects
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.old_workbook import Cell, first_sheet
from multifront.sources.published import Published, Workplace, published
from multifront.sources.relations import csv_file, literal
from multifront.sources.reliability import record
from multifront.sources.rows import OriginRecord

PARSER = "risk_index_monthly 1"
FILE = SourceFile("data/gpr/gpr_export_2026-05.xls", "32470683b16a7ecd9e39f120a5b7efbd4ddf0da71a7dcda0ae587cb63c78f7f4")
OWN_FILE = "data_gpr_export.xls"
"""The publisher's file; a new edition stands at the same address every month."""

EDITION = date(2026, 5, 31)
RECENT, HISTORICAL = "index, mean of 1985-2019 = 100", "index, mean of 1900-2019 = 100"
SERIES = {
    "GPR": ("gpr_monthly", "recent", RECENT, "ten newspapers, from 1985: all"),
    "GPRT": ("gpr_monthly_threats", "recent", RECENT, "ten newspapers, from 1985: threats"),
    "GPRA": ("gpr_monthly_acts", "recent", RECENT, "ten newspapers, from 1985: acts"),
    "GPRH": ("gpr_historical", "historical", HISTORICAL, "three newspapers, from 1900: all"),
    "GPRHT": ("gpr_historical_threats", "historical", HISTORICAL, "three newspapers, from 1900: threats"),
    "GPRHA": ("gpr_historical_acts", "historical", HISTORICAL, "three newspapers, from 1900: acts"),
}
"""Column -> indicator, family of definition, unit, words."""

COUNTRY = re.compile(r"^(GPRH?C)_([A-Z]{3})$")
COUNTRIES = {
    "GPRC": ("gpr_country", "country_recent", "percent of articles", "ten newspapers, from 1985: risk and the country"),
    "GPRHC": (
        *("gpr_country_historical", "country_historical", "percent of articles"),
        "three newspapers, from 1900: risk and the country",
    ),
}
COLUMNS = ("month", "series", "actor", "indicator", "family", "unit", "words", "cell")


def origin(own: Published | None = None) -> OriginRecord:
    """The record of the monthly file.

    Args:
        own: the publisher's own file, where that is what was read.
    """
    return record(
        "producer",
        Origin(
            id="gpr_monthly",
            producer="Dario Caldara, Matteo Iacoviello",
            title="Geopolitical Risk index, monthly",
            edition=f"as fetched on {own.day}" if own else "May 2026, 1900 to April 2026",
            licence="none stated by the copy: cite Caldara and Iacoviello 2022 (AER 112:1194-1225)",
            link="https://www.matteoiacoviello.com/gpr.htm",
            published=f"{(own.day if own else EDITION):%Y-%m}",
            edition_date=own.day if own else EDITION,
            sha256=own.sha256 if own else FILE.sha256,
            reliability="",
            read_at=own.place if own else FILE.path,
            note="Counts words in newspapers in English: attention, not danger. Two families, never one series: "
            "the recent one (ten newspapers from 1985, mean of 1985-2019 is 100) and the historical one (three from "
            "1900, mean of 1900-2019 is 100); countries are percent of articles, not an index. All months are revised "
            "with every edition, so the edition is part of the definition and a value is public from the edition, not "
            "from its month. Variants with other search words, shares by category and numbers of articles are not "
            "loaded.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One observation a month and series, from the first month that a series has to its last.

    Args:
        mirror: folder that holds `data/`, or a cache with the publisher's own file.

    Raises:
        EvidenceError: the file is missing, changed, or not of this layout; it needs the extra `formats`.
    """
    work = Workplace()
    own = published(mirror, "risk_index_monthly", OWN_FILE)
    path = own.path if own else FILE.verified(mirror)
    inputs = own.inputs if own else {FILE.path: FILE.sha256}
    return Harvest(PARSER, inputs, (origin(own),), bulk=(months(path, origin(own), work.folder),), work=work)


def months(path: Path, source: OriginRecord, into: Path) -> Bulk:
    """The bulk query of a workbook of that layout; cells that are no numbers are set aside.

    Args:
        path: the workbook.
        source: origin of every row.
        into: folder for the cells as CSV, which the query reads.

    Raises:
        EvidenceError: a column is missing, or the months do not follow each other.
    """
    target = into / "months.csv"
    with target.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_cells(list(first_sheet(path)), path.name))
    typed = f"(SELECT *, try_cast(cell AS DOUBLE) AS best, month::DATE AS first FROM {csv_file(target, COLUMNS)}) AS m"
    mark = f"{source.origin.edition_date:%Y_%m}"
    given = {
        "observation_id": "concat(indicator, ':', actor, ':', strftime(first, '%Y-%m'))",
        "indicator": "indicator",
        "actor": "actor",
        "period_start": "first",
        "period_end": "last_day(first)",
        "period_label": "strftime(first, '%Y-%m')",
        "best": "best",
        "unit": "unit",
        "definition_id": f"concat('gpr_', family, '_', {literal(mark)})",
        "definition": "words",
    }
    wrong = "cell IS NOT NULL AND best IS NULL"
    bad = rejects(f"{typed} WHERE {wrong}", source, "'no number'", "concat(series, ' ', month, ': ', cell)")
    return bulk("observation", f"{typed} WHERE NOT ({wrong})", source, given, bad)


def _cells(rows: Sequence[Sequence[Cell]], name: str) -> Iterator[tuple[object, ...]]:
    """Cells of the wanted columns, one a row; months before a series begins and after it ends are left out."""
    header = [str(cell or "") for cell in rows[0]] if rows else []
    days = _month_days(header, rows[1:], name)
    for place, column in enumerate(header):
        country = COUNTRY.match(column)
        if column not in SERIES and country is None:
            continue
        said = COUNTRIES[country[1]] if country else SERIES[column]
        cells = [row[place] for row in rows[1:]]
        filled = [i for i, cell in enumerate(cells) if cell is not None]
        for i in range(filled[0], filled[-1] + 1) if filled else ():
            yield days[i], column, country[2] if country else "all", *said, cells[i]


def _month_days(header: Sequence[str], rows: Sequence[Sequence[Cell]], name: str) -> list[date]:
    """The first days of the months, in order and without a gap."""
    if missing := [column for column in ("month", *SERIES) if column not in header]:
        raise EvidenceError(
            f"{name}: the header lacks {', '.join(missing)}; found: {', '.join(header[:30])}; "
            "next: check that this is the expected file"
        )
    found = [row[header.index("month")] for row in rows]
    days = [cell for cell in found if isinstance(cell, date)]
    numbers = [day.year * 12 + day.month for day in days]
    first_days = days and len(days) == len(found) and all(day.day == 1 for day in days)
    if not first_days or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise EvidenceError(
            f"{name}: the column 'month' does not hold months that follow each other; valid: one row a month, its "
            "first day; next: look whether the publisher has changed the layout"
        )
    return days
