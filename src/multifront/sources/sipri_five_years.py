"""SIPRI arms values over five years for a declared set of pairs, with both shares -> observations. No register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from multifront.sources import sipri_transfers
from multifront.sources.atop_obligations import PAIRS
from multifront.sources.dates import published_by
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Harvest
from multifront.sources.plain_rows import observation
from multifront.sources.relations import csv_file
from multifront.sources.rows import ObservationRow, OriginRecord
from multifront.sources.state_names import named

PARSER = "sipri_five_years 1"
FILE = SourceFile(sipri_transfers.YEARLY.path, sipri_transfers.YEARLY.sha256, sipri_transfers.YEARLY.columns)
LAST_YEARS = (2008, 2013, 2018, 2023)
"""Last years of the four periods of five years that the table covers whole."""

Values = Mapping[tuple[str, str, int], float]
"""Supplier, recipient, last year of the period -> million TIV; what is not on record is absent."""


def origin() -> OriginRecord:
    """The record of the sums: our arithmetic on the yearly table."""
    whole = sipri_transfers.origins()[1]
    note = (
        "Sums over five calendar years, pairs of a declared list only. A pair without a delivery on record is missing, "
        "not zero. Shares are of all deliveries on record of the supplier, or to the recipient, in the same years. "
        "Major conventional arms only: no shells, small arms, components or dual-use goods."
    )
    title = "SIPRI Arms Transfers Database, TIV over five years of chosen pairs"
    return replace(whole, origin=replace(whole.origin, id="sipri_tiv_five_years", title=title, note=note))


def harvest(mirror: Path) -> Harvest:
    """Three observations a directed pair and period: the sum, its share of the supplier's and of the recipient's.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    rows = tuple(sums(read(FILE.verified(mirror)), origin()))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), observations=rows)


def read(path: Path, skip: int = sipri_transfers.HEADER_LINES) -> Values:
    """Deliveries on record by supplier, recipient and period of five years.

    Args:
        path: the CSV file.
        skip: lines before the header.
    """
    typed = (
        '(SELECT *, try_cast("Delivery year" AS INT) AS y, try_cast("TIV delivery values" AS DOUBLE) AS value '
        f"FROM {csv_file(path, FILE.columns, skip=skip)})"
    )
    both = named(typed, seller='r."Supplier"', buyer='r."Recipient"')
    last = " ".join(f"WHEN y BETWEEN {year - 4} AND {year} THEN {year}" for year in LAST_YEARS)
    query = (
        f"SELECT coalesce(seller, 'unnamed'), coalesce(buyer, 'unnamed'), CASE {last} END AS last, sum(value) "
        f"FROM {both} GROUP BY 1, 2, 3 HAVING last IS NOT NULL AND sum(value) IS NOT NULL ORDER BY 1, 2, 3"
    )
    with duckdb.connect() as con:
        return {(a, b, int(year)): round(float(value), 2) for a, b, year, value in con.execute(query).fetchall()}


def sums(values: Values, source: OriginRecord) -> Iterator[ObservationRow]:
    """The rows of every declared pair and period, missing ones included.

    Args:
        values: as `read` gives them.
        source: origin of every row.
    """
    for pair in PAIRS:
        for supplier, recipient in (pair, pair[::-1]):
            for year in LAST_YEARS:
                yield from _period(values, source, (supplier, recipient), year)


def _period(values: Values, source: OriginRecord, pair: tuple[str, str], year: int) -> Iterator[ObservationRow]:
    supplier, recipient = pair
    tiv = values.get((supplier, recipient, year))
    sold = sum(value for (seller, _, last), value in sorted(values.items()) if (seller, last) == (supplier, year))
    bought = sum(value for (_, buyer, last), value in sorted(values.items()) if (buyer, last) == (recipient, year))
    measured = {
        "sipri_tiv_five_years": (tiv, "million TIV", "trend-indicator value of major arms delivered in five years"),
        "sipri_supplier_share": (_share(tiv, sold), "%", "share of it in all that the supplier delivered"),
        "sipri_recipient_share": (_share(tiv, bought), "%", "share of it in all that the recipient received"),
    }
    for indicator, (best, unit, definition) in measured.items():
        yield observation(
            source,
            observation_id=f"{indicator}:{supplier}>{recipient}:{year}",
            indicator=indicator,
            actor=supplier,
            partner=recipient,
            period_start=date(year - 4, 1, 1),
            period_end=date(year, 12, 31),
            period_label=f"{year - 4}-{year}",
            best=best,
            unit=unit,
            definition_id="sipri_2025_01",
            definition=definition,
            public_from=published_by(source.origin.published) or source.origin.edition_date,
        )


def _share(part: float | None, whole: float) -> float | None:
    return None if part is None or whole <= 0 else round(100 * part / whole, 2)
