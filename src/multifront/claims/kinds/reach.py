"""The kind `reach`: is an actor the first partner of more states, and in more regions, than another was at its peak?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.figure_curves import reach_curve
from multifront.claims.kinds.reach_lines import headline, report_reach
from multifront.claims.kinds.reach_pictures import reach_picture, region_picture
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.periods import Period
from multifront.claims.rules import confidence_after
from multifront.claims.shares import Named, found_series
from multifront.domain import Floats, Series

OLD = 5
"""Data that end more than so many years before the year of the claim lower confidence."""

FEWER = 0.5
"""So does a peak of the other at which less than this part of today's states is counted."""


class Area(Parameters):
    """A region by its name in the evidence, and as readers know it."""

    area: str = Field(description="name in the evidence")
    title: str = Field(description="what readers see")


class Beside(Parameters):
    """Another actor whose line is drawn beside the two; it is not compared."""

    actor: str = Field(description="code of the actor")
    name: str = Field(description="what readers see")


class ReachParameters(Parameters):
    """Which actor, against whom and when, and from where on a difference matters."""

    actor: str = Field(description="code of the actor that the claim is about")
    other: str = Field(description="code of the actor that it is compared with")
    names: tuple[str, str] = Field(description="the two as readers know them")
    other_period: Period = Field(description="years in which the other's peak is looked for")
    year: int = Field(description="year of which the claim speaks; the last one of the data where these end earlier")
    indicator: str = Field(default="partners_first_in_trade", description="states whose first partner the actor is")
    counted: str = Field(default="states_counted_in_trade", description="all states counted, actor `all`")
    definition_id: str = Field(default="", description="definition of the counts, where there are several")
    smallest_ratio_of_interest: float = Field(gt=1, description="so many times the other's peak share would matter")
    areas: list[Area] = Field(min_length=1, description="regions, all of which the claim includes")
    smallest_share_of_area: float = Field(gt=0, le=1, description="a region counts as reached from this share on")
    alternative_years: list[int] = Field(
        default_factory=list, description="other years of the actor, declared and all shown; left out without data"
    )
    beside: list[Beside] = Field(default_factory=list, description="further actors, drawn only")


