"""The decisions of one layer of forces, draw by draw: at the start, at the correction, foreseen. No checks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.compiled import compiled
from multifront.contingency.forces_flow import fill
from multifront.domain import Floats

SLOTS = 3
"""Places that units can fill at a front: asked for in usual times or at war from the start; later, once the front opens
or its host's bases do; and through a partner's acts."""
STARTS, WEIGHT, PLANNED = SLOTS, 2 * SLOTS, 2 * SLOTS + 1
"""Rows of `front` (10, fronts): units by slot, the day on which each starts, weight, 1 for slots known on day 0."""
LESS_TRAVEL = 1e-7
"""Of plans worth the same the one with less travel is taken: a day of travel costs this, in weighted unit-days."""


@compiled
def worth(front: Floats, to: int, slot: int, span: tuple[float, float]) -> float:
    """Weighted days for which a unit fills a slot of a front: from max(start of slot, span[0]) to span[1]."""
    begin = max(span[0], front[STARTS + slot, to])
    return float(front[WEIGHT, to] * max(span[1] - begin, 0.0))


@compiled
def arc(room: Floats, cost: Floats, ends: tuple[int, int], carries: float, value: float) -> None:
    """Lay an arc that carries so much at so much value a unit; the way back has the opposite cost."""
    room[ends[0], ends[1]] = carries
    cost[ends[0], ends[1]], cost[ends[1], ends[0]] = -value, value


@compiled
def unease(travel: Floats, between: Floats, front: Floats, ends: tuple[int, int], horizon: float) -> float:
    """What settles first plans of equal worth, by days and needs, never by labels: the greater, the less wanted.

    Less travel in all; then even journeys; then fronts from which others are near; then pools from which they are far,
    so that those nearer stay free. Roots keep sums of whole days from being equal by chance.
    """
    pool, to = ends
    days = min(travel[pool, to], horizon)
    onward, nearness = 0.0, 0.0
    for other in range(between.shape[0]):
        matters = front[WEIGHT, other] / front[WEIGHT].max() * (1.0 + 0.1 * np.sqrt(front[0, other]))
        onward += matters * np.sqrt(min(between[to, other], horizon))
        nearness -= matters * np.sqrt(min(travel[pool, other], horizon))
    settled = days + 0.1 * days * np.sqrt(days) + 0.01 * onward + 0.003 * nearness + 0.0007 * onward * nearness
    return float(LESS_TRAVEL * settled)


@compiled
def first_plan(
    units: Floats, travel: Floats, between: Floats, allowed: Floats, front: Floats, horizon: float
) -> tuple[Floats, bool]:
    """Units by pool and slot, (P, 3 F), sent on day 0 against the demand known then, nobody moving again."""
    pools, fronts = travel.shape
    known = front[PLANNED:].copy().reshape(-1) * front[:SLOTS].copy().reshape(-1)
    known[:fronts] = 1.0  # the first slot of every front is a node, asked for or not
    slots = filled(known)
    size = pools + slots.size + 2
    room, cost = np.zeros((size, size)), np.zeros((size, size))
    for pool in range(pools):
        arc(room, cost, (0, 1 + pool), units[pool], 0.0)
        for line in range(slots.size):
            slot, to = slots[line] // fronts, slots[line] % fronts
            value = worth(front, to, slot, (travel[pool, to], horizon))
            if allowed[pool, to] > 0.0 and value > 0.0:
                value -= unease(travel, between, front, (pool, to), horizon)
                arc(room, cost, (1 + pool, 1 + pools + line), units[pool], value)
    for line in range(slots.size):
        arc(room, cost, (1 + pools + line, size - 1), front[slots[line] // fronts, slots[line] % fronts], 0.0)
    solved = fill(room, cost)
    plan = np.zeros((pools, SLOTS * fronts))
    for line in range(slots.size):
        for pool in range(pools):
            plan[pool, slots[line]] = room[1 + pools + line, 1 + pool]
    return plan, solved


@compiled
def arrival(travel: Floats, between: Floats, at: int, to: int, moment: float) -> float:
    """Day on which a unit of a pool, sent to front `at` on day 0 (at = fronts: kept at home), reaches `to`.

    `travel` (F,) is from the pool's home. A unit that is under way when it is sent elsewhere turns back or goes on
    through the front it was bound for, whichever is sooner.
    """
    if at == between.shape[0]:
        return float(moment + travel[to])
    if at == to:
        return float(travel[to])
    if travel[at] <= moment:
        return float(moment + between[at, to])
    return float(moment + min(moment + travel[to], travel[at] - moment + between[at, to]))


@compiled
def filled(amounts: Floats) -> NDArray[np.int64]:
    """Where amounts are above 0: only these become nodes of a network."""
    return np.flatnonzero(amounts > 0.0)


@compiled
def corrected_plan(
    held: Floats, travel: Floats, between: Floats, allowed: Floats, front: Floats, span: Floats
) -> tuple[Floats, bool]:
    """Units by pool, earlier place and new front (P, F + 1, F) from day span[0], when all demand is known, to span[1].

    `held` (P, F + 1) are the units by pool and place, home last. What is sent nowhere new stays where it is.
    """
    pools, fronts = travel.shape
    groups, slots = filled(held.copy().reshape(-1)), filled(front[:SLOTS].copy().reshape(-1))
    size = groups.size + slots.size + 2
    room, cost = np.zeros((size, size)), np.zeros((size, size))
    for line in range(slots.size):
        arc(room, cost, (1 + groups.size + line, size - 1), front[slots[line] // fronts, slots[line] % fronts], 0.0)
    for row in range(groups.size):
        pool, at = groups[row] // (fronts + 1), groups[row] % (fronts + 1)
        arc(room, cost, (0, 1 + row), held[pool, at], 0.0)
        for line in range(slots.size):
            slot, to = slots[line] // fronts, slots[line] % fronts
            if allowed[pool, to] <= 0.0:
                continue
            reached = max(arrival(travel[pool], between, at, to, span[0]), span[0])
            value = worth(front, to, slot, (reached, span[1]))
            if value > 0.0:
                value -= 0.0 if at == to else LESS_TRAVEL * (reached - span[0])
                arc(room, cost, (1 + row, 1 + groups.size + line), held[pool, at], value)
    solved = fill(room, cost)
    sent = np.zeros((pools, fronts + 1, SLOTS * fronts))
    for row in range(groups.size):
        for line in range(slots.size):
            pool, at = groups[row] // (fronts + 1), groups[row] % (fronts + 1)
            sent[pool, at, slots[line]] = room[1 + groups.size + line, 1 + row]
    return sent, solved


@compiled
def foreseen(
    units: Floats, travel: Floats, between: Floats, allowed: Floats, front: Floats, span: Floats
) -> tuple[Floats, bool]:
    """Unit-days covered by front (F,) if all were known on day 0 and units could move then and on day span[0].

    A network in layers: pools, slots until the correction, fronts, slots after it. Pools must have equal permissions.
    """
    pools, fronts = travel.shape
    slots = 1 + pools
    place, after = slots + SLOTS * fronts, slots + (SLOTS + 1) * fronts
    size = after + SLOTS * fronts + 1
    room, cost = np.zeros((size, size)), np.zeros((size, size))
    total = units.sum()
    for to in range(fronts):
        for kind in range(SLOTS):
            slot = kind * fronts + to
            arc(room, cost, (slots + slot, place + to), front[kind, to], 0.0)
            arc(room, cost, (after + slot, size - 1), front[kind, to], 0.0)
            for pool in range(pools):
                arc(room, cost, (0, 1 + pool), units[pool], 0.0)
                if allowed[pool, to] <= 0.0:
                    continue
                early = worth(front, to, kind, (travel[pool, to], span[0]))
                late = worth(front, to, kind, (max(travel[pool, to], span[0]), span[1]))
                if early > 0.0:
                    arc(room, cost, (1 + pool, slots + slot), units[pool], early)
                if late > 0.0:
                    arc(room, cost, (1 + pool, after + slot), units[pool], late)
            for origin in range(fronts):
                late = worth(front, to, kind, (span[0] + between[origin, to], span[1]))
                if late > 0.0:
                    arc(room, cost, (place + origin, after + slot), total, late)
        arc(room, cost, (place + to, size - 1), total, 0.0)
    solved = fill(room, cost)
    covered = np.zeros(fronts)
    for slot in range(SLOTS * fronts):
        to = slot % fronts
        weight = front[WEIGHT, to]
        for node in range(1, after):
            if node < slots:
                covered[to] += room[slots + slot, node] * -cost[node, slots + slot] / weight
            covered[to] += room[after + slot, node] * -cost[node, after + slot] / weight
    return covered, solved


@compiled
def second_stage_covered(sent: Floats, travel: Floats, between: Floats, front: Floats, span: Floats) -> Floats:
    """Unit-days covered by front (F,) after the correction by the units in their slots."""
    pools, places, slots = sent.shape
    fronts = slots // SLOTS
    covered = np.zeros(fronts)
    for pool in range(pools):
        for at in range(places):
            for slot in range(slots):
                if sent[pool, at, slot] > 0.0:
                    to = slot % fronts
                    reached = max(arrival(travel[pool], between, at, to, span[0]), span[0])
                    begin = max(reached, front[STARTS + slot // fronts, to])
                    covered[to] += sent[pool, at, slot] * max(span[1] - begin, 0.0)
    return covered


@compiled
def first_stage_covered(plan: Floats, travel: Floats, front: Floats, until: float) -> Floats:
    """Unit-days covered by front (F,) from day 0 to `until` by the first plan (P, 3 F).

    Units that wait for a slot serve whatever is asked for meanwhile; where all slots start on day 0 none waits.
    """
    pools, fronts = travel.shape
    covered = np.zeros(fronts)
    for to in range(fronts):
        if front[STARTS, to] > 0.0 or plan[:, fronts + to].any() or plan[:, 2 * fronts + to].any():
            units = plan[:, to] + plan[:, fronts + to] + plan[:, 2 * fronts + to]
            covered[to] = met_by_presence(units, travel[:, to].copy(), front[:, to].copy(), until)
            continue
        for pool in range(pools):
            covered[to] += plan[pool, to] * max(until - travel[pool, to], 0.0)
    return covered


@compiled
def put_in_order(values: Floats) -> None:
    """Sort a few numbers in place. A library's sort takes seconds to compile, more than it saves on so few."""
    for end in range(1, values.size):
        value, place = values[end], end
        while place > 0 and values[place - 1] > value:
            values[place] = values[place - 1]
            place -= 1
        values[place] = value


