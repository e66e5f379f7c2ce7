"""Recorded votes one by one -> one row a roll call with how each member voted. No files, no counting of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from multifront.sources.rows import RollCallRow
from multifront.sources.vote_counts import ABSENT, ABSTAIN, NO, YES, YearOfVotes
from multifront.sources.vote_lists import VoteList, all_of_year, first_and_last

TITLE = 80
"""So many letters of a title are kept; titles are there to recognise a roll call, not to read it."""


@dataclass(frozen=True, slots=True)
class RollCallFacts:
    """What a list says of a roll call besides the votes; what it does not say is missing or empty."""

    day: date | None = None
    session: int | None = None
    title: str = ""
    amendment: bool = False
    paragraph: bool = False
    important: int | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollCallList:
    """Whose roll calls these are: the start of their ids, their origin, the day of our copy, what is known of each."""

    prefix: str
    origin_id: str
    edition: date
    facts: Mapping[int, RollCallFacts]


def roll_call_rows(table: VoteList, about: RollCallList) -> tuple[RollCallRow, ...]:
    """All roll calls of all years, by year and number.

    Args:
        table: all votes, of full years only.
        about: the list and what it says of each number.

    Raises:
        EvidenceError: a state has two votes in one roll call.
    """
    span = first_and_last(table)
    found: list[RollCallRow] = []
    for year in np.unique(table.year).tolist():
        votes, calls = all_of_year(table, year, span, about.origin_id)
        found += rows_of_year(votes, calls, about)
    return tuple(found)


def rows_of_year(votes: YearOfVotes, calls: NDArray[np.int64], about: RollCallList) -> Iterator[RollCallRow]:
    """The roll calls of one year; an absent member is one that was a member then and did not vote.

    Args:
        votes: the votes of the year.
        calls: the number of each roll call, shape (roll calls,).
        about: the list and what it says of each number.
    """
    for column, number in enumerate(calls.tolist()):
        facts = about.facts.get(number, RollCallFacts())
        yes, no, abstain, absent = (_members(votes, column, code) for code in (YES, NO, ABSTAIN, ABSENT))
        yield RollCallRow(
            roll_call_id=f"{about.prefix}{number}",
            date=facts.day,
            year=votes.year,
            session=facts.session,
            number=number,
            title=facts.title[:TITLE].strip(),
            amendment=facts.amendment,
            paragraph=facts.paragraph,
            important=facts.important,
            topics=facts.topics,
            yes=yes,
            no=no,
            abstain=abstain,
            absent=absent,
            origin_id=about.origin_id,
            public_from=date(votes.year, 12, 31),
            edition_date=about.edition,
        )


def _members(votes: YearOfVotes, column: int, code: int) -> tuple[str, ...]:
    chosen = (votes.votes[:, column] == code) & votes.eligible[:, column]
    return tuple(sorted(votes.states[chosen].tolist()))
