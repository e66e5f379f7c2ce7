"""Named outcomes of a run draw by draw, and the numbers behind them: what exploration reads. Summarises nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.scenario import Scenario
from multifront.contingency.simulation import SupplyOutcome, check_measure, simulate
from multifront.contingency.vocabulary import RULES
from multifront.contingency.whole import WholeRun, simulate_whole
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

Run = SupplyOutcome | WholeRun
Booleans = NDArray[np.bool_]

NAMED = ("margin", "challenger", "defender", "gained", "shortfall")
"""Outcomes that can be explored by name."""

HIGHER_IS_BETTER = ("margin", "defender")
"""Of which the coalition would want more; of the others it would want less."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is explored: an outcome, under one rule on the partner's ships, within a horizon of days.

    `measure` is endurance or stock_out; a scenario with arms or forces has endurance alone.
    """

    outcome: str = "margin"
    rule: str = "leave"
    horizon: int = 180
    measure: str = "endurance"

    def __post_init__(self) -> None:
        """Refuse names that do not exist."""
        if self.outcome not in NAMED:
            raise UsageError(unknown_name("outcome", self.outcome, NAMED, "use one of these"))
        if self.rule not in RULES:
            raise UsageError(unknown_name("rule", self.rule, RULES, "use one of these"))
        check_measure(self.measure)


@dataclass(frozen=True, slots=True)
class OutcomeDraws:
    """An outcome by draw, shape (n,), with its unit and what it is in words; censored draws stand at the horizon."""

    label: str
    unit: str
    values: Floats
    censored: Booleans

    @property
    def share_censored(self) -> float:
        """Share of draws in which only a bound is known."""
        return float(self.censored.mean())


def check_question(scenario: Scenario, question: Question) -> None:
    """Refuse a question that a scenario cannot answer.

    Raises:
        UsageError: a horizon beyond the last day, an outcome without its sides or forces, or the stock of a whole run.
    """
    last = scenario.numbers["stop_after"].mode
    if not 1 <= question.horizon <= last:
        raise UsageError(f"horizon: found {question.horizon}; valid: a whole number from 1 to {last:g} days")
    if question.outcome in ("margin", "defender") and len(scenario.sides) < 2:
        raise UsageError(f"{scenario.name} has one side; {question.outcome} needs a challenger and a defender")
    if question.outcome == "shortfall" and not scenario.blocks.pools:
        raise UsageError(f"{scenario.name} has no forces; a shortfall needs the blocks forces and fronts")
    if question.measure != "endurance" and scenario.blocks.any:
        raise UsageError(f"{scenario.name} has arms or forces; valid measure: endurance; next: leave the stock out")


def run_scenario(
    scenario: Scenario,
    question: Question,
    *,
    draws: int,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Run:
    """Run a scenario as its file asks: supplies alone, or all its parts over 16 combinations within the horizon.

    Formula: `simulate` or `simulate_whole`.

    Args:
        scenario: from `load`.
        question: what will be asked of the run.
        draws: worlds.
        seed: any integer.
        progress: called with a line of text after each block.

    Returns:
        The run; `outcome_draws` reads it.

    Raises:
        UsageError: as `check_question`.
        SimulationError: no draws.

    Assumes:
        As the two simulations.

    References:
        docs/model-supply.md, docs/model-whole.md.

    Example:
        >>> import multifront.contingency as contingency
        >>> run_scenario(contingency.load("small"), Question(), draws=1).draws
        1
    """
    check_question(scenario, question)
    if scenario.blocks.any:
        return simulate_whole(scenario, draws, seed, progress, days=question.horizon)
    return simulate(scenario, draws, seed, progress)


def side_days(run: Run, side: str, question: Question, channel: str) -> tuple[Floats, Booleans]:
    """Days of a side within the horizon, with all channels `on` or `off`, and whether it had not run out by then."""
    if isinstance(run, WholeRun):
        ends = run.ends(side, question.rule)
        row = -1 if channel == "on" else 0
        return ends.days[row], ends.censored[row]
    days, censored = run.run(side, question.rule, channel).days(question.measure)
    horizon = float(question.horizon)
    return np.minimum(days, horizon), censored | (days >= horizon)


def outcome_draws(run: Run, question: Question) -> OutcomeDraws:
    """One named outcome of a run, draw by draw, with all of the partner's channels on.

    Formula: T days until a side runs out, h the horizon: challenger = min(T_c, h), defender = min(T_d, h), margin =
    min(T_d, h) - min(T_c, h), gained = min(T_c, h) with all channels - min(T_c, h) with none; shortfall = unit-days
    that the coalition is short of.

    Args:
        run: from `run_scenario`.
        question: which outcome, rule, horizon.

    Returns:
        Values of shape (n,), in days or unit-days, with what is censored.

    Raises:
        UsageError: as `check_question`.

    Assumes:
        Restricted days: what happens beyond the horizon is not seen, and is the same for all.

    References:
        Royston & Parmar (2013), BMC Medical Research Methodology 13:152 (restricted times).

    Example:
        >>> import multifront.contingency as contingency
        >>> run = run_scenario(contingency.load("small"), Question(), draws=1)
        >>> outcome_draws(run, Question("gained")).values.round(6).tolist()
        [30.0]
    """
    check_question(run.scenario, question)
    sides = list(run.scenario.sides)
    named = [side.capitalize() for side in sides]
    if question.outcome == "shortfall":
        assert isinstance(run, WholeRun)
        short = run.shortfall[-1]
        return OutcomeDraws("units that the coalition is short of", "unit-days", short, np.zeros(short.shape, bool))
    first, open_first = side_days(run, sides[0], question, "on")
    if question.outcome == "challenger":
        return OutcomeDraws(f"days of {named[0]}", "days", first, open_first)
    if question.outcome == "gained":
        without, open_without = side_days(run, sides[0], question, "off")
        label = f"days that the partner adds to {named[0]}"
        return OutcomeDraws(label, "days", first - without, open_first | open_without)
    second, open_second = side_days(run, sides[1], question, "on")
    if question.outcome == "defender":
        return OutcomeDraws(f"days of {named[1]}", "days", second, open_second)
    label = f"days of {named[1]} minus days of {named[0]}"
    return OutcomeDraws(label, "days", second - first, open_first | open_second)


def outcome_loss(found: OutcomeDraws, question: Question) -> Floats:
    """The outcome as a loss of the coalition, lower is better: its negative where more is better."""
    return -found.values if question.outcome in HIGHER_IS_BETTER else found.values


def sampled_numbers(scenario: Scenario, draws: int, seed: int = 0) -> Mapping[str, Floats]:
    """Every number of a scenario that is a range, with its value in each draw of a run of the same seed.

    Args:
        scenario: from `load`.
        draws: as in the run.
        seed: as in the run.

    Returns:
        By name, shape (n,), in the model's units; points are left out.

    Raises:
        Nothing of its own.

    Assumes:
        The run used the same draws, from 0 on.

    References:
        `Sampler`.

    Example:
        >>> import multifront.contingency as contingency
        >>> len(sampled_numbers(contingency.load("small"), 1))
        0
    """
    sampler = Sampler(scenario, seed, np.arange(draws, dtype=np.int64))
    names = [number.name for number in scenario.numbers.values() if not number.fixed]
    return {name: sampler.values(name) for name in names}
