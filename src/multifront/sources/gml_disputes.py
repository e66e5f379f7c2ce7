"""Disputes as re-coded by Gibler, Miller and Little, 1816-2010 -> events and observations. Never joined to COW's."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import UNKNOWN, Origin
from multifront.sources import dispute_rows
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.published import Published, Workplace, published
from multifront.sources.r_data import r_table
from multifront.sources.relations import csv_file
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "gml_disputes 1"
FILE = SourceFile(
    "data/cow_atop/gml_dirdisp.rda",
    "862dd4c70ffe5b400ef9db9e136e35798f561c2aae9f00e212d1baf3b18bae4a",
    ("dispnum", "ccode1", "ccode2", "year", "sidea1", "hostlev1", "hostlev", "stmon"),
)
TABLE = "gml_dirdisp"
OWN_FILE = "gml-ddy-disputes-2.2.1.csv"
"""The publisher's directed dispute-dyad-years; the R table is this file."""

EDITION = dispute_rows.Edition("GML", "gml", "gml_mid_2_2_1", "militarized_dispute_gml")


def origin(own: Published | None = None) -> OriginRecord:
    """The record of the dispute table.

    Args:
        own: the publisher's own file, where that is what was read.
    """
    return record(
        "producer",
        Origin(
            id="gml_mid_2_2_1",
            producer="Douglas Gibler, Steven Miller, Erin Little",
            title="Analysis of the Militarized Interstate Dispute dataset: corrected disputes",
            edition="version 2.2.1, directed dispute-dyad-years"
            + ("" if own else ", as packed in R package peacesciencer"),
            licence=f"{UNKNOWN}none stated by the copy: cite Gibler, Miller and Little 2016 (ISQ 60:719-730)",
            link="https://correlatesofwar.org/data-sets/mids/",
            published=f"{UNKNOWN}the copy does not give its release",
            edition_date=own.day if own else EDITION_NOT_STATED,
            sha256=own.sha256 if own else FILE.sha256,
            reliability="",
            read_at=own.place if own else FILE.path,
            note="The authors dropped, merged and re-dated disputes of COW's list (version 4), so the same number can "
            "stand for another dispute: never chained with cow_mid_5, its ids, indicators and subtype are its own. The "
            "month of the start is known, not the day; the year of the start is the first dyad-year. Dispute 1272 has "
            "month 13: its year alone is kept. A dyad-year without a row had "
            "no dispute by the source's practice, for states of the system only.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a dispute, two observations a directed dyad-year with a dispute.

    The publisher's CSV is read where it was fetched or put by hand into the cache, the R copy of the mirror otherwise.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column; the R copy needs the extra `formats`.
    """
    if own := published(mirror, "gml_disputes", OWN_FILE):
        return Harvest(PARSER, own.inputs, (origin(own),), bulk=disputes(own.path, origin(own)))
    work = Workplace()
    table = r_table(FILE.verified(mirror), TABLE, FILE.columns, work.folder)
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=disputes(table, origin()), work=work)


def disputes(path: Path, source: OriginRecord) -> tuple[Bulk, ...]:
    """The bulk queries of a CSV file of that layout.

    Args:
        path: directed dispute-dyad-years, as the publisher writes them.
        source: origin of every row.

    Raises:
        EvidenceError: the file cannot be read, or lacks a column.
    """
    numbers = ", ".join(f"try_cast({name} AS DOUBLE) AS {name}" for name in FILE.columns)
    dyads = f"(SELECT {numbers}, line FROM {csv_file(path, FILE.columns)})"
    starts = (
        "(SELECT dispnum, min(year) AS styear, arg_min(stmon, year) AS stmon, max(hostlev) AS hostlev "
        f"FROM {dyads} GROUP BY dispnum)"
    )
    return dispute_rows.disputes(dyads, starts, EDITION, source)
