"""A coalition's division of labour: which ally serves which front, what is missing under each rule. No solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from multifront.contingency.forces import ForcePlan, Permissions, assign_forces
from multifront.contingency.forces_inputs import Forces, Requirements
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

FULL_SHARING = "full sharing"
HOME_ONLY = "home only"
Duties = Mapping[str, tuple[str, ...]]
"""Fronts that each owner may serve."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean over draws with its Monte Carlo standard error, and the 5 % and 95 % points of the draws."""

    mean: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LabourLine:
    """One rule: unit-days short in all, what it adds to the asked rule in the same draws, how often it is worse."""

    rule: str
    short: Spread
    more_than_asked: Spread
    worse: float
    equal: float
    by_front: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Labour:
    """All rules, the asked one first; `plans` by rule for further questions."""

    asked: str
    lines: tuple[LabourLine, ...]
    plans: Mapping[str, ForcePlan]


def permissions(forces: Forces, fronts: tuple[str, ...], duties: Duties) -> Permissions:
    """Which pool may serve which front, shape (P, F), from the fronts of each owner.

    Raises:
        UsageError: an owner without a line, an owner who has no forces, or an unknown front.
    """
    owners = tuple(dict.fromkeys(forces.owner))
    for owner, served in duties.items():
        if owner not in owners:
            raise UsageError(unknown_name("owner", owner, owners, "give fronts to owners of forces only"))
        for front in served:
            if front not in fronts:
                raise UsageError(unknown_name("front", front, fronts, f"see the duties of {owner}"))
    missing = [owner for owner in owners if owner not in duties]
    if missing:
        raise UsageError(f"no fronts are given for {', '.join(missing)}; an empty tuple keeps its forces at home")
    return np.array([[front in duties[owner] for front in fronts] for owner in forces.owner], dtype=bool)


def division_of_labour(
    forces: Forces, needs: Requirements, duties: Duties, home_fronts: Duties, name: str = "division of labour"
) -> Labour:
    """What a coalition is short of if each ally serves its own fronts, against sharing everything and staying home.

    Formula: two-stage shortfall of `assign_forces` under each rule's permissions, in the same draws; differences are
    other rule minus asked rule.

    Args:
        forces: pools with their owners.
        needs: what fronts ask for.
        duties: the asked rule: fronts by owner.
        home_fronts: the rule *home only*: the fronts that each owner would not leave.
        name: what the asked rule is called.

    Returns:
        A `Labour`: the asked rule, full sharing (everyone everywhere) and home only, each with its spread over draws.

    Raises:
        UsageError: as `permissions` and `assign_forces`; a name that another rule has.

    Assumes:
        Units of all allies of a layer are alike and work together at once: full sharing is then a bound that no
        alliance reaches. Days are counted unweighted and a two-stage plan is made before the second front is known, so
        that full sharing may do worse in single draws: see `worse`.

    References:
        docs/model-forces.md, section "Division of labour".

    Example:
        >>> one, cube = np.ones((2, 1)), np.ones((1, 2, 1))
        >>> pools = Forces(layer=("submarines",) * 2, owner=("usa", "korea"), home=("guam", "busan"), units=4 * one,
        ...     readiness=one, reserve=0 * one, commitment=one, transit=np.zeros((2, 2, 1)))
        >>> needs = Requirements(layers=("submarines",), fronts=("taiwan_strait", "korea"), base=0 * cube,
        ...     war=np.array([[[6.0], [2.0]]]), opening=np.zeros((2, 1)), weight=np.ones((2, 1)),
        ...     basing=np.inf * cube, between=np.zeros((1, 2, 2, 1)), delay=np.zeros(1), horizon=30)
        >>> split = {"usa": ("taiwan_strait",), "korea": ("korea",)}
        >>> [line.short.mean for line in division_of_labour(pools, needs, split, split).lines]
        [60.0, 0.0, 60.0]
    """
    if name in (FULL_SHARING, HOME_ONLY):
        raise UsageError(f"the asked rule cannot be called {name!r}, the name of an alternative")
    everywhere = dict.fromkeys(forces.owner, needs.fronts)
    return compare_rules(forces, needs, {name: duties, FULL_SHARING: everywhere, HOME_ONLY: home_fronts})


def compare_rules(forces: Forces, needs: Requirements, rules: Mapping[str, Duties]) -> Labour:
    """What a coalition is short of under any rules of who serves which front; the first is the asked one.

    Formula: as `division_of_labour`, of which this is the general form.

    Args:
        forces: pools with their owners.
        needs: what fronts ask for.
        rules: by name, the fronts of each owner; `Scenario.blocks.duties` holds those of a scenario file.

    Returns:
        A `Labour` with one line a rule, in the order given.

    Raises:
        UsageError: no rule; as `permissions` and `assign_forces`.

    Assumes:
        As `division_of_labour`.

    References:
        docs/model-forces.md, section "Division of labour".

    Example:
        >>> one, cube = np.ones((1, 1)), np.ones((1, 1, 1))
        >>> pool = Forces(layer=("submarines",), owner=("usa",), home=("guam",), units=4 * one, readiness=one,
        ...     reserve=0 * one, commitment=one, transit=np.zeros((1, 1, 1)))
        >>> needs = Requirements(layers=("submarines",), fronts=("korea",), base=0 * cube, war=6 * cube,
        ...     opening=np.zeros((1, 1)), weight=one, basing=np.inf * cube, between=np.zeros((1, 1, 1, 1)),
        ...     delay=np.zeros(1), horizon=30)
        >>> rules = {"go": {"usa": ("korea",)}, "stay": {"usa": ()}}
        >>> [line.short.mean for line in compare_rules(pool, needs, rules).lines]
        [60.0, 180.0]
    """
    if not rules:
        raise UsageError("compare_rules: found no rule; give at least one, as {'all': {'USA': ('korea',)}}")
    masks = {rule: permissions(forces, needs.fronts, served) for rule, served in rules.items()}
    plans = {rule: assign_forces(forces, needs, allowed=mask) for rule, mask in masks.items()}
    asked = next(iter(rules))
    return Labour(asked, tuple(_line(rule, plan, plans[asked]) for rule, plan in plans.items()), plans)


def _line(rule: str, plan: ForcePlan, asked: ForcePlan) -> LabourLine:
    short = plan.shortfall()
    more = short - asked.shortfall()
    even = np.abs(more) <= 1e-6 * np.maximum(short, 1.0)
    by_front = {front: float(plan.shortfall(front=front).mean()) for front in plan.fronts}
    return LabourLine(
        rule, spread(short), spread(more), float((~even & (more > 0)).mean()), float(even.mean()), by_front
    )


def spread(values: Floats) -> Spread:
    """Mean, its standard error (NaN for one draw), and the 5 % and 95 % points of values, shape (n,)."""
    error = float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else float("nan")
    low, high = (float(value) for value in np.quantile(values, (0.05, 0.95)))
    return Spread(float(values.mean()), error, low, high)
