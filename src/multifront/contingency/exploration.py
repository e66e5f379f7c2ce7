"""Which inputs and which legs a result rests on: runs a scenario again with numbers or legs held. No equations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from multifront.contingency.draws import range_quantile
from multifront.contingency.ranges import Range
from multifront.contingency.scenario import Scenario, Supply
from multifront.contingency.simulation import (
    BLOCK,
    Legs,
    SupplyOutcome,
    channel_legs,
    check_measure,
    own_key,
    run_supply,
)
from multifront.contingency.sobol import VarianceShare, sobol_indices
from multifront.contingency.tornado import check_quantiles, range_ends
from multifront.contingency.vocabulary import KINDS, RULES, commodity_of
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

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
    probabilities: tuple[float, float] = (0.0, 1.0),
) -> tuple[Swing, ...]:
    """How far the mean days gained move when one number after another stands at its low and at its high (a tornado).

    Formula: E[min(T_on, h) - min(T_off, h) | number = low] and likewise at its high, same draws of all others.
    Low and high are the quantiles `probabilities` of the number's own range, by default its ends.

    Args:
        scenario: from `load`.
        side: name of a side.
        rule: leave, inspect or stop.
        horizon: days.
        measure: endurance or stock_out.
        draws: worlds a run; two runs a number.
        seed: any integer.
        probabilities: the two quantiles at which each number stands.

    Returns:
        One line a number that is a range and can act on this side, widest first; others have no swing at all.

    Raises:
        UsageError: an unknown name, a horizon beyond the last day, or quantiles out of order.

    Assumes:
        One at a time: what two numbers do together does not show.

    References:
        Eschenbach (1992), Interfaces 22(6):40-46 (tornado diagrams).

    Example:
        >>> import multifront.contingency as contingency
        >>> contingency.sensitivity(contingency.load("small"), "china", "leave", draws=1)
        ()
    """
    check_quantiles(probabilities)
    question = _Question(scenario, side, rule, horizon, measure)
    base = Sampler(scenario, seed, np.arange(draws, dtype=np.int64))
    undisturbed = {supply.name: question.days(supply, base) for supply in question.supplies}
    swings = []
    for number in question.moving():
        means = []
        for end in range_ends(number, probabilities):
            held = base.holding({number.name: end})
            days = [
                question.days(supply, held) if _acts_on(number.name, supply) else undisturbed[supply.name]
                for supply in question.supplies
            ]
            means.append(float(question.gained(days).mean()))
        swings.append(Swing(number.name, means[0], means[1], bool(number.assumption)))
    return tuple(sorted(swings, key=lambda swing: (-swing.width, swing.parameter)))


def variance_shares(
    scenario: Scenario,
    side: str,
    rule: str,
    *,
    horizon: float = SHORT_HORIZON,
    measure: str = "endurance",
    rows: int = 256,
    replicates: int = 4,
    seed: int = 0,
) -> tuple[VarianceShare, ...]:
    """How much of the variance of the days gained each number explains, alone and with its interactions (Sobol).

    Formula: `sobol_indices` of min(T_on, h) - min(T_off, h), all numbers of this side drawn from their ranges.

    Args:
        scenario: from `load`.
        side: name of a side.
        rule: leave, inspect or stop.
        horizon: days.
        measure: endurance or stock_out.
        rows: design rows a replicate, a power of two; rows x (numbers + 2) x replicates worlds are run.
        replicates: independent designs, for the intervals.
        seed: any integer.

    Returns:
        One line a number that is a range and can act on this side, largest total order first; all NaN where no draw
        gains.

    Raises:
        UsageError: an unknown name, a horizon beyond the last day, a design that `sobol_indices` refuses, or numbers of
            this side that are correlated: their shares of variance are not defined.

    Assumes:
        As `sobol_indices`. Days gained are often 0: the shares are then of who is at risk at all.

    References:
        As `sobol_indices`.

    Example:
        >>> import multifront.contingency as contingency
        >>> variance_shares(contingency.load("small"), "china", "leave")
        ()
    """
    question = _Question(scenario, side, rule, horizon, measure)
    numbers = question.moving()
    if not numbers:
        return ()
    linked = [number.name for number in numbers if number.name in scenario.copulas]
    if linked:
        raise UsageError(
            f"shares of variance need independent numbers; correlated: {', '.join(linked)}; use sensitivity"
        )

    def model(uniforms: Floats) -> Floats:
        values = {number.name: range_quantile(number, row) for number, row in zip(numbers, uniforms, strict=True)}
        parts = range(0, uniforms.shape[1], BLOCK)
        return np.concatenate([question.gains(_Given(scenario, values, slice(i, i + BLOCK))) for i in parts])

    found = sobol_indices(model, [number.name for number in numbers], rows=rows, replicates=replicates, seed=seed)
    return tuple(sorted(found, key=lambda line: (-line.total, line.name)))


class _Given(Sampler):
    """A sampler whose numbers are handed in, a slice of them at a time; points of the scenario stay what they are."""

    def __init__(self, scenario: Scenario, given: Mapping[str, Floats], part: slice) -> None:
        some = next(iter(given.values()))[part]
        super().__init__(scenario, 0, np.arange(some.size, dtype=np.int64))
        self._drawn = {name: values[part] for name, values in given.items()}


@dataclass(frozen=True, slots=True)
class _Question:
    """Days gained by one side under one rule within a horizon, in the worlds of a sampler."""

    scenario: Scenario
    side: str
    rule: str
    horizon: float
    measure: str

    def __post_init__(self) -> None:
        check_measure(self.measure)
        if self.rule not in RULES:
            raise UsageError(unknown_name("rule", self.rule, RULES, "use one of these"))
        if self.horizon > self.scenario.numbers["stop_after"].mode:
            raise UsageError(f"horizon {self.horizon:g} days is beyond the last day of the runs")

    def moving(self) -> list[Range]:
        """The numbers that are ranges and can act on this side."""
        others = tuple(f"{name}." for name in self.scenario.sides if name != self.side)
        return [n for n in self.scenario.numbers.values() if not n.fixed and not n.name.startswith(others)]

    @property
    def supplies(self) -> tuple[Supply, ...]:
        """What the side needs, by commodity."""
        return self.scenario.side(self.side).supplies

    def days(self, supply: Supply, sampler: Sampler) -> Floats:
        """Days of one supply with the partner and without, shape (2, n)."""
        cases = [own_key(supply, self.scenario.partner, self.rule, state)[1:] for state in (channel_legs("on"), ())]
        state = run_supply(supply, sampler, cases)
        return state.endurance if self.measure == "endurance" else state.stock_out

    def gained(self, days: Sequence[Floats]) -> Floats:
        """Days gained, shape (n,), from the days of every supply: a side has run out when its first one has."""
        first = np.minimum(np.minimum.reduce(days), self.horizon)
        return np.asarray(first[0] - first[1])

    def gains(self, sampler: Sampler) -> Floats:
        """Days gained, shape (n,)."""
        return self.gained([self.days(supply, sampler) for supply in self.supplies])


def _acts_on(number: str, supply: Supply) -> bool:
    """False where a number belongs to another commodity of the same side."""
    if not number.startswith(f"{supply.side}.") or number.startswith(f"{supply.side}.cut."):
        return True
    return commodity_of(number) == supply.commodity
