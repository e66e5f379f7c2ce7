"""Similarity of votes from bits and compiled passes against a reading of single votes in plain Python, case by case."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.alignment.test_roll_calls import roll_calls

from multifront.alignment import RollCallFilter, vote_similarity
from multifront.alignment.counts import SCHEMES
from multifront.domain import Selection, VoteTable

ABSENT = 3
MEASURES = [(measure, scheme) for measure, schemes in SCHEMES.items() for scheme in schemes if measure != "tau_b"]
FOURTH = "not voting is an answer"


def apart(x: int, y: int, scheme: str) -> float:
    """How far two answers are apart; not voting is 1 from every vote and 0 from itself."""
    if x == y:
        return 0.0
    if ABSENT in (x, y) or scheme == "nominal":
        return 1.0
    return (abs(x - y) / 2) ** (2 if scheme == "quadratic" else 1)


def plainly(answers: list[tuple[int, int]], measure: str, scheme: str) -> float:
    """The measure by its definition, over every pair of answers; NaN where it is 0/0."""
    n = len(answers)
    seen = sum(apart(x, y, scheme) for x, y in answers) / n
    if measure in ("agreement", "s"):
        return 1 - (2 if measure == "s" else 1) * seen
    mine, theirs = [x for x, _ in answers], [y for _, y in answers]
    if measure == "pi":
        mine = theirs = mine + theirs
    often = [(x, y, mine.count(x) * theirs.count(y)) for x in set(mine) for y in set(theirs)]
    chance = sum(times * apart(x, y, scheme) for x, y, times in often) / (len(mine) * len(theirs))
    if measure == "bcai":
        return 2 * (chance - seen)
    return 1 - seen / chance if chance > 0 else math.nan


def tau_b(answers: list[tuple[int, int]]) -> float:
    """Kendall's tau-b over pairs of items; not voting stands with abstention."""
    answers = [(1 if x == ABSENT else x, 1 if y == ABSENT else y) for x, y in answers]
    both = untied_x = untied_y = 0
    for (a, b), (c, d) in combinations(answers, 2):
        x, y = (a > c) - (a < c), (b > d) - (b < d)
        both, untied_x, untied_y = both + x * y, untied_x + abs(x), untied_y + abs(y)
    return both / math.sqrt(untied_x * untied_y) if untied_x and untied_y else math.nan


def expected(codes: np.ndarray, absences: str, kept: np.ndarray) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """The answers of every pair in one year of which `complete_to` is that year, so that nobody leaves."""
    found = {}
    for a, b in combinations(range(len(codes)), 2):
        first = [next((at for at, vote in enumerate(codes[s]) if vote >= 0), None) for s in (a, b)]
        if None in first:
            continue
        pairs = [
            (int(x) if x >= 0 else ABSENT, int(y) if y >= 0 else ABSENT)
            for at, (x, y) in enumerate(zip(codes[a], codes[b], strict=True))
            if kept[at] and at >= max(first)
        ]
        if absences != FOURTH:
            pairs = [pair for pair in pairs if ABSENT not in pair]
        if pairs:
            found[chr(65 + a), chr(65 + b)] = pairs
    return found


@st.composite
def matrices(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Votes of a few states on up to 70 items (over one word of bits), some absent, and which items count."""
    states, items = draw(st.integers(2, 3)), draw(st.sampled_from([1, 2, 5, 63, 64, 65, 70]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    weights = rng.dirichlet(np.full(4, draw(st.sampled_from([0.2, 1.0, 5.0]))))
    return rng.choice([-1, 0, 1, 2], size=(states, items), p=weights), rng.random(items) < 0.7


@settings(max_examples=12, deadline=None)
@given(matrices(), st.sampled_from(["both voting", FOURTH]), st.booleans(), st.integers(0, 3))
def test_every_measure_is_what_single_votes_say(given_votes, absences, filtered, min_shared):
    codes, kept = given_votes
    kept = kept if filtered else np.ones_like(kept)
    calls = roll_calls(codes, 2000, complete_to=2000, amendment=~kept)
    only = RollCallFilter(kinds=("resolution",)) if filtered else None
    answers = expected(codes, absences, kept)
    for measure, scheme in [*MEASURES, ("tau_b", None)]:
        found = vote_similarity(calls, measure, scheme=scheme, absences=absences, only=only, min_shared=min_shared)
        assert list(zip(found.state_a.tolist(), found.state_b.tolist(), strict=True)) == sorted(answers)
        for at, pair in enumerate(sorted(answers)):
            said = tau_b(answers[pair]) if measure == "tau_b" else plainly(answers[pair], measure, scheme)
            said = said if len(answers[pair]) >= max(min_shared, 1) else math.nan
            assert found.shared[at] == len(answers[pair])
            assert found.value[at] == pytest.approx(said, abs=1e-9, nan_ok=True)
            row = [column[at] for column in (found.standard_error, found.low, found.high)]
            assert np.isnan(row).all() == math.isnan(said)
            assert math.isnan(said) or (
                row[0] >= 0 and row[1] <= found.value[at] + 1e-9 and found.value[at] <= row[2] + 1e-9
            )


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=9, max_size=9), st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_counts_say_the_same_as_the_votes_that_they_count(cells, silent):
    pairs = [(cell // 3, cell % 3) for cell, count in enumerate(cells) for _ in range(count)]
    pairs += [(0, -1)] * silent[0] + [(-1, 0)] * silent[1] + [(-1, -1)] * silent[2]
    voted = [(0, 0), *pairs]  # both are members from the first item on
    cells = [cells[0] + 1, *cells[1:]]
    counts = VoteTable(
        np.array([2000]), np.array(["A"]), np.array(["B"]), np.array(cells).reshape(1, 3, 3), np.array([silent]),
        Selection("votes", "", (), 1, (), None, ""),
    )  # fmt: skip
    calls = roll_calls(np.array(voted).T, 2000, complete_to=2000)
    asked = [(m, s, "both voting") for m, s in [*MEASURES, ("tau_b", None)]] + [("agreement", "nominal", FOURTH)]
    for measure, scheme, absences in asked:
        one, two = (
            vote_similarity(v, measure, scheme=scheme, absences=absences, min_shared=1) for v in (counts, calls)
        )
        assert one.shared.tolist() == two.shared.tolist()
        for left, right in zip(
            (one.value, one.standard_error, one.low, one.high),
            (two.value, two.standard_error, two.low, two.high),
            strict=True,
        ):
            assert left == pytest.approx(right, abs=1e-7, nan_ok=True)
