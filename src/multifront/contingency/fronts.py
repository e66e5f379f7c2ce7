"""When other fronts open in sampled worlds: a daily hazard, or the treaty rule instead. Pressure is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.forces_inputs import check_range
from multifront.domain import Floats
from multifront.errors import UsageError

FRONTS = ("taiwan_strait", "japan_seas", "korea", "europe", "gulf")
RULES_OF_OPENING = ("open", "hazard", "treaty")
"""How a front opens: it is open from day 0, by the daily hazard, or by the treaty rule, which replaces the hazard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontRules:
    """How each front may open. F fronts, n draws.

    `rule` (F,) is open, hazard or treaty. `hazard` (n,) is h0 a day, from `base_hazard`. `load` (n,), (F, n) or
    (days, F, n) how far the rival's force is bound elsewhere, 0..1, constant or by day (the last day's holds on);
    `align` (F, n) how close the actor at that front stands to the challenger, as the scenario scales it; `b_load`,
    `b_align` (n,) swept assumptions. `joins` (n,) the probability that a treaty ally joins and `joins_after` (F, n)
    the day on which it does; `horizon` days of the run.
    """

    fronts: tuple[str, ...] = FRONTS
    rule: tuple[str, ...]
    hazard: Floats
    load: Floats
    align: Floats
    b_load: Floats
    b_align: Floats
    joins: Floats
    joins_after: Floats
    horizon: float


@dataclass(frozen=True, slots=True)
class Openings:
    """Day of opening by front, shape (F, n): 0 open from the start, inf not within the horizon (censored)."""

    fronts: tuple[str, ...]
    rule: tuple[str, ...]
    horizon: float
    day: Floats

    @property
    def censored(self) -> NDArray[np.bool_]:
        """Fronts that had not opened by the horizon, shape (F, n)."""
        return np.isinf(self.day)

    @property
    def count(self) -> NDArray[np.int64]:
        """Further fronts opened within the horizon, shape (n,); fronts open from the start do not count."""
        return np.asarray(((self.day <= self.horizon) & ~self._given[:, None]).sum(axis=0))

    @property
    def _given(self) -> NDArray[np.bool_]:
        return np.array([rule == "open" for rule in self.rule])

    def share_by(self, count: int) -> float:
        """Share of draws in which exactly so many further fronts opened; the shares of 0, 1, ... add up to 1."""
        return float((self.count == count).mean())

    def opened_by(self, day: float) -> Floats:
        """Share of draws in which each front is open by a day, shape (F,)."""
        return np.asarray((self.day <= day).mean(axis=1))


def base_hazard(expands: Floats, horizon: float, *, rule: tuple[str, ...], align: Floats, b_align: Floats) -> Floats:
    """Daily hazard h0 under which, without load, so large a share of wars sees a further front within the horizon.

    Formula: h0 = -ln(1 - expands) / (horizon x sum over fronts not open from the start of exp(b_align align)).

    Args:
        expands: share of wars that expand, within [0, 1), shape (n,); 0.27 of wars 1816-2007.
        horizon: days within which the share is meant, above 0; wars in the count lasted unlike long: an assumption.
        rule: open, hazard or treaty by front. Treaty fronts count here as if by hazard, since the share of wars that
            expanded includes those who joined by treaty.
        align: shape (F, n).
        b_align: shape (n,).

    Returns:
        Hazard a day, at least 0, shape (n,).

    Raises:
        UsageError: a share outside [0, 1), a horizon of 0, an unknown rule, or no front that may open.

    Assumes:
        A constant hazard, equal at all fronts but for alignment; fronts open independently given h0. Wars of 1816-2007
        are the reference class: most were not between such powers, and joiners in them are states, not fronts.

    References:
        Joyce, Ghosn & Bayer 2013, British Journal of Political Science (27 %; `core:war_expands`, article not opened).

    Example:
        >>> one = np.zeros((2, 1))
        >>> h0 = base_hazard(np.array([0.27]), 365.0, rule=("open", "hazard"), align=one, b_align=np.zeros(1))
        >>> h0.round(6).tolist()
        [0.000862]
    """
    if not ((expands >= 0.0) & (expands < 1.0)).all():
        raise UsageError("expands must be a share of at least 0 and under 1")
    if not 0.0 < horizon < np.inf:
        raise UsageError(f"horizon must be above 0 and finite, found {horizon:g}")
    check_rules(rule)
    may_open = np.array([word != "open" for word in rule])
    if not may_open.any():
        raise UsageError("no front may open: every rule is 'open'; give at least one hazard or treaty")
    return np.asarray(-np.log1p(-expands) / (horizon * np.exp(b_align * align[may_open]).sum(axis=0)))


def check_rules(rule: tuple[str, ...]) -> None:
    """Refuse a word that is no rule of opening."""
    for word in rule:
        if word not in RULES_OF_OPENING:
            raise UsageError(f"unknown rule of opening {word!r}; valid: {', '.join(RULES_OF_OPENING)}")


