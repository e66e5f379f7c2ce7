"""The kind `rate_change`: has something become more, or less, frequent between two declared periods?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from multifront import timing
from multifront.claims.exhibits import latest_rows, stream_rows
from multifront.claims.frames import frame_refusal
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.rate_lines import (
    least_seen,
    report_companion,
    report_comparison,
    report_primary,
    report_record,
)
from multifront.claims.kinds.rate_minds import YEAR, minds_of_rate
from multifront.claims.kinds.rate_pictures import ratio_picture, yearly_picture
from multifront.claims.kinds.timing_curves import Compared, rate_curve
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.periods import Period
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, EffectEvidence, confidence_after, verdict_on_effect
from multifront.domain import Phrase, Stream

SHOWN_ROWS = 60
MOSTLY = 0.5
"""Weak rows cannot carry a verdict alone: with more than this share of them a claim is partly supported at most."""


class Comparison(Parameters):
    """Two periods to compare, with the label that readers see."""

    label: str = Field(min_length=3, max_length=44, description="short enough to stand beside a chart")
    before: Period
    after: Period

    @model_validator(mode="after")
    def _apart(self) -> Comparison:
        if self.after.start <= self.before.end:
            raise ValueError(f"later period starts on {self.after.start}, within or before the earlier one; part them")
        return self


class RateChangeParameters(Parameters):
    """Which stream, which periods, and what change would matter."""

    stream: str = Field(description="the stream whose rate is judged")
    companions: list[str] = Field(default_factory=list, description="other counts of the same acts, shown apart")
    direction: Literal["up", "down"] = Field(description="the change that the claim asserts")
    smallest_effect_of_interest: float = Field(gt=1, description="ratio of the two rates that would matter, above one")
    until: date = Field(description="the day up to which the claim speaks; later events are shown, not tested")
    primary: Comparison = Field(description="the comparison on which the verdict rests")
    alternatives: list[Comparison] = Field(
        default_factory=list, description="further comparisons, declared and all shown"
    )
    controls: list[Comparison] = Field(
        default_factory=list,
        description="comparisons that check the design, such as periods before the cause; drawn, but no way to test it",
    )
    record_window_days: int | None = Field(
        default=None, ge=30, description="rank the last window of this length among earlier ones"
    )


@dataclass(frozen=True, slots=True)
class Record:
    """The count in the last window against the counts in earlier windows that do not overlap it."""

    last: int
    highest: int
    highest_end: date

    @property
    def holds(self) -> bool:
        """True where no earlier window of this length held as many."""
        return self.last > self.highest


@dataclass(frozen=True, slots=True)
class Since:
    """Events on record in the year after the later period, and the last day of it that the list covers."""

    events: int
    until: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """The primary comparison, alternatives, controls, companions also by alternatives, the record, what came since."""

    title: str
    primary: timing.RateChangeResult
    alternatives: tuple[timing.RateChangeResult, ...]
    controls: tuple[timing.RateChangeResult, ...]
    companions: tuple[timing.RateChangeResult, ...]
    crossed: tuple[Compared, ...]
    record: Record | None
    weak_share: float
    since: Since | None = None


class RateChange:
    """Two rates of one stream, compared exactly; alternatives and companions beside the primary comparison."""

    name = "rate_change"
    parameters = RateChangeParameters
    about = About(
        question="Has something become more, or less, frequent?",
        rests_on="effect",
        against=(
            "The later rate is no higher, in a comparison able to see the smallest ratio of interest.",
            "The rate moved the other way.",
        ),
        interest="`smallest_effect_of_interest`, as a ratio of rates",
        curve="every declared pair of periods by every declared count of the acts; controls beside",
    )

    def measure(self, claim_id: str, parameters: RateChangeParameters, context: Context) -> Finding:
        """Run every declared comparison and enter its numbers."""
        finding = Finding(Ledger(claim_id))
        stream = context.evidence.stream(parameters.stream)
        weak = _show_rows(finding, stream, context)
        refusal = why_refused(stream, parameters)
        if refusal:
            finding.refusal = phrase(refusal)
            return finding
        companions, parameters = _runnable(finding, stream, parameters, context)
        outcome = _run(stream, companions, parameters, context, weak)
        finding.outcome = outcome
        finding.p_value = None if outcome.primary.too_few else outcome.primary.p_value
        basis = Basis(_call(parameters.stream, parameters.primary), (stream.selection,), seed=context.seed)
        report_primary(finding, outcome.primary, parameters.direction, stream, basis)
        _report_others(finding, parameters, context)
        for companion, result in zip(companions, outcome.companions, strict=True):
            report_companion(
                finding,
                companion,
                result,
                Basis(_call(companion.name, parameters.primary), (companion.selection,), seed=context.seed),
            )
        controls = [(c.label, stream.title, r) for c, r in zip(parameters.controls, outcome.controls, strict=True)]
        compared = _all_compared(outcome, stream, companions, parameters)
        finding.curve = rate_curve(compared, controls, parameters.direction, basis)
        if outcome.record is not None:
            report_record(finding, outcome.record, parameters, basis)
        _draw(finding, stream, parameters, basis)
        return finding

    def decide(self, finding: Finding, parameters: RateChangeParameters, q_value: float | None) -> Decision:
        """The rule on an effect; a rise without the asserted record is partly supported."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_rates(outcome, parameters, 1.0 if q_value is None else q_value)
        confidence = confidence_after(_weaknesses(outcome, verdict))
        return Decision(verdict, confidence, _headline(finding, verdict, parameters))

    def would_change(self, finding: Finding, parameters: RateChangeParameters, verdict: str) -> Minds:
        """Events in one more year that would change the verdict, and the rate so far."""
        return minds_of_rate(finding, parameters, verdict_on_rates, verdict)


