"""What arrives on a day: losses, spare capacity, shared limits, rules and open legs. No stocks are run here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from multifront.contingency.allocation import ship_best_first
from multifront.contingency.vocabulary import KINDS, RULES
from multifront.contingency.worlds import World, add_up
from multifront.domain import Floats


@dataclass(frozen=True, slots=True)
class Arrived:
    """A day's arrivals: `sums` by (leg of the partner, rule); `carried` and `lost` of the gated routes."""

    sums: Mapping[tuple[str, str], Floats]
    carried: Floats
    lost: Floats


def arrivals(world: World, day: int) -> Arrived:
    """What arrives on a day by leg of the partner and rule, shape (n,); other suppliers stand under ("", "").

    passage = 1 - cut share x exposure x rule factor x strength(day - lag): cargoes already past arrive. Each route
    carries its normal flow and what part of its spare capacity is in use. A leg that no rule touches has rule "".
    """
    since = day + 1.0 - world.start - world.lag
    lost = world.loss * np.minimum(np.maximum(since / world.ramp, 0.0), 1.0)
    carried = world.flow + world.room * np.minimum(np.maximum(since * world.surge_rate, 0.0), 1.0)
    found = {}
    for leg in dict.fromkeys(("", *world.legs)):
        rows = [index for index, own in enumerate(world.legs) if own == leg and index not in world.gated]
        for rule in RULES if leg in KINDS[1:] else ("",):
            factor = world.rule_losses[rule] if rule else 1.0
            passed = [carried[row] * (1.0 - lost[row] * (1.0 if row in world.plain else factor)) for row in rows]
            found[leg, rule] = add_up(passed, world.stock)
    gated = list(world.gated)
    return Arrived(found, carried[gated], lost[gated])


def inflow(world: World, arrived: Arrived, rule: str, open_legs: tuple[str, ...]) -> Floats:
    """Home production and arrivals, shape (n,), under a rule when only these legs of the partner are open.

    Spare capacity replaces what is lost and no more, so that without a cut the normal flows result.
    """
    total = arrived.sums["", ""]
    for leg in KINDS:
        if leg in open_legs and leg in world.legs:
            total = total + arrived.sums[leg, rule if leg in KINDS[1:] else ""]
    if world.gated:
        total = total + _through_gates(world, arrived, rule, open_legs)
    return world.domestic + np.minimum(total, world.normal)


def _through_gates(world: World, arrived: Arrived, rule: str, open_legs: tuple[str, ...]) -> Floats:
    """What passes limits that routes of different fates share: what loses least is shipped first, which is exact."""
    legs = [world.legs[index] for index in world.gated]
    is_open = np.array([not leg or leg in open_legs for leg in legs], dtype=float)[:, np.newaxis]
    ruled = [leg in KINDS[1:] and index not in world.plain for leg, index in zip(legs, world.gated, strict=True)]
    factors = [world.rule_losses[rule] if own else np.ones(world.stock.shape) for own in ruled]
    passage = 1.0 - arrived.lost * np.stack(factors)
    endless = np.full(world.stock.shape, np.inf)
    shipped = ship_best_first(arrived.carried * is_open, passage, world.gates, world.gate_limits, endless)
    return add_up(list(shipped * passage), world.stock)
