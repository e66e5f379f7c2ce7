"""Samples the optional blocks of a scenario into the inputs of arms, forces and fronts. Runs no part of the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np

from multifront.contingency.arms import Holding, Partner, Production
from multifront.contingency.blocks import ArmsClass, Place, Pool
from multifront.contingency.branches import BRANCHES, BranchFactors, Clocks, acting_days, branch_budget, choose_branch
from multifront.contingency.draws import uniform_draws
from multifront.contingency.forces_inputs import LAYERS, Forces, Requirements, Waits, basing_capacity
from multifront.contingency.fronts import FrontRules, Openings, base_hazard, open_fronts
from multifront.contingency.pressure import pressure_demand, pressure_log_ratio
from multifront.contingency.worlds import Sampler, cut_start
from multifront.domain import Floats

BY_SEA = LAYERS[:2]
"""Layers that travel by sea; the others go by air."""


def sample_holding(one: ArmsClass, sampler: Sampler) -> Holding:
    """Stock, production and need of one class of arms of one side; components are cut when its trade is."""
    need, later = _value(sampler, one.path, "need"), _value(sampler, one.path, "later_from")
    ratio = _value(sampler, one.path, "later_need")
    return Holding(
        stock=_value(sampler, one.path, "stock"),
        production=Production(
            capacity=_value(sampler, one.path, "production.capacity"),
            component_share=_value(sampler, one.path, "production.component_share"),
            component_days=_value(sampler, one.path, "production.component_days"),
            component_supply=_value(sampler, one.path, "production.component_supply"),
            cut_day=cut_start(one.side, sampler),
        ),
        need=np.stack([need, need * ratio]),
        phase_starts=np.stack([np.zeros_like(later), later]),
    )


def sample_partner(one: ArmsClass, sampler: Sampler) -> Partner:
    """The partner's budget of one class in the branch of its own war in which each draw is."""
    path = f"{one.path}.partner"
    today = BranchFactors(
        own_use=_value(sampler, path, "own_use"),
        production=_value(sampler, path, "production"),
        willingness=np.ones(sampler.indices.shape),
    )
    factors = {
        branch: BranchFactors(
            **{key: sampler.values(f"branches.{branch}.{key}") for key in ("own_use", "production", "willingness")}
        )
        for branch in BRANCHES
    }
    weights = np.stack([sampler.values(f"branches.{branch}.weight") for branch in BRANCHES])
    branch = choose_branch(weights, uniform_draws(sampler.seed, "branches", sampler.indices))
    budget = branch_budget(factors, today, branch)
    return Partner(
        reserve=_value(sampler, path, "reserve"),
        production=_uncut(budget.production, sampler),
        draw_down=_value(sampler, path, "draw_down"),
        own_use=budget.own_use,
        compatible=_value(sampler, path, "compatible"),
        willingness=budget.willingness,
        from_day=sampler.values("clocks.commitment") + sampler.values("clocks.delivery"),
        gives=_value(sampler, path, "gives"),
    )


def sample_donors(one: ArmsClass, sampler: Sampler) -> tuple[Partner, ...]:
    """The budgets of one class of the donors other than the partner; they know no branches of its war."""
    return tuple(_donor(f"{one.path}.donors.{actor}", sampler) for actor in one.donors)


def _donor(path: str, sampler: Sampler) -> Partner:
    keys = ("reserve", "draw_down", "own_use", "compatible", "willingness")
    return Partner(
        **{key: _value(sampler, path, key) for key in keys},
        production=_uncut(_value(sampler, path, "production"), sampler),
        from_day=_value(sampler, path, "delivery"),
        gives=np.zeros(sampler.indices.shape),
    )


def _uncut(capacity: Floats, sampler: Sampler) -> Production:
    """Production that no cut of components reaches."""
    none = np.zeros(sampler.indices.shape)
    return Production(
        capacity=capacity, component_share=none, component_days=none, component_supply=none + 1.0, cut_day=none
    )


def sample_forces(pools: tuple[Pool, ...], places: tuple[Place, ...], sampler: Sampler) -> Forces:
    """Every pool with its units and its days to each front."""

    def rows(key: str) -> Floats:
        return np.stack([_value(sampler, pool.path, key) for pool in pools])

    slow = sampler.values("forces.slowness")
    homes = [[sampler.values(f"forces.homes.{pool.home}.{place.name}") * slow for place in places] for pool in pools]
    return Forces(
        layer=tuple(pool.layer for pool in pools),
        owner=tuple(pool.owner for pool in pools),
        home=tuple(pool.home for pool in pools),
        units=rows("units"),
        readiness=rows("readiness"),
        reserve=rows("reserve"),
        commitment=rows("commitment"),
        transit=np.array(homes),
    )


def sample_openings(places: tuple[Place, ...], sampler: Sampler, days: int, distraction: bool) -> Openings:
    """The day on which each front opens; one uniform a front and draw, shared by all combinations."""

    def word(key: str) -> Floats:
        return sampler.values(f"fronts.openings.{key}")

    rule = tuple(place.opens for place in places)
    align = np.stack([_value(sampler, place.path, "align") for place in places])
    hazard = np.zeros(sampler.indices.shape)
    if any(word_ != "open" for word_ in rule):
        within = sampler.scenario.numbers["fronts.openings.within"].mode
        hazard = base_hazard(word("expands"), within, rule=rule, align=align, b_align=word("b_align"))
    added = word("load_added") if distraction else 0.0
    rules = FrontRules(
        fronts=tuple(place.name for place in places),
        rule=rule,
        hazard=hazard,
        load=np.minimum(word("load") + added, 1.0),
        align=align,
        b_load=word("b_load"),
        b_align=word("b_align"),
        joins=word("joins"),
        joins_after=np.stack([_value(sampler, place.path, "joins_after") for place in places]),
        horizon=float(days),
    )
    uniforms = [uniform_draws(sampler.seed, f"front.{place.name}", sampler.indices) for place in places]
    return open_fronts(rules, np.stack(uniforms))