@dataclass(frozen=True, slots=True)
class Part:
    """A count of all states counted, in one year, as shares in per cent; range over ways of counting."""

    year: int
    count: float
    counted: float
    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """Shares of an actor by year, in per cent; arrays of shape (n,), and what they rest on."""

    years: NDArray[np.int64]
    counts: Floats
    counted: Floats
    low: Floats
    best: Floats
    high: Floats
    basis: Basis

    def at(self, place: int) -> Part:
        """The share at one place of the arrays."""
        values = (self.counts, self.counted, self.low, self.best, self.high)
        return Part(int(self.years[place]), *(float(column[place]) for column in values))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The actor in the last year and the other at its peak, each region of the actor, and how many each reaches."""

    now: Part
    peak: Part
    areas: tuple[tuple[Area, Part], ...]
    missing: tuple[str, ...]
    reached: int
    other_reached: int

    @property
    def everywhere(self) -> bool:
        """Whether every region is known and reached."""
        return not self.missing and self.reached == len(self.areas)


class Reach:
    """Share of states whose first trade partner an actor is, in the last year, against another's best year.

    A census by year and no sample: no p. The range is over ways of counting (trade both ways, imports, exports), and
    the verdict asks whether the ranges are apart, by how much, and whether every region is reached.
    """

    name = "reach"
    parameters = ReachParameters
    about = About(
        question="Is an actor the first trade partner of more states than another was at its peak, in every region?",
        rests_on="figures",
        against=("By every way of counting it is first for fewer states than the other was.",),
        interest="`smallest_ratio_of_interest` and `smallest_share_of_area`",
        curve="declared years of the actor, the other's peak where more states were counted, lowest and highest counts",
    )

    def measure(self, claim_id: str, parameters: ReachParameters, context: Context) -> Finding:
        """Find the two shares and the regions, enter the numbers and draw."""
        finding = Finding(Ledger(claim_id))
        own, other = (_line(code, "all", parameters, context) for code in (parameters.actor, parameters.other))
        now = None if own is None else _last(own, parameters.year)
        peak = None if other is None else _peak(other, parameters.other_period)
        if own is None or other is None or now is None or peak is None:
            gone = parameters.names[0] if now is None else parameters.names[1]
            finding.refusal = phrase(f"No count of the states whose first partner is {gone} was public by then.")
            return finding
        outcome = _outcome(now, peak, parameters, context)
        finding.outcome = outcome
        report_reach(finding, outcome, parameters, (own.basis, other.basis))
        ways = _ways(own, _inside(other, parameters.other_period), outcome, parameters.alternative_years)
        rests_on = Basis(f"{own.basis.how}; {other.basis.how}", own.basis.selections + other.basis.selections)
        finding.curve = reach_curve(parameters.names, ways, parameters.smallest_ratio_of_interest, rests_on)
        beside = [(one.name, _line(one.actor, "all", parameters, context)) for one in parameters.beside]
        lines = [(parameters.names[0], own), (parameters.names[1], _inside(other, parameters.other_period))]
        lines += [(name, line) for name, line in beside if line is not None]
        finding.pictures.append(reach_picture(finding.ledger, lines, peak.year))
        if outcome.areas:
            finding.pictures.append(region_picture(finding.ledger, outcome, parameters, own.basis))
        return finding

    def decide(self, finding: Finding, parameters: ReachParameters, q_value: float | None) -> Decision:
        """The rule on the two shares and the regions; old data and a thin count at the peak lower confidence."""
        outcome: Outcome = finding.outcome
        verdict = verdict_on_reach(outcome, parameters.smallest_ratio_of_interest)
        lost = int(parameters.year - outcome.now.year > OLD)
        lost += int(outcome.peak.counted < FEWER * outcome.now.counted) + int(bool(outcome.missing))
        lost += int(finding.curve is not None and finding.curve.flips > 0)
        return Decision(verdict, confidence_after(lost), headline(finding, outcome, parameters))


def verdict_on_reach(outcome: Outcome, ratio: float) -> str:
    """The verdict that the two shares and the regions earn.

    Supported: by every way of counting the actor's share is above the other's peak, it is at least `ratio` times as
    large, and every region is reached. Partly supported: above by every way, but not so far, or not everywhere.
    Contradicted: below by every way. Not supported: no larger than the other's peak. Cannot be tested: larger by one
    way of counting and smaller by another.
    """
    now, peak = outcome.now, outcome.peak
    if now.low > peak.high:
        return "supported" if now.best >= ratio * peak.best and outcome.everywhere else "partly supported"
    if now.high < peak.low:
        return "contradicted"
    return "not supported" if now.best <= peak.best else "cannot be tested"


def _line(actor: str, area: str, parameters: ReachParameters, context: Context) -> Line | None:
    """Shares of an actor by year; None where nothing was public, or no year has both counts."""
    asked = Named(indicator=parameters.indicator, actor=actor, partner=area, definition_id=parameters.definition_id)
    every = Named(indicator=parameters.counted, actor="all", partner=area, definition_id=parameters.definition_id)
    first, counted = found_series(asked, context), found_series(every, context)
    if first is None or counted is None:
        return None
    years, here, there = np.intersect1d(first.years, counted.years, return_indices=True)
    whole = counted.best[there]
    kept = np.isfinite(first.best[here]) & (whole > 0)
    if not kept.any():
        return None
    here, whole = here[kept], whole[kept]
    low, best, high = (100.0 * values / whole for values in _range(first, here))
    how = f"evidence.series({parameters.indicator!r}, {actor!r}, {area!r}) / evidence.series({parameters.counted!r})"
    basis = Basis(how, (first.selection, counted.selection))
    return Line(years[kept].astype(np.int64), first.best[here], whole, low, best, high, basis)


def _range(series: Series, places: NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
    best = series.best[places]
    low, high = (np.where(np.isfinite(end[places]), end[places], best) for end in (series.low, series.high))
    return low, best, high


def _last(line: Line, year: int) -> Part | None:
    places = np.flatnonzero(line.years <= year)
    return line.at(int(places[-1])) if places.size else None


def _peak(line: Line, period: Period) -> Part | None:
    inside = _inside(line, period)
    return inside.at(int(np.argmax(inside.best))) if inside.years.size else None


def _inside(line: Line, period: Period) -> Line:
    kept = (line.years >= period.start.year) & (line.years <= period.end.year)
    counts, counted, low, best, high = (
        column[kept] for column in (line.counts, line.counted, line.low, line.best, line.high)
    )
    return Line(line.years[kept], counts, counted, low, best, high, line.basis)


def _ways(own: Line, other: Line, outcome: Outcome, years: Sequence[int]) -> list[tuple[str, str, Part, Part]]:
    """The rule's two shares first; other years of the actor; the other's peak where more states were counted."""
    now, peak = outcome.now, outcome.peak
    label, best = str(now.year), f"best year, {peak.year}"
    found = [(label, best, now, peak)]
    for year in years:
        places = np.flatnonzero(own.years == year).tolist()
        if places and year != now.year:
            found.append((str(year), best, own.at(places[0]), peak))
    dense = np.flatnonzero(other.counted >= FEWER * now.counted)
    if dense.size and (first := other.at(int(dense[np.argmax(other.best[dense])]))).year != peak.year:
        found.append((label, f"best year with half as many states counted, {first.year}", now, first))
    return found


def _outcome(now: Part, peak: Part, parameters: ReachParameters, context: Context) -> Outcome:
    areas = _areas(parameters.actor, now.year, parameters, context)
    known = {area.title for area, _ in areas}
    missing = tuple(area.title for area in parameters.areas if area.title not in known)
    theirs = _areas(parameters.other, peak.year, parameters, context)
    return Outcome(now, peak, areas, missing, _reached(areas, parameters), _reached(theirs, parameters))


def _areas(actor: str, year: int, parameters: ReachParameters, context: Context) -> tuple[tuple[Area, Part], ...]:
    """The regions for which a share of the actor in that year is known."""
    found = []
    for area in parameters.areas:
        line = _line(actor, area.area, parameters, context)
        places = [] if line is None else np.flatnonzero(line.years == year).tolist()
        if line is not None and places:
            found.append((area, line.at(places[0])))
    return tuple(found)


def _reached(areas: tuple[tuple[Area, Part], ...], parameters: ReachParameters) -> int:
    """How many regions are reached by every way of counting."""
    return sum(part.low >= 100.0 * parameters.smallest_share_of_area for _, part in areas)
