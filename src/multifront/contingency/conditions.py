"""Named conditions of a run's draws, for scenario discovery. Seeks no box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from multifront.contingency.outcome_draws import Booleans, Question, Run, side_days
from multifront.contingency.whole import WholeRun
from multifront.errors import UsageError, unknown_name

CONDITIONS: Mapping[str, str] = {
    "partner_gains": "the partner adds more than {above:.0%} to the days of {challenger}",
    "defender_first": "{defender} runs out first within {horizon} days",
    "challenger_first": "{challenger} runs out first within {horizon} days",
    "further_front": "a further front opens within {horizon} days",
}
"""Conditions by name; what each says in words."""


@dataclass(frozen=True, slots=True)
class ConditionDraws:
    """Which draws fulfil a condition, shape (n,), in words; `undecided` is the share in which censoring hides it."""

    name: str
    label: str
    holds: Booleans
    undecided: float

    @property
    def share(self) -> float:
        """Share of draws that surely fulfil it."""
        return float(self.holds.mean())


def condition_draws(run: Run, question: Question, name: str, *, above: float = 0.10) -> ConditionDraws:
    """Which draws of a run fulfil a named condition.

    Formula: T days until a side runs out, h the horizon: partner_gains T_on > (1 + above) T_off with T_off < h;
    defender_first T_d < h and T_d < T_c; challenger_first likewise; further_front: one front or more opens.

    Args:
        run: from `run_scenario`.
        question: rule and horizon; its outcome does not matter.
        name: of the condition.
        above: smallest gain of interest, as a share.

    Returns:
        The draws; what a censored draw might still become counts as no, and its share is given.

    Raises:
        UsageError: an unknown condition, or one that the scenario's sides or forces do not allow.

    Assumes:
        As the simulations. A condition is best chosen before looking at which draws fulfil it.

    References:
        Bryant & Lempert (2010), Technological Forecasting and Social Change 77(1):34-49 (cases of interest).

    Example:
        >>> import multifront.contingency as contingency
        >>> from multifront.contingency.outcome_draws import Question, run_scenario
        >>> run = run_scenario(contingency.load("small"), Question(), draws=1)
        >>> condition_draws(run, Question(), "defender_first").label
        'Taiwan runs out first within 180 days'
    """
    if name not in CONDITIONS:
        raise UsageError(unknown_name("condition", name, list(CONDITIONS), "use one of these"))
    sides = [*run.scenario.sides, ""]
    words = {
        "challenger": sides[0].capitalize(),
        "defender": sides[1].capitalize(),
        "horizon": question.horizon,
        "above": above,
    }
    label = CONDITIONS[name].format(**words)
    if name == "further_front":
        if not isinstance(run, WholeRun) or not run.has_forces:
            raise UsageError(f"{run.scenario.name} has no forces and fronts; valid: {', '.join(list(CONDITIONS)[:3])}")
        return ConditionDraws(name, label, np.asarray(run.fronts_opened[-1] > 0.0), 0.0)
    first, first_open = side_days(run, sides[0], question, "on")
    if name == "partner_gains":
        off, off_open = side_days(run, sides[0], question, "off")
        sure = ~off_open & (first > (1.0 + above) * off)
        hidden = ~off_open & first_open & ~sure
        return ConditionDraws(name, label, sure, float(hidden.mean()))
    if not sides[1]:
        raise UsageError(f"{run.scenario.name} has one side; {name} needs a challenger and a defender")
    second, second_open = side_days(run, sides[1], question, "on")
    ahead = (second < first) & ~second_open if name == "defender_first" else (first < second) & ~first_open
    return ConditionDraws(name, label, np.asarray(ahead), 0.0)
