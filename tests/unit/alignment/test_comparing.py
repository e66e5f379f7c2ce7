"""Two pairs against each other: signs, intervals, what is said, and what is refused."""

import numpy as np
import pytest

from multifront.alignment import (
    PairComparison,
    compare_distances,
    compare_pairs,
    joint_answer,
    vote_intervals,
    vote_similarity,
)
from multifront.domain import RollCallItems, RollCalls
from multifront.errors import UsageError

PAIRS = (("AAA", "CCC"), ("BBB", "CCC"))


@pytest.fixture(scope="module")
def calls():
    """A votes as C does nine times in ten, B at random; the second year has B voting as C."""
    rng = np.random.default_rng(8)
    n = 160
    c = rng.integers(0, 3, n)
    noise = rng.integers(0, 3, (2, n))
    a = np.where(rng.random(n) < 0.9, c, noise[0])
    b = np.where((np.arange(n) >= 80) & (rng.random(n) < 0.9), c, noise[1])
    none = np.zeros(n, dtype=bool)
    items = RollCallItems(
        np.arange(n),
        np.repeat([2018, 2019], 80),
        (np.arange(n) // 8).astype("datetime64[D]"),
        none,
        none,
        np.zeros(n, dtype=np.int8),
        (),
        none[:, None][:, :0],
    )
    votes = np.concatenate([a, b, c]).astype(np.int8)
    return RollCalls(
        np.array(["AAA", "BBB", "CCC"]), np.repeat([0, 1, 2], n), np.tile(np.arange(n), 3), votes, items, 2019
    )


def test_the_nearer_pair_is_found_by_both_ways(calls):
    found = compare_pairs(vote_similarity(calls), *PAIRS)
    drawn = compare_pairs(vote_intervals(calls, PAIRS, blocks="meeting day"), *PAIRS)
    assert found.answers == drawn.answers == ("closer", "cannot be told")
    assert np.allclose(found.difference, drawn.difference, atol=1e-12)
    turned = compare_pairs(vote_similarity(calls), PAIRS[1], PAIRS[0])
    assert turned.answers == ("less close", "cannot be told")
    assert np.allclose(turned.difference, -found.difference)
    assert np.allclose(turned.low, -found.high)
    assert "2019, the latest year of both, it cannot be told" in found.sentence
    assert "The 1 earlier years: 1 closer" in found.sentence
    assert found.since(2019).year.tolist() == [2019]


def test_joint_draws_know_that_the_pairs_share_a_state(calls):
    apart = compare_pairs(vote_similarity(calls), *PAIRS)
    joint = compare_pairs(vote_intervals(calls, PAIRS, draws=4000), *PAIRS)
    assert joint.how != apart.how
    assert np.allclose(joint.high - joint.low, apart.high - apart.low, rtol=0.4)


def test_what_cannot_be_compared(calls):
    votes = vote_similarity(calls)
    with pytest.raises(UsageError, match="with itself"):
        compare_pairs(votes, ("AAA", "BBB"), ("BBB", "AAA"))
    with pytest.raises(UsageError, match="unknown state 'XXX'"):
        compare_pairs(votes, ("AAA", "XXX"), PAIRS[1])
    with pytest.raises(UsageError, match="in this order"):
        compare_pairs(vote_intervals(calls, PAIRS, draws=100), PAIRS[1], PAIRS[0])
    with pytest.raises(UsageError, match="in this order"):
        compare_pairs(vote_intervals(calls, PAIRS[:1], draws=100), *PAIRS)
    nothing = compare_pairs(votes, *PAIRS).since(2030)
    assert nothing.year.size == 0
    assert "no year in common" in nothing.sentence


def test_distances_of_points():
    points = {"AAA": [0.0, 0.0], "BBB": [1.0, np.nan], "CCC": [0.1, 0.1]}
    spread = {state: [0.1, 0.1] for state in points}
    found = compare_distances([2023, 2024], points, spread, (("AAA", "CCC"), ("AAA", "BBB")))
    assert found.year.tolist() == [2023]
    assert found.answers == ("closer",)
    assert found.difference[0] == pytest.approx(0.9)
    same = compare_distances([2023, 2024], points, spread, (("AAA", "CCC"), ("AAA", "BBB")))
    assert np.array_equal(found.low, same.low)
    with pytest.raises(UsageError, match="unknown state"):
        compare_distances([2023, 2024], points, spread, (("AAA", "CCC"), ("AAA", "DDD")))
    with pytest.raises(UsageError, match="do not fit"):
        compare_distances([2023], points, spread, (("AAA", "CCC"), ("AAA", "BBB")))


def one(measure, low, high, pairs=PAIRS):
    year = np.array([2025]) if low is not None else np.array([], dtype=int)
    values = [np.array([x])[: year.size] for x in ((low or 0) / 2 + (high or 0) / 2, low or 0, high or 0)]
    return PairComparison(*pairs, measure, "", year, *values)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ([(0.1, 0.3), (0.2, 0.4)], "Yes, by every measure: m0 (2025), m1 (2025)."),
        ([(-0.3, -0.1)], "No, less close, by every measure"),
        ([(0.1, 0.3), (-0.1, 0.4)], "depends on the measure: yes by m0 (2025); cannot be told by m1 (2025)."),
        ([(0.1, 0.3), (-0.4, -0.1)], "contradict each other: yes by m0 (2025); no, less close, by m1 (2025)."),
        ([(-0.1, 0.3), (None, None)], "It cannot be told: m0 (2025), m1 (no year)."),
        ([(np.nan, np.nan)], "It cannot be told"),
    ],
)
def test_one_answer_that_never_hides_a_disagreement(ends, words):
    assert words in joint_answer([one(f"m{i}", *pair) for i, pair in enumerate(ends)])


def test_answers_of_other_pairs_are_not_joined():
    with pytest.raises(UsageError, match="different pairs"):
        joint_answer([one("m", 0.1, 0.2), one("m", 0.1, 0.2, (PAIRS[1], PAIRS[0]))])
    with pytest.raises(UsageError, match="no comparison"):
        joint_answer([])
