"""The compiled day loop of losses on two sides and what they take from the forces present. No checks, no sampling.

One draw at a time. K lines of losses, P pools of all layers, F fronts with the first front first, D days of losses.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.compiled import compiled
from multifront.contingency.forces_stages import SLOTS, arrival, note_presence
from multifront.domain import Floats

Integers = NDArray[np.int64]
Moves = tuple[Floats, Floats, Floats, Floats, Floats]
"""Plan, sent, travel, between and moment of the correction, draws first, pools of all layers together."""

EXPOSED, FROM_FORCES, WEIGHT = 0, 1, 2
"""Rows of the table of lines (3, K)."""
CAMP, GROUP, OWN = 0, 1, 2
"""Rows of the whole numbers of lines (3, K): which side, which force that ends it, 1 for a side's own force."""
LINE, LAYER = 0, 1
"""Rows of the whole numbers of pools (2, P): line of losses (-1: none) and layer."""


@compiled
def arrivals_at_main(
    moves: tuple[Floats, Floats, Floats, Floats], pools: Integers, moment: float, arriving: Floats, leaving: Floats
) -> None:
    """Units by line and day that come to the first front to stay (K, days + 1); by pool those that leave it (P, 2)."""
    plan, sent, travel, between = moves
    fronts, last = plan.shape[1], arriving.shape[1] - 1
    for pool in range(plan.shape[0]):
        line, ways = pools[LINE, pool], between[pools[LAYER, pool]]
        if line < 0:
            continue
        for at in range(fronts + 1):
            gone = 0.0
            for slot in range(SLOTS * fronts):
                amount = sent[pool, at, slot]
                if amount > 0.0 and slot % fronts != at:
                    gone += amount
                    if slot % fronts == 0:
                        reached = arrival(travel[pool], ways, at, 0, moment)
                        arriving[line, int(min(np.ceil(reached), last))] += amount
            if at == 0:
                day = int(min(np.ceil(travel[pool, 0]), last))
                arriving[line, day] += plan[pool, 0] - gone
                leaving[pool, 0] = gone if travel[pool, 0] < moment else 0.0
                leaving[pool, 1] = day


@compiled
def enemy_share(present: Floats, stands: Floats, names: tuple[Floats, Integers], line: int) -> float:
    """Force that the enemy of a line has present, as a share of what stands in the games by then; 1 where it has none.

    `stands` (K,): the exposure of each line less what the games took from it until this day.
    """
    table, whole = names
    total, here = 0.0, 0.0
    for other in range(present.size):
        if whole[CAMP, other] != whole[CAMP, line]:
            total += table[WEIGHT, other]
            share = min(present[other] / stands[other], 1.0) if stands[other] > 0.0 else 1.0
            here += table[WEIGHT, other] * share
    return here / total if total > 0.0 else 1.0


@compiled
def fight(
    arrived: tuple[Floats, Floats],
    pools: Integers,
    moment: float,
    lines: tuple[Floats, Integers, Floats, Floats],
    limit: float,
    out: tuple[Floats, Floats, Floats],
) -> None:
    """Losses day by day on all lines at once; `lines` are the table, the whole numbers, wanted and course (K, D).

    `out`: share lost of the present on each day (K, D), units lost (K,), first day under the limit by group (G,).
    """
    table, names, wanted, course = lines
    hazard, lost, ends = out
    count, days = wanted.shape
    here, calm = np.zeros(count), np.zeros(count)
    alive = np.zeros(pools.shape[1])
    departure = np.ceil(moment)
    ends[:] = np.inf
    for day in range(days + 1):
        for line in range(count):
            more = arrived[0][line, day] if not names[OWN, line] else (table[EXPOSED, line] if day == 0 else 0.0)
            here[line] += more
            calm[line] += more
        present, without = here.copy(), calm.copy()
        for pool in range(alive.size):
            if arrived[1][pool, 0] > 0.0 and arrived[1][pool, 1] <= day < departure:
                if arrived[1][pool, 1] == day:
                    alive[pool] = arrived[1][pool, 0]
                present[pools[LINE, pool]] += alive[pool]
                without[pools[LINE, pool]] += arrived[1][pool, 0]
        note_ends(day, (present, without), names, limit, ends)
        if day == days:
            return
        stands = table[EXPOSED] * course[:, day]
        for line in range(count):
            share = 1.0 - table[FROM_FORCES, line] * (1.0 - enemy_share(present, stands, (table, names), line))
            hazard[line, day] = min(wanted[line, day] * share, 1.0)
            lost[line] += hazard[line, day] * present[line]
            here[line] *= 1.0 - hazard[line, day]
        for pool in range(alive.size):
            if pools[LINE, pool] >= 0:
                alive[pool] *= 1.0 - hazard[pools[LINE, pool], day]


