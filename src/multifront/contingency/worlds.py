"""Sampled worlds: the numbers of one side as arrays over draws, and what arrives on a day. No stocks are run here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from multifront.contingency.draws import Indices, range_quantile, uniform_draws
from multifront.contingency.ranges import Range
from multifront.contingency.scenario import Scenario, Side
from multifront.contingency.supply import Needs
from multifront.contingency.vocabulary import KINDS, RULES, SMALLEST_RATIONING_SPAN
from multifront.domain import Floats
from multifront.errors import SimulationError

Arrived = Mapping[tuple[str, str], Floats]
"""Crude arriving on a day by (leg of the partner, rule)."""

NEVER = 10**9
"""A day that no run reaches."""


@dataclass(frozen=True, slots=True)
class World:
    """One side's sampled numbers. Arrays by route have shape (routes, n), all others (n,)."""

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


class Sampler:
    """Values of a scenario's numbers in the draws asked for. A number named in `fixed` has that value in every draw."""

    def __init__(
        self, scenario: Scenario, seed: int, indices: Indices, fixed: Mapping[str, float] | None = None
    ) -> None:
        self.scenario = scenario
        self.seed = seed
        self.indices = indices
        self.fixed = fixed or {}
        self._drawn: dict[str, Floats] = {}

    def holding(self, fixed: Mapping[str, float]) -> Sampler:
        """The same draws with these numbers held; what was drawn already is not drawn again."""
        other = Sampler(self.scenario, self.seed, self.indices, fixed)
        other._drawn = self._drawn
        return other

    def values(self, name: str) -> Floats:
        """Shape (n,), in the model's units."""
        if name in self.fixed:
            return np.full(self.indices.shape, self.fixed[name])
        if name not in self._drawn:
            number: Range = self.scenario.numbers[name]
            uniforms = np.zeros(self.indices.shape) if number.fixed else uniform_draws(self.seed, name, self.indices)
            self._drawn[name] = range_quantile(number, uniforms)
        return self._drawn[name]

    def amount(self, name: str, demand: Floats) -> Floats:
        """As `values`, with numbers stated relative to demand turned into mb/d or Mbbl."""
        values = self.values(name)
        return values * demand if self.scenario.numbers[name].relative else values


def sample_world(side: Side, sampler: Sampler) -> World:
    """Draw one side's numbers, apply its limits and the loss that each rule on the partner's ships brings."""
    needs = _needs(side, sampler)
    demand = needs.home + needs.exports
    flow, room = _routes(side, sampler, demand)
    routes = [f"{side.name}.routes.{route.name}" for route in side.routes]
    exposure = _rows([sampler.values(f"{name}.exposure") for name in routes], sampler)
    cut = sampler.values(f"{side.name}.cut.share")
    volume = sampler.amount(f"{side.name}.stock.volume", demand)
    partner = sampler.scenario.partner
    return World(
        needs=needs,
        stock=volume * sampler.values(f"{side.name}.stock.usable"),
        domestic=sampler.amount(f"{side.name}.supply.domestic", demand),
        normal=add_up(list(flow), volume),
        flow=flow,
        room=room,
        lag=_rows([sampler.values(f"{name}.lag") for name in routes], sampler),
        loss=cut * exposure,
        start=sampler.values(f"{side.name}.cut.start"),
        ramp=np.maximum(sampler.values(f"{side.name}.cut.ramp"), 1.0),
        surge_rate=sampler.values(f"{side.name}.supply.surge_rate"),
        legs=tuple(route.kind if route.supplier == partner else "" for route in side.routes),
        rule_losses=_rule_losses(sampler),
    )


def _needs(side: Side, sampler: Sampler) -> Needs:
    def value(key: str) -> Floats:
        return sampler.values(f"{side.name}.{key}")

    runs, covers = value("demand.runs"), (value("rationing.start_cover"), value("rationing.full_cover"))
    if np.any(runs <= 0.0) or np.any(covers[0] - covers[1] < SMALLEST_RATIONING_SPAN):
        raise SimulationError(f"{side.name}: runs must be above 0 and start_cover two days above full_cover")
    exports = np.minimum(value("demand.product_exports"), runs)
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


