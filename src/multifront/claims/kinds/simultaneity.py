"""The kind `simultaneity`: are several actors active at once more often than independent actors would be?"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, model_validator

from multifront import timing
from multifront.claims.exhibits import latest_rows, stream_rows
from multifront.claims.frames import frame_refusal
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.simultaneity_lines import counted, report
from multifront.claims.kinds.simultaneity_pictures import calendar_picture, index_picture
from multifront.claims.kinds.timing_curves import simultaneity_curve
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.periods import Period
from multifront.claims.rules import FALSE_ALARMS_TOLERATED, SIGNIFICANCE, confidence_after
from multifront.domain import Phrase, Stream

SHOWN_ROWS = 30


class Actor(Parameters):
    """One actor and the declared stream of its acts; without a stream the reason why there is none."""

    name: str = Field(min_length=2, description="the actor as readers see it")
    stream: str = Field(default="", description="declared stream of its acts")
    without: str = Field(default="", description="why the actor has no stream with a constant frame")

    @model_validator(mode="after")
    def _one_of_both(self) -> Actor:
        if bool(self.stream) == bool(self.without):
            raise ValueError("needs either a stream or the reason why there is none, not both")
        return self


class SimultaneityParameters(Parameters):
    """Which actors, how many of them at once, in what window, and how many joint episodes would matter."""

    actors: list[Actor] = Field(min_length=2, description="all actors that the claim names")
    at_least: int = Field(ge=2, description="so many active in one window count as simultaneous")
    window_days: int = Field(ge=1, description="the window on which the verdict rests")
    windows_days: list[int] = Field(default_factory=list, description="further windows, declared and all shown")
    smallest_episodes_of_interest: int = Field(ge=1, description="joint episodes beyond chance that would matter")
    fewest_actors: int = Field(ge=2, description="with fewer streams than this the claim cannot be tested")
    span: Period | None = Field(default=None, description="days that are looked at; else all that every frame covers")
    draws: int = Field(default=2000, ge=99, description="surrogates a null")

    @model_validator(mode="after")
    def _can_happen(self) -> SimultaneityParameters:
        streams = sum(bool(actor.stream) for actor in self.actors)
        if self.at_least > max(streams, 2):
            raise ValueError(f"at_least is {self.at_least}, but only {streams} actors have a stream")
        return self


@dataclass(frozen=True, slots=True)
class Outcome:
    """The primary scan, the same scan over the other windows, and the actors that could not be looked at."""

    primary: timing.SimultaneityResult
    others: tuple[timing.SimultaneityResult, ...]
    missing: tuple[str, ...]


class Simultaneity:
    """Windows in which so many actors are active, against actors that move independently.

    More than chance is never more than 'partly supported': a shared crisis or calendar looks the same, and a claim
    about an actor without a stream is only judged in part.
    """

    name = "simultaneity"
    parameters = SimultaneityParameters
    about = About(
        question="Are several actors active at once more often than independent actors would be?",
        rests_on="effect",
        against=(
            "No more windows hold so many actors than chance gives, in a scan able to see the episodes of interest.",
        ),
        interest="`smallest_episodes_of_interest`, as joint episodes beyond chance",
        curve="every declared window; p before calibration beside",
        verdicts=("partly supported", "not supported", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: SimultaneityParameters, context: Context) -> Finding:
        """Scan the declared windows and enter all numbers."""
        finding = Finding(Ledger(claim_id))
        named = [a for a in parameters.actors if a.stream]
        streams = [context.evidence.stream(actor.stream) for actor in named]
        _say_missing(finding, parameters, streams)
        usable = [stream for stream in streams if not why_unusable(stream)]
        for stream in usable:
            finding.exhibits.append(latest_rows(stream, stream_rows(stream, context.evidence), SHOWN_ROWS))
        refusal = why_refused(usable, parameters)
        if refusal:
            finding.refusal = phrase(refusal)
            return finding
        finding.outcome = _run(usable, parameters, context)
        if not finding.outcome.primary.too_few:  # a test that says nothing is none, and corrects no other
            finding.p_value = finding.outcome.primary.p_value
        selections = tuple(stream.selection for stream in usable)
        basis = Basis(_call(usable, parameters, parameters.window_days), selections, seed=context.seed)
        bases = [Basis(_call(usable, parameters, w), selections, seed=context.seed) for w in _others(parameters)]
        report(finding, finding.outcome.primary, basis, list(zip(finding.outcome.others, bases, strict=True)))
        titles = {stream.name: stream.title for stream in usable}
        finding.curve = simultaneity_curve(finding.outcome.primary, finding.outcome.others, basis)
        finding.pictures.append(calendar_picture(finding.ledger, usable, finding.outcome.primary, basis))
        finding.pictures.append(index_picture(finding.ledger, finding.outcome.primary, titles, basis))
        return finding

    def decide(self, finding: Finding, parameters: SimultaneityParameters, q_value: float | None) -> Decision:
        """More than chance is partly supported at most; silence counts only where the scan could have seen."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_simultaneity(outcome.primary, parameters, 1.0 if q_value is None else q_value)
        return Decision(verdict, confidence_after(_weaknesses(outcome)), _headline(finding, verdict, parameters))


def why_unusable(stream: Stream) -> str:
    """The reason why one stream cannot take part, or an empty text."""
    if refusal := frame_refusal(stream, "a timing test"):
        return refusal
    if stream.joint:
        return f"The acts of {stream.title} are joint by definition, so they cannot show that separate acts coincide."
    return "" if stream.days.size else f"No row of {stream.title} was public by then."


