"""Runs each alternative of a scenario in the same worlds: losses by lever and draw, regret by state of the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from multifront.contingency.alternatives import Alternative, alternatives
from multifront.contingency.branches import BRANCHES, choose_branch
from multifront.contingency.draws import uniform_draws
from multifront.contingency.outcome_draws import Booleans, Question, outcome_draws, outcome_loss, run_scenario
from multifront.contingency.regret import regrets
from multifront.contingency.scenario import Scenario
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats
from multifront.errors import UsageError

THIRDS = ("lowest third", "middle third", "highest third")


@dataclass(frozen=True, slots=True)
class LeverLosses:
    """Loss of each alternative in each draw, shape (alternatives, n), lower is better for the coalition."""

    alternatives: tuple[Alternative, ...]
    loss: Floats
    unit: str

    @property
    def names(self) -> tuple[str, ...]:
        """The alternatives in words, `nothing changed` first."""
        return tuple(one.name for one in self.alternatives)


@dataclass(frozen=True, slots=True)
class StateRegret:
    """Mean regret of each alternative in the draws of one state of the world, and the one with the least."""

    state: str
    share: float
    best: str
    means: Mapping[str, float]


def lever_losses(
    scenario: Scenario,
    question: Question,
    *,
    draws: int = 2_000,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> LeverLosses:
    """Run nothing changed and each setting of each lever, one at a time, over the same sampled worlds.

    Formula: loss = the outcome of the question, with its sign turned where more of it is better for the coalition.

    Args:
        scenario: from `load`.
        question: outcome, rule that holds where no setting decides it, horizon.
        draws: worlds; the same for every alternative.
        seed: any integer.
        progress: called with a line of text after each alternative.

    Returns:
        Losses by alternative and draw, in days or unit-days.

    Raises:
        UsageError: the scenario has no lever, or as `check_question`.

    Assumes:
        One lever at a time. What a lever costs, and what a challenger would do about it, is not in the loss. The
        outcome `gained` is a poor loss for levers that act on the challenger's own days: less to gain is no harm.

    References:
        Savage (1951), JASA 46(253):55-67; Lempert et al. (2006), Management Science 52(4):514-528.

    Example:
        >>> import multifront.contingency as contingency
        >>> lever_losses(contingency.load("taiwan-blockade"), Question(), draws=20).names[0]
        'nothing changed'
    """
    found = alternatives(scenario, question.rule)
    if len(found) < 2:
        raise UsageError(f"{scenario.name} has no levers; give it a block levers, see docs/scenario-language.md")
    rows, unit = [], ""
    for number, one in enumerate(found, start=1):
        asked = Question(question.outcome, one.rule, question.horizon, question.measure)
        result = outcome_draws(run_scenario(one.scenario, asked, draws=draws, seed=seed), asked)
        rows.append(outcome_loss(result, asked))
        unit = result.unit
        if progress:
            progress(f"{scenario.name}: {number} of {len(found)} alternatives run")
    return LeverLosses(found, np.array(rows), unit)


def regret_by_state(losses: LeverLosses, states: Mapping[str, Booleans]) -> tuple[StateRegret, ...]:
    """Mean regret of each alternative by state of the world: what is given away there against the best of each draw.

    Formula: mean over the draws of a state of L[a] - min over b of L[b].

    Args:
        losses: from `lever_losses`.
        states: by name, which draws are in it, shape (n,).

    Returns:
        One line a state that has draws; shares of all draws.

    Raises:
        UsageError: a state of another length.

    Assumes:
        States are told apart by what is known beforehand or will be, not by the outcome itself.

    References:
        Lempert et al. (2006), Management Science 52(4):514-528.

    Example:
        >>> import numpy as np, multifront.contingency as contingency
        >>> losses = lever_losses(contingency.load("taiwan-blockade"), Question(), draws=20)
        >>> regret_by_state(losses, {"all": np.ones(20, dtype=bool)})[0].share
        1.0
    """
    table = regrets(losses.loss)
    lines = []
    for state, inside in states.items():
        if inside.shape != table.shape[1:]:
            raise UsageError(f"state {state!r} has {inside.size} draws, losses {table.shape[1]}")
        if not inside.any():
            continue
        means = dict(zip(losses.names, (float(mean) for mean in table[:, inside].mean(axis=1)), strict=True))
        lines.append(StateRegret(state, float(inside.mean()), min(means, key=lambda name: means[name]), means))
    return tuple(lines)


def branch_states(scenario: Scenario, draws: int, seed: int = 0) -> dict[str, Booleans]:
    """Which branch of the partner's own war each draw of a run is in; empty where the scenario has no branches."""
    if f"branches.{BRANCHES[0]}.weight" not in scenario.numbers:
        return {}
    sampler = Sampler(scenario, seed, np.arange(draws, dtype=np.int64))
    weights = np.stack([sampler.values(f"branches.{branch}.weight") for branch in BRANCHES])
    drawn = choose_branch(weights, uniform_draws(seed, "branches", sampler.indices))
    return {f"{branch} branch": np.asarray(drawn == index) for index, branch in enumerate(BRANCHES)}


def third_states(label: str, values: Floats) -> dict[str, Booleans]:
    """Draws by thirds of one number; ties at an edge go to the lower third."""
    first, second = np.quantile(values, (1.0 / 3.0, 2.0 / 3.0))
    place = (values > first).astype(int) + (values > second)
    return {f"{label}: {name}": place == index for index, name in enumerate(THIRDS)}
