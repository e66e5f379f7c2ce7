"""The specification curves of kinds that compare published figures: level, rank, change, reach. Reads none."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from multifront.claims.figures import ReadFigure, basis_of
from multifront.claims.ledger import Basis
from multifront.claims.specifications import Shows, Specification, SpecificationCurve, shown_by
from multifront.domain import Evidence

if TYPE_CHECKING:
    from multifront.claims.kinds.change import Difference, Looked
    from multifront.claims.kinds.level import LevelParameters
    from multifront.claims.kinds.rank import Places
    from multifront.claims.kinds.reach import Part

RANGES = "the ranges of the figures"
MOVES: dict[str, Shows] = {"moved": "for", "little": "for", "opposite": "against"}
"""What a comparison of two times shows, as a direction alone; other words show nothing."""


def level_curve(
    figures: Sequence[ReadFigure], words: Sequence[str], parameters: LevelParameters, evidence: Evidence
) -> SpecificationCurve:
    """The firm figures together by the rule, then each figure alone; weak ones alone stand beside.

    Args:
        figures: all that were public.
        words: how each stands to the level.
        parameters: the level.
        evidence: the store, for the rows.
    """
    firm = [one for one in figures if one.firm] or list(figures)
    said = {word for one, word in zip(figures, words, strict=True) if one in firm}
    together: Shows = "for" if "reaches" in said else "against" if said == {"short"} else "nothing"
    found = [_figures("all firm figures" if firm[0].firm else "all figures, weak ones", firm, together)]
    for one, word in zip(figures, words, strict=True):
        alone: Shows = "for" if word == "reaches" else "against" if word == "short" else "nothing"
        ends = one.best, one.low, one.high
        choices = (("Figures", one.row.title), ("Weak rows", "firm" if one.firm else "weak"))
        found.append(Specification(choices, *ends, alone, declared=one.firm and len(figures) > 1))
    basis = basis_of("each figure of the quantity beside the level", figures, evidence)
    levels = ((parameters.level, "level of the claim"),)
    label = f"{parameters.quantity}, {parameters.unit}"
    return SpecificationCurve(label, levels, RANGES, tuple(found), basis)


def _figures(label: str, figures: Sequence[ReadFigure], said: Shows) -> Specification:
    """Several figures as one way: their mean, and all that their ranges span."""
    mean = sum(one.best for one in figures) / len(figures)
    low, high = min(one.low for one in figures), max(one.high for one in figures)
    return Specification((("Figures", label), ("Weak rows", "by the rule")), mean, low, high, said, main=True)


def rank_curve(ways: Sequence[tuple[str, Places, str]], wanted: int, basis: Basis) -> SpecificationCurve:
    """The place by every way to count the others; a lower number is a higher place.

    Args:
        ways: label, places and the verdict that these earn; the one by the rule first.
        wanted: the claimed place.
        basis: of all figures.
    """
    found = tuple(
        Specification(
            (("Counted", label),), float(places.printed), float(places.best), float(places.worst),
            shown_by(verdict), main=not number,
        )
        for number, (label, places, verdict) in enumerate(ways)
    )  # fmt: skip
    levels = ((float(wanted), "place of the claim"),)
    return SpecificationCurve(
        "place, 1 first", levels, "the places that ranges and missing figures allow", found, basis
    )


Judged = Callable[[Sequence[ReadFigure], Sequence[ReadFigure]], tuple["Difference | None", str]]


def change_curve(looked: Sequence[Looked], judge: Callable[..., Judged], evidence: Evidence) -> SpecificationCurve:
    """Every part by the rule, then each earlier with each later figure of it; pairs with a weak figure stand beside.

    Args:
        looked: the parts with their figures.
        judge: gives, for a part, the rule from figures of both times to their difference and its word.
        evidence: the store, for the rows.
    """
    found = []
    for one in looked:
        rule = judge(one.part)
        found.append(_moved(one.part.title, "all figures", (one.difference, one.word), main=True))
        if len(one.figures) <= 2:
            continue
        for before in one.before:
            for after in one.after:
                pair = f"{before.row.title} to {after.row.title}"
                declared = before.firm and after.firm
                found.append(_moved(one.part.title, pair, rule([before], [after]), declared=declared))
    figures = [figure for one in looked for figure in one.figures]
    basis = basis_of("later less earlier figure of every declared pair", figures, evidence)
    label = "move in the direction of the claim, in its unit"
    return SpecificationCurve(label, ((0.0, "no move"),), RANGES, tuple(found), basis)


def _moved(
    part: str, figures: str, found: tuple[Difference | None, str], *, main: bool = False, declared: bool = True
) -> Specification:
    """One comparison of two times; without figures on a side it shows nothing."""
    difference, word = found
    choices = (("Part", part), ("Figures", figures))
    said = MOVES.get(word, "nothing")
    if difference is None:
        return Specification(choices, None, None, None, said, main=main, group=part, declared=declared)
    effect, low, high = difference.best, difference.low, difference.high
    return Specification(choices, effect, low, high, said, main=main, group=part, declared=declared)


def reach_curve(
    names: tuple[str, str], pairs: Sequence[tuple[str, str, Part, Part]], smallest: float, basis: Basis
) -> SpecificationCurve:
    """Two shares by every declared year and level of the other, and by the lowest and the highest count of both.

    Args:
        names: the two actors as readers know them.
        pairs: how the actor was counted, how the other was, and the share of each; those of the rule first.
        smallest: so many times the other's share would matter.
        basis: of both series.
    """
    found = []
    for number, (own, other, now, then) in enumerate(pairs):
        choices = (("Year", own), ("Level compared with", other), ("Counted", "by every way"))
        ends = _over(now.low, then.high), _over(now.high, then.low)
        found.append(_ratio(choices, _over(now.best, then.best), ends, main=not number))
    now, peak = pairs[0][2:]
    ranged = now.low < now.high or peak.low < peak.high
    for label, ratio in (
        ()
        if not ranged
        else (
            ("lowest count of both", _over(now.low, peak.low)),
            ("highest count of both", _over(now.high, peak.high)),
        )
    ):
        choices = (("Year", pairs[0][0]), ("Level compared with", pairs[0][1]), ("Counted", label))
        found.append(_ratio(choices, ratio, (ratio, ratio)))
    label = f"share of {names[0]} divided by that of {names[1]}"
    levels = ((1.0, "as many"), (smallest, "ratio of interest"))
    interval = "all ways of counting first partners"
    return SpecificationCurve(label, levels, interval, tuple(found), basis, log=True)


def _over(share: float, other: float) -> float:
    """A ratio of shares; infinite over nothing, since nothing is reached any number of times."""
    return share / other if other > 0.0 else math.inf


def _ratio(
    choices: tuple[tuple[str, str], ...], ratio: float, ends: tuple[float, float], *, main: bool = False
) -> Specification:
    """One ratio; it shows a direction where every way of counting says the same."""
    low, high = ends
    said: Shows = "for" if low > 1.0 else "against" if high < 1.0 else "nothing"
    return Specification(choices, ratio, low, high, said, main=main)
