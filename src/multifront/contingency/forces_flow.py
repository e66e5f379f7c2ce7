"""Flow of greatest value through a small network, exact, fast enough for every draw. Knows no forces and no fronts."""

from __future__ import annotations

import numpy as np

from multifront.contingency.compiled import compiled
from multifront.domain import Floats

SMALLEST_FLOW = 1e-10
"""Units under which an arc counts as full; sums of flows are exact to this times the number of arcs."""
SMALLEST_VALUE = 1e-11
"""A further path must be worth at least this a unit."""


@compiled
def first_prices(room: Floats, cost: Floats, price: Floats) -> None:
    """Least cost from node 0 to every node of a network whose arcs all lead to higher numbers; 0 where none leads."""
    size = price.size
    price[:] = np.inf
    price[0] = 0.0
    for start in range(size):
        if price[start] == np.inf:
            continue
        for end in range(start + 1, size):
            if room[start, end] > 0.0 and price[start] + cost[start, end] < price[end]:
                price[end] = price[start] + cost[start, end]
    for node in range(size):
        if price[node] == np.inf:
            price[node] = 0.0


@compiled
def cheapest_way(room: Floats, cost: Floats, price: Floats, distance: Floats, before: Floats) -> None:
    """Dijkstra from node 0 over arcs with room left, costs reduced by prices; fills `distance` and `before`."""
    size = price.size
    done = np.zeros(size, dtype=np.bool_)
    distance[:] = np.inf
    distance[0] = 0.0
    for _ in range(size):
        node = -1
        for other in range(size):
            if not done[other] and distance[other] < np.inf and (node < 0 or distance[other] < distance[node]):
                node = other
        if node < 0 or node == size - 1:
            return
        done[node] = True
        for end in range(size):
            if room[node, end] > 0.0 and not done[end]:
                step = max(cost[node, end] + price[node] - price[end], 0.0)
                if distance[node] + step < distance[end]:
                    distance[end] = distance[node] + step
                    before[end] = node


@compiled
def push(room: Floats, before: Floats) -> None:
    """Send as much as fits along the way that `before` tells, from node 0 to the last node."""
    end = before.size - 1
    amount = np.inf
    while end != 0:
        start = int(before[end])
        amount = min(amount, room[start, end])
        end = start
    end = before.size - 1
    while end != 0:
        start = int(before[end])
        room[start, end] -= amount
        if room[start, end] < SMALLEST_FLOW:
            room[start, end] = 0.0
        room[end, start] += amount
        end = start


@compiled
def fill(room: Floats, cost: Floats) -> bool:
    """Send the flow of least cost, of any amount, from node 0 to the last node: successive cheapest paths.

    `room` (m, m) is what each arc can carry; every arc leads to a higher number, and `cost` (m, m) stands with the
    opposite sign in the other direction. Afterwards room[j, i] is the flow on arc (i, j). False: not done in the
    number of paths allowed, which real data never reach.
    """
    size = room.shape[0]
    price, distance, before = np.empty(size), np.empty(size), np.zeros(size)
    first_prices(room, cost, price)
    for _ in range(20 * size * size):
        cheapest_way(room, cost, price, distance, before)
        furthest = distance[size - 1]
        if furthest == np.inf or furthest + price[size - 1] - price[0] > -SMALLEST_VALUE:
            return True
        for node in range(size):
            price[node] += min(distance[node], furthest)
        push(room, before)
    return False
