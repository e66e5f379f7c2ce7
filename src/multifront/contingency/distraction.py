"""What a distraction elsewhere costs, and how many units it must tie down to matter. Assigns through `forces`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from multifront.contingency.forces import ForcePlan, Permissions, assign_forces, position
from multifront.contingency.forces_inputs import Forces, Requirements, Waits, check_range
from multifront.domain import Floats
from multifront.errors import UsageError

RISE = 0.10
"""Rise of the shortfall that counts as another result, unless said."""
SERVED_FIRST = 1_000.0
"""Weight, over the greatest of all fronts, that makes sure that units asked for are really tied down."""


@dataclass(frozen=True, slots=True)
class Distraction:
    """The same draws with and without extra demand. `extra_short` (L, F, n) is with minus without, in unit-days."""

    without: ForcePlan
    with_it: ForcePlan

    @property
    def extra_short(self) -> Floats:
        """Two-stage shortfall with minus without, by layer and front, shape (L, F, n)."""
        return np.asarray(self.with_it.short[0] - self.without.short[0])

    def value(self, front: str | None = None) -> Floats:
        """Unit-days more that are missing, shape (n,): everywhere, or at one front such as the main one.

        Everywhere counts what is missing at the place of the distraction too; at the main front it is what was drawn
        away. Raises as `ForcePlan.shortfall`.
        """
        return self.with_it.shortfall(front=front) - self.without.shortfall(front=front)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Units that would have to be tied down to change the result; None where no number up to `largest` does."""

    layer: str
    at: str
    main: str
    rise: float
    largest: int
    units: int | None
    short_without: float
    short_with: float

    @property
    def sentence(self) -> str:
        """The result in words."""
        what = f"raise the mean shortfall of {self.layer} at {self.main} by more than {self.rise:.0%}"
        before = f"({self.short_without:,.0f} unit-days without a distraction"
        if self.units is None:
            most = f"No number up to {self.largest} tied down at {self.at} would"
            return f"{most} {what} {before}, {self.short_with:,.0f} with {self.largest})."
        fewest = f"{self.units} units would have to be tied down at {self.at} to"
        return f"{fewest} {what} {before}, {self.short_with:,.0f} with)."


def distraction_value(
    forces: Forces, needs: Requirements, extra: Floats, *, allowed: Permissions | None = None
) -> Distraction:
    """What extra demand elsewhere, such as a partner's patrols, adds to the shortfall in the same sampled worlds.

    Formula: shortfall with `base + extra` minus shortfall with `base`, draw by draw.

    Args:
        forces: as in `assign_forces`.
        needs: as in `assign_forces`, without the distraction.
        extra: units asked for by the distraction, shape (L, F, n), from `pressure_demand`.
        allowed: as in `assign_forces`.

    Returns:
        Both plans and their difference; 0 where `extra` is 0.

    Raises:
        UsageError: as `assign_forces`, or an `extra` of another shape or below 0.

    Assumes:
        The coalition answers the distraction by the weights; at a weight near 0 it would ignore it. A single front may
        gain by a distraction where plans are near one another; the weighted first plan never does.

    References:
        docs/model-forces.md, section "Distraction".

    Example:
        >>> one, cube = np.ones((1, 1)), np.ones((1, 2, 1))
        >>> pool = Forces(layer=("submarines",), owner=("usa",), home=("guam",), units=4 * one, readiness=one,
        ...     reserve=0 * one, commitment=one, transit=np.zeros((1, 2, 1)))
        >>> needs = Requirements(layers=("submarines",), fronts=("taiwan_strait", "japan_seas"), base=0 * cube,
        ...     war=np.array([[[4.0], [0.0]]]), opening=np.array([[0.0], [np.inf]]), weight=np.array([[1.0], [2.0]]),
        ...     basing=np.inf * cube, between=np.zeros((1, 2, 2, 1)), delay=np.zeros(1), horizon=30)
        >>> distraction_value(pool, needs, np.array([[[0.0], [1.0]]])).value("taiwan_strait").tolist()
        [30.0]
    """
    if extra.shape != needs.base.shape:
        raise UsageError(f"extra has shape {extra.shape}; {needs.base.shape} (layers, fronts, draws) is wanted")
    check_range("extra", extra)
    without = assign_forces(forces, needs, allowed=allowed)
    with_it = assign_forces(forces, replace(needs, base=needs.base + extra), allowed=allowed)
    return Distraction(without, with_it)


