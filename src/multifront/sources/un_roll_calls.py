"""Raw UN General Assembly votes as arrays with what is known of each roll call: 1946-2019, and 2025. Counts nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from multifront.domain import RollCallItems, RollCalls
from multifront.errors import EvidenceError
from multifront.sources import un_votes_2025
from multifront.sources.states import iso3_of_name
from multifront.sources.un_votes import ISSUES, LAST_FULL_YEAR, ROLL_CALLS, VOTES

ITEMS = """
    SELECT rcid::BIGINT AS id, date::DATE AS day, year(date::DATE)::BIGINT AS year,
           coalesce(amend, '0') = '1' AS amendment, coalesce(para, '0') = '1' AS paragraph,
           coalesce(try_cast(importantvote AS TINYINT), -1) AS important
    FROM read_parquet(?) WHERE year(date::DATE) <= ? ORDER BY year, id
"""
ENTRIES = """
    SELECT i.place AS item, n.place AS state,
           CASE v.vote WHEN 'yes' THEN 0 WHEN 'abstain' THEN 1 WHEN 'no' THEN 2 ELSE -1 END::TINYINT AS vote
    FROM read_parquet(?) v JOIN items i ON v.rcid = i.id JOIN names n ON n.country = v.country AND n.year = i.year
    ORDER BY item, state
"""


def roll_calls(mirror: Path) -> RollCalls:
    """All votes from 1946 to 2019, states by ISO3 code, items in the order of their numbers within a year.

    Importance is -1 where the file has no mark: paragraphs and amendments of 1997-2017, and all of 2018-2019; the list
    of important votes begins in 1983. An empty mark of amendment or paragraph counts as no. Topics are six and do not
    cover all roll calls. Days look swapped (day for month) in places: they tell meetings apart, not how far apart.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing or changed, a state name is unknown, or a vote is not yes, abstain or no.
    """
    return read_roll_calls(*(file.verified(mirror) for file in (VOTES, ROLL_CALLS, ISSUES)))


def read_roll_calls(votes: Path, calls: Path, issues: Path) -> RollCalls:
    """The three Parquet files as arrays.

    Raises:
        EvidenceError: a state name is unknown, or a vote is not yes, abstain or no.
    """
    with duckdb.connect() as con:
        found = con.execute(ITEMS, [str(calls), LAST_FULL_YEAR]).fetchnumpy()
        topic_names, topics = _topics(con, issues, found["id"])
        con.register("items", {"id": found["id"], "year": found["year"], "place": np.arange(found["id"].size)})
        names, numbered = _names(con, votes)
        con.register("names", numbered)
        entries = con.execute(ENTRIES, [str(votes)]).fetchnumpy()
    if entries["vote"].size and entries["vote"].min() < 0:
        raise EvidenceError("un_votes: a vote is neither yes, abstain nor no; next: check the file")
    items = RollCallItems(
        found["id"],
        found["year"],
        found["day"].astype("datetime64[D]"),
        found["amendment"].astype(bool),
        found["paragraph"].astype(bool),
        found["important"].astype(np.int8),
        topic_names,
        topics,
    )
    return RollCalls(names, entries["state"], entries["item"], entries["vote"], items, LAST_FULL_YEAR)


def _topics(
    con: duckdb.DuckDBPyConnection, issues: Path, ids: NDArray[np.int64]
) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Names of the topics and, for each item, which of them it has."""
    marked = con.execute("SELECT rcid::BIGINT AS id, issue FROM read_parquet(?)", [str(issues)]).fetchnumpy()
    names = tuple(sorted(set(marked["issue"].tolist())))
    topics = np.zeros((ids.size, len(names)), dtype=bool)
    order = np.argsort(ids)
    at = np.minimum(np.searchsorted(ids, marked["id"], sorter=order), ids.size - 1)
    known = ids[order[at]] == marked["id"]  # a topic of a roll call of January 2020 has no place
    column = np.array([names.index(issue) for issue in marked["issue"].tolist()])
    topics[order[at[known]], column[known]] = True
    return names, topics


def _names(con: duckdb.DuckDBPyConnection, votes: Path) -> tuple[NDArray[np.str_], dict[str, NDArray[Any]]]:
    """The states' codes in order, and for each name and year of the file the place of its code."""
    query = "SELECT DISTINCT v.country AS country, i.year AS year FROM read_parquet(?) v JOIN items i ON v.rcid = i.id"
    pairs = con.execute(query, [str(votes)]).fetchall()
    codes = [iso3_of_name(country, year) for country, year in pairs]
    names = sorted(set(codes))
    place = {code: number for number, code in enumerate(names)}
    return np.array(names), {
        "country": np.array([country for country, _ in pairs], dtype=object),
        "year": np.array([year for _, year in pairs], dtype=np.int64),
        "place": np.array([place[code] for code in codes], dtype=np.int64),
    }


def roll_calls_with_2025(mirror: Path) -> RollCalls:
    """The votes of `roll_calls` and, after the declared gap of 2020-2024, those of 2025 (adopted resolutions).

    Raises:
        EvidenceError: as `roll_calls`; or the file of 2025 is missing, changed or does not add up.
    """
    old, new = roll_calls(mirror), un_votes_2025.roll_calls(mirror)
    names = np.union1d(old.names, new.names)
    states = [np.searchsorted(names, part.names)[part.state] for part in (old, new)]
    first, second = old.items, new.items
    none = np.zeros((second.id.size, len(first.topic_names)), dtype=bool)
    items = RollCallItems(
        np.concatenate([first.id, second.id]),
        np.concatenate([first.year, second.year]),
        np.concatenate([first.day, second.day]),
        np.concatenate([first.amendment, second.amendment]),
        np.concatenate([first.paragraph, second.paragraph]),
        np.concatenate([first.important, second.important]),
        first.topic_names,
        np.concatenate([first.topics, none]),
    )
    item = np.concatenate([old.item, new.item + old.items.id.size])
    return RollCalls(names, np.concatenate(states), item, np.concatenate([old.vote, new.vote]), items, LAST_FULL_YEAR)