@compiled
def met_by_presence(units: Floats, arrives: Floats, slots: Floats, until: float) -> float:
    """Integral from day 0 to `until` of the smaller of units present and units that slots hold, at one front."""
    times = np.empty(units.size + SLOTS + 2)
    for row in range(units.size):
        times[row] = min(arrives[row], until)
    for slot in range(SLOTS):
        times[units.size + slot] = min(slots[STARTS + slot], until)
    times[-2], times[-1] = 0.0, until
    put_in_order(times)
    total = 0.0
    for index in range(times.size - 1):
        here, held = 0.0, 0.0
        for row in range(units.size):
            here += units[row] if arrives[row] <= times[index] else 0.0
        for slot in range(SLOTS):
            held += slots[slot] if slots[STARTS + slot] <= times[index] else 0.0
        total += (times[index + 1] - times[index]) * min(here, held)
    return total


@compiled
def note_presence(steps: Floats, plan: Floats, sent: Floats, ways: tuple[Floats, Floats], moment: float) -> None:
    """Add arrivals and departures of a plan to `steps` (F, days + 1), whose running sums are the units present."""
    travel, between = ways
    pools, fronts = plan.shape
    last = steps.shape[1] - 1
    for pool in range(pools):
        for at in range(fronts + 1):
            gone = 0.0
            for slot in range(SLOTS * fronts):
                to = slot % fronts
                amount = sent[pool, at, slot]
                if amount > 0.0 and to != at:
                    gone += amount
                    steps[to, int(min(np.ceil(arrival(travel[pool], between, at, to, moment)), last))] += amount
            if at < fronts:
                arrived = travel[pool, at]
                stays = plan[pool, at] - gone
                steps[at, int(min(np.ceil(arrived), last))] += stays
                if arrived < moment:
                    steps[at, int(min(np.ceil(arrived), last))] += gone
                    steps[at, int(min(np.ceil(moment), last))] -= gone