def _report_others(finding: Finding, parameters: RateChangeParameters, context: Context) -> None:
    """Alternatives and controls, one line each."""
    outcome: Outcome = finding.outcome
    stream = context.evidence.stream(parameters.stream)
    for kind, compared, results in (
        ("Alternative", parameters.alternatives, outcome.alternatives),
        ("Control", parameters.controls, outcome.controls),
    ):
        for one, result in zip(compared, results, strict=True):
            basis = Basis(_call(parameters.stream, one), (stream.selection,), seed=context.seed)
            report_comparison(finding, (kind, one.label), result, basis)


def why_refused(stream: Stream, parameters: RateChangeParameters) -> str:
    """The reason why this stream cannot carry the claim, or an empty text."""
    if refusal := frame_refusal(stream, "a test of its rate"):
        return refusal
    if stream.frame.end < parameters.primary.after.end:
        return (
            f"The list of {stream.title} as known by then ends on {stream.frame.end}, before the later period does "
            f"({parameters.primary.after.end})."
        )
    if stream.frame.start > parameters.primary.before.start:
        return f"The list of {stream.title} begins on {stream.frame.start}, after the earlier period does."
    return ""


def verdict_on_rates(outcome: Outcome, parameters: RateChangeParameters, q_value: float) -> str:
    """The verdict of a comparison of rates by the written rules."""
    result = outcome.primary
    if result.too_few:
        return "cannot be tested"
    low, high = result.interval
    effect = result.effect
    if parameters.direction == "down":
        effect, low, high = _inverse(effect), _inverse(high), _inverse(low)
    evidence = EffectEvidence(effect, low, high, 1.0, parameters.smallest_effect_of_interest, q_value)
    verdict = verdict_on_effect(evidence)
    unproven = outcome.record is not None and not outcome.record.holds
    if verdict == "supported" and (unproven or outcome.weak_share > MOSTLY):
        return "partly supported"
    return verdict


def _inverse(ratio: float) -> float:
    return float("inf") if ratio == 0 else 1.0 / ratio


