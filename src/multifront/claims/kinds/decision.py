"""The kind `decision`: how much a decision of an ally would change what a coalition is short of. Foretells none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pydantic import Field, model_validator

from multifront import contingency
from multifront.claims.force_plans import staying_out
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.decision_lines import report_decision
from multifront.claims.kinds.decision_pictures import decision_pictures
from multifront.claims.ledger import Ledger
from multifront.claims.rules import confidence_after
from multifront.claims.sampling import mean_interval, share_beyond
from multifront.claims.whole_runs import forces_world, scenario_of
from multifront.contingency.forces_inputs import Forces, Requirements
from multifront.domain import Floats, Phrase, Series

ACTS = ("forces.", "fronts.")


class Setting(Parameters):
    """One way to decide: what the host lets others use, and whose own forces stay out."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see")
    consent: str = Field(pattern="^(full|limited|none)$", description="full, limited or none")
    without: list[str] = Field(default_factory=list, description="owners whose forces commit nothing")


class Response(Parameters):
    """A series of what the deciding state did in answer to others, shown apart: an answer is no pressure."""

    title: str = Field(min_length=3, description="what readers see")
    indicator: str = Field(description="what is counted")
    actor: str = Field(description="who did it, ISO3")
    partner: str = Field(default="", description="in answer to whom, ISO3")
    definition_id: str = Field(default="", description="definition of the series")


class DecisionParameters(Parameters):
    """Which decision, by which settings, at which front, and what change would matter."""

    scenario: str = Field(description="name of a shipped scenario or path of a file, with forces and fronts")
    who: str = Field(min_length=3, description="who decides, as readers know it")
    front: str = Field(description="front at which units would be missed")
    horizon_days: int = Field(ge=1, description="days for which the worlds are run")
    settings: list[Setting] = Field(min_length=2, description="ways to decide; the first is the base")
    smallest_effect_of_interest: float = Field(
        gt=0, description="rise of the shortfall there, as a share of the base's mean"
    )
    share_of_draws: float = Field(gt=0.5, le=1, description="share of sampled worlds that must reach it")
    foretells: str = Field(
        default="", description="why nothing public tells how it will be decided; makes it 'cannot be tested'"
    )
    responses: list[Response] = Field(default_factory=list)

    @model_validator(mode="after")
    def _different(self) -> DecisionParameters:
        names = [one.name for one in self.settings]
        if len(set(names)) < len(names):
            raise ValueError(f"settings need different names; found {names}")
        return self


@dataclass(frozen=True, slots=True)
class Result:
    """One setting: unit-days short at the front by draw, the rise over the base and how often it matters."""

    setting: Setting
    forces: Forces
    needs: Requirements
    short: Floats
    everywhere: Floats
    mean: tuple[float, float, float]
    rise: tuple[float, float, float]
    matters: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All settings, what the deciding state did in answer so far, and the sentence."""

    grounds: Grounds
    results: tuple[Result, ...]
    responses: tuple[tuple[Response, Series], ...]
    headline: Phrase


class DecisionKind:
    """The same worlds under each way to decide. A decision has no frequency, so that foretelling one is not tested."""

    name = "decision"
    parameters = DecisionParameters
    about = About(
        question="What does a decision of a host or an ally change, such as bases closed or forces kept at home?",
        rests_on="model",
        against=("The decision cannot raise what is missing at the front by the effect of interest in enough worlds.",),
        interest="`smallest_effect_of_interest`, as a share of what is missing under the first setting",
        curve="none: the settings are what is compared, and no second reading of them is declared",
        verdicts=("supported", "partly supported", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: DecisionParameters, context: Context) -> Finding:
        """Assign forces under each setting in the same worlds."""
        finding = Finding(Ledger(claim_id))
        scenario = scenario_of(context, parameters.scenario)
        grounds = find_grounds(finding, scenario, context, acts=lambda name: name.startswith(ACTS))
        if grounds is None:
            return finding
        results: list[Result] = []
        for setting in parameters.settings:
            results.append(_result(setting, parameters, context, results[0].short if results else None))
        responses = tuple((one, _series(one, context)) for one in parameters.responses)
        finding.outcome = Outcome(grounds, tuple(results), responses, Phrase(""))
        sentence = report_decision(finding, finding.outcome, parameters)
        finding.outcome = replace(finding.outcome, headline=sentence)
        finding.pictures += decision_pictures(finding, finding.outcome, parameters)
        return finding

    def decide(self, finding: Finding, parameters: DecisionParameters, q_value: float | None) -> Decision:
        """Whether the decision matters; a claim that foretells it cannot be tested, however much it matters."""
        outcome: Outcome = finding.outcome
        if parameters.foretells:
            return Decision("cannot be tested", "high", outcome.headline)
        verdict = verdict_on_settings([one.matters for one in outcome.results[1:]], parameters.share_of_draws)
        return Decision(verdict, confidence_after(outcome.grounds.steps_lost), outcome.headline)


def verdict_on_settings(matters: list[tuple[float, float, float]], wanted: float) -> str:
    """Supported where the last setting, the furthest from the base, surely matters in the wanted share of worlds.

    Partly supported where only an earlier one does, not supported where none can, cannot be tested where the sampling
    interval leaves it open. Each entry is a share with its interval.
    """
    if matters[-1][1] >= wanted:
        return "supported"
    if any(low >= wanted for _, low, _ in matters):
        return "partly supported"
    return "not supported" if all(high < wanted for _, _, high in matters) else "cannot be tested"


def _result(setting: Setting, parameters: DecisionParameters, context: Context, base: Floats | None) -> Result:
    world = forces_world(context, parameters.scenario, parameters.horizon_days, setting.consent)
    forces = staying_out(world.forces, setting.without) if setting.without else world.forces
    needs = world.needs_with
    plan = contingency.assign_forces(forces, needs, days=False)
    short = plan.shortfall(front=parameters.front)
    before = short if base is None else base
    share = share_beyond(short - before, before, parameters.smallest_effect_of_interest)
    return Result(
        setting, forces, needs, short, plan.shortfall(), mean_interval(short), mean_interval(short - before), share
    )


def _series(response: Response, context: Context) -> Any:
    return context.evidence.series(response.indicator, response.actor, response.partner, response.definition_id)
