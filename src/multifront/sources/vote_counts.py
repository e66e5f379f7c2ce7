"""Counting how pairs of states voted in one year, by matrix products. No files and no names of roll calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

YES, ABSTAIN, NO, ABSENT = 1, 2, 3, 0


@dataclass(frozen=True, slots=True)
class YearOfVotes:
    """The votes of one year: `votes` (states, roll calls) holds 1 yes, 2 abstain, 3 no, 0 absent.

    `eligible` (states, roll calls) is True where the state was a member when the roll call was put. `states` (ISO3) is
    sorted and has the length of the first axis.
    """

    year: int
    states: NDArray[np.str_]
    votes: NDArray[np.int8]
    eligible: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Counts of one year: `first` and `second` index `YearOfVotes.states`; `counts` is (pairs, 12)."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    counts: NDArray[np.int16]


def count_pairs(year: YearOfVotes) -> PairCounts:
    """The 3x3 table and the three absence counts of every pair that shared at least one roll call as members.

    Args:
        year: the votes of one year.

    Returns:
        Counts in the order yy ya yn ay aa an ny na nn only_a only_b neither, pairs sorted by first and second state.
    """
    sides = [(year.votes == code) & year.eligible for code in (YES, ABSTAIN, NO)]
    absent = (year.votes == ABSENT) & year.eligible
    voted = sides[0] | sides[1] | sides[2]
    products = [_together(a, b) for a in sides for b in sides]
    products += [_together(voted, absent), _together(absent, voted), _together(absent, absent)]
    first, second = np.triu_indices(len(year.states), k=1)
    counts = np.stack([product[first, second] for product in products], axis=1).astype(np.int16)
    shared = counts.sum(axis=1) > 0
    return PairCounts(first[shared], second[shared], counts[shared])


def _together(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> NDArray[np.float32]:
    return a.astype(np.float32) @ b.astype(np.float32).T


def membership(votes: NDArray[np.int8], opening: NDArray[np.bool_], closing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a state counts as a member, read from the votes alone (absent members have no row in the file).

    A state that cast no vote in the year is not counted at all that year. In the year of its first recorded vote it
    counts from that vote on, in the year of its last one up to that vote; in between it counts for the whole year.

    Args:
        votes: (states, roll calls) in the order in which they were put; 0 is absent. All roll calls of the year.
        opening: (states,) True where this is the first year in which the state votes at all.
        closing: (states,) True where this is the last one (never True for the last year of the file).

    Returns:
        (states, roll calls) True where the state counts as a member.
    """
    voted = votes != ABSENT
    since_first = np.logical_or.accumulate(voted, axis=1)
    until_last = np.logical_or.accumulate(voted[:, ::-1], axis=1)[:, ::-1]
    member = np.broadcast_to(voted.any(axis=1, keepdims=True), voted.shape).copy()
    member[opening] &= since_first[opening]
    member[closing] &= until_last[closing]
    return member
