"""The kind `coincidence`: do separate acts of one side follow those of another more often than chance allows?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from pydantic import Field

from multifront import timing
from multifront.claims.exhibits import all_rows, stream_rows
from multifront.claims.frames import frame_refusal
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.coincidence_family import add_family, family_of_windows, flips
from multifront.claims.kinds.coincidence_lags import add_lags
from multifront.claims.kinds.coincidence_minds import Streams, flips_of_years_to_come
from multifront.claims.kinds.coincidence_pictures import calendar_picture, power_picture
from multifront.claims.kinds.rate_minds import rate_so_far
from multifront.claims.kinds.timing_curves import coincidence_curve
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, EffectEvidence, confidence_after, verdict_on_effect
from multifront.domain import Phrase, Stream, TestLine

DAYS_OF_A_YEAR = 365.25
SHOWN = 0.85
"""A true share of timed acts shows in the excess as at least this part of it (docs/methods-timing.md)."""


class CoincidenceParameters(Parameters):
    """Two streams of separate acts, the window, and what size of effect would matter."""

    follower: str = Field(description="stream whose events may follow")
    leader: str = Field(description="stream whose events may lead")
    windows_days: list[int] = Field(min_length=1, description="all windows that are looked at, declared beforehand")
    primary_window_days: int = Field(description="the window on which the verdict rests")
    smallest_effect_of_interest: float = Field(
        gt=0, lt=1, description="share of the follower's acts that would be timed"
    )
    shortest_span_days: int = Field(ge=1, description="with less overlap of the two frames the claim cannot be tested")
    joint_stream: str = Field(default="", description="acts that are joint by definition, shown apart")
    declared_plan: list[str] = Field(
        default_factory=list, description="ids of events that declare a plan for separate acts"
    )
    draws: int = Field(default=499, ge=99, description="synthetic independent pairs for the calibration")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The streams, the primary test, all declared windows in both directions as one family, and the span."""

    title: str
    streams: Streams
    primary: timing.CoincidenceResult
    grid: timing.CoincidenceGrid
    span_days: int
    planned: bool


