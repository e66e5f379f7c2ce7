"""The kind `trend`: do the acts of a stream grow, or shrink, steadily from period to period?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from multifront import timing
from multifront.claims.exhibits import latest_rows, stream_rows
from multifront.claims.frames import frame_refusal
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.trend_lines import headline, report_trend, trend_curve, yearly_picture
from multifront.claims.kinds.trend_minds import minds_of_next_year
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, EffectEvidence, confidence_after, verdict_on_effect
from multifront.domain import Selection, Stream

SHOWN_ROWS = 30
FEWEST_YEARS = 5
"""Fewer whole years than this make no trend."""

MOSTLY = 0.5
"""Weak rows cannot carry a verdict alone: with more than this share of them a claim is partly supported at most."""


class Years(Parameters):
    """Whole calendar years from the first to the last, both counted."""

    first: int = Field(description="first year")
    last: int = Field(description="last year")


class TrendParameters(Parameters):
    """Which stream, over which whole years, in which direction, and what growth a year would matter."""

    stream: str = Field(description="the stream whose acts are counted by year")
    years: Years = Field(description="whole years that are counted; the frame must cover them")
    alternatives: list[Years] = Field(default_factory=list, description="other spans, declared and all shown")
    direction: Literal["up", "down"] = Field(description="the trend that the claim asserts")
    smallest_growth_of_interest: float = Field(
        gt=0,
        lt=10,
        description="growth (or, downward, shrinkage) a year that would matter, as a share: 0.1 is a tenth; "
        "under 1 downward",
    )

    @model_validator(mode="after")
    def _can_shrink_so_much(self) -> TrendParameters:
        if self.direction == "down" and self.smallest_growth_of_interest >= 1:
            raise ValueError(
                f"smallest_growth_of_interest: {self.smallest_growth_of_interest:g} a year is a shrinkage of all or "
                "more; downward it lies under 1"
            )
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts by year, the trend, the same over other spans, and the share of weak rows."""

    title: str
    counts: NDArray[np.int64]
    selection: Selection
    trend: timing.CountTrend
    others: tuple[tuple[str, timing.CountTrend], ...]
    weak_share: float


class Trend:
    """Log-linear growth of yearly counts, where neighbours are alike and counts scatter more than Poisson.

    A trend test sees one step as well: what looks like steady growth may be a single change, and the caveats say so.
    """

    name = "trend"
    parameters = TrendParameters
    about = About(
        question="Do the acts of a stream grow, or shrink, steadily from year to year?",
        rests_on="effect",
        against=("Growth a year is smaller than would matter, in a test able to see it.", "Counts go the other way."),
        interest="`smallest_growth_of_interest`, as a share a year",
        curve="every declared span; exchangeable years beside",
    )

    def measure(self, claim_id: str, parameters: TrendParameters, context: Context) -> Finding:
        """Count by year, test the trend over every declared span, list and draw."""
        finding = Finding(Ledger(claim_id))
        stream = context.evidence.stream(parameters.stream)
        rows = stream_rows(stream, context.evidence)
        finding.exhibits.append(latest_rows(stream, rows, SHOWN_ROWS))
        if refusal := why_refused(stream, parameters.years):
            finding.refusal = phrase(refusal)
            return finding
        counts = by_year(stream, parameters.years)
        weak = sum(bool(row["weak"]) for row in rows) / max(1, len(rows))
        others = tuple(
            (f"{span.first} to {span.last}", timing.count_trend(by_year(stream, span), rng=context.seed))
            for span in parameters.alternatives
            if not why_refused(stream, span)
        )
        trend = timing.count_trend(counts, rng=context.seed)
        title = stream.title[:1].upper() + stream.title[1:]
        finding.outcome = Outcome(title, counts, stream.selection, trend, others, weak)
        finding.p_value = None if trend.too_few else trend.p_value
        span = parameters.years
        call = f"timing.count_trend({parameters.stream} by year, {span.first} to {span.last})"
        basis = Basis(call, (stream.selection,), seed=context.seed)
        report_trend(finding, finding.outcome, parameters, basis)
        finding.curve = trend_curve(finding.outcome, parameters, basis)
        finding.pictures.append(yearly_picture(finding.ledger, stream, counts, parameters, basis))
        return finding

    def decide(self, finding: Finding, parameters: TrendParameters, q_value: float | None) -> Decision:
        """The rule on an effect, for growth a year as a ratio; a trend on mostly weak rows is partly supported."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_trend(outcome, parameters, 1.0 if q_value is None else q_value)
        flips = finding.curve is not None and finding.curve.flips > 0
        alarms = outcome.trend.false_positive_rate > FALSE_ALARMS_TOLERATED
        lost = sum((flips, alarms, outcome.weak_share > MOSTLY / 2))
        sure = "high" if verdict == "cannot be tested" else confidence_after(lost)
        return Decision(verdict, sure, headline(finding, outcome, parameters, verdict))

    def would_change(self, finding: Finding, parameters: TrendParameters, verdict: str) -> Minds:
        """How many acts in the year after the last one would lead to another verdict."""
        outcome: Outcome = finding.outcome

        def judge(trend: timing.CountTrend, q_value: float) -> str:
            return verdict_on_trend(replace(outcome, trend=trend), parameters, q_value)

        return minds_of_next_year(finding, outcome, judge, verdict)


def why_refused(stream: Stream, years: Years) -> str:
    """Why this stream cannot carry a trend over these years, or an empty text."""
    if refusal := frame_refusal(stream, "a test of its trend"):
        return refusal
    if years.last - years.first + 1 < FEWEST_YEARS:
        return "So few whole years are no trend."
    if stream.frame.start > date(years.first, 1, 1):
        return f"The list of {stream.title} begins on {stream.frame.start}, after the first year does."
    if stream.frame.end < date(years.last, 12, 31):
        return f"The list of {stream.title} as known by then ends on {stream.frame.end}, before the last year does."
    return ""


def by_year(stream: Stream, years: Years) -> NDArray[np.int64]:
    """Acts in each whole year."""
    at = stream.days.astype("datetime64[Y]").astype(np.int64) + 1970
    return np.array([int(np.count_nonzero(at == year)) for year in range(years.first, years.last + 1)], dtype=np.int64)


def verdict_on_trend(outcome: Outcome, parameters: TrendParameters, q_value: float) -> str:
    """The verdict of a trend by the written rules, on the ratio of one year to the year before."""
    trend = outcome.trend
    if trend.too_few:
        return "cannot be tested"
    ratio, low, high = (1.0 + value for value in (trend.effect, *trend.interval))
    if parameters.direction == "down":
        ratio, low, high = 1.0 / ratio, 1.0 / high, 1.0 / low
        smallest = 1.0 / (1.0 - parameters.smallest_growth_of_interest)  # a tenth less a year is a ratio of 0.9
    else:
        smallest = 1.0 + parameters.smallest_growth_of_interest
    verdict = verdict_on_effect(EffectEvidence(ratio, low, high, 1.0, smallest, q_value))
    return "partly supported" if verdict == "supported" and outcome.weak_share > MOSTLY else verdict