def _runnable(
    finding: Finding, stream: Stream, parameters: RateChangeParameters, context: Context
) -> tuple[list[Stream], RateChangeParameters]:
    """Companions, alternatives and controls that their frames allow; the others are named in a caveat and left out."""
    companions = []
    for companion in (context.evidence.stream(name) for name in parameters.companions):
        if _covers(companion, parameters.primary):
            companions.append(companion)
        else:
            finding.caveats.append(
                phrase(f"Not compared: {companion.title.replace('_', ' ')}, as far as known by then.")
            )
    fitting = {}
    for field in ("alternatives", "controls"):
        declared: list[Comparison] = getattr(parameters, field)
        fitting[field] = [one for one in declared if _covers(stream, one)]
        for one in declared:
            if one not in fitting[field]:
                finding.caveats.append(phrase(f"Not compared: {one.label}; the list does not cover both periods."))
    return companions, parameters.model_copy(update=fitting)


def _covers(stream: Stream, comparison: Comparison) -> bool:
    """Whether the frame allows a test and holds both periods whole."""
    inside = stream.frame.start <= comparison.before.start and stream.frame.end >= comparison.after.end
    return inside and not stream.frame.refusal


def _run(
    stream: Stream, companions: list[Stream], parameters: RateChangeParameters, context: Context, weak: float
) -> Outcome:
    def test(which: Stream, comparison: Comparison) -> timing.RateChangeResult:
        before, after = ((p.start, p.end) for p in (comparison.before, comparison.after))
        return timing.rate_change_test(which, before=before, after=after, rng=context.seed)

    record = None
    if parameters.record_window_days is not None:
        record = rank_last_window(stream, parameters.until, parameters.record_window_days)
    return Outcome(
        stream.title[:1].upper() + stream.title[1:],
        test(stream, parameters.primary),
        tuple(test(stream, c) for c in parameters.alternatives),
        tuple(test(stream, c) for c in parameters.controls),
        tuple(test(c, parameters.primary) for c in companions),
        tuple((a.label, c.title, test(c, a)) for c in companions for a in parameters.alternatives if _covers(c, a)),
        record,
        weak,
        events_since(stream, parameters.primary.after.end),
    )


def events_since(stream: Stream, last: date) -> Since | None:
    """Events on record in the year after a day, as far as the list goes; None where it ends on that day."""
    until = min(stream.frame.end, last + timedelta(days=YEAR))
    if until <= last:
        return None
    inside = (stream.days > np.datetime64(last)) & (stream.days <= np.datetime64(until))
    return Since(int(np.count_nonzero(inside)), until)


def rank_last_window(stream: Stream, until: date, window_days: int) -> Record:
    """Events in the window that ends on `until`, and the largest count of any earlier window apart from it."""
    days = stream.days[stream.days <= np.datetime64(until)]
    first = np.datetime64(until) - np.timedelta64(window_days - 1, "D")
    last = int(np.count_nonzero(days >= first))
    earlier = days[days < first]
    ends = np.unique(earlier)
    counts = [int(np.count_nonzero((earlier > e - np.timedelta64(window_days, "D")) & (earlier <= e))) for e in ends]
    if not counts:
        return Record(last, 0, until)
    best = int(np.argmax(counts))
    return Record(last, counts[best], ends[best].item())


def _call(stream: str, comparison: Comparison) -> str:
    before, after = ((p.start.isoformat(), p.end.isoformat()) for p in (comparison.before, comparison.after))
    return f"timing.rate_change_test({stream}, before={before}, after={after})"


def _show_rows(finding: Finding, stream: Stream, context: Context) -> float:
    """List the rows; the share of them that is weak (state-run or anonymous copies, links not kept) is given back."""
    rows = stream_rows(stream, context.evidence)
    finding.exhibits.append(latest_rows(stream, rows, SHOWN_ROWS))
    weak = sum(bool(row["weak"]) for row in rows)
    if weak:
        basis = Basis("rows of the stream with weak = true", (stream.selection,))
        finding.caveats.append(
            phrase(
                "{weak} of {rows} rows rest on state-run or anonymous copies alone, or on links that were not kept.",
                weak=finding.ledger.figure("rows_weak", weak, basis, style="count"),
                rows=finding.ledger.figure("rows_all", len(rows), basis, style="count"),
            )
        )
    return weak / len(rows) if rows else 0.0


