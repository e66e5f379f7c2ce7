"""Votes on General Assembly resolutions as the UN Digital Library publishes them, from 2020 -> pairs, roll calls.

Written from the published format (one line a member and resolution): no file of the library was at hand. The years
before 2020 are left to `un_votes`, so that two lists with other rules for what counts never meet in one series.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from multifront.domain import UNKNOWN, Origin
from multifront.errors import EvidenceError
from multifront.sources.harvest import Harvest
from multifront.sources.published import Published, published
from multifront.sources.relations import csv_file
from multifront.sources.reliability import record
from multifront.sources.roll_call_rows import RollCallFacts, RollCallList, roll_call_rows
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.states import crosswalk
from multifront.sources.un_roll_call_facts import facts_from_columns
from multifront.sources.vote_counts import ABSENT
from multifront.sources.vote_lists import VoteList, full_years, pair_rows

PARSER = "un_library_votes 2"
OWN_FILE = "ga_voting.csv"
FIRST_YEAR = 2020
COLUMNS = (
    *("undl_id", "ms_code", "ms_vote", "date", "resolution", "total_yes", "total_no", "total_abstentions"),
    "total_non_voting",
)
CODES = {"Y": 1, "A": 2, "N": 3, "X": ABSENT, "NV": ABSENT}
"""Vote as written; not voting is X in the files, NV in the library's description of them."""


def origin(own: Published | None = None) -> OriginRecord:
    """The record of the library's file.

    Args:
        own: the file, where it was fetched.
    """
    return record(
        "producer",
        Origin(
            id="un_library_votes",
            producer="United Nations, Dag Hammarskjold Library",
            title="General Assembly Voting Data",
            edition=f"as fetched on {own.day}" if own else "layout of 2025 and 2026",
            licence="UN terms of use: not for commerce, with attribution",
            link="https://digitallibrary.un.org/record/4060887",
            published=f"{own.day:%Y-%m}" if own else "several times a year",
            edition_date=own.day if own else EDITION_NOT_STATED,
            sha256=own.sha256 if own else f"{UNKNOWN}no file at hand; the parser follows the published format",
            reliability="",
            read_at=own.place if own else f"un_library_votes/{OWN_FILE}",
            note="The parser was never run on the real file. Adopted resolutions with a recorded vote only: no "
            "paragraphs, no rejected drafts. Members that did not vote have a line. From 2020 on; a year without a "
            "vote in December is left out. The file's own totals are checked against its lines.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """Pair counts and roll calls of every full year from 2020, if the file is there.

    Args:
        mirror: a cache with the library's file.

    Raises:
        EvidenceError: the file is missing or not of this layout, a state is unknown, or a total does not match.
    """
    own = published(mirror, "un_library_votes", OWN_FILE)
    if own is None:
        raise EvidenceError(
            f"source file 'un_library_votes/{OWN_FILE}' not found below {str(mirror)!r}; valid: the library's voting "
            "file under that name; next: put it there, run multifront evidence fetch un_library_votes, and build again"
        )
    table, facts = read_votes(own.path)
    pairs = pair_rows(table, "un_library_votes", own.day)
    calls = roll_call_rows(table, RollCallList("UNDL", "un_library_votes", own.day, facts))
    return Harvest(PARSER, own.inputs, (origin(own),), votes=(pairs,), roll_calls=calls)


def read_votes(path: Path) -> tuple[VoteList, dict[int, RollCallFacts]]:
    """All votes of full years from 2020, states as ISO3, and the day of each roll call.

    Args:
        path: the library's CSV file.

    Raises:
        EvidenceError: a column is absent, a date or vote cannot be read, or a total does not match the lines.
    """
    known = ", ".join(f"'{code}'" for code in CODES)
    typed = (
        "(SELECT *, try_cast(date AS DATE) AS day, try_cast(undl_id AS BIGINT) AS roll_call "
        f"FROM {csv_file(path, COLUMNS)})"
    )
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE votes AS FROM {typed}")
        broken = f"day IS NULL OR roll_call IS NULL OR ms_code IS NULL OR ms_vote IS NULL OR ms_vote NOT IN ({known})"
        if wrong := con.execute(f"SELECT min(line), count(*) FROM votes WHERE {broken} HAVING count(*) > 0").fetchone():
            raise EvidenceError(
                f"{path.name}: {wrong[1]} lines (the first is line {wrong[0]}) have no id, date, state or known vote; "
                f"valid: votes {', '.join(CODES)}; next: check that this is the library's file"
            )
        con.execute("DELETE FROM votes WHERE year(day) < ?", [FIRST_YEAR])
        _check_totals(con, path.name)
        last = con.execute("SELECT max(day) FROM votes").fetchone()
        if last is None or last[0] is None or full_years(last[0]) < FIRST_YEAR:
            raise EvidenceError(f"{path.name}: holds no full year from {FIRST_YEAR}; next: fetch a newer edition")
        query = (
            "SELECT year(day) AS year, roll_call, ms_code, ms_vote, day AS on_day FROM votes "
            "WHERE year(day) <= ? ORDER BY 1, 2, 3"
        )
        columns = con.execute(query, [full_years(last[0])]).fetchnumpy()
    return _recoded(columns, path.name), facts_from_columns(columns)


def _check_totals(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """The lines of each resolution add up to the totals that the file gives."""
    differs = con.execute(
        "SELECT any_value(resolution) FROM votes GROUP BY roll_call HAVING "
        "count(*) FILTER (ms_vote = 'Y') <> coalesce(try_cast(any_value(total_yes) AS INT), 0) OR "
        "count(*) FILTER (ms_vote = 'N') <> coalesce(try_cast(any_value(total_no) AS INT), 0) OR "
        "count(*) FILTER (ms_vote = 'A') <> coalesce(try_cast(any_value(total_abstentions) AS INT), 0) ORDER BY 1"
    ).fetchall()
    if differs:
        shown = ", ".join(str(row[0]) for row in differs[:8])
        raise EvidenceError(
            f"{name}: the totals of {len(differs)} resolutions are not those of their lines ({shown}); valid: a whole "
            "file; next: fetch it again, and report it to the library if it stays"
        )


def _recoded(columns: dict[str, NDArray[Any]], name: str) -> VoteList:
    found = columns["ms_code"].tolist()
    if strange := sorted(set(found) - {state.iso3 for state in crosswalk()}):
        raise EvidenceError(
            f"{name}: unknown states {', '.join(strange[:12])}; valid: ISO 3166 codes of the crosswalk; "
            "next: add them to states.csv"
        )
    names, state = np.unique(np.array(found), return_inverse=True)
    return VoteList(
        names,
        columns["year"].astype(np.int64),
        columns["roll_call"].astype(np.int64),
        state.astype(np.int64),
        np.array([CODES[vote] for vote in columns["ms_vote"].tolist()], dtype=np.int8),
        np.ones(len(found), dtype=bool),
        absences=True,
    )
