"""Which inputs and which legs a result rests on: runs a scenario again with numbers or legs held. No equations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from multifront.contingency.scenario import Scenario, Supply
from multifront.contingency.simulation import (
    Legs,
    SupplyOutcome,
    channel_legs,
    check_measure,
    own_key,
    run_supply,
)
from multifront.contingency.vocabulary import KINDS, commodity_of
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats
from multifront.errors import UsageError

SHORT_HORIZON = 180.0


@dataclass(frozen=True, slots=True)
class LegGain:
    """Mean days that one leg gains within a horizon: opened alone, closed last, and its Shapley share of the whole."""

    leg: str
    alone: float
    last: float
    shapley: float


@dataclass(frozen=True, slots=True)
class Swing:
    """Mean days gained when one number stands at its low and at its high in every draw, all others sampled."""

    parameter: str
    at_low: float
    at_high: float
    assumed: bool

    @property
    def width(self) -> float:
        """How far the result moves, in days."""
        return abs(self.at_high - self.at_low)


def days_gained_by_leg(
    outcome: SupplyOutcome,
    side: str,
    rule: str,
    horizon: float = 365.0,
    measure: str = "endurance",
) -> tuple[LegGain, ...]:
    """On which leg the days gained sit: overland, short sea or long sea.

    Formula: alone = v({leg}) - v({}); last = v(all) - v(all but leg); Shapley = mean over the six orders of opening of
    what the leg adds, with v = mean of min(T, horizon). Shapley shares add up to the whole gain.

    Args:
        outcome: from `simulate`.
        side: name of a side.
        rule: leave, inspect or stop.
        horizon: days.
        measure: endurance or stock_out.

    Returns:
        One line a leg, in days.

    Raises:
        UsageError: an unknown name.

    Assumes:
        Legs open and close whole. Where alone and last differ the legs help one another (or stand in for one another).

    References:
        Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, p. 307.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> [round(line.shapley, 6) for line in contingency.days_gained_by_leg(outcome, "china", "leave")]
        [52.5, 97.5, 0.0]
    """

    def value(legs: Legs) -> float:
        return float(np.minimum(outcome.run(side, rule, legs).days(measure)[0], horizon).mean())

    lines = []
    for leg in KINDS:
        others = tuple(other for other in KINDS if other != leg)
        added = [_added(value, order, leg) for order in permutations(KINDS)]
        lines.append(LegGain(leg, value((leg,)) - value(()), value(KINDS) - value(others), sum(added) / len(added)))
    return tuple(lines)


def _added(value: Callable[[Legs], float], order: tuple[str, ...], leg: str) -> float:
    before = order[: order.index(leg)]
    return value((*before, leg)) - value(before)


def sensitivity(
    scenario: Scenario,
    side: str,
    rule: str,
    *,
    horizon: float = SHORT_HORIZON,
    measure: str = "endurance",
    draws: int = 1_000,
    seed: int = 0,
) -> tuple[Swing, ...]:
    """How far the mean days gained move when one number after another stands at its low and at its high (a tornado).

    Formula: E[min(T_on, h) - min(T_off, h) | number = low] and likewise at its high, same draws of all others.

    Args:
        scenario: from `load`.
        side: name of a side.
        rule: leave, inspect or stop.
        horizon: days.
        measure: endurance or stock_out.
        draws: worlds a run; two runs a number.
        seed: any integer.

    Returns:
        One line a number that is a range and can act on this side, widest first; others have no swing at all.

    Raises:
        UsageError: an unknown name, or a horizon beyond the last day.

    Assumes:
        One at a time: what two numbers do together does not show.

    References:
        Eschenbach (1992), Interfaces 22(6):40-46 (tornado diagrams).

    Example:
        >>> import multifront.contingency as contingency
        >>> contingency.sensitivity(contingency.load("small"), "china", "leave", draws=1)
        ()
    """
    check_measure(measure)
    if horizon > scenario.numbers["stop_after"].mode:
        raise UsageError(f"horizon {horizon:g} days is beyond the last day of the runs")
    supplies, asked = scenario.side(side).supplies, (rule, measure)
    others = tuple(f"{name}." for name in scenario.sides if name != side)
    base = Sampler(scenario, seed, np.arange(draws, dtype=np.int64))
    undisturbed = {supply.name: _days(supply, base, asked) for supply in supplies}
    swings = []
    for number in scenario.numbers.values():
        if number.fixed or number.name.startswith(others):
            continue
        means = []
        for end in (number.low, number.high):
            held = base.holding({number.name: end})
            days = [
                _days(supply, held, asked) if _acts_on(number.name, supply) else undisturbed[supply.name]
                for supply in supplies
            ]
            first = np.minimum(np.minimum.reduce(days), horizon)
            means.append(float((first[0] - first[1]).mean()))
        swings.append(Swing(number.name, means[0], means[1], bool(number.assumption)))
    return tuple(sorted(swings, key=lambda swing: (-swing.width, swing.parameter)))


def _days(supply: Supply, sampler: Sampler, asked: tuple[str, str]) -> Floats:
    """Days of one supply with the partner and without, shape (2, n), under a rule and by a measure."""
    rule, measure = asked
    cases = [own_key(supply, sampler.scenario.partner, rule, state)[1:] for state in (channel_legs("on"), ())]
    state = run_supply(supply, sampler, cases)
    return state.endurance if measure == "endurance" else state.stock_out


def _acts_on(number: str, supply: Supply) -> bool:
    """False where a number belongs to another commodity of the same side."""
    if not number.startswith(f"{supply.side}.") or number.startswith(f"{supply.side}.cut."):
        return True
    return commodity_of(number) == supply.commodity
