"""The kind `scenario_difference`: does a channel of help change how long a side lasts, and under which rule?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pydantic import Field

from multifront import contingency
from multifront.claims.grounds import Grounds, find_grounds
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.alignment_curves import rules_curve
from multifront.claims.kinds.scenario_lines import (
    READINGS,
    help_word,
    helped_span,
    report_commodities,
    report_legs,
    report_measure,
    report_other_reading,
    report_quantities,
    span,
)
from multifront.claims.kinds.scenario_pictures import gain_picture, route_picture, survival_picture
from multifront.claims.kinds.series_minds import minds_of_rules
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after, verdict_on_help, word_on_help
from multifront.claims.sampling import help_interval
from multifront.claims.specifications import Shows
from multifront.contingency.gains import Bounds, Gain
from multifront.contingency.summary import Spread
from multifront.domain import Phrase

Measure = Literal["endurance", "stock_out"]


class QuantityCheck(Parameters):
    """A share that the scenario takes for granted, checked against what flows today."""

    label: str = Field(min_length=5, description="what readers see")
    numerator: str = Field(description="id of an observation")
    denominator: str = Field(description="id of an observation in the same unit")
    of: str = Field(min_length=3, description="what it is a share of, as readers see it")


class ScenarioDifferenceParameters(Parameters):
    """Which scenario, whose endurance, which channel, and what gain would matter."""

    scenario: str = Field(description="name of a shipped scenario or path of a file")
    side: str = Field(description="the side whose endurance is measured")
    channel: Literal["logistics"] = Field(description="the channel that is switched on and off")
    measure: Measure = Field(
        default="endurance", description="endurance (essential demand goes unmet) or stock_out (stock is empty)"
    )
    horizon_days: int = Field(ge=1, description="days gained are counted up to here")
    smallest_effect_of_interest: float = Field(gt=0, description="gain as a share of the days without the channel")
    share_of_draws: float = Field(
        gt=0.5,
        le=1,
        description="share that must reach that gain, of the draws in which the side runs out without help",
    )
    horizons_days: list[int] = Field(
        default_factory=list, description="further days up to which runs are read, declared and all shown in the curve"
    )
    quantity_check: list[QuantityCheck] = Field(default_factory=list, description="what flows today")

    @property
    def other_measure(self) -> Measure:
        """The rival reading of running out, shown beside the one that decides."""
        return "stock_out" if self.measure == "endurance" else "endurance"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What the channel changes under one rule toward the partner's ships."""

    rule: str
    help: str
    with_help: Spread
    without_help: Spread
    gain: Gain
    share: Bounds
    draws: int

    @property
    def bites(self) -> float:
        """Share of draws in which the side runs out at all without the partner: only there is something to blunt."""
        return self.share.at_risk

    @property
    def helped(self) -> tuple[float, float]:
        """Of those draws, the share that gains enough to matter, least and most; without such draws anything."""
        if self.bites == 0:
            return (0.0, 1.0)
        return (self.share.low / self.bites, self.share.high / self.bites)

    @property
    def interval(self) -> tuple[float, float]:
        """The same with its sampling interval, by which a rule is judged."""
        return help_interval(self.share, self.draws)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The runs and what they say by rule."""

    runs: contingency.SupplyOutcome
    by_rule: tuple[RuleResult, ...]
    otherwise: tuple[RuleResult, ...]
    grounds: Grounds


class ScenarioDifference:
    """The same sampled worlds with and without a channel; every rule of the coalition is printed apart."""

    name = "scenario_difference"
    parameters = ScenarioDifferenceParameters
    about = About(
        question="Does a channel of help change how long a side of a scenario lasts?",
        rests_on="model",
        against=("Help cannot reach the smallest effect of interest in the wanted share of worlds, under any rule.",),
        interest="`smallest_effect_of_interest`, as a share of the days without help",
        curve="every rule by every declared horizon and both readings of running out",
        verdicts=("supported", "partly supported", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: ScenarioDifferenceParameters, context: Context) -> Finding:
        """Run the scenario and compare, rule by rule."""
        finding = Finding(Ledger(claim_id))
        scenario = context.load_scenario(parameters.scenario)
        others = tuple(f"{name}." for name in scenario.sides if name != parameters.side)
        flows = [name for check in parameters.quantity_check for name in (check.numerator, check.denominator)]
        grounds = find_grounds(
            finding, scenario, context, acts=lambda name: not name.startswith(others or ("\0",)), more=flows
        )
        if grounds is None:
            return finding
        runs = contingency.simulate(scenario, context.draws, context.seed, context.progress)
        by_rule, otherwise = (_by_rules(runs, parameters, m) for m in (parameters.measure, parameters.other_measure))
        finding.outcome = Outcome(runs, by_rule, otherwise, grounds)
        how = (
            f"contingency.simulate({parameters.scenario!r}, draws={runs.draws}), {parameters.measure} of "
            f"{parameters.side}, channel {parameters.channel} on against off"
        )
        basis = grounds.basis(how)
        finding.curve = rules_curve(_all_ways(finding.outcome, parameters), parameters.share_of_draws, basis)
        _report(finding, parameters, basis, context)
        return finding

    def decide(self, finding: Finding, parameters: ScenarioDifferenceParameters, q_value: float | None) -> Decision:
        """Supported only where every rule lets the gain through; what rules let through is said in the headline."""
        outcome: Outcome = finding.outcome
        says = tuple(rule_says(result, parameters) for result in outcome.by_rule)
        verdict = verdict_on_help(says)
        flips = finding.curve is not None and finding.curve.flips > 0
        return Decision(
            verdict, confidence_after(outcome.grounds.steps_lost + int(flips)), _headline(finding, parameters)
        )

    def would_change(self, finding: Finding, parameters: ScenarioDifferenceParameters, verdict: str) -> Minds:
        """How often the side would have to run short, and help to matter, under which rule."""
        outcome: Outcome = finding.outcome
        says = [rule_says(result, parameters) for result in outcome.by_rule]

        def judge(words: list[str]) -> str:
            return verdict_on_help(tuple(words))

        return minds_of_rules(finding, outcome.by_rule, (parameters, says, judge), verdict)


def rule_says(result: RuleResult, parameters: ScenarioDifferenceParameters) -> str:
    """What one rule says: `yes`, `where it bites`, `open` or `no`.

    `yes`: the side runs out without help in at least half of the draws, and help matters in the wanted share of those.
    `where it bites`: the same share, but the side seldom runs out without help. `no`: it often does, and the wanted
    share cannot be reached. `open`: censoring or sampling hides which, or too few draws run out to tell.
    """
    return word_on_help(result.bites, result.interval, parameters.share_of_draws)


def _by_rules(
    runs: contingency.SupplyOutcome, parameters: ScenarioDifferenceParameters, measure: Measure
) -> tuple[RuleResult, ...]:
    side, horizon = parameters.side, (float(parameters.horizon_days),)
    above = parameters.smallest_effect_of_interest
    return tuple(
        RuleResult(
            rule,
            help_word(runs, side),
            contingency.endurance_quantiles(runs, side, rule, "on", measure=measure),
            contingency.endurance_quantiles(runs, side, rule, "off", measure=measure),
            contingency.days_gained(runs, side, rule, measure=measure, horizons=horizon)[0],
            contingency.gain_probability(runs, side, rule, above=above, measure=measure),
            runs.draws,
        )
        for rule in runs.rules
    )


def _all_ways(outcome: Outcome, parameters: ScenarioDifferenceParameters) -> list[tuple[str, str, RuleResult, Shows]]:
    """Every rule to the end of the runs and to each declared horizon, by both readings of running out."""
    found: list[tuple[str, str, RuleResult, Shows]] = []
    whole = "to the end of the runs"
    readings = zip((parameters.measure, parameters.other_measure), (outcome.by_rule, outcome.otherwise), strict=True)
    for measure, results in readings:
        for result in results:
            found.append((whole, READINGS[measure], result, _shows(result, parameters)))
            for days in sorted(set(parameters.horizons_days)):
                cut = replace(result, share=_share(outcome.runs, parameters, (result.rule, measure, float(days))))
                found.append((f"{days} days", READINGS[measure], cut, _shows(cut, parameters)))
    return found


def _share(
    runs: contingency.SupplyOutcome, parameters: ScenarioDifferenceParameters, way: tuple[str, str, float]
) -> Bounds:
    rule, measure, days = way
    above = parameters.smallest_effect_of_interest
    return contingency.gain_probability(runs, parameters.side, rule, above=above, measure=measure, until=days)


def _shows(result: RuleResult, parameters: ScenarioDifferenceParameters) -> Shows:
    """Whether a rule alone lets the help through."""
    return "for" if rule_says(result, parameters) in ("yes", "where it bites") else "nothing"


def _report(finding: Finding, parameters: ScenarioDifferenceParameters, basis: Basis, context: Context) -> None:
    outcome: Outcome = finding.outcome
    report_measure(finding, outcome.by_rule, parameters.measure, basis)
    report_measure(finding, outcome.otherwise, parameters.other_measure, basis)
    report_other_reading(finding, outcome.otherwise, parameters.other_measure, basis)
    report_commodities(finding, outcome.runs, (parameters, basis))
    for rule in outcome.runs.rules:
        report_legs(finding, outcome.runs, rule, (parameters, basis))
    report_quantities(finding, parameters, context)
    drawn = (
        gain_picture(finding.ledger, outcome.by_rule, parameters, basis),
        survival_picture(finding.ledger, outcome.runs, parameters, basis),
        route_picture(finding.ledger, outcome.grounds.scenario, parameters.side, basis),
    )
    finding.pictures += [replace(picture, assumed=outcome.grounds.assumed) for picture in drawn]
    finding.caveats += [
        phrase(
            "Days are a spread over ranges and assumptions, not a forecast; each rule toward Russian-flag ships is a "
            "decision, so that rules are never averaged."
        ),
        phrase(contingency.NOT_MODELLED),
    ]


def _headline(finding: Finding, parameters: ScenarioDifferenceParameters) -> Phrase:
    outcome: Outcome = finding.outcome
    enter = finding.ledger.figure
    call = f"contingency.simulate({parameters.scenario}), {parameters.measure} of {parameters.side}"
    basis = Basis(call, seed=outcome.runs.seed)
    gains = [result.gain.mean for result in outcome.by_rule]
    helped = [result.helped[0] for result in outcome.by_rule]
    figures = {
        "bites": enter("headline_bites", outcome.by_rule[0].bites, basis, style="percent"),
        "horizon": enter("headline_horizon", parameters.horizon_days, basis, unit="days", style="count"),
    }
    least, most = (
        enter(f"headline_{n}", f(helped), basis, style="percent") for n, f in (("least", min), ("most", max))
    )
    few, many = (enter(f"headline_{n}", f(gains), basis, style="count") for n, f in (("few", min), ("many", max)))
    share, days = helped_span(outcome.by_rule, (least, most)), span("few", "many", (few, many))
    sent = outcome.by_rule[0].help
    return phrase(
        f"Cut off at sea and without {sent}, China runs short of essential supply in {{bites}} % of the sampled "
        f"worlds; where it does, {sent} averts or clearly delays it in {share.template} % of "
        f"them. Averaged over "
        f"all worlds it adds {days.template} days in the first {{horizon}} days.",
        **figures,
        **share.figures,
        **days.figures,
    )
