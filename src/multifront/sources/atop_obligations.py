"""ATOP obligations of a declared set of pairs, 2000-2018 -> observations by year, one or zero. No spells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from multifront.domain import Origin
from multifront.sources import atop_alliances
from multifront.sources.dates import published_by
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Harvest
from multifront.sources.plain_rows import observation
from multifront.sources.relations import parquet
from multifront.sources.rows import ObservationRow, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "atop_obligations 1"
FIRST_YEAR, LAST_YEAR = 2000, 2018
PAIRS = (
    *(("CHN", "RUS"), ("CHN", "PRK"), ("PRK", "RUS"), ("IRN", "RUS"), ("CHN", "IRN"), ("IRN", "PRK"), ("BLR", "RUS")),
    *(("JPN", "USA"), ("KOR", "USA"), ("GBR", "USA"), ("AUS", "USA"), ("PHL", "USA"), ("DEU", "FRA"), ("IND", "RUS")),
)
"""The pairs whose ties are compared, each in the order of the alphabet."""

FILE = SourceFile(atop_alliances.FILE.path, atop_alliances.FILE.sha256, atop_alliances.FILE.columns)
Owed = dict[tuple[str, str, int], frozenset[str]]


def origin() -> OriginRecord:
    """The record of the yearly obligations: that of the dyad-year table, with what a zero means here."""
    whole = atop_alliances.origin()
    note = (
        "Pairs of a declared list only. One: promised by a treaty in force in the year; zero: a treaty is listed "
        "without this obligation, or, marked so, no treaty is listed, which means no alliance by the source's "
        "practice. Nothing is said of years after 2018."
    )
    cut: Origin = replace(whole.origin, id="atop_5_pairs", title="ATOP obligations of chosen pairs, by year", note=note)
    return replace(whole, origin=cut)


def harvest(mirror: Path) -> Harvest:
    """One observation a directed pair, year and obligation.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    rows = tuple(obligations(read(FILE.verified(mirror)), origin()))
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), observations=rows)


def read(path: Path) -> Owed:
    """What each state of a dyad-year table owed the other, by pair and year; pairs without a row are absent.

    Args:
        path: a Parquet file of that layout.
    """
    both = coded(parquet(path, FILE.columns), "cow", "r.year", a="r.ccode1", b="r.ccode2")
    names = atop_alliances.OBLIGATIONS
    columns = ", ".join(f"max({column})" for column in names.values())
    query = f"SELECT a, b, year::INT, {columns} FROM {both} WHERE year >= {FIRST_YEAR} GROUP BY 1, 2, 3"
    with duckdb.connect() as con:
        found = con.execute(query).fetchall()
    return {
        (a, b, year): frozenset(name for name, value in zip(names, promised, strict=True) if value == 1)
        for a, b, year, *promised in found
    }


def obligations(owed: Owed, source: OriginRecord) -> Iterator[ObservationRow]:
    """The rows of every declared pair in both directions, silence included.

    Args:
        owed: as `read` gives it.
        source: origin of every row.
    """
    public = published_by(source.origin.published) or source.origin.edition_date
    for pair in PAIRS:
        for actor, partner in (pair, pair[::-1]):
            for year in range(FIRST_YEAR, LAST_YEAR + 1):
                listed = owed.get((actor, partner, year))
                for name in atop_alliances.OBLIGATIONS:
                    yield observation(
                        source,
                        observation_id=f"atop:{actor}>{partner}:{name}:{year}",
                        indicator=f"atop_{name}",
                        actor=actor,
                        partner=partner,
                        period_start=date(year, 1, 1),
                        period_end=date(year, 12, 31),
                        period_label=str(year),
                        best=float(name in (listed or ())),
                        unit="promised (1) or not (0)",
                        definition_id="atop_5",
                        definition=f"obligation of {name} that the first state owes the second by a treaty in force",
                        status="reported" if listed is not None else "zero_by_rule",
                        public_from=public,
                    )
