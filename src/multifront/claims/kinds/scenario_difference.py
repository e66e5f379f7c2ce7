"""The kind `scenario_difference`: does a channel of help change how long a side lasts, and under which rule?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from multifront import contingency
from multifront.claims.kind import Context, Decision, Finding, Parameters
from multifront.claims.kinds.scenario_lines import (
    help_word,
    report_commodities,
    report_legs,
    report_measure,
    report_other_reading,
    report_quantities,
    span,
)
from multifront.claims.kinds.scenario_pictures import gain_picture, survival_picture
from multifront.claims.kinds.series_minds import minds_of_rules
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.contingency.gains import Bounds, Gain
from multifront.contingency.summary import Spread
from multifront.domain import Exhibit, Phrase, Selection

Measure = Literal["endurance", "stock_out"]
OFTEN = 0.5
"""A blow that lands in fewer draws than this seldom bites."""

FEW_ASSUMPTIONS = 0.25
"""A model whose assumed share of numbers is above this never earns more than low confidence."""


class QuantityCheck(Parameters):
    """A share that the scenario takes for granted, checked against what flows today."""

    label: str = Field(min_length=5)
    numerator: str = Field(description="id of an observation")
    denominator: str = Field(description="id of an observation in the same unit")
    of: str = Field(min_length=3)


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

    @property
    def bites(self) -> float:
        """Share of draws in which the side runs out at all without the partner: only there is something to blunt."""
        return self.share.at_risk

    @property
    def helped(self) -> tuple[float, float]:
        """Of those draws, the share that gains enough to matter, least and most; no such draws, no help."""
        if self.bites == 0:
            return (0.0, 0.0)
        return (self.share.low / self.bites, self.share.high / self.bites)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The runs and what they say by rule."""

    runs: contingency.SupplyOutcome
    by_rule: tuple[RuleResult, ...]
    otherwise: tuple[RuleResult, ...]
    assumed_share: float


class ScenarioDifference:
    """The same sampled worlds with and without a channel; every rule of the coalition is printed apart."""

    name = "scenario_difference"
    parameters = ScenarioDifferenceParameters

    def measure(self, claim_id: str, parameters: ScenarioDifferenceParameters, context: Context) -> Finding:
        """Run the scenario and compare, rule by rule."""
        finding = Finding(Ledger(claim_id))
        scenario = context.load_scenario(parameters.scenario)
        sources = sorted({source for _, source in scenario.sources})
        wanted = sorted({*sources, *(name for c in parameters.quantity_check for name in (c.numerator, c.denominator))})
        missing = len(wanted) - len(context.evidence.present("observation", wanted))
        if missing and context.evidence.as_of is not None:
            finding.refusal = _not_yet_public(finding, missing, len(wanted))
            return finding
        rows = context.evidence.rows("observation", sources)
        runs = contingency.simulate(scenario, context.draws, context.seed, context.progress)
        by_rule, otherwise = (_by_rules(runs, parameters, m) for m in (parameters.measure, parameters.other_measure))
        finding.outcome = Outcome(runs, by_rule, otherwise, _assumed_share(scenario, parameters.side))
        basis = _basis(parameters, runs, rows, context)
        _report(finding, parameters, basis, context)
        _show_numbers(finding, scenario, parameters.side, rows)
        return finding

    def decide(self, finding: Finding, parameters: ScenarioDifferenceParameters, q_value: float | None) -> Decision:
        """Supported only where every rule lets the gain through; what rules let through is said in the headline."""
        outcome: Outcome = finding.outcome
        says = tuple(rule_says(result, parameters) for result in outcome.by_rule)
        verdict = verdict_on_rules(says)
        lost = 2 if outcome.assumed_share > FEW_ASSUMPTIONS else 1
        return Decision(verdict, confidence_after(lost), _headline(finding, parameters))

    def would_change(self, finding: Finding, parameters: ScenarioDifferenceParameters, verdict: str) -> Minds:
        """How often the side would have to run short, and help to matter, under which rule."""
        outcome: Outcome = finding.outcome
        says = [rule_says(result, parameters) for result in outcome.by_rule]

        def judge(words: list[str]) -> str:
            return verdict_on_rules(tuple(words))

        return minds_of_rules(finding, outcome.by_rule, (parameters, says, judge), verdict)


