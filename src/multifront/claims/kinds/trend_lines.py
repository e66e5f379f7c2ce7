"""What the kind `trend` says and draws: sentences, lines of numbers, counts by year, other spans. No verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.specifications import Shows, Specification, SpecificationCurve, shows
from multifront.domain import Phrase, Picture, Stream, TestLine

if TYPE_CHECKING:
    from multifront.claims.kinds.trend import Outcome, TrendParameters


def report_trend(finding: Finding, outcome: Outcome, parameters: TrendParameters, basis: Basis) -> None:
    """The growth with its interval, p in its two parts, false alarms, the least growth that would be seen."""
    trend, enter = outcome.trend, finding.ledger.figure
    low, high = (
        enter(f"growth_{n}", v, basis, style="percent") for n, v in zip(("low", "high"), trend.interval, strict=True)
    )
    level = enter("interval_level", 1.0 - trend.alpha, basis, style="percent")
    interval = phrase("{level} % interval {low} to {high}", level=level, low=low, high=high)
    down = parameters.direction == "down"
    least = trend.smallest_detectable_decrease if down else trend.smallest_detectable_effect
    sees = enter("detectable", "none", basis, style="text") if least is None else enter(
        "detectable", least, basis, style="percent")  # fmt: skip
    finding.test_lines += [
        TestLine("Growth a year", enter("growth", trend.effect, basis, style="percent"), "%", interval),
        TestLine("p, the larger of the two below", enter("p_value", trend.p_value, basis, style="p"), ""),
        TestLine("p if years were exchangeable", enter("p_permutation", trend.p_permutation, basis, style="p"), ""),
        TestLine("p if neighbouring years are alike", enter("p_alike", trend.p_autocorrelated, basis, style="p"), ""),
        TestLine("False alarms of this very test on such data",
                 enter("alarms", trend.false_positive_rate, basis, style="percent"), "%"),
        TestLine(f"Smallest {'shrinkage' if down else 'growth'} a year seen four times in five", sees,
                 "" if least is None else "%"),
    ]  # fmt: skip
    finding.reasons.append(
        phrase(
            "Counted: {total} in {years} whole years.",
            total=enter("total", int(outcome.counts.sum()), basis, style="count"),
            years=enter("years", outcome.counts.size, basis, style="count"),
        )
    )
    for number, (label, other) in enumerate(outcome.others):
        p = enter(f"other_{number}_p", other.p_value, basis, style="p")
        grown = enter(f"other_{number}_growth", other.effect, basis, style="percent")
        finding.test_lines.append(TestLine(f"Growth a year, {label}", grown, "%", phrase("p {p}", p=p)))
    finding.caveats.append(
        phrase("A single step looks like a trend as well, and better counting looks like growth of what is counted.")
    )


def headline(finding: Finding, outcome: Outcome, parameters: TrendParameters, verdict: str) -> Phrase:
    """The growth with its interval in one sentence."""
    trend, enter = outcome.trend, finding.ledger.figure
    basis = Basis(finding.ledger.traces[f"{finding.ledger.claim_id}.growth"].how, seed=trend.seed)
    ends = zip(("growth", "low", "high"), (trend.effect, *trend.interval), strict=True)
    figures = {name: enter(f"headline_{name}", value, basis, style="percent") for name, value in ends}
    close = ", and that decides nothing" if verdict == "cannot be tested" else ""
    span = f"{parameters.years.first} to {parameters.years.last}"
    return phrase(f"{outcome.title}, {span}: {{growth}} % more a year ({{low}} to {{high}} fits){close}.", **figures)


def yearly_picture(
    ledger: Ledger, stream: Stream, counts: NDArray[np.int64], parameters: TrendParameters, basis: Basis
) -> Picture:
    """Counts of the whole years that are tested."""
    years = tuple(str(year) for year in range(parameters.years.first, parameters.years.last + 1))
    columns = {"period": years, "count": tuple(int(count) for count in counts)}
    trace_id = ledger.picture("picture_yearly", columns, basis)
    caption = phrase(f"Counted by: {stream.frame.counted_by}. Whole years only.")
    title = f"{stream.title[:1].upper()}{stream.title[1:]}, by year"
    options = {"x_label": "year", "y_label": "acts a year"}
    return Picture(trace_id.replace(".", "-"), "count_bars", title, caption, columns, options, trace_id)


def trend_curve(outcome: Outcome, parameters: TrendParameters, basis: Basis) -> SpecificationCurve:
    """Every declared span, the primary one first; the plain permutation test stands beside, and so do too few acts."""
    named = [(f"{parameters.years.first} to {parameters.years.last}", outcome.trend), *outcome.others]
    found = []
    for number, (label, trend) in enumerate(named):
        effect, low, high = (100.0 * value for value in (trend.effect, *trend.interval))  # whatever the null
        for null, p_value in (("neighbours alike", trend.p_value), ("years exchangeable", trend.p_permutation)):
            main = not number and null == "neighbours alike"
            told = main or (null == "neighbours alike" and not trend.too_few)
            choices, said = (("Years", label), ("Null", null)), _said(trend, p_value, parameters)
            found.append(Specification(choices, effect, low, high, said, main=main, declared=told, p_value=p_value))
    levels = ((0.0, "no growth"),)
    return SpecificationCurve("growth a year, per cent", levels, "the intervals of each test", tuple(found), basis)


def _said(trend: timing.CountTrend, p_value: float, parameters: TrendParameters) -> Shows:
    growth = trend.effect if parameters.direction == "up" else -trend.effect
    return shows(growth, p_value, trend.alpha)
