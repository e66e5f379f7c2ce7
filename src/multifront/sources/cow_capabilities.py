"""COW National Material Capabilities, 1816-2022 -> observations: six components and CINC. No index of our own."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources.bulk_rows import bulk, rejects, year_columns
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import literal, parquet
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "cow_capabilities 1"
COMPONENTS = {
    "cinc": ("share of the world", "composite index of national capability: mean share in six components"),
    "milex": ("thousand current US dollars (pounds before 1914)", "military expenditure"),
    "milper": ("thousand persons", "military personnel"),
    "irst": ("thousand tons", "iron and steel production"),
    "pec": ("thousand coal-ton equivalents", "primary energy consumption"),
    "tpop": ("thousand persons", "total population"),
    "upop": ("thousand persons", "population of cities over 100,000"),
}
"""Column -> unit and definition."""

FILE = SourceFile(
    "data/parquet/cow_nmc.parquet",
    "fc57da5bdce9759734f9b05099ca11dba314ae8fd2a4ad01e9ef95864ea4530b",
    ("ccode", "year", *COMPONENTS),
)


def origin() -> OriginRecord:
    """The record of the state-year table."""
    return record(
        "producer",
        Origin(
            id="cow_nmc",
            producer="Correlates of War project (Singer, Bremer, Stuckey)",
            title="National Material Capabilities",
            edition="state-years to 2022, as packed in R package peacesciencer",
            licence="free with citation (Correlates of War)",
            link="https://correlatesofwar.org/data-sets/national-material-capabilities/",
            published="unknown: the copy does not give its release",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at=FILE.path,
            note="Missing components are missing, yet CINC is given for every state-year: the index is then the mean "
            "over fewer components. Expenditure is in pounds before 1914 and in dollars after: two definitions. "
            "Germany has two rows for 1990, before and after unification: both are kept, marked as a conflict.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Seven observations a state-year; a missing component is a row of status `missing`.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing, changed, or lacks a column.
    """
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), bulk=(capabilities(FILE.verified(mirror)),))


def capabilities(path: Path) -> Bulk:
    """The bulk query of a file of that layout.

    Args:
        path: the Parquet file.
    """
    source = origin()
    states = coded(parquet(path, FILE.columns), "cow", "r.year", state="r.ccode")
    words = ", ".join(f"({literal(name)}, {literal(u)}, {literal(d)})" for name, (u, d) in COMPONENTS.items())
    long = (
        f"(SELECT state, ccode::INT AS number, year::INT AS year, component, best FROM {states} "
        f"UNPIVOT INCLUDE NULLS (best FOR component IN ({', '.join(COMPONENTS)}))) AS x "
        f"JOIN (VALUES {words}) AS w(name, unit, words) ON w.name = x.component WHERE state IS NOT NULL"
    )
    given = {
        "observation_id": "concat('cow_nmc:', component, ':', number, ':', year)",
        "indicator": "concat('cow_', component)",
        "actor": "state",
        **year_columns("year"),
        "best": "best",
        "unit": "CASE WHEN component <> 'milex' THEN unit WHEN year < 1914 THEN 'thousand current pounds' "
        "ELSE 'thousand current US dollars' END",
        "definition_id": "CASE WHEN component <> 'milex' THEN 'cow_nmc' WHEN year < 1914 THEN 'cow_nmc_pounds' "
        "ELSE 'cow_nmc_dollars' END",
        "definition": "words",
        "conflict": "state = 'DEU' AND year = 1990",
        "note": "CASE WHEN state = 'DEU' AND year = 1990 THEN concat('listed as COW number ', number) ELSE '' END",
    }
    unknown = rejects(f"{states} WHERE state IS NULL", source, "'unknown COW number'", "concat(ccode, ' ', year)")
    return bulk("observation", long, source, given, unknown)
