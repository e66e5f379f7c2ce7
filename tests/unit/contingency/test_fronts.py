"""When fronts open, worked out by hand and recovered by simulation; pressure; refusal of bad input."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from multifront.contingency.draws import uniform_draws
from multifront.contingency.fronts import FRONTS, FrontRules, base_hazard, conditional_demand, open_fronts
from multifront.contingency.pressure import NO_EFFECT_RANGE, pressure_demand, pressure_log_ratio
from multifront.errors import UsageError
from multifront.timing import PressureCoefficient

DRAWS = 40_000
TOLD = PressureCoefficient(0.5, 0.2, 1.1, 0.9, True)
EVEN = (np.arange(2_000) + 0.5) / 2_000


def rules(rule: tuple[str, ...] = ("open", "hazard", "hazard", "treaty", "hazard"), draws: int = 1) -> FrontRules:
    ones, plane = np.ones(draws), np.zeros((len(rule), draws))
    return FrontRules(
        fronts=FRONTS[: len(rule)],
        rule=rule,
        hazard=0.01 * ones,
        load=0.0 * ones,
        align=plane,
        b_load=ones,
        b_align=ones,
        joins=0.4 * ones,
        joins_after=plane + 7.0,
        horizon=180.0,
    )


def uniforms(count: int, draws: int = DRAWS) -> np.ndarray:
    return np.stack([uniform_draws(4, f"front.{index}", np.arange(draws)) for index in range(count)])


def test_each_front_opens_by_its_own_rule() -> None:
    found = open_fronts(rules(), np.array([[0.9], [0.5], [0.9], [0.39], [0.01]]))
    assert found.day.ravel() == pytest.approx([0.0, np.log(2) / 0.01, np.inf, 7.0, -np.log(0.99) / 0.01])
    assert found.count.tolist() == [3]
    assert found.censored.ravel().tolist() == [False, False, True, False, False]
    assert found.opened_by(7.0).tolist() == [1.0, 0.0, 0.0, 1.0, 1.0]
    late = open_fronts(rules(), np.full((5, 1), 0.41))
    assert np.isinf(late.day[3, 0])


def test_load_by_day_speeds_the_clock_from_that_day() -> None:
    # hazard 0.01 on day 0, 0.01 e from day 1 on: E = 0.05 is reached on day 1 + 0.04 / (0.01 e)
    one = replace(rules(("hazard",)), load=np.array([[[0.0]], [[1.0]]]))
    assert open_fronts(one, np.array([[-np.expm1(-0.05)]])).day.item() == pytest.approx(1 + 0.04 / (0.01 * np.e))
    within = open_fronts(one, np.array([[-np.expm1(-0.005)]])).day.item()
    assert within == pytest.approx(0.5)


def test_alignment_scales_the_hazard() -> None:
    near = replace(rules(("hazard",)), align=np.full((1, 1), np.log(2.0)))
    assert open_fronts(near, np.full((1, 1), 0.5)).day.item() == pytest.approx(np.log(2) / 0.02)


def test_simulated_wars_without_load_expand_as_often_as_the_base_rate_says() -> None:
    rule = ("open", "hazard", "hazard", "hazard", "hazard")
    align = np.array([[0.0], [1.0], [0.5], [-1.0], [0.2]]) * np.ones(DRAWS)
    h0 = base_hazard(np.full(DRAWS, 0.27), 365.0, rule=rule, align=align, b_align=np.full(DRAWS, 0.7))
    base = replace(rules(rule, DRAWS), hazard=h0, align=align, b_align=np.full(DRAWS, 0.7), horizon=365.0)
    expanded = float((open_fronts(base, uniforms(5)).count > 0).mean())
    assert expanded == pytest.approx(0.27, abs=4 * np.sqrt(0.27 * 0.73 / DRAWS))
    loaded = replace(base, load=np.ones(DRAWS), b_load=np.full(DRAWS, np.log(2.0)))
    twice = float((open_fronts(loaded, uniforms(5)).count > 0).mean())
    assert twice == pytest.approx(1 - 0.73**2, abs=4 * np.sqrt(0.25 / DRAWS))


def test_treaty_allies_join_as_often_as_stated() -> None:
    joined = open_fronts(rules(("treaty",), DRAWS), uniforms(1))
    assert float((joined.count == 1).mean()) == pytest.approx(0.4, abs=0.01)


def test_demand_given_that_a_front_opened() -> None:
    openings = open_fronts(rules(("hazard", "hazard"), 2), np.array([[0.5, 0.99], [0.99, 0.99]]))
    found = conditional_demand(openings, np.array([[[4.0, 9.0], [1.0, 1.0]]]))
    assert found[0, 0] == 4.0
    assert np.isnan(found[0, 1])


def test_the_pressure_coefficient_keeps_its_median_and_ends() -> None:
    found = pressure_log_ratio(TOLD, EVEN)
    assert np.median(found) == pytest.approx(0.5, abs=1e-3)
    assert found.max() == pytest.approx(1.1, abs=0.01)
    assert 0.0 <= found.min() < 0.02, "the lower end of 0.2 is moved to no effect"
    below = pressure_log_ratio(PressureCoefficient(-0.5, -1.1, -0.2, 0.9, True), EVEN)
    assert below == pytest.approx(-found[::-1], abs=1e-12)


@pytest.mark.parametrize(
    "told",
    [
        PressureCoefficient(0.5, 0.2, 1.1, 0.9, False),
        PressureCoefficient(0.5, 0.2, np.inf, 0.9, True),
        PressureCoefficient(0.5, -np.inf, 1.1, 0.9, True),
    ],
)
def test_where_it_cannot_be_told_the_range_lies_around_no_effect(told: PressureCoefficient) -> None:
    found = pressure_log_ratio(told, EVEN)
    assert (found.min(), found.max()) == pytest.approx((-NO_EFFECT_RANGE, NO_EFFECT_RANGE), abs=0.01)
    assert found.mean() == pytest.approx(0.0, abs=1e-9)


def test_pressure_asks_for_units_by_layer_and_front() -> None:
    activity, each = np.array([[2.0], [0.0]]), np.array([[1.5], [0.5]])
    found = pressure_demand(activity, each, np.array([np.log(3.0)]), np.array([1.0]))
    assert found[..., 0] == pytest.approx(np.array([[9.0, 0.0], [3.0, 0.0]]))
    idle = pressure_demand(activity, each, np.array([np.log(3.0)]), np.array([0.0]))
    assert idle[..., 0] == pytest.approx(np.array([[3.0, 0.0], [1.0, 0.0]]))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rule": ("open", "hazard", "war", "treaty", "hazard")}, "unknown rule of opening 'war'"),
        ({"rule": ("open",)}, "1 rules for 5 fronts"),
        ({"hazard": np.array([-0.1])}, "hazard must be a number of at least 0"),
        ({"load": np.array([1.5])}, "load must be a number of at least 0 and at most 1"),
        ({"load": np.zeros((2, 3))}, "load has shape"),
        ({"load": np.zeros((0, 5, 1))}, "load has shape"),
        ({"joins": np.array([2.0])}, "joins must be a number"),
        ({"align": np.full((5, 1), np.nan)}, "align must be finite"),
        ({"b_load": np.zeros(3)}, "b_load has shape"),
        ({"horizon": np.inf}, "horizon must be above 0 and finite"),
    ],
)
def test_bad_rules_are_refused(changed: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        open_fronts(replace(rules(), **changed), np.full((5, 1), 0.5))  # type: ignore[arg-type]


def test_bad_numbers_are_refused() -> None:
    zero, plane = np.zeros(1), np.zeros((1, 1))
    with pytest.raises(UsageError, match="uniforms have shape"):
        open_fronts(rules(), np.full((4, 1), 0.5))
    with pytest.raises(UsageError, match="strictly within"):
        open_fronts(rules(), np.ones((5, 1)))
    with pytest.raises(UsageError, match="under 1"):
        base_hazard(zero + 1.0, 365.0, rule=("hazard",), align=plane, b_align=zero)
    with pytest.raises(UsageError, match="no front may open"):
        base_hazard(zero + 0.27, 365.0, rule=("open",), align=plane, b_align=zero)
    with pytest.raises(UsageError, match="horizon"):
        base_hazard(zero + 0.27, 0.0, rule=("hazard",), align=plane, b_align=zero)
    with pytest.raises(UsageError, match="does not hold its estimate"):
        pressure_log_ratio(PressureCoefficient(2.0, 0.2, 1.1, 0.9, True), EVEN)
    with pytest.raises(UsageError, match="level"):
        pressure_log_ratio(SimpleNamespace(log_ratio=0.5, low=0.2, high=1.1, level=1.0, decided=True), EVEN)
    with pytest.raises(UsageError, match="around"):
        pressure_log_ratio(TOLD, EVEN, around=0.0)
    with pytest.raises(UsageError, match="strictly within"):
        pressure_log_ratio(TOLD, np.ones(1))
    with pytest.raises(UsageError, match="activity must be a number of at least 0"):
        pressure_demand(plane - 1.0, plane, zero, zero)
    with pytest.raises(UsageError, match="war has shape"):
        conditional_demand(open_fronts(rules(("hazard",)), plane + 0.5), plane)
