"""Total-order shares of variance in a scenario: some numbers are drawn anew, all else stays. Estimates nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from multifront.contingency.given_data import jackknife_interval
from multifront.contingency.outcome_draws import Question, outcome_draws, run_scenario
from multifront.contingency.scenario import Scenario
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

ANEW = "@anew"


@dataclass(frozen=True, slots=True)
class TotalShare:
    """Share of an outcome's variance that goes with some numbers, all their interactions included; 95 % interval.

    All NaN where the outcome does not vary; 0 exactly where no draw answers to them.
    """

    names: tuple[str, ...]
    total: float
    low: float
    high: float


def drawn_anew(scenario: Scenario, names: Collection[str]) -> Scenario:
    """The scenario in which these numbers are drawn independently of what they were, and nothing else changes.

    Formula: each number is replaced from day 0 on by one of the same range and another name, hence another draw.

    Args:
        scenario: from `load`.
        names: numbers that are ranges.

    Returns:
        A scenario to run with the same seed and draws.

    Raises:
        UsageError: a name that the scenario does not have.

    Assumes:
        Numbers are drawn by name; one that is tied to others by a correlation is drawn free of it.

    References:
        Saltelli et al. (2010), Computer Physics Communications 181:259-270 (the matrix with one column exchanged).

    Example:
        >>> import multifront.contingency as contingency
        >>> scenario = drawn_anew(contingency.load("taiwan-blockade"), ["china.cut.share"])
        >>> scenario.steps["china.cut.share"]
        ((0, 'china.cut.share@anew'),)
    """
    numbers, steps = dict(scenario.numbers), dict(scenario.steps)
    for name in names:
        if name not in numbers:
            raise UsageError(unknown_name("number", name, list(scenario.numbers), "see multifront scenario show"))
        numbers[name + ANEW] = replace(numbers[name], name=name + ANEW)
        base = name.partition("@")[0]
        if base == name:
            steps[base] = ((0, name + ANEW), *steps.get(base, ()))
        else:
            steps[base] = tuple((day, name + ANEW if held == name else held) for day, held in steps[base])
    return replace(scenario, numbers=numbers, steps=steps)


def total_shares(
    scenario: Scenario,
    question: Question,
    groups: Sequence[Sequence[str]],
    *,
    draws: int = 1_000,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> tuple[TotalShare, ...]:
    """Total-order share of variance of each group of numbers, by drawing the group anew in the same worlds.

    Formula: ST = mean((f - f')^2) / (2 Var f), f' the outcome with the group drawn anew (Jansen); interval from the
    delete-a-group jackknife. Chance that is no number of the scenario (which front opens, which branch) stays.

    Args:
        scenario: from `load`.
        question: which outcome.
        groups: names of numbers that are drawn anew together; one name alone gives its own index.
        draws: worlds a run; one run and one more for each group.
        seed: any integer.
        progress: called with a line of text after each run.

    Returns:
        One line a group, in the order given; all NaN for a group that holds a correlated number, since
        drawing that anew frees it of its correlation and a total order is not defined.

    Raises:
        UsageError: an unknown name, or as `check_question`.

    Assumes:
        Numbers outside correlations are independent. An outcome that is mostly censored has its variance in
        who is at risk at all.

    References:
        Jansen (1999), Computer Physics Communications 117:35-43; Saltelli et al. (2010), table 2 row f; Efron &
        Tibshirani (1993), An Introduction to the Bootstrap, ch. 11 (jackknife).

    Example:
        >>> import multifront.contingency as contingency
        >>> total_shares(contingency.load("small"), Question(), [["china.cut.share"]], draws=40)[0].total
        nan
    """

    def outcome(of: Scenario) -> Floats:
        return outcome_draws(run_scenario(of, question, draws=draws, seed=seed), question).values

    base = outcome(scenario)
    lines = []
    for number, names in enumerate(groups, start=1):
        if any(name in scenario.copulas for name in names):
            lines.append(TotalShare(tuple(names), np.nan, np.nan, np.nan))
            continue
        lines.append(total_share(base, outcome(drawn_anew(scenario, names)), tuple(names)))
        if progress:
            progress(f"{scenario.name}: {number} of {len(groups)} groups of numbers drawn anew")
    return tuple(lines)


def total_share(base: Floats, anew: Floats, names: tuple[str, ...]) -> TotalShare:
    """Jansen's estimate from two outcomes of the same worlds, with its jackknife interval."""
    terms = {"squares": (base - anew) ** 2 / 2.0, "value": base, "value2": base**2}

    def estimate(means: Mapping[str, Floats]) -> Floats:
        variance = means["value2"] - means["value"] ** 2
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(variance > 1e-24 * means["value2"], means["squares"] / variance, np.nan)

    return TotalShare(names, *jackknife_interval(terms, estimate))
