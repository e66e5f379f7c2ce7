"""ATOP alliance obligations between states, 1815-2018 -> treaties, a row a spell. No portfolios."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources.bulk_rows import bulk, rejects
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import parquet
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "atop_alliances 1"
OBLIGATIONS = {
    "defense": "atop_defense",
    "offense": "atop_offense",
    "neutrality": "atop_neutral",
    "nonaggression": "atop_nonagg",
    "consultation": "atop_consul",
}
"""Obligation as the store names it -> column of the file (1 promised, 0 not)."""

LAST_YEAR = 2018
FILE = SourceFile(
    "data/parquet/atop_alliance.parquet",
    "ee0be4a4757db156ebfe6719bee5ec8e24e3dc52531e816fe54a1c1cf9631dce",
    ("ccode1", "ccode2", "year", *OBLIGATIONS.values()),
)


def origin() -> OriginRecord:
    """The record of the dyad-year table."""
    return record(
        "producer",
        Origin(
            id="atop_5",
            producer="Brett Ashley Leeds, Jeffrey Ritter, Sara Mitchell, Andrew Long (Alliance Treaty Obligations and "
            "Provisions project)",
            title="ATOP alliances, directed dyad-years",
            edition="version 5, to 2018, as packed in R package peacesciencer",
            licence="none stated by the copy: free for research, cite Leeds, Ritter, Mitchell and Long 2002",
            link="http://www.atopdata.org/",
            published="2022",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Years, not days: a spell begins on 1 January of its first year. The pair of states is the unit, so "
            "two treaties with the same obligations are one spell. The file ends in 2018: a spell that reaches it has "
            "no end date. A pair without a row has no alliance by the source's practice. Left out: 170 rows without "
            "any of the five obligations. Germany's two numbers of 1990 are one state.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One treaty row a spell of years in which one state owed another the same obligations.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=spells(FILE.verified(mirror)))


def spells(path: Path, last_year: int = LAST_YEAR) -> tuple[Bulk, ...]:
    """The bulk query of a file of that layout.

    Args:
        path: the Parquet file.
        last_year: last year of the file; spells that reach it have no end.
    """
    source = origin()
    both = coded(parquet(path, FILE.columns), "cow", "r.year", a="r.ccode1", b="r.ccode2")
    owed = ", ".join(f"CASE WHEN {column} = 1 THEN '{name}' END" for name, column in OBLIGATIONS.items())
    listed = (
        f"(SELECT DISTINCT a, b, year::INT AS year, [x FOR x IN [{owed}] IF x IS NOT NULL] AS owed FROM {both} "
        "WHERE a IS NOT NULL AND b IS NOT NULL)"
    )
    runs = f"(SELECT *, year - row_number() OVER (PARTITION BY a, b, owed ORDER BY year) AS run FROM {listed})"
    relation = (
        f"(SELECT a, b, owed, min(year) AS first, max(year) AS last FROM {runs} GROUP BY a, b, owed, run) "
        "WHERE len(owed) > 0"
    )
    given = {
        "treaty_id": "concat('ATOP:', a, '>', b, ':', first, ':', array_to_string(owed, '+'))",
        "title": "concat(a, ' owes ', b, ': ', array_to_string(owed, ', '))",
        "members": "[a, b]",
        "kind": "'alliance_obligation_directed'",
        "obligations": "owed",
        "date_start": "make_date(first, 1, 1)",
        "date_end": f"CASE WHEN last < {last_year} THEN make_date(last, 12, 31) END",
        "date_precision": "'year'",
        "note": f"CASE WHEN last >= {last_year} THEN 'stood when the source ended in {last_year}' ELSE '' END",
    }
    unknown = rejects(
        f"{both} WHERE a IS NULL OR b IS NULL", source, "'unknown COW number'", "concat(ccode1, ' ', ccode2, ' ', year)"
    )
    return (bulk("treaty", relation, source, given, unknown),)
