"""All that exploration says of one question about one scenario, from one run and few more. Prints and draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from multifront.contingency.conditions import CONDITIONS, ConditionDraws, condition_draws
from multifront.contingency.discovery import Discovery, discover
from multifront.contingency.facts import Effects, Fact, fact_list, number_effects
from multifront.contingency.given_data import main_effects
from multifront.contingency.lever_runs import (
    LeverLosses,
    StateRegret,
    branch_states,
    lever_losses,
    regret_by_state,
    third_states,
)
from multifront.contingency.number_labels import number_label
from multifront.contingency.outcome_draws import (
    OutcomeDraws,
    Question,
    Run,
    outcome_draws,
    run_scenario,
    sampled_numbers,
)
from multifront.contingency.redrawing import TotalShare, total_shares
from multifront.contingency.regret import Regret, regret_table
from multifront.contingency.scenario import Scenario
from multifront.contingency.value_of_learning import value_of_knowing_all
from multifront.domain import Floats
from multifront.errors import SimulationError

Say = Callable[[str], None]
TOP = 10
"""Numbers of which the total order is measured apart; all others are drawn anew together."""
TOTAL_DRAWS = 1_000
BOX_NUMBERS = 12
"""Numbers among which a box is sought: those that say most about the condition one at a time."""
RESAMPLES = 20


@dataclass(frozen=True, slots=True)
class Explored:
    """One run of a scenario with its numbers by draw and what each does to the outcome."""

    scenario: Scenario
    question: Question
    seed: int
    run: Run
    outcome: OutcomeDraws
    inputs: Mapping[str, Floats]
    effects: Effects

    @property
    def draws(self) -> int:
        """How many worlds were sampled."""
        return int(self.outcome.values.size)


@dataclass(frozen=True, slots=True)
class Box:
    """Where the draws of a condition sit; None, with the reason, where none could be sought."""

    condition: ConditionDraws
    found: Discovery | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeverRegrets:
    """Levers compared: losses, regret over all draws, regret by state, what knowing all would save, idle settings.

    `idle` are settings that change the outcome in no draw.
    """

    losses: LeverLosses
    lines: tuple[Regret, ...]
    states: tuple[StateRegret, ...]
    knowing_all: float
    idle: tuple[str, ...]


def explore(scenario: Scenario, question: Question, *, draws: int, seed: int = 0, say: Say | None = None) -> Explored:
    """Run a scenario once and say what each of its numbers does to an outcome.

    Formula: `number_effects` of `outcome_draws`.

    Args:
        scenario: from `load`.
        question: outcome, rule, horizon.
        draws: worlds, 200 or more.
        seed: any integer.
        say: called with a line of text after each block of draws.

    Returns:
        The run with its numbers and their effects; other functions of this module take it further.

    Raises:
        UsageError: a question that the scenario cannot answer, or too few draws.

    Assumes:
        As `main_effects`: the share of a correlated number is partly that of the numbers it is correlated with.

    References:
        docs/exploration.md.

    Example:
        >>> import multifront.contingency as contingency
        >>> explore(contingency.load("taiwan-blockade"), Question("defender"), draws=300).effects.names[0]
        'taiwan.cut.share'
    """
    run = run_scenario(scenario, question, draws=draws, seed=seed, progress=say)
    outcome = outcome_draws(run, question)
    inputs = sampled_numbers(scenario, draws, seed)
    return Explored(scenario, question, seed, run, outcome, inputs, number_effects(inputs, outcome.values, seed=seed))


def totals_of(explored: Explored, say: Say | None = None) -> tuple[TotalShare, ...]:
    """Total order of the numbers that explain most, then of all others together, which bounds what is missed.

    Correlated numbers have none: theirs is NaN, and they are left out of the others.
    """
    top, tied = _worth_redrawing(explored), explored.scenario.copulas
    others = [name for name in explored.inputs if name not in top and name not in tied]
    groups = [[name] for name in top] + ([others] if others else [])
    draws = min(explored.draws, TOTAL_DRAWS)
    return total_shares(explored.scenario, explored.question, groups, draws=draws, seed=explored.seed, progress=say)


def _worth_redrawing(explored: Explored) -> list[str]:
    """Numbers that explain most of the outcome, or of its squared distance from the mean, where interactions show."""
    alone = {line.name: line.share for line in explored.effects.shares.values()}
    distance = (explored.outcome.values - explored.effects.mean) ** 2
    spread = {line.name: line.share for line in main_effects(explored.inputs, distance, shuffles=0)}
    return sorted(alone, key=lambda name: (-max(alone[name], spread[name]), name))[:TOP]


def dependence_note(scenario: Scenario) -> str:
    """What correlations mean for shares of variance, with the correlated numbers of this scenario."""
    if not scenario.copulas:
        return "Numbers are taken to be independent; the scenario states no correlation."
    tied = ", ".join(number_label(name) for name in sorted(scenario.copulas))
    return (
        f"Correlated: {tied}. What such a number explains alone is partly its correlates'; it has no share with "
        "interactions, which is not defined under dependence."
    )


def box_of(explored: Explored, condition: str, above: float = 0.10) -> Box:
    """In which box of numbers the draws of a named condition sit."""
    found = condition_draws(explored.run, explored.question, condition, above=above)
    effects = main_effects(explored.inputs, found.holds.astype(float), shuffles=0)
    chosen = {line.name: explored.inputs[line.name] for line in effects[:BOX_NUMBERS]}
    if not chosen:
        return Box(found, None, "no number of the scenario varies")
    try:
        return Box(found, discover(chosen, found.holds, resamples=RESAMPLES, seed=explored.seed))
    except SimulationError as error:
        return Box(found, None, str(error))


def boxes_of(explored: Explored) -> tuple[Box, ...]:
    """A box for each named condition that the scenario allows."""
    has_fronts = bool(explored.scenario.blocks.pools)
    two = len(explored.scenario.sides) > 1
    allowed = {"partner_gains": True, "defender_first": two, "challenger_first": two, "further_front": has_fronts}
    return tuple(box_of(explored, name) for name in CONDITIONS if allowed[name])


def regrets_of(explored: Explored, say: Say | None = None) -> LeverRegrets:
    """Every lever against the best one of each draw, over all draws and by state of the world.

    States are the branches of the partner's own war where the scenario has them, and thirds of the number that explains
    most of the outcome.

    Raises:
        UsageError: the scenario has no levers.
    """
    losses = lever_losses(explored.scenario, explored.question, draws=explored.draws, seed=explored.seed, progress=say)
    states = branch_states(explored.scenario, explored.draws, explored.seed)
    for name in explored.effects.names[:1]:
        states |= third_states(number_label(name), explored.inputs[name])
    same = [bool((row == losses.loss[0]).all()) for row in losses.loss[1:]]
    idle = tuple(name for name, is_same in zip(losses.names[1:], same, strict=True) if is_same)
    lines = regret_table(losses.loss, losses.names)
    return LeverRegrets(losses, lines, regret_by_state(losses, states), value_of_knowing_all(losses.loss), idle)


def facts_of(explored: Explored, regrets: LeverRegrets) -> tuple[Fact, ...]:
    """The collection list; numbers that are decisions of a lever are chosen, not found out, and left out."""
    decided = [name for lever in explored.scenario.levers for name in lever.decides]
    return fact_list(
        regrets.losses,
        explored.inputs,
        explored.effects,
        explored.scenario.numbers,
        decided=decided,
        seed=explored.seed,
    )
