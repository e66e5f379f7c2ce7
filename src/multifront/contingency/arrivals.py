"""Lays out a sampled world for the compiled day loop: groups of routes, rules, gates. Stocks are run in `supply`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from multifront.contingency.supply_kernel import GATED, Cases, Gates, Lanes, inflows_of_day
from multifront.contingency.vocabulary import KINDS, RULES
from multifront.contingency.worlds import World
from multifront.domain import Floats

GROUPS = ("", *KINDS)
"""Other suppliers, then the partner's legs: one sum of arrivals each."""
SEA = KINDS[1:]


@dataclass(frozen=True, slots=True)
class Layout:
    """One world and the cases to run in it, as the kernel reads them."""

    lanes: Lanes
    gates: Gates
    cases: Cases

    def inflows(self, day: int) -> Floats:
        """Home production and arrivals on a day by case and draw, shape (cases, n).

        passage = 1 - cut share x exposure x rule factor x strength(day - lag): cargoes already past arrive. Each route
        carries its normal flow and what part of its spare capacity is in use. What comes by sea on the partner's ships
        meets the case's rule. inflow = domestic + min(arrivals, normal flows).
        """
        return inflows_of_day(day, self.lanes, self.gates, self.cases)


def lay_out(world: World, cases: Sequence[tuple[str, tuple[str, ...]]]) -> Layout:
    """The arrays of a world and of the (rule, open legs) to be run in it."""
    return Layout(_lanes(world), _gates(world), _cases(world, cases))


def _lanes(world: World) -> Lanes:
    group = [GATED if row in world.gated else GROUPS.index(leg) for row, leg in enumerate(world.legs)]
    draws = world.stock.shape
    return Lanes(
        flow=world.flow,
        room=world.room,
        lag=world.lag,
        loss=world.loss,
        start=world.start,
        ramp=world.ramp,
        surge_rate=world.surge_rate,
        domestic=world.domestic,
        normal=world.normal,
        factors=np.stack([np.ones(draws), *(world.rule_losses[rule] for rule in RULES)]),
        group=np.array(group, dtype=np.int64),
        treated=np.array([leg in SEA and row not in world.plain for row, leg in enumerate(world.legs)], dtype=np.int64),
    )


def _gates(world: World) -> Gates:
    under = np.zeros((len(world.gated), len(world.gates)), dtype=np.bool_)
    for number, members in enumerate(world.gates):
        under[list(members), number] = True
    legs = [GROUPS.index(world.legs[row]) for row in world.gated]
    return Gates(np.array(world.gated, dtype=np.int64), np.array(legs, dtype=np.int64), under, world.gate_limits)


def _cases(world: World, cases: Sequence[tuple[str, tuple[str, ...]]]) -> Cases:
    rules = np.array([RULES.index(rule) for rule, _ in cases], dtype=np.int64)
    opened = np.array([[not leg or (leg in legs and leg in world.legs) for leg in GROUPS] for _, legs in cases])
    needed = np.zeros((len(GROUPS), len(RULES) + 1), dtype=np.bool_)
    needed[0, 0] = True
    for number, leg in enumerate(GROUPS[1:], 1):
        for case in np.flatnonzero(opened[:, number]):
            needed[number, rules[case] + 1 if leg in SEA else 0] = True
    return Cases(rules, opened, needed)
