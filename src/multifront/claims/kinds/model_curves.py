"""The specification curves of kinds that run a model: rules, rival readings, narrower coalitions. Runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from multifront.claims.kinds.scenario_lines import RULE_TITLES
from multifront.claims.ledger import Basis
from multifront.claims.specifications import Shows, Specification, SpecificationCurve, shown_by

if TYPE_CHECKING:
    from multifront.claims.kinds.force_multiplier import Reading
    from multifront.contingency.distraction import BreakEven

HELPS: Mapping[str, Shows] = {"yes": "for", "where it bites": "for", "no": "against"}
BREAKS: Mapping[str, Shows] = {"below": "for", "above": "against"}
SAMPLING = "what sampling and the end of the runs leave open"


def multiplier_curve(
    readings: Sequence[tuple[str, Sequence[Reading]]], every: str, wanted: float, basis: Basis
) -> SpecificationCurve:
    """Every rule on the partner's ships by every reading of running out; each is held against the same rule.

    Args:
        readings: what running out means, with the result by rule; the reading that decides comes first.
        every: name of all channels together.
        wanted: the share of worlds at risk in which help must matter.
        basis: of the runs.
    """
    found = []
    for number, (reading, by_rule) in enumerate(readings):
        for one in by_rule:
            title = RULE_TITLES[one.rule]
            choices = (("Rule", title), ("Running out", reading))
            low, high = (100.0 * share for share in one.helped)
            share = one.shares[every]
            effect = 100.0 * share.low_at_risk if share.at_risk else None
            said = HELPS.get(one.word, "nothing")
            found.append(Specification(choices, effect, low, high, said, main=not number, group=title))
    levels = ((100.0 * wanted, "share wanted"),)
    label = "worlds at risk in which help matters, per cent"
    return SpecificationCurve(label, levels, SAMPLING, tuple(found), basis)


def outcome_curve(
    shares: Sequence[tuple[str, Mapping[str, tuple[float, float, float]]]],
    wanted: float,
    judge: Callable[[list[tuple[float, float, float]], float], str],
    basis: Basis,
) -> SpecificationCurve:
    """Share of worlds that end as the claim says, by rule, with losses left out and with them.

    Args:
        shares: label of a reading, and share with its sampling interval by rule; the one that decides comes first.
        wanted: the share that is asked for.
        judge: the rule of the kind on shares.
        basis: of the runs.
    """
    found = []
    for number, (reading, by_rule) in enumerate(shares):
        for rule, share in by_rule.items():
            title = RULE_TITLES[rule]
            choices = (("Rule", title), ("Losses of force", reading))
            effect, low, high = (100.0 * value for value in share)
            said = shown_by(judge([share], wanted))
            found.append(Specification(choices, effect, low, high, said, main=not number, group=title))
    levels = ((100.0 * wanted, "share wanted"),)
    label = "worlds that end as the claim says, per cent"
    return SpecificationCurve(label, levels, "the sampling intervals", tuple(found), basis)


def break_even_curve(
    looked: Sequence[tuple[str, BreakEven, str]], tied: tuple[float, float], basis: Basis
) -> SpecificationCurve:
    """Break-even of the whole coalition and of narrower ones; fewer units speak more for the claim.

    Args:
        looked: label of the coalition, its break-even and where this lies; the whole coalition first.
        tied: what the acts could tie down, from and to.
        basis: of the runs.
    """
    found = tuple(
        Specification(
            (("Coalition", label),), None if even.units is None else float(even.units), None, None,
            BREAKS.get(word, "nothing"), main=not number,
        )
        for number, (label, even, word) in enumerate(looked)
    )  # fmt: skip
    levels = ((tied[0], "least that acts tie down"), (tied[1], "most that acts tie down"))
    label = "units tied down at which the result changes"
    return SpecificationCurve(label, levels, "not drawn, for the fewest units is one number", found, basis)
