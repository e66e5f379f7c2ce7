"""SIPRI military expenditure, 1949-2024 -> observations: constant dollars and share of GDP. No regional totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources import plain_rows
from multifront.sources.files import SourceFile, number
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.rows import ObservationRow, OriginRecord
from multifront.sources.spreadsheet import sheet
from multifront.sources.state_names import codes

PARSER = "sipri_expenditure 1"
FILE = SourceFile(
    "data/sipri_milex/SIPRI-Milex-data-1949-2024_2.xlsx",
    "9362c97ad1e36e3a577139d309d37de331ecb5849824167578c60692f789ffc4",
)
EDITION = date(2025, 6, 25)
SHEETS = {
    "Constant (2023) US$": ("sipri_milex_constant", "million US dollars of 2023", 1.0),
    "Share of GDP": ("sipri_milex_gdp_share", "% of GDP", 100.0),
}
"""Sheet -> indicator, unit, factor from the cell to the unit."""

NO_DATA = {"...", ". .", "..", ""}
NO_STATE = "xxx"
FIRST_YEARS = {"Russia": 1992}
"""Rows that say 'no data' for years which another row of the same state covers (USSR): nothing is read before."""


def origin() -> OriginRecord:
    """The record of the workbook."""
    return record(
        "producer",
        Origin(
            id="sipri_milex_2024",
            producer="Stockholm International Peace Research Institute (SIPRI)",
            title="SIPRI Military Expenditure Database",
            edition="1949-2024, second file of 2025",
            licence="(c) SIPRI: figures with citation",
            link="https://www.sipri.org/databases/milex",
            published="2025",
            edition_date=EDITION,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="The day is the one inside the workbook. SIPRI marks estimates by the colour of the cell: not read. A "
            "cell of three dots is a row of status missing; xxx (no such state) gives no row. Figures for China, North "
            "Korea and others are estimates.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One observation a state and year in each of two sheets.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, lacks a sheet, or names a state that we do not know.
    """
    rows = tuple(observations(FILE.verified(mirror), origin()))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), observations=rows)


def observations(path: Path, source: OriginRecord) -> Iterator[ObservationRow]:
    """All state-years of a workbook of that layout.

    Args:
        path: the workbook.
        source: origin of the rows.
    """
    for tab in SHEETS:
        years: dict[str, int] = {}
        for line, cells in sheet(path, tab):
            if cells.get("A") == "Country":
                years = {column: int(float(text)) for column, text in cells.items() if text[:4].isdigit()}
            elif years and any(column in cells for column in years):
                yield from _state(cells, years, f"{path.name} {tab} row {line}", tab, source)
        if not years:
            raise EvidenceError(f"{path.name}: sheet {tab!r} has no header row 'Country'; next: check the edition")


def _state(
    cells: dict[str, str], years: dict[str, int], where: str, tab: str, source: OriginRecord
) -> Iterator[ObservationRow]:
    indicator, unit, factor = SHEETS[tab]
    name = cells["A"]
    state = codes().get(name)
    if state is None:
        raise EvidenceError(f"{where}: unknown state {name!r}; next: add a line to sources/state_names.csv")
    for column, year in years.items():
        text = cells.get(column, "")
        if text.lower() == NO_STATE or year < FIRST_YEARS.get(name, 0):
            continue
        value = None if text in NO_DATA else number(text, where)
        yield plain_rows.observation(
            source,
            observation_id=f"{indicator}:{name}:{year}",
            indicator=indicator,
            actor=state,
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            period_label=str(year),
            best=None if value is None else value * factor,
            unit=unit,
            definition_id="sipri_milex_2024",
            definition="military expenditure by SIPRI's definition, calendar year",
        )