class Coincidence:
    """Excess co-timing of separate acts under a null that knows the calendar.

    Never 'coordinated' from timing alone: without a declared plan for the separate acts an excess is 'partly supported'
    at most.
    """

    name = "coincidence"
    parameters = CoincidenceParameters
    about = About(
        question="Do separate acts of one side follow those of another more often than chance allows?",
        rests_on="effect",
        against=(
            "No more acts follow than independent streams give, in a test able to see the smallest share of interest.",
        ),
        interest="`smallest_effect_of_interest`, as a share of the follower's acts",
        curve="every declared window in both directions; weaker nulls beside",
    )

    def measure(self, claim_id: str, parameters: CoincidenceParameters, context: Context) -> Finding:
        """Run the test on the primary window, and the declared windows in both directions as one family."""
        finding = Finding(Ledger(claim_id))
        follower, leader = (context.evidence.stream(n) for n in (parameters.follower, parameters.leader))
        joint = context.evidence.stream(parameters.joint_stream) if parameters.joint_stream else None
        _show_joint(finding, joint, context)
        refusal = why_refused(follower, leader, parameters)
        if refusal:
            finding.refusal = phrase(refusal)
            return finding
        finding.outcome = _run(follower, leader, parameters, context)
        primary = finding.outcome.primary
        finding.p_value = None if primary.too_few else primary.p_value
        selections = (follower.selection, leader.selection)
        own = Basis(_call(parameters), selections, seed=context.seed)
        _report(finding, parameters, own)
        titles = {stream.name: stream.title for stream in (follower, leader)}
        finding.curve = coincidence_curve(finding.outcome.primary, finding.outcome.grid, titles, own)
        basis = Basis("evidence.stream(...)", (*selections, *((joint.selection,) if joint else ())))
        finding.pictures.append(calendar_picture(finding.ledger, [s for s in (leader, follower, joint) if s], basis))
        add_lags(finding, (follower, leader), finding.outcome.primary, context.seed)
        power_basis = Basis(f"{_call(parameters)}.power_curve", selections, seed=context.seed)
        finding.pictures.append(
            power_picture(finding.ledger, finding.outcome.primary, parameters.smallest_effect_of_interest, power_basis)
        )
        return finding

    def decide(self, finding: Finding, parameters: CoincidenceParameters, q_value: float | None) -> Decision:
        """An excess without a plan is partly supported at most; silence counts only where the test could have seen."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_coincidence(outcome, parameters, 1.0 if q_value is None else q_value)
        return Decision(verdict, confidence_after(_weaknesses(outcome)), _headline(finding, verdict))

    def would_change(self, finding: Finding, parameters: CoincidenceParameters, verdict: str) -> Minds:
        """Simulated years to come by the rule of the kind, and the rates of both streams to watch."""
        outcome: Outcome = finding.outcome

        def judge(test: timing.CoincidenceResult, q_value: float) -> str:
            later = replace(outcome, primary=test, span_days=(test.span[1] - test.span[0]).days + 1)
            return verdict_on_coincidence(later, parameters, q_value)

        flips = flips_of_years_to_come(finding, outcome.streams, (outcome.primary, parameters, judge), verdict)
        follower, leader = outcome.title.split(" after ", 1)
        counts = (
            (follower, outcome.primary.events_a, parameters.follower),
            (leader, outcome.primary.events_b, parameters.leader),
        )
        return Minds(
            flips, tuple(rate_so_far(finding, title, (n, outcome.span_days), name) for title, n, name in counts)
        )


def why_refused(follower: Stream, leader: Stream, parameters: CoincidenceParameters) -> str:
    """The reason why these streams cannot carry the claim, or an empty text."""
    for stream in (follower, leader):
        if refusal := frame_refusal(stream, "a timing test"):
            return refusal
        if not stream.days.size:
            return f"No row of {stream.title} was public by then, so that there is nothing to test."
        if stream.joint:
            return (
                f"The acts of {stream.title} are joint by definition, so they cannot show that separate acts are timed."
            )
    first, last = max(follower.frame.start, leader.frame.start), min(follower.frame.end, leader.frame.end)
    if (last - first).days < 2 * max(parameters.windows_days):
        return "The times in which both streams were counted hardly overlap."
    for stream in (follower, leader):
        if not np.any((stream.days >= np.datetime64(first)) & (stream.days <= np.datetime64(last))):
            return f"No row of {stream.title} lies in the time in which both streams were counted."
    return ""


def plan_declared(parameters: CoincidenceParameters, context: Context) -> bool:
    """Whether a declared plan is in the evidence; a cut may hide it, an id that no row ever had is an error."""
    if context.evidence.as_of is None:
        context.evidence.rows("event", parameters.declared_plan)
    return bool(context.evidence.present("event", parameters.declared_plan))


def verdict_on_coincidence(outcome: Outcome, parameters: CoincidenceParameters, q_value: float) -> str:
    """The verdict of a coincidence test by the written rules."""
    test = outcome.primary
    room = SHOWN * (1.0 - test.precursor_expected)
    smallest = parameters.smallest_effect_of_interest
    evidence = EffectEvidence(test.effect, test.interval[0], test.interval[1], 0.0, smallest * room, q_value)
    verdict = verdict_on_effect(evidence)
    if test.too_few or outcome.span_days < parameters.shortest_span_days:
        return "cannot be tested"
    if verdict == "supported":
        return "supported" if outcome.planned else "partly supported"
    sees = test.smallest_detectable_effect
    if verdict == "not supported" and (sees is None or sees > smallest):
        return "cannot be tested"
    return verdict


def _run(follower: Stream, leader: Stream, parameters: CoincidenceParameters, context: Context) -> Outcome:
    primary = timing.coincidence_test(
        follower, leader, window_days=parameters.primary_window_days, draws=parameters.draws, rng=context.seed
    )
    windows = (parameters.primary_window_days, *parameters.windows_days)
    grid = family_of_windows(follower, leader, windows, primary)
    span = (primary.span[1] - primary.span[0]).days + 1
    title = f"{follower.title} after {leader.title}"
    return Outcome(title, Streams(follower, leader), primary, grid, span, plan_declared(parameters, context))


def _call(parameters: CoincidenceParameters) -> str:
    return (
        f"timing.coincidence_test({parameters.follower}, {parameters.leader}, "
        f"window_days={parameters.primary_window_days}, null='calibrated', draws={parameters.draws})"
    )


def _report(finding: Finding, parameters: CoincidenceParameters, basis: Basis) -> None:
    outcome: Outcome = finding.outcome
    test, ledger = outcome.primary, finding.ledger
    hits = ledger.figure("hits", test.hits, basis, style="count")
    events = ledger.figure("follower_events", test.events_a, basis, style="count")
    leaders = ledger.figure("leader_events", test.events_b, basis, style="count")
    expected = ledger.figure("hits_expected", test.hits_expected, basis, style="one")
    window = ledger.figure("window", parameters.primary_window_days, basis, unit="days", style="count")
    months = ledger.figure(
        "span_months", outcome.span_days / (DAYS_OF_A_YEAR / 12), basis, unit="months", style="count"
    )
    finding.reasons += [
        phrase(
            f"{outcome.title}: {{hits}} of {{events}} acts came within {{window}} days after one of the other side's "
            "{leaders}; independent streams of the same shape would give {expected}.",
            hits=hits,
            events=events,
            window=window,
            leaders=leaders,
            expected=expected,
        ),
        phrase("Both streams were counted in a constant way at the same time for {months} months.", months=months),
    ]
    finding.test_lines += _test_lines(ledger, test, basis)
    add_family(finding, outcome.grid, basis)
    finding.caveats.append(
        phrase(
            "Co-timing alone is never coordination: a shared calendar or a lasting common cause would look the same."
        )
    )
    if test.too_few:
        finding.caveats.append(phrase("The test itself says that these are too few events to decide."))


def _test_lines(ledger: Ledger, test: timing.CoincidenceResult, basis: Basis) -> list[TestLine]:
    level = ledger.figure("interval_level", test.interval_level, basis, style="percent")
    low = ledger.figure("excess_low", test.interval[0], basis, style="percent")
    high = ledger.figure("excess_high", test.interval[1], basis, style="percent")
    interval = phrase("{level} % interval {low} to {high} points", level=level, low=low, high=high)
    lines = [
        TestLine(
            "Share of the follower's acts that came soon after",
            ledger.figure("precursor_rate", test.precursor_rate, basis, style="percent"),
            "%",
        ),
        TestLine(
            "The same share if the streams were independent",
            ledger.figure("precursor_expected", test.precursor_expected, basis, style="percent"),
            "%",
        ),
        TestLine(
            "Excess over chance",
            ledger.figure("excess", test.effect, basis, style="percent"),
            "percentage points",
            interval,
        ),
        TestLine(
            "p, calibrated on independent pairs of the same shape",
            ledger.figure("p_value", test.p_value, basis, style="p"),
            "",
        ),
        TestLine("p, before calibration", ledger.figure("p_raw", test.p_raw, basis, style="p"), ""),
        TestLine(
            "False alarms of this very test on such data",
            ledger.figure("alarms", test.false_positive_rate, basis, style="percent"),
            "%",
        ),
        TestLine(
            "False alarms of the usual Poisson test on such data",
            ledger.figure("alarms_poisson", test.false_positive_rates["poisson"], basis, style="percent"),
            "%",
        ),
    ]
    if test.smallest_detectable_effect is None:
        none = ledger.figure("detectable", "none", basis, style="text")
        return [*lines, TestLine("Smallest share of timed acts seen four times in five", none, "")]
    sees = ledger.figure("detectable", test.smallest_detectable_effect, basis, style="percent")
    return [*lines, TestLine("Smallest share of timed acts seen four times in five", sees, "%")]


def _show_joint(finding: Finding, joint: Stream | None, context: Context) -> None:
    if joint is None:
        return
    rows = stream_rows(joint, context.evidence)
    title = f"Joint by definition, so no evidence about separate acts: {joint.title}"
    finding.exhibits.append(all_rows(joint, rows, title))


def _weaknesses(outcome: Outcome) -> int:
    return int(flips(outcome.grid, outcome.primary)) + int(outcome.primary.false_positive_rate > FALSE_ALARMS_TOLERATED)


def _headline(finding: Finding, verdict: str) -> Phrase:
    traces = finding.ledger
    outcome: Outcome = finding.outcome
    test = outcome.primary
    basis = Basis("timing.coincidence_test(...)")
    if verdict == "cannot be tested":
        sees = test.smallest_detectable_effect
        basis = Basis(traces.traces[f"{traces.claim_id}.detectable"].how, seed=test.seed)
        events = traces.figure("headline_events", test.events_a, basis, style="count")
        if sees is None:
            return phrase(f"{outcome.title}: {{events}} acts are too few to see timing of any size.", events=events)
        share = traces.figure("headline_detectable", sees, basis, style="percent")
        return phrase(
            f"{outcome.title}: {{events}} acts are too few. Only if {{share}} % or more were timed would the test "
            "see it four times in five.",
            events=events,
            share=share,
        )
    named = outcome.title[:1].upper() + outcome.title[1:]
    if verdict == "supported":
        return phrase(f"{named}: more often than chance allows, and a plan for such separate acts was declared.")
    if verdict == "partly supported":
        return phrase(f"{named}: more often than chance allows, but no plan for such separate acts was declared.")
    return phrase(f"{named}: no more often than chance allows, in a test able to see it.")
