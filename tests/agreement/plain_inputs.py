"""What the plain supply model is given: the plan of every supply of a scenario and the sampled values of each draw."""

from __future__ import annotations

from typing import Any

import numpy as np

from multifront.contingency import Scenario
from multifront.contingency.ranges import REST
from multifront.contingency.worlds import Sampler


def plans_of(scenario: Scenario) -> list[dict[str, Any]]:
    """One plan a supply, as `plain_supply` reads it; plain values, so that JSON can carry it to another Python."""
    if scenario.steps:
        raise ValueError(f"{scenario.name}: the plain model knows no dated changes")
    numbers = scenario.numbers
    plans = []
    for supply in (supply for side in scenario.sides.values() for supply in side.supplies):
        own = [name for name in numbers if name.startswith(f"{supply.name}.")]
        plans.append(
            {
                "name": supply.name,
                "side": supply.side,
                "use": supply.use_key,
                "exports": supply.exports_key,
                "relative": [name for name in own if numbers[name].relative],
                "fixed": [name for name in own if numbers[name].fixed],
                "rest": numbers[f"{supply.name}.supply.domestic"].unit == REST,
                "routes": [(route.name, route.kind, route.supplier == scenario.partner) for route in supply.routes],
                "limits": [(limit.name, list(limit.routes)) for limit in supply.limits],
            }
        )
    return plans


def sampled(scenario: Scenario, draws: int, seed: int) -> dict[str, np.ndarray]:
    """Every number of the scenario in every draw, shape (n,): the worlds that `simulate` runs."""
    sampler = Sampler(scenario, seed, np.arange(draws, dtype=np.int64))
    return {name: sampler.values(name) for name in scenario.numbers}


def one_draw(columns: dict[str, np.ndarray], draw: int) -> dict[str, float]:
    """One world as plain numbers."""
    return {name: float(column[draw]) for name, column in columns.items()}
