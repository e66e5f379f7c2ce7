"""The fast assignment of forces equals a linear programme in HiGHS, and its days and paths equal a plain day loop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.contingency.made_forces import random_case, waiting

from multifront.contingency.forces import _Layer, assign_forces, correction_days
from multifront.contingency.forces_inputs import LAYERS, Forces, Requirements, shortest_ways
from multifront.contingency.forces_lp import LayerWorld, least_shortfall
from multifront.contingency.forces_stages import SLOTS, first_plan
from multifront.errors import UsageError

SIZES = ((1, 1), (1, 3), (2, 2), (3, 2), (2, 4), (4, 3), (3, 5), (5, 2))
TOLERANCE = 1e-6


def layer_world(forces: Forces, needs: Requirements, kind: int, draw: int) -> tuple[LayerWorld, float]:
    """One layer of one draw for the linear programme, and the weighted shortfall that bases make unavoidable."""
    rows = [index for index, layer in enumerate(forces.layer) if layer == needs.layers[kind]]
    homes, ways = shortest_ways(forces.transit[rows][..., [draw]], needs.between[kind][..., [draw]])
    opening, horizon = needs.opening[:, draw], float(needs.horizon)
    times = [opening[opening < horizon]]
    if needs.waits is not None:
        times += [getattr(needs.waits, name)[..., draw].ravel() for name in ("begins", "host_from", "acts_from")]
    starts = np.unique(np.concatenate([[0.0], *times]))
    starts = starts[starts < horizon]
    wanted = needs.base[kind, :, [draw]].T + needs.war[kind, :, [draw]].T * (opening[:, None] <= starts)
    room = np.repeat(needs.basing[kind, :, [draw]].T, starts.size, axis=1)
    if needs.waits is not None:
        waits, at_once = needs.waits, opening[:, None] > 0.0
        wanted = wanted + waits.acts[kind, :, [draw]].T * (waits.acts_from[draw] <= starts)
        host = at_once | (waits.host_from[:, [draw]] <= starts)
        room = room + waits.host[kind, :, [draw]].T * host
        room = np.where(at_once | (waits.begins[:, [draw]] <= starts), room, 0.0)
    demand = np.minimum(wanted, room)
    lengths, weight = np.diff(np.append(starts, horizon)), needs.weight[:, draw]
    ready = (forces.units * forces.readiness * forces.commitment)[rows, draw]
    world = LayerWorld(
        units=ready,
        transit=homes[..., 0],
        between=ways[..., 0],
        allowed=np.ones((len(rows), opening.size)),
        starts=starts,
        demand=demand,
        weight=weight,
        moment=float(correction_days(needs)[draw]),
        horizon=horizon,
    )
    return world, float(((wanted - demand) * lengths * weight[:, None]).sum())


def plan_of(forces: Forces, needs: Requirements, world: LayerWorld, kind: int, draw: int) -> np.ndarray:
    """The first plan, the one thing in which two optima may differ, as the fast allocator makes it."""
    rows = [index for index, layer in enumerate(forces.layer) if layer == needs.layers[kind]]
    kept = world.units * forces.reserve[rows, draw]
    layer = _Layer(forces, needs, np.ones((len(forces.layer), world.weight.size), dtype=bool), needs.layers[kind])
    slots, solved = first_plan(
        world.units - kept, world.transit, world.between, world.allowed, layer.front[draw], world.horizon
    )
    assert solved
    return slots.reshape(len(rows), SLOTS, -1).sum(axis=1)


@pytest.mark.parametrize("index", range(len(SIZES)))
def test_every_policy_equals_the_linear_programme(index: int) -> None:
    # 8 sizes x 32 draws x 4 layers = 1,024 instances
    forces, needs = random_case(index, 32, SIZES[index])
    plan = assign_forces(forces, needs, foresight=True)
    weighted = (plan.short * needs.weight).sum(axis=2)
    for kind in range(len(LAYERS)):
        for draw in range(32):
            world, beyond = layer_world(forces, needs, kind, draw)
            first = plan_of(forces, needs, world, kind, draw)
            found = [least_shortfall(world, first), least_shortfall(world, first, move=False), least_shortfall(world)]
            assert weighted[:, kind, draw] - beyond == pytest.approx(found, rel=TOLERANCE, abs=TOLERANCE)


@pytest.mark.parametrize("index", range(len(SIZES)))
def test_late_starts_equal_the_linear_programme(index: int) -> None:
    # 8 sizes x 12 draws x 4 layers; demand and room rise on up to four days a front
    forces, needs = random_case(40 + index, 12, SIZES[index])
    needs = waiting(needs, index)
    plan = assign_forces(forces, needs, foresight=True)
    weighted = (plan.short * needs.weight).sum(axis=2)
    for kind in range(len(LAYERS)):
        for draw in range(12):
            world, beyond = layer_world(forces, needs, kind, draw)
            first = plan_of(forces, needs, world, kind, draw)
            found = [least_shortfall(world, first), least_shortfall(world, first, move=False), least_shortfall(world)]
            assert weighted[:, kind, draw] - beyond == pytest.approx(found, rel=TOLERANCE, abs=TOLERANCE)


@pytest.mark.parametrize("index", range(len(SIZES)))
def test_the_first_plan_is_optimal_for_what_is_known(index: int) -> None:
    forces, needs = random_case(100 + index, 8, SIZES[index])
    for kind in range(len(LAYERS)):
        for draw in range(8):
            world, _ = layer_world(forces, needs, kind, draw)
            rows = [at for at, layer in enumerate(forces.layer) if layer == needs.layers[kind]]
            sent = world.units * (1.0 - forces.reserve[rows, draw])
            known = replace(world, units=sent, starts=np.zeros(1), demand=world.demand[:, :1])
            first = plan_of(forces, needs, world, kind, draw)
            best = least_shortfall(known, move=False)
            assert least_shortfall(known, first, move=False) == pytest.approx(best, rel=TOLERANCE, abs=TOLERANCE)


def test_outside_the_class_the_linear_programme_is_used_or_the_request_refused() -> None:
    # falling demand can only be written for the linear programme; permissions that differ are refused with foresight
    forces, needs = random_case(7, 50, (2, 3))
    allowed = np.ones((len(forces.layer), 3), dtype=bool)
    allowed[::2, 1] = False
    with pytest.raises(UsageError, match="may serve the same fronts"):
        assign_forces(forces, needs, allowed=allowed, foresight=True)
    plan = assign_forces(forces, needs, allowed=allowed)
    for kind in range(len(LAYERS)):
        for draw in range(50):
            world, beyond = layer_world(forces, needs, kind, draw)
            rows = [at for at, layer in enumerate(forces.layer) if layer == needs.layers[kind]]
            divided = replace(world, allowed=allowed[rows].astype(float))
            lower = least_shortfall(divided)
            short = (plan.short[0, kind, :, draw] * needs.weight[:, draw]).sum() - beyond
            assert least_shortfall(world) - TOLERANCE <= lower <= short * (1 + TOLERANCE) + TOLERANCE
            middle = needs.horizon / 2.0
            falling = replace(
                world,
                starts=np.array([0.0, middle]),
                demand=np.stack([world.demand[:, -1], world.demand[:, 0]], axis=1),
            )
            constant = replace(falling, starts=np.zeros(1), demand=world.demand[:, -1:])
            assert least_shortfall(falling) <= least_shortfall(constant) + TOLERANCE


def test_days_and_paths_equal_a_plain_day_loop() -> None:
    # one pool and two fronts: who is where can be told from the plan without a solver
    forces, needs = random_case(11, 60, (1, 1))
    plan = assign_forces(forces, needs, stated_share=0.7)
    present = np.zeros((needs.horizon, len(LAYERS)))
    for kind in range(len(LAYERS)):
        for draw in range(60):
            ready = float(forces.units[kind, draw] * forces.readiness[kind, draw] * forces.commitment[kind, draw])
            wanted = float(needs.base[kind, 0, draw] + needs.war[kind, 0, draw])
            limit = float(needs.basing[kind, 0, draw])
            sent = min(ready * (1 - float(forces.reserve[kind, draw])), wanted, limit)
            under = met = np.inf
            for day in range(needs.horizon):
                here = sent if day >= forces.transit[kind, 0, draw] else 0.0
                present[day, kind] += here / 60
                if here < 0.7 * wanted:
                    under = min(under, day)
                else:
                    met = min(met, day)
            assert plan.first_under[kind, 0, draw] == under
            assert plan.first_met[kind, 0, draw] == met
    assert plan.mean_present[:, :, 0] == pytest.approx(present, abs=1e-9)
