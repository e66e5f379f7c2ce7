"""UN General Assembly roll calls 1946-2019 (Voeten, Strezhnev, Bailey; package `unvotes`) -> pair counts by year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Harvest
from multifront.sources.relations import check_columns, literal
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord, VotePairRows
from multifront.sources.states import iso3_of_name
from multifront.sources.vote_counts import ABSENT, PairCounts, YearOfVotes, count_pairs, membership

PARSER = "un_votes 1"
VOTES = SourceFile(
    "data/parquet/un_votes.parquet",
    "bf03d219e1d3fda3a605359f420bb536bb7057a464617b501c78ea073c06ff0c",
    ("rcid", "country", "vote"),
)
ROLL_CALLS = SourceFile(
    "data/parquet/un_roll_calls.parquet",
    "9f31d6f9356371389b9dc25087d4289dc514a5fe5d644f0eb2f023dcd3f96c72",
    ("rcid", "date", "amend", "para"),
)
LAST_FULL_YEAR = 2019
CODES = {"yes": 1, "abstain": 2, "no": 3}
NOTE = (
    "Resolutions only: roll calls marked as amendment or separate paragraph vote are left out (an empty mark counts as "
    "no). The file has no row for an absent member: a state counts as a member in a year in which it cast any vote, "
    "from its first recorded vote in its first year and to its last in its last. No roll calls in 1964; one of January "
    "2020 is left out; 2020-2024 is a declared gap. Days in the file look swapped in places: only years are used."
)


def origin() -> OriginRecord:
    """The record of the roll-call file."""
    return record(
        "producer",
        Origin(
            id="un_votes",
            producer="Erik Voeten, Anton Strezhnev, Michael Bailey",
            title="United Nations General Assembly Voting Data",
            edition="R package unvotes, roll calls to January 2020",
            licence="MIT (package unvotes); data CC0 on Harvard Dataverse",
            link="https://doi.org/10.7910/DVN/LEJUQZ",
            published="2020",
            edition_date=EDITION_NOT_STATED,
            sha256=VOTES.sha256,
            reliability="",
            read_at="data/parquet/un_votes.parquet, un_roll_calls.parquet",
            note=NOTE,
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Pair counts of every year from 1946 to 2019.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column; a state name is unknown; a vote is doubled.
    """
    calls, votes = ROLL_CALLS.verified(mirror), VOTES.verified(mirror)
    table = read_votes(calls, votes)
    inputs = {VOTES.path: VOTES.sha256, ROLL_CALLS.path: ROLL_CALLS.sha256}
    return Harvest(PARSER, inputs, (origin(),), votes=(pair_rows(table),))


@dataclass(frozen=True, slots=True)
class VoteList:
    """One row a recorded vote: year, roll call, state (an index of `names`, ISO3), code 1-3, resolution or not."""

    names: NDArray[np.str_]
    year: NDArray[np.int64]
    roll_call: NDArray[np.int64]
    state: NDArray[np.int64]
    code: NDArray[np.int8]
    resolution: NDArray[np.bool_]


def read_votes(calls: Path, votes: Path) -> VoteList:
    """The two Parquet files joined, roll calls of full years only, states as ISO3.

    Raises:
        EvidenceError: a column is absent, a vote is neither yes, abstain nor no, or a state is not in the crosswalk.
    """
    for path, file in ((calls, ROLL_CALLS), (votes, VOTES)):
        check_columns(f"read_parquet({literal(str(path))})", file.columns, file.path)
    with duckdb.connect() as con:
        query = """
            SELECT year(c.date::DATE) AS year, v.rcid::BIGINT AS roll_call, v.country AS country, v.vote AS vote,
                   coalesce(c.amend, '0') <> '1' AND coalesce(c.para, '0') <> '1' AS resolution
            FROM read_parquet(?) v JOIN read_parquet(?) c ON v.rcid = c.rcid
            WHERE year(c.date::DATE) <= ? ORDER BY 1, 2, 3
        """
        try:
            columns = con.execute(query, [str(votes), str(calls), LAST_FULL_YEAR]).fetchnumpy()
        except duckdb.Error as error:
            reason = " ".join(str(error).split())[:300]
            raise EvidenceError(f"{VOTES.path}, {ROLL_CALLS.path}: {reason}; next: check the files") from error
    return _recoded(columns)


def _recoded(columns: dict[str, NDArray[np.object_]]) -> VoteList:
    year = columns["year"].astype(np.int64)
    if strange := sorted(set(columns["vote"].tolist()) - set(CODES)):
        raise EvidenceError(f"un_votes: votes {strange}; valid: {', '.join(CODES)}; next: check the file")
    named = list(zip(columns["country"].tolist(), year.tolist(), strict=True))
    iso3 = {pair: iso3_of_name(*pair) for pair in set(named)}
    names = sorted(set(iso3.values()))
    index = {pair: names.index(code) for pair, code in iso3.items()}
    return VoteList(
        np.array(names),
        year,
        columns["roll_call"].astype(np.int64),
        np.array([index[pair] for pair in named], dtype=np.int64),
        np.array([CODES[vote] for vote in columns["vote"].tolist()], dtype=np.int8),
        columns["resolution"].astype(bool),
    )


def pair_rows(table: VoteList) -> VotePairRows:
    """Counts of all years as one set of columns, sorted by year, state_a, state_b."""
    first = np.full(len(table.names), LAST_FULL_YEAR)
    last = np.zeros(len(table.names), dtype=np.int64)
    np.minimum.at(first, table.state, table.year)
    np.maximum.at(last, table.state, table.year)
    years, firsts, seconds, counts = [], [], [], []
    for year in np.unique(table.year):
        votes = year_of_votes(table, int(year), first, last)
        pairs: PairCounts = count_pairs(votes)
        years.append(np.full(len(pairs.counts), year, dtype=np.int16))
        firsts.append(votes.states[pairs.first])
        seconds.append(votes.states[pairs.second])
        counts.append(pairs.counts)
    return VotePairRows(
        np.concatenate(years),
        np.concatenate(firsts),
        np.concatenate(seconds),
        np.concatenate(counts),
        "un_votes",
        EDITION_NOT_STATED,
    )


def year_of_votes(table: VoteList, year: int, first: NDArray[np.int64], last: NDArray[np.int64]) -> YearOfVotes:
    """The resolutions of one year as a matrix, with membership read from all its roll calls.

    Args:
        table: all votes.
        year: the calendar year.
        first: (states,) first year in which each state of `table.names` votes at all.
        last: (states,) last year in which it does.

    Raises:
        EvidenceError: a state has two votes in one roll call.
    """
    here = table.year == year
    states, row = np.unique(table.state[here], return_inverse=True)
    calls, first_at, column = np.unique(table.roll_call[here], return_index=True, return_inverse=True)
    votes = np.full((len(states), len(calls)), ABSENT, dtype=np.int8)
    votes[row, column] = table.code[here]
    if np.count_nonzero(votes) != np.count_nonzero(here):
        raise EvidenceError(f"un_votes: a state has two votes in one roll call of {year}; next: check the crosswalk")
    opening = first[states] == year
    closing = (last[states] == year) & (year < LAST_FULL_YEAR)
    kept = table.resolution[here][first_at]
    return YearOfVotes(year, table.names[states], votes[:, kept], membership(votes, opening, closing)[:, kept])
