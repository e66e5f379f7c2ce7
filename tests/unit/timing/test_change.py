"""What the searches for change and the question of no return refuse and say; shifts, scales, seeds."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import ChangeOptions, change_points, online_change, persistence
from multifront.timing.no_return import excursions, last_run

QUICK = ChangeOptions(draws=19)


def stepped(seed: int = 1, rise: float = 4.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(np.repeat([0.0, rise], 20), 1.0)


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ([1.0, np.nan, 2.0], {}, "missing"),
        ([[1.0, 2.0]], {}, "one list"),
        ([1.5, 2.0], {"cost": "poisson"}, "whole counts"),
        ([-1.0, 2.0], {"cost": "poisson"}, "whole counts"),
        ([1.0], {"cost": "median"}, "unknown cost"),
        ([1.0], {"alpha": 0.0}, "alpha"),
        ([1.0], {"penalty": -1.0}, "penalty"),
        ([1.0], {"variance": 0.0}, "variance"),
        ([1.0], {"shortest": 0}, "shortest"),
        ([1.0], {"draws": 3}, "draws"),
    ],
)
def test_bad_input_is_refused(values, options, message) -> None:
    with pytest.raises(UsageError, match=message):
        change_points(values, options=ChangeOptions(**options))


def test_labels_are_checked() -> None:
    with pytest.raises(UsageError, match="3 labels for 4 values"):
        change_points([1, 2, 3, 4], labels=[1, 2, 3])
    with pytest.raises(UsageError, match="occur twice"):
        change_points([1, 2, 3], labels=[1, 2, 2])


@pytest.mark.parametrize("count", [0, 1, 7])
def test_too_few_values_say_how_many_would_be_enough(count) -> None:
    found = change_points(np.ones(count))
    assert found.enough == 8
    assert "too few to say" in found.sentence
    assert np.isnan(found.p_value)


@pytest.mark.parametrize("cost", ["normal", "poisson"])
def test_a_constant_series_has_no_change(cost) -> None:
    found = change_points(np.full(20, 3.0), options=ChangeOptions(cost=cost, draws=19))
    assert found.changes == ()
    assert found.p_value == 1.0
    assert "no change" in found.sentence


def test_a_step_is_found_with_its_place_and_repeats() -> None:
    found = change_points(stepped(), options=ChangeOptions(draws=39), rng=2)
    assert [one.last_before for one in found.changes] == ["19"]
    early, late = found.changes[0].interval
    assert int(early) <= 19 <= int(late)
    assert found.p_value == pytest.approx(1 / 40)
    assert 0.0 < found.smallest_detectable_effect < 4.0
    assert repr(found) == repr(change_points(stepped(), options=ChangeOptions(draws=39), rng=2))


def test_shift_scale_and_reversal_move_the_change_alike() -> None:
    here = change_points(stepped(), options=QUICK).changes[0]
    moved = change_points(1000.0 + 10.0 * stepped(), options=QUICK).changes[0]
    turned = change_points(stepped()[::-1], options=QUICK).changes[0]
    assert moved.last_before == here.last_before
    assert moved.effect == pytest.approx(10.0 * here.effect)
    assert int(turned.last_before) == 40 - int(here.first_after) - 1
    assert turned.effect == pytest.approx(-here.effect)


def test_autocorrelation_raises_the_stated_alarm_rate() -> None:
    rng, values = np.random.default_rng(3), np.zeros(120)
    for t in range(1, 120):
        values[t] = 0.6 * values[t - 1] + rng.normal()
    found = change_points(values, options=ChangeOptions(draws=99))
    assert found.autocorrelation > 0.2
    assert found.false_positive_rate > found.rate_if_independent + 0.1


@pytest.mark.parametrize(
    ("values", "hazard", "options", "message"),
    [
        ([1, 2, 3], 0.1, {}, "at least 4"),
        ([1, 2, 3, 4], 0.0, {}, "hazard"),
        ([1, 2, 3, 4], 0.1, {"model": "gamma"}, "unknown model"),
        ([1, 2, 3, 4.5], 0.1, {"model": "poisson"}, "whole counts"),
        ([1, 2, 3, 4], 0.1, {"window": 0}, "window"),
        ([1, 2, 3, 4], 0.1, {"prior": (1.0, 1.0)}, "prior must"),
        ([1, 2, 3, 4], 0.1, {"prior": (1.0, 1.0, 0.0, 1.0)}, "prior must"),
    ],
)
def test_online_refuses_bad_input(values, hazard, options, message) -> None:
    with pytest.raises(UsageError, match=message):
        online_change(values, hazard, **options)


def test_online_rows_sum_to_one_and_look_at_no_later_value() -> None:
    prior = (0.0, 1.0, 1.0, 1.0)
    whole = online_change(stepped(), 0.05, prior=prior)
    part = online_change(stepped()[:25], 0.05, prior=prior)
    assert whole.posterior.sum(axis=1) == pytest.approx(np.ones(40))
    assert whole.posterior[:25, :25] == pytest.approx(part.posterior)
    assert part.run_began == "20"
    assert part.recent[-1] == pytest.approx(part.posterior[-1, :5].sum())


def test_excursions_and_runs_by_hand() -> None:
    values = np.array([1, 2, 1, 2, 3, 4, 1, 5, 1, 6.0])
    assert excursions(values, 1.0) == [(2, True), (1, True), (1, False)]
    assert last_run(np.array([1, 2, 3, 9, 1, 9, 9.0]), 3, 1.0) == 2
    assert last_run(np.array([1, 2, 3, 9, 9.0]), 3, 1.0) == 2
    assert last_run(np.array([1, 2, 3, 9, 2.0]), 3, 1.0) == 0


def test_persistence_counts_returns_and_never_says_never() -> None:
    rng = np.random.default_rng(2)
    before = rng.normal(0.0, 1.0, 60)
    result = persistence(np.concatenate([before, np.full(10, 6.0)]), 60, quantile=0.9)
    assert result.run == 10
    assert result.p_value <= 0.01
    assert result.relaxed or result.comparable == 0
    short = persistence(np.concatenate([before, [6.0]]), 60, quantile=0.9)
    assert short.comparable > 3
    assert short.returned == short.comparable
    assert short.interval[1] == 1.0
    assert short.interval[0] == pytest.approx(0.025 ** (1 / short.comparable))
    assert "To say 'never'" in short.sentence
    assert (1 - 0.05) ** short.never_needs <= 0.025 < (1 - 0.05) ** (short.never_needs - 1)


def test_persistence_below_mirrors_above_and_repeats() -> None:
    values = np.concatenate([stepped(rise=0.0), np.full(4, 5.0)])
    up, down = persistence(values, 40), persistence(-values, 40, direction="below")
    assert (up.run, up.p_value, up.bound) == (down.run, down.p_value, -down.bound)
    assert repr(up) == repr(persistence(values, 40))


def test_persistence_refuses_and_says_too_few() -> None:
    with pytest.raises(UsageError, match="no value is labelled"):
        persistence(np.arange(20.0), 1999)
    with pytest.raises(UsageError, match="unknown direction"):
        persistence(np.arange(20.0), 10, direction="up")
    with pytest.raises(UsageError, match="quantile"):
        persistence(np.arange(20.0), 10, quantile=0.2)
    with pytest.raises(UsageError, match="alpha"):
        persistence(np.arange(20.0), 10, alpha=0.0)
    for since in (0, 3):
        short = persistence(np.arange(20.0), since)
        assert short.enough == 8
        assert "too few to say" in short.sentence
        assert np.isnan(short.p_value)
