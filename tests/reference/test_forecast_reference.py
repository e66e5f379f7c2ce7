"""Scores of counts against values worked by hand and published closed forms; the test of gains against a t-test."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.special import hyp2f1, ive

from multifront.timing import score_counts
from multifront.timing.score_difference import compare_scores


@pytest.mark.parametrize(("seen", "crps"), [(0, 1 / 3), (1, 1 / 3), (2, 1 / 4 + 9 / 16 + 1 / 48)])
def test_a_geometric_forecast_of_mean_one_by_hand(seen: int, crps: float) -> None:
    """F(k) = 1 - 2^-(k+1): y = 0: sum of 4^-(k+1) = 1/3; y = 1: 1/4 + 1/12; y = 2: 1/4 + 9/16 + 1/48."""
    found = score_counts([1.0], [1.0], [seen])[0]
    assert found[0] == pytest.approx(crps, abs=1e-9)
    assert found[1] == pytest.approx((seen + 1) * np.log(2.0), abs=1e-12)
    assert found[2] == pytest.approx(0.25, abs=1e-12)


@pytest.mark.parametrize("mean", [0.2, 1.0, 7.5])
@pytest.mark.parametrize("seen", [0, 1, 6])
def test_poisson_closed_form(mean: float, seen: int) -> None:
    """Jordan, Krueger & Lerch 2019, J. Stat. Softw. 90(12), appendix (R scoringRules): Bessel functions, scaled."""
    f, below = stats.poisson.pmf(seen, mean), stats.poisson.cdf(seen, mean)
    wanted = (seen - mean) * (2 * below - 1) + mean * (2 * f - ive(0, 2 * mean) - ive(1, 2 * mean))
    found = score_counts([mean], [np.inf], [seen], at_least=2)[0]
    assert found[0] == pytest.approx(wanted, abs=1e-8)
    assert found[1] == pytest.approx(-np.log(f))
    assert found[2] == pytest.approx((stats.poisson.sf(1, mean) - (seen >= 2)) ** 2)


@pytest.mark.parametrize("size", [0.5, 3.0])
@pytest.mark.parametrize("seen", [0, 2, 9])
def test_negative_binomial_closed_form(size: float, seen: int) -> None:
    """The same source: a hypergeometric function; 1e-8 because our sum stops where 1e-10 of the tail is left."""
    mean = 2.5
    p = size / (size + mean)
    first = seen * (2 * stats.nbinom.cdf(seen, size, p) - 1)
    rest = p * (2 * stats.nbinom.cdf(seen - 1, size + 1, p) - 1) + hyp2f1(size + 1, 0.5, 2, -4 * (1 - p) / p**2)
    found = score_counts([mean], [size], [seen])[0]
    assert found[0] == pytest.approx(first - size * (1 - p) / p**2 * rest, abs=1e-8)
    assert found[1] == pytest.approx(-stats.nbinom.logpmf(seen, size, p))


def test_gains_taken_for_independent_are_a_t_test() -> None:
    """Harvey, Leybourne & Newbold 1997 one step ahead is Student's t-test of the mean, n - 1 degrees."""
    gains = np.random.default_rng(3).normal(0.1, 1.0, 50)
    assert compare_scores(gains, 0.05).p_independent == pytest.approx(
        stats.ttest_1samp(gains, 0.0, alternative="greater").pvalue
    )


def test_weighted_periodogram_by_hand() -> None:
    """n = 8, so m = 2; d = 1, 0, .., 0: |sum d exp(-ilt)|^2 = 1 at every frequency, so the variance is 1 / 8."""
    gain = compare_scores(np.array([1.0] + [0.0] * 7), 0.05)
    t = (1 / 8) / np.sqrt(1 / 8 / 8)
    assert t == 1.0
    assert gain.p_value == pytest.approx(stats.t.sf(1.0, 4))
    assert gain.interval == pytest.approx((0.125 - stats.t.ppf(0.95, 4) / 8, 0.125 + stats.t.ppf(0.95, 4) / 8))
