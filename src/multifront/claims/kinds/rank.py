"""The kind `rank`: does one actor stand as high among others as the claim says, by figures of one time?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import Field, model_validator

from multifront.claims.figures import (
    Drawing,
    FigureRow,
    ReadFigure,
    basis_of,
    draw_figures,
    list_figures,
    read_figures,
    show_figure,
)
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.figure_curves import rank_curve
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.rules import confidence_after
from multifront.claims.specifications import SpecificationCurve
from multifront.domain import Evidence


class RankParameters(Parameters):
    """Whose figure, among which others, and at which place or higher."""

    quantity: str = Field(min_length=3, description="what is compared, as readers see it")
    unit: str = Field(min_length=1, description="unit of all figures; `percent` where they are shares")
    actor: FigureRow = Field(description="the figure of the actor that the claim is about")
    others: list[FigureRow] = Field(min_length=1, description="figures of the others, of the same time and definition")
    at_least_place: int = Field(default=1, ge=1, description="the claim says that it stands at this place or higher")
    most_first: bool = Field(default=True, description="whether the largest figure stands first")
    smallest_difference_of_interest: float = Field(gt=0, description="a lead or a gap smaller than this is no lead")
    without: list[str] = Field(default_factory=list, description="others that belong here and have no figure, by name")

    @model_validator(mode="after")
    def _a_place_to_hold(self) -> RankParameters:
        if self.at_least_place > len(self.others):
            raise ValueError(
                f"place {self.at_least_place} of {len(self.others) + 1} is held by anyone; ask a higher one"
            )
        return self


@dataclass(frozen=True, slots=True)
class Places:
    """Best and worst place that the ranges allow, the place by the figures as printed, and whether leads are plain.

    `ahead` and `behind` count others that surely stand before or after it by the smallest difference of interest.
    """

    best: int
    printed: int
    worst: int
    ahead: int
    behind: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The actor's figure, those of the others, and the places; None where the actor has no figure.

    `gone` counts the others without a figure; `firm` are the places with weak others counted among these.
    """

    own: ReadFigure | None
    others: tuple[ReadFigure, ...]
    places: Places | None
    gone: int
    firm: Places | None