@compiled
def note_ends(day: int, forces: tuple[Floats, Floats], names: Integers, limit: float, ends: Floats) -> None:
    """Note the first day on which a group's force is under the limit, as a share of what would stand without losses."""
    for group in range(ends.size):
        present, without = 0.0, 0.0
        for line in range(names.shape[1]):
            if names[GROUP, line] == group:
                present += forces[0][line]
                without += forces[1][line]
        if ends[group] == np.inf and present < limit * without * (1.0 - 1e-12):
            ends[group] = day


@compiled
def lost_paths(
    moves: tuple[Floats, Floats, Floats, Floats],
    pools: Integers,
    moment: float,
    arrived: tuple[Floats, Floats],
    hazard: Floats,
    lost: Floats,
) -> None:
    """Units missing through losses at the start of each day by layer and front, added to `lost` (L, F, days)."""
    plan, sent, travel, between = moves
    fronts, days, lossy = plan.shape[1], lost.shape[2], hazard.shape[1]
    layer_of = np.full(hazard.shape[0], -1)
    for pool in range(plan.shape[0]):
        if pools[LINE, pool] >= 0:
            layer_of[pools[LINE, pool]] = pools[LAYER, pool]
    for line in range(hazard.shape[0]):
        calm, gone = 0.0, 0.0
        for day in range(days):
            calm += arrived[0][line, day]
            if layer_of[line] >= 0:
                lost[layer_of[line], 0, day] += gone
            if day < lossy:
                gone += hazard[line, day] * (calm - gone)
    for pool in range(plan.shape[0]):
        amount = arrived[1][pool, 0]
        if amount <= 0.0:
            continue
        line, layer, gone = pools[LINE, pool], pools[LAYER, pool], 0.0
        departure = int(min(np.ceil(moment), days))
        for day in range(int(arrived[1][pool, 1]), departure):
            lost[layer, 0, day] += gone
            if day < lossy:
                gone += hazard[line, day] * (amount - gone)
        for slot in range(SLOTS * fronts):
            to, moved = slot % fronts, sent[pool, 0, slot]
            if moved > 0.0 and to != 0:
                reached = int(min(np.ceil(arrival(travel[pool], between[layer], 0, to, moment)), days))
                lost[layer, to, reached:] += moved * gone / amount


@compiled
def asked_today(asked: Floats, day: int) -> float:
    """Units asked for at a front on a day; rows as in `LayerMoves.asked`."""
    return float(asked[0] + (asked[1] if asked[2] <= day else 0.0) + (asked[3] if asked[4] <= day else 0.0))


@compiled
def room_today(limit: Floats, day: int) -> float:
    """Units that may act at a front on a day; rows as in `LayerMoves.limit`."""
    if limit[2] > day:
        return 0.0
    return float(limit[1] if limit[3] <= day else limit[0])


@compiled
def extra_short(
    moves: tuple[Floats, Floats, Floats, Floats],
    pools: Integers,
    moment: float,
    needs: tuple[Floats, Floats],
    lost: Floats,
) -> float:
    """Unit-days more that are missing because of the units lost, all layers and fronts; 0 where none is lost."""
    plan, sent, travel, between = moves
    limit, asked = needs
    layers, fronts, days = lost.shape
    total = 0.0
    for layer in range(layers):
        if lost[layer].max() <= 0.0:
            continue
        steps = np.zeros((fronts, days + 1))
        own = pools[LAYER] == layer
        note_presence(steps, plan[own], sent[own], (travel[own], between[layer]), moment)
        for front in range(fronts):
            if lost[layer, front].max() <= 0.0:
                continue
            present = 0.0
            for day in range(days):
                present += steps[front, day]
                most = min(asked_today(asked[layer, :, front], day), room_today(limit[layer, :, front], day))
                left = max(present - lost[layer, front, day], 0.0)
                total += max(min(present, most) - min(left, most), 0.0)
    return total


@compiled
def run_draws(
    moves: Moves,
    pools: Integers,
    needs: tuple[Floats, Floats],
    lines: tuple[Floats, Integers, Floats, Floats],
    limit: Floats,
    days: int,
    out: tuple[Floats, Floats, Floats],
) -> None:
    """All draws, draws first: `out` are unit-days short by losses (n,), units lost (n, K), first days under (n, G)."""
    plan, sent, travel, between, moment = moves
    table, names, wanted, course = lines
    count, lossy = wanted.shape[1], wanted.shape[2]
    for draw in range(limit.size):
        one = (plan[draw], sent[draw], travel[draw], between[draw])
        arriving, leaving = np.zeros((count, days + 1)), np.zeros((plan.shape[1], 2))
        arrivals_at_main(one, pools, moment[draw], arriving, leaving)
        hazard = np.zeros((count, lossy))
        own = (table[draw], names, wanted[draw], course[draw])
        fight((arriving, leaving), pools, moment[draw], own, limit[draw], (hazard, out[1][draw], out[2][draw]))
        lost = np.zeros((needs[0].shape[1], plan.shape[2], days))
        lost_paths(one, pools, moment[draw], (arriving, leaving), hazard, lost)
        out[0][draw] = extra_short(one, pools, moment[draw], (needs[0][draw], needs[1][draw]), lost)
