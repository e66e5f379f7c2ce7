"""A day's supply network: routes, limits that they share, demand in tiers; and its class. Solves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError

SERVED_FIRST = (1_000.0, 100.0, 10.0, 1.0)
"""Weights of unmet demand for military, essential, industry and other; only their order matters for one buyer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One buyer of one commodity over n draws; flows in one unit a day.

    `available` (routes, n): what each route can ship. `passage` (routes, n): share of it that arrives, 0..1.
    `members`: the routes, by number, of each limit; `limits` (limits, n): what each limit lets ship together.
    `demand` (tiers, n): the tier served first stands first. `weights`: price of a unit unmet, one a tier, falling.
    `free` (n,): supply that needs no route (home production, what may be drawn from stock).
    """

    available: Floats
    passage: Floats
    members: tuple[tuple[int, ...], ...]
    limits: Floats
    demand: Floats
    weights: tuple[float, ...]
    free: Floats

    def __post_init__(self) -> None:
        """Refuse shapes that do not fit, negative amounts, shares outside 0..1 and limits without a route."""
        problems = list(_problems(self))
        if problems:
            raise UsageError("network: " + "; ".join(problems))

    @property
    def nested(self) -> bool:
        """True where the limits are of the class for which the fast allocation is exact."""
        return nested(self.members)


@dataclass(frozen=True, slots=True)
class Allocation:
    """What ships and what stays unmet: `shipped` and `delivered` (routes, n), `unmet` (tiers, n), `cost` (n,).

    `method` is `nested` (fast), `simplex` (proved in each draw) or `lp` (HiGHS).
    free supply used + delivered + unmet = demand in every draw.
    """

    shipped: Floats
    delivered: Floats
    unmet: Floats
    cost: Floats
    method: str


def nested(members: Iterable[Sequence[int]]) -> bool:
    """True where of any two limits one holds all routes of the other, or none of them (a laminar family)."""
    groups = [frozenset(group) for group in members]
    return all(one <= other or other <= one or not one & other for one, other in combinations(groups, 2))


def crossing(members: Iterable[Sequence[int]]) -> tuple[int, int] | None:
    """The first two limits that cross, by number, or None."""
    groups = [frozenset(group) for group in members]
    for (first, one), (second, other) in combinations(enumerate(groups), 2):
        if one & other and not (one <= other or other <= one):
            return first, second
    return None


def unmet_by_tier(demand: Floats, supply: Floats) -> Floats:
    """Unmet demand, shape (tiers, n), when supply (n,) serves the first tier first."""
    before = np.cumsum(demand, axis=0) - demand
    return np.clip(demand - np.maximum(supply - before, 0.0), 0.0, None)


def _problems(network: Network) -> Iterable[str]:
    draws = network.free.shape
    shapes = {
        "available": (network.available, (len(network.available), *draws)),
        "passage": (network.passage, network.available.shape),
        "limits": (network.limits, (len(network.members), *draws)),
        "demand": (network.demand, (len(network.weights), *draws)),
    }
    for name, (array, shape) in shapes.items():
        if array.shape != shape:
            yield f"{name} has shape {array.shape}; expected {shape}"
        if array.size and not (np.isfinite(array).all() and array.min() >= 0.0):
            yield f"{name} must be finite and at least 0"
    if network.passage.size and network.passage.max() > 1.0:
        yield "passage is a share; the most is 1"
    if network.free.size and not (np.isfinite(network.free).all() and network.free.min() >= 0.0):
        yield "free must be finite and at least 0"
    if any(later >= earlier for earlier, later in zip(network.weights, network.weights[1:], strict=False)):
        yield "weights must fall from tier to tier; equal ones leave open who goes short"
    if network.weights and network.weights[-1] <= 0.0:
        yield "weights must be above 0"
    routes = range(len(network.available))
    for number, group in enumerate(network.members):
        if not group or any(route not in routes for route in group):
            yield f"limit {number} matches no route; valid: 0..{len(routes) - 1}"
