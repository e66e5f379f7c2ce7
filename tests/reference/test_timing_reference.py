"""Published values of the timing tests, each with its source."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from multifront.timing import coincidence_test, false_discovery_rate, overlap_p_value, rate_change_test
from multifront.timing.naive_nulls import coincidence_chance
from multifront.timing.rate_ratio import Exposure, clopper_pearson, scaled_p_value, two_sided_p_values

BENJAMINI_HOCHBERG_1995 = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def spread(first: str, count: int, step: int) -> np.ndarray:
    return np.datetime64(first) + np.arange(count) * step


def test_r_poisson_test_example() -> None:
    """R, help page of poisson.test: poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)).

    Prints p-value = 0.07967, 95 percent confidence interval 0.8584264 4.2772659, rate ratio 1.971488. Tolerance: the
    digits printed. Exposures become days; events stand far apart, so that no clustering is seen.
    """
    before, after = ("2000-01-01", "2008-03-29"), ("2010-01-01", "2012-03-10")
    days = np.concatenate([spread("2000-02-01", 21, 140), spread("2010-02-01", 11, 70)])
    result = rate_change_test(days, before=before, after=after)
    assert (result.days_before, result.days_after) == (1083 + 1050 + 878, 800)
    assert (result.events_before, result.events_after) == (21, 11)
    assert result.method == "exact"
    assert result.p_value == pytest.approx(0.07967, abs=5e-6)
    assert result.interval == pytest.approx((0.8584264, 4.2772659), abs=5e-7)
    assert result.effect == pytest.approx(1.971488, abs=5e-7)


def test_p_and_interval_follow_two_rules() -> None:
    """Fay, vignette of R rateratio.test (CRAN): 2 events in 17877 and 9 in 16674, made to show that they can disagree.

    It says that binom.test's p lies below .05 while Clopper-Pearson's interval of the ratio holds 1, and that twice the
    smaller tail, which agrees with the interval, lies just above .05. The figures themselves are not printed there.
    """
    exposure = Exposure(16674, 17877)
    low, high = clopper_pearson(9, 2, exposure, 0.05)
    assert two_sided_p_values(11, exposure)[2] < 0.05
    assert low < 1.0 < high
    assert 0.05 < scaled_p_value(9, 2, exposure) < 0.051


def test_six_against_six_with_three_simultaneous() -> None:
    """CoinCalc (Siegmund et al. 2017, Comput. Geosci. 98:64-72), example 1: both rates are 0.5."""
    a = np.datetime64("2018-01-01") + np.array([20, 120, 220, 330, 430, 530])
    b = np.datetime64("2018-01-01") + np.array([20, 120, 220, 370, 470, 570])
    result = coincidence_test(a, b, window_days=0, span=("2018-01-01", "2019-12-31"), draws=99)
    assert result.precursor_rate == 0.5
    assert result.trigger_rate == 0.5


def test_one_event_after_two_gives_different_rates() -> None:
    """Donges et al. 2016, eqs. 1 and 3: one A after two B is a precursor rate of 1 and a trigger rate of 2 in 3."""
    b = np.datetime64("2018-01-01") + np.array([100, 102, 400])
    a = np.datetime64("2018-01-01") + np.array([104])
    result = coincidence_test(a, b, window_days=5, span=("2018-01-01", "2019-12-31"), draws=99)
    assert (result.precursor_rate, result.trigger_rate) == (1.0, pytest.approx(2 / 3))


def test_lag_has_a_direction() -> None:
    """Donges et al. 2016: with lag, only events of A that come later than B count."""
    b = np.datetime64("2018-01-01") + np.array([100, 300, 500])
    span = ("2018-01-01", "2019-12-31")
    hits = [coincidence_test(b + 10, b, window_days=2, lag_days=lag, span=span, draws=99).hits for lag in (-10, 0, 9)]
    assert hits == [0, 0, 3]


def test_chance_of_a_coincidence() -> None:
    """Donges et al. 2016, eq. 4 in whole days; ten patrols against 25 summits in seven years, window 14 days.

    Hand check: 1 - (1 - 15/2557)^25 = 0.137; four hits have p = .037 and five p < .01.
    """
    chance = coincidence_chance(25, 14, 0, 2557)
    assert chance == pytest.approx(0.137, abs=5e-4)
    assert binom.sf(3, 10, chance) == pytest.approx(0.037, abs=5e-4)
    assert binom.sf(4, 10, chance) < 0.01 < binom.sf(3, 10, chance)


def test_benjamini_hochberg_1995() -> None:
    """Benjamini & Hochberg 1995, section 4.1: their procedure rejects four of fifteen, Bonferroni three."""
    p = np.array(BENJAMINI_HOCHBERG_1995)
    assert int((false_discovery_rate(p) <= 0.05).sum()) == 4
    assert int((p * p.size <= 0.05).sum()) == 3


def test_benjamini_yekutieli_2001() -> None:
    """Their c for any dependence, 1 + 1/2 + ... + 1/15 = 3.318: .0019 <= .00301 = .05 * 3 / 15 / c, .0095 > .00402."""
    q = false_discovery_rate(BENJAMINI_HOCHBERG_1995, method="by")
    assert int((q <= 0.05).sum()) == 3
    assert q[0] == pytest.approx(0.0001 * 15 * 3.3182289932)


@pytest.mark.parametrize(
    ("common", "sizes", "total", "printed"), [(2, [3, 3, 3, 3], 10, 0.0008877), (1, [5, 3, 7], 100, 0.01047)]
)
def test_overlap_of_several_sets(common: int, sizes: list[int], total: int, printed: float) -> None:
    """Package coincidencetest, PyPI page: coincidencetest(2, [3,3,3,3], 10), coincidencetest(1, [5,3,7], 100).

    Tolerance: the digits printed.
    """
    assert overlap_p_value(common, sizes, total) == pytest.approx(printed, rel=1e-4 if common == 2 else 5e-4)
