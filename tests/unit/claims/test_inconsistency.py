"""Scores of competing hypotheses: published boards, bounds, weights, shared sources, items that flip the order."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifront.claims.inconsistency import (
    LEVELS,
    SCALE,
    diagnosticity,
    flipping_items,
    inconsistency,
    least_inconsistent,
    level_of_origins,
    own_shares,
)
from multifront.errors import UsageError

ratings = st.lists(st.sampled_from(list(SCALE)), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("column", "score"),
    [
        # the board of the tests of open-synthesis (openach/tests/test_metrics.py), squared by hand
        (["CC", "NA", "I", "I"], 2),
        (["I", "I", "N", "I"], 3),
        (["N", "NA", "CC", "II"], 4),
        # 2 / 0 / 10 under the squared distance below neutral: two I; nothing against it; two II and two I
        (["I", "N", "I", "C"], 2),
        (["CC", "C", "N", "NA"], 0),
        (["II", "II", "I", "I"], 10),
    ],
)
def test_inconsistency_of_boards_squared_by_hand(column: list[str], score: float) -> None:
    assert inconsistency(column) == score


def test_no_evidence_speaks_against_nothing() -> None:
    assert inconsistency([]) == 0.0


@given(ratings)
def test_more_items_never_lower_the_score_and_consistent_ones_add_nothing(column: list[str]) -> None:
    score = inconsistency(column)
    assert inconsistency([*column, "I"]) == score + 1
    assert inconsistency([*column, "II"]) == score + 4
    assert all(inconsistency([*column, good]) == score for good in ("CC", "C", "N", "NA"))


@given(ratings)
def test_weights_of_one_change_nothing_and_scale_the_score(column: list[str]) -> None:
    assert inconsistency(column, [1.0] * len(column)) == inconsistency(column)
    assert math.isclose(inconsistency(column, [0.5] * len(column)), 0.5 * inconsistency(column))


@pytest.mark.parametrize(
    ("weights", "said"), [([1.0], "one weight a rating"), ([1.0, -1.0], "no weight"), ([1.0, math.inf], "no weight")]
)
def test_weights_that_are_none_are_refused(weights: list[float], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        inconsistency(["I", "I"], weights)


def test_unknown_rating_is_named_with_those_that_are_valid() -> None:
    with pytest.raises(UsageError, match="CCC"):
        inconsistency(["CCC"])
    with pytest.raises(UsageError, match="no ratings"):
        diagnosticity([])


@given(ratings)
def test_diagnosticity_has_bounds_and_knows_no_order(row: list[str]) -> None:
    value = diagnosticity(row)
    assert 0.0 <= value <= 2.0
    assert value == pytest.approx(diagnosticity(row[::-1]))
    assert diagnosticity([row[0]] * len(row)) == 0.0


def test_diagnosticity_by_hand() -> None:
    assert diagnosticity(["CC", "II"]) == 2.0
    assert diagnosticity(["C", "N", "N", "N"]) == pytest.approx(math.sqrt(3) / 4)  # mean 1/4, squares 3/16
    assert diagnosticity(["NA", "N"]) == 0.0


def test_levels_are_those_of_the_published_program() -> None:
    # ACH 1.1: low 1/sqrt(2), medium 1, high sqrt(2), so that high times high is 2 and low times low a half
    assert LEVELS["high"] ** 2 == pytest.approx(2.0)
    assert LEVELS["low"] ** 2 == pytest.approx(0.5)
    assert LEVELS["moderate"] == 1.0


@pytest.mark.parametrize(
    ("letters", "level"),
    [
        ([], "low"),
        (["A"], "high"),
        (["B", "C", "D"], "moderate"),
        (["A", "D"], "low"),
        (["F"], "low"),
        ("AACF", "moderate"),
    ],
)
def test_level_is_that_of_the_middle_origin_the_worse_of_two(letters: list[str], level: str) -> None:
    assert level_of_origins(letters) == level


def test_shares_count_a_speaker_once_over_the_items_that_rest_on_it() -> None:
    a, b, c = (frozenset({name}) for name in "abc")
    assert own_shares([[a], [b]]) == [1.0, 1.0]
    assert own_shares([[a, b], [b], [b, c]]) == pytest.approx([(1 + 1 / 3) / 2, 1 / 3, (1 / 3 + 1) / 2])
    assert own_shares([[], [a]]) == [1.0, 1.0]
    # two groups that share one origin id are one speaker, though they are not the same set
    assert own_shares([[frozenset({"a", "x"})], [frozenset({"x"})]]) == [0.5, 0.5]


def test_items_that_the_order_hangs_on() -> None:
    columns = [["I", "N", "N"], ["N", "I", "N"], ["I", "I", "II"]]
    assert least_inconsistent(columns, [1.0, 1.0, 1.0]) == {0, 1}
    assert flipping_items(columns, [1.0, 1.0, 1.0]) == [0, 1]
    assert least_inconsistent(columns, [2.0, 1.0, 1.0]) == {1}
    assert flipping_items(columns, [2.0, 1.0, 1.0]) == [0]
