"""The specification curve of a claim: declared ways to test it, sorted by effect, with flips. No tests here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Picture, TestLine

Shows = Literal["for", "against", "nothing"]

BETWEEN, NAMES = " | ", ": "
"""How the choices of a specification stand in one column of a picture: `periods: the last year | count: patrols`."""


@dataclass(frozen=True, slots=True)
class Specification:
    """One way to test a claim: what was chosen, its effect with an interval, and what it shows taken alone.

    `choices` are pairs of a dimension and an option. `shows` is `for` or `against` where the specification alone would
    find an effect in that direction, else `nothing`. `main` specifications are those on which the verdict rests;
    `group` names the main one that this one is an alternative of. `declared` is False for a weaker null or a control
    that is shown beside: it is no alternative of the claim, and never flips.
    """

    choices: tuple[tuple[str, str], ...]
    effect: float | None
    low: float | None
    high: float | None
    shows: Shows
    main: bool = False
    group: str = ""
    declared: bool = True
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class SpecificationCurve:
    """All specifications of a claim and how the effect is read: its name, level lines, scale, and the interval."""

    effect: str
    levels: tuple[tuple[float, str], ...]
    interval: str
    specifications: tuple[Specification, ...]
    basis: Basis
    log: bool = False

    @property
    def alternatives(self) -> tuple[Specification, ...]:
        """Declared specifications beside the main ones."""
        return tuple(one for one in self.specifications if one.declared and not one.main)

    @property
    def flips(self) -> int:
        """Alternatives that show something else than the main specification of their group."""
        mains = {one.group: one.shows for one in self.specifications if one.main}
        return sum(one.shows != mains.get(one.group, one.shows) for one in self.alternatives)

    @property
    def ordered(self) -> tuple[Specification, ...]:
        """By effect, smallest first; those without a number last; ties in the order of declaration."""
        return tuple(sorted(self.specifications, key=_place))


def shows(effect: float, p_value: float, alpha: float, no_effect: float = 0.0) -> Shows:
    """What one two-sided test says taken alone, for an effect that is larger the more it speaks for the claim.

    Args:
        effect: in the direction that the claim asserts.
        p_value: of this test alone; NaN where it could not be run.
        alpha: level of the test.
        no_effect: value without an effect.
    """
    if math.isnan(p_value) or p_value > alpha or math.isnan(effect) or effect == no_effect:
        return "nothing"
    return "for" if effect > no_effect else "against"


def shown_by(verdict: str) -> Shows:
    """What a verdict reached in one way shows: for the claim where it supports all or part of it, against, or nothing.

    Args:
        verdict: one of the five words.
    """
    if verdict in ("supported", "partly supported"):
        return "for"
    return "against" if verdict in ("contradicted", "not supported") else "nothing"


def enter_curve(ledger: Ledger, curve: SpecificationCurve | None) -> tuple[tuple[Picture, ...], tuple[TestLine, ...]]:
    """The standard figure and the count of flips; nothing where the claim declares no alternative.

    Args:
        ledger: of the claim.
        curve: its specifications.
    """
    if curve is None or not curve.alternatives:
        return (), ()
    enter = ledger.figure
    flips = enter("specifications_flipped", curve.flips, curve.basis, style="count")
    tried = enter("specifications_declared", len(curve.alternatives), curve.basis, style="count")
    beside = len(curve.specifications) - len(curve.alternatives) - sum(one.main for one in curve.specifications)
    figures = {"tried": tried}
    said = f"of {{tried}} declared {_alternatives(curve)}"
    if beside:
        figures["beside"] = enter("specifications_beside", beside, curve.basis, style="count")
        said += (
            "; {beside} more stand in the chart beside them, such as weaker nulls, controls or too few data, and "
            "cannot flip it"
        )
    line = TestLine("Specifications that flip the finding", flips, "", phrase(said, **figures))
    return (_picture(ledger, curve),), (line,)


def _picture(ledger: Ledger, curve: SpecificationCurve) -> Picture:
    rows = curve.ordered
    columns = {
        "choices": tuple(BETWEEN.join(NAMES.join((name, _plain(option))) for name, option in r.choices) for r in rows),
        "effect": tuple(_drawn(one.effect, curve) for one in rows),
        "low": tuple(_finite(one.low) for one in rows),
        "high": tuple(_finite(one.high) for one in rows),
        "p": tuple(_finite(one.p_value) for one in rows),
        "shows": tuple(one.shows for one in rows),
        "role": tuple("main" if one.main else "declared" if one.declared else "beside" for one in rows),
    }
    trace_id = ledger.picture("picture_specifications", columns, curve.basis)
    flips, tried = (
        ledger.figure(f"caption_{name}", value, curve.basis, style="count") for name, value in _counts(curve)
    )
    caption = phrase(
        f"Every declared way to test the claim, sorted by effect; dots below say which. Lines are {curve.interval}. "
        f"Of {{tried}} {_alternatives(curve)} {{flips}} would find something "
        "else than the main test.",
        tried=tried,
        flips=flips,
    )
    options = {
        "y_label": curve.effect,
        "log": curve.log,
        "levels": [{"y": value, "label": label} for value, label in curve.levels],
    }
    title = "Does another way to test it say the same?"
    return Picture(trace_id.replace(".", "-"), "specification_curve", title, caption, columns, options, trace_id)


def _alternatives(curve: SpecificationCurve) -> str:
    return "alternative" if len(curve.alternatives) == 1 else "alternatives"


def _counts(curve: SpecificationCurve) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("flips", curve.flips), ("tried", len(curve.alternatives))


def _place(one: Specification) -> tuple[bool, float]:
    missing = one.effect is None or math.isnan(one.effect)
    return missing, 0.0 if one.effect is None or missing else one.effect


def _drawn(effect: float | None, curve: SpecificationCurve) -> float | None:
    """The effect where the scale has a place for it."""
    found = _finite(effect)
    return None if found is not None and curve.log and found <= 0 else found


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _plain(option: str) -> str:
    """An option without the marks that part the choices of one column."""
    return option.replace(BETWEEN.strip(), "/")
