"""Commodities beside crude: units, home production as the rest, hand-checked days, and what the file may hold."""

from __future__ import annotations

import pytest

from multifront import contingency
from multifront.errors import FileProblems, UsageError

HEAD = """scenario: made
title: Made
start: 2025-01-01
conversions:
  barrels_per_tonne: {mode: 7.3, unit: bbl/t, distribution: point, assumption: made}
  bcm_per_mt: {mode: 1.4, unit: bcm/Mt, distribution: point, assumption: made}
stop_after: {mode: 1000, unit: days, distribution: point, assumption: made}
partner:
  actor: RUS
  flag_share: {mode: 1, unit: share, distribution: point, assumption: made}
  inspection_loss: {mode: 0.5, unit: share, distribution: point, assumption: made}
sides:
  island:
    actor: TWN
    cut:
      by: blockade
      share: {mode: 1, unit: share, distribution: point, assumption: made}
      start: {mode: 0, unit: days, distribution: point, assumption: made}
      ramp: {mode: 0, unit: days, distribution: point, assumption: made}
    commodities:
"""
POINT = "{mode: %s, unit: %s, distribution: point, assumption: made}"
BLOCK = """      %s:
        demand:
          use: %s
          military: {mode: 0, unit: share, distribution: point, assumption: made}
          essential: {mode: 0.9, unit: share, distribution: point, assumption: made}
          unmet_limit: {mode: 0.2, unit: share, distribution: point, assumption: made}
        rationing:
          maximum: {mode: 0, unit: share, distribution: point, assumption: made}
          start_cover: {mode: 9, unit: days, distribution: point, assumption: made}
          full_cover: {mode: 3, unit: days, distribution: point, assumption: made}
        stock:
          volume: %s
          usable: {mode: 1, unit: share, distribution: point, assumption: made}
        supply:
          domestic: %s
        routes:
          sea:
            kind: long_sea
            supplier: %s
            flow: %s
            capacity: %s
            exposure: {mode: 1, unit: share, distribution: point, assumption: made}
"""


def block(
    commodity: str, use: str, stock: str, flow: str, domestic: str = POINT % (1, "share of the rest"), who: str = "all"
) -> str:
    return BLOCK % (commodity, use, stock, domestic, who, flow, flow)


GAS = block("gas", POINT % (365, "bcm/y"), POINT % (20, "bcm"), POINT % ("182.5", "bcm/y"))
COAL = block("coal", POINT % (3, "Mt/d"), POINT % (2, "weeks of demand"), POINT % (100, '"% of demand"'))
FOOD = block("food", POINT % (1, "daily needs"), POINT % (12, "months of demand"), POINT % (0.5, "share of demand"))


def simulated(text: str, **fixed: float) -> contingency.SideRun:
    scenario = contingency.read_scenario(HEAD + text, "made.yaml")
    return contingency.simulate(scenario, 1, fixed=fixed).run("island", "stop")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (GAS, 20 / (1 - 0.5)),  # half comes from home: 1 bcm a day of use, 0.5 of it lost, 20 in store
        (COAL, 14.0),
        (FOOD, 365 / 0.5),
    ],
)
def test_days_of_each_commodity_by_hand(text: str, days: float) -> None:
    run = simulated(text)
    assert run.endurance[0] == pytest.approx(days)
    assert run.stock_out[0] == pytest.approx(days)


def test_a_side_runs_out_with_its_first_commodity_and_says_which() -> None:
    run = simulated(GAS + COAL + FOOD)
    assert run.endurance[0] == pytest.approx(14.0)
    assert run.constraint[0] == "essential demand for coal unmet beyond the limit"
    assert [run.share_bound(name) for name in ("gas", "coal", "food")] == [0.0, 1.0, 0.0]