def sample_requirements(
    places: tuple[Place, ...], sampler: Sampler, openings: Openings, days: int, acts: Floats
) -> Requirements:
    """What each front asks for, by layer; `acts` (L, F, n) is what the channel *distraction* adds.

    Clocks that a file gives make it later: forces count from the coalition's decision, host's bases open with consent,
    acts begin on the partner's clock.
    """
    waits = _waits(places, sampler, acts)

    def cube(key: str) -> Floats:
        return np.array([[_value(sampler, place.path, f"{key}.{layer}") for place in places] for layer in LAYERS])

    return Requirements(
        fronts=tuple(place.name for place in places),
        base=cube("base") + (acts if waits is None else 0.0),
        war=cube("war"),
        opening=openings.day,
        weight=np.stack([_value(sampler, place.path, "weight") for place in places]),
        basing=_rooms(places, sampler, _own_room) + (_rooms(places, sampler, _host_room) if waits is None else 0.0),
        between=np.array([_between(places, layer, sampler) for layer in LAYERS]),
        delay=sampler.values("forces.delay"),
        horizon=days,
        waits=waits,
    )


def _waits(places: tuple[Place, ...], sampler: Sampler, acts: Floats) -> Waits | None:
    """What acts later than on day 0, None where no clock of the file makes it so."""
    found = acting_days(Clocks(**{field.name: clock(sampler, field.name) for field in fields(Clocks)}))
    activity = sampler.scenario.numbers.get("clocks.activity")
    given = "clocks.activity" in sampler.fixed or (activity is not None and activity.line > 0)
    acts_from = found.distraction if given else np.zeros(sampler.indices.shape)
    if not (found.interdiction.any() or found.forward_forces.any() or acts_from.any()):
        return None
    every = np.ones((len(places), 1))
    return Waits(
        begins=every * found.interdiction,
        host=_rooms(places, sampler, _host_room),
        host_from=every * found.forward_forces,
        acts=acts,
        acts_from=acts_from,
    )


def sample_pressure(places: tuple[Place, ...], sampler: Sampler) -> Floats:
    """Units that acts of the partner and of other donors at each front tie down, shape (layers, fronts, n)."""
    activity = np.stack([_value(sampler, place.path, "activity") for place in places])
    each = np.stack([sampler.values(f"fronts.pressure.units_each.{layer}") for layer in LAYERS])
    tested = sampler.scenario.blocks.pressure
    if tested is None:
        ratio = np.log(sampler.values("fronts.pressure.rate_ratio"))
    else:
        ratio = pressure_log_ratio(tested, uniform_draws(sampler.seed, "fronts.pressure.from", sampler.indices))
    by_partner = pressure_demand(activity, each, ratio, sampler.values("fronts.pressure.exposure"))
    return np.asarray(by_partner + np.array([[_tied(place, layer, sampler) for place in places] for layer in LAYERS]))


def _tied(place: Place, layer: str, sampler: Sampler) -> Floats:
    """Units of a layer that donors other than the partner tie down at a front."""
    stated = layer in place.tied
    return _value(sampler, place.path, f"tied.{layer}") if stated else np.zeros(sampler.indices.shape)


def _rooms(places: tuple[Place, ...], sampler: Sampler, room: Callable[[Place, str, Sampler], Floats]) -> Floats:
    return np.array([[room(place, layer, sampler) for place in places] for layer in LAYERS])


def _own_room(place: Place, layer: str, sampler: Sampler) -> Floats:
    """Most units of a layer that bases without a host let operate at a front."""
    if layer not in place.limited:
        return np.full(sampler.indices.shape, np.inf)
    return _value(sampler, place.path, f"basing.{layer}")


def _host_room(place: Place, layer: str, sampler: Sampler) -> Floats:
    """What the host's bases add, given its consent."""
    if layer not in place.limited:
        return np.zeros(sampler.indices.shape)
    host = _value(sampler, place.path, f"host_basing.{layer}")[None, None, None]
    limited = sampler.values("forces.limited")
    return np.asarray(basing_capacity(host, [sampler.scenario.blocks.consent], limited)[0, 0])


def _between(places: tuple[Place, ...], layer: str, sampler: Sampler) -> Floats:
    """Days from front to front by way of the first one, shape (fronts, fronts, n)."""
    key = f"from_main.{'sea' if layer in BY_SEA else 'air'}"
    nothing = np.zeros(sampler.indices.shape)
    legs = np.stack([nothing, *(_value(sampler, place.path, key) for place in places[1:])])
    ways = (legs[:, None] + legs[None]) * sampler.values("forces.slowness")
    ways[np.arange(len(places)), np.arange(len(places))] = 0.0
    return np.asarray(ways)


def clock(sampler: Sampler, name: str) -> Floats:
    """Days of one clock; 0 in a scenario without it."""
    key = f"clocks.{name}"
    return sampler.values(key) if key in sampler.scenario.numbers else np.zeros(sampler.indices.shape)


def _value(sampler: Sampler, path: str, key: str) -> Floats:
    return sampler.values(f"{path}.{key}")
