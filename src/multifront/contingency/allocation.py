"""Least weighted unmet demand on one day: the fast exact allocation for nested limits. The LP is in `supply_lp`."""

from __future__ import annotations

import numpy as np

from multifront.contingency.networks import Allocation, Network, crossing, unmet_by_tier
from multifront.contingency.supply_kernel import ship_all
from multifront.contingency.supply_lp import allocate_lp
from multifront.domain import Floats
from multifront.errors import UsageError


def allocate(network: Network) -> Allocation:
    """Ship so that the weighted unmet demand is least: fast where limits are nested, else by linear programming.

    Formula: minimise sum_k w_k u_k subject to 0 <= x_i <= available_i, sum of x over a limit's routes <= limit,
    sum_i passage_i x_i + free + sum_k u_k >= sum_k demand_k, 0 <= u_k <= demand_k.

    Args:
        network: routes, limits and demand over n draws.

    Returns:
        The allocation; `method` says which way it was found.

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
    return allocate_nested(network) if network.nested else allocate_lp(network)


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


def ship_best_first(
    available: Floats, passage: Floats, members: tuple[tuple[int, ...], ...], limits: Floats, wanted: Floats
) -> Floats:
    """Shipments (routes, n) when routes are taken in falling order of passage until `wanted` (n,) is delivered."""
    routes, draws = available.shape
    if routes == 0 or draws == 0:
        return np.zeros((routes, draws))
    under = np.zeros((routes, len(members)), dtype=bool)
    for number, group in enumerate(members):
        under[list(group), number] = True
    return ship_all(available, passage, under, np.asarray(limits, dtype=np.float64), wanted)
