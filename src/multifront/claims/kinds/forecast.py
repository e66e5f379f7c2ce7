"""The kind `forecast`: does an indicator warn, that is, do forecasts of a stream get better with it than without?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydantic import Field

from multifront import timing
from multifront.claims.frames import frame_refusal
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.forecast_lines import headline, report
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, SIGNIFICANCE, confidence_after
from multifront.domain import Stream


class ForecastParameters(Parameters):
    """The stream that is forecast, the indicator, the period, and what gain would matter."""

    stream: str = Field(description="declared stream whose counts are forecast")
    indicator: str = Field(description="declared stream that is said to warn of them")
    by: str = Field(default="month", pattern="^(week|month|quarter|year)$", description="length of a period")
    at_least: int = Field(default=1, ge=1, description="count whose chance is scored beside the whole forecast")
    smallest_effect_of_interest: float = Field(
        gt=0, lt=1, description="smallest skill that matters: share of the score of own history that is saved"
    )
    draws: int = Field(default=99, ge=19, description="made streams for the test's own false alarms")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scored forecasts and the titles of both streams."""

    title: str
    indicator: str
    result: timing.ForecastResult


class Forecast:
    """Skill of forecasts one period ahead, each with what was public on its eve, over the same without the indicator.

    A gain that a simpler forecast matches is no warning, so that it is 'partly supported' at most. An indicator that
    tells nothing makes forecasts a little worse; that contradicts nothing.
    """

    name = "forecast"
    parameters = ForecastParameters
    about = About(
        question="Does an indicator warn of what follows?",
        rests_on="effect",
        against=("The indicator saves less of the score than would matter, in a test able to see it.",),
        interest="`smallest_effect_of_interest`, as a share of the score",
        curve="none: one horizon and one score are declared beforehand; simpler forecasts stand beside as rivals",
        verdicts=("supported", "partly supported", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: ForecastParameters, context: Context) -> Finding:
        """Forecast with and without the indicator, and enter all scores."""
        finding = Finding(Ledger(claim_id))
        stream, indicator = (context.evidence.stream(n) for n in (parameters.stream, parameters.indicator))
        refusal = why_refused(stream, indicator)
        if refusal:
            finding.refusal = phrase(refusal)
            return finding
        options = timing.ForecastOptions(
            by=parameters.by, at_least=parameters.at_least, as_of=context.evidence.as_of, draws=parameters.draws
        )
        result = timing.forecast_counts(
            published(stream, context), indicator=published(indicator, context), options=options, rng=context.seed
        )
        finding.outcome = Outcome(stream.title, indicator.title, result)
        finding.p_value = None if result.too_few else result.p_value
        call = (
            f"timing.forecast_counts({parameters.stream}, indicator={parameters.indicator}, by={parameters.by!r}, "
            f"at_least={parameters.at_least}, draws={parameters.draws})"
        )
        basis = Basis(call, (stream.selection, indicator.selection), seed=context.seed)
        report(finding, (stream.title, indicator.title), result, basis)
        return finding

    def decide(self, finding: Finding, parameters: ForecastParameters, q_value: float | None) -> Decision:
        """The verdict by skill, its interval and q."""
        outcome: Outcome = finding.outcome
        smallest = parameters.smallest_effect_of_interest
        verdict = verdict_on_forecast(outcome.result, smallest, 1.0 if q_value is None else q_value)
        weak = int(outcome.result.false_positive_rate > FALSE_ALARMS_TOLERATED)
        said = headline(finding, (outcome.title, outcome.indicator), outcome.result, verdict)
        return Decision(verdict, confidence_after(weak), said)


def why_refused(stream: Stream, indicator: Stream) -> str:
    """The reason why these streams cannot carry the claim, or an empty text."""
    if stream.name == indicator.name:
        return f"{stream.title} was named as its own indicator; its own history is in the model anyway."
    for one in (stream, indicator):
        if refusal := frame_refusal(one, "a test of forecasts"):
            return refusal
        if not one.days.size:
            return f"No row of {one.title} was public by then, so that there is nothing to test."
    if max(stream.frame.start, indicator.frame.start) > min(stream.frame.end, indicator.frame.end):
        return "At no time were both streams counted."
    return ""


def published(stream: Stream, context: Context) -> timing.PublishedEvents:
    """The stream with the days on which its events became public; where nobody kept one, the day of the edition."""
    public = {
        row["event_id"]: row["public_from"] or row["edition_date"] for row in context.evidence.rows("event", stream.ids)
    }
    return timing.PublishedEvents(stream, np.array([public[one] for one in stream.ids], dtype="datetime64[D]"))


def verdict_on_forecast(result: timing.ForecastResult, smallest: float, q_value: float) -> str:
    """The verdict of scored forecasts by the written rules.

    Args:
        result: forecasts with the indicator, against the same without it.
        smallest: smallest skill of interest, a share of the other forecast's score.
        q_value: q of the comparison named beforehand.
    """
    if result.too_few:
        return "cannot be tested"
    low, high = skill_interval(result)
    if q_value <= SIGNIFICANCE and low > 0.0:
        return "supported" if low >= smallest and result.warns else "partly supported"
    return "not supported" if high < smallest else "cannot be tested"


def skill_interval(result: timing.ForecastResult) -> tuple[float, float]:
    """The interval of the gain as a share of the other forecast's score, which is taken as known."""
    score = result.comparisons[0].other_score
    return result.interval[0] / score, result.interval[1] / score
