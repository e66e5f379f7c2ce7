"""Yearly figures made of COW trade: totals of China and Russia, their trade, who trades most with whom. No shares."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources import cow_trade
from multifront.sources.bulk_rows import bulk, year_columns
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.published import Workplace
from multifront.sources.r_data import r_table
from multifront.sources.relations import csv_file, literal, parquet
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_numbers import coded

PARSER = "cow_trade_ties 1"
PAIRS = cow_trade.FILE
TOTALS = SourceFile(
    "data/cow_atop/cow_trade_sy.rda",
    "41ad9d312b6146aa9eaa70d8f5a16a0164b6e27ee4ebe86a928c2ea4de415142",
    ("ccode", "year", "imports", "exports"),
)
TABLE = "cow_trade_sy"
FIRST_YEAR = 1948
"""The list holds a few hundred pairs in 1946 and 1947, and two thousand from 1948 on."""

COUNTED = ("CHN", "USA", "RUS", "DEU")
"""Whose places as first partner are counted; RUS is the Soviet Union before 1992, DEU West Germany before 1990."""

PAIR = ("CHN", "RUS")
UNIT = "million current US dollars"
REGIONS = (("americas", 200), ("europe", 400), ("africa", 600), ("middle_east", 700), ("asia_and_oceania", 1000))
"""Regions as COW numbers states: below 200 the Americas, below 400 Europe, and so on."""


def origin() -> OriginRecord:
    """The record of the derived figures, which names the two tables that they are made of."""
    return record(
        "producer",
        Origin(
            id="cow_trade_ties",
            producer="Correlates of War project (Barbieri, Keshk); sums and counts computed here",
            title="Bilateral trade: totals and first partners",
            edition="from version 4.0, dyad-years and state-years to 2014, as packed in R package peacesciencer",
            licence="free with citation (Correlates of War)",
            link="https://correlatesofwar.org/data-sets/bilateral-trade/",
            published="unknown: the copy does not give its release",
            edition_date=EDITION_NOT_STATED,
            sha256=PAIRS.sha256,
            reliability="",
            read_at=f"{PAIRS.path}, {TOTALS.path}",
            note="Computed here from cow_trade_4. Trade of a pair is imports both ways, known only where both are; "
            "zero both ways can stand for no report and is missing. Two totals: the sum over partners in the list "
            "(cow_pairs), which lacks what is no state there, such as Hong Kong; and the published national total "
            "(cow_national), which jumps in some early years. First partners: best by trade both ways, low and high "
            "over imports alone and exports alone as well.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Trade of China and Russia, their totals by both definitions, and counts of first partners by year.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column; the totals need the extra `formats`.
    """
    work = Workplace()
    totals = r_table(TOTALS.verified(mirror), TABLE, TOTALS.columns, work.folder)
    inputs = {file.path: file.sha256 for file in (PAIRS, TOTALS)}
    rows = (*ties(PAIRS.verified(mirror)), national(totals))
    return Harvest(PARSER, inputs, (origin(),), bulk=rows, work=work)


def ties(path: Path) -> tuple[Bulk, ...]:
    """The bulk queries of a file of dyad-years.

    Args:
        path: the Parquet file.
    """
    flows = _flows(path)
    return (_pair(flows), _totals(flows), *_places(flows))


def national(path: Path) -> Bulk:
    """The bulk query of the published national totals.

    Args:
        path: the state-years as CSV.
    """
    states = coded(csv_file(path, TOTALS.columns), "cow", "r.year::DOUBLE", state="r.ccode::DOUBLE")
    relation = (
        f"(SELECT state, year::DOUBLE::INT AS year, imports::DOUBLE + exports::DOUBLE AS worth FROM {states}) "
        f"WHERE state IN {_listed(PAIR)} AND year >= {FIRST_YEAR}"
    )
    given = {**_total("cow_national"), "best": "worth", "definition": "'published total of imports and exports'"}
    return bulk("observation", relation, origin(), given)


def _flows(path: Path) -> str:
    """One row a state, partner and year, with what the state bought and sold; Germany's two numbers are one."""
    both = coded(parquet(path, PAIRS.columns), "cow", "r.year", a="r.ccode1", b="r.ccode2")
    directed = (
        f"SELECT a AS state, b AS other, ccode1 AS number, year::INT AS year, flow1 AS bought, flow2 AS sold "
        f"FROM {both} UNION ALL SELECT b, a, ccode2, year::INT, flow2, flow1 FROM {both}"
    )
    return (
        "(SELECT state, other, min(number) AS number, year, sum(bought) AS bought, sum(sold) AS sold, "
        f"sum(bought + sold) AS worth FROM ({directed}) WHERE state IS NOT NULL AND other IS NOT NULL "
        f"AND state <> other AND year >= {FIRST_YEAR} GROUP BY state, other, year)"
    )


