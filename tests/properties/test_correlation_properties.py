"""Correlated draws: uniform whatever the rank, the rank asked for, draw by draw; lognormals inside their ends."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from multifront.contingency import normal_correlation, range_quantile
from multifront.contingency.correlations import Copula, copula_of, correlated_uniforms
from multifront.contingency.draws import uniform_draws
from multifront.contingency.ranges import Range, lognormal_ends, lognormal_stated

RANKS = st.floats(-0.99, 0.99)
SEEDS = st.integers(0, 2**31)
DRAWS = np.arange(4_000)


def pair(rank: float) -> Copula:
    r = float(normal_correlation(rank))
    return copula_of(("a", "b"), np.array([[1.0, r], [r, 1.0]]))


def drawn(rank: float, seed: int, indices: np.ndarray = DRAWS) -> np.ndarray:
    return correlated_uniforms(pair(rank), "b", lambda name: uniform_draws(seed, name, indices))


@given(RANKS, SEEDS)
def test_the_moved_number_stays_uniform(rank: float, seed: int) -> None:
    assert stats.kstest(drawn(rank, seed), "uniform").pvalue > 1e-7


@given(RANKS, SEEDS)
def test_the_rank_correlation_is_the_one_asked_for(rank: float, seed: int) -> None:
    """Within six standard errors, each at most 1.06 / sqrt(4,000) = .017."""
    found = stats.spearmanr(uniform_draws(seed, "a", DRAWS), drawn(rank, seed))[0]
    assert abs(found - rank) < 6 * 0.017


@given(RANKS, SEEDS, st.lists(st.integers(0, 3_999), min_size=1, max_size=5))
def test_any_draw_alone_is_the_same(rank: float, seed: int, chosen: list[int]) -> None:
    indices = np.array(chosen)
    assert np.array_equal(drawn(rank, seed)[indices], drawn(rank, seed, indices))


@given(SEEDS)
def test_no_correlation_leaves_the_draws(seed: int) -> None:
    assert np.allclose(drawn(0.0, seed), uniform_draws(seed, "b", DRAWS), rtol=0, atol=1e-14)


@given(RANKS)
def test_the_relation_is_odd_and_rising(rank: float) -> None:
    here, there, further = (float(normal_correlation(r)) for r in (rank, -rank, rank + 0.01))
    assert here == -there
    assert here < further
    assert abs(here) >= abs(rank) - 1e-15


@given(st.floats(1e-3, 1e3), st.floats(1.001, 50.0))
def test_a_lognormal_rises_within_its_ends_and_gives_its_statement_back(low: float, times: float) -> None:
    first, mode, last = lognormal_ends(low, low * times)
    number = Range("x", first, mode, last, "days", "days", 1.0, "lognormal", (), "a test", 1)
    values = range_quantile(number, np.linspace(1e-9, 1 - 1e-9, 101))
    assert np.all(np.diff(values) > 0)
    assert first <= values[0] < values[-1] <= last
    assert first <= mode <= last
    assert np.allclose(lognormal_stated(first, last), (low, low * times), rtol=1e-9)
