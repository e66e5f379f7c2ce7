"""Two ways to compute one similarity for all dyad-years of UN votes without multifront: DuckDB and plain numpy.

`bench/vote_similarity.py` runs them beside the package. Each takes the same arrays and gives the same columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

FILES = """
    SELECT year(c.date::DATE)::SMALLINT AS year, c.rcid::INTEGER AS item, v.country_code AS state,
           CASE v.vote WHEN 'yes' THEN 0 WHEN 'abstain' THEN 1 ELSE 2 END::TINYINT AS vote
    FROM read_parquet('{votes}') v JOIN read_parquet('{calls}') c ON v.rcid = c.rcid
    WHERE v.country_code IS NOT NULL ORDER BY year, item
"""
"""States by the file's two-letter code, as in the figure of 826,247 rows; three states of the past have none."""


@dataclass(frozen=True, slots=True)
class Votes:
    """One row a vote, sorted by year and roll call: year, roll call, state (number), vote 0 yes, 1 abstain, 2 no."""

    year: NDArray[np.int16]
    item: NDArray[np.int32]
    state: NDArray[np.int16]
    vote: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Rows:
    """One row a dyad-year, sorted by year, first and second state."""

    year: NDArray[np.int16]
    a: NDArray[np.int16]
    b: NDArray[np.int16]
    value: NDArray[np.float64]


def read(mirror: Path) -> Votes:
    """The votes of the two Parquet files as arrays."""
    folder = mirror / "data" / "parquet"
    query = FILES.format(votes=folder / "un_votes.parquet", calls=folder / "un_roll_calls.parquet")
    with duckdb.connect() as con:
        found = con.execute(query).fetchnumpy()
    _, state = np.unique(found["state"].astype("U2"), return_inverse=True)
    return Votes(found["year"], found["item"], state.astype(np.int16), found["vote"])


def duckdb_table(votes: Votes) -> duckdb.DuckDBPyConnection:
    """A connection that holds the votes as a table in memory."""
    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    columns = {"year": votes.year, "item": votes.item, "state": votes.state, "vote": votes.vote}
    con.register("arrays", columns)
    con.execute("CREATE TABLE votes AS SELECT * FROM arrays")
    con.unregister("arrays")
    return con


SELF_JOIN = {
    "s": """
        SELECT a.year AS year, a.state AS a, b.state AS b, 1.0::DOUBLE - sum(abs(a.vote - b.vote)) / count(*) AS value
        FROM votes a JOIN votes b ON a.item = b.item AND a.state < b.state
        GROUP BY a.year, a.state, b.state ORDER BY ALL
    """,
    "kappa": """
        WITH cells AS (
            SELECT a.year AS year, a.state AS a, b.state AS b, count(*)::DOUBLE AS n,
                   sum(abs(a.vote - b.vote)) AS apart,
                   count(*) FILTER (a.vote = 0) AS ay, count(*) FILTER (a.vote = 1) AS aa,
                   count(*) FILTER (b.vote = 0) AS by_, count(*) FILTER (b.vote = 1) AS ba
            FROM votes a JOIN votes b ON a.item = b.item AND a.state < b.state
            GROUP BY a.year, a.state, b.state
        ), chance AS (
            SELECT *, ay * ba + aa * by_ + aa * (n - by_ - ba) + (n - ay - aa) * ba
                      + 2 * (ay * (n - by_ - ba) + (n - ay - aa) * by_) AS expected FROM cells
        )
        SELECT year, a, b, CASE WHEN expected > 0 THEN 1 - apart * n / expected ELSE 'nan'::DOUBLE END AS value
        FROM chance ORDER BY year, a, b
    """,
}
"""A join of every vote with every later state's vote on the same roll call."""

