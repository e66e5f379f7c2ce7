"""Most that can be delivered under limits that cross: a compiled simplex whose answer must prove itself. No tiers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.compiled import compiled
from multifront.domain import Floats

TINY = 1e-11
"""Below this a reduced price or a pivot is rounding."""
GAP = 1e-9
"""Largest relative gap between what is shipped and what the prices of the limits allow."""
PATIENCE = 50
"""Pivots a variable; past half of them the first that improves enters, which cannot cycle (Bland)."""


class State(NamedTuple):
    """A tableau (K, R + K) with its reduced prices (R + K,), basis (K,), values (K,), bounds and who stands at them."""

    rows: Floats
    prices: Floats
    basis: NDArray[np.int64]
    values: Floats
    upper: Floats
    at_upper: NDArray[np.bool_]


@compiled
def pack_all(available: Floats, passage: Floats, under: Floats, limits: Floats) -> tuple[Floats, bool]:
    """Shipments (R, n) that deliver most in each draw, and whether every draw's answer is proved.

    Formula: maximise sum_i passage_i x_i subject to 0 <= x_i <= available_i and under' x <= limits, by the simplex
    method with bounded variables from x = 0, which is feasible. The proof is weak duality: for prices y >= 0 of the
    limits no shipment delivers more than y limits + sum_i max(passage_i - (under y)_i, 0) available_i; what is found
    must be feasible and come within `GAP` of that.
    """
    routes, draws = available.shape
    shipped, proved = np.empty((routes, draws)), True
    for draw in range(draws):
        found, prices = _most(available[:, draw], passage[:, draw], under, limits[:, draw])
        shipped[:, draw] = found
        proved = proved and _proves(found, prices, available[:, draw], passage[:, draw], under, limits[:, draw])
    return shipped, proved


@compiled
def _most(available: Floats, passage: Floats, under: Floats, limits: Floats) -> tuple[Floats, Floats]:
    """Shipments of one draw and the prices of its limits."""
    routes, count = under.shape
    state = State(
        np.zeros((count, routes + count)),
        np.zeros(routes + count),
        np.arange(routes, routes + count),
        limits.copy(),
        np.full(routes + count, np.inf),
        np.zeros(routes + count, dtype=np.bool_),
    )
    for limit in range(count):
        state.rows[limit, :routes] = under[:, limit]
        state.rows[limit, routes + limit] = 1.0
    state.prices[:routes] = passage
    state.upper[:routes] = available
    most = PATIENCE * (routes + count)
    for step in range(most):
        entering = _entering(state, 2 * step > most)
        if entering < 0:
            break
        _move(state, entering)
    shipped = np.where(state.at_upper[:routes], available, 0.0)
    for row in range(count):
        if state.basis[row] < routes:
            shipped[state.basis[row]] = min(max(state.values[row], 0.0), available[state.basis[row]])
    return shipped, -state.prices[routes:]


@compiled
def _entering(state: State, first: bool) -> int:
    """The variable whose move from its bound improves most, or the first that does; -1 where none does."""
    best, found = TINY, -1
    for column in range(state.prices.size):
        gain = -state.prices[column] if state.at_upper[column] else state.prices[column]
        if gain > best and state.upper[column] > 0.0:
            best, found = gain, column
            if first:
                break
    return found


@compiled
def _move(state: State, entering: int) -> None:
    """Move one variable from its bound until it, or a basic one, meets a bound; then change the basis if need be."""
    way = -1.0 if state.at_upper[entering] else 1.0
    length, leaving, to_upper = state.upper[entering], -1, False
    for row in range(state.values.size):
        slope = way * state.rows[row, entering]
        if slope > TINY:
            reach, top = max(state.values[row], 0.0) / slope, False
        elif slope < -TINY and state.upper[state.basis[row]] < np.inf:
            reach, top = max(state.upper[state.basis[row]] - state.values[row], 0.0) / -slope, True
        else:
            continue
        earlier = leaving >= 0 and reach == length and state.basis[row] < state.basis[leaving]
        if reach < length or earlier:
            length, leaving, to_upper = reach, row, top
    for row in range(state.values.size):
        state.values[row] -= way * length * state.rows[row, entering]
    if leaving < 0:
        state.at_upper[entering] = not state.at_upper[entering]
        return
    begun = state.upper[entering] if way < 0.0 else 0.0
    state.at_upper[state.basis[leaving]] = to_upper
    state.at_upper[entering] = False
    state.basis[leaving], state.values[leaving] = entering, begun + way * length
    _pivot(state, leaving, entering)


@compiled
def _pivot(state: State, leaving: int, entering: int) -> None:
    """Make the entering column a unit column."""
    line = state.rows[leaving]
    line /= line[entering]
    for row in range(state.values.size):
        factor = state.rows[row, entering]
        if row != leaving and factor != 0.0:
            state.rows[row] -= factor * line
    state.prices[:] -= state.prices[entering] * line


@compiled
def _proves(shipped: Floats, prices: Floats, available: Floats, passage: Floats, under: Floats, limits: Floats) -> bool:
    """True where the shipments are feasible and the prices allow no more than they deliver, on the given numbers."""
    routes, count = under.shape
    delivered = bound = 0.0
    for route in range(routes):
        price = 0.0
        for limit in range(count):
            price += under[route, limit] * max(prices[limit], 0.0)
        bound += max(passage[route] - price, 0.0) * available[route]
        delivered += passage[route] * shipped[route]
    feasible = True
    for limit in range(count):
        load = 0.0
        for route in range(routes):
            load += under[route, limit] * shipped[route]
        feasible = feasible and load <= limits[limit] + GAP * max(1.0, limits[limit])
        bound += max(prices[limit], 0.0) * limits[limit]
    return feasible and bound - delivered <= GAP * max(1.0, bound)