def _pair(flows: str) -> Bulk:
    first, second = (literal(code) for code in PAIR)
    given = {
        "observation_id": "concat('cow_tie:', state, '-', other, ':', year)",
        "indicator": "'trade_both_ways'",
        "actor": "state",
        "partner": "other",
        **year_columns("year"),
        "best": "nullif(worth, 0)",
        "unit": literal(UNIT),
        "definition_id": "'cow_pairs'",
        "definition": "'imports of each from the other, added; zero both ways is taken for no report'",
    }
    return bulk("observation", f"{flows} WHERE state = {first} AND other = {second}", origin(), given)


def _totals(flows: str) -> Bulk:
    relation = f"(SELECT state, year, sum(worth) AS worth FROM {flows} WHERE state IN {_listed(PAIR)} GROUP BY ALL)"
    given = {
        **_total("cow_pairs"),
        "best": "nullif(worth, 0)",
        "definition": "'trade both ways summed over all partners in the list'",
    }
    return bulk("observation", relation, origin(), given)


def _total(definition: str) -> dict[str, str]:
    return {
        "observation_id": f"concat('cow_total:{definition}:', state, ':', year)",
        "indicator": "'total_trade'",
        "actor": "state",
        "partner": "'all'",
        **year_columns("year"),
        "unit": literal(UNIT),
        "definition_id": literal(definition),
    }


def _places(flows: str) -> tuple[Bulk, Bulk]:
    """How many states have each actor as first partner, in all and by region; and how many states are counted."""
    region = " ".join(f"WHEN number < {end} THEN '{name}'" for name, end in REGIONS)
    long = (
        f"SELECT state, other, year, way, amount, CASE {region} END AS region FROM "
        f"(SELECT state, other, number, year, worth, bought, sold FROM {flows}) "
        "UNPIVOT (amount FOR way IN (worth, bought, sold)) WHERE amount > 0"
    )
    ranked = f"SELECT *, rank() OVER (PARTITION BY state, year, way ORDER BY amount DESC) AS place FROM ({long})"
    placed = f"SELECT *, unnest([region, 'all']) AS area FROM ({ranked})"
    counted = f"SELECT area, year, way, count(DISTINCT state) AS n FROM ({placed}) GROUP BY ALL"
    first = (
        f"SELECT other AS actor, area, year, way, count(DISTINCT state) AS n FROM ({placed}) WHERE place = 1 "
        "GROUP BY ALL"
    )
    actors = ", ".join(f"({literal(code)})" for code in COUNTED)
    every = (
        "SELECT actor, area, year, way, coalesce(f.n, 0) AS n FROM (SELECT * FROM "
        f"({counted}) CROSS JOIN (VALUES {actors}) AS v(actor)) LEFT JOIN ({first}) AS f USING (actor, area, year, way)"
    )
    words = "with positive trade in the list; best by trade both ways, range over imports and exports alone"
    return (
        _count(every, "partners_first_in_trade", "actor", f"states that trade most with the actor, of those {words}"),
        _count(f"SELECT 'all' AS actor, * FROM ({counted})", "states_counted_in_trade", "actor", f"states {words}"),
    )


def _count(rows: str, indicator: str, actor: str, definition: str) -> Bulk:
    relation = (
        f"(SELECT {actor} AS actor, area, year, min(n) AS low, max(n) FILTER (way = 'worth') AS best, max(n) AS high "
        f"FROM ({rows}) GROUP BY ALL)"
    )
    given = {
        "observation_id": f"concat('{indicator}:', actor, ':', area, ':', year)",
        "indicator": literal(indicator),
        "actor": "actor",
        "partner": "area",
        **year_columns("year"),
        "low": "low",
        "best": "best",
        "high": "high",
        "unit": "'states'",
        "definition_id": "'cow_pairs'",
        "definition": literal(definition),
    }
    return bulk("observation", relation, origin(), given)


def _listed(codes: tuple[str, ...]) -> str:
    return f"({', '.join(literal(code) for code in codes)})"
