"""The trend in counts: what is refused, too few, against a general optimiser, level and mirror."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from multifront.errors import UsageError
from multifront.timing import count_trend
from multifront.timing.trend import correlations, fit_growth

RISING = [2, 3, 3, 5, 4, 7, 8, 9, 12, 15]


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        ([1.5] * 8, {}, "whole numbers"),
        ([-1] * 8, {}, "whole numbers"),
        ([1, np.nan] * 4, {}, "missing"),
        ([1] * 8, {"alpha": 2.0}, "alpha"),
        ([1] * 8, {"draws": 10}, "draws"),
    ],
)
def test_bad_input_is_refused(counts, options, message) -> None:
    with pytest.raises(UsageError, match=message):
        count_trend(counts, **options)


@pytest.mark.parametrize(
    ("counts", "enough"), [([], 6), ([3], 6), ([0] * 9, 5), ([0, 0, 1, 0, 0, 0, 1], 5), ([0] * 8 + [9], 2)]
)
def test_too_few_says_how_many_would_be_enough(counts, enough) -> None:
    result = count_trend(counts)
    assert result.enough == enough
    assert "Too few to say" in result.sentence
    assert np.isnan(result.p_value)


def test_growth_is_the_maximum_of_the_likelihood() -> None:
    y, x = np.array(RISING, dtype=float), np.arange(10) - 4.5
    slope, error, means = fit_growth(y)
    slow = minimize(lambda b: (np.exp(b[0] + b[1] * x) - y * (b[0] + b[1] * x)).sum(), [1.0, 0.0], tol=1e-12)
    assert slope == pytest.approx(slow.x[1], abs=1e-5)
    assert means.sum() == pytest.approx(y.sum())
    spread = means @ (x - means @ x / means.sum()) ** 2
    assert error == pytest.approx(1 / np.sqrt(spread))


def test_correlation_is_numpys() -> None:
    drawn = np.random.default_rng(1).poisson(4.0, (5, 12)).astype(float)
    assert correlations(drawn) == pytest.approx([np.corrcoef(np.arange(12), one)[0, 1] for one in drawn])
    assert correlations(np.ones((2, 5))).tolist() == [0.0, 0.0]


def test_a_rise_is_found_a_mirror_falls_and_seeds_repeat() -> None:
    up, down = count_trend(RISING), count_trend(RISING[::-1])
    assert up.p_value < 0.01
    assert up.interval[0] > 0.0
    assert "rose" in up.sentence
    assert "fell" in down.sentence
    assert (1 + up.effect) * (1 + down.effect) == pytest.approx(1.0)
    assert 0.0 < up.smallest_detectable_effect < 0.4
    assert -0.4 < up.smallest_detectable_decrease < 0.0
    assert up.p_value == max(up.p_permutation, up.p_autocorrelated)
    assert repr(up) == repr(count_trend(RISING))


def test_level_under_overdispersion_without_a_trend() -> None:
    """60 negative-binomial series of dispersion 4: permutation and the rule keep about 5 %, Poisson would not."""
    rng = np.random.default_rng(4)
    results = [count_trend(rng.negative_binomial(2, 0.25, 15), draws=99) for _ in range(60)]
    kept = [one for one in results if not one.too_few]
    assert np.mean([one.p_permutation <= 0.05 for one in kept]) <= 0.10
    assert np.mean([one.p_value <= 0.05 for one in kept]) <= 0.08
    assert np.median([one.dispersion for one in kept]) > 2.0


def test_a_constant_series_has_no_trend() -> None:
    result = count_trend([4] * 12)
    assert result.effect == pytest.approx(0.0, abs=1e-9)
    assert result.p_value == 1.0
