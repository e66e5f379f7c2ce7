"""The kind `level`: does a quantity reach a stated level, by published figures of which none is pooled?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from multifront.claims.figures import (
    Drawing,
    FigureRow,
    ReadFigure,
    draw_figures,
    list_figures,
    read_figures,
    show_figure,
)
from multifront.claims.kind import About, Context, Decision, Finding, Parameters
from multifront.claims.kinds.figure_curves import level_curve
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.claims.minds import Minds
from multifront.claims.rules import confidence_after
from multifront.domain import Flip

READS = {
    "reaches": "reaches the level",
    "open": "its range straddles the level",
    "close": "stays off the level by less than would matter",
    "short": "stays off the level by more than would matter",
}


class LevelParameters(Parameters):
    """The quantity, the level that the claim asserts, what difference matters, and the figures."""

    quantity: str = Field(min_length=3, description="what is measured, as readers see it")
    unit: str = Field(min_length=1, description="unit of the level; `percent` where figures are shares")
    level: float = Field(description="the level that the claim asserts")
    direction: Literal["at_least", "at_most"] = Field(default="at_least", description="which side of it is asserted")
    smallest_difference_of_interest: float = Field(
        gt=0, description="a figure that stays off the level by less speaks neither for nor plainly against"
    )
    figures: list[FigureRow] = Field(min_length=1, description="published figures of the time that the claim speaks of")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures that were public, and the word of each."""

    figures: tuple[ReadFigure, ...]
    words: tuple[str, ...]


class Level:
    """Each figure reaches the level with its whole range, stays off it, or straddles it; weak ones carry nothing alone.

    No test and no p: figures are compared, and what is between them is not known.
    """

    name = "level"
    parameters = LevelParameters
    about = About(
        question="Does a quantity reach a stated level?",
        rests_on="figures",
        against=("Published figures stay off the level by at least the smallest difference of interest.",),
        interest="`smallest_difference_of_interest`, in the unit of the level",
        curve="all firm figures together, and each figure alone",
        verdicts=("supported", "partly supported", "contradicted", "cannot be tested"),
    )

    def measure(self, claim_id: str, parameters: LevelParameters, context: Context) -> Finding:
        """Read every figure, say how it stands to the level, list and draw."""
        finding = Finding(Ledger(claim_id))
        figures = read_figures(parameters.figures, parameters.unit, context)
        words = tuple(stands(figure, parameters) for figure in figures)
        finding.outcome = Outcome(figures, words)
        if not figures:
            finding.refusal = phrase(f"No figure of {parameters.quantity} was public by then.")
            return finding
        for number, (figure, word) in enumerate(zip(figures, words, strict=True)):
            show_figure(finding, figure, (f"figure_{number}", parameters.unit), READS[word], context.evidence)
        list_figures(finding, figures, f"Figures of {parameters.quantity}")
        caption = phrase("Points are figures as printed; a line is a range.")
        marks = ((parameters.level, "level of the claim"),)
        drawing = Drawing(parameters.quantity, parameters.unit, "Figures beside the level", caption, marks)
        draw_figures(finding, [(READS[w], f) for f, w in zip(figures, words, strict=True)], drawing, context.evidence)
        finding.curve = level_curve(figures, words, parameters, context.evidence)
        return finding

    def decide(self, finding: Finding, parameters: LevelParameters, q_value: float | None) -> Decision:
        """By the words of firm figures; weak ones alone make 'partly supported' at most."""
        outcome: Outcome = finding.outcome
        pairs = list(zip(outcome.figures, outcome.words, strict=True))
        firm = [word for figure, word in pairs if figure.firm]
        verdict = verdict_on_level(firm, [word for figure, word in pairs if not figure.firm])
        lost = sum((len(firm) < 2, len(firm) < len(pairs), len(set(firm)) > 1))
        sure = "high" if verdict == "cannot be tested" else confidence_after(lost)
        title = parameters.quantity[:1].upper() + parameters.quantity[1:]
        enter, side = finding.ledger.figure, parameters.direction.replace("_", " ")
        basis = Basis("claims.kinds.level: count of firm figures by how they stand to the level")
        return Decision(verdict, sure, phrase(
            f"{title}, claimed at {side} {{level}} {parameters.unit}: "
            "of {firm} firm figures {reach} reach it.",
            level=enter("level", parameters.level, Basis("the level, from the file"), unit=parameters.unit),
            firm=enter("count_firm", len(firm), basis, style="count"),
            reach=enter("count_reach", firm.count("reaches"), basis, style="count"),
        ))  # fmt: skip

    def would_change(self, finding: Finding, parameters: LevelParameters, verdict: str) -> Minds:
        """A further firm figure that reaches the level, or stays off it by what would matter."""
        return _further(finding, parameters, verdict)


def _further(finding: Finding, parameters: LevelParameters, verdict: str) -> Minds:
    """One further firm figure on either side of the level, where it leads to another verdict."""
    outcome: Outcome = finding.outcome
    pairs = list(zip(outcome.figures, outcome.words, strict=True))
    firm, weak = ([word for figure, word in pairs if figure.firm == side] for side in (True, False))
    figures = {
        "level": finding.ledger.figure("flip_level", parameters.level, Basis("the level, from the file")),
        "gap": finding.ledger.figure(
            "flip_gap",
            parameters.smallest_difference_of_interest,
            Basis("smallest_difference_of_interest of the claim"),
        ),
    }
    unit, flips = parameters.unit, []
    for word, said in (
        ("reaches", f"A further firm figure whose whole range reaches {{level}} {unit}."),
        ("short", f"A further firm figure that stays off {{level}} {unit} by {{gap}} or more."),
    ):
        if (led := verdict_on_level([*firm, word], weak)) != verdict:
            used = {name: figure for name, figure in figures.items() if f"{{{name}}}" in said}
            flips.append(Flip(phrase(said, **used), led))
    return Minds(tuple(flips))


def stands(figure: ReadFigure, parameters: LevelParameters) -> str:
    """How one figure stands to the level: reaches, open, close or short."""
    sign = 1.0 if parameters.direction == "at_least" else -1.0
    worst, best = sorted((sign * figure.low, sign * figure.high))
    level = sign * parameters.level
    if worst >= level:
        return "reaches"
    if best >= level:
        return "open"
    return "short" if best <= level - parameters.smallest_difference_of_interest else "close"


def verdict_on_level(firm: Sequence[str], weak: Sequence[str]) -> str:
    """The verdict that figures earn together.

    Supported: every firm figure reaches the level. Partly supported: some do; or there is no firm figure and every weak
    one does. Contradicted: every firm figure stays off it by what would matter. Cannot be tested: anything else, such
    as ranges that straddle it, or figures that stay off it by less than would matter.
    """
    if not firm:
        return "partly supported" if weak and all(word == "reaches" for word in weak) else "cannot be tested"
    if all(word == "reaches" for word in firm):
        return "supported"
    if "reaches" in firm:
        return "partly supported"
    return "contradicted" if all(word == "short" for word in firm) else "cannot be tested"
