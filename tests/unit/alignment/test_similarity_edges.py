"""Edges of the similarity measures: one item, no variation, bad levels, missing positions, malformed tables."""

import numpy as np
import pytest

from multifront.alignment import (
    agreement,
    bcai,
    ideal_point_distance,
    kappa,
    rank_among_pairs,
    s_score,
    scott_pi,
    sd_from_interval,
    similarity_from_counts,
    tau_b,
    vote_similarity,
)
from multifront.domain import Selection, VoteTable
from multifront.errors import UsageError

LEVELS = (0, 1, 2)


def table(counts, not_voting=None, year=2019, a="CHN", b="RUS"):
    counts = np.asarray(counts).reshape(-1, 3, 3)
    n = len(counts)
    not_voting = np.zeros((n, 3), dtype=int) if not_voting is None else np.asarray(not_voting)
    selection = Selection("votes", "", (), n, (), None, "")
    return VoteTable(
        np.broadcast_to(year, n), np.broadcast_to(a, n), np.broadcast_to(b, n), counts, not_voting, selection
    )


def test_one_item():
    assert s_score([2], [0], levels=LEVELS) == -1
    assert agreement([2], [1], levels=LEVELS) == 0.5
    assert kappa([2], [0], levels=LEVELS, scheme="linear") == 0  # one item that differs is what the margins expect
    assert np.isnan(kappa([2], [2], levels=LEVELS, scheme="linear"))
    assert np.isnan(tau_b([2], [0], levels=LEVELS))


def test_states_that_never_vary_have_no_kappa():
    same, other = [1] * 9, [0, 1, 2] * 3
    for measure in (kappa, scott_pi):
        assert np.isnan(measure(same, same, levels=LEVELS, scheme="linear"))
    assert kappa(same, other, levels=LEVELS, scheme="linear") == pytest.approx(0, abs=1e-12)
    assert bcai(same, same, levels=LEVELS) == 0
    assert s_score(same, same, levels=LEVELS) == 1
    assert np.isnan(tau_b(same, other, levels=LEVELS))


def test_unused_levels_keep_the_scale():
    assert s_score([0, 1], [1, 0], levels=(0, 1)) == -1
    assert s_score([0, 1], [1, 0], levels=(0, 1, 2, 3)) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("x", "y", "levels", "word"),
    [
        ([], [], LEVELS, "at least one item"),
        ([0, np.nan], [0, 1], LEVELS, "NaN at 1 of 2"),
        ([0, 3], [0, 1], LEVELS, "not among the levels"),
        ([0, 1], [0], LEVELS, "same items"),
        ([0, 1], [0, 1], (0,), "rising order"),
        ([0, 1], [0, 1], (1, 0), "rising order"),
        ([0, 1], [0, 1], (0, 0, 1), "rising order"),
        ([0, 1], [0, 1], (0, np.nan), "rising order"),
        (["yes"], ["no"], LEVELS, "not a number"),
        ([[0, 1]], [[0, 1]], LEVELS, "flat list"),
    ],
)
def test_bad_input_says_what_to_do(x, y, levels, word):
    with pytest.raises(UsageError, match=word) as caught:
        s_score(x, y, levels=levels)
    assert "valid:" in str(caught.value)


@pytest.mark.parametrize("weights", [[1], [1, -1], [0, 0], [1, np.nan]])
def test_bad_weights(weights):
    with pytest.raises(UsageError, match="weights"):
        s_score([0, 1], [0, 1], levels=LEVELS, weights=weights)


def test_unknown_measure_and_scheme():
    with pytest.raises(UsageError, match="closest: kappa"):
        similarity_from_counts(np.eye(3), measure="kapa", levels=LEVELS)
    with pytest.raises(UsageError, match="no meaning for s"):
        similarity_from_counts(np.eye(3), measure="s", levels=LEVELS, scheme="nominal")
    with pytest.raises(UsageError, match="no meaning"):
        kappa([0], [0], levels=LEVELS, scheme="cubic")


@pytest.mark.parametrize("counts", [np.ones((2, 2)), np.ones(3), -np.eye(3), np.full((3, 3), np.nan)])
def test_bad_counts(counts):
    with pytest.raises(UsageError, match="counts"):
        similarity_from_counts(counts, measure="kappa", levels=LEVELS)


