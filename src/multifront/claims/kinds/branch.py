"""The kind `branch`: what follows in each branch of the partner's own war, in the same sampled worlds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from pydantic import Field, model_validator

from multifront import contingency
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.branch_lines import report_branches
from multifront.claims.ledger import Ledger
from multifront.claims.rules import confidence_after, verdict_on_model_effect
from multifront.claims.sampling import mean_interval
from multifront.claims.whole_measures import Measure, measured
from multifront.claims.whole_runs import scenario_of, whole_run
from multifront.contingency.branches import BRANCHES
from multifront.domain import Floats, Phrase
from multifront.errors import UsageError

ACTS = ("branches.", "arms.", "clocks.")


class Asserted(Parameters):
    """What the claim asserts of two branches, where it asserts more than a forecast."""

    outcome: Measure = Field(description="outcome that differs")
    more_in: str = Field(description="branch in which the outcome is larger")
    than_in: str = Field(description="branch with which it is compared")
    smallest_effect_of_interest: float = Field(gt=0, description="in the unit of the outcome")

    @model_validator(mode="after")
    def _known(self) -> Asserted:
        for name in (self.more_in, self.than_in):
            if name not in BRANCHES:
                raise ValueError(f"unknown branch {name!r}; valid: {', '.join(BRANCHES)}")
        if self.more_in == self.than_in:
            raise ValueError("more_in and than_in are the same branch")
        return self


class BranchParameters(Parameters):
    """Which outcomes are shown by branch, and either what is asserted of them or why nothing can test the claim."""

    scenario: str = Field(description="name of a shipped scenario or path of a file, with branches")
    horizon_days: int = Field(ge=1, description="days for which the worlds are run")
    rule: str = Field(default="leave", description="rule on the partner's ships: leave, inspect or stop")
    outcomes: list[Measure] = Field(min_length=1, description="what is shown by branch")
    titles: dict[str, str] = Field(default_factory=dict, description="branches as readers know them")
    forecast: str = Field(default="", description="why the claim foretells what nothing can test, to stand alone")
    contrast: tuple[str, str] | None = Field(
        default=None,
        description="two branches whose difference is shown where a forecast asserts none; else the largest difference",
    )
    asserts: Asserted | None = Field(default=None, description="a difference between two branches that can be tested")

    @model_validator(mode="after")
    def _one_of_two(self) -> BranchParameters:
        if bool(self.forecast) == (self.asserts is not None):
            raise ValueError("give either `forecast` or `asserts`")
        if unknown := sorted(set(self.titles) - set(BRANCHES)):
            raise ValueError(f"titles of unknown branches {unknown}; valid: {', '.join(BRANCHES)}")
        if unknown := sorted(set(self.contrast or ()) - set(BRANCHES)):
            raise ValueError(f"contrast of unknown branches {unknown}; valid: {', '.join(BRANCHES)}")
        if self.contrast is not None and self.contrast[0] == self.contrast[1]:
            raise ValueError("contrast names the same branch twice")
        return self

    def title(self, branch: str) -> str:
        """A branch as readers know it."""
        return self.titles.get(branch, branch)


@dataclass(frozen=True, slots=True)
class Conditional:
    """One outcome in every branch, same worlds: by draw, with means and intervals; no path where none ever differs."""

    name: str
    values: dict[str, Floats]

    @property
    def has_path(self) -> bool:
        """Whether any world differs between branches."""
        first, *others = self.values.values()
        return any(bool(np.any(other != first)) for other in others)

    def mean(self, branch: str) -> tuple[float, float, float]:
        """Mean over worlds with its sampling interval."""
        return mean_interval(self.values[branch])

    def more(self, branch: str, than: str) -> tuple[float, float, float]:
        """Mean difference between two branches in the same worlds, with its sampling interval."""
        return mean_interval(self.values[branch] - self.values[than])


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every outcome by branch, with the number of worlds, and the sentence."""

    grounds: Grounds
    conditional: dict[str, Conditional]
    draws: int
    headline: Phrase


class BranchKind:
    """The same worlds in each branch. What a branch makes likelier is not in the model; what it moves is."""

    name = "branch"
    parameters = BranchParameters
    about = About(
        question="What does a branch of the partner's own war change?",
        rests_on="model",
        against=("The asserted branch moves the outcome by less than matters, or the other way by as much.",),
        interest="`smallest_effect_of_interest` of `asserts`, in the unit of the outcome",
        curve="none: each branch is a case of its own, and one measure in one run is asserted",
        verdicts=("supported", "contradicted", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: BranchParameters, context: Context) -> Finding:
        """Run the scenario once in each branch, everything else alike."""
        finding = Finding(Ledger(claim_id), headlined=not parameters.forecast)
        scenario = scenario_of(context, parameters.scenario)
        if f"branches.{BRANCHES[0]}.weight" not in scenario.numbers:
            raise UsageError(f"{scenario.name} has no branches; a scenario with the block branches has")
        grounds = find_grounds(finding, scenario, context, acts=lambda name: name.startswith(ACTS))
        if grounds is None:
            return finding
        runs = {branch: _run(branch, parameters, context) for branch in BRANCHES}
        names = dict.fromkeys([*parameters.outcomes, *([parameters.asserts.outcome] if parameters.asserts else [])])
        conditional: dict[str, Conditional] = {
            name: Conditional(name, {branch: measured(run, name, parameters.rule) for branch, run in runs.items()})
            for name in names
        }
        finding.outcome = Outcome(grounds, conditional, runs[BRANCHES[0]].draws, Phrase(""))
        sentence = report_branches(finding, finding.outcome, parameters)
        finding.outcome = replace(finding.outcome, headline=sentence)
        return finding

    def decide(self, finding: Finding, parameters: BranchParameters, q_value: float | None) -> Decision:
        """A forecast cannot be tested; an asserted difference is judged by its sampling interval alone."""
        outcome: Outcome = finding.outcome
        asserted = parameters.asserts
        if asserted is None:
            return Decision("cannot be tested", "high", outcome.headline)
        found = outcome.conditional[asserted.outcome]
        if not found.has_path:
            return Decision("cannot be tested", "high", outcome.headline)
        _, low, high = found.more(asserted.more_in, asserted.than_in)
        verdict = verdict_on_model_effect(low, high, asserted.smallest_effect_of_interest)
        return Decision(verdict, confidence_after(outcome.grounds.steps_lost), outcome.headline)


def _run(branch: str, parameters: BranchParameters, context: Context) -> contingency.WholeRun:
    weights = {f"branches.{name}.weight": float(name == branch) for name in BRANCHES}
    return whole_run(context, parameters.scenario, parameters.horizon_days, fixed=weights)
