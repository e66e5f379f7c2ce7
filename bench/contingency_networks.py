"""Makes the network of 30 nodes, 120 arcs and 140 days that solvers are timed on; solves nothing."""

from __future__ import annotations

import numpy as np

NODES, ARCS, DAYS = 30, 120, 140
WEIGHTS = (1_000.0, 100.0, 10.0, 1.0)


def tree_limits(rng):
    """29 limits, nested or apart, over 120 arcs; with the buyer they are the 30 nodes that an arc's cargo passes."""
    order = [int(arc) for arc in rng.permutation(ARCS)]
    seas = [order[begin : begin + 24] for begin in range(0, ARCS, 24)]
    straits = [sea[begin : begin + 8] for sea in seas for begin in range(0, 24, 8)]
    ports = [strait[:4] for strait in straits]
    return [tuple(group) for group in (seas + straits + ports)[: NODES - 1]]


def crossing_limits(rng):
    """The same, but the last limit cuts across two seas, so that no order of shipping is right for all."""
    members = tree_limits(rng)
    return [*members[:-1], (*members[0][:6], *members[1][:6])]


def case(seed, crossing=False):
    """Arrays by arc, limit or tier and day: a cut that builds up, spare capacity, seasons of demand."""
    rng, day = np.random.default_rng(seed), np.arange(DAYS)
    members = crossing_limits(rng) if crossing else tree_limits(rng)
    strength = np.clip((day - rng.uniform(0, 60, (ARCS, 1))) / 30.0, 0.0, 1.0)
    passage = 1.0 - strength * rng.uniform(0.0, 1.0, (ARCS, 1))
    available = rng.uniform(0.5, 1.5, (ARCS, 1)) * (1.0 + 0.3 * strength)
    limits = np.array([rng.uniform(0.3, 0.8) * len(group) for group in members])[:, None] * np.ones(DAYS)
    demand = rng.uniform(8.0, 20.0, (len(WEIGHTS), 1)) * (1.0 + 0.1 * np.sin(day / 20.0))
    free = rng.uniform(0.0, 6.0) * np.ones(DAYS)
    return {
        "available": available,
        "passage": passage,
        "members": tuple(members),
        "limits": limits,
        "demand": demand,
        "weights": WEIGHTS,
        "free": free,
    }


def changed(base, seed):
    """The same case after news: every limit and what each arc can carry moved by up to a fifth."""
    rng = np.random.default_rng(10_000 + seed)
    limits = base["limits"] * rng.uniform(0.8, 1.2, (len(base["members"]), 1))
    available = base["available"] * rng.uniform(0.8, 1.2, (ARCS, 1))
    return {**base, "limits": limits, "available": available}
