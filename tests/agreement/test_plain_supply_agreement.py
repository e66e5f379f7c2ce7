"""The supplies equal the plain model, one draw a call, to 1e-9: all commodities, rules and sets of open legs."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from tests.agreement.plain_inputs import one_draw, plans_of, sampled
from tests.agreement.plain_supply import distinct_cases, run_commodity, run_draw

from multifront import contingency

LAST = 1095
CLOSE = 1e-9
"""Relative and absolute: our closed form adds the same days up in another order, over up to 1,095 of them."""
CRUDE_TEXT = (Path(__file__).parents[1] / "data" / "crude-only.yaml").read_text(encoding="utf-8")
BLOCKADE = contingency.load("taiwan-blockade")
SMALL = contingency.load("small")
SUBSETS = [legs for count in range(4) for legs in combinations(contingency.KINDS, count)]


def gated(strait: float, ports: float) -> contingency.Scenario:
    """Crude with a strait and, inside it, ports, over routes of different fate."""
    point = "{mode: %s, unit: mb/d, distribution: point, assumption: made}"
    limits = (
        "    limits:\n"
        f"      strait: {{routes: [gulf, other_sea, kozmino], capacity: {point % strait}}}\n"
        f"      ports: {{routes: [other_sea, kozmino], capacity: {point % ports}}}\n"
    )
    return contingency.read_scenario(CRUDE_TEXT.replace("    limits:\n", limits, 1), "gated.yaml")


def compare(scenario: contingency.Scenario, side: str, commodity: str, draws: int, seed: int) -> np.ndarray:
    """Both models over draws, rules and legs; the plain days of the last case are handed back for a look."""
    supply = scenario.side(side).supply(commodity)
    plan = next(plan for plan in plans_of(scenario) if plan["name"] == supply.name)
    columns, outcome = sampled(scenario, draws, seed), contingency.simulate(scenario, draws, seed)
    worlds = [one_draw(columns, draw) for draw in range(draws)]
    plain = np.zeros((0, 2))
    for legs in SUBSETS:
        for rule in contingency.RULES:
            run = outcome.run(side, rule, legs, commodity)
            plain = np.array([run_commodity(plan, world, rule, legs, LAST) for world in worlds])
            np.testing.assert_allclose(run.endurance, plain[:, 0], rtol=CLOSE, atol=CLOSE)
            np.testing.assert_allclose(run.stock_out, plain[:, 1], rtol=CLOSE, atol=CLOSE)
    return plain


def test_small_equals_the_plain_model() -> None:
    for side in SMALL.sides:
        compare(SMALL, side, "crude", 1, 0)
    plan = plans_of(SMALL)[0]
    world = one_draw(sampled(SMALL, 1, 0), 0)
    by_hand = {"leave": 300.0, "inspect": 225.0, "stop": 180.0}  # the heading of the file
    for rule, days in by_hand.items():
        ended, _ = run_commodity(plan, world, rule, contingency.KINDS, LAST)
        assert ended == pytest.approx(days, rel=1e-9)


@pytest.mark.parametrize(
    ("side", "commodity", "draws"),
    [
        ("china", "crude", 25),
        ("china", "gas", 15),
        ("china", "coal", 10),
        ("china", "grain", 10),
        ("taiwan", "crude", 60),
        ("taiwan", "gas", 60),
        ("taiwan", "food", 20),
    ],
)
def test_the_blockade_equals_the_plain_model(side: str, commodity: str, draws: int) -> None:
    compare(BLOCKADE, side, commodity, draws, 17)


def test_three_hundred_draws_of_crude_equal_the_plain_model_on_and_off() -> None:
    draws = 300
    plan = plans_of(BLOCKADE)[0]
    columns, outcome = sampled(BLOCKADE, draws, 5), contingency.simulate(BLOCKADE, draws, 5)
    ended = 0
    for rule, legs in distinct_cases(plan):
        plain = np.array([run_commodity(plan, one_draw(columns, draw), rule, legs, LAST) for draw in range(draws)])
        run = outcome.run("china", rule, legs, "crude")
        np.testing.assert_allclose(run.endurance, plain[:, 0], rtol=CLOSE, atol=CLOSE)
        np.testing.assert_allclose(run.stock_out, plain[:, 1], rtol=CLOSE, atol=CLOSE)
        ended += int((plain[:, 0] < LAST).sum())
    assert ended > 20  # both ends occur: some draws run out, some hold


@pytest.mark.parametrize(("strait", "ports"), [(8.0, 2.0), (3.0, 1.0), (20.0, 0.5)])
def test_limits_over_routes_of_different_fate_equal_the_plain_model(strait: float, ports: float) -> None:
    scenario = gated(strait, ports)
    assert not all(limit.alike for limit in scenario.side("china").supply("crude").limits)
    plain = compare(scenario, "china", "crude", 8, 3)
    assert plain[:, 1].min() < LAST


def test_a_whole_draw_names_every_case_once() -> None:
    found = run_draw(plans_of(BLOCKADE), one_draw(sampled(BLOCKADE, 1, 0), 0), 30)
    assert ("china", "leave", ()) in found
    assert ("taiwan.gas", "leave", ()) in found
    names = {supply.name for side in BLOCKADE.sides.values() for supply in side.supplies}
    assert {key[0] for key in found} == names


def test_the_plain_model_refuses_dated_changes() -> None:
    with pytest.raises(ValueError, match="dated changes"):
        plans_of(contingency.load(Path(__file__).parents[2] / "examples" / "late-and-hard.yaml"))