def break_even(
    forces: Forces,
    needs: Requirements,
    *,
    layer: str,
    at: str,
    main: str,
    rise: float = RISE,
    largest: int = 100,
) -> BreakEven:
    """How many units a distraction would have to tie down at one front to change the result at the main front.

    Formula: smallest whole N in 1..largest with mean shortfall(N) > (1 + rise) x mean shortfall(0) at the main front,
    by halving; with no shortfall at first, the smallest N with any. The N units are asked for at a place of their own
    that is as far as `at` and served before all fronts, so that they are tied down and not merely asked for.

    Args:
        forces: as in `assign_forces`.
        needs: as in `assign_forces`, without the distraction.
        layer: kind of unit that is tied down.
        at: front of the distraction.
        main: front whose shortfall counts; not `at`.
        rise: relative rise of the mean shortfall that counts as another result, at least 0.
        largest: most units looked at.

    Returns:
        A `BreakEven`; `units` is None where even `largest` do not change the result.

    Raises:
        UsageError: an unknown name, main and at alike, a rise below 0, `largest` under 1; as `assign_forces`.

    Assumes:
        The mean shortfall does not fall as more is tied down. A coalition that may leave patrols unanswered loses less,
        so that N is the fewest. How many units a patrol really ties down is not public, which is why this is printed.

    References:
        docs/model-forces.md, section "Break-even".

    Example:
        >>> one, cube = np.ones((1, 1)), np.ones((1, 2, 1))
        >>> pool = Forces(layer=("submarines",), owner=("usa",), home=("guam",), units=6 * one, readiness=one,
        ...     reserve=0 * one, commitment=one, transit=np.zeros((1, 2, 1)))
        >>> needs = Requirements(layers=("submarines",), fronts=("taiwan_strait", "japan_seas"), base=0 * cube,
        ...     war=np.array([[[4.0], [0.0]]]), opening=np.array([[0.0], [np.inf]]), weight=np.array([[1.0], [2.0]]),
        ...     basing=np.inf * cube, between=np.zeros((1, 2, 2, 1)), delay=np.zeros(1), horizon=30)
        >>> break_even(pool, needs, layer="submarines", at="japan_seas", main="taiwan_strait").units
        3
    """
    kind, place = position("layer", layer, needs.layers), position("front", at, needs.fronts)
    position("front", main, needs.fronts)
    if at == main:
        raise UsageError(f"at and main are both {main!r}; a distraction is elsewhere")
    if not rise >= 0.0 or largest < 1:
        raise UsageError(f"rise must be at least 0 and largest at least 1; found {rise} and {largest}")
    own, asked = one_layer(forces, needs, kind)
    own, asked = with_a_place(own, asked, place)

    def short(units: int) -> float:
        base = asked.base.copy()
        base[0, -1] = units
        return float(assign_forces(own, replace(asked, base=base), days=False).shortfall(front=main).mean())

    before = short(0)
    changed = (1.0 + rise) * before + 1e-9 * max(before, 1.0)
    units, after = _smallest(short, changed, largest)
    return BreakEven(layer, at, main, rise, largest, units, before, after)


def _smallest(short: Callable[[int], float], changed: float, largest: int) -> tuple[int | None, float]:
    """Smallest number whose shortfall is above `changed`, and that shortfall; None and the largest's where none is."""
    after = short(largest)
    if after <= changed:
        return None, after
    low, high = 0, largest
    while high - low > 1:
        middle = (low + high) // 2
        found = short(middle)
        if found > changed:
            high, after = middle, found
        else:
            low = middle
    return high, after


def one_layer(forces: Forces, needs: Requirements, kind: int) -> tuple[Forces, Requirements]:
    """Forces and needs of a single layer: others cannot stand in for it, so they cannot matter."""
    layer = needs.layers[kind]
    rows = [index for index, own in enumerate(forces.layer) if own == layer]
    owner, home = (tuple(given[row] for row in rows) for given in (forces.owner, forces.home))
    arrays = {name: getattr(forces, name)[rows] for name in ("units", "readiness", "reserve", "commitment", "transit")}
    cubes = {name: getattr(needs, name)[[kind]] for name in ("base", "war", "basing", "between")}
    waits = needs.waits and replace(needs.waits, host=needs.waits.host[[kind]], acts=needs.waits.acts[[kind]])
    return Forces(layer=(layer,) * len(rows), owner=owner, home=home, **arrays), replace(
        needs, layers=(layer,), waits=waits, **cubes
    )


def with_a_place(forces: Forces, needs: Requirements, at: int) -> tuple[Forces, Requirements]:
    """The same world with one more place, where `at` is, that asks for nothing yet and is served before all fronts."""
    order = [*range(len(needs.fronts)), at]
    cubes = {name: getattr(needs, name)[:, order] for name in ("base", "war", "basing")}
    cubes["war"][:, -1], cubes["basing"][:, -1] = 0.0, np.inf
    weight, opening = needs.weight[order], needs.opening[order]
    weight[-1], opening[-1] = SERVED_FIRST * needs.weight.max(axis=0), np.inf
    between = needs.between[:, order][:, :, order]
    fronts = (*needs.fronts, f"tied down at {needs.fronts[at]}")
    waits = needs.waits and _wider_waits(needs.waits, order)
    wider = replace(needs, fronts=fronts, weight=weight, opening=opening, between=between, waits=waits, **cubes)
    return replace(forces, transit=forces.transit[:, order]), wider


def _wider_waits(waits: Waits, order: list[int]) -> Waits:
    """The same waits with one more place, asked for from day 0, without acts or a host of its own."""
    cubes = {name: getattr(waits, name)[:, order] for name in ("host", "acts")}
    days = {name: getattr(waits, name)[order] for name in ("begins", "host_from")}
    cubes["host"][:, -1], cubes["acts"][:, -1], days["begins"][-1] = 0.0, 0.0, 0.0
    return replace(waits, **cubes, **days)
