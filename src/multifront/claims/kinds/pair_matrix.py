"""Votes of one year as a square of all pairs of states, for kinds that look at groups. No test and no verdict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifront import alignment
from multifront.domain import Floats, VoteTable


@dataclass(frozen=True, slots=True)
class PairMatrix:
    """Similarity of all pairs in one year: `values` (n, n), symmetric, NaN where a pair has no value."""

    year: int
    states: tuple[str, ...]
    values: Floats


def pair_matrix(votes: VoteTable, year: int, measure: str) -> PairMatrix | None:
    """The square of the last year up to `year` that has votes; None where there is none.

    Args:
        votes: all pairs and years.
        year: latest year.
        measure: a measure of `alignment.vote_similarity`.
    """
    years = votes.year[votes.year <= year]
    if not years.size:
        return None
    last = int(years.max())
    rows = votes.year == last
    one = VoteTable(
        votes.year[rows],
        votes.state_a[rows],
        votes.state_b[rows],
        votes.counts[rows],
        votes.not_voting[rows],
        votes.selection,
    )
    found = alignment.vote_similarity(one, measure)
    states = tuple(sorted({*found.state_a.tolist(), *found.state_b.tolist()}))
    place = {name: i for i, name in enumerate(states)}
    values = np.full((len(states), len(states)), np.nan)
    a = np.array([place[name] for name in found.state_a.tolist()])
    b = np.array([place[name] for name in found.state_b.tolist()])
    values[a, b] = values[b, a] = found.value
    return PairMatrix(last, states, values)