BITS = """
    WITH place AS (SELECT item, (row_number() OVER (PARTITION BY year ORDER BY item) - 1)::INTEGER AS p
                   FROM (SELECT DISTINCT year, item FROM votes)),
    planes AS (
        SELECT year, state,
               bitstring_agg(p, 0, 159) AS voted,
               coalesce(bitstring_agg(p, 0, 159) FILTER (vote >= 1), bitstring('0', 160)) AS not_yes,
               coalesce(bitstring_agg(p, 0, 159) FILTER (vote = 2), bitstring('0', 160)) AS no
        FROM votes JOIN place USING (item) GROUP BY year, state
    ), pairs AS (
        SELECT a.year AS year, a.state AS a, b.state AS b, a.voted & b.voted AS common,
               xor(a.not_yes, b.not_yes) AS first, xor(a.no, b.no) AS second
        FROM planes a JOIN planes b ON a.year = b.year AND a.state < b.state
    )
    SELECT year, a, b, 1 - (bit_count(first & common) + bit_count(second & common))::DOUBLE / bit_count(common) AS value
    FROM pairs WHERE bit_count(common) > 0 ORDER BY ALL
"""
"""S by bit strings of a state's year instead of a join of votes: the fastest SQL that was found."""


def by_sql(con: duckdb.DuckDBPyConnection, query: str) -> Rows:
    """Run a query over the table `votes`."""
    found = con.execute(query).fetchnumpy()
    return Rows(found["year"], found["a"], found["b"], np.asarray(found["value"], dtype=np.float64))


def by_products(votes: Votes, measure: str) -> Rows:
    """Matrix products of one year after the other, as few as the one measure needs."""
    years, starts = np.unique(votes.year, return_index=True)
    ends = np.append(starts[1:], votes.year.size)
    parts = [_year(votes, slice(a, b), measure) for a, b in zip(starts, ends, strict=True)]
    sizes = [len(part[0]) for part in parts]
    a, b, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Rows(np.repeat(years, sizes), a, b, value)


def _year(votes: Votes, rows: slice, measure: str) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.float64]]:
    """First state, second state and value of every pair of one year that voted together."""
    state, item, vote = votes.state[rows], votes.item[rows], votes.vote[rows]
    present = np.bincount(state) > 0
    states, row = np.flatnonzero(present).astype(np.int16), (np.cumsum(present) - 1)[state]
    column = np.append(0, np.cumsum(item[1:] != item[:-1]))
    items = int(column[-1]) + 1
    voted = np.zeros((len(states), items), dtype=np.float32)
    voted[row, column] = 1.0
    steps = np.zeros((len(states), 2 * items), dtype=np.float32)
    steps[row, column] = np.where(vote >= 1, np.float32(1.0), np.float32(-1.0))
    steps[row, column + items] = np.where(vote == 2, np.float32(1.0), np.float32(-1.0))
    upper = np.triu(np.ones((len(states), len(states)), dtype=bool), k=1)
    shared = voted @ voted.T
    upper &= shared > 0
    n = shared[upper].astype(np.float64)
    apart = n - (steps @ steps.T)[upper] / 2.0
    first, second = np.nonzero(upper)
    value = 1.0 - apart / n if measure == "s" else _kappa((row, column, vote), voted, upper, apart)
    return states[first], states[second], value


def _kappa(
    cells: tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int8]],
    voted: NDArray[np.float32],
    upper: NDArray[np.bool_],
    apart: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Linear kappa from two margins a side, each one product with the votes cast."""
    row, column, vote = cells
    yes, abstain = np.zeros_like(voted), np.zeros_like(voted)
    yes[row, column], abstain[row, column] = vote == 0, vote == 1
    margins = [plane @ voted.T for plane in (yes, abstain)]
    ay, aa = (margin[upper].astype(np.float64) for margin in margins)
    by, ba = (margin.T[upper].astype(np.float64) for margin in margins)
    n = (voted @ voted.T)[upper].astype(np.float64)
    an, bn = n - ay - aa, n - by - ba
    expected = ay * ba + aa * by + aa * bn + an * ba + 2.0 * (ay * bn + an * by)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1.0 - apart * n / expected, np.nan)
