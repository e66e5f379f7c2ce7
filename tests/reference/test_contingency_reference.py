"""Crude cover in closed form: the table of reference/methods.md D1, exact after rounding to days."""

from __future__ import annotations

import math

import pytest

from multifront import contingency
from multifront.errors import UsageError

# methods.md D1: runs 14.2, domestic 4.3 mb/d, stock 1,200 Mbbl, no seaborne arrivals; rows: share rationed;
# columns: overland 0, 0.82 (pipelines), 1.32 (with a surge of 0.5), 2.17 (all Russian crude kept).
SMALL = contingency.load("small")
OVERLAND = (0.0, 0.82, 1.32, 2.17)
TABLE = {0.0: (121, 132, 140, 155), 0.15: (154, 173, 186, 214), 0.25: (189, 217, 239, 287), 0.4: (284, 353, 414, 585)}
CASES = [(ration, flow, days) for ration, row in TABLE.items() for flow, days in zip(OVERLAND, row, strict=True)]


def as_scenario_values(ration: float, overland: float) -> dict[str, float]:
    """The D1 case as held values of the shipped scenario `small`: all that rationing leaves is essential."""
    return {
        "china.demand.runs": 14.2,
        "china.supply.domestic": 4.3,
        "china.stock.volume": 1200.0,
        "china.stock.usable": 1.0,
        "china.rationing.maximum": ration,
        "china.demand.military": 0.0,
        "china.demand.essential": 1.0 - ration,
        "china.routes.pipeline.flow": overland,
        "china.routes.pipeline.capacity": overland,
        "china.routes.pacific_port.flow": 0.0,
        "china.routes.gulf.flow": 0.0,
    }


@pytest.mark.parametrize(("ration", "overland", "days"), CASES)
def test_table_of_crude_cover_is_reproduced_to_the_day(ration: float, overland: float, days: int) -> None:
    assert round(contingency.days_of_cover(1200, 14.2, 4.3, overland, ration)) == days


@pytest.mark.parametrize(("ration", "overland", "days"), CASES)
def test_daily_simulation_equals_the_closed_form(ration: float, overland: float, days: int) -> None:
    outcome = contingency.simulate(SMALL, draws=1, fixed=as_scenario_values(ration, overland))
    exact = contingency.days_of_cover(1200, 14.2, 4.3, overland, ration)
    for rule in contingency.RULES:
        run = outcome.run("china", rule, "on")
        assert run.stock_out[0] == pytest.approx(exact, rel=1e-9)
        assert run.endurance[0] == pytest.approx(exact, rel=1e-9)


def test_cover_is_endless_where_supply_meets_use() -> None:
    assert math.isinf(contingency.days_of_cover(1200, 14.2, 4.3, 9.9, 0.0))
    assert math.isinf(contingency.days_of_cover(1200, 10, 4, 4, 0.2))
    assert contingency.days_of_cover(0, 10, 4, 0, 0.0) == 0.0


@pytest.mark.parametrize("bad", [{"stock": -1}, {"ration": 1.2}, {"overland": -0.1}])
def test_impossible_values_are_refused(bad: dict[str, float]) -> None:
    good = {"stock": 1200, "runs": 14.2, "domestic": 4.3, "overland": 0.8, "ration": 0.1}
    with pytest.raises(UsageError):
        contingency.days_of_cover(**{**good, **bad})
