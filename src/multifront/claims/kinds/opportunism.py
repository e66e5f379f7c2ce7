"""The kind `opportunism`: does an actor act more while attention is elsewhere, below the level of war?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from pydantic import Field, model_validator

from multifront import timing
from multifront.claims.exhibits import latest_rows, stream_rows
from multifront.claims.frames import frame_refusal
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.opportunism_lines import headline, report
from multifront.claims.kinds.opportunism_pictures import monthly_picture, ratio_picture
from multifront.claims.kinds.timing_curves import opportunism_curve
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.periods import Period
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, SIGNIFICANCE, confidence_after
from multifront.domain import Floats, Selection, Stream
from multifront.errors import EvidenceError

SHOWN_ROWS = 30
FEWEST_DAYS = 365


class ExposureSeries(Parameters):
    """A daily series of how much attention was elsewhere, and the declared stream whose frame it has."""

    indicator: str = Field(description="indicator of the evidence")
    actor: str = Field(default="", description="code of the actor, where there are several")
    partner: str = Field(default="", description="code of the partner, where there are several")
    definition_id: str = Field(default="", description="definition of the figures, where there are several")
    frame: str = Field(description="declared stream that says how the series was collected")


class Exposure(Parameters):
    """When attention was elsewhere: spells of days, or a daily series."""

    label: str = Field(min_length=3, max_length=44, description="what readers see beside the chart")
    spells: list[Period] = Field(default_factory=list)
    series: ExposureSeries | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Exposure:
        if bool(self.spells) == (self.series is not None):
            raise ValueError("needs either spells or a series")
        return self


class OpportunismParameters(Parameters):
    """Whose acts, what exposure, which others should be left cold, and what ratio would matter."""

    stream: str = Field(description="declared stream of the actor's acts")
    exposure: Exposure = Field(description="the exposure on which the verdict rests")
    alternatives: list[Exposure] = Field(default_factory=list, description="other dates, declared and all shown")
    placebos: list[str] = Field(default_factory=list, description="streams of actors whom it should leave cold")
    smallest_effect_of_interest: float = Field(gt=1, description="ratio of rates that would matter, above one")
    span: Period | None = Field(default=None, description="days that are looked at; else the whole frame")
    bin_days: int = Field(default=7, ge=1, le=31, description="days a bin")
    draws: int = Field(default=999, ge=99, description="moves of the exposure of each kind")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The primary test, the same with each other exposure, the span, and labels in the same order."""

    title: str
    primary: timing.OpportunismResult
    others: tuple[timing.OpportunismResult, ...]
    labels: tuple[str, ...]


