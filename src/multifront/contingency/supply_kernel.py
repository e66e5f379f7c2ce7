"""The compiled loops of a day of supply over many draws: arrivals, inflow, stocks. No sampling, no set-up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.compiled import compiled
from multifront.domain import Floats

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

GATED = -1
"""Group of a route that stands under a limit which routes of different fates share."""


class Lanes(NamedTuple):
    """The routes of one world, by route and draw (R, n) or by draw (n,).

    `group` (R,): 0 for other suppliers, 1.. for the partner's legs, `GATED`. `treated` (R,): 1 where the rule on the
    partner's ships acts. `factors` (rules + 1, n): what of a loss remains, 1 in row 0, then by rule.
    """

    flow: Floats
    room: Floats
    lag: Floats
    loss: Floats
    start: Floats
    ramp: Floats
    surge_rate: Floats
    domestic: Floats
    normal: Floats
    factors: Floats
    group: Whole
    treated: Whole


class Gates(NamedTuple):
    """Gated routes (G,), their leg's group (G,), which limit holds which (G, K), and what limits let through (K, n)."""

    routes: Whole
    legs: Whole
    under: Flags
    limits: Floats


class Cases(NamedTuple):
    """What is run: rule (C,), open groups (C, groups), and which sums by (group, rule + 1) any case needs."""

    rule: Whole
    opened: Flags
    needed: Flags


class Appetite(NamedTuple):
    """A day's demand and rationing by draw (n,), and the supply under which a run ends."""

    demand: Floats
    maximum: Floats
    start: Floats
    span: Floats
    least: Floats


@compiled
def inflows_of_day(day: int, lanes: Lanes, gates: Gates, cases: Cases) -> Floats:
    """Home production and arrivals of every case, shape (C, n).

    Spare capacity replaces what is lost and no more, so that without a cut the normal flows result.
    """
    routes, draws = lanes.flow.shape
    carried, lost = np.empty((routes, draws)), np.empty((routes, draws))
    sums = np.zeros((*cases.needed.shape, draws))
    for route in range(routes):
        _carry(day, lanes, route, carried[route], lost[route])
        group = lanes.group[route]
        if group == GATED:
            continue
        for rule in range(cases.needed.shape[1]):
            if cases.needed[group, rule]:
                row, factor = sums[group, rule], lanes.factors[rule if lanes.treated[route] else 0]
                for draw in range(draws):
                    kept = 1.0 - lost[route, draw] * factor[draw]
                    row[draw] = row[draw] + carried[route, draw] * kept
    flows = np.empty((cases.rule.size, draws))
    for case in range(cases.rule.size):
        total = sums[0, 0].copy()
        for group in range(1, cases.needed.shape[0]):
            if cases.opened[case, group]:
                rule = cases.rule[case] + 1 if cases.needed[group, cases.rule[case] + 1] else 0
                total += sums[group, rule]
        if gates.routes.size:
            _add_gated(lanes, gates, carried, lost, cases.rule[case], cases.opened[case], total)
        for draw in range(draws):
            flows[case, draw] = lanes.domestic[draw] + min(total[draw], lanes.normal[draw])
    return flows


@compiled
def _carry(day: int, lanes: Lanes, route: int, carried: Floats, lost: Floats) -> None:
    """What a route carries on a day and which share of it is cut, before any rule; cargoes already past arrive."""
    flow, room, lag, loss = lanes.flow[route], lanes.room[route], lanes.lag[route], lanes.loss[route]
    for draw in range(flow.size):
        since = day + 1.0 - lanes.start[draw] - lag[draw]
        lost[draw] = loss[draw] * min(max(since / lanes.ramp[draw], 0.0), 1.0)
        carried[draw] = flow[draw] + room[draw] * min(max(since * lanes.surge_rate[draw], 0.0), 1.0)


@compiled
def _add_gated(
    lanes: Lanes, gates: Gates, carried: Floats, lost: Floats, rule: int, opened: Flags, total: Floats
) -> None:
    """Add what passes limits that routes of different fates share: what loses least is shipped first, exactly."""
    count = gates.routes.size
    available, passage, shipped = np.empty(count), np.empty(count), np.empty(count)
    for draw in range(total.size):
        for at in range(count):
            route = gates.routes[at]
            factor = lanes.factors[rule + 1, draw] if lanes.treated[route] else 1.0
            passage[at] = 1.0 - lost[route, draw] * factor
            available[at] = carried[route, draw] if opened[gates.legs[at]] else 0.0
        ship_draw(available, passage, gates.under, gates.limits[:, draw].copy(), np.inf, shipped)
        passed = 0.0
        for at in range(count):
            passed = passed + shipped[at] * passage[at]
        total[draw] = total[draw] + passed


@compiled
def ship_draw(available: Floats, passage: Floats, under: Flags, left: Floats, need: float, shipped: Floats) -> None:
    """Fill `shipped` (R,) in falling order of passage until `need` is delivered; `left` (K,) is used up."""
    routes, count = under.shape
    order = np.empty(routes, dtype=np.int64)
    for new in range(routes):  # insertion keeps the order of the file among equals
        at = new
        while at > 0 and passage[order[at - 1]] < passage[new]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = new
    for place in range(routes):
        route = order[place]
        amount = available[route]
        for limit in range(count):
            if under[route, limit]:
                amount = min(amount, left[limit])
        amount = min(amount, need / passage[route] if passage[route] > 0.0 else 0.0)
        shipped[route] = amount
        need = max(need - passage[route] * amount, 0.0)
        for limit in range(count):
            if under[route, limit]:
                left[limit] = max(left[limit] - amount, 0.0)


@compiled
def ship_all(available: Floats, passage: Floats, under: Flags, limits: Floats, wanted: Floats) -> Floats:
    """`ship_draw` for every draw: shipments of shape (R, n)."""
    routes, draws = available.shape
    found, shipped = np.zeros((routes, draws)), np.empty(routes)
    for draw in range(draws):
        left = limits[:, draw].copy()
        ship_draw(available[:, draw].copy(), passage[:, draw].copy(), under, left, wanted[draw], shipped)
        found[:, draw] = shipped
    return found


@compiled
def pass_day(day: int, stock: Floats, stock_out: Floats, endurance: Floats, inflow: Floats, needs: Appetite) -> None:
    """Move all runs (C, n) on by one day in place and note the first crossings."""
    cases, draws = stock.shape
    slope, top = np.empty(draws), np.empty(draws)
    for draw in range(draws):
        slope[draw] = 1.0 / (needs.demand[draw] * needs.span[draw])
        top[draw] = needs.start[draw] / needs.span[draw]
    for case in range(cases):
        for draw in range(draws):
            here = stock[case, draw]
            depth = min(max(top[draw] - here * slope[draw], 0.0), 1.0)
            drain = needs.demand[draw] * (1.0 - needs.maximum[draw] * depth) - inflow[case, draw]
            if here < drain:
                crossing = here / drain + day
                stock_out[case, draw] = min(stock_out[case, draw], crossing)
                if inflow[case, draw] < needs.least[draw]:
                    endurance[case, draw] = min(endurance[case, draw], crossing)
            stock[case, draw] = max(here - drain, 0.0)
