"""Sobol indices by design and from draws, variance of supply results, tornado bars; bad input."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from multifront import contingency
from multifront.contingency import exploration, given_data, sobol, tornado, uniform_draws
from multifront.contingency.ranges import Range
from multifront.errors import SimulationError, UsageError

SCENARIO = contingency.load(Path(__file__).parents[2] / "data" / "crude-only.yaml")
"""Crude alone, so that the completeness of the cut decides."""


def number(name: str, low: float, high: float, kind: str = "uniform") -> Range:
    return Range(name, low, (low + high) / 2, high, "days", "days", 1.0, kind, (), "an example", 1)


def test_an_input_that_is_not_used_has_total_zero_exactly() -> None:
    found = sobol.sobol_indices(lambda u: u[0] ** 2, ("used", "unused"), rows=64, replicates=4)
    assert (found[1].total, found[1].total_high) == (0.0, 0.0)
    assert found[1].first == 0.0
    assert found[0].total == pytest.approx(1.0, abs=0.05)


def test_a_pure_interaction_has_no_first_order() -> None:
    found = sobol.sobol_indices(lambda u: (u[0] - 0.5) * (u[1] - 0.5), ("x", "y"), rows=512)
    for line in found:
        assert line.first_low <= 0.0 <= line.first_high
        assert line.total == pytest.approx(1.0, abs=0.05)


def test_a_constant_outcome_has_no_indices() -> None:
    found = sobol.sobol_indices(lambda u: np.full(u.shape[1], 0.1), ("x",), rows=8, replicates=2)
    assert math.isnan(found[0].first)
    assert math.isnan(found[0].total)


def test_bad_designs_and_models_are_refused() -> None:
    for rows, replicates, names in ((100, 4, ("x",)), (64, 1, ("x",)), (64, 2, ())):
        with pytest.raises(UsageError, match="power of two"):
            sobol.sobol_indices(lambda u: u[0], names, rows=rows, replicates=replicates)
    with pytest.raises(SimulationError, match="64 finite values"):
        sobol.sobol_indices(lambda u: u, ("x",), rows=64, replicates=2)
    with pytest.raises(SimulationError, match="finite"):
        sobol.sobol_indices(lambda u: u[0] * np.nan, ("x",), rows=64, replicates=2)


def test_main_effects_from_draws_find_what_acts_and_say_what_is_noise() -> None:
    draws = {name: uniform_draws(2, name, np.arange(5_000)) for name in ("x", "y", "idle")}
    lines = {line.name: line for line in given_data.main_effects(draws, 3.0 * draws["x"] + draws["y"])}
    assert lines["x"].share == pytest.approx(0.9, abs=0.02)
    assert lines["y"].share == pytest.approx(0.1, abs=0.02)
    assert not lines["idle"].tells
    assert lines["y"].tells


def test_main_effects_of_things_that_do_not_vary() -> None:
    values = uniform_draws(0, "x", np.arange(500))
    constant = np.ones(500)
    assert given_data.main_effects({"c": constant}, values)[0] == given_data.MainEffect("c", 0.0, 0.0)
    assert given_data.main_effects({"x": values}, constant)[0] == given_data.MainEffect("x", 0.0, 0.0)
    with pytest.raises(UsageError, match="too few"):
        given_data.main_effects({"x": values[:50]}, values[:50])
    with pytest.raises(UsageError, match="one value a draw"):
        given_data.main_effects({"x": values[:50]}, values)


def test_supply_results_rest_on_the_completeness_of_the_cut() -> None:
    found = exploration.variance_shares(
        SCENARIO, "china", "leave", horizon=365.0, measure="stock_out", rows=64, replicates=3
    )
    assert found[0].name == "china.cut.share"
    assert found[0].total > 0.4
    names = {line.name for line in found}
    assert not any(name.startswith("taiwan.") for name in names)
    with pytest.raises(UsageError, match="unknown rule"):
        exploration.variance_shares(SCENARIO, "china", "sink")
    with pytest.raises(UsageError, match="beyond the last day"):
        exploration.variance_shares(SCENARIO, "china", "leave", horizon=9_999.0)


def test_given_draws_are_the_draws_of_the_simulation() -> None:
    index = np.arange(50, dtype=np.int64)
    sampler = exploration.Sampler(SCENARIO, 3, index)
    question = exploration._Question(SCENARIO, "china", "stop", 365.0, "stock_out")
    values = {line.name: sampler.values(line.name) for line in question.moving()}
    given = question.gains(exploration._Given(SCENARIO, values, slice(0, 50)))
    runs = contingency.simulate(SCENARIO, 50, 3)
    on, off = (runs.run("china", "stop", state).stock_out for state in ("on", "off"))
    np.testing.assert_allclose(given, np.minimum(on, 365.0) - np.minimum(off, 365.0), atol=1e-9)


def test_sensitivity_at_quantiles_is_narrower_than_at_the_ends() -> None:
    ends, inner = (
        contingency.sensitivity(
            SCENARIO, "china", "leave", horizon=365.0, measure="stock_out", draws=200, probabilities=probabilities
        )
        for probabilities in ((0.0, 1.0), (0.05, 0.95))
    )
    assert ends[0].parameter == inner[0].parameter == "china.cut.share"
    assert inner[0].width < ends[0].width
    with pytest.raises(UsageError, match="two quantiles"):
        contingency.sensitivity(SCENARIO, "china", "leave", draws=1, probabilities=(0.9, 0.1))


def test_tornado_orders_bars_and_passes_over_points() -> None:
    bars = tornado.one_at_a_time(
        lambda held: held.get("small", 0.0) + 10.0 * held.get("large", 0.0),
        [number("small", 0.0, 1.0), number("large", 0.0, 1.0), number("point", 1.0, 1.0)],
        probabilities=(0.1, 0.9),
    )
    assert [bar.name for bar in bars] == ["large", "small"]
    assert (bars[0].at_low, bars[0].at_high, bars[0].width) == pytest.approx((1.0, 9.0, 8.0))
    assert bars[0].assumed


def test_tornado_refuses_quantiles_out_of_order_and_outcomes_that_are_no_numbers() -> None:
    with pytest.raises(UsageError, match="two quantiles"):
        tornado.one_at_a_time(lambda held: 0.0, [number("x", 0.0, 1.0)], probabilities=(0.5, 0.5))
    with pytest.raises(UsageError, match="not a number"):
        tornado.one_at_a_time(lambda held: math.nan, [number("x", 0.0, 1.0)])
