"""COW dyadic trade, 1870-2014 -> observations: what each state imported from each other. No smoothed flows."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources.bulk_rows import bulk, rejects, year_columns
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import parquet
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "cow_trade 1"
FILE = SourceFile(
    "data/parquet/cow_trade_ndy.parquet",
    "0142bdbeb9f1236748748d5c3fcbe142a520ecc6d76c6d07ca7069fee3870fd2",
    ("ccode1", "ccode2", "year", "flow1", "flow2"),
)


def origin() -> OriginRecord:
    """The record of the dyad-year table."""
    return record(
        "producer",
        Origin(
            id="cow_trade_4",
            producer="Correlates of War project (Barbieri, Keshk)",
            title="Bilateral trade",
            edition="version 4.0, undirected dyad-years to 2014, as packed in R package peacesciencer",
            licence="free with citation (Correlates of War)",
            link="https://correlatesofwar.org/data-sets/bilateral-trade/",
            published="unknown: the copy does not give its release",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="flow1 is what the first state imported from the second, flow2 the other way round, in million "
            "current US dollars. A missing flow has status missing. A zero is the producer's: in early years it "
            "can stand for no report. The copy's smoothed flows equal the raw ones where these exist: not loaded.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Two observations an undirected dyad-year, one a direction.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=(imports(FILE.verified(mirror)),))


def imports(path: Path) -> Bulk:
    """The bulk query of a file of that layout.

    Args:
        path: the Parquet file.
    """
    source = origin()
    both = coded(parquet(path, FILE.columns), "cow", "r.year", a="r.ccode1", b="r.ccode2")
    relation = (
        f"(SELECT a AS importer, b AS exporter, year, flow1 AS flow FROM {both} UNION ALL "
        f"SELECT b, a, year, flow2 FROM {both}) WHERE importer IS NOT NULL AND exporter IS NOT NULL"
    )
    given = {
        "observation_id": "concat('cow_imports:', importer, '<', exporter, ':', year::INT)",
        "indicator": "'cow_imports'",
        "actor": "importer",
        "partner": "exporter",
        **year_columns("year"),
        "best": "flow",
        "unit": "'million current US dollars'",
        "definition_id": "'cow_trade_4'",
        "definition": "'goods that the actor imported from the partner'",
    }
    unknown = rejects(
        f"{both} WHERE a IS NULL OR b IS NULL", source, "'unknown COW number'", "concat(ccode1, ' ', ccode2, ' ', year)"
    )
    return bulk("observation", relation, source, given, unknown)
