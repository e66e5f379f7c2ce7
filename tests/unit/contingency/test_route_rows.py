"""The routes of a scenario as rows: what a map shows of each."""

from __future__ import annotations

import pytest

from multifront import contingency
from multifront.contingency.route_map import range_text
from multifront.errors import UsageError

ROWS = contingency.route_rows(contingency.load("taiwan-blockade"))
BY_ROUTE = {(row["side"], row["commodity"], row["route"]): row for row in ROWS}


def test_every_route_is_one_row() -> None:
    scenario = contingency.load("taiwan-blockade")
    assert len(ROWS) == len(BY_ROUTE) == sum(len(side.routes) for side in scenario.sides.values())


def test_a_row_says_who_what_how_much_and_past_what() -> None:
    gulf = BY_ROUTE["china", "crude", "gulf"]
    assert (gulf["flow"], gulf["capacity"], gulf["lag"], gulf["exposure"]) == (
        "4.77–5.78 mb/d",
        "5.8–7 mb/d",
        "4–16.4 d",
        "80–100 %",
    )
    assert gulf["share"] == pytest.approx(5.2 / 14.2)
    assert gulf["exposed"] == pytest.approx(0.9)
    assert (gulf["chokepoints"], gulf["own"], gulf["supplier"]) == ("Hormuz; Malacca", False, "Gulf states")
    assert BY_ROUTE["china", "gas", "power_of_siberia"]["flow"] == "38–39 bcm/y"
    assert BY_ROUTE["taiwan", "food", "sea"]["flow"] == "69.7 % of use"
    assert BY_ROUTE["taiwan", "food", "sea"]["needs"].startswith(
        "counted in daily needs; makes 30–33.3 % of use at home"
    )
    assert BY_ROUTE["china", "crude", "espo_spur"]["limits"] == "russian pipelines: together 0.79–0.97 mb/d"


def test_routes_of_one_limit_stand_together_whatever_the_order_of_the_file() -> None:
    limit = (
        "limits: {l: {routes: [pipeline, gulf], capacity: {mode: 4, unit: mb/d, distribution: point, assumption: a}}}"
    )
    text = f"extends: small\nscenario: x\ntitle: X\nsides: {{china: {{{limit}}}}}\n"
    rows = contingency.route_rows(contingency.read_scenario(text, "x"), "china")
    assert [row["route"] for row in rows] == ["pipeline", "gulf", "pacific_port"]


def test_an_unknown_side_is_named() -> None:
    with pytest.raises(UsageError, match="closest: china"):
        contingency.route_rows(contingency.load("small"), "chin")


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (0.016, 0.0499, "mb/d", "0.016–0.05 mb/d"),
        (4900, 5400, "Mt/y", "4,900–5,400 Mt/y"),
        (1, 1, "d", "1 d"),
        (0, 0, "%", "0 %"),
    ],
)
def test_ranges_as_text(low: float, high: float, unit: str, text: str) -> None:
    assert range_text(low, high, unit) == text
