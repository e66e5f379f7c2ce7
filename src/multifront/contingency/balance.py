"""Daily books of single worlds, and whose crude comes by which leg: what a reader can check by hand. No statistics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifront.contingency.arrivals import lay_out
from multifront.contingency.scenario import Scenario
from multifront.contingency.simulation import Legs, channel_legs
from multifront.contingency.supply import Progress, advance_day
from multifront.contingency.vocabulary import COMMODITIES, KINDS, RULES
from multifront.contingency.worlds import Sampler, add_up, sample_world, sample_worlds, world_on
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name


@dataclass(frozen=True, slots=True)
class Balance:
    """Daily books of sampled worlds, shape (days, n): flows in mb/d, `stock` in Mbbl at the start of the day.

    supplied home and abroad + drawn + rationed + unmet = demand. `drawn` is negative where stocks are built.
    """

    demand: Floats
    domestic: Floats
    imports: Floats
    drawn: Floats
    rationed: Floats
    unmet: Floats
    essential_unmet: Floats
    stock: Floats


@dataclass(frozen=True, slots=True)
class SupplyShare:
    """One part of a side's normal crude supply: flow in mb/d, share of all imports and of the runs."""

    part: str
    flow: float
    share_of_imports: float
    share_of_runs: float


def daily_balance(
    scenario: Scenario,
    side: str,
    rule: str,
    channel: str | Legs = "on",
    *,
    days: int = 365,
    draw: int = 0,
    draws: int = 1,
    seed: int = 0,
    commodity: str = COMMODITIES[0],
) -> Balance:
    """The books of one or a few sampled worlds day by day: demand, imports, draw-down, rationing, shortage, stock.

    Formula: home + imports + drawn + rationed + unmet = demand, every day; see docs/model-supply.md.

    Args:
        scenario: from `load`.
        side: name of a side.
        rule: leave, inspect or stop.
        channel: on, off or open legs.
        days: how many days from the scenario's start.
        draw: number of the first draw, the same world as in `simulate`.
        draws: how many draws from there on.
        seed: as in `simulate`.
        commodity: which of the side's.

    Returns:
        The books, arrays of shape (days, draws).

    Raises:
        UsageError: an unknown side, rule, leg or commodity.

    Assumes:
        Shortage falls on industry and other demand first, then on essential, last on military demand.

    References:
        docs/model-supply.md, section "Equations".

    Example:
        >>> import multifront.contingency as contingency
        >>> books = contingency.daily_balance(contingency.load("small"), "china", "leave", "off", days=151)
        >>> books.stock[[0, 149, 150], 0].tolist(), books.unmet[150, 0].tolist()
        ([900.0, 6.0, 0.0], 6.0)
    """
    if rule not in RULES:
        raise UsageError(unknown_name("rule", rule, RULES, "use one of these"))
    sampler = Sampler(scenario, seed, np.arange(draw, draw + draws, dtype=np.int64))
    worlds = sample_worlds(scenario.side(side).supply(commodity), sampler)
    needs, shape = worlds[0].needs, (1, draws)
    laid = {world.since: lay_out(world, [(rule, channel_legs(channel))]) for world in worlds}
    state = Progress(worlds[0].stock[np.newaxis].copy(), np.full(shape, np.inf), np.full(shape, np.inf))
    rows = []
    for day in range(days):
        world = world_on(worlds, day)
        inflow, demand = laid[world.since].inflows(day), needs.demand(day)
        supply, before = inflow[0], state.stock[0].copy()
        rationed = demand * needs.ration(before, demand)
        advance_day(day, state, needs, inflow)
        drawn = before - state.stock[0]
        unmet = demand - rationed - supply - drawn
        short = np.maximum(needs.essential - supply - drawn, 0.0)
        rows.append((demand, world.domestic, supply - world.domestic, drawn, rationed, unmet, short, before))
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    return Balance(*columns)


def supply_shares(
    scenario: Scenario, side: str, draws: int = 1_000, seed: int = 0, commodity: str = COMMODITIES[0]
) -> tuple[SupplyShare, ...]:
    """How much of a side's crude, or of another commodity, comes from the partner by leg, and overland from anyone.

    Formula, before anything is cut: mean normal flow of the routes concerned / mean of all imports, / mean of the runs.

    Args:
        scenario: from `load`.
        side: name of a side.
        draws: worlds over which the means are taken.
        seed: as in `simulate`.
        commodity: which of the side's.

    Returns:
        Lines for the partner in all, the partner by leg, and all overland routes; shares within 0..1.

    Raises:
        UsageError: an unknown side or commodity.

    Assumes:
        Flows as the scenario states them, with its limits; a check against published totals, not a measurement.

    References:
        The sources of the scenario's routes, in `scenario.sources`.

    Example:
        >>> import multifront.contingency as contingency
        >>> shares = contingency.supply_shares(contingency.load("small"), "china", draws=1)
        >>> [(line.part, line.share_of_imports) for line in shares][0]
        ('partner', 0.375)
    """
    chosen = scenario.side(side).supply(commodity)
    world = sample_world(chosen, Sampler(scenario, seed, np.arange(draws, dtype=np.int64)))
    runs, imports = float((world.needs.home + world.needs.exports).mean()), float(world.normal.mean())
    overland = [route.kind == KINDS[0] for route in chosen.routes]
    parts = {"partner": [bool(leg) for leg in world.legs]}
    parts |= {f"partner, {leg.replace('_', ' ')}": [leg == own for own in world.legs] for leg in KINDS}
    parts["overland, all suppliers"] = overland
    lines = []
    for part, keep in parts.items():
        flow = float(add_up(list(world.flow[np.array(keep, dtype=bool)]), world.stock).mean())
        lines.append(SupplyShare(part, flow, flow / imports if imports else 0.0, flow / runs if runs else 0.0))
    return tuple(lines)
