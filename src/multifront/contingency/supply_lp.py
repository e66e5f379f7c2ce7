"""The allocation of a day as a linear program, solved by HiGHS, a block of draws a call: exact for any limits."""

from __future__ import annotations

import numpy as np
import scipy
from scipy.sparse import block_diag, eye_array, kron

from multifront.contingency.networks import Allocation, Network
from multifront.domain import Floats
from multifront.errors import SimulationError

AT_ONCE = 50
"""Draws in one program: they are independent blocks of it, so that its size alone, not its answer, depends on this."""


def allocate_lp(network: Network) -> Allocation:
    """Least weighted unmet demand by linear programming, for limits that may cross.

    Formula: minimise sum_k w_k u_k subject to 0 <= x_i <= available_i, sum of x over a limit's routes <= limit,
    sum_i passage_i x_i + free used + sum_k u_k = sum_k demand_k, 0 <= u_k <= demand_k, 0 <= free used <= free.

    Args:
        network: routes, limits and demand over n draws.

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
    for begin in range(0, draws, AT_ONCE):
        chosen = range(begin, min(begin + AT_ONCE, draws))
        found = _solve(network, chosen)
        shipped[:, chosen] = found[:, :routes].T
        unmet[:, chosen] = found[:, routes : routes + len(network.weights)].T
    cost = np.asarray(network.weights) @ unmet
    return Allocation(shipped, shipped * network.passage, unmet, cost, "lp")


def _solve(network: Network, chosen: range) -> Floats:
    """Shipments, unmet demand by tier and free supply used, one row a draw: draws share nothing but the call."""
    draws, tiers = list(chosen), len(network.weights)
    prices = np.concatenate([np.zeros(len(network.available)), network.weights, [0.0]])
    upper = np.concatenate([network.available, network.demand, network.free[np.newaxis]])[:, draws].T.ravel()
    others = np.ones((tiers + 1, len(draws)))
    meets = block_diag(tuple(row[np.newaxis] for row in np.concatenate([network.passage[:, draws], others]).T))
    share = np.zeros((len(network.members), prices.size))
    for number, group in enumerate(network.members):
        share[number, list(group)] = 1.0
    bound = len(network.members) > 0
    found = scipy.optimize.linprog(
        np.tile(prices, len(draws)),
        A_ub=kron(eye_array(len(draws)), share, format="csr") if bound else None,
        b_ub=network.limits[:, draws].T.ravel() if bound else None,
        A_eq=meets,
        b_eq=network.demand[:, draws].sum(axis=0),
        bounds=np.column_stack([np.zeros(upper.size), upper]),
        method="highs-ds",
        options={"presolve": False},
    )
    if found.x is None:
        raise SimulationError(f"the linear program of draws {draws[0]}..{draws[-1]} was not solved: {found.message}")
    return np.asarray(found.x, dtype=float).reshape(len(draws), prices.size)
