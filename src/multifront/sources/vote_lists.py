"""Recorded votes one by one -> pair counts by year, whichever list they come from. No files and no names of lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from multifront.errors import EvidenceError
from multifront.sources.rows import VotePairRows
from multifront.sources.vote_counts import ABSENT, PairCounts, YearOfVotes, count_pairs, membership


@dataclass(frozen=True, slots=True)
class VoteList:
    """One row a recorded vote: year, roll call, state (an index of `names`, ISO3), code 0-3, resolution or not.

    `absences` says that absent members have rows too, with code 0: a row is then what shows that a state was a member.
    Without them membership is read from the votes.
    """

    names: NDArray[np.str_]
    year: NDArray[np.int64]
    roll_call: NDArray[np.int64]
    state: NDArray[np.int64]
    code: NDArray[np.int8]
    resolution: NDArray[np.bool_]
    absences: bool = False


def pair_rows(table: VoteList, origin_id: str, edition: date) -> VotePairRows:
    """Counts of all years as one set of columns, sorted by year, state_a, state_b.

    Args:
        table: all votes, of full years only.
        origin_id: their origin.
        edition: day of our copy.

    Raises:
        EvidenceError: a state has two votes in one roll call.
    """
    first, last = first_and_last(table)
    years, firsts, seconds, counts = [], [], [], []
    for year in np.unique(table.year):
        votes = year_of_votes(table, int(year), first, last, origin_id)
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
        origin_id,
        edition,
    )


def first_and_last(table: VoteList) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and the last year in which each state of `table.names` votes at all, shape (states,) each."""
    first = np.full(len(table.names), table.year.max())
    last = np.zeros(len(table.names), dtype=np.int64)
    np.minimum.at(first, table.state, table.year)
    np.maximum.at(last, table.state, table.year)
    return first, last


def year_of_votes(
    table: VoteList, year: int, first: NDArray[np.int64], last: NDArray[np.int64], name: str
) -> YearOfVotes:
    """The resolutions of one year as a matrix, with membership from all its roll calls.

    Args:
        table: all votes.
        year: the calendar year.
        first: (states,) first year in which each state of `table.names` votes at all.
        last: (states,) last year in which it does.
        name: what to call the list in an error.

    Raises:
        EvidenceError: a state has two votes in one roll call.
    """
    votes, calls = all_of_year(table, year, (first, last), name)
    kept = np.isin(calls, table.roll_call[(table.year == year) & table.resolution])
    return YearOfVotes(year, votes.states, votes.votes[:, kept], votes.eligible[:, kept])


def all_of_year(
    table: VoteList, year: int, span: tuple[NDArray[np.int64], NDArray[np.int64]], name: str
) -> tuple[YearOfVotes, NDArray[np.int64]]:
    """All roll calls of one year as a matrix, amendments and paragraphs too, and their numbers, rising.

    Args:
        table: all votes.
        year: the calendar year.
        span: as `first_and_last` gives it.
        name: what to call the list in an error.

    Raises:
        EvidenceError: a state has two votes in one roll call.
    """
    first, last = span
    here = table.year == year
    states, row = np.unique(table.state[here], return_inverse=True)
    calls, column = np.unique(table.roll_call[here], return_inverse=True)
    votes = np.full((len(states), len(calls)), ABSENT, dtype=np.int8)
    votes[row, column] = table.code[here]
    listed = np.zeros(votes.shape, dtype=bool)
    listed[row, column] = True
    if np.count_nonzero(listed) != np.count_nonzero(here):
        raise EvidenceError(f"{name}: a state has two votes in one roll call of {year}; next: check the crosswalk")
    if table.absences:
        eligible = listed
    else:
        opening = first[states] == year
        closing = (last[states] == year) & (year < table.year.max())
        eligible = membership(votes, opening, closing)
    return YearOfVotes(year, table.names[states], votes, eligible), calls


def full_years(last_day: date) -> int:
    """The last year that a list which ends on that day covers: the assembly votes most in December.

    Args:
        last_day: day of the last roll call.
    """
    return last_day.year if last_day.month == 12 else last_day.year - 1
