"""Runs the losses of a scenario over the states of the channels that act on them. Forces are assigned in `whole`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from multifront.contingency.arms import FIRE_LIMIT, run_arms
from multifront.contingency.attrition import LONGEST_WAR_DAYS, daily_shares
from multifront.contingency.blocks import LossLine
from multifront.contingency.effectiveness import exchange_multiplier
from multifront.contingency.forces import LayerMoves
from multifront.contingency.scenario import Scenario
from multifront.contingency.war_losses import WarLines, run_war_losses
from multifront.contingency.whole_inputs import clock, sample_donors, sample_holding, sample_partner
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats

STATES = ("off", "on")
Key = tuple[str, ...]


def loss_groups(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """The forces whose falling can end a side: side and layer, in the order of the file."""
    return tuple(dict.fromkeys((line.side, line.layer) for line in scenario.blocks.losses))


def run_whole_losses(
    scenario: Scenario, sampler: Sampler, days: int, moves: Mapping[str, tuple[LayerMoves, ...]]
) -> dict[Key, Floats]:
    """Short by losses, units lost and days under the stated share, by state of arms, intelligence and distraction.

    `moves` are the assigned forces by state of distraction; both states hold the same where nothing is assigned.
    """
    blocks = scenario.blocks
    found: dict[Key, Floats] = {}
    if not blocks.losses:
        return found
    span, groups = min(days, LONGEST_WAR_DAYS), loss_groups(scenario)
    for arms in STATES:
        lines = _lines(scenario, sampler, span, arms)
        for intelligence in STATES:
            gain = _gain(scenario, sampler, span, intelligence == "on")
            for distraction in STATES:
                run, state = run_war_losses(lines, gain, moves[distraction], days), (arms, intelligence, distraction)
                found["short_by_losses", *state] = run.short
                found |= {("force", *group, *state): run.ends[row] for row, group in enumerate(groups)}
                found |= {("lost", line.path, *state): run.lost[row] for row, line in enumerate(blocks.losses)}
    return found


def _lines(scenario: Scenario, sampler: Sampler, span: int, arms: str) -> WarLines:
    """All lines in one state of the channel *arms*."""
    blocks, groups = scenario.blocks, loss_groups(scenario)

    def rows(word: str) -> Floats:
        return np.stack([sampler.values(f"{line.path}.{word}") for line in blocks.losses])

    shares = {line.path: _wanted(sampler, line, span) for line in blocks.losses}
    return WarLines(
        camp=tuple(int(line.side != next(iter(scenario.sides))) for line in blocks.losses),
        group=tuple(groups.index((line.side, line.layer)) for line in blocks.losses),
        pools=tuple(_pools(scenario, line) for line in blocks.losses),
        exposed=rows("exposed"),
        from_forces=rows("from_forces"),
        weight=rows("weight"),
        wanted=np.stack([shares[line.path][0] * fire for line, fire in _fires(scenario, sampler, span, arms)]),
        limit=sampler.values("attrition.share"),
        course=np.stack([shares[line.path][1] for line in blocks.losses]),
    )


def _pools(scenario: Scenario, line: LossLine) -> tuple[int, ...]:
    named = enumerate(scenario.blocks.pools)
    return tuple(row for row, pool in named if line.owner and (pool.layer, pool.owner) == (line.layer, line.owner))


def _wanted(sampler: Sampler, line: LossLine, span: int) -> tuple[Floats, Floats]:
    """Share of what stands of a line that is lost a day under full fire, and of the exposed that stands, (days, n)."""
    total, scale, exposed, per_unit, tau, horizon = (
        sampler.values(f"{line.path}.{word}") for word in ("total", "scale", "exposed", "per_unit", "tau", "horizon")
    )
    daily = np.asarray(total * scale / (per_unit * exposed) * daily_shares(tau, horizon, span))
    course = np.clip(1.0 - (np.cumsum(daily, axis=0) - daily), 0.0, 1.0)
    return np.divide(daily, course, out=np.ones_like(daily), where=course > 0.0), course


def _fires(scenario: Scenario, sampler: Sampler, span: int, arms: str) -> list[tuple[LossLine, Floats]]:
    """Effective fire on each line by day, shape (days, n): that of the enemy's class of arms, or full fire."""
    full = np.ones((span, sampler.indices.size))
    runs: dict[str, Floats] = {}
    for one in scenario.blocks.arms:
        if any((one.name, one.side) == (line.fire, _enemy(scenario, line)) for line in scenario.blocks.losses):
            partner = sample_partner(one, sampler) if one.partnered and arms == "on" else None
            donors = sample_donors(one, sampler) if arms == "on" else ()
            holding = sample_holding(one, sampler)
            paths = run_arms(holding, partner, donors=donors, days=span, fire_limit=FIRE_LIMIT, paths=True).paths
            runs[one.path] = full if paths is None else paths.fire
    return [(line, runs.get(f"arms.{_enemy(scenario, line)}.{line.fire}", full)) for line in scenario.blocks.losses]


def _enemy(scenario: Scenario, line: LossLine) -> str:
    """The side whose arms inflict a line's losses: the second side's on the first, the first side's on all others."""
    sides = list(scenario.sides)
    return sides[1] if line.side == sides[0] and len(sides) > 1 else sides[0]


def _gain(scenario: Scenario, sampler: Sampler, span: int, on: bool) -> Floats:
    """Multiplier of the channel *intelligence*: on losses that the first side inflicts, 1 on its own."""
    losses, helped = scenario.blocks.losses, next(iter(scenario.sides))
    gain = np.ones((len(losses), span, sampler.indices.size))
    if on and "effectiveness.delta" in scenario.numbers:
        from_day = clock(sampler, "commitment") + clock(sampler, "sharing")
        multiplier = exchange_multiplier(delta=sampler.values("effectiveness.delta"), from_day=from_day, days=span)
        for row, line in enumerate(losses):
            if line.side != helped:
                gain[row] = multiplier
    return gain