def test_an_empty_table_is_nan_not_zero():
    found = similarity_from_counts(np.zeros((1, 3, 3)), measure="agreement", levels=LEVELS)
    assert np.isnan(found.value[0])
    assert np.isnan(found.standard_error[0])
    assert found.shared[0] == 0


def test_full_agreement_still_has_an_error():
    found = similarity_from_counts(np.diag([20, 0, 5]), measure="kappa", levels=LEVELS)
    assert found.value == 1
    assert 0.5 < found.low < 1
    assert found.high == 1


def test_votes_below_the_fewest_shared_are_nan():
    found = vote_similarity(table([np.diag([5, 2, 2]), np.diag([5, 3, 2])], year=[2018, 2019]))
    assert np.isnan(found.value).tolist() == [True, False]
    assert found.shared.tolist() == [9, 10]
    assert (found.measure, found.scheme, found.absences) == ("kappa", "linear", "both voting")


def test_not_voting_as_an_answer():
    votes = table([[6, 1, 0], [0, 2, 0], [0, 0, 1]], [[3, 2, 5]])
    found = vote_similarity(votes, "agreement", scheme="nominal", absences="not voting is an answer")
    assert found.value[0] == pytest.approx((9 + 5) / 20)
    assert found.shared[0] == 20
    with pytest.raises(UsageError, match="not defined for measure='kappa'"):
        vote_similarity(votes, "kappa", absences="not voting is an answer")
    with pytest.raises(UsageError, match="rule of absence"):
        vote_similarity(votes, absences="either")


def test_malformed_vote_tables():
    with pytest.raises(UsageError, match="state_a before"):
        vote_similarity(table([np.eye(3, dtype=int)], a="RUS", b="CHN"))
    with pytest.raises(UsageError, match="negative"):
        vote_similarity(table([-np.eye(3, dtype=int)]))
    with pytest.raises(UsageError, match="shapes"):
        vote_similarity(table([np.eye(3, dtype=int)], not_voting=np.zeros((2, 3), dtype=int)))


def test_pairs_that_are_not_there():
    found = vote_similarity(table([np.eye(3, dtype=int)] * 2, a=["CHN", "IRN"], b=["RUS", "PRK"]))
    with pytest.raises(UsageError, match="unknown state 'RUZ'"):
        rank_among_pairs(found, of=("CHN", "RUZ"))
    with pytest.raises(UsageError, match="never together"):
        rank_among_pairs(found, of=("CHN", "PRK"))
    twice = vote_similarity(table([np.eye(3, dtype=int)] * 2))
    with pytest.raises(UsageError, match="two rows"):
        rank_among_pairs(twice, of=("CHN", "RUS"))


def test_a_pair_alone_has_a_rank_but_no_percentile():
    found = rank_among_pairs(vote_similarity(table([np.diag([9, 3, 3])])), of=("RUS", "CHN"))
    assert found.rank.tolist() == [1]
    assert np.isnan(found.percentile[0])


def test_empty_vote_table():
    assert vote_similarity(table(np.zeros((0, 3, 3), dtype=int), year=[], a=[], b=[])).value.size == 0


def test_distance_with_missing_points_and_zero_inside():
    found = ideal_point_distance([0.0, np.nan, 1.0], [0.1, 0.0, -1.0], [0.1] * 3, [0.1] * 3)
    assert np.isnan(found.distance).tolist() == [False, True, False]
    assert found.low[0] == 0
    assert found.high[0] == pytest.approx(0.1 + 1.6449 * np.sqrt(0.02), abs=1e-4)
    assert found.low[2] == pytest.approx(2 - 1.6449 * np.sqrt(0.02), abs=1e-4)


def test_correlated_posteriors_shorten_the_interval():
    args = ([0.0], [1.0], [0.2], [0.2])
    assert ideal_point_distance(*args, correlation=0.5).high < ideal_point_distance(*args).high
    assert ideal_point_distance(*args, correlation=1.0).standard_deviation[0] == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: ideal_point_distance([0], [0, 1], [0.1], [0.1]),
        lambda: ideal_point_distance([0], [0], [-0.1], [0.1]),
        lambda: ideal_point_distance([0], [0], [0.1], [0.1], correlation=2),
        lambda: sd_from_interval([1], [0]),
        lambda: sd_from_interval([0], [1], level=95),
    ],
)
def test_bad_points(call):
    with pytest.raises(UsageError, match="valid:"):
        call()