def test_gas_by_mass_needs_a_density_and_crude_s_is_not_it() -> None:
    by_mass = block("gas", POINT % (365, "bcm/y"), POINT % (20, "bcm"), POINT % (1, "Mt/y"))
    number = contingency.read_scenario(HEAD + by_mass, "m").numbers["island.gas.routes.sea.flow"]
    assert number.mode == pytest.approx(1.4 / 365)
    line = next(line for line in HEAD.splitlines() if "bcm_per_mt" in line)
    with pytest.raises(FileProblems, match="unit 'Mt/y' does not convert"):
        contingency.read_scenario(HEAD.replace(line + "\n", "") + by_mass, "m")


def test_home_production_is_what_imports_leave() -> None:
    books = contingency.daily_balance(
        contingency.read_scenario(HEAD + GAS, "m"), "island", "stop", days=2, commodity="gas"
    )
    assert books.domestic[0, 0] == pytest.approx(0.5)
    assert books.demand[0, 0] == pytest.approx(1.0)


def test_exports_stop_with_their_ban() -> None:
    text = GAS.replace("          military", f"          exports: {POINT % (73, 'bcm/y')}\n          military")
    # 0.2 a day is exported and banned on day 0, so that 0.8 is used at home and 0.5 still made there
    assert simulated(text).endurance[0] == pytest.approx(20 / (0.8 - 0.5))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (GAS.replace("gas:", "gass:"), "closest: gas"),
        (GAS.replace("use:", "runs:"), "unknown key 'runs'"),
        (GAS.replace("unit: bcm,", "unit: Mbbl,"), "unit 'Mbbl' does not convert"),
        (GAS.replace("365, unit: bcm/y", "0, unit: bcm/y"), "use must be above 0"),
        (GAS.replace("mode: 9", "mode: 4"), "two days above"),
        (GAS.replace("182.5, unit: bcm/y", "1, unit: share of the rest"), "does not convert"),
    ],
)
def test_problems_of_a_commodity(text: str, what: str) -> None:
    with pytest.raises(FileProblems) as caught:
        contingency.read_scenario(HEAD + text, "made.yaml")
    assert any(what in problem.what for problem in caught.value.problems), str(caught.value)


def test_a_commodity_without_any_route_is_a_shortage() -> None:
    text = GAS[: GAS.index("        routes:")]
    run = simulated(text.replace(POINT % (1, "share of the rest"), POINT % (0, "bcm/y")))
    assert run.endurance[0] == pytest.approx(20.0)


def test_no_demand_at_all_and_unknown_commodities_are_refused() -> None:
    with pytest.raises(FileProblems, match="missing"):
        contingency.read_scenario(HEAD.replace("    commodities:\n", ""), "made.yaml")
    scenario = contingency.read_scenario(HEAD + GAS, "made.yaml")
    with pytest.raises(UsageError, match="commodity of island 'coal'"):
        contingency.simulate(scenario, 1).run("island", "stop", "on", "coal")
    with pytest.raises(UsageError, match="commodity of island 'crude'"):
        contingency.daily_balance(scenario, "island", "stop")


def test_only_numbers_of_the_same_commodity_move_it() -> None:
    partner = GAS.replace("supplier: all", "supplier: RUS")
    wide = partner.replace(
        "volume: " + POINT % (20, "bcm"), "volume: {low: 10, high: 30, unit: bcm, distribution: uniform, assumption: a}"
    )
    food = FOOD.replace(
        "volume: " + POINT % (12, "months of demand"),
        "volume: {low: 3, high: 12, unit: months of demand, distribution: uniform, assumption: a}",
    )
    scenario = contingency.read_scenario(HEAD + wide + food, "made.yaml")
    swings = {
        swing.parameter: swing
        for swing in contingency.sensitivity(scenario, "island", "leave", horizon=1000.0, draws=50)
    }
    assert set(swings) == {"island.gas.stock.volume", "island.food.stock.volume"}
    assert swings["island.gas.stock.volume"].at_low > swings["island.gas.stock.volume"].at_high
