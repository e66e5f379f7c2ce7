"""UN General Assembly roll calls 1946-2019 (Voeten, Strezhnev, Bailey; package `unvotes`) -> pairs, roll calls."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from multifront.domain import Origin
from multifront.errors import EvidenceError
from multifront.sources import dataverse_votes
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Harvest
from multifront.sources.published import Published, Workplace, published
from multifront.sources.relations import check_columns, literal
from multifront.sources.reliability import record
from multifront.sources.roll_call_rows import RollCallFacts, RollCallList, roll_call_rows
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.states import iso3_of_name
from multifront.sources.un_roll_call_facts import read_facts
from multifront.sources.vote_lists import VoteList, pair_rows

PARSER = "un_votes 3"
VOTES = SourceFile(
    "data/parquet/un_votes.parquet",
    "bf03d219e1d3fda3a605359f420bb536bb7057a464617b501c78ea073c06ff0c",
    ("rcid", "country", "vote"),
)
ROLL_CALLS = SourceFile(
    "data/parquet/un_roll_calls.parquet",
    "9f31d6f9356371389b9dc25087d4289dc514a5fe5d644f0eb2f023dcd3f96c72",
    ("rcid", "date", "amend", "para", "session", "short", "importantvote"),
)
ISSUES = SourceFile(
    "data/parquet/un_roll_call_issues.parquet",
    "a6289a24038049570ffd5e93b9dd0d6e89178d2a9304367354dd710d1491197e",
    ("rcid", "short_name", "issue"),
)
OWN_FILES = ("UNVotes.csv", "dataverse_LEJUQZ.zip")
"""The publisher's file alone, or the whole dataset that holds it."""

LAST_FULL_YEAR = 2019
CODES = {"yes": 1, "abstain": 2, "no": 3}
NOTE = (
    "Pair counts are of resolutions only: roll calls marked as amendment or separate paragraph vote are left out (an "
    "empty mark counts as no); as single roll calls they are here. The file has no row for an absent member: a state "
    "counts as a member in a year in which it cast any vote, from its first recorded vote in its first year and to its "
    "last in its last. No roll calls in 1964; one of January 2020 is left out; 2020-2024 is a declared gap. Days in "
    "the file look swapped in places: only years are used."
)
OWN_NOTE = (
    "Resolutions only: roll calls marked as amendment or separate paragraph vote are left out (an empty mark counts as "
    "no). Absent members have rows, so membership is as listed; a year without a vote in December is left out. "
    "Read by the published format, on no file of the publisher. Only years are used of the days."
)


def origin(own: Published | None = None) -> OriginRecord:
    """The record of the roll-call file.

    Args:
        own: the publisher's own file, where that is what was read.
    """
    return record(
        "producer",
        Origin(
            id="un_votes",
            producer="Erik Voeten, Anton Strezhnev, Michael Bailey",
            title="United Nations General Assembly Voting Data",
            edition=f"Harvard Dataverse, as fetched on {own.day}" if own else "R package unvotes, to January 2020",
            licence="CC0 on Harvard Dataverse" if own else "MIT (package unvotes); data CC0 on Harvard Dataverse",
            link="https://doi.org/10.7910/DVN/LEJUQZ",
            published=str(own.day.year) if own else "2020",
            edition_date=own.day if own else EDITION_NOT_STATED,
            sha256=own.sha256 if own else VOTES.sha256,
            reliability="",
            read_at=own.place if own else "data/parquet/un_votes.parquet, un_roll_calls.parquet",
            note=OWN_NOTE if own else NOTE,
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Counts and roll calls of full years: of the publisher's own file where it was fetched, of our copy otherwise.

    Args:
        mirror: folder that holds `data/`, or a cache with the publisher's own file.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column; a state name is unknown; a vote is doubled.
    """
    for name in OWN_FILES:
        if own := published(mirror, "un_votes", name):
            work = Workplace()
            path = own.member(dataverse_votes.NAMES, work) if name.endswith(".zip") else own.path
            table, facts = dataverse_votes.read_votes(path)
            return _harvest(own.inputs, origin(own), table, facts)
    calls, votes, issues = (file.verified(mirror) for file in (ROLL_CALLS, VOTES, ISSUES))
    inputs = {file.path: file.sha256 for file in (VOTES, ROLL_CALLS, ISSUES)}
    return _harvest(inputs, origin(), read_votes(calls, votes), read_facts(calls, issues))


def _harvest(
    inputs: dict[str, str], written: OriginRecord, table: VoteList, facts: Mapping[int, RollCallFacts]
) -> Harvest:
    """Both forms of the same votes: counts of pairs, and roll calls."""
    edition = written.origin.edition_date
    pairs = pair_rows(table, "un_votes", edition)
    calls = roll_call_rows(table, RollCallList("UN", "un_votes", edition, facts))
    return Harvest(PARSER, inputs, (written,), votes=(pairs,), roll_calls=calls)


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
