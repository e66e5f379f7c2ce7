"""What would change the verdict on a rate: further events in one more year, counted exactly; and the rate so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from multifront import timing
from multifront.claims.kind import Finding
from multifront.claims.ledger import Basis, phrase
from multifront.claims.minds import Minds
from multifront.domain import Flip, Phrase

if TYPE_CHECKING:
    from multifront.claims.kinds.rate_change import Outcome, RateChangeParameters

YEAR = 365
YEAR_DAYS = 365.25
FEWEST_TRIED = 30

Judge = Callable[["Outcome", "RateChangeParameters", float], str]


def minds_of_rate(finding: Finding, parameters: RateChangeParameters, judge: Judge, verdict: str) -> Minds:
    """So many events in the year after the later period would lead to which verdict, with p corrected by today's q / p.

    Args:
        finding: what was measured.
        parameters: of the claim.
        judge: the rule from an outcome and q to a verdict.
        verdict: the verdict of today.
    """
    outcome: Outcome = finding.outcome
    most = max(FEWEST_TRIED, 3 * (outcome.primary.events_before + outcome.primary.events_after))
    corrected = _correction(finding)
    led = []
    for count in range(most + 1):
        later, p_value = _after(outcome, parameters, count)
        led.append(judge(later, parameters, min(1.0, corrected * p_value)))
    runs = [(found, [count for count, _ in run]) for found, run in groupby(enumerate(led), key=lambda pair: pair[1])]
    flips = tuple(
        Flip(_sentence(finding, parameters, (counts[0], counts[-1]), most), found)
        for found, counts in runs
        if found != verdict
    )
    flips = flips or (Flip(_none(finding, parameters, most)),)
    return Minds(flips, (rate_so_far(finding, outcome.title, _counted(outcome.primary), parameters.stream),))


def _correction(finding: Finding) -> float:
    """By how much the other tests of the assessment correct p today, 1 or more; a smaller p may meet a larger one."""
    if not finding.p_value or finding.q_value is None:
        return 1.0
    return max(1.0, finding.q_value / finding.p_value)


def _after(outcome: Outcome, parameters: RateChangeParameters, count: int) -> tuple[Outcome, float]:
    """The outcome as it would stand with so many events in one more year, and their p."""
    more = timing.further_events(outcome.primary, events=count, days=YEAR)
    primary = replace(
        outcome.primary,
        effect=more.effect,
        interval=more.interval,
        p_value=more.p_value,
        too_few="" if more.decisive else outcome.primary.too_few or "too few",
    )
    record = outcome.record
    if record is not None and parameters.record_window_days == YEAR:
        record = replace(record, last=count, highest=max(record.last, record.highest))
    return replace(outcome, primary=primary, record=record), more.p_value


def _year(parameters: RateChangeParameters) -> str:
    last = parameters.primary.after.end
    first, until = last + timedelta(days=1), last + timedelta(days=YEAR)
    return f"in the year from {first} to {until}"


def _basis(parameters: RateChangeParameters, most: int) -> Basis:
    how = f"timing.further_events(primary comparison of {parameters.stream}, events=0 to {most}, days={YEAR})"
    return Basis(how, assumption="counted as before, with clusters as today; p times today's q / p")


def _sentence(finding: Finding, parameters: RateChangeParameters, ends: tuple[int, int], most: int) -> Phrase:
    """How many events, in which year."""
    basis, enter = _basis(parameters, most), finding.ledger.figure
    low, high = (enter(f"flip_events_{end}", end, basis, style="count") for end in ends)
    known = _on_record(finding)
    since = known.figures
    when = f"{_year(parameters)}{known.template}, counted into the later period; p corrected by as much as today."
    if ends == (0, 0):
        return phrase(f"No event {when}", **since)
    if ends[1] == most:
        return phrase(f"{{low}} events or more {when}", low=low, **since)
    if ends[0] == 0:
        return phrase(f"{{high}} events or fewer {when}", high=high, **since)
    if ends[0] == ends[1]:
        return phrase(f"Just {{low}} events {when}", low=low, **since)
    return phrase(f"From {{low}} to {{high}} events {when}", low=low, high=high, **since)


def _on_record(finding: Finding) -> Phrase:
    """How many events of that year are on record already, in brackets; nothing where the list ends before it."""
    outcome: Outcome = finding.outcome
    if outcome.since is None:
        return Phrase("", {})
    basis = Basis("events of the stream after the later period, up to the last day that its list covers")
    found = finding.ledger.figure("flip_on_record", outcome.since.events, basis, style="count")
    return Phrase(f" ({{on_record}} already on record up to {outcome.since.until})", {"on_record": found})


def _none(finding: Finding, parameters: RateChangeParameters, most: int) -> Phrase:
    """That nothing which one year could bring would change the verdict."""
    basis, enter = _basis(parameters, most), finding.ledger.figure
    return phrase(
        f"No number of events from {{low}} to {{high}} {_year(parameters)} would change it, with p corrected by as "
        "much as today.",
        low=enter("flip_events_0", 0, basis, style="count"),
        high=enter(f"flip_events_{most}", most, basis, style="count"),
    )


def _counted(result: timing.RateChangeResult) -> tuple[int, int]:
    return result.events_before + result.events_after, result.days_before + result.days_after


def rate_so_far(finding: Finding, title: str, counted: tuple[int, int], name: str) -> Phrase:
    """The base rate of a stream, as something to watch.

    Args:
        finding: whose ledger takes the numbers.
        title: of the stream, as readers know it.
        counted: events and days in which they were counted.
        name: of the stream; it stands in the ids of the traces.
    """
    events, days = counted
    basis = Basis(f"events of {name} by days counted")
    key = f"base_rate_{name}"
    return phrase(
        f"{title}: {{rate}} a year so far ({{events}} events in {{years}} years).",
        rate=finding.ledger.figure(key, events / days * YEAR_DAYS, basis, unit="a year", style="two"),
        events=finding.ledger.figure(f"{key}_events", events, basis, style="count"),
        years=finding.ledger.figure(f"{key}_years", days / YEAR_DAYS, basis, unit="years", style="one"),
    )
