"""Sampled worlds: the numbers of one supply as arrays over draws, and dated changes. What arrives is in `arrivals`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from multifront.contingency.correlations import correlated_uniforms
from multifront.contingency.draws import Indices, range_quantile, uniform_draws
from multifront.contingency.ranges import REST, Range
from multifront.contingency.scenario import Scenario, Supply
from multifront.contingency.supply import Needs
from multifront.contingency.vocabulary import RULES, SMALLEST_RATIONING_SPAN
from multifront.domain import Floats
from multifront.errors import SimulationError

NEVER = 10**9
"""A day that no run reaches."""


@dataclass(frozen=True, slots=True)
class World:
    """One commodity of one side, sampled, from day `since` on. Arrays by route have shape (routes, n), others (n,).

    `gated` are the routes under limits that are not `alike`, `gates` those limits, by position in `gated`.
    """

    needs: Needs
    stock: Floats
    domestic: Floats
    normal: Floats
    flow: Floats
    room: Floats
    lag: Floats
    loss: Floats
    start: Floats
    ramp: Floats
    surge_rate: Floats
    legs: tuple[str, ...]
    rule_losses: Mapping[str, Floats]
    gated: tuple[int, ...]
    gates: tuple[tuple[int, ...], ...]
    gate_limits: Floats
    since: int = 0


class Sampler:
    """Values of a scenario's numbers in the draws asked for. A number named in `fixed` has that value in every draw."""

    def __init__(
        self, scenario: Scenario, seed: int, indices: Indices, fixed: Mapping[str, float] | None = None
    ) -> None:
        self.scenario = scenario
        self.seed = seed
        self.indices = indices
        self.fixed = fixed or {}
        self.day = 0
        self._drawn: dict[str, Floats] = {}

    def holding(self, fixed: Mapping[str, float]) -> Sampler:
        """The same draws with these numbers held; what was drawn already is not drawn again."""
        other = Sampler(self.scenario, self.seed, self.indices, fixed)
        other._drawn = self._drawn
        return other

    def on(self, day: int) -> Sampler:
        """The same draws as they stand on a later day, after the dated changes up to then."""
        other = self.holding(self.fixed)
        other.day = day
        return other

    def current(self, name: str) -> str:
        """The name of the number that holds on this day: itself, or the last dated change of it."""
        for day, changed in self.scenario.steps.get(name, ()):
            if day <= self.day:
                name = changed
        return name

    def values(self, name: str) -> Floats:
        """Shape (n,), in the model's units."""
        name = self.current(name)
        if name in self.fixed:
            return np.full(self.indices.shape, self.fixed[name])
        if name not in self._drawn:
            number: Range = self.scenario.numbers[name]
            uniforms = np.zeros(self.indices.shape) if number.fixed else self._uniforms(name)
            self._drawn[name] = range_quantile(number, uniforms)
        return self._drawn[name]

    def _uniforms(self, name: str) -> Floats:
        """The number's own keyed uniforms, or those that its correlations make of them."""
        copula = self.scenario.copulas.get(name)
        if copula is None:
            return uniform_draws(self.seed, name, self.indices)
        return correlated_uniforms(copula, name, lambda other: uniform_draws(self.seed, other, self.indices))

    def amount(self, name: str, demand: Floats) -> Floats:
        """As `values`, with numbers stated relative to demand turned into flows or volumes."""
        values = self.values(name)
        return values * demand if self.scenario.numbers[self.current(name)].relative else values


def sample_worlds(supply: Supply, sampler: Sampler) -> tuple[World, ...]:
    """The worlds of one supply: the one of day 0 and one from each day on which a dated change sets in.

    Spare capacity may go on replacing what a change takes from a route; home production changes only where it is named.
    """
    first, later, domestic = sample_world(supply, sampler), [], f"{supply.name}.supply.domestic"
    for day in change_days(supply, sampler):
        at_day = sampler.on(day)
        world = sample_world(supply, at_day)
        held = at_day.current(domestic) == sampler.current(domestic)
        world = replace(world, since=day, domestic=first.domestic) if held else replace(world, since=day)
        later.append(replace(world, normal=np.maximum(first.normal, world.normal)))
    return (first, *later)


