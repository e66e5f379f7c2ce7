"""The kind `swept_assumption`: how much would a number that nobody has published matter, over all it could be?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from pydantic import Field, field_validator

from multifront import contingency
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.sweep_lines import report_sweep
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.claims.sampling import mean_interval
from multifront.claims.whole_measures import Measure, by_rule, measured
from multifront.claims.whole_runs import scenario_of, whole_run
from multifront.domain import Flip, Floats, Phrase
from multifront.errors import UsageError, unknown_name


class SweptAssumptionParameters(Parameters):
    """Which numbers are swept, over which values, and what change of which outcome would matter."""

    scenario: str = Field(description="name of a shipped scenario or path of a file")
    numbers: list[str] = Field(min_length=1, description="numbers of the scenario that take each value together")
    values: list[float] = Field(
        min_length=3, description="values in the unit of the file, rising; the first is no effect"
    )
    title: str = Field(min_length=3, description="what is swept, as readers see it")
    largest: str = Field(
        default="",
        description="the largest value in plain words, as in `even if losses doubled`; else it is named by its figure",
    )
    unknown: str = Field(min_length=10, description="why nothing public gives the number, to stand alone")
    outcome: Measure = Field(description="outcome whose curve is drawn")
    horizon_days: int = Field(ge=1, description="days for which the worlds are run")
    smallest_effect_of_interest: float = Field(gt=0, description="change of the mean outcome, in its unit")
    beyond: str = Field(
        default="",
        description="what the claim asserts that the outcome does not hold, to stand alone; no curve speaks against it",
    )

    @field_validator("values")
    @classmethod
    def _rising(cls, value: list[float]) -> list[float]:
        if value != sorted(set(value)):
            raise ValueError("must rise; the first value stands for no effect")
        return value


@dataclass(frozen=True, slots=True)
class Point:
    """The outcome at one value under one rule: its mean, and its change from the first value in the same worlds."""

    value: float
    rule: str
    mean: tuple[float, float, float]
    change: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The curve by rule on ships (one rule where it cannot matter), whether anything moves, and the sentence.

    `by_losses` says that the number acts through losses of force alone: the curve then counts them and judges nothing.
    """

    grounds: Grounds
    points: tuple[Point, ...]
    has_path: bool
    by_losses: bool
    draws: int
    headline: Phrase

    def reaches(self, smallest: float) -> float | None:
        """The smallest swept value at which the change surely reaches what matters under some rule, if any does."""
        found = [p.value for p in self.points if max(p.change[1], -p.change[2]) >= smallest]
        return min(found) if found else None


class SweptAssumption:
    """An outcome as a curve over a number that nobody has published. The number itself is never judged."""

    name = "swept_assumption"
    parameters = SweptAssumptionParameters
    about = About(
        question="How much would a number matter that nobody has published?",
        rests_on="model",
        against=("No value of the sweep could change the outcome by the smallest effect of interest.",),
        interest="`smallest_effect_of_interest`, in the unit of the outcome",
        curve="none: the sweep over the assumption is itself the curve",
        verdicts=("not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: SweptAssumptionParameters, context: Context) -> Finding:
        """Run the same worlds once at each value."""
        finding = Finding(Ledger(claim_id))
        scenario = scenario_of(context, parameters.scenario)
        for name in parameters.numbers:
            if name not in scenario.numbers:
                raise UsageError(unknown_name("number", name, list(scenario.numbers), "see multifront scenario show"))
        grounds = find_grounds(finding, scenario, context)
        if grounds is None:
            return finding
        runs = {value: _run(value, parameters, scenario, context) for value in parameters.values}
        points, moved = _points(runs, parameters, losses=False)
        by_losses = False
        if not moved and next(iter(runs.values())).has_losses:
            points, by_losses = _points(runs, parameters, losses=True)
        finding.assumed = True
        draws = next(iter(runs.values())).draws
        finding.outcome = Outcome(grounds, points, moved or by_losses, by_losses, draws, Phrase(""))
        sentence = report_sweep(finding, finding.outcome, parameters)
        finding.outcome = replace(finding.outcome, headline=sentence)
        return finding

    def decide(self, finding: Finding, parameters: SweptAssumptionParameters, q_value: float | None) -> Decision:
        """Not supported where no value could matter and the outcome holds all of the claim; else not testable."""
        outcome: Outcome = finding.outcome
        most = max(max(abs(end) for end in point.change[1:]) for point in outcome.points)
        judged = outcome.has_path and not outcome.by_losses and not parameters.beyond
        if judged and most < parameters.smallest_effect_of_interest:
            return Decision("not supported", confidence_after(outcome.grounds.steps_lost), outcome.headline)
        return Decision("cannot be tested", "high", outcome.headline)

    def would_change(self, finding: Finding, parameters: SweptAssumptionParameters, verdict: str) -> Minds:
        """A published figure of the number, and from which value on it would matter."""
        outcome: Outcome = finding.outcome
        reached = outcome.reaches(parameters.smallest_effect_of_interest)
        if reached is None:
            return Minds()
        basis = outcome.grounds.basis("smallest value of the sweep from which on the change surely matters")
        first = finding.ledger.figure("flip_value", reached, basis, style="count" if reached == int(reached) else "two")
        said = (
            f"A public figure of {parameters.title}: from {{value}} on it would matter here, below that it would not."
        )
        return Minds((Flip(phrase(said, value=first)),))


SWEEP_DRAWS = 1_000
"""Worlds a value at most: differences are between the same worlds, so that fewer tell as much."""


def _run(
    value: float, parameters: SweptAssumptionParameters, scenario: contingency.Scenario, context: Context
) -> contingency.WholeRun:
    held = {name: value * scenario.numbers[name].factor for name in parameters.numbers}
    return whole_run(context, parameters.scenario, parameters.horizon_days, fixed=held, draws=SWEEP_DRAWS)


def _points(
    runs: dict[float, contingency.WholeRun], parameters: SweptAssumptionParameters, *, losses: bool
) -> tuple[tuple[Point, ...], bool]:
    """The curve by rule, and whether any world moved at all."""
    first = runs[parameters.values[0]]
    rules = first.rules if by_rule(parameters.outcome) else first.rules[:1]
    curves = {
        rule: [measured(runs[value], parameters.outcome, rule, losses=losses) for value in parameters.values]
        for rule in rules
    }
    moved = any(bool(np.any(values != curve[0])) for curve in curves.values() for values in curve[1:])
    if all(_alike(curve, curves[rules[0]]) for curve in curves.values()):
        curves = {rules[0]: curves[rules[0]]}
    points = [
        Point(value, rule if len(curves) > 1 else "", mean_interval(values), mean_interval(values - curve[0]))
        for rule, curve in curves.items()
        for value, values in zip(parameters.values, curve, strict=True)
    ]
    return tuple(points), moved


def _alike(first: list[Floats], second: list[Floats]) -> bool:
    return all(bool(np.array_equal(a, b)) for a, b in zip(first, second, strict=True))
