"""What must hold for the tests over lags whatever the dates: exactness, bands, swaps, shifts, few false alarms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multifront.timing import EnvelopeOptions, global_envelope, lag_histogram, lag_sign_test
from multifront.timing.exact_null import make_design
from multifront.timing.lag_sign import raw_p_values

START = np.datetime64("2017-01-01")
LENGTH = 1461
SPAN = (START, START + (LENGTH - 1))
offsets = st.lists(st.integers(0, LENGTH - 1), min_size=1, max_size=20)
few = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
measures = pytest.mark.parametrize("measure", ["erl", "studentised", "mad"])


@measures
@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_exactly_alpha_of_exchangeable_curves_are_called(measure: str, alternative: str) -> None:
    """Each of 40 curves without ties in turn as the observed one: exactly two have p <= 0.05, and they leave the band.

    Extreme rank length can tie where curves are few; with 40 curves of 9 normal points the drawn ones do not.
    """
    curves = np.random.default_rng(2).normal(size=(40, 9))
    called = 0
    for i in range(40):
        found = global_envelope(
            curves[i], np.delete(curves, i, axis=0), measure=measure, alternative=alternative, alpha=0.05
        )
        outside = bool(np.any((curves[i] < found.low - 1e-9) | (curves[i] > found.high + 1e-9)))
        assert outside == (found.p_value <= 0.05 + 1e-12)
        called += found.p_value <= 0.05 + 1e-12
    assert called == 2


@measures
@few
@given(st.integers(0, 10_000))
def test_a_tied_curve_is_never_called_more_than_alpha(measure: str, seed: int) -> None:
    curves = np.random.default_rng(seed).integers(0, 3, (40, 5)).astype(float)
    p = [
        global_envelope(curves[i], np.delete(curves, i, axis=0), measure=measure, alpha=0.1).p_value for i in range(40)
    ]
    assert np.mean(np.array(p) <= 0.1 + 1e-12) <= 0.1 + 1e-12


@few
@given(offsets, offsets, st.integers(-3000, 3000))
def test_moving_everything_changes_nothing(a: list[int], b: list[int], move: int) -> None:
    options = EnvelopeOptions(draws=99)
    one, other = START + np.array(a), START + np.array(b)
    here = lag_histogram(one, other, window_days=7, span=SPAN, options=options)
    there = lag_histogram(
        one + move, other + move, window_days=7, span=(SPAN[0] + move, SPAN[1] + move), options=options
    )
    assert (here.p_value, here.seen.tolist(), here.high.tolist()) == (
        there.p_value,
        there.seen.tolist(),
        there.high.tolist(),
    )
    assert np.all(here.pointwise_low <= here.pointwise_high)
    assert 1 / 100 <= here.p_value <= 1


@few
@given(offsets, offsets)
def test_swapping_the_streams_turns_the_sign_round(a: list[int], b: list[int]) -> None:
    one, other = START + np.array(a), START + np.array(b)
    there = lag_sign_test(one, other, window_days=10, span=SPAN, draws=99)
    back = lag_sign_test(other, one, window_days=10, span=SPAN, draws=99)
    assert (there.after, there.before, there.same_day) == (back.before, back.after, back.same_day)
    assert there.p_raw == pytest.approx(back.p_raw)
    assert (there.too_few == "") == (back.too_few == "")


def test_independent_streams_seldom_have_a_leader() -> None:
    """Two-sided mid-p under independence: 300 Poisson pairs, at most 5 % plus three standard errors of 1.3."""
    rng, design = np.random.default_rng(4), make_design(LENGTH, 7, 0)
    a, b = (np.sort(rng.integers(0, LENGTH, (300, count)), axis=1) for count in (20, 40))
    assert (raw_p_values(a, b, design, 0.05) <= 0.05).mean() <= 0.09


def test_independent_streams_seldom_leave_the_envelope() -> None:
    """100 Poisson pairs: at most 5 % plus three standard errors of 2.2."""
    rng, options = np.random.default_rng(5), EnvelopeOptions(draws=99)
    p = [
        lag_histogram(
            *(START + rng.integers(0, LENGTH, count) for count in (20, 40)), window_days=7, span=SPAN, options=options
        ).p_value
        for _ in range(100)
    ]
    assert np.mean(np.array(p) <= 0.05) <= 0.12