def world_on(worlds: Sequence[World], day: int) -> World:
    """The world that holds on a day."""
    return next(world for world in reversed(worlds) if world.since <= day)


def change_days(supply: Supply, sampler: Sampler) -> list[int]:
    """Days after the first on which a number of this supply or of its side's cut changes."""
    own = (f"{supply.name}.", f"{supply.side}.cut.")
    days = {day for name, steps in sampler.scenario.steps.items() if name.startswith(own) for day, _ in steps}
    return sorted(day for day in days if day > 0)


def sample_world(supply: Supply, sampler: Sampler) -> World:
    """Draw one supply's numbers, apply its limits and the loss that each rule on the partner's ships brings."""
    needs = _needs(supply, sampler)
    demand = needs.home + needs.exports
    flow, room = _routes(supply, sampler, demand)
    names = [f"{supply.name}.routes.{route.name}" for route in supply.routes]
    exposure = _rows([sampler.values(f"{name}.exposure") for name in names], sampler)
    cut = sampler.values(f"{supply.side}.cut.share")
    volume = sampler.amount(f"{supply.name}.stock.volume", demand)
    partner = sampler.scenario.partner
    normal = add_up(list(flow), volume)
    gated, gates, gate_limits = _gates(supply, sampler, demand)
    return World(
        needs=needs,
        stock=volume * sampler.values(f"{supply.name}.stock.usable"),
        domestic=_domestic(supply, sampler, demand, normal),
        normal=normal,
        flow=flow,
        room=room,
        lag=_rows([sampler.values(f"{name}.lag") for name in names], sampler),
        loss=cut * exposure,
        start=sampler.values(f"{supply.side}.cut.start"),
        ramp=np.maximum(sampler.values(f"{supply.side}.cut.ramp"), 1.0),
        surge_rate=sampler.values(f"{supply.name}.supply.surge_rate"),
        legs=tuple(route.kind if route.supplier == partner else "" for route in supply.routes),
        rule_losses=_rule_losses(sampler),
        gated=gated,
        gates=gates,
        gate_limits=gate_limits,
    )


def _domestic(supply: Supply, sampler: Sampler, demand: Floats, normal: Floats) -> Floats:
    """Home production; stated as a share of the rest it is what normal imports leave of demand."""
    name = f"{supply.name}.supply.domestic"
    if sampler.scenario.numbers[sampler.current(name)].unit == REST:
        return sampler.values(name) * np.maximum(demand - normal, 0.0)
    return sampler.amount(name, demand)


def _gates(
    supply: Supply, sampler: Sampler, demand: Floats
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...], Floats]:
    """The routes under limits that are not alike, those limits as positions among them, and what they let through."""
    shared = [limit for limit in supply.limits if not limit.alike]
    held = {name for limit in shared for name in limit.routes}
    gated = [route.name for route in supply.routes if route.name in held]
    numbers = [route.name for route in supply.routes]
    limits = [sampler.amount(f"{supply.name}.limits.{limit.name}.capacity", demand) for limit in shared]
    gates = tuple(tuple(gated.index(name) for name in limit.routes) for limit in shared)
    return tuple(numbers.index(name) for name in gated), gates, _rows(limits, sampler)


def _needs(supply: Supply, sampler: Sampler) -> Needs:
    def value(key: str) -> Floats:
        return sampler.values(f"{supply.name}.{key}")

    runs, covers = value(supply.use_key), (value("rationing.start_cover"), value("rationing.full_cover"))
    if np.any(runs <= 0.0) or np.any(covers[0] - covers[1] < SMALLEST_RATIONING_SPAN):
        what = supply.use_key.split(".")[1]
        raise SimulationError(f"{supply.name}: {what} must be above 0 and start_cover two days above full_cover")
    exports = np.minimum(value(supply.exports_key), runs)
    home = runs - exports
    first = value("demand.military") + value("demand.essential")
    return Needs(
        home=home,
        exports=exports,
        export_ban=value("demand.export_ban"),
        essential=first * home,
        unmet_limit=value("demand.unmet_limit"),
        maximum=np.minimum(value("rationing.maximum"), np.maximum(1.0 - first, 0.0)),
        start_cover=covers[0],
        full_cover=covers[1],
    )


