"""The relation of Spearman's to Pearson's correlation of normal pairs, and a second path to correlated ranks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from multifront.contingency import normal_correlation
from multifront.contingency.correlations import copula_of, correlated_uniforms
from multifront.contingency.draws import range_quantile, uniform_draws
from multifront.contingency.ranges import Range, lognormal_ends


def test_the_relation_of_pearson_1907() -> None:
    """r = 2 sin(pi rank / 6), so that 0 and the ends are kept and rank 1/2 is r = 2 sin(15 degrees) = .51764."""
    assert normal_correlation(np.array([-1.0, 0.0, 1.0])).tolist() == pytest.approx([-1, 0, 1], abs=1e-15)
    assert float(normal_correlation(0.5)) == pytest.approx((6**0.5 - 2**0.5) / 2, abs=1e-12)


def test_the_two_correlations_never_differ_by_more_than_two_hundredths() -> None:
    """Kruskal (1958) and textbooks since: they are nearly the same; the most is .0181, near rank .58."""
    ranks = np.linspace(0, 1, 10_001)
    gap = normal_correlation(ranks) - ranks
    assert gap.max() == pytest.approx(0.0181, abs=5e-5)
    assert ranks[gap.argmax()] == pytest.approx(0.576, abs=1e-3)


@pytest.mark.parametrize("rank", [-0.9, -0.3, 0.1, 0.5, 0.8])
def test_spearman_at_20_000_draws(rank: float) -> None:
    """Within .02, about three standard errors, of what was asked; and of a sample that numpy draws by itself."""
    r = float(normal_correlation(rank))
    matrix = np.array([[1.0, r], [r, 1.0]])
    pair, draws = copula_of(("a", "b"), matrix), np.arange(20_000)
    ours = [correlated_uniforms(pair, name, lambda key: uniform_draws(3, key, draws)) for name in "ab"]
    assert stats.spearmanr(*ours)[0] == pytest.approx(rank, abs=0.02)
    assert all(stats.kstest(one, "uniform").pvalue > 1e-3 for one in ours)
    other = np.random.default_rng(5).multivariate_normal([0, 0], matrix, 20_000)
    assert stats.spearmanr(other[:, 0], other[:, 1])[0] == pytest.approx(stats.spearmanr(*ours)[0], abs=0.03)


def test_five_and_ninety_five_per_cent_of_a_lognormal() -> None:
    """Against scipy's lognormal: sigma from the two quantiles (z = 1.6449); the cut ends move none of these by 3 %."""
    first, mode, last = lognormal_ends(10.0, 200.0)
    number = Range("x", first, mode, last, "days", "days", 1.0, "lognormal", (), "a test", 1)
    assert range_quantile(number, np.array([0.05, 0.95])) == pytest.approx([10.0, 200.0], rel=1e-9)
    sigma = np.log(20.0) / (2 * stats.norm.ppf(0.95))
    plain = stats.lognorm(sigma, scale=np.sqrt(2_000.0))
    shares = np.array([0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])
    assert range_quantile(number, shares) == pytest.approx(plain.ppf(shares), rel=0.03)
    assert mode == pytest.approx(2_000.0**0.5 / np.exp(sigma**2), rel=0.02)
    assert number.stated == pytest.approx((10.0, mode, 200.0))
