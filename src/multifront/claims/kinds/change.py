"""The kind `change`: have figures moved between two times as claimed? Rates and trends are other kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from multifront.claims.figures import (
    SHARE,
    Drawing,
    FigureRow,
    ReadFigure,
    draw_figures,
    list_figures,
    read_figures,
    show_figure,
)
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.figure_curves import Judged, change_curve
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.rules import confidence_after
from multifront.domain import Figure, Phrase, TestLine

READS = {
    "moved": "moved as claimed",
    "little": "moved as claimed, but by less than would matter",
    "opposite": "moved the other way",
    "flat": "no two figures differ by what would matter",
    "unclear": "figures of the two times overlap",
    "missing": "no figure of one of the two times",
}


class Moved(Parameters):
    """One quantity with its figures of an earlier and a later time, and the move that the claim asserts."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, max_length=60, description="what readers see")
    direction: Literal["up", "down"] = Field(description="the move that the claim asserts")
    smallest_effect_of_interest: float = Field(gt=0, description="a move that would matter, in the unit of the claim")
    before: list[FigureRow] = Field(min_length=1, description="figures of the earlier time")
    after: list[FigureRow] = Field(min_length=1, description="figures of the later time, of the same definition")


class ChangeParameters(Parameters):
    """The quantities, all of which the claim needs."""

    unit: str = Field(min_length=1, description="unit of all figures; `percent` where they are shares")
    parts: list[Moved] = Field(min_length=1, description="quantities, all of which the claim needs")


