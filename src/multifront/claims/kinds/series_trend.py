"""The kind `series_trend`: does a published yearly figure rise, or fall, steadily? Counts of acts are another kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import Field

from multifront.claims.components import whole_years
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.yearly_lines import entered, slope_lines, too_few, trend_picture, unit_a_year
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, EffectEvidence, confidence_after, verdict_on_effect
from multifront.claims.shares import found_series
from multifront.claims.yearly_trends import Asked, Trended, YearlyValues, Years, measure_trend, trends_curve
from multifront.domain import Flip

MOSTLY = 0.5
"""Weak figures cannot carry a verdict alone: with more than this share of them a claim is partly supported at most."""


class SeriesTrendParameters(Parameters):
    """Which yearly figure of whom, over which years, in which direction, and what slope would matter."""

    quantity: str = Field(min_length=3, max_length=60, description="what is measured, as readers see it")
    indicator: str = Field(description="indicator of the evidence")
    actor: str = Field(description="code of the actor")
    partner: str = Field(default="", description="code of the other actor, where the figure is about two")
    definition_id: str = Field(default="", description="definition of the figures; needed where there are several")
    unit: str = Field(default="", description="unit that readers see")
    log: bool = Field(default=False, description="whether the logarithm is tested, for what grows in proportion")
    direction: Literal["up", "down"] = Field(description="the trend that the claim asserts")
    years: Years = Field(description="first and last year, chosen before looking")
    alternatives: list[Years] = Field(default_factory=list, description="other spans, declared and all shown")
    smallest_slope_of_interest: float = Field(
        gt=0, description="slope a year that would matter, in units of the figure (of its logarithm with `log`)"
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """The series with its trend over every span, and the share of weak figures in the span that decides."""

    trended: Trended
    weak_share: float


class SeriesTrend:
    """Slope of yearly figures of one definition, against no slope, with neighbours alike by an unknown amount.

    A step looks like a trend as well, and so does a slow swing: a walk at random, which has no trend, is called one in
    a fifth to a third of cases.
    """

    name = "series_trend"
    parameters = SeriesTrendParameters
    about = About(
        question="Does a published yearly figure rise, or fall, steadily?",
        rests_on="effect",
        against=("A slope of interest is excluded, by a test able to see it.", "The figure goes the other way."),
        interest="`smallest_slope_of_interest`, in units of the figure a year",
        curve="every declared span of years",
    )

    def measure(self, claim_id: str, parameters: SeriesTrendParameters, context: Context) -> Finding:
        """Read the figures of whole years, test the slope over every span, enter the numbers and draw."""
        finding = Finding(Ledger(claim_id))
        found = _read(parameters, context)
        if found is None:
            finding.refusal = phrase(f"No figure of {parameters.quantity} was public by then.")
            return finding
        values, weak = found
        sign = 1.0 if parameters.direction == "up" else -1.0
        smallest = parameters.smallest_slope_of_interest
        asked = Asked("series", parameters.quantity, sign, smallest, parameters.log, parameters.unit)
        item = measure_trend(values, asked, (parameters.years, *parameters.alternatives), context)
        if not item.test.enough:
            finding.refusal = too_few(finding, item)
            return finding
        inside = (values.years >= item.span.first) & (values.years <= item.span.last)
        finding.outcome = Outcome(item, float(weak[inside].mean()))
        finding.p_value = item.test.p_value
        finding.test_lines += slope_lines(finding, item)
        finding.pictures.append(trend_picture(finding.ledger, item))
        finding.curve = trends_curve([item], values.basis)
        finding.caveats.append(
            phrase(
                "One step looks like a trend as well, and a slow swing does so often: a walk at random has no trend."
            )
        )
        return finding

    def decide(self, finding: Finding, parameters: SeriesTrendParameters, q_value: float | None) -> Decision:
        """The rule on an effect, for the slope a year; mostly weak figures make it partly supported at most."""
        outcome: Outcome = finding.outcome
        item, enter = outcome.trended, finding.ledger.figure
        verdict = verdict_on_slope(outcome, item.effect, item.interval, 1.0 if q_value is None else q_value)
        alarms = item.test.false_positive_rate > FALSE_ALARMS_TOLERATED
        lost = sum((item.flips, alarms, outcome.weak_share > MOSTLY / 2))
        sure = "high" if verdict == "cannot be tested" else confidence_after(lost)
        low, high = sorted(item.test.interval)
        count = enter("headline_years", item.test.count, item.values.basis, style="count")
        close = ", and that decides nothing" if verdict == "cannot be tested" else ""
        title = parameters.quantity[:1].upper() + parameters.quantity[1:]
        return Decision(verdict, sure, phrase(
            f"{title}, {item.span.label}: {{slope}} {unit_a_year(item)} over {{years}} years with a figure "
            f"({{low}} to {{high}} fits){close}.",
            slope=entered(finding.ledger, item, "headline_slope", item.test.effect), years=count,
            low=entered(finding.ledger, item, "headline_low", low),
            high=entered(finding.ledger, item, "headline_high", high),
        ))  # fmt: skip

    def would_change(self, finding: Finding, parameters: SeriesTrendParameters, verdict: str) -> Minds:
        """The slope at which the interval, as wide as today, would lead to another verdict."""
        outcome: Outcome = finding.outcome
        item = outcome.trended
        flips: list[Flip] = []
        below, above = item.effect - item.interval[0], item.interval[1] - item.effect
        smallest = parameters.smallest_slope_of_interest
        for name, slope in (
            ("for", max(smallest, below * 1.01)),
            ("none", smallest - above * 1.01),
            ("other", -above * 1.01),
        ):
            interval = (slope - below, slope + above)
            q_value = 0.0 if interval[0] > 0.0 or interval[1] < 0.0 else 1.0
            led = verdict_on_slope(outcome, slope, interval, q_value)
            if led != verdict and led not in {flip.to for flip in flips}:
                shown = entered(finding.ledger, item, f"flip_{name}", item.asked.sign * slope)
                now = entered(finding.ledger, item, "flip_now", item.test.effect)
                said = f"A slope of {{slope}} {unit_a_year(item)}, where today it is {{now}}, as scattered as today."
                flips.append(Flip(phrase(said, slope=shown, now=now), led))
        return Minds(tuple(flips))


def verdict_on_slope(outcome: Outcome, effect: float, interval: tuple[float, float], q_value: float) -> str:
    """The verdict of a slope in the direction of the claim, capped where most figures are weak."""
    smallest = outcome.trended.asked.smallest
    verdict = verdict_on_effect(EffectEvidence(effect, *interval, 0.0, smallest, q_value))
    return "partly supported" if verdict == "supported" and outcome.weak_share > MOSTLY else verdict


def _read(parameters: SeriesTrendParameters, context: Context) -> tuple[YearlyValues, np.ndarray] | None:
    """Figures of whole calendar years and which are weak; None where the cut holds none."""
    asked = parameters.indicator, parameters.actor, parameters.partner, parameters.definition_id
    series = found_series(parameters, context)
    if series is None:
        return None
    kept = whole_years(series)
    rows = context.evidence.rows("observation", series.ids)
    weak = {row["observation_id"]: bool(row["weak"]) for row in rows}
    basis = Basis(f"evidence.series{asked!r}, whole years", (series.selection,), seed=context.seed)
    best, low, high = (column[kept] for column in (series.best, series.low, series.high))
    values = YearlyValues(series.years[kept].astype(np.int64), best, low, high, None, basis)
    return values, np.array([weak[one] for one in series.ids])[kept]