def why_refused(usable: list[Stream], parameters: SimultaneityParameters) -> str:
    """The reason why the claim cannot be tested with these streams, or an empty text."""
    wanted = max(parameters.fewest_actors, parameters.at_least)
    if len(usable) < wanted:
        return (
            f"Only {len(usable)} of {len(parameters.actors)} actors have a list of acts that was kept in a constant "
            f"way and was public by then, and {wanted} would be the fewest."
        )
    first = max(stream.frame.start for stream in usable)
    last = min(stream.frame.end for stream in usable)
    if parameters.span is not None:
        first, last = max(first, parameters.span.start), min(last, parameters.span.end)
    if (last - first).days < 10 * max(parameters.window_days, *_others(parameters), 1):
        return "The times in which all actors were counted hardly overlap."
    return ""


def verdict_on_simultaneity(test: timing.SimultaneityResult, parameters: SimultaneityParameters, q_value: float) -> str:
    """The verdict of a scan by the written rules."""
    if test.too_few:
        return "cannot be tested"
    if q_value <= SIGNIFICANCE and test.effect > 0:
        return "partly supported"
    sees = test.smallest_detectable_effect
    if sees is None or sees > parameters.smallest_episodes_of_interest:
        return "cannot be tested"
    return "not supported"


def _say_missing(finding: Finding, parameters: SimultaneityParameters, streams: list[Stream]) -> None:
    for actor in parameters.actors:
        if actor.without:
            finding.caveats.append(phrase(f"{actor.name} is not in the test: {actor.without}."))
    for actor, stream in zip((a for a in parameters.actors if a.stream), streams, strict=True):
        if why := why_unusable(stream):
            finding.caveats.append(phrase(f"{actor.name} is not in the test. {why}"))


def _others(parameters: SimultaneityParameters) -> list[int]:
    return [window for window in parameters.windows_days if window != parameters.window_days]


def _run(usable: list[Stream], parameters: SimultaneityParameters, context: Context) -> Outcome:
    first = max(stream.frame.start for stream in usable)
    last = min(stream.frame.end for stream in usable)
    if parameters.span is not None:
        first, last = max(first, parameters.span.start), min(last, parameters.span.end)

    def scan(window: int) -> timing.SimultaneityResult:
        return timing.simultaneity_test(
            usable,
            window_days=window,
            at_least=parameters.at_least,
            span=(first, last),
            draws=parameters.draws,
            rng=context.seed,
        )

    names = {stream.name for stream in usable}
    missing = tuple(actor.name for actor in parameters.actors if actor.stream not in names)
    others = tuple(scan(window) for window in _others(parameters))
    return Outcome(scan(parameters.window_days), others, missing)


def _call(usable: list[Stream], parameters: SimultaneityParameters, window: int) -> str:
    names = ", ".join(stream.name for stream in usable)
    return (
        f"timing.simultaneity_test([{names}], window_days={window}, at_least={parameters.at_least}, "
        f"draws={parameters.draws})"
    )


def _weaknesses(outcome: Outcome) -> int:
    main = outcome.primary.p_value <= outcome.primary.alpha
    flips = any((other.p_value <= other.alpha) != main for other in outcome.others if not other.too_few)
    alarms = outcome.primary.false_positive_rate > FALSE_ALARMS_TOLERATED
    return int(flips) + int(alarms) + int(bool(outcome.missing))


def _headline(finding: Finding, verdict: str, parameters: SimultaneityParameters) -> Phrase:
    outcome: Outcome = finding.outcome
    test, ledger = outcome.primary, finding.ledger
    who = counted(len(test.names), len(parameters.actors))
    found = _found(ledger, test, who)
    if verdict == "cannot be tested":
        sees = test.smallest_detectable_effect
        if test.too_few:
            return phrase(f"{who} They were counted together for too short a time, or act too seldom, to tell.")
        if sees is None:
            return phrase(f"{who} Too few acts to see any number of joint episodes.")
        basis = Basis(ledger.traces[f"{ledger.claim_id}.detectable"].how, seed=test.seed)
        return phrase(
            f"{found.template} The test would see {{sees}} or more joint episodes beyond chance four times in five, "
            "not fewer.",
            sees=ledger.figure("headline_detectable", sees, basis, style="count"),
            **found.figures,
        )
    if verdict == "partly supported":
        said = "That is more often than chance allows; a shared crisis would look alike."
    else:
        said = "That is no more often than chance allows, in a test able to see it."
    return phrase(f"{found.template} {said}", **found.figures)


def _found(ledger: Ledger, test: timing.SimultaneityResult, who: str) -> Phrase:
    """How many windows held enough actors, and how many chance gives."""
    basis = Basis(ledger.traces[f"{ledger.claim_id}.windows_seen"].how, seed=test.seed)
    return phrase(
        f"{who} In {{seen}} windows of {{days}} days at least {{least}} of them were active; chance gives "
        "{expected}.",
        seen=ledger.figure("headline_seen", test.windows_seen, basis, style="count"),
        days=ledger.figure("headline_days", test.window_days, basis, unit="days", style="count"),
        least=ledger.figure("headline_least", test.at_least, basis, style="count"),
        expected=ledger.figure("headline_expected", test.windows_expected, basis, style="one"),
    )