def open_fronts(rules: FrontRules, uniforms: Floats) -> Openings:
    """Day on which each front opens, from one uniform number a front and draw that all combinations share.

    Formula: hazard h(t) = h0 exp(b_load load(t) + b_align align); with E = -ln(1 - u), the day T solves integral of
    h over 0..T = E. Treaty: opens on `joins_after` where u < joins, never by the hazard.

    Args:
        rules: how each front opens.
        uniforms: numbers within (0, 1), shape (F, n), keyed by front and draw and not by combination.

    Returns:
        `Openings`; days beyond the horizon are censored (inf).

    Raises:
        UsageError: shapes that do not fit, a number out of range, an unknown rule.

    Assumes:
        b_load and b_align are assumptions, nowhere fitted. A front stays open. A treaty partner's choice does not
        depend on load. More load never delays a front in any draw, since b_load times load only speeds the clock
        (for b_load of 0 or more). Conditional ranges, no forecast.

    References:
        Cox & Oakes (1984), Analysis of Survival Data, ch. 2 (integrated hazard is a unit exponential); Berkemeier &
        Fuhrmann 2018, Research & Politics (commitments honoured: 22 % in 1945-2003, 50 % in 1816-2003; not opened).

    Example:
        >>> two, one = np.zeros((2, 1)), np.zeros(1)
        >>> rules = FrontRules(fronts=("taiwan_strait", "korea"), rule=("open", "hazard"), hazard=one + 0.01, load=one,
        ...     align=two, b_load=one, b_align=one, joins=one, joins_after=two, horizon=365.0)
        >>> open_fronts(rules, two + 0.5).day.round(2).tolist()
        [[0.0], [69.31]]
    """
    _check(rules, uniforms)
    given, treaty = (np.array([word == kind for word in rules.rule])[:, None] for kind in ("open", "treaty"))
    by_treaty = np.where(uniforms < rules.joins, rules.joins_after, np.inf)
    day = np.where(given, 0.0, np.where(treaty, by_treaty, _by_hazard(rules, uniforms)))
    return Openings(rules.fronts, rules.rule, rules.horizon, np.where(day <= rules.horizon, day, np.inf))


def _by_hazard(rules: FrontRules, uniforms: Floats) -> Floats:
    """Days at which the integrated hazard reaches the exponential, shape (F, n); piecewise constant by day."""
    load = rules.load if rules.load.ndim == 3 else np.broadcast_to(rules.load, uniforms.shape)[None]
    left = -np.log1p(-uniforms)
    quiet = rules.hazard * np.exp(rules.b_align * rules.align)
    day = np.full(uniforms.shape, np.inf)
    for index, burden in enumerate(load):
        rate = quiet * np.exp(rules.b_load * burden)
        last = index == load.shape[0] - 1
        opens = np.isinf(day) & (rate > 0.0) & ((left <= rate) | last)
        with np.errstate(over="ignore"):  # a hazard of next to nothing: beyond every horizon
            np.divide(left, rate, out=day, where=opens)
        day[opens] += index
        left = left - rate
    return day


def _check(rules: FrontRules, uniforms: Floats) -> None:
    check_rules(rules.rule)
    fronts, draws = len(rules.fronts), rules.hazard.shape[0]
    plane = (fronts, draws)
    if len(rules.rule) != fronts:
        raise UsageError(f"{len(rules.rule)} rules for {fronts} fronts; give one a front")
    shapes = {"b_load": (draws,), "b_align": (draws,), "joins": (draws,), "align": plane, "joins_after": plane}
    for name, shape in shapes.items():
        values = getattr(rules, name)
        if values.shape != shape:
            raise UsageError(f"{name} has shape {values.shape}; {shape} is wanted")
        if not np.isfinite(values).all():
            raise UsageError(f"{name} must be finite everywhere")
    if uniforms.shape != plane:
        raise UsageError(f"uniforms have shape {uniforms.shape}; {plane} (fronts, draws) is wanted")
    if not ((uniforms > 0.0) & (uniforms < 1.0)).all():
        raise UsageError("uniforms must lie strictly within 0..1")
    if rules.load.shape not in ((draws,), plane) and (rules.load.shape[1:] != plane or not rules.load.size):
        raise UsageError(
            f"load has shape {rules.load.shape}; ({draws},), {plane} or (days, {fronts}, {draws}) is wanted"
        )
    for name, most in (("hazard", np.inf), ("load", 1.0), ("joins", 1.0), ("joins_after", np.inf)):
        check_range(name, getattr(rules, name), most)
    if not 0.0 < rules.horizon < np.inf:
        raise UsageError(f"horizon must be above 0 and finite, found {rules.horizon:g}")


def conditional_demand(openings: Openings, war: Floats) -> Floats:
    """Mean further units that a front asks for in the draws in which it opened, by layer and front.

    Formula: mean of war[l, f] over draws in which front f opened within the horizon.

    Args:
        openings: from `open_fronts`.
        war: further units once a front opens, shape (L, F, n).

    Returns:
        Units, shape (L, F); NaN where the front opened in no draw: missing, not 0.

    Raises:
        UsageError: another shape.

    Assumes:
        A mean under the condition that the front opens; it says nothing of how likely that is.

    References:
        docs/model-fronts.md, section "What comes out".

    Example:
        >>> openings = Openings(("korea",), ("hazard",), 365.0, np.array([[10.0, np.inf]]))
        >>> conditional_demand(openings, np.array([[[4.0, 100.0]]])).tolist()
        [[4.0]]
    """
    opened = ~openings.censored
    if war.ndim != 3 or war.shape[1:] != opened.shape:
        raise UsageError(f"war has shape {war.shape}; (layers, {opened.shape[0]}, {opened.shape[1]}) is wanted")
    count = opened.sum(axis=1)
    total = np.where(opened, war, 0.0).sum(axis=2)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))
