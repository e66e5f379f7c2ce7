"""What the kind `scenario_difference` says in sentences and in its table of numbers. Runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifront import contingency
from multifront.claims.kind import Context, Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.contingency.summary import Quantile, Spread
from multifront.domain import Figure, Phrase, Row, TestLine
from multifront.errors import EvidenceError

if TYPE_CHECKING:
    from multifront.claims.kinds.scenario_difference import QuantityCheck, RuleResult, ScenarioDifferenceParameters

RULE_TITLES = {
    "leave": "Russian-flag ships left alone",
    "inspect": "Russian-flag ships inspected",
    "stop": "Russian-flag ships stopped",
}
LEG_TITLES = {"overland": "overland", "short_sea": "by short sea", "long_sea": "by long sea"}


def report_rule(finding: Finding, result: RuleResult, parameters: ScenarioDifferenceParameters, basis: Basis) -> None:
    """Days with and without the channel under one rule, days gained, and the share of draws that gain enough."""
    enter, rule, title = finding.ledger.figure, result.rule, RULE_TITLES[result.rule]
    gain = enter(f"{rule}_gain", result.gain.mean, basis, unit="days", style="count")
    low = enter(f"{rule}_gain_low", result.gain.low, basis, unit="days", style="count")
    high = enter(f"{rule}_gain_high", result.gain.high, basis, unit="days", style="count")
    error = enter(f"{rule}_gain_error", result.gain.standard_error, basis, unit="days", style="one")
    lines = [
        TestLine(
            f"{title}: days with Russian crude, median", *_days(finding.ledger, f"{rule}_with", result.with_help, basis)
        ),
        TestLine(
            f"{title}: days without it, median", *_days(finding.ledger, f"{rule}_without", result.without_help, basis)
        ),
        TestLine(
            f"{title}: days gained within the horizon, mean",
            gain,
            "days",
            phrase("most draws {low} to {high}; sampling error {error}", low=low, high=high, error=error),
        ),
    ]
    bites = enter(f"{rule}_bites", result.bites, basis, style="percent")
    least = enter(f"{rule}_helped_low", result.helped[0], basis, style="percent")
    most = enter(f"{rule}_helped_high", result.helped[1], basis, style="percent")
    wanted = enter("smallest_gain", parameters.smallest_effect_of_interest, basis, style="percent")
    note = phrase(
        "up to {most} % if draws that never ran out are counted; a gain matters from {wanted} %",
        most=most,
        wanted=wanted,
    )
    lines.append(TestLine(f"{title}: draws in which China runs out without Russian crude", bites, "%"))
    lines.append(TestLine(f"{title}: of these, draws in which Russian crude matters", least, "%", note))
    finding.test_lines += lines


def _days(ledger: Ledger, name: str, spread: Spread, basis: Basis) -> tuple[Figure, str, Phrase]:
    low, middle, high = (
        _quantile(ledger, f"{name}_{k}", q, basis)
        for k, q in zip(("low", "mid", "high"), spread.quantiles, strict=True)
    )
    never = ledger.figure(f"{name}_never", spread.share_censored, basis, style="percent")
    note = phrase("nine draws in ten from {low} to {high}; {never} % never ran out", low=low, high=high, never=never)
    return middle, "days", note


def _quantile(ledger: Ledger, name: str, quantile: Quantile, basis: Basis) -> Figure:
    """A quantile of days; a censored one reads 'more than'."""
    figure = ledger.figure(name, quantile.days, basis, unit="days", style="count")
    return Figure(figure.trace_id, f"more than {figure.shown}") if quantile.censored else figure


def report_legs(
    finding: Finding,
    runs: contingency.SupplyOutcome,
    rule: str,
    request: tuple[ScenarioDifferenceParameters, Basis],
) -> None:
    """On which leg the gain sits, as Shapley shares of the mean days gained."""
    parameters, basis = request
    legs = contingency.days_gained_by_leg(
        runs, parameters.side, rule, float(parameters.horizon_days), parameters.measure
    )
    figures = {
        leg.leg: finding.ledger.figure(f"{rule}_leg_{leg.leg}", leg.shapley, basis, unit="days", style="count")
        for leg in legs
    }
    listed = ", ".join(f"{{{leg}}} {LEG_TITLES[leg]}" for leg in figures)
    finding.reasons.append(phrase(f"{RULE_TITLES[rule]}: of the days gained, {listed}.", **figures))


def report_quantities(finding: Finding, parameters: ScenarioDifferenceParameters, context: Context) -> None:
    """What flows today, so that the scenario's premise can be seen."""
    for index, check in enumerate(parameters.quantity_check):
        top, bottom = _pair(check, context)
        basis = _share_basis(check, top, bottom)
        share = finding.ledger.figure(f"quantity_{index}", top["best"] / bottom["best"], basis, style="percent")
        flow = finding.ledger.figure(f"quantity_{index}_flow", top["best"], basis, unit=top["unit"], style="two")
        finding.reasons.append(
            phrase(
                f"{check.label}: {{flow}} {top['unit']}, {{share}} % of {check.of} ({top['period_label']}).",
                flow=flow,
                share=share,
            )
        )


def _pair(check: QuantityCheck, context: Context) -> tuple[Row, Row]:
    top, bottom = context.evidence.rows("observation", [check.numerator, check.denominator])
    if top["unit"] != bottom["unit"]:
        raise EvidenceError(
            f"quantity check {check.label!r} divides {top['unit']!r} by {bottom['unit']!r}; choose rows in one unit"
        )
    return top, bottom


def _share_basis(check: QuantityCheck, top: Row, bottom: Row) -> Basis:
    origins = tuple(sorted({*top["origin_ids"], *bottom["origin_ids"]}))
    return Basis(f"best of {check.numerator} / best of {check.denominator}", origin_ids=origins)
