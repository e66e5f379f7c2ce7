"""The loss curve, its fit, Lanchester's invariant, and the multiplier of intelligence, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from multifront.contingency.attrition import DECIDES_NOTHING, LossCurve, fit_tau, lanchester_square, run_losses
from multifront.contingency.effectiveness import NO_PATH, break_even_delta, exchange_multiplier, sweep_delta
from multifront.errors import UsageError

CURVE = LossCurve(total=100.0, horizon=21.0, tau=7.0)


def losses(days: int = 21, fire: float = 1.0, effect: float = 1.0, presence: float = 1.0, force: float = 1e9):
    same = np.ones((days, 1))
    return run_losses(
        CURVE,
        scale=np.ones(1),
        fire=fire * same,
        effectiveness=effect * same,
        presence=presence * same,
        force=np.array([force]),
    )


def test_the_games_are_met_where_all_factors_are_one() -> None:
    assert losses().total[0] == pytest.approx(100)
    first = (1 - math.exp(-1 / 7)) / (1 - math.exp(-3))
    assert losses().losses[0, 0] == pytest.approx(100 * first)


def test_losses_scale_with_each_factor_and_end_with_the_force() -> None:
    assert losses(fire=0.5).total[0] == pytest.approx(50)
    assert losses(effect=1.2, presence=0.5).total[0] == pytest.approx(60)
    ended = losses(force=30)
    assert ended.total[0] == pytest.approx(30)
    assert ended.left[0] == 0
    assert ended.losses.min() >= 0


def test_an_even_rate_and_day_28() -> None:
    even = LossCurve(total=21, horizon=21, tau=math.inf)
    assert even.share(np.array([0.0, 7.0, 28.0])).tolist() == pytest.approx([0, 1 / 3, 4 / 3])
    with pytest.raises(UsageError, match="1 to 28 days"):
        losses(days=29)


def test_losses_say_that_they_decide_nothing() -> None:
    assert losses().caution == DECIDES_NOTHING


@pytest.mark.parametrize("share", [0.35, 0.47, 0.71, 0.95])
def test_the_fit_gives_back_its_share(share: float) -> None:
    tau = fit_tau(early_share=share, early_day=7, horizon=21)
    assert LossCurve(1, 21, tau).share(np.array([7.0]))[0] == pytest.approx(share, abs=1e-9)
    x = math.exp(-7 / tau)
    assert 1 / (1 + x + x * x) == pytest.approx(share, abs=1e-9)


def test_the_fit_knows_an_even_rate_and_refuses_a_rising_one() -> None:
    assert fit_tau(early_share=1 / 3, early_day=7, horizon=21) == math.inf
    with pytest.raises(UsageError, match="a rate that rises"):
        fit_tau(early_share=0.2, early_day=7, horizon=21)
    with pytest.raises(UsageError, match="LossCurve: found"):
        LossCurve(total=-1, horizon=21, tau=7)


def test_lanchester_keeps_its_invariant_and_matches_small_steps() -> None:
    own, enemy, a, b = 1000.0, 800.0, 0.01, 0.012
    left, right = lanchester_square(own=own, enemy=enemy, own_rate=a, enemy_rate=b, time=20)
    assert a * left**2 - b * right**2 == pytest.approx(a * own**2 - b * enemy**2, rel=1e-12)
    for _ in range(200_000):
        own, enemy = own - b * enemy * 1e-4, enemy - a * own * 1e-4
    assert (left, right) == pytest.approx((own, enemy), rel=1e-4)
    with pytest.raises(UsageError, match="gone before day"):
        lanchester_square(own=10, enemy=1000, own_rate=0.1, enemy_rate=0.1, time=5)


def test_intelligence_multiplies_from_its_day_and_has_no_path_without_losses() -> None:
    found = exchange_multiplier(delta=np.array([0.3, 0.3]), from_day=np.array([1.0, math.inf]), days=3)
    assert found.tolist() == [[1, 1], [1.3, 1], [1.3, 1]]
    assert sweep_delta(None) == NO_PATH
    assert break_even_delta(None) == NO_PATH


def test_the_sweep_starts_at_zero_change_and_the_break_even_is_found() -> None:
    lines = sweep_delta(lambda delta: losses(effect=1 + delta).total[0])
    assert lines[0].change == 0
    assert lines[-1].change == pytest.approx(100)
    assert break_even_delta(lambda delta: losses(effect=1 + delta).total[0] - 125) == pytest.approx(0.25)
    assert break_even_delta(lambda delta: delta) == 0
    assert break_even_delta(lambda delta: delta - 99) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: exchange_multiplier(delta=np.array([-0.1]), from_day=np.zeros(1), days=1), "missing or negative"),
        (lambda: exchange_multiplier(delta=np.array([np.inf]), from_day=np.zeros(1), days=1), "infinite"),
        (lambda: exchange_multiplier(delta=np.zeros(2), from_day=np.zeros(1), days=1), "valid: alike"),
        (lambda: sweep_delta(lambda d: d, ()), "one or more"),
        (lambda: break_even_delta(lambda d: -d), "margin falls"),
        (lambda: losses(fire=1.1), "fire above 1"),
        (lambda: losses(presence=-1), "negative"),
        (lambda: lanchester_square(own=1, enemy=1, own_rate=0, enemy_rate=1, time=1), "rates above 0"),
    ],
)
def test_bad_input_is_refused(call: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        call()
