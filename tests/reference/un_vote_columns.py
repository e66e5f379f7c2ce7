"""Votes and released ideal points of the mirror as columns, for the reference tests and the benchmarks."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from multifront.alignment import IdealPointVotes
from multifront.sources.states import iso3_of_cow
from multifront.sources.un_votes import ROLL_CALLS, VOTES, read_votes

FIRST_SESSION_YEAR = 1945
RELEASE = "data/unga_ideal/IdealpointsJuly2025.csv"


def un_votes(mirror: Path, first: int = 1946, last: int = 2019) -> IdealPointVotes:
    """Every recorded vote of the sessions that opened in these years, paragraph votes and amendments too.

    The release counts a session with the year in which it opens, so votes of the following spring belong to it.
    """
    table = read_votes(mirror / ROLL_CALLS.path, mirror / VOTES.path)
    with duckdb.connect() as con:
        query = "SELECT rcid::BIGINT AS id, session::BIGINT AS session FROM read_parquet(?) ORDER BY 1"
        calls = con.execute(query, [str(mirror / ROLL_CALLS.path)]).fetchnumpy()
    year = FIRST_SESSION_YEAR + calls["session"][np.searchsorted(calls["id"], table.roll_call)]
    kept = (year >= first) & (year <= last)
    return IdealPointVotes(
        table.names[table.state[kept]], year[kept], table.roll_call[kept], table.code[kept].astype(float)
    )


def released(mirror: Path, column: str = "idealpointfp") -> dict[tuple[str, int], float]:
    """Points of the July 2025 release by state and year; `idealpointfp` final passage, `idealpointall` all votes."""
    with duckdb.connect() as con:
        query = f"SELECT ccode, year::INT AS year, {column} AS point FROM read_csv(?) WHERE {column} IS NOT NULL"
        rows = con.execute(query, [str(mirror / RELEASE)]).fetchall()
    return {(iso3_of_cow(code, year), year): point for code, year, point in rows if year <= 2019}


def correlations(state: np.ndarray, year: np.ndarray, point: np.ndarray, other: dict) -> dict[int, float]:
    """Pearson correlation with the release by year, over the state-years with both."""
    match = np.array([other.get((str(s), int(y)), np.nan) for s, y in zip(state, year, strict=True)])
    both = np.isfinite(match) & np.isfinite(point)
    return {
        int(y): float(np.corrcoef(point[both & (year == y)], match[both & (year == y)])[0, 1])
        for y in np.unique(year[both])
    }
