"""The fast crude supply against a plain Python day loop, written apart from it, on random point scenarios."""

from __future__ import annotations

import math
from random import Random

import pytest

from multifront import contingency

LAST = 1095
SMALL = contingency.load("small")
ROUTES = {"pipeline": "overland", "pacific_port": "short_sea", "gulf": ""}


def random_values(random: Random) -> dict[str, float]:
    """One random world of scenario `small`, china side, as held values."""
    first = random.uniform(0.2, 0.9)
    values = {
        "partner.flag_share": random.random(),
        "partner.inspection_loss": random.random(),
        "china.cut.share": random.choice([1.0, random.random()]),
        "china.cut.start": random.choice([0.0, random.uniform(0, 90)]),
        "china.cut.ramp": random.choice([0.0, random.uniform(0, 60)]),
        "china.demand.runs": random.uniform(5, 15),
        "china.demand.product_exports": random.uniform(0, 1.5),
        "china.demand.export_ban": random.uniform(0, 60),
        "china.demand.military": 0.05,
        "china.demand.essential": first - 0.05,
        "china.demand.unmet_limit": random.uniform(0, 0.4),
        "china.rationing.maximum": random.choice([0.0, random.uniform(0, 0.6)]),
        "china.rationing.start_cover": random.uniform(42, 150),
        "china.rationing.full_cover": random.choice([0.0, random.uniform(0, 40)]),
        "china.stock.volume": random.uniform(0, 1500),
        "china.stock.usable": random.uniform(0.5, 1),
        "china.supply.domestic": random.uniform(0, 5),
        "china.supply.surge_rate": random.choice([0.0, random.uniform(0.02, 1)]),
    }
    for route in ROUTES:
        flow = random.uniform(0, 4)
        values[f"china.routes.{route}.flow"] = flow
        values[f"china.routes.{route}.capacity"] = flow * random.uniform(0.8, 1.5)
        values[f"china.routes.{route}.lag"] = random.uniform(0, 20)
        values[f"china.routes.{route}.exposure"] = 0.0 if route == "pipeline" else random.random()
    return values


def between(low: float, value: float, high: float) -> float:
    return min(max(value, low), high)


def arriving(v: dict[str, float], rule: str, legs: tuple[str, ...], day: int) -> float:
    normal = total = 0.0
    treated = {"leave": 0.0, "inspect": v["partner.inspection_loss"], "stop": 1.0}[rule]
    for route, leg in ROUTES.items():
        key = f"china.routes.{route}"
        flow = min(v[f"{key}.flow"], v[f"{key}.capacity"])
        normal += flow
        if leg and leg not in legs:
            continue
        since = day + 1 - v["china.cut.start"] - v[f"{key}.lag"]
        loss = v["china.cut.share"] * v[f"{key}.exposure"] * between(0, since / max(v["china.cut.ramp"], 1), 1)
        if leg == "short_sea":
            loss *= 1 - v["partner.flag_share"] * (1 - treated)
        spare = (v[f"{key}.capacity"] - flow) * between(0, since * v["china.supply.surge_rate"], 1)
        total += (flow + spare) * (1 - loss)
    return v["china.supply.domestic"] + min(total, normal)


def plain_run(v: dict[str, float], rule: str, legs: tuple[str, ...]) -> tuple[float, float]:
    """(endurance, stock-out) of one world, day by day, censored at the last day."""
    exports = min(v["china.demand.product_exports"], v["china.demand.runs"])
    home = v["china.demand.runs"] - exports
    first = v["china.demand.military"] + v["china.demand.essential"]
    deepest = min(v["china.rationing.maximum"], 1 - first)
    start, full = v["china.rationing.start_cover"], v["china.rationing.full_cover"]
    stock, empty_on, ended_on = v["china.stock.volume"] * v["china.stock.usable"], math.inf, math.inf
    for day in range(LAST):
        demand = home + exports * (1 - between(0, day + 1 - v["china.demand.export_ban"], 1))
        ration = deepest * between(0, (start - stock / demand) / (start - full), 1)
        supply = arriving(v, rule, legs, day)
        drain = demand * (1 - ration) - supply
        if stock < drain:
            moment = day + stock / drain
            empty_on = min(empty_on, moment)
            if supply < (1 - v["china.demand.unmet_limit"]) * first * home:
                ended_on = min(ended_on, moment)
        stock = max(stock - drain, 0.0)
    return min(ended_on, LAST), min(empty_on, LAST)


@pytest.mark.parametrize("number", range(40))
def test_simulation_equals_the_plain_day_loop(number: int) -> None:
    values = random_values(Random(number))
    outcome = contingency.simulate(SMALL, draws=1, fixed=values)
    for rule in contingency.RULES:
        for legs in ((), ("overland",), ("short_sea",), ("overland", "short_sea")):
            run = outcome.run("china", rule, legs)
            ended, empty = plain_run(values, rule, legs)
            assert run.stock_out[0] == pytest.approx(empty, rel=1e-9, abs=1e-9)
            assert run.endurance[0] == pytest.approx(ended, rel=1e-9, abs=1e-9)


def test_small_is_what_its_heading_says() -> None:
    outcome = contingency.simulate(SMALL, draws=1)
    days = {rule: outcome.run("china", rule).endurance[0] for rule in contingency.RULES}
    assert days == pytest.approx({"leave": 300.0, "inspect": 225.0, "stop": 180.0})
    assert outcome.run("china", "stop", "off").endurance[0] == pytest.approx(150.0)
    assert outcome.run("taiwan", "stop").endurance[0] == pytest.approx(100.0)
    assert outcome.run("china", "leave").constraint[0].startswith("essential")