def _routes(supply: Supply, sampler: Sampler, demand: Floats) -> tuple[Floats, Floats]:
    """Normal flow and spare capacity of every route, after its own capacity and the shared limits."""
    names = [route.name for route in supply.routes]
    flow = {name: sampler.amount(f"{supply.name}.routes.{name}.flow", demand) for name in names}
    room = {}
    for name, normal in flow.items():
        capacity = sampler.amount(f"{supply.name}.routes.{name}.capacity", demand)
        flow[name] = np.minimum(normal, capacity)
        room[name] = capacity - flow[name]
    for limit in sorted(supply.limits, key=lambda limit: len(limit.routes)):
        shared = sampler.amount(f"{supply.name}.limits.{limit.name}.capacity", demand)
        before = dict(flow)
        _share(limit.routes, flow, shared)
        if limit.alike:
            _share(limit.routes, room, shared - add_up([flow[name] for name in limit.routes], shared))
        else:  # what the limit keeps back of the normal flow stays within the route's own capacity
            room |= {name: room[name] + before[name] - flow[name] for name in limit.routes}
    return _rows([flow[name] for name in names], sampler), _rows([room[name] for name in names], sampler)


def _share(names: tuple[str, ...], amounts: dict[str, Floats], limit: Floats) -> None:
    """Scale the amounts of these routes down, all by one factor, to what the limit leaves."""
    total = add_up([amounts[name] for name in names], limit)
    factor = np.minimum(1.0, np.maximum(limit, 0.0) / np.where(total > 0.0, total, 1.0))
    for name in names:
        amounts[name] = amounts[name] * np.where(total > 0.0, factor, 1.0)


def _rule_losses(sampler: Sampler) -> dict[str, Floats]:
    """By rule, the factor on the loss of the partner's sea routes: only ships under its own flag are treated apart."""
    flag = sampler.values("partner.flag_share")
    inspection = sampler.values("partner.inspection_loss")
    treatment = {"leave": np.zeros_like(flag), "inspect": inspection, "stop": np.ones_like(flag)}
    return {rule: 1.0 - flag * (1.0 - treatment[rule]) for rule in RULES}


def add_up(rows: Sequence[Floats], like: Floats) -> Floats:
    """Sum of rows, shape of `like`, one after another: one order of additions whatever the number of draws."""
    total = np.zeros(like.shape)
    for row in rows:
        total = total + row
    return total


def _rows(rows: list[Floats], sampler: Sampler) -> Floats:
    return np.stack(rows) if rows else np.zeros((0, *sampler.indices.shape))


def steady_from(supply: Supply, sampler: Sampler) -> int:
    """First day from which flows and demand of a supply change no more in any draw, whatever the seed."""

    def ends(name: str) -> tuple[float, float]:
        names = [name, *(changed for _, changed in sampler.scenario.steps.get(name, ()))]
        numbers = [(sampler.fixed.get(n), sampler.scenario.numbers[n]) for n in names]
        lows = [number.low if held is None else held for held, number in numbers]
        highs = [number.high if held is None else held for held, number in numbers]
        return min(lows), max(highs)

    slowest, fastest = ends(f"{supply.name}.supply.surge_rate")
    if slowest == 0.0 and fastest > 0.0:
        return NEVER
    lag = max((ends(f"{supply.name}.routes.{route.name}.lag")[1] for route in supply.routes), default=0.0)
    build = max(ends(f"{supply.side}.cut.ramp")[1], 1.0, 1.0 / slowest if slowest > 0.0 else 0.0)
    last_change = max(change_days(supply, sampler), default=0)
    still = ends(f"{supply.side}.cut.start")[1] + lag + build, ends(f"{supply.name}.demand.export_ban")[1]
    return int(np.ceil(max(*still, last_change)))
