"""The trend of a real-valued series: slope, Sen's slope, gaps, edges, size and agreement with least squares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import theilslopes

from multifront.alignment import value_trend
from multifront.alignment.autoregression import Design, fit
from multifront.errors import UsageError

YEARS = np.arange(2000, 2020)
NOISE = np.random.default_rng(7).standard_normal(20)


def test_slope_and_sens_slope_of_a_noisy_line() -> None:
    values = 3.0 + 0.7 * (YEARS - 2000) + NOISE
    found = value_trend(YEARS, values, draws=100)
    assert found.effect == pytest.approx(np.polyfit(YEARS, values, 1)[0], abs=0.03)
    assert found.sen_slope == pytest.approx(theilslopes(values, YEARS).slope)
    assert found.interval[0] < found.effect < found.interval[1]
    assert found.p_value < 0.001
    assert "a trend" in found.sentence


def test_one_wild_year_moves_sens_slope_little() -> None:
    values = 0.5 * (YEARS - 2000) + 0.1 * NOISE
    wild = values.copy()
    wild[-1] += 50.0
    plain, moved = (value_trend(YEARS, one, draws=100) for one in (values, wild))
    assert abs(moved.sen_slope - plain.sen_slope) < 0.05 < abs(moved.effect - plain.effect)


@settings(deadline=None, max_examples=20)
@given(st.floats(-5, 5), st.floats(-3, 3), st.floats(0.1, 10))
def test_slope_moves_with_the_values_and_p_stays(level: float, slope: float, scale: float) -> None:
    first = value_trend(YEARS, NOISE, draws=100)
    moved = value_trend(YEARS, level + scale * NOISE, draws=100)
    assert moved.effect == pytest.approx(scale * first.effect, rel=1e-6, abs=1e-9)
    assert moved.p_value == pytest.approx(first.p_value, abs=1e-6)
    tilted = value_trend(YEARS, NOISE + slope * (YEARS - 2000), draws=100)
    assert tilted.effect == pytest.approx(first.effect + slope, abs=1e-6)


def test_turned_round_in_time_the_slope_turns_its_sign() -> None:
    ahead, back = value_trend(YEARS, NOISE, draws=100), value_trend(YEARS, NOISE[::-1], draws=100)
    assert ahead.effect == pytest.approx(-back.effect, abs=1e-9)
    assert ahead.p_value == pytest.approx(back.p_value, abs=1e-9)


def test_gaps_are_kept_as_gaps_and_order_does_not_matter() -> None:
    values = 0.2 * (YEARS - 2000) + NOISE
    holed = values.copy()
    holed[[5, 6]] = np.nan
    found = value_trend(YEARS, holed, draws=100)
    assert (found.count, found.missing_years) == (18, (2005, 2006))
    order = np.random.default_rng(0).permutation(20)
    assert value_trend(YEARS[order], holed[order], draws=100) == found


@pytest.mark.parametrize(
    ("years", "values", "said"),
    [
        ([], [], "needs more years"),
        (range(2000, 2007), NOISE[:7], "needs more years"),
        (range(2000, 2010), [4.0] * 10, "exactly on a line"),
        (range(2000, 2010), range(10), "exactly on a line"),
    ],
)
def test_what_cannot_be_tested_says_why(years, values, said) -> None:
    found = value_trend(list(years), list(values))
    assert not found.enough
    assert said in found.sentence
    assert np.isnan(found.p_value)


def test_bad_input_is_refused() -> None:
    with pytest.raises(UsageError, match="draws"):
        value_trend(YEARS, NOISE, draws=10)
    with pytest.raises(UsageError, match="come twice"):
        value_trend([2000, 2000, *range(2001, 2010)], NOISE[:11])


def test_false_alarms_stay_low_where_least_squares_cries_wolf() -> None:
    rng = np.random.default_rng(1)
    made = rng.standard_normal((400, 20))
    for place in range(1, 20):
        made[:, place] = 0.6 * made[:, place - 1] + 0.8 * made[:, place]
    time = np.arange(20.0)
    design = Design(time, np.stack([np.ones(20), time - time.mean()], axis=1))
    assert (fit(design, made).p_values()[:, 1] < 0.05).mean() < 0.05


def test_the_same_seed_gives_the_same_and_rates_are_of_the_rule() -> None:
    values = 0.1 * (YEARS - 2000) + NOISE
    assert value_trend(YEARS, values, draws=200, rng=3) == value_trend(YEARS, values, draws=200, rng=3)
    found = value_trend(YEARS, values, draws=200)
    assert 0.0 <= found.false_positive_rate <= found.false_positive_worst < 0.12
    strong = value_trend(YEARS, NOISE + 2.0 * found.smallest_detectable_effect * (YEARS - 2000), draws=100)
    assert strong.p_value < 0.05