def rule_says(result: RuleResult, parameters: ScenarioDifferenceParameters) -> str:
    """What one rule says: `yes`, `where it bites`, `open` or `no`.

    `yes`: the side runs out without help in at least half of the draws, and help matters in the wanted share of those.
    `where it bites`: the same share, but the side seldom runs out without help. `no`: the wanted share cannot be
    reached. `open`: censoring hides which.
    """
    if result.helped[0] >= parameters.share_of_draws:
        return "yes" if result.bites >= OFTEN else "where it bites"
    return "no" if result.helped[1] < parameters.share_of_draws else "open"


def verdict_on_rules(says: tuple[str, ...]) -> str:
    """The verdict that the rules earn together."""
    if all(s == "yes" for s in says):
        return "supported"
    if any(s in ("yes", "where it bites") for s in says):
        return "partly supported"
    return "not supported" if all(s == "no" for s in says) else "cannot be tested"


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
        )
        for rule in runs.rules
    )


def _own_numbers(scenario: contingency.Scenario, side: str) -> list[dict[str, str | float]]:
    """The numbers that can act on this side: all but those of other sides."""
    others = tuple(f"{name}." for name in scenario.sides if name != side)
    return [row for row in contingency.parameter_rows(scenario) if not str(row["parameter"]).startswith(others)]


def _assumed_share(scenario: contingency.Scenario, side: str) -> float:
    """Share of the side's numbers that rest on an assumption rather than on a source alone."""
    rows = _own_numbers(scenario, side)
    return sum(bool(row["assumption"]) for row in rows) / max(1, len(rows))


def _basis(parameters: ScenarioDifferenceParameters, runs: Any, rows: list[dict[str, Any]], context: Context) -> Basis:
    origins = tuple(sorted({o for row in rows for o in row["origin_ids"]}))
    ids = tuple(row["observation_id"] for row in rows)
    selection = Selection(
        "observation", f"sources of scenario {parameters.scenario}", ids, len(ids), origins, context.evidence.as_of, ""
    )
    how = (
        f"contingency.simulate({parameters.scenario!r}, draws={runs.draws}), {parameters.measure} of "
        f"{parameters.side}, "
        f"channel {parameters.channel} on against off"
    )
    return Basis(how, (selection,), seed=context.seed, assumption="ranges and assumptions of the scenario file")


def _not_yet_public(finding: Finding, missing: int, total: int) -> Phrase:
    basis = Basis("evidence.rows('observation', sources of the scenario)")
    return phrase(
        "{missing} of the {total} figures that the scenario rests on were not public by then, so that it cannot be run "
        "as of that day.",
        missing=finding.ledger.figure("sources_missing", missing, basis, style="count"),
        total=finding.ledger.figure("sources_total", total, basis, style="count"),
    )


def _report(finding: Finding, parameters: ScenarioDifferenceParameters, basis: Basis, context: Context) -> None:
    outcome: Outcome = finding.outcome
    report_measure(finding, outcome.by_rule, parameters.measure, basis)
    report_measure(finding, outcome.otherwise, parameters.other_measure, basis)
    report_other_reading(finding, outcome.otherwise, parameters.other_measure, basis)
    report_commodities(finding, outcome.runs, (parameters, basis))
    for rule in outcome.runs.rules:
        report_legs(finding, outcome.runs, rule, (parameters, basis))
    report_quantities(finding, parameters, context)
    finding.pictures.append(gain_picture(finding.ledger, outcome.by_rule, parameters, basis))
    finding.pictures.append(survival_picture(finding.ledger, outcome.runs, parameters, basis))
    finding.caveats += [
        phrase(
            "Days are a spread over ranges and assumptions, not a forecast; each rule toward Russian-flag ships is a "
            "decision, so that rules are never averaged."
        ),
        phrase(contingency.NOT_MODELLED),
    ]


def _show_numbers(finding: Finding, scenario: contingency.Scenario, side: str, rows: list[dict[str, Any]]) -> None:
    shown = ("observation_id", "definition", "low", "best", "high", "unit", "period_label")
    finding.exhibits.append(Exhibit("Cited figures behind the scenario", "observation", shown, tuple(rows), len(rows)))
    for row in _own_numbers(scenario, side):
        if row["assumption"]:
            finding.assumptions.append(f"{row['parameter']}: {row['assumption']}")


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
    share, days = span("least", "most", (least, most)), span("few", "many", (few, many))
    sent = outcome.by_rule[0].help
    return phrase(
        f"Cut off at sea and without {sent}, China runs short of essential supply in {{bites}} % of the sampled "
        f"worlds; where it does, {sent} averts or clearly delays it in {share.template} % of "
        f"them. Averaged over "
        f"all worlds it adds {days.template} days in the first {{horizon}}.",
        **figures,
        **share.figures,
        **days.figures,
    )