def _draw(finding: Finding, stream: Stream, parameters: RateChangeParameters, basis: Basis) -> None:
    outcome: Outcome = finding.outcome
    finding.pictures.append(yearly_picture(finding.ledger, stream, parameters.until, basis))
    rows = [("primary", parameters.primary.label, outcome.primary)]
    for group, compared, results in (
        ("alternative", parameters.alternatives, outcome.alternatives),
        ("control", parameters.controls, outcome.controls),
    ):
        rows += [(group, one.label, result) for one, result in zip(compared, results, strict=True)]
    finding.pictures.append(ratio_picture(finding.ledger, rows, basis))


def _all_compared(
    outcome: Outcome, stream: Stream, companions: list[Stream], parameters: RateChangeParameters
) -> list[Compared]:
    """Every declared comparison with what it counted, the primary one first."""
    own = [(parameters.primary.label, stream.title, outcome.primary)]
    pairs = zip(parameters.alternatives, outcome.alternatives, strict=True)
    own += [(comparison.label, stream.title, result) for comparison, result in pairs]
    others = zip(companions, outcome.companions, strict=True)
    own += [(parameters.primary.label, companion.title, result) for companion, result in others]
    return [*own, *outcome.crossed]


def _weaknesses(outcome: Outcome, verdict: str) -> int:
    """Alternatives that flip, a companion count that disagrees, or a test with too many false alarms on such data.

    One with too few events to tell neither flips nor disagrees.
    """
    if verdict == "cannot be tested":
        return 0
    main = outcome.primary.p_value <= outcome.primary.alpha
    flips, disagree = (
        any((r.p_value <= r.alpha) != main for r in results if not r.too_few)
        for results in (outcome.alternatives, outcome.companions)
    )
    alarms = outcome.primary.false_positive_rate > FALSE_ALARMS_TOLERATED
    return sum((flips, disagree, alarms, outcome.weak_share > 0.25))


def _headline(finding: Finding, verdict: str, parameters: RateChangeParameters) -> Phrase:
    ledger, result, title = finding.ledger, finding.outcome.primary, finding.outcome.title
    basis = Basis(_call(parameters.stream, parameters.primary), seed=result.seed)
    fine = "two" if result.effect < 1.0 else "one"
    ratio = ledger.figure("headline_ratio", result.effect, basis, style=fine)
    low, high = (
        ledger.figure(f"headline_{n}", v, basis, style=fine)
        for n, v in zip(("low", "high"), result.interval, strict=True)
    )
    if verdict == "cannot be tested":
        change, least = least_seen(result, parameters.direction)
        sees = ledger.figure("headline_detectable", least, basis, style="one" if change == "rise" else "two")
        count = ledger.figure("headline_events", result.events_before + result.events_after, basis, style="count")
        return phrase(
            f"{title}: {{count}} events are too few. The later rate is {{ratio}} times the earlier "
            f"one, but anything from "
            f"{{low}} to {{high}} fits, and only a {change} to {{sees}} times would be seen four times in five.",
            count=count,
            ratio=ratio,
            low=low,
            high=high,
            sees=sees,
        )
    record: Record | None = finding.outcome.record
    turned = ("fell" if parameters.direction == "up" else "rose") if verdict == "contradicted" else ""
    opening = f"{title} {turned} instead: the" if turned else f"{title}: the"
    fits = phrase(
        f"{opening} later rate is {{ratio}} times the earlier one ({{low}} to {{high}} fits).",
        ratio=ratio,
        low=low,
        high=high,
    )
    if verdict == "partly supported" and record is not None and not record.holds:
        last = ledger.figure("headline_last", record.last, basis, style="count")
        highest = ledger.figure("headline_highest", record.highest, basis, style="count")
        return phrase(
            f"{fits.template} No record: {{last}} in the last {{window}} days, {{highest}} in an earlier such span.",
            **fits.figures,
            last=last,
            highest=highest,
            window=ledger.figure("headline_window", parameters.record_window_days, basis, unit="days", style="count"),
        )
    return fits
