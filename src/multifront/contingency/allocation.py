"""Least weighted unmet demand on one day: fast and exact for nested limits, a proved simplex or HiGHS for others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.networks import Allocation, Network, crossing, unmet_by_tier
from multifront.contingency.packing import pack_all
from multifront.contingency.supply_kernel import ship_all
from multifront.contingency.supply_lp import allocate_lp
from multifront.domain import Floats
from multifront.errors import UsageError


def allocate(network: Network) -> Allocation:
    """Ship so that the weighted unmet demand is least: fast where limits are nested, else as a linear program.

    Formula: minimise sum_k w_k u_k subject to 0 <= x_i <= available_i, sum of x over a limit's routes <= limit,
    sum_i passage_i x_i + free + sum_k u_k >= sum_k demand_k, 0 <= u_k <= demand_k.

    Args:
        network: routes, limits and demand over n draws.

    Returns:
        The allocation; `method` says how it was found: `nested`; `simplex`, whose answer is proved to be optimal in
        each draw; `lp`, by HiGHS, should a proof fail.

    Raises:
        SimulationError: the solver gives no answer (never for a sound network: shortage is always allowed).

    Assumes:
        A limit counts what is shipped, also what is lost afterwards. Routes differ in nothing but what passes.

    References:
        docs/model-supply.md, section "Allocation under shared limits".

    Example:
        >>> import numpy as np
        >>> one = np.ones(1)
        >>> strait = Network(
        ...     available=np.array([[3.0], [3.0]]), passage=np.array([[0.5], [1.0]]), members=((0, 1),),
        ...     limits=np.array([[4.0]]), demand=np.array([[5.0]]), weights=(1.0,), free=0 * one)
        >>> found = allocate(strait)
        >>> found.method, found.shipped[:, 0].tolist(), found.unmet[:, 0].tolist()
        ('nested', [1.0, 3.0], [1.5])
    """
    if network.nested:
        return allocate_nested(network)
    return _allocate_crossing(network) or allocate_lp(network)


def allocate_nested(network: Network) -> Allocation:
    """The allocation for nested limits, over all draws at once: the route that loses least ships first.

    Formula: in falling order of passage, x_i = min(available_i, what is left of every limit above i, need / passage_i).

    Args:
        network: routes whose limits are nested or apart.

    Returns:
        The allocation, of least weighted unmet demand.

    Raises:
        UsageError: two limits cross; for those taking the best route first can be wrong.

    Assumes:
        Nested limits make the shippable amounts a polymatroid, on which the greedy choice is optimal.

    References:
        Edmonds (1970), Submodular functions, matroids, and certain polyhedra, theorem on the greedy algorithm;
        Schrijver (2003), Combinatorial Optimization, section 44.3.

    Example:
        See `allocate`.
    """
    clash = crossing(network.members)
    if clash is not None:
        raise UsageError(
            f"network: limits {clash[0]} and {clash[1]} cross (they share some routes and each has others); the fast "
            "allocation is exact for nested limits alone; use allocate, which solves the linear program"
        )
    wanted = np.maximum(network.demand.sum(axis=0) - network.free, 0.0)
    shipped = ship_best_first(network.available, network.passage, network.members, network.limits, wanted)
    delivered = shipped * network.passage
    unmet = unmet_by_tier(network.demand, network.free + delivered.sum(axis=0))
    return Allocation(shipped, delivered, unmet, np.asarray(network.weights) @ unmet, "nested")


def _allocate_crossing(network: Network) -> Allocation | None:
    """The allocation for any limits by the compiled simplex, or None where a draw's answer is not proved optimal.

    What can be delivered does not depend on the tiers, so that the program is: deliver most. Where that is more than is
    wanted all shipments are scaled down by one factor, which keeps every limit.
    """
    wanted = np.maximum(network.demand.sum(axis=0) - network.free, 0.0)
    under = membership(network.members, len(network.available)).astype(np.float64)
    available, passage, limits = (
        np.ascontiguousarray(one, dtype=np.float64) for one in (network.available, network.passage, network.limits)
    )
    shipped, proved = pack_all(available, passage, under, limits)
    if not proved:
        return None
    total = (shipped * network.passage).sum(axis=0)
    shipped = shipped * np.minimum(1.0, wanted / np.where(total > 0.0, total, 1.0))
    delivered = shipped * network.passage
    unmet = unmet_by_tier(network.demand, network.free + delivered.sum(axis=0))
    return Allocation(shipped, delivered, unmet, np.asarray(network.weights) @ unmet, "simplex")


def membership(members: tuple[tuple[int, ...], ...], routes: int) -> NDArray[np.bool_]:
    """Which route stands under which limit, shape (routes, limits)."""
    under = np.zeros((routes, len(members)), dtype=np.bool_)
    for number, group in enumerate(members):
        under[list(group), number] = True
    return under


def ship_best_first(
    available: Floats, passage: Floats, members: tuple[tuple[int, ...], ...], limits: Floats, wanted: Floats
) -> Floats:
    """Shipments (routes, n) when routes are taken in falling order of passage until `wanted` (n,) is delivered."""
    routes, draws = available.shape
    if routes == 0 or draws == 0:
        return np.zeros((routes, draws))
    return ship_all(available, passage, membership(members, routes), np.asarray(limits, dtype=np.float64), wanted)