@compiled
def run_draw(
    forces: tuple[Floats, Floats, Floats, Floats],
    between: Floats,
    front: Floats,
    span: Floats,
    steps: Floats,
    moves: tuple[Floats, Floats],
    foresight: bool,
) -> tuple[Floats, bool]:
    """Unit-days covered (3, F) in one draw: two-stage, no redeployment, perfect foresight (NaN unless asked for).

    `moves` receive the first plan (P, F) and what is sent at the correction (P, F + 1, 3 F).
    """
    ready, kept, travel, allowed = forces
    pools, fronts = travel.shape
    covered = np.full((3, fronts), np.nan)
    filling, solved = first_plan(ready - kept, travel, between, allowed, front, span[1])
    covered[0] = first_stage_covered(filling, travel, front, span[0])
    covered[1] = first_stage_covered(filling, travel, front, span[1])
    plan = filling[:, :fronts] + filling[:, fronts : 2 * fronts] + filling[:, 2 * fronts :]
    sent = np.zeros((pools, fronts + 1, SLOTS * fronts))
    if span[0] < span[1]:
        held = np.zeros((pools, fronts + 1))
        held[:, :fronts] = plan
        for pool in range(pools):
            held[pool, fronts] = max(ready[pool] - plan[pool].sum(), 0.0)
        sent, also = corrected_plan(held, travel, between, allowed, front, span)
        solved = solved and also
        covered[0] += second_stage_covered(sent, travel, between, front, span)
    note_presence(steps, plan, sent, (travel, between), span[0])
    moves[0][:], moves[1][:] = plan, sent
    if foresight:
        covered[2], also = foreseen(ready, travel, between, allowed, front, span)
        solved = solved and also
    return covered, solved


