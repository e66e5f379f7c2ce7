"""What must hold for any input: symmetry, bounds, relabelling, tables equal to lists, fast equal to naive."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from multifront.alignment import (
    agreement,
    bcai,
    ideal_point_distance,
    kappa,
    rank_among_pairs,
    s_score,
    scott_pi,
    similarity_from_counts,
    tau_b,
    vote_similarity,
)
from multifront.domain import Selection, VoteTable

LEVELS = (0, 1, 2)
CASES = {
    ("agreement", "linear"): lambda x, y: agreement(x, y, levels=LEVELS),
    ("agreement", "nominal"): lambda x, y: agreement(x, y, levels=LEVELS, scheme="nominal"),
    ("s", "linear"): lambda x, y: s_score(x, y, levels=LEVELS),
    ("s", "quadratic"): lambda x, y: s_score(x, y, levels=LEVELS, squared=True),
    **{
        ("kappa", k): lambda x, y, k=k: kappa(x, y, levels=LEVELS, scheme=k) for k in ("linear", "quadratic", "nominal")
    },
    **{
        ("pi", k): lambda x, y, k=k: scott_pi(x, y, levels=LEVELS, scheme=k) for k in ("linear", "quadratic", "nominal")
    },
    ("tau_b", "order"): lambda x, y: tau_b(x, y, levels=LEVELS),
    ("bcai", "linear"): lambda x, y: bcai(x, y, levels=LEVELS),
}
pairs = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40)


def split(items):
    return np.array([x for x, _ in items]), np.array([y for _, y in items])


def naive(measure, scheme, x, y):
    """The same measures from their definitions, item by item and pair by pair."""
    if measure == "tau_b":
        return kendalltau(x, y).statistic if len(set(x)) > 1 and len(set(y)) > 1 else np.nan

    def gap(a, b):
        return {"linear": abs(a - b) / 2, "quadratic": (abs(a - b) / 2) ** 2, "nominal": float(a != b)}[scheme]

    seen = np.mean([gap(a, b) for a, b in zip(x, y, strict=True)])
    if measure == "agreement":
        return 1 - seen
    if measure == "s":
        return 1 - 2 * seen
    pool = [*x, *y]
    others = itertools.product(pool, pool) if measure == "pi" else itertools.product(x, y)
    expected = np.mean([gap(a, b) for a, b in others])
    if measure == "bcai":
        return 2 * (expected - seen)
    return 1 - seen / expected if expected > 0 else np.nan


@pytest.mark.parametrize("case", CASES, ids=" ".join)
@settings(max_examples=40, deadline=None)
@given(items=pairs)
def test_every_measure(case, items):
    x, y = split(items)
    value = CASES[case](x, y)
    assert np.isclose(value, naive(*case, x, y), atol=1e-10, equal_nan=True)
    assert np.isclose(value, CASES[case](y, x), atol=1e-12, equal_nan=True)  # symmetric
    assert np.isclose(value, CASES[case](2 - x, 2 - y), atol=1e-12, equal_nan=True)  # yes and no change names
    lowest = 0 if case[0] == "agreement" else -1
    assert np.isnan(value) or lowest - 1e-12 <= value <= 1 + 1e-12
    table = np.zeros((3, 3))
    np.add.at(table, (x, y), 1)
    found = similarity_from_counts(np.stack([table, table * 7]), measure=case[0], levels=LEVELS, scheme=case[1])
    assert np.allclose(found.value, value, atol=1e-12, equal_nan=True)  # tables as lists; a copy changes nothing
    assert np.isnan(value) or found.standard_error[1] < found.standard_error[0]
    assert np.isnan(value) or (found.low[0] <= value + 1e-12 and value - 1e-12 <= found.high[0])


@given(items=pairs)
def test_pi_is_never_above_kappa(items):
    x, y = split(items)
    low, high = scott_pi(x, y, levels=LEVELS, scheme="linear"), kappa(x, y, levels=LEVELS, scheme="linear")
    assert np.isnan(low) or np.isnan(high) or low <= high + 1e-12


@given(items=pairs, shift=st.floats(-5, 5), stretch=st.floats(0.1, 10))
def test_another_unit_of_the_scale_changes_nothing(items, shift, stretch):
    x, y = split(items)
    scale = np.array(LEVELS) * stretch + shift
    for plain, moved in (
        (s_score(x, y, levels=LEVELS), s_score(scale[x], scale[y], levels=scale)),
        (kappa(x, y, levels=LEVELS, scheme="linear"), kappa(scale[x], scale[y], levels=scale, scheme="linear")),
    ):
        assert np.isclose(plain, moved, atol=1e-9, equal_nan=True)


@given(items=pairs, seed=st.integers(0, 99))
def test_nominal_measures_ignore_names(items, seed):
    x, y = split(items)
    names = np.random.default_rng(seed).permutation(3)
    for measure in (kappa, scott_pi, agreement):
        plain = measure(x, y, levels=LEVELS, scheme="nominal")
        assert np.isclose(
            plain, measure(names[x], names[y], levels=LEVELS, scheme="nominal"), atol=1e-12, equal_nan=True
        )


@pytest.mark.parametrize(("measure", "scheme"), CASES, ids=" ".join)
def test_gradient_gives_the_spread_of_resampled_votes(measure, scheme):
    # 4,000 multinomial samples of 400 votes: their sd is known to 1.1 %; the rest of the 6 % is second order.
    rng = np.random.default_rng(5)
    p = np.array([[0.4, 0.06, 0.02], [0.1, 0.15, 0.03], [0.02, 0.04, 0.18]])
    samples = rng.multinomial(400, p.ravel(), 4000).reshape(-1, 3, 3)
    found = similarity_from_counts(samples, measure=measure, levels=LEVELS, scheme=scheme)
    exact = similarity_from_counts(p * 400, measure=measure, levels=LEVELS, scheme=scheme)
    assert found.value.std() == pytest.approx(float(exact.standard_error), rel=0.06)
    covered = (found.low <= exact.value) & (exact.value <= found.high)
    assert 0.93 < covered.mean() < 0.97


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_ranks_equal_sorting_by_hand(seed):
    rng = np.random.default_rng(seed)
    names = ["AAA", "BBB", "CCC", "DDD"]
    rows = [(year, a, b) for year in (2000, 2001) for a, b in itertools.combinations(names, 2)]
    table = VoteTable(
        np.array([row[0] for row in rows]),
        np.array([row[1] for row in rows]),
        np.array([row[2] for row in rows]),
        rng.integers(0, 4, (len(rows), 3, 3)),
        np.zeros((len(rows), 3), dtype=int),
        Selection("votes", "", (), len(rows), (), None, ""),
    )
    found = vote_similarity(table, "agreement", min_shared=12)
    ranks = rank_among_pairs(found, of=("CCC", "BBB"))
    for place, year in enumerate(ranks.year):
        values = [v for v, y in zip(found.value, found.year, strict=True) if y == year and not np.isnan(v)]
        own = ranks.value[place]
        assert ranks.pairs[place] == len(values)
        if np.isnan(own):
            assert np.isnan(ranks.rank[place])
            continue
        above = sum(v > own + 1e-11 for v in values)
        tied = sum(abs(v - own) <= 1e-11 for v in values)
        assert ranks.rank[place] == above + (tied + 1) / 2
        assert ranks.rank_low[place] <= ranks.rank[place] <= ranks.rank_high[place]


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0, 1), st.floats(0, 1), st.floats(-1, 1))
def test_distance_is_symmetric_and_inside_its_interval(a, b, sd_a, sd_b, correlation):
    found = ideal_point_distance([a], [b], [sd_a], [sd_b], correlation=correlation)
    other = ideal_point_distance([b], [a], [sd_b], [sd_a], correlation=correlation)
    assert found.distance == other.distance
    assert found.low == pytest.approx(other.low)
    assert 0 <= found.low[0] <= found.distance[0] + 1e-12
    assert found.distance[0] <= found.high[0] + 1e-12
