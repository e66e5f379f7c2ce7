"""Levers by regret and the value of learning: cases by hand, what would flip, unused numbers, bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest

from multifront.contingency import regret, uniform_draws, value_of_learning
from multifront.errors import SimulationError, UsageError

DRAWS = 3_000
INDEX = np.arange(DRAWS)
X = uniform_draws(1, "x", INDEX)
IDLE = uniform_draws(1, "idle", INDEX)
CHOICE = np.array([np.zeros(DRAWS), 0.6 - X])  # act pays where x is above 0.6; waiting is better in the mean


def test_regret_by_hand() -> None:
    lines = regret.regret_table(np.array([[4.0, 0.0, 2.0], [1.0, 3.0, 2.0]]), ("hold", "move"))
    assert [line.setting for line in lines] == ["hold", "move"]
    assert [line.greatest for line in lines] == [3.0, 3.0]
    assert [line.mean for line in lines] == pytest.approx([1.0, 1.0])
    assert [line.best_share for line in lines] == pytest.approx([2 / 3, 2 / 3])
    assert lines[0].standard_error == pytest.approx(np.std([3.0, 0.0, 0.0], ddof=1) / math.sqrt(3))


def test_dominated_levers_are_named_and_a_price_can_save_them() -> None:
    loss = np.array([[5.0, 5.0], [3.0, 4.0], [3.0, 2.0]])
    names = ("none", "some", "much")
    found = {line.setting: line.dominated_by for line in regret.regret_table(loss, names)}
    assert found == {"none": "much", "some": "much", "much": ""}
    priced = {line.setting: line.dominated_by for line in regret.regret_table(loss, names, prices=(0.0, 1.0, 2.0))}
    assert set(priced.values()) == {""}


def test_settings_alike_do_not_dominate_each_other_unless_one_is_cheaper() -> None:
    loss = np.ones((2, 4))
    assert [line.dominated_by for line in regret.regret_table(loss, ("a", "b"))] == ["", ""]
    assert [line.dominated_by for line in regret.regret_table(loss, ("a", "b"), prices=(1.0, 2.0))] == ["", "a"]


def test_settings_are_all_combinations_of_known_levers() -> None:
    settings = regret.lever_settings({"stockpiles": (30, 90), "basing": ("full", "limited", "none")})
    assert len(settings) == 6
    assert regret.setting_name(settings[0]) == "stockpiles 30, basing full"
    with pytest.raises(UsageError, match="unknown lever 'missiles'"):
        regret.lever_settings({"missiles": (1,)})
    with pytest.raises(UsageError, match="has no levels"):
        regret.lever_settings({"warning": ()})
    with pytest.raises(UsageError, match="at most 10,000"):
        regret.lever_settings({"warning": range(200), "stockpiles": range(200)})


def test_chart_columns_are_those_of_the_kind_ranges() -> None:
    from multifront.brief.charts import KINDS

    columns = regret.regret_columns(regret.regret_table(CHOICE, ("wait", "act")))
    assert set(KINDS["ranges"].needs) <= set(columns) <= {*KINDS["ranges"].needs, *KINDS["ranges"].takes}


def test_bad_losses_are_refused() -> None:
    with pytest.raises(UsageError, match="shape"):
        regret.regrets(np.zeros(3))
    with pytest.raises(SimulationError, match="1 losses are missing"):
        regret.regrets(np.array([[0.0, np.nan]]))
    with pytest.raises(UsageError, match="different names"):
        regret.regret_table(np.zeros((2, 3)), ("a", "a"))
    with pytest.raises(UsageError, match="one price a setting"):
        regret.regret_table(np.zeros((2, 3)), ("a", "b"), prices=(1.0,))


def test_what_would_flip_is_said_with_its_threshold() -> None:
    found = value_of_learning.learning_value(X, CHOICE, ("wait", "act"), name="cut share", assumed=True)
    assert found.now == "wait"
    assert found.flips[0].setting == "act"
    assert found.flips[0].low == pytest.approx(0.6, abs=0.02)
    assert found.flips[0].high is None
    assert found.flips[0].share == pytest.approx(0.4, abs=0.03)
    assert found.value == pytest.approx(0.08, abs=0.005)  # integral of (x - 0.6) over 0.6..1
    assert found.share == pytest.approx(1.0, abs=0.01)
    assert found.sentence.startswith("cut share: above 0.59") or found.sentence.startswith("cut share: above 0.6")


@pytest.mark.parametrize(("mean", "noise"), [(-0.5, 0.0), (-0.5, 2.0), (0.5, 2.0)])
def test_the_interval_holds_the_value_of_a_normal_payoff(mean: float, noise: float) -> None:
    """Exact: phi(m) + m Phi(m) - max(m, 0) (Raiffa & Schlaifer 1961); at 95 % fewer than 102 of 120 is 1 in 10,000."""
    exact = math.exp(-(mean**2) / 2) / math.sqrt(2 * math.pi) + mean * (1 + math.erf(mean / math.sqrt(2))) / 2
    exact -= max(mean, 0.0)
    rng, held = np.random.default_rng(5), 0
    for _ in range(120):
        number, other = rng.standard_normal((2, 1_000))
        loss = np.array([np.zeros(1_000), -(mean + number + noise * other)])
        found = value_of_learning.learning_value(number, loss, ("wait", "act"), shuffles=20)
        held += abs(found.value - exact) <= value_of_learning.HALF_95 * found.standard_error
    assert held >= 102


def test_a_level_that_stands_in_one_group_of_draws_alone_keeps_an_error() -> None:
    level = (INDEX < 100).astype(float)
    loss = np.array([np.zeros(DRAWS), 0.2 - level])
    found = value_of_learning.learning_value(level, loss, ("wait", "act"))
    assert found.value > 0.0
    assert 0.0 < found.standard_error < 1.0


def test_unused_and_fixed_numbers_are_worth_nothing() -> None:
    numbers = {"idle": IDLE, "fixed": np.ones(DRAWS), "x": X}
    lines = value_of_learning.collection_list(numbers, CHOICE, ("wait", "act"))
    assert [line.name for line in lines] == ["x", "fixed", "idle"]
    assert [line.value for line in lines[1:]] == [0.0, 0.0]
    assert "would not change the choice of 'wait'" in lines[2].sentence


def test_most_unused_numbers_are_worth_nothing_even_near_a_tie() -> None:
    loss = np.array([np.zeros(DRAWS), 0.5 - X])
    lines = value_of_learning.collection_list(
        {f"idle {i}": uniform_draws(9, f"idle {i}", INDEX) for i in range(60)}, loss, ("wait", "act"), size=60
    )
    assert sum(line.value > 0.0 for line in lines) <= 3  # one in a hundred each: 4 or more has a chance of 0.3 %


def test_nothing_to_learn_where_one_setting_is_always_best() -> None:
    found = value_of_learning.learning_value(X, np.array([np.zeros(DRAWS), 1.0 + X]), ("wait", "act"))
    assert (found.value, found.share, found.flips) == (0.0, 0.0, ())
    assert value_of_learning.value_of_knowing_all(np.array([np.zeros(3), np.ones(3)])) == 0.0


def test_a_number_of_few_levels_is_learnt_by_level() -> None:
    basing = np.floor(3.0 * X)
    loss = np.array([np.zeros(DRAWS), np.where(basing == 1.0, -1.0, 1.0)])
    found = value_of_learning.learning_value(basing, loss, ("wait", "act"), name="basing")
    assert found.value == pytest.approx((basing == 1.0).mean(), abs=0.02)
    assert [(flip.low, flip.high) for flip in found.flips] == [(0.5, 1.5)]


def test_alike_settings_do_not_flip_by_rounding() -> None:
    loss = np.array([CHOICE[0], CHOICE[1], CHOICE[1]])
    found = value_of_learning.learning_value(X, loss, ("wait", "act", "act again"))
    assert found.value == pytest.approx(0.08, abs=0.005)


def test_collection_list_is_cut_to_size_and_printed() -> None:
    numbers = {f"n{i}": uniform_draws(4, f"n{i}", INDEX) for i in range(15)} | {"x": X}
    lines = value_of_learning.collection_list(numbers, CHOICE, ("wait", "act"), assumed=frozenset({"x"}))
    assert len(lines) == 10
    row = value_of_learning.collection_rows(lines, "days")[0]
    assert (row["number"], row["rests on"]) == ("x", "assumption")
    assert row["worth, days"] == pytest.approx(0.08, abs=0.005)


def test_bad_learning_is_refused() -> None:
    learn = value_of_learning.learning_value
    with pytest.raises(UsageError, match="too few to learn"):
        learn(X[:50], CHOICE[:, :50], ("wait", "act"))
    with pytest.raises(UsageError, match="values for 3000 draws"):
        learn(X[:50], CHOICE, ("wait", "act"))
    with pytest.raises(SimulationError, match="missing or infinite"):
        learn(np.where(INDEX == 0, np.inf, X), CHOICE, ("wait", "act"))
    with pytest.raises(UsageError, match="names of settings"):
        learn(X, CHOICE, ("wait",))