@dataclass(frozen=True, slots=True)
class Difference:
    """Later less earlier in the claimed direction: of the means, and the least and most of any two figures."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class Looked:
    """One part with its figures, its difference (None without figures on a side), and its word.

    `firm_word` is what its firm figures say alone.
    """

    part: Moved
    before: tuple[ReadFigure, ...]
    after: tuple[ReadFigure, ...]
    difference: Difference | None
    word: str
    firm_word: str

    @property
    def figures(self) -> tuple[ReadFigure, ...]:
        """All figures, the earlier ones first."""
        return (*self.before, *self.after)

    @property
    def sound(self) -> bool:
        """Whether no figure is weak."""
        return all(figure.firm for figure in self.figures)


class Change:
    """Figures of two times, each under one definition: every later one beyond every earlier one, or not.

    A part has *moved* where every later figure lies beyond every earlier one in the claimed direction and the means
    differ by the smallest effect of interest. No test and no p: what lies between the figures is not known.
    """

    name = "change"
    parameters = ChangeParameters
    about = About(
        question="Have figures moved between two times as the claim says?",
        rests_on="figures",
        against=("Every later figure lies on the other side of every earlier one.",
                 "No two figures of the two times differ by the smallest effect of interest."),
        interest="`smallest_effect_of_interest` of each part, in the unit of the claim",
        curve="every earlier figure with every later one, part by part",
    )  # fmt: skip

    def measure(self, claim_id: str, parameters: ChangeParameters, context: Context) -> Finding:
        """Read the figures of both times, compare, list and draw."""
        finding = Finding(Ledger(claim_id))
        looked = tuple(_look(part, parameters.unit, context) for part in parameters.parts)
        finding.outcome = looked
        if all(one.word == "missing" for one in looked):
            finding.refusal = phrase("Of no part were figures of both times public by then.")
            return finding
        for one in looked:
            _report(finding, one, parameters.unit, context)
        figures = [figure for one in looked for figure in one.figures]
        list_figures(finding, figures, "Figures that are compared")
        grouped = [(when, figure) for one in looked
                   for when, side in (("before", one.before), ("after", one.after)) for figure in side]  # fmt: skip
        drawing = Drawing("figures of both times", parameters.unit, "Before and after", _caption(parameters))
        draw_figures(finding, grouped, drawing, context.evidence)
        finding.curve = change_curve(looked, _rule_of, context.evidence)
        finding.caveats.append(phrase("Figures of two times are compared, not tested: chance has no measure here."))
        return finding

    def decide(self, finding: Finding, parameters: ChangeParameters, q_value: float | None) -> Decision:
        """All parts must have moved by what would matter; weak or single figures, or parts that differ, cost a step."""
        looked: tuple[Looked, ...] = finding.outcome
        verdict = _on_firm_figures(looked)
        single = any(min(len(one.before), len(one.after)) < 2 for one in looked)
        apart = len({one.word for one in looked}) > 1
        lost = sum((not all(one.sound for one in looked), single, apart))
        sure = "high" if verdict == "cannot be tested" else confidence_after(lost)
        return Decision(verdict, sure, _headline(finding.ledger, looked, parameters.unit))


def what_it_says(difference: Difference | None, smallest: float) -> str:
    """What one part says: moved, little, opposite, flat, unclear or missing."""
    if difference is None:
        return "missing"
    if difference.low > 0:
        return "moved" if difference.best >= smallest else "little"
    if difference.high < 0:
        return "opposite" if difference.best <= -smallest else "flat" if difference.low > -smallest else "unclear"
    return "flat" if -smallest < difference.low and difference.high < smallest else "unclear"


def verdict_on_parts(words: Sequence[str], *, sound: bool) -> str:
    """The verdict that the parts earn together.

    Supported: every part moved, and on firm figures alone too. Partly supported: some part moved, but not all of
    that; or some moved a little and none the other way. Contradicted: some part moved the other way by what would
    matter, and none as claimed, by however little. Not supported: no two figures of any part differ by what would
    matter. Cannot be tested: anything else, such as one part that moved the other way and one that moved a little.
    """
    known = [word for word in words if word != "missing"]
    if known and len(known) == len(words) and all(word == "moved" for word in known):
        return "supported" if sound else "partly supported"
    if "moved" in known:
        return "partly supported"
    if "opposite" in known:
        return "cannot be tested" if "little" in known else "contradicted"
    if "little" in known:
        return "partly supported"
    return "not supported" if known and all(word == "flat" for word in known) else "cannot be tested"


def _on_firm_figures(looked: Sequence[Looked]) -> str:
    """The verdict of all parts, where weak figures alone support in part at most and never speak against."""
    firm_words = [one.firm_word for one in looked]
    verdict = verdict_on_parts([one.word for one in looked], sound=all(word == "moved" for word in firm_words))
    against = verdict in ("contradicted", "not supported")
    return "cannot be tested" if against and verdict_on_parts(firm_words, sound=True) != verdict else verdict


def _look(part: Moved, unit: str, context: Context) -> Looked:
    before, after = (read_figures(rows, unit, context) for rows in (part.before, part.after))
    difference = _difference(before, after, part.direction)
    firm = _difference([one for one in before if one.firm], [one for one in after if one.firm], part.direction)
    words = (what_it_says(one, part.smallest_effect_of_interest) for one in (difference, firm))
    return Looked(part, before, after, difference, *words)


def _rule_of(part: Moved) -> Judged:
    """The rule of one part, from figures of both times to their difference and its word."""

    def rule(before: Sequence[ReadFigure], after: Sequence[ReadFigure]) -> tuple[Difference | None, str]:
        found = _difference(before, after, part.direction)
        return found, what_it_says(found, part.smallest_effect_of_interest)

    return rule


def _difference(before: Sequence[ReadFigure], after: Sequence[ReadFigure], direction: str) -> Difference | None:
    """Later less earlier in the claimed direction; None without figures on a side."""
    if not before or not after:
        return None
    sign = 1.0 if direction == "up" else -1.0
    means = [sum(one.best for one in side) / len(side) for side in (before, after)]
    ends = [(sign * (b - a)) for a, b in (
        (max(x.high for x in before), min(x.low for x in after)),
        (min(x.low for x in before), max(x.high for x in after)),
    )]  # fmt: skip
    return Difference(min(ends), sign * (means[1] - means[0]), max(ends))


def _headline(ledger: Ledger, looked: tuple[Looked, ...], unit: str) -> Phrase:
    """Both times of every part in numbers, and what they say."""
    clauses: list[str] = []
    figures: dict[str, Figure] = {}
    for one in looked:
        sides = []
        for when, side in (("after", one.after), ("before", one.before)):
            name = f"{one.part.name}_{when}"
            basis = Basis(f"mean of {len(side)} figures of {one.part.name}, {when}", origin_ids=_origins(side))
            if side:
                mean = sum(figure.best for figure in side) / len(side)
                figures[name] = ledger.figure(f"headline_{name}", mean, basis, unit=unit)
                sides.append(f"{{{name}}} {'%' if unit == SHARE else unit} {when}")
            if len(side) > 1:
                figures[f"{name}_n"] = ledger.figure(f"headline_{name}_n", len(side), basis, style="count")
                sides[-1] += f", mean of {{{name}_n}}"
        numbers = "; ".join(sides)
        clauses.append(f"{one.part.title}: {READS[one.word]}{f' ({numbers})' if numbers else ''}")
    return phrase(f"{'; '.join(clauses)}.", **figures)


def _origins(figures: Sequence[ReadFigure]) -> tuple[str, ...]:
    return tuple(sorted({name for one in figures for heard in one.heard for name in heard.row["origin_ids"]}))


def _caption(parameters: ChangeParameters) -> Phrase:
    """What the points are: printed figures, or shares that we computed from two of them."""
    rows = [row for part in parameters.parts for row in (*part.before, *part.after)]
    if all(row.of for row in rows):
        return phrase("Points are shares computed from two printed figures; a line is a range.")
    shares = ", or shares computed from two of them" if any(row.of for row in rows) else ""
    return phrase(f"Points are figures as printed{shares}; a line is a range.")


def _report(finding: Finding, one: Looked, unit: str, context: Context) -> None:
    for number, figure in enumerate(one.figures):
        when = "earlier" if number < len(one.before) else "later"
        show_figure(finding, figure, (f"{one.part.name}_{number}", unit), when, context.evidence)
    finding.reasons.append(phrase(f"{one.part.title}: {READS[one.word]}."))
    if one.difference is None:
        return
    sign = 1.0 if one.part.direction == "up" else -1.0
    moved = sign * one.difference.best
    how = "mean of the later less mean of the earlier figures; the line names the side and shows the size"
    basis = Basis(how, origin_ids=_origins(one.figures))
    enter = finding.ledger.figure
    ends = sorted((sign * one.difference.low, sign * one.difference.high))
    low, high = (
        enter(f"{one.part.name}_{end}", value, basis) for end, value in zip(("low", "high"), ends, strict=True)
    )
    points = "percentage points" if unit in ("percent", "%") else unit
    note = phrase("later less earlier, any two figures: {low} to {high}", low=low, high=high)
    shown = enter(f"{one.part.name}_change", abs(moved), basis, unit=points)
    side = "rose by" if moved >= 0 else "fell by"
    finding.test_lines.append(TestLine(f"{one.part.title}: {side}", shown, points, note))
