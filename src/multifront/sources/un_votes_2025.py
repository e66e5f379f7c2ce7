"""UN General Assembly resolutions of 2025 with all states' votes (UN Digital Library copy) -> pairs, roll calls."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from multifront.domain import UNKNOWN, Origin, RollCallItems, RollCalls
from multifront.errors import EvidenceError
from multifront.sources.files import RawRow, SourceFile
from multifront.sources.harvest import Harvest
from multifront.sources.reliability import record
from multifront.sources.roll_call_rows import RollCallFacts, RollCallList, rows_of_year
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord, VotePairRows
from multifront.sources.vote_counts import YearOfVotes, count_pairs

PARSER = "un_votes_2025 2"
FILE = SourceFile(
    "data/unga_3dl_2025/un_votes_2025_processed.csv",
    "050ad8f72b8cfac2e9d0e1f763be7c7eff1f328e84e323e8557fb170d5845c94",
    ("Council", "token", "Resolution", "Date", "YES COUNT", "NO COUNT", "ABSTAIN COUNT", "TOTAL VOTES", "tags"),
)
CODES = {"": 0, "YES": 1, "ABSTAIN": 2, "NO": 3}
NOTE = (
    "General Assembly only (Security Council rows are left out); adopted resolutions only, a blank is not voting. "
    "Afghanistan and Venezuela cast no vote in 2025 and have no column. The file's own yes, no and abstain totals are "
    "checked against the votes."
)


def origin() -> OriginRecord:
    """The record of the file of 2025."""
    return record(
        "producer",
        Origin(
            id="un_votes_2025",
            producer="United Nations Digital Library",
            title="Voting data of General Assembly resolutions, 2025",
            edition="as processed in un_votes_2025_processed.csv, to 18 December 2025",
            licence="none stated by the copy: single votes and counts of them, which are facts; cite the library",
            link="https://digitallibrary.un.org/",
            published=UNKNOWN + "day of processing not stated",
            edition_date=EDITION_NOT_STATED,
            sha256=FILE.sha256,
            reliability="",
            read_at="data/unga_3dl_2025/un_votes_2025_processed.csv",
            note=NOTE,
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Pair counts and roll calls of 2025; a roll call is called by the symbol of its resolution.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing or changed, a vote is not one of four, or a total does not match.
    """
    rows = FILE.read_csv(mirror)
    facts = {int(row["token"]): _facts(row) for row in _of_assembly(rows)}
    about = RollCallList("UNDL", "un_votes_2025", EDITION_NOT_STATED, facts)
    calls = rows_of_year(_year(rows), np.array(list(facts)), about)
    return Harvest(PARSER, {FILE.path: FILE.sha256}, (origin(),), votes=(pair_rows(rows),), roll_calls=tuple(calls))


def _facts(row: RawRow) -> RollCallFacts:
    session = re.match(r"A/RES/(\d+)/", row["Resolution"])
    return RollCallFacts(date.fromisoformat(row["Date"][:10]), int(session[1]) if session else None, row["Resolution"])


def _year(rows: list[RawRow]) -> YearOfVotes:
    """The votes of the states that voted at all, each a member all year."""
    _, states, votes = _assembly(rows)
    present = (votes != 0).any(axis=1)
    return YearOfVotes(2025, np.array(states)[present], votes[present], np.ones_like(votes[present], dtype=bool))


def pair_rows(rows: list[RawRow]) -> VotePairRows:
    """Counts of all pairs over the General Assembly rows, sorted by state_a, state_b."""
    year = _year(rows)
    pairs = count_pairs(year)
    return VotePairRows(
        np.full(len(pairs.counts), 2025, dtype=np.int16),
        year.states[pairs.first],
        year.states[pairs.second],
        pairs.counts,
        "un_votes_2025",
        EDITION_NOT_STATED,
    )


def roll_calls(mirror: Path) -> RollCalls:
    """The single votes of 2025: adopted resolutions, importance not coded, no topics of the older file's kind.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: the file is missing or changed, a vote is not one of four, or a total does not match.
    """
    assembly, states, votes = _assembly(FILE.read_csv(mirror))
    state, item = np.nonzero(votes)
    n = len(assembly)
    items = RollCallItems(
        np.arange(n),
        np.full(n, 2025),
        np.array([row["Date"][:10] for row in assembly], dtype="datetime64[D]"),
        np.zeros(n, dtype=bool),
        np.zeros(n, dtype=bool),
        np.full(n, -1, dtype=np.int8),
        (),
        np.zeros((n, 0), dtype=bool),
    )
    return RollCalls(np.array(states), state, item, votes[state, item] - np.int8(1), items, 2025)


def _assembly(rows: list[RawRow]) -> tuple[list[RawRow], list[str], NDArray[np.int8]]:
    """The General Assembly rows, the states, and the votes (states, rows) checked against the file's totals."""
    assembly = _of_assembly(rows)
    columns = list(assembly[0])
    states = sorted(columns[columns.index("tags") + 1 :])
    votes = np.array([[_code(row, state) for row in assembly] for state in states], dtype=np.int8)
    for position, row in enumerate(assembly):
        _check_totals(row, votes[:, position])
    return assembly, states, votes


def _of_assembly(rows: list[RawRow]) -> list[RawRow]:
    return [row for row in rows if row["Council"] == "General Assembly"]


def _code(row: RawRow, state: str) -> int:
    if row[state] not in CODES:
        raise EvidenceError(
            f"{FILE.path}: {row['Resolution']}: {state} voted {row[state]!r}; valid: YES, ABSTAIN, NO or blank; "
            "next: check the file"
        )
    return CODES[row[state]]


def _check_totals(row: RawRow, votes: np.ndarray[tuple[int], np.dtype[np.int8]]) -> None:
    for column, code in (("YES COUNT", 1), ("ABSTAIN COUNT", 2), ("NO COUNT", 3)):
        counted = int((votes == code).sum())
        if counted != int(row[column]):
            raise EvidenceError(
                f"{FILE.path}: {row['Resolution']}: {column} says {row[column]}, the votes give {counted}; "
                "next: check the file"
            )
