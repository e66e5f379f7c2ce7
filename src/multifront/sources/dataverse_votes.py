"""The publisher's own file of UN roll calls (`UNVotes.csv` on Harvard Dataverse) -> votes one by one. No counting.

Written from the published format: one line a state and roll call, vote 1 yes, 2 abstain, 3 no, 8 absent, 9 no member.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from multifront.errors import EvidenceError
from multifront.sources.relations import csv_file
from multifront.sources.roll_call_rows import RollCallFacts
from multifront.sources.states import iso3_of_cow
from multifront.sources.un_roll_call_facts import facts_from_columns
from multifront.sources.vote_counts import ABSENT
from multifront.sources.vote_lists import VoteList, full_years

COLUMNS = ("rcid", "ccode", "vote", "date", "amend", "para")
NAMES = r"^unvotes[^/]*\.(csv|tab)$"
"""What the file may be called; Dataverse adds a number to a revised file, and gives tab-separated text on its own."""

CODES = {"1": 1, "2": 2, "3": 3, "8": ABSENT}
NO_MEMBER = "9"


def read_votes(path: Path) -> tuple[VoteList, dict[int, RollCallFacts]]:
    """All votes of full years, states as ISO3, and what is said of each roll call; lines of no members are left out.

    Args:
        path: `UNVotes.csv`, or the same as tab-separated text (`.tab`).

    Raises:
        EvidenceError: a column is absent, a date or number cannot be read, a vote is none of five, or a state is not in
            the crosswalk.
    """
    lines = csv_file(path, COLUMNS, separator="\t" if path.suffix.lower() == ".tab" else ",")
    typed = (
        "(SELECT line, vote, try_cast(date AS DATE) AS day, try_cast(rcid AS BIGINT) AS roll_call, "
        "try_cast(ccode AS INT) AS number, "
        "coalesce(amend, '0') = '1' AS amendment, coalesce(para, '0') = '1' AS paragraph "
        f"FROM {lines} WHERE vote <> '{NO_MEMBER}' OR vote IS NULL)"
    )
    known = ", ".join(f"'{code}'" for code in CODES)
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE votes AS FROM {typed}")
        broken = f"day IS NULL OR roll_call IS NULL OR number IS NULL OR vote IS NULL OR vote NOT IN ({known})"
        if wrong := con.execute(f"SELECT min(line), count(*) FROM votes WHERE {broken} HAVING count(*) > 0").fetchone():
            raise EvidenceError(
                f"{path.name}: {wrong[1]} lines (the first is line {wrong[0]}) have no date, number or known vote; "
                f"valid: votes 1, 2, 3, 8 or 9, dates YYYY-MM-DD; next: check that this is the publisher's file"
            )
        last = con.execute("SELECT max(day) FROM votes").fetchone()
        if last is None or last[0] is None:
            raise EvidenceError(f"{path.name}: holds no vote; valid: UNVotes.csv; next: fetch it again")
        query = (
            "SELECT * REPLACE (year(day) AS day), day AS on_day FROM votes WHERE year(day) <= ? "
            "ORDER BY day, roll_call, number"
        )
        columns = con.execute(query, [full_years(last[0])]).fetchnumpy()
    return _recoded(columns), facts_from_columns(columns)


def _recoded(columns: dict[str, NDArray[Any]]) -> VoteList:
    year, number = columns["day"].astype(np.int64), columns["number"].astype(np.int64)
    pairs, at = np.unique(np.stack([number, year], axis=1), axis=0, return_inverse=True)
    codes = [iso3_of_cow(int(cow), int(when)) for cow, when in pairs]
    names = np.array(sorted(set(codes)))
    index = np.searchsorted(names, np.array(codes))
    return VoteList(
        names,
        year,
        columns["roll_call"].astype(np.int64),
        index[at.ravel()].astype(np.int64),
        np.array([CODES[vote] for vote in columns["vote"].tolist()], dtype=np.int8),
        ~(columns["amendment"].astype(bool) | columns["paragraph"].astype(bool)),
        absences=True,
    )