@compiled
def run_layer(
    forces: tuple[Floats, Floats, Floats, Floats],
    between: Floats,
    front: Floats,
    moments: Floats,
    horizon: int,
    foresight: bool,
    presence: NDArray[np.float64],
    moves: tuple[Floats, Floats],
) -> tuple[Floats, bool]:
    """All draws of one layer: covered (n, 3, F); `presence` (n, F, days) receives the units present each day.

    `moves` receive the first plans (n, P, F) and what is sent at the correction (n, P, F + 1, 3 F).
    Arrays have draws first: ready and kept (n, P), travel (n, P, F), allowed (P, F), between (n, F, F), front
    (n, 10, F), moments (n,) the day of the correction, at most the horizon.
    """
    ready, kept, travel, allowed = forces
    draws, fronts = front.shape[0], front.shape[2]
    covered = np.empty((draws, 3, fronts))
    solved = True
    for draw in range(draws):
        steps = np.zeros((fronts, horizon + 1))
        span = np.array((moments[draw], float(horizon)))
        one = (ready[draw], kept[draw], travel[draw], allowed)
        own = (moves[0][draw], moves[1][draw])
        covered[draw], done = run_draw(one, between[draw], front[draw], span, steps, own, foresight)
        solved = solved and done
        for to in range(fronts):
            present = 0.0
            for day in range(horizon):
                present += steps[to, day]
                presence[draw, to, day] = present
    return covered, solved
