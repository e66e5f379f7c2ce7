"""Keyed random numbers and the samples of ranges."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from multifront.contingency import range_quantile, uniform_draws
from multifront.contingency.draws import GOLDEN, _mix
from multifront.contingency.ranges import Range
from multifront.errors import UsageError

MANY = np.arange(50_000)


def a_range(low: float, mode: float, high: float, distribution: str = "pert") -> Range:
    return Range("x", low, mode, high, "days", "days", 1.0, distribution, (), "a test", 1)


@pytest.mark.parametrize("name", ["china.stock.volume", "taiwan.cut.share", "x"])
def test_numbers_are_uniform(name: str) -> None:
    assert stats.kstest(uniform_draws(0, name, MANY), "uniform").pvalue > 1e-3


def test_names_and_seeds_are_independent() -> None:
    columns = np.array([uniform_draws(seed, name, MANY) for seed in (0, 1) for name in ("a", "b", "c")])
    off_diagonal = np.corrcoef(columns)[~np.eye(6, dtype=bool)]
    assert np.abs(off_diagonal).max() < 5 / np.sqrt(MANY.size)
    assert abs(np.corrcoef(columns[0][1:], columns[0][:-1])[0, 1]) < 5 / np.sqrt(MANY.size)


def test_a_subset_gives_the_same_numbers() -> None:
    chosen = np.array([0, 17, 49_999])
    assert np.array_equal(uniform_draws(5, "a", MANY)[chosen], uniform_draws(5, "a", chosen))


def test_the_stream_is_frozen() -> None:
    """A change here changes every published result: the version must say so."""
    expected = [0.8854485267493144, 0.781213347780854, 0.816713989999724]
    found = uniform_draws(0, "china.stock.volume", np.arange(3)).tolist()
    assert found == pytest.approx(expected, abs=1e-15)


def test_mixing_is_splitmix64() -> None:
    """First outputs of splitmix64 from state 0, as in Vigna's public reference code."""
    states = GOLDEN * np.arange(1, 4, dtype=np.uint64)
    assert [hex(value) for value in _mix(states)] == ["0xe220a8397b1dcdaf", "0x6e789e6aa1b965f4", "0x6c45d188009454f"]


def test_negative_index_is_refused() -> None:
    with pytest.raises(UsageError):
        uniform_draws(0, "a", np.array([-1]))


@pytest.mark.parametrize("mode", [1.0, 1.4, 2.0, 3.0])
def test_pert_is_the_beta_distribution(mode: float) -> None:
    values = range_quantile(a_range(1, mode, 3), uniform_draws(0, "x", MANY))
    a, b = 1 + 4 * (mode - 1) / 2, 1 + 4 * (3 - mode) / 2
    assert stats.kstest(values, stats.beta(a, b, loc=1, scale=2).cdf).pvalue > 1e-3
    assert values.mean() == pytest.approx((1 + 4 * mode + 3) / 6, abs=0.01)


def test_triangular_uniform_and_point() -> None:
    uniforms = uniform_draws(0, "x", MANY)
    triangular = range_quantile(a_range(1, 1.5, 3, "triangular"), uniforms)
    assert stats.kstest(triangular, stats.triang(0.25, loc=1, scale=2).cdf).pvalue > 1e-3
    assert range_quantile(a_range(1, 2, 3, "uniform"), np.array([0.25]))[0] == 1.5
    assert set(range_quantile(a_range(2, 2, 2, "point"), uniforms)) == {2.0}
    assert set(range_quantile(a_range(2, 2, 2), uniforms)) == {2.0}