class Rank:
    """A place among others by figures of one time, with the range of places that their ranges allow.

    Others without a figure could stand before it: they widen the range. No test and no p.
    """

    name = "rank"
    parameters = RankParameters
    about = About(
        question="Does an actor stand at a stated place among others, or higher?",
        rests_on="figures",
        against=(
            "So many others surely stand before it, by the smallest difference of interest, that it cannot hold it.",
        ),
        interest="`smallest_difference_of_interest`, in the unit of the figures",
        curve="the place by the rule, among firm figures, among those with a figure, and as printed",
        verdicts=("supported", "partly supported", "contradicted", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: RankParameters, context: Context) -> Finding:
        """Read all figures, count the places, list and draw."""
        finding, evidence = Finding(Ledger(claim_id)), context.evidence
        own = read_figures([parameters.actor], parameters.unit, context)
        others = read_figures(parameters.others, parameters.unit, context)
        gone = [*parameters.without, *_unseen(parameters.others, others)]
        places = count_places(own[0], others, parameters, len(gone)) if own else None
        sound = [figure for figure in others if figure.firm]
        silent = len(gone) + len(others) - len(sound)
        firm = count_places(own[0], sound, parameters, silent) if own and own[0].firm else None
        finding.outcome = Outcome(own[0] if own else None, others, places, len(gone), firm)
        if not own or not others:
            finding.refusal = phrase(f"No figures of {parameters.quantity} to compare were public by then.")
            return finding
        for number, figure in enumerate((*own, *others)):
            said = "the actor of the claim" if figure is own[0] else "beside it"
            show_figure(finding, figure, (f"figure_{number}", parameters.unit), said, evidence)
        if gone:
            finding.caveats.append(phrase(f"No figure: {', '.join(gone)}. Each of them could stand before it."))
        list_figures(finding, (*own, *others), f"Figures of {parameters.quantity}")
        grouped = [("the claim's", own[0]), *(("others", figure) for figure in others)]
        caption = phrase("Points are figures as printed; a line is a range.")
        drawing = Drawing(parameters.quantity, parameters.unit, "The actor among the others", caption)
        draw_figures(finding, grouped, drawing, evidence)
        finding.curve = _curve(finding.outcome, parameters, evidence)
        return finding

    def decide(self, finding: Finding, parameters: RankParameters, q_value: float | None) -> Decision:
        """By the places that the ranges allow; a lead must be one that matters."""
        outcome: Outcome = finding.outcome
        assert outcome.places is not None
        assert outcome.own is not None
        places, total = outcome.places, len(outcome.others) + 1
        verdict = _on_firm_figures(outcome, parameters.at_least_place, total + outcome.gone)
        figures = (outcome.own, *outcome.others)
        weak = not outcome.own.firm or any(not figure.firm for figure in outcome.others)
        lost = sum((weak, places.best != places.worst, len({f.heard[0].row["definition_id"] for f in figures}) > 1))
        sure = "high" if verdict == "cannot be tested" else confidence_after(lost)
        enter = finding.ledger.figure
        basis = Basis("claims.kinds.rank: places that the ranges of the figures allow")
        shown = {name: enter(f"place_{name}", getattr(places, name), basis, style="count")
                 for name in ("printed", "best", "worst")}  # fmt: skip
        return Decision(verdict, sure, phrase(
            f"{outcome.own.row.title} stands at place {{printed}} of {{total}} by {parameters.quantity} as printed; "
            "ranges and missing figures allow {best} to {worst}.",
            total=enter("places", total, basis, style="count"),
            **shown,
        ))  # fmt: skip


def count_places(own: ReadFigure, others: Sequence[ReadFigure], parameters: RankParameters, gone: int) -> Places:
    """Places of one figure among others.

    Args:
        own: the actor's figure.
        others: the figures beside it.
        parameters: which end stands first, and what difference matters.
        gone: others without a figure; each could stand before it.
    """
    sign = 1.0 if parameters.most_first else -1.0
    low, high = sorted((sign * own.low, sign * own.high))
    ends = [sorted((sign * one.low, sign * one.high)) for one in others]
    sure_before = sum(end[0] > high for end in ends)
    could_be_before = sum(end[1] > low for end in ends)
    printed = sum(sign * one.best > sign * own.best for one in others)
    gap = parameters.smallest_difference_of_interest
    ahead = sum(end[0] >= high + gap for end in ends)
    behind = sum(end[1] <= low - gap for end in ends)
    return Places(1 + sure_before, 1 + printed, 1 + could_be_before + gone, ahead, behind)


def verdict_on_places(places: Places, wanted: int, total: int) -> str:
    """The verdict that a range of places earns.

    Supported: the worst place is the claimed one or higher, and all that must stand behind it do so by what would
    matter. Partly supported: the worst place holds, but by less; or the place as printed holds and the worst does not.
    `total` counts those without a figure too: each could stand before it, and none surely behind.
    Contradicted: so many stand before it, by what would matter, that it cannot hold the place. Cannot be tested: as
    printed it does not hold the place, but the ranges allow it or too few of the gaps would matter.
    """
    if places.worst <= wanted:
        return "supported" if places.behind >= total - wanted else "partly supported"
    if places.best > wanted:
        return "contradicted" if places.ahead >= wanted else "cannot be tested"
    return "partly supported" if places.printed <= wanted else "cannot be tested"


def _curve(outcome: Outcome, parameters: RankParameters, evidence: Evidence) -> SpecificationCurve:
    """The place by the rule, among firm figures alone, among those with a figure, and as printed."""
    own, places = outcome.own, outcome.places
    assert own is not None
    assert places is not None
    wanted, total = parameters.at_least_place, len(outcome.others) + 1 + outcome.gone
    firm, weak = outcome.firm, not all(one.firm for one in outcome.others)
    known = count_places(own, outcome.others, parameters, 0)
    exact = replace(own, low=own.best, high=own.best)
    printed = count_places(
        exact, [replace(one, low=one.best, high=one.best) for one in outcome.others], parameters, outcome.gone
    )
    ways = [("by the rule", places, _on_firm_figures(outcome, wanted, total))]
    if firm is not None and weak:
        ways.append(("firm figures alone", firm, verdict_on_places(firm, wanted, total)))
    if outcome.gone:
        ways.append(("those with a figure", known, verdict_on_places(known, wanted, total - outcome.gone)))
    if printed != places:
        ways.append(("figures as printed", printed, verdict_on_places(printed, wanted, total)))
    basis = basis_of("places of the actor under every declared way to count", (own, *outcome.others), evidence)
    return rank_curve(ways, wanted, basis)


def _on_firm_figures(outcome: Outcome, wanted: int, total: int) -> str:
    """The verdict on the places, where weak figures alone support in part at most and never speak against."""
    assert outcome.places is not None
    verdict = verdict_on_places(outcome.places, wanted, total)
    firm = verdict_on_places(outcome.firm, wanted, total) if outcome.firm else "cannot be tested"
    if verdict == firm or verdict not in ("supported", "contradicted"):
        return verdict
    return "partly supported" if verdict == "supported" else "cannot be tested"


def _unseen(asked: Sequence[FigureRow], found: Sequence[ReadFigure]) -> list[str]:
    """Titles of figures that were not public by the cut."""
    seen = {figure.row.row for figure in found}
    return [row.title for row in asked if row.row not in seen]