def _routes(side: Side, sampler: Sampler, demand: Floats) -> tuple[Floats, Floats]:
    """Normal flow and spare capacity of every route, after its own capacity and the shared limits."""
    flow = {r.name: sampler.amount(f"{side.name}.routes.{r.name}.flow", demand) for r in side.routes}
    room = {}
    for name, normal in flow.items():
        capacity = sampler.amount(f"{side.name}.routes.{name}.capacity", demand)
        flow[name] = np.minimum(normal, capacity)
        room[name] = capacity - flow[name]
    for limit in side.limits:
        shared = sampler.amount(f"{side.name}.limits.{limit.name}.capacity", demand)
        _share(limit.routes, flow, shared)
        _share(limit.routes, room, shared - add_up([flow[name] for name in limit.routes], shared))
    order = [route.name for route in side.routes]
    return _rows([flow[name] for name in order], sampler), _rows([room[name] for name in order], sampler)


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


def arrivals(world: World, day: int) -> Arrived:
    """What arrives on a day by leg of the partner and rule, mb/d, shape (n,); other suppliers stand under ("", "").

    passage = 1 - cut share x exposure x rule factor x strength(day - lag): cargoes already past arrive. Each route
    carries its normal flow and what part of its spare capacity is in use. A leg that no rule touches has rule "".
    """
    since = day + 1.0 - world.start - world.lag
    lost = world.loss * np.minimum(np.maximum(since / world.ramp, 0.0), 1.0)
    carried = world.flow + world.room * np.minimum(np.maximum(since * world.surge_rate, 0.0), 1.0)
    found = {}
    for leg in dict.fromkeys(("", *world.legs)):
        rows = [index for index, own in enumerate(world.legs) if own == leg]
        for rule in RULES if leg in KINDS[1:] else ("",):
            factor = world.rule_losses[rule] if rule else 1.0
            passed = [carried[row] * (1.0 - lost[row] * factor) for row in rows]
            found[leg, rule] = add_up(passed, world.stock)
    return found


def inflow(world: World, arrived: Arrived, rule: str, open_legs: tuple[str, ...]) -> Floats:
    """Home production and arrivals, mb/d, shape (n,), under a rule when only these legs of the partner are open.

    Spare capacity replaces what is lost and no more, so that without a cut the normal flows result.
    """
    total = arrived["", ""]
    for leg in KINDS:
        if leg in open_legs and leg in world.legs:
            total = total + arrived[leg, rule if leg in KINDS[1:] else ""]
    return world.domestic + np.minimum(total, world.normal)


def add_up(rows: Sequence[Floats], like: Floats) -> Floats:
    """Sum of rows, shape of `like`, one after another: one order of additions whatever the number of draws."""
    total = np.zeros(like.shape)
    for row in rows:
        total = total + row
    return total


def _rows(rows: list[Floats], sampler: Sampler) -> Floats:
    return np.stack(rows) if rows else np.zeros((0, *sampler.indices.shape))


def steady_from(side: Side, sampler: Sampler) -> int:
    """First day from which flows and demand of a side change no more in any draw, whatever the seed."""

    def ends(key: str) -> tuple[float, float]:
        number, name = sampler.scenario.numbers[f"{side.name}.{key}"], f"{side.name}.{key}"
        return (sampler.fixed[name],) * 2 if name in sampler.fixed else (number.low, number.high)

    slowest, fastest = ends("supply.surge_rate")
    if slowest == 0.0 and fastest > 0.0:
        return NEVER
    lag = max((ends(f"routes.{route.name}.lag")[1] for route in side.routes), default=0.0)
    build = max(ends("cut.ramp")[1], 1.0, 1.0 / slowest if slowest > 0.0 else 0.0)
    return int(np.ceil(max(ends("cut.start")[1] + lag + build, ends("demand.export_ban")[1])))
