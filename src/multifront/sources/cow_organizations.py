"""COW joint memberships in intergovernmental organizations, 1816-2014 -> observations. No list of organizations."""

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

PARSER = "cow_organizations 1"
FILE = SourceFile(
    "data/parquet/cow_igo_ndy.parquet",
    "52511f025e7910a53c0bcad705631c9f442775355c2b20115e8788ad8d967c42",
    ("ccode1", "ccode2", "year", "dyadigos"),
)


def origin() -> OriginRecord:
    """The record of the dyad-year table."""
    return record(
        "producer",
        Origin(
            id="cow_igo_3",
            producer="Correlates of War project (Pevehouse, Nordstrom, McManus, Jamison)",
            title="Intergovernmental organizations: joint memberships of pairs of states",
            edition="version 3, undirected dyad-years to 2014, as packed in R package peacesciencer",
            licence="free with citation (Correlates of War)",
            link="https://correlatesofwar.org/data-sets/igos/",
            published="unknown: the copy does not give its release",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="A count of shared full memberships; which organizations they are is not in the copy. Memberships "
            "were coded every five years before 1965. The pair is stored once, the codes in alphabetical order.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One observation an undirected dyad-year.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=(memberships(FILE.verified(mirror)),))


def memberships(path: Path) -> Bulk:
    """The bulk query of a file of that layout.

    Args:
        path: the Parquet file.
    """
    source = origin()
    both = coded(parquet(path, FILE.columns), "cow", "r.year", a="r.ccode1", b="r.ccode2")
    given = {
        "observation_id": "concat('cow_joint_igos:', least(a, b), '-', greatest(a, b), ':', year::INT)",
        "indicator": "'cow_joint_igos'",
        "actor": "least(a, b)",
        "partner": "greatest(a, b)",
        **year_columns("year"),
        "best": "dyadigos",
        "unit": "'organizations'",
        "definition_id": "'cow_igo_3'",
        "definition": "'intergovernmental organizations of which both states are full members'",
    }
    unknown = rejects(
        f"{both} WHERE a IS NULL OR b IS NULL", source, "'unknown COW number'", "concat(ccode1, ' ', ccode2, ' ', year)"
    )
    return bulk("observation", f"{both} WHERE a IS NOT NULL AND b IS NOT NULL", source, given, unknown)