class Opportunism:
    """Rate of acts during exposure against other days, with season, trend and the actor's own past in the model.

    More than chance is 'partly supported' at most: a crisis that drives both looks the same. An exposure that switches
    on fewer than five times tells nothing, whatever the figures.
    """

    name = "opportunism"
    parameters = OpportunismParameters
    about = About(
        question="Does an actor act more while attention is elsewhere?",
        rests_on="effect",
        against=("The ratio of rates is below the smallest ratio of interest with its whole interval.",),
        interest="`smallest_effect_of_interest`, as a ratio of rates",
        curve="every declared exposure; single nulls and placebo actors beside",
        verdicts=("partly supported", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: OpportunismParameters, context: Context) -> Finding:
        """Run the test with every declared exposure and enter all numbers."""
        finding = Finding(Ledger(claim_id))
        stream = context.evidence.stream(parameters.stream)
        refusal = why_refused(stream, parameters, context)
        if not refusal:
            finding.exhibits.append(latest_rows(stream, stream_rows(stream, context.evidence), SHOWN_ROWS))
            refusal = _exposure_refusal(parameters, context)
        if refusal:
            finding.refusal = phrase(refusal)
            return finding
        span = span_of(stream, parameters)
        exposures = [parameters.exposure, *parameters.alternatives]
        results, bases = [], []
        for exposure in exposures:
            values, selections = read_exposure(exposure, span, context)
            results.append(_test(stream, values, span, parameters, context))
            rows = (stream.selection, *selections)
            bases.append(Basis(_call(parameters, exposure), rows, seed=context.seed))
        labels = tuple(exposure.label for exposure in exposures)
        finding.outcome = Outcome(stream.title, results[0], tuple(results[1:]), labels)
        finding.p_value = None if results[0].too_few else results[0].p_value
        report(finding, stream.title, list(zip(labels, results, bases, strict=True)))
        finding.curve = opportunism_curve(list(zip(labels, results, strict=True)), bases[0])
        finding.pictures.append(monthly_picture(finding.ledger, stream, span, _marks(exposures), bases[0]))
        finding.pictures.append(ratio_picture(finding.ledger, labels, results, bases[0]))
        return finding

    def decide(self, finding: Finding, parameters: OpportunismParameters, q_value: float | None) -> Decision:
        """More than chance is partly supported at most; a narrow interval without effect is not supported."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_opportunism(outcome.primary, parameters, 1.0 if q_value is None else q_value)
        return Decision(verdict, confidence_after(_weaknesses(outcome)), headline(finding, outcome.title, verdict))


def why_refused(stream: Stream, parameters: OpportunismParameters, context: Context) -> str:
    """The reason why the acts, or those of a placebo actor, cannot carry the claim; else an empty text."""
    for one in (stream, *(context.evidence.stream(name) for name in parameters.placebos)):
        if refusal := frame_refusal(one, "a timing test"):
            return refusal
    if not stream.days.size:
        return f"No row of {stream.title} was public by then, so that there is nothing to test."
    if stream.joint:
        return f"The acts of {stream.title} are joint by definition, so they cannot show one actor's opportunism."
    first, last = span_of(stream, parameters)
    if (last - first).days < FEWEST_DAYS:
        return f"{stream.title} was counted for less than a year of the days that the claim names."
    return ""


def span_of(stream: Stream, parameters: OpportunismParameters) -> tuple[date, date]:
    """The days that are looked at: those declared, as far as the frame covers them."""
    first, last = stream.frame.start, stream.frame.end
    if parameters.span is not None:
        first, last = max(first, parameters.span.start), min(last, parameters.span.end)
    return first, last


def read_exposure(exposure: Exposure, span: tuple[date, date], context: Context) -> tuple[Any, tuple[Selection, ...]]:
    """Spells cut at the span, or one number a day of it with the rows that it rests on.

    Raises:
        EvidenceError: the series has a day of the span without a number.
    """
    if exposure.series is None:
        inside = [(max(p.start, span[0]), min(p.end, span[1])) for p in exposure.spells]
        return [spell for spell in inside if spell[0] <= spell[1]], ()
    asked = exposure.series
    found = context.evidence.series(asked.indicator, asked.actor, asked.partner, asked.definition_id)
    daily: Floats = np.full((span[1] - span[0]).days + 1, np.nan)
    places = (found.starts - np.datetime64(span[0])).astype(np.int64)
    known = (places >= 0) & (places < daily.size)
    daily[places[known]] = found.best[known]
    if missing := int(np.isnan(daily).sum()):
        raise EvidenceError(
            f"series {asked.indicator!r} has no number for {missing} of {daily.size} days from {span[0]} to {span[1]}; "
            "valid: an exposure that is known every day; next: choose a span, or write spells"
        )
    return daily, (found.selection,)


def verdict_on_opportunism(test: timing.OpportunismResult, parameters: OpportunismParameters, q_value: float) -> str:
    """The verdict of one opportunism test by the written rules."""
    if test.too_few:
        return "cannot be tested"
    if q_value <= SIGNIFICANCE and test.interval[0] > 1.0:
        return "partly supported"
    if test.interval[1] < parameters.smallest_effect_of_interest:
        return "not supported"
    return "cannot be tested"


def _exposure_refusal(parameters: OpportunismParameters, context: Context) -> str:
    """Why a series of exposure cannot carry the claim, or spells that lie outside the days looked at."""
    stream = context.evidence.stream(parameters.stream)
    span = span_of(stream, parameters)
    for exposure in (parameters.exposure, *parameters.alternatives):
        if exposure.series is not None:
            frame = context.evidence.stream(exposure.series.frame)
            if refusal := frame_refusal(frame, "a timing test"):
                return f"The exposure is not known well enough. {refusal}"
        elif not any(period.end >= span[0] and period.start <= span[1] for period in exposure.spells):
            return f"The exposure '{exposure.label}' lies outside the days on which {stream.title} was counted."
    return ""


def _test(
    stream: Stream, exposure: Any, span: tuple[date, date], parameters: OpportunismParameters, context: Context
) -> timing.OpportunismResult:
    placebos = {name: context.evidence.stream(name) for name in parameters.placebos}
    return timing.opportunism_test(
        stream,
        exposure,
        span=span,
        placebos=placebos,
        bin_days=parameters.bin_days,
        draws=parameters.draws,
        rng=context.seed,
    )


def _call(parameters: OpportunismParameters, exposure: Exposure) -> str:
    asked = exposure.series.indicator if exposure.series is not None else f"{len(exposure.spells)} spells"
    return (
        f"timing.opportunism_test({parameters.stream}, {asked} ({exposure.label}), bin_days={parameters.bin_days}, "
        f"draws={parameters.draws})"
    )


def _marks(exposures: list[Exposure]) -> list[tuple[date, str]]:
    return [(period.start, exposure.label) for exposure in exposures for period in exposure.spells[:1]]


def _weaknesses(outcome: Outcome) -> int:
    main = outcome.primary.p_value <= outcome.primary.alpha
    flips = any((other.p_value <= other.alpha) != main for other in outcome.others if not other.too_few)
    cold = any(p.interval[0] > 1.0 for p in (*outcome.primary.placebo_actors, *outcome.primary.placebo_dates))
    return int(flips) + int(cold) + int(outcome.primary.false_positive_rate > FALSE_ALARMS_TOLERATED)
