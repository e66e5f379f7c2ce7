"""The routes of a scenario as flat rows: from whom, by what, past what, how much. Draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from multifront.contingency.ranges import DAYS_A_YEAR, REST, Range
from multifront.contingency.scenario import Limit, Route, Scenario, Supply

CHARTED = (
    *("supplier", "own", "kind", "label", "share", "exposed", "chokepoints", "limits"),
    *("flow", "capacity", "lag", "exposure"),
)
"""Fields of a row that the chart takes as they are."""

YEARLY = {"bcm/d": "bcm/y", "Mt/d": "Mt/y"}
"""Flows that read better by the year than by the day."""

NEEDS = ("daily needs", "days of need")
"""Units that stand beside weights; a number keeps the one in which it is stated."""

MAP_CAPTION = (
    "Each ribbon is a route to a side, as thick as its share of that side's use; the pale part is what a cut of "
    "seaborne trade could reach. Ranges are those of the scenario."
)
"""How to read the chart of these columns."""


def route_rows(scenario: Scenario, side: str | None = None) -> list[dict[str, Any]]:
    """Every route of a scenario, one row each, in the order of a map: routes that share a limit stand together.

    Args:
        scenario: a checked scenario.
        side: one side alone; None: all of them.

    Returns:
        Rows with `side`, `commodity`, `needs` (what the side uses, makes and has in store), `supplier`, `own` (whether
        it is the partner), `kind`, `route`, `label`; `share` of demand and `exposed` share of the route, at the
        likeliest values; `chokepoints` and `limits`, joined by `; `; and as texts with their units `flow` and
        `capacity` (mb/d, bcm/y, Mt/y, daily needs, or % of use), `lag` (d, days), `exposure` (%).

    Raises:
        UsageError: the scenario has no such side.

    Assumes:
        A range has its middle as likeliest value where it is uniform. Dated changes are not shown.

    References:
        None: a listing.

    Example:
        >>> import multifront.contingency as contingency
        >>> rows = contingency.route_rows(contingency.load("small"), "china")
        >>> [(row["route"], row["flow"], row["share"]) for row in rows]
        [('pipeline', '1 mb/d', 0.1), ('pacific_port', '2 mb/d', 0.2), ('gulf', '5 mb/d', 0.5)]
    """
    sides = list(scenario.sides.values()) if side is None else [scenario.side(side)]
    return [
        _row(scenario, supply, route) for one in sides for supply in one.supplies for route in _in_map_order(supply)
    ]


def route_columns(rows: list[dict[str, Any]]) -> Mapping[str, tuple[Any, ...]]:
    """Rows of `route_rows` as columns of a picture of the kind `route_map`.

    Args:
        rows: from `route_rows`; at least one.

    Returns:
        Column name -> its values, for `Picture.columns`.

    Raises:
        Nothing of its own.

    Assumes:
        Nothing.

    References:
        None: a listing.

    Example:
        >>> import multifront.contingency as contingency
        >>> columns = contingency.route_columns(contingency.route_rows(contingency.load("small"), "taiwan"))
        >>> columns["panel"], columns["flow"]
        (('Taiwan: crude',), ('100 % of use',))
    """
    found = {name: tuple(row[name] for row in rows) for name in CHARTED}
    found["panel"] = tuple(f"{row['side'].replace('_', ' ').capitalize()}: {row['commodity']}" for row in rows)
    return found | {"note": tuple(row["needs"] for row in rows)}


def _in_map_order(supply: Supply) -> list[Route]:
    """Routes as in the file, but those of one limit next to each other, the widest limit deciding first."""
    widest = sorted(supply.limits, key=lambda limit: -len(limit.routes))
    left, ordered = list(supply.routes), []
    while left:
        head = left[0]
        groups = [set(limit.routes) for limit in widest if head.name in limit.routes]
        together = sorted(
            (route for route in left if route is head or any(route.name in group for group in groups)),
            key=lambda route: [route.name not in group for group in groups],
        )
        ordered += together
        left = [route for route in left if route not in together]
    return ordered


def _row(scenario: Scenario, supply: Supply, route: Route) -> dict[str, Any]:
    numbers = scenario.numbers
    path = f"{supply.name}.routes.{route.name}"
    flow, capacity = numbers[f"{path}.flow"], numbers[f"{path}.capacity"]
    lag, exposure = numbers[f"{path}.lag"], numbers[f"{path}.exposure"]
    demand = numbers[f"{supply.name}.{supply.use_key}"]
    return {
        "side": supply.side,
        "commodity": supply.commodity,
        "needs": _needs(scenario, supply),
        "supplier": route.supplier,
        "own": route.supplier == scenario.partner,
        "kind": route.kind,
        "route": route.name,
        "label": route.label,
        "share": flow.mode if flow.relative else flow.mode / demand.mode,
        "exposed": exposure.mode,
        "chokepoints": "; ".join(scenario.chokepoints[name].label for name in route.chokepoints),
        "limits": "; ".join(_limit(scenario, supply, one) for one in supply.limits if route.name in one.routes),
        "flow": range_text(*_ends(flow)),
        "capacity": range_text(*_ends(capacity)),
        "lag": range_text(lag.low, lag.high, "d"),
        "exposure": range_text(100.0 * exposure.low, 100.0 * exposure.high, "%"),
    }


def _ends(number: Range) -> tuple[float, float, str]:
    """Low, high and unit as a reader wants them."""
    if number.relative:
        factor, unit = 100.0, "% of use"
    elif number.stated_unit in NEEDS:
        factor, unit = 1.0, number.stated_unit
    else:
        factor, unit = (DAYS_A_YEAR, YEARLY[number.unit]) if number.unit in YEARLY else (1.0, number.unit)
    return number.low * factor, number.high * factor, unit


def range_text(low: float, high: float, unit: str = "") -> str:
    """A range in three significant digits (two below 1) with its unit; a point as one value."""
    ends = dict.fromkeys(_digits(value) for value in (low, high))
    return " ".join(["–".join(ends), *([unit] if unit else [])])


def _digits(value: float) -> str:
    if value >= 1000.0:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.2g}" if value < 1.0 else f"{value:.3g}"


def _limit(scenario: Scenario, supply: Supply, limit: Limit) -> str:
    ends = _ends(scenario.numbers[f"{supply.name}.limits.{limit.name}.capacity"])
    where = scenario.chokepoints[limit.chokepoint].label if limit.chokepoint else limit.name.replace("_", " ")
    return f"{where}: together {range_text(*ends)}"


def _needs(scenario: Scenario, supply: Supply) -> str:
    """What a supply uses, makes at home and has in store."""
    numbers = scenario.numbers
    use = _ends(numbers[f"{supply.name}.{supply.use_key}"])
    parts = ["counted in daily needs" if use == (1.0, 1.0, NEEDS[0]) else f"uses {range_text(*use)}"]
    home = numbers.get(f"{supply.name}.supply.domestic")
    if home is not None and home.unit == REST:
        parts.append("home production makes up the rest in normal times")
    elif home is not None and home.high > 0.0:
        parts.append(f"makes {range_text(*_ends(home))} at home")
    stock = numbers.get(f"{supply.name}.stock.volume")
    if stock is not None and stock.high > 0.0:
        low, high, unit = _ends(stock)
        ends = (stock.low, stock.high, "days of use") if stock.relative else (low, high, unit)
        parts.append(f"{range_text(*ends)} in store")
    return "; ".join(parts)
