"""Government support to Ukraine by donor and month (Kiel Institute, release 29) -> observations. No weapons lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.sources import plain_rows
from multifront.sources.dates import last_day
from multifront.sources.files import RawRow, SourceFile, each, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import ObservationRow, OriginRecord

PARSER = "ukraine_aid 1"
SERIES = {
    "total": "allocations in the month, all kinds",
    "military": "military allocations in the month",
    "financial": "financial allocations in the month",
    "humanitarian": "humanitarian allocations in the month",
}
FILE = SourceFile(
    "data/ukraine_aid_kiel/data_explorer.csv",
    "4769d78ddb5af2b015d65ee9061efb462b06a8fa86e11e036ac33b8541a6d638",
    ("country", "iso", "year", "month", *SERIES),
)
RELEASE = date(2026, 8, 4)


def origin() -> OriginRecord:
    """The record of the release."""
    return record(
        "producer",
        Origin(
            id="kiel_29",
            producer="Kiel Institute for the World Economy",
            title="Ukraine Support Tracker",
            edition="release 29, to April 2026",
            licence="none stated by the copy: figures with citation",
            link="https://www.kielinstitut.de/topics/war-against-ukraine/ukraine-support-tracker/",
            published=str(RELEASE),
            edition_date=RELEASE,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Allocations, not commitments or deliveries. Every release revises all months: a figure is public "
            "from the release. A donor-month without a row has no allocation on record; it is not stored as zero.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Four observations a donor-month.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or holds a cell that is no number.
    """
    source = origin()
    months = each(FILE.read_csv(mirror), lambda row: tuple(donor_month(row, source)))
    rows = tuple(one for month in months for one in month)
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (source,), observations=rows)


def donor_month(row: RawRow, source: OriginRecord) -> Iterator[ObservationRow]:
    """The kinds of support of one donor in one month, in billion euros.

    Args:
        row: the cells of its line.
        source: origin of the rows.
    """
    year, month = int(row["year"]), int(row["month"])
    label = f"{year}-{month:02}"
    for column, words in SERIES.items():
        yield plain_rows.observation(
            source,
            observation_id=f"kiel_29:{column}:{row['iso']}:{label}",
            indicator=f"ukraine_aid_{column}",
            actor=row["iso"],
            partner="UKR",
            period_start=date(year, month, 1),
            period_end=last_day(year, month),
            period_label=label,
            best=number(row[column], f"{FILE.path} {row['iso']} {label} {column}"),
            unit="billion euros",
            definition_id="kiel_allocations_29",
            definition=words,
        )
