"""The kind `labour`: does a coalition need a division of labour? Its shortfall by who serves which front."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from pydantic import Field, model_validator

from multifront import contingency
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.labour_lines import report_labour
from multifront.claims.kinds.labour_pictures import labour_pictures
from multifront.claims.ledger import Ledger
from multifront.claims.rules import confidence_after
from multifront.claims.sampling import mean_interval, share_beyond
from multifront.claims.whole_runs import forces_world, scenario_of
from multifront.contingency.labour import compare_rules
from multifront.domain import Floats, Phrase
from multifront.errors import UsageError, unknown_name

ACTS = ("forces.", "fronts.")


class Rival(Parameters):
    """Another rule of who serves which front, and what it is to the claim."""

    rule: str = Field(description="its name in `forces.duties` of the scenario")
    title: str = Field(min_length=3, description="what readers see")
    bound: bool = Field(
        default=False, description="a rule that no coalition reaches, such as full sharing: shown, deciding nothing"
    )


class LabourParameters(Parameters):
    """The rule that the claim calls for, its rivals, and what difference would matter."""

    scenario: str = Field(description="name of a shipped scenario or path of a file, with rules under `forces.duties`")
    asked: str = Field(description="name of the rule that the claim calls for")
    title: str = Field(min_length=3, description="that rule, as readers see it")
    rivals: list[Rival] = Field(min_length=1)
    horizon_days: int = Field(ge=1, description="days for which the worlds are run")
    smallest_effect_of_interest: float = Field(
        gt=0, description="difference of unit-days missing, as a share of the asked rule's mean"
    )
    share_of_draws: float = Field(gt=0.5, le=1, description="share of sampled worlds that must reach it")

    @model_validator(mode="after")
    def _one_decides(self) -> LabourParameters:
        if all(one.bound for one in self.rivals):
            raise ValueError("all rivals are bounds; at least one must be a rule that a coalition could follow")
        names = [self.asked, *(one.rule for one in self.rivals)]
        if len(set(names)) < len(names):
            raise ValueError(f"every rule stands once; found {names}")
        return self


@dataclass(frozen=True, slots=True)
class Result:
    """One rule: unit-days missing by draw and front, the difference to the asked rule, how often it is worse or better.

    `worse` and `better` are shares of worlds with a difference that matters, with their sampling intervals. `ahead`
    is true where the mean over all worlds is lower than the asked rule's by what matters.
    """

    title: str
    bound: bool
    short: Floats
    mean: tuple[float, float, float]
    more: tuple[float, float, float]
    worse: tuple[float, float, float]
    better: tuple[float, float, float]
    ahead: bool
    by_front: dict[str, float]

    def word(self, wanted: float) -> str:
        """Whether this rule is surely `better` than the asked one, `ahead` in the mean, surely `worse`, or neither.

        Neither is `alike` where it is sure, else `open`.
        """
        if self.better[1] >= wanted:
            return "better"
        if self.ahead:
            return "ahead"
        if self.worse[1] >= wanted:
            return "worse"
        return "alike" if max(self.worse[2], self.better[2]) < wanted else "open"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The asked rule first, then its rivals, how many fronts are open from the start, and the sentence."""

    grounds: Grounds
    results: tuple[Result, ...]
    draws: int
    opened: int
    headline: Phrase


class LabourKind:
    """The same worlds under each rule of who serves which front."""

    name = "labour"
    parameters = LabourParameters
    about = About(
        question="Is a coalition better off when each ally serves its own front?",
        rests_on="model",
        against=("Some other rule of who serves where leaves less missing.",),
        interest="`smallest_effect_of_interest`, as a share of what is missing under the asked rule",
        curve="none: every rival rule takes part in the verdict itself",
    )

    def measure(self, claim_id: str, parameters: LabourParameters, context: Context) -> Finding:
        """Assign forces under each rule."""
        finding = Finding(Ledger(claim_id))
        scenario = scenario_of(context, parameters.scenario)
        duties = scenario.blocks.duties
        names = [parameters.asked, *(one.rule for one in parameters.rivals)]
        for name in names:
            if name not in duties:
                raise UsageError(
                    unknown_name("rule of labour", name, list(duties), f"see forces.duties of {scenario.name}")
                )
        grounds = find_grounds(finding, scenario, context, acts=lambda name: name.startswith(ACTS))
        if grounds is None:
            return finding
        world = forces_world(context, parameters.scenario, parameters.horizon_days)
        found = compare_rules(world.forces, world.needs_with, {name: duties[name] for name in names})
        results = _results(found, parameters)
        opened = int(np.all(world.needs_with.opening <= 0, axis=1).sum())
        finding.outcome = Outcome(grounds, results, world.needs.draws, opened, Phrase(""))
        sentence = report_labour(finding, finding.outcome, parameters)
        finding.outcome = replace(finding.outcome, headline=sentence)
        finding.pictures += labour_pictures(finding.ledger, finding.outcome, parameters)
        return finding

    def decide(self, finding: Finding, parameters: LabourParameters, q_value: float | None) -> Decision:
        """By the rivals that a coalition could follow; bounds decide nothing."""
        outcome: Outcome = finding.outcome
        words = [one.word(parameters.share_of_draws) for one in outcome.results[1:] if not one.bound]
        return Decision(verdict_on_rivals(words), confidence_after(outcome.grounds.steps_lost), outcome.headline)


def verdict_on_rivals(words: list[str]) -> str:
    """Supported where every rival is worse, contradicted where some is surely better.

    Else cannot be tested where some is ahead in the mean by what matters; partly supported where some is worse and
    another not; not supported where all are alike; else cannot be tested.
    """
    if all(word == "worse" for word in words):
        return "supported"
    if "better" in words:
        return "contradicted"
    if "ahead" in words:
        return "cannot be tested"
    if "worse" in words:
        return "partly supported"
    return "not supported" if all(word == "alike" for word in words) else "cannot be tested"


def _results(found: contingency.labour.Labour, parameters: LabourParameters) -> tuple[Result, ...]:
    asked = found.plans[parameters.asked].shortfall()
    shown = [(parameters.asked, parameters.title, False)]
    shown += [(one.rule, one.title, one.bound) for one in parameters.rivals]
    results = []
    for rule, title, bound in shown:
        plan = found.plans[rule]
        short = plan.shortfall()
        fronts = {front: float(plan.shortfall(front=front).mean()) for front in plan.fronts}
        smallest = parameters.smallest_effect_of_interest
        worse, better = (share_beyond(more, asked, smallest) for more in (short - asked, asked - short))
        ahead = bool(short.mean() < (1.0 - smallest) * asked.mean() - 1e-9)
        means = mean_interval(short), mean_interval(short - asked)
        results.append(Result(title, bound, short, *means, worse, better, ahead, fronts))
    return tuple(results)
