"""Losses for pytest tests: random lines over random forces, and a slow run that walks each group of units."""

from __future__ import annotations

import math

import numpy as np
from tests.unit.contingency.made_forces import random_case, waiting

from multifront.contingency import war_losses as war
from multifront.contingency.forces import LayerMoves, assign_forces
from multifront.contingency.forces_inputs import LAYERS


def random_war(seed: int, draws: int, days: int = 28, horizon: int = 60) -> tuple[war.WarLines, tuple[LayerMoves, ...]]:
    """Two lines of pools (ships of both owners), one of fighters, and a side's own force against them."""
    forces, needs = random_case(seed, draws, (4, 3), horizon)
    needs = waiting(needs, seed) if seed % 2 else needs
    moves = assign_forces(forces, needs, moves=True).moves
    rng = np.random.default_rng(seed)
    rows = list(enumerate(zip(forces.layer, forces.owner, strict=True)))
    pools = [tuple(row for row, name in rows if name == (LAYERS[0], owner)) for owner in ("usa", "ally")]
    pools.append(tuple(row for row, name in rows if name[0] == LAYERS[2]))
    lines = war.WarLines(
        camp=(1, 1, 1, 0),
        group=(0, 0, 1, 2),
        pools=(*pools, ()),
        exposed=rng.uniform(3, 12, (4, draws)),
        from_forces=rng.uniform(0, 1, (4, draws)),
        weight=rng.uniform(0.5, 2, (4, draws)),
        wanted=rng.uniform(0, 0.12, (4, days, draws)),
        limit=np.full(draws, 0.5),
        course=rng.uniform(0.3, 1, (4, days, draws)),
    )
    return lines, moves


def slow_losses(
    lines: war.WarLines, gain: np.ndarray, moves: tuple[LayerMoves, ...], horizon: int, draw: int
) -> tuple[float, list[float], list[float]]:
    """Short by losses, units lost by line and first days by group in one draw: each group of units walked by itself."""
    groups = [one for layer, move in enumerate(moves) for one in _walks(lines, move, layer, draw)]
    groups += [
        {
            "line": line,
            "layer": -1,
            "left": lines.exposed[line, draw],
            "all": lines.exposed[line, draw],
            "way": [(0, 0, 999)],
        }
        for line, own in enumerate(lines.pools)
        if not own
    ]
    days, count = lines.wanted.shape[1], len(lines.camp)
    lost, ends, short = [0.0] * count, [math.inf] * (1 + max(lines.group)), 0.0
    for day in range(horizon):
        here = [[g for g in groups if g["line"] == line and _at(g, day) == 0] for line in range(count)]
        force = [sum(g["left"] for g in own) for own in here]
        full = [sum(g["all"] for g in own) for own in here]
        for group in range(len(ends)):
            mine = [line for line in range(count) if lines.group[line] == group]
            left, stands = sum(force[line] for line in mine), sum(full[line] for line in mine)
            if day <= days and math.isinf(ends[group]) and left < lines.limit[draw] * stands * (1 - 1e-12):
                ends[group] = day
        short += _short(groups, moves, day, draw)
        for line in range(count if day < days else 0):
            foes = [other for other in range(count) if lines.camp[other] != lines.camp[line]]
            stands = {o: lines.exposed[o, draw] * lines.course[o, day, draw] for o in foes}
            share = sum(lines.weight[o, draw] * min(force[o] / stands[o], 1) for o in foes) / sum(
                lines.weight[o, draw] for o in foes
            )
            hangs = lines.from_forces[line, draw]
            hazard = min(1, lines.wanted[line, day, draw] * gain[line, day, draw] * (1 - hangs + hangs * share))
            lost[line] += hazard * force[line]
            for own in here[line]:
                own["left"] *= 1 - hazard
    return short, lost, ends


def _walks(lines: war.WarLines, move: LayerMoves, layer: int, draw: int) -> list[dict[str, object]]:
    """Each group of units of a layer with where it is when: (front, first day, day of leaving)."""
    found = []
    moment, fronts = move.moment[draw], move.plan.shape[2]
    for place, row in enumerate(move.rows):
        line = next((index for index, own in enumerate(lines.pools) if row in own), -1)
        ways, between = move.travel[draw, place], move.between[draw]
        for at in range(fronts + 1):
            first = [] if at == fronts else [(at, math.ceil(ways[at]), math.ceil(moment))]
            stays = 0.0 if at == fronts else move.plan[draw, place, at]
            for slot in range(3 * fronts):
                to, amount = slot % fronts, move.sent[draw, place, at, slot]
                if amount <= 0 or to == at:
                    continue
                if at == fronts:
                    reached = moment + ways[to]
                elif ways[at] <= moment:
                    reached = moment + between[at, to]
                else:
                    reached = moment + min(moment + ways[to], ways[at] - moment + between[at, to])
                kept = first if at < fronts and ways[at] < moment else []
                way = [*kept, (to, math.ceil(reached), 999)]
                found.append({"line": line, "layer": layer, "left": amount, "all": amount, "way": way})
                stays -= amount if at < fronts else 0.0
            if at < fronts:
                way = [(at, math.ceil(ways[at]), 999)]
                found.append({"line": line, "layer": layer, "left": stays, "all": stays, "way": way})
    return found


def _at(group: dict[str, object], day: int) -> int:
    return next((front for front, begin, end in group["way"] if begin <= day < end), -1)  # type: ignore[attr-defined]


def _short(groups: list[dict[str, object]], moves: tuple[LayerMoves, ...], day: int, draw: int) -> float:
    total = 0.0
    for layer, move in enumerate(moves):
        for front in range(move.plan.shape[2]):
            known, later, opens, acts, acts_from = move.asked[draw, :, front]
            early, full, begins, host_from = move.limit[draw, :, front]
            wanted = known + (later if opens <= day else 0.0) + (acts if acts_from <= day else 0.0)
            most = min(wanted, 0.0 if day < begins else full if day >= host_from else early)
            own = [g for g in groups if g["layer"] == layer and _at(g, day) == front]
            total += min(sum(g["all"] for g in own), most) - min(sum(g["left"] for g in own), most)  # type: ignore[misc]
    return total
