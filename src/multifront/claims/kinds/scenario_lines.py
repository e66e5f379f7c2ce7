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

READINGS = {"endurance": "essential demand goes unmet", "stock_out": "the stock is empty"}
"""The two readings of running out, as readers know them."""

SHORTAGES = {"endurance": "essential supply runs short", "stock_out": "the usable stock is empty"}
"""What running out means under each measure, as the end of a sentence."""


def report_measure(finding: Finding, results: tuple[RuleResult, ...], measure: str, basis: Basis) -> None:
    """Under one measure: how long the side lasts without the partner, and by rule what the partner's help changes."""
    first, ledger = results[0], finding.ledger
    until = f"Until {SHORTAGES[measure]}"
    bites = ledger.figure(f"{measure}_bites", first.bites, basis, style="percent")
    finding.test_lines += [
        TestLine(f"{until}: sampled worlds in which it happens without {first.help}", bites, "%"),
        _days(ledger, (f"{until}: without {first.help}, median", f"{measure}_without"), first.without_help, basis),
    ]
    for result in results:
        finding.test_lines += _rule_lines(ledger, result, (until, measure), basis)


def _rule_lines(ledger: Ledger, result: RuleResult, named: tuple[str, str], basis: Basis) -> list[TestLine]:
    """Days with the partner, days gained, and how often that matters, under one rule."""
    until, name = f"{named[0]}: {RULE_TITLES[result.rule]}", f"{named[1]}_{result.rule}"
    gain = ledger.figure(f"{name}_gain", result.gain.mean, basis, unit="days", style="count")
    spread = {
        "low": ledger.figure(f"{name}_gain_low", result.gain.low, basis, unit="days", style="count"),
        "high": ledger.figure(f"{name}_gain_high", result.gain.high, basis, unit="days", style="count"),
        "error": ledger.figure(f"{name}_gain_error", result.gain.standard_error, basis, unit="days", style="one"),
    }
    helped = ledger.figure(f"{name}_helped", result.helped[0], basis, style="percent")
    least, most = (
        ledger.figure(f"{name}_helped_{end}", value, basis, style="percent")
        for end, value in zip(("low", "high"), result.interval, strict=True)
    )
    between = span("low", "high", (least, most))
    sampled = phrase(f"{between.template} % by sampling and where runs end after three years", **between.figures)
    return [
        _days(ledger, (f"{until}, median", f"{name}_with"), result.with_help, basis),
        TestLine(
            f"{until}, mean days gained within the horizon",
            gain,
            "days",
            phrase("nine worlds in ten from {low} to {high}; sampling error {error}", **spread),
        ),
        TestLine(f"{until}, worlds at risk in which {result.help} matters", helped, "%", sampled),
    ]


def _days(ledger: Ledger, named: tuple[str, str], spread: Spread, basis: Basis) -> TestLine:
    label, name = named
    low, middle, high = (
        _quantile(ledger, f"{name}_{k}", q, basis)
        for k, q in zip(("low", "mid", "high"), spread.quantiles, strict=True)
    )
    note = phrase("nine worlds in ten from {low} to {high}", low=low, high=high)
    return TestLine(label, middle, "days", note)


def _quantile(ledger: Ledger, name: str, quantile: Quantile, basis: Basis) -> Figure:
    """A quantile of days; a censored one reads 'more than'."""
    figure = ledger.figure(name, quantile.days, basis, unit="days", style="count")
    return Figure(figure.trace_id, f"more than {figure.shown}") if quantile.censored else figure


def report_other_reading(finding: Finding, results: tuple[RuleResult, ...], measure: str, basis: Basis) -> None:
    """The rival reading of running out, in a sentence: the choice of measure can change the picture."""
    ledger, first = finding.ledger, results[0]
    helped = [result.helped[0] for result in results]
    least = ledger.figure(f"{measure}_least", min(helped), basis, style="percent")
    most = ledger.figure(f"{measure}_most", max(helped), basis, style="percent")
    share = helped_span(results, (least, most))
    finding.reasons.append(
        phrase(
            f"Read otherwise, as the day on which {SHORTAGES[measure]}: it comes in {{bites}} % of the sampled worlds "
            f"without {first.help}, and {first.help} matters in {share.template} % of these.",
            bites=ledger.figure(f"{measure}_bites", first.bites, basis, style="percent"),
            **share.figures,
        )
    )


def help_word(runs: contingency.SupplyOutcome, side: str) -> str:
    """What the partner sends, for sentences: crude alone, or more than crude."""
    return "Russian crude" if len(contingency.partner_paths(runs.scenario, side)) == 1 else "Russian help"


def report_commodities(
    finding: Finding, runs: contingency.SupplyOutcome, request: tuple[ScenarioDifferenceParameters, Basis]
) -> None:
    """Which commodity runs short first without the partner, and which the partner cannot reach; nothing for one."""
    parameters, basis = request
    paths = contingency.partner_paths(runs.scenario, parameters.side)
    if len(paths) == 1:
        return
    alone = runs.run(parameters.side, runs.rules[0], "off")
    figures = {
        name: finding.ledger.figure(f"bound_{name}", alone.share_bound(name), basis, style="percent") for name in paths
    }
    listed = ", ".join(f"{name} in {{{name}}} %" for name in paths)
    unreached = [name for name, legs in paths.items() if not legs]
    no_path = f" No path of {help_word(runs, parameters.side)}: {', '.join(unreached)}." if unreached else ""
    finding.reasons.append(
        phrase(
            f"What leaves essential demand unmet first without {help_word(runs, parameters.side)}, in shares of all "
            f"sampled worlds: {listed}.{no_path}",
            **figures,
        )
    )


def span(first: str, second: str, ends: tuple[Figure, Figure]) -> Phrase:
    """Two figures as `{first} to {second}`, or as one where both show the same."""
    if ends[0].shown == ends[1].shown:
        return phrase(f"{{{first}}}", **{first: ends[0]})
    return phrase(f"{{{first}}} to {{{second}}}", **{first: ends[0], second: ends[1]})


def helped_span(results: tuple[RuleResult, ...], ends: tuple[Figure, Figure]) -> Phrase:
    """Least and most over rules of the share that help matters to, `at least` where the end of runs may hide more."""
    share = span("least", "most", ends)
    hidden = any(result.helped[1] > result.helped[0] for result in results)
    return phrase(f"at least {share.template}", **share.figures) if hidden else share


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
    finding.reasons.append(phrase(f"{RULE_TITLES[rule]}: mean days gained within the horizon, {listed}.", **figures))


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
