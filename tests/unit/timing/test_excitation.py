"""What a Hawkes fit refuses, what it says of too few events, and that seeds and ties behave."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import HawkesOptions, fit_hawkes, hawkes_log_likelihood, simulate_hawkes

SPAN = ("2020-01-01", "2021-12-31")
PLAIN = HawkesOptions(harmonics=0, trend="none", draws=0)
DAY = np.datetime64("2020-01-01")


def days(count: int, step: int = 7) -> np.ndarray:
    return DAY + step * np.arange(count)


def clustered(seed: int = 4) -> dict[str, np.ndarray]:
    drawn = simulate_hawkes(
        731.0, baseline=[0.06, 0.06], branching=[[0.5, 0.0], [0.0, 0.0]], decays=np.full((2, 2), 0.5), rng=seed
    )
    return {name: DAY + one.astype(int) for name, one in zip("ab", drawn, strict=True)}


@pytest.mark.parametrize(
    ("streams", "span", "message"),
    [
        ({}, SPAN, "at least one entry"),
        ([days(20)], SPAN, "mapping of names"),
        ({"a": ["2020-01", "2020-02"]}, SPAN, "lack the day"),
        ({"a": np.array(["2020-01-01", "NaT"], dtype="datetime64[D]")}, SPAN, "are missing"),
        ({"a": days(20)}, ("2021-12-31", "2020-01-01"), "before it begins"),
        ({"a": [3.0, 1.0]}, (0.0, 10.0), "not sorted"),
        ({"a": [1.0, 1.0, 2.0]}, (0.0, 10.0), "occur twice"),
        ({"a": [1.0, 11.0]}, (0.0, 10.0), "outside the span"),
        ({"a": [1.0, np.nan]}, (0.0, 10.0), "missing"),
        ({"a": [1.0]}, (5.0, 5.0), "above 0"),
    ],
)
def test_bad_input_is_refused(streams, span, message) -> None:
    with pytest.raises(UsageError, match=message):
        fit_hawkes(streams, span=span, options=PLAIN)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"trend": "cubic"}, "unknown trend"),
        ({"harmonics": 9}, "harmonics"),
        ({"decay": "own"}, "unknown decay"),
        ({"decay": -1.0}, "above 0"),
        ({"decay": np.ones((3, 3))}, "array"),
        ({"draws": 5}, "draws"),
        ({"jitters": 0}, "jitters"),
        ({"alpha": 1.5}, "alpha"),
        ({"mean_delays": (5.0, 1.0)}, "rising"),
    ],
)
def test_bad_options_are_refused(options, message) -> None:
    with pytest.raises(UsageError, match=message):
        fit_hawkes({"a": days(60)}, span=SPAN, options=HawkesOptions(**options))


@pytest.mark.parametrize("count", [0, 1, 9])
def test_too_few_events_say_how_many_would_be_enough(count) -> None:
    result = fit_hawkes({"a": days(count), "b": days(50)}, span=SPAN, options=PLAIN)
    assert result.enough == 10
    assert f"a has {count} events" in result.sentence
    assert "Too few to say" in result.sentence
    assert np.isnan(result.branching).all()
    assert np.isnan(result.spectral_radius)


def test_events_outside_the_span_are_left_out_and_said() -> None:
    result = fit_hawkes({"a": days(150)}, span=SPAN, options=PLAIN)
    assert result.events == (105,)
    assert "45 events of a outside the span" in result.sentence


def test_a_short_span_says_that_it_knows_no_season() -> None:
    result = fit_hawkes({"a": days(50)}, span=("2020-01-01", "2020-12-31"), options=HawkesOptions(draws=0))
    assert result.terms == ("level", "trend")
    assert "no season is fitted" in result.sentence
    assert result.too_few == ""


def test_bootstrap_finds_the_true_pair_and_repeats_byte_for_byte() -> None:
    options = HawkesOptions(harmonics=0, trend="none", draws=39, jitters=2)
    result = fit_hawkes(clustered(), span=SPAN, options=options, rng=3)
    assert result.pair("a", "a").p_value <= 0.05
    assert result.pair("a", "a").q_value >= result.pair("a", "a").p_value
    assert "was excited by its own earlier events" in result.pair("a", "a").sentence
    assert all(0.0 < one.p_value <= 1.0 and one.smallest_detectable_effect > 0.0 for one in result.pairs)
    assert all(0.0 <= one.false_positive_rate <= 0.35 for one in result.pairs)
    low, high = result.spectral_radius_interval
    assert 0.0 <= low <= high
    assert (result.fit_p_values > 0.0).all()
    again = fit_hawkes(clustered(), span=SPAN, options=options, rng=3)
    assert repr(asdict(again)) == repr(asdict(result))
    with pytest.raises(KeyError, match="the series are a, b"):
        result.pair("a", "c")


def test_order_of_streams_and_of_days_does_not_matter() -> None:
    options = HawkesOptions(harmonics=1, decay=0.5, draws=0)
    drawn = simulate_hawkes(800.0, baseline=[0.1, 0.1], branching=np.full((2, 2), 0.2), decays=np.ones((2, 2)), rng=1)
    here = fit_hawkes({"a": drawn[0], "b": drawn[1]}, span=(0.0, 800.0), options=options)
    there = fit_hawkes({"b": drawn[1], "a": drawn[0]}, span=(0.0, 800.0), options=options)
    assert there.branching[::-1, ::-1] == pytest.approx(here.branching, abs=1e-5)
    assert there.log_likelihood == pytest.approx(here.log_likelihood, abs=1e-6)


def test_time_in_other_units_changes_nothing_but_the_unit() -> None:
    drawn = simulate_hawkes(500.0, baseline=[0.2], branching=[[0.4]], decays=[[1.0]], rng=8)
    here = fit_hawkes({"a": drawn[0]}, span=(0.0, 500.0), options=PLAIN)
    there = fit_hawkes({"a": 100.0 + drawn[0] / 10.0}, span=(100.0, 150.0), options=PLAIN)
    assert there.branching == pytest.approx(here.branching, abs=0.01)
    assert there.decays == pytest.approx(10.0 * here.decays, rel=0.05)


def test_an_explosive_fit_is_not_tested() -> None:
    """Ever faster events and a flat baseline: the branching passes 1."""
    times = 100.0 * np.log1p(np.arange(200) / 4.0)
    options = HawkesOptions(harmonics=0, trend="none", draws=19)
    result = fit_hawkes({"a": times}, span=(0.0, times[-1] + 0.1), options=options)
    assert result.spectral_radius >= 0.98
    assert "explosive" in result.sentence
    assert np.isnan(result.pairs[0].p_value)


def test_parameters_of_draws_and_likelihood_are_checked() -> None:
    with pytest.raises(UsageError, match="spectral radius"):
        simulate_hawkes(10.0, baseline=[1.0], branching=[[1.1]], decays=[[1.0]])
    with pytest.raises(UsageError, match="shape"):
        simulate_hawkes(10.0, baseline=[1.0], branching=np.ones((2, 2)), decays=[[1.0]])
    with pytest.raises(UsageError, match="at least 0"):
        simulate_hawkes(10.0, baseline=[1.0], branching=[[-0.1]], decays=[[1.0]])
    with pytest.raises(UsageError, match="length"):
        simulate_hawkes(0.0, baseline=[1.0], branching=[[0.1]], decays=[[1.0]])
    with pytest.raises(UsageError, match="shape"):
        hawkes_log_likelihood([[1.0]], 5.0, [0.5, 0.5], [[0.1]], [[1.0]])
    with pytest.raises(UsageError, match="above 0"):
        hawkes_log_likelihood([[1.0]], 5.0, [0.0], [[0.1]], [[1.0]])


def test_a_season_that_the_baseline_follows_is_not_excitation() -> None:
    """Two independent streams with one season: a flat baseline takes it for excitation, harmonics do not."""
    rng = np.random.default_rng(1)
    axis = np.arange(1461)
    weight = 1.0 + 0.9 * np.cos(2 * np.pi * axis / 365.25)
    drawn = {name: DAY + np.sort(rng.choice(axis, 150, p=weight / weight.sum())) for name in "ab"}
    span = ("2020-01-01", "2023-12-31")
    flat = fit_hawkes(drawn, span=span, options=PLAIN)
    seasonal = fit_hawkes(drawn, span=span, options=HawkesOptions(harmonics=1, trend="none", draws=0))
    assert flat.spectral_radius > 0.5
    assert seasonal.spectral_radius < 0.35
