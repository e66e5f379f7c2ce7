"""The allocation of a day as a linear program, solved by HiGHS draw by draw: slow, and exact for any limits."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from multifront.contingency.networks import Allocation, Network
from multifront.domain import Floats
from multifront.errors import SimulationError


def allocate_lp(network: Network) -> Allocation:
    """Least weighted unmet demand by linear programming, for limits that may cross.

    Formula: minimise sum_k w_k u_k subject to 0 <= x_i <= available_i, sum of x over a limit's routes <= limit,
    sum_i passage_i x_i + free used + sum_k u_k = sum_k demand_k, 0 <= u_k <= demand_k, 0 <= free used <= free.

    Args:
        network: routes, limits and demand over n draws; one program a draw.

    Returns:
        The allocation, with `method` "lp".

    Raises:
        SimulationError: the solver gives no answer.

    Assumes:
        As `allocate`. Where several shipments are equally good any may be returned; unmet demand is unique.

    References:
        Huangfu & Hall (2018), Mathematical Programming Computation 10:119-142 (HiGHS), through scipy.optimize.linprog.

    Example:
        >>> import numpy as np
        >>> two = Network(
        ...     available=np.array([[3.0], [3.0]]), passage=np.ones((2, 1)), members=((0,), (0, 1)),
        ...     limits=np.array([[1.0], [3.5]]), demand=np.array([[2.0], [3.0]]), weights=(10.0, 1.0), free=np.zeros(1))
        >>> allocate_lp(two).unmet[:, 0].round(9).tolist()
        [0.0, 1.5]
    """
    routes, draws = network.available.shape
    shipped, unmet = np.zeros((routes, draws)), np.zeros(network.demand.shape)
    for draw in range(draws):
        found = _solve(network, draw)
        shipped[:, draw] = found[:routes]
        unmet[:, draw] = found[routes : routes + len(network.weights)]
    cost = np.asarray(network.weights) @ unmet
    return Allocation(shipped, shipped * network.passage, unmet, cost, "lp")


def _solve(network: Network, draw: int) -> Floats:
    """Shipments, unmet demand by tier and free supply used, in one draw."""
    routes, tiers = len(network.available), len(network.weights)
    share = np.zeros((len(network.members), routes + tiers + 1))
    for number, group in enumerate(network.members):
        share[number, list(group)] = 1.0
    meets = np.concatenate([network.passage[:, draw], np.ones(tiers + 1)])[np.newaxis]
    upper = np.concatenate([network.available[:, draw], network.demand[:, draw], network.free[draw : draw + 1]])
    found = linprog(
        np.concatenate([np.zeros(routes), network.weights, [0.0]]),
        A_ub=share if len(network.members) else None,
        b_ub=network.limits[:, draw] if len(network.members) else None,
        A_eq=meets,
        b_eq=[network.demand[:, draw].sum()],
        bounds=np.column_stack([np.zeros(upper.size), upper]),
        method="highs",
    )
    if found.x is None:
        raise SimulationError(f"the linear program of draw {draw} was not solved: {found.message}")
    return np.asarray(found.x, dtype=float)
