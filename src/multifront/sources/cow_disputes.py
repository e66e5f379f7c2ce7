"""COW militarized interstate disputes, 1816-2014 -> events (disputes) and observations (dyad-years). No GML edition."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources import dispute_rows
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import parquet
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

PARSER = "cow_disputes 2"
DYADS = SourceFile(
    "data/parquet/cow_mid_dirdisps.parquet",
    "378fb13f9be610b0d45c60251fa90dd3d77b84c6c47447a33a505a7cf5b57717",
    ("dispnum", "ccode1", "ccode2", "year", "sidea1", "hostlev1"),
)
DISPUTES = SourceFile(
    "data/parquet/cow_mid_disps.parquet",
    "dd55bdadfc636141da1db084fc809881da6a7c7177c19c983913b168472e721e",
    ("dispnum", "styear", "stmon", "hostlev", "fatality"),
)
EDITION = dispute_rows.Edition("MID", "mid", "cow_mid_5", "militarized_dispute")


def origin() -> OriginRecord:
    """The record of the dispute tables."""
    return record(
        "producer",
        Origin(
            id="cow_mid_5",
            producer="Correlates of War project (Palmer, McManus, D'Orazio, Kenwick and others)",
            title="Militarized Interstate Disputes",
            edition="version 5, disputes and directed dyad-years, as packed in R package peacesciencer",
            licence="free with citation (Correlates of War)",
            link="https://correlatesofwar.org/data-sets/mids/",
            published="unknown: the copy does not give its release",
            edition_date=EDITION_NOT_STATED,
            sha256=DYADS.sha256,
            reliability="",
            read_at=f"{DYADS.path}, {DISPUTES.path}",
            note="The month of the start is known, not the day. Side A is the side that acted first. The other dyadic "
            "table (ddydisps) keeps one dispute a dyad-year and so loses 156 disputes: not used. The edition of "
            "Gibler, Miller and Little is a source of its own (gml_disputes) and never joined to this one. A "
            "dyad-year without a row had no dispute by the source's practice, for states of the system only.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One event a dispute, two observations a directed dyad-year with a dispute.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column.
    """
    inputs = {DYADS.path: DYADS.sha256, DISPUTES.path: DISPUTES.sha256}
    rows = disputes(DYADS.verified(mirror), DISPUTES.verified(mirror))
    return Harvest(PARSER, inputs, (origin(),), bulk=rows)


def disputes(dyads: Path, starts: Path) -> tuple[Bulk, ...]:
    """The bulk queries of two files of that layout.

    Args:
        dyads: directed dispute-dyad-years.
        starts: one row a dispute.
    """
    return dispute_rows.disputes(parquet(dyads, DYADS.columns), parquet(starts, DISPUTES.columns), EDITION, origin())
