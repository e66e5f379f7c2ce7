"""What must hold for any input of the measures of groups: units, mirroring, bounds, relabelling, gaps. No rates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront.alignment import axis_test, consensus_blocs, frustration_index
from multifront.alignment.axis import AxisOptions
from multifront.alignment.axis_groups import STATISTICS
from multifront.alignment.division import _agreement, modularity

NAMES = [f"s{i}" for i in range(9)]
GROUP = ["s0", "s3", "s4"]
seeds = st.integers(0, 2**32 - 1)


def square(seed: int, n: int = 9) -> np.ndarray:
    values = np.random.default_rng(seed).normal(size=(n, n))
    return np.round((values + values.T) / 2, 6)


@given(seeds, st.floats(-5, 5), st.floats(0.1, 10), st.sampled_from(STATISTICS))
@settings(max_examples=30, deadline=None)
def test_another_unit_of_similarity_changes_no_p(seed, shift, stretch, statistic):
    options = AxisOptions(statistic=statistic)
    plain = axis_test(square(seed), GROUP, states=NAMES, rng=0, options=options)
    moved = axis_test(stretch * square(seed) + shift, GROUP, states=NAMES, rng=0, options=options)
    assert moved.p_value == pytest.approx(plain.p_value)
    if statistic != "rank":
        assert moved.effect == pytest.approx(stretch * plain.effect, abs=1e-6)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_distances_mirror_the_test_of_similarities(seed):
    near = axis_test(square(seed), GROUP, states=NAMES, rng=0)
    far = axis_test(-square(seed), GROUP, states=NAMES, rng=0)
    assert far.p_value == pytest.approx(near.p_value)
    assert far.effect == pytest.approx(-near.effect)
    assert far.interval == pytest.approx((-near.interval[1], -near.interval[0]))


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_p_and_interval_of_a_group_say_the_same(seed):
    found = axis_test(square(seed), GROUP, states=NAMES, rng=0)
    assert (found.p_value <= 0.05) == (found.interval[0] > 0 or found.interval[1] < 0)
    assert found.false_positive_rate <= 0.05
    assert 0 <= found.seeds_as_close <= 1


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_modularity_is_within_its_bounds_and_ignores_order(seed):
    rng = np.random.default_rng(seed)
    weights = np.abs(square(seed, 12))
    np.fill_diagonal(weights, 0.0)
    value, labels = modularity(weights, rng)
    assert 0 <= value < 1
    degree, same = weights.sum(axis=1), labels[:, None] == labels[None, :]
    by_hand = ((weights - np.outer(degree, degree) / degree.sum()) * same).sum() / degree.sum()
    assert value == pytest.approx(by_hand, abs=1e-9)


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_pair_without_a_shared_item_is_unknown_and_not_opposed(seed):
    rng = np.random.default_rng(seed)
    votes = rng.integers(0, 3, size=(8, 30)).astype(float)
    whole = _agreement(votes)
    votes[0, ::2] = votes[1, 1::2] = np.nan
    holed = _agreement(votes)
    others = np.append(whole[0, 2:], whole[1, 2:])
    assert np.array_equal(holed[2:, 2:], whole[2:, 2:])
    assert others.mean() - 0.3 < holed[0, 1] < others.mean() + 0.3
    assert holed[0, 1] == holed[1, 0]


@given(seeds, st.floats(0.01, 100))
@settings(max_examples=20, deadline=None)
def test_frustration_scales_with_the_ties_and_stays_under_half(seed, stretch):
    ties = square(seed)
    plain, moved = frustration_index(ties), frustration_index(stretch * ties)
    assert moved.high == pytest.approx(stretch * plain.high, rel=1e-6)
    assert 0 <= plain.high <= plain.weight / 2 + 1e-9


@given(seeds, st.floats(-5, 5), st.floats(0.1, 10))
@settings(max_examples=8, deadline=None)
def test_blocs_do_not_depend_on_the_unit_of_similarity(seed, shift, stretch):
    camps = (np.arange(9) < 4)[:, None] == (np.arange(9) < 4)[None, :]
    values = 0.2 * square(seed) + 2 * camps
    plain = consensus_blocs(values, NAMES, rng=0, seeds=3)
    moved = consensus_blocs(stretch * values + shift, NAMES, rng=0, seeds=3)
    assert plain.labels.tolist() == moved.labels.tolist()
