"""The assignment of one layer in one world as a linear programme, for any demand over time. Slow; no draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerWorld:
    """One layer in one world: P pools, F fronts, K spans of constant demand.

    `units` (P,), `transit` (P, F) from home and `between` (F, F) in days, quickest ways; `allowed` (P, F); `starts`
    (K,) first instants of the spans, from 0 and rising; `demand` (F, K) units that bases let operate and that are asked
    for, which may rise and fall; `weight` (F,); `moment` the day of the one correction; `horizon` in days.
    """

    units: Floats
    transit: Floats
    between: Floats
    allowed: Floats
    starts: Floats
    demand: Floats
    weight: Floats
    moment: float
    horizon: float


def least_shortfall(world: LayerWorld, first: Floats | None = None, *, move: bool = True) -> float:
    """Least weighted shortfall of a layer of forces in one world with all demand known, solved as a linear programme.

    Formula: units on a way (p, f, g), from home p on day 0 to f (or none) and at the correction to g (or none), are
    z >= 0; covered c <= demand and c <= units present, by front and span between events; minimise sum of weight x
    length x (demand - c) subject to sum of z by pool <= units.

    Args:
        world: one layer in one world.
        first: units by pool and front already sent on day 0, shape (P, F); None: decided here, knowing everything.
        move: whether anything may move at the correction.

    Returns:
        Weighted unit-days short, at least 0.

    Raises:
        UsageError: spans or demand that do not fit, or a number below 0.
        SimulationError: HiGHS found no optimum.

    Assumes:
        As `assign_forces`, but demand may fall, and pools may differ in the fronts that they may serve.

    References:
        Huangfu & Hall (2018), Mathematical Programming Computation 10:119-142 (HiGHS).

    Example:
        >>> one = np.ones((1, 1))
        >>> world = LayerWorld(units=np.array([2.0]), transit=10 * one, between=0 * one, allowed=one,
        ...     starts=np.zeros(1), demand=3 * one, weight=np.ones(1), moment=30.0, horizon=30.0)
        >>> round(least_shortfall(world), 6)
        50.0
    """
    _check(world)
    ways, arrive, leave, place = _ways(world, move)
    events = np.concatenate([arrive.ravel(), leave.ravel(), world.starts, [0.0, world.horizon]])
    edges = np.unique(np.clip(events, 0.0, world.horizon))
    lengths = np.diff(edges)
    asked = world.demand[:, np.searchsorted(world.starts, edges[:-1], side="right") - 1]
    fronts, spans, count = world.weight.size, lengths.size, len(ways)
    matrix = np.zeros((fronts * spans, count + fronts * spans))
    for way in range(count):
        for leg in range(2):
            here = np.flatnonzero((edges[:-1] >= arrive[way, leg]) & (edges[1:] <= leave[way, leg]))
            if place[way, leg] < fronts and here.size:
                matrix[place[way, leg] * spans + here, way] = -1.0
    for line in range(fronts * spans):
        matrix[line, count + line] = 1.0
    limits, held, equal, sums = _supply(world, ways, first, fronts * spans)
    gain = np.concatenate([np.zeros(count), -(world.weight[:, None] * lengths).ravel()])
    bounds = [(0.0, None)] * count + [(0.0, float(value)) for value in asked.ravel()]
    rows = np.concatenate([matrix, limits])
    most = np.concatenate([np.zeros(fronts * spans), held])
    found = scipy.optimize.linprog(
        gain, rows, most, equal if sums.size else None, sums if sums.size else None, bounds, method="highs"
    )
    if found.status != 0:
        raise SimulationError(f"the linear programme of the forces has no optimum: {found.message}")
    return max(float((world.weight[:, None] * lengths * asked).sum() + found.fun), 0.0)


def _check(world: LayerWorld) -> None:
    pools, fronts = world.transit.shape
    shapes = {"units": (pools,), "between": (fronts, fronts), "allowed": (pools, fronts), "weight": (fronts,)}
    shapes["demand"] = (fronts, world.starts.size)
    for name, shape in shapes.items():
        values = getattr(world, name)
        if values.shape != shape:
            raise UsageError(f"{name} has shape {values.shape}; {shape} is wanted")
        if not (values >= 0.0).all():
            raise UsageError(f"{name} must be at least 0 everywhere")
    if world.starts.size == 0 or world.starts[0] != 0.0 or (np.diff(world.starts) <= 0.0).any():
        raise UsageError("starts must begin at 0 and rise")
    if not 0.0 <= world.moment <= world.horizon:
        raise UsageError(f"moment must lie within 0..{world.horizon:g}, found {world.moment:g}")


def _ways(world: LayerWorld, move: bool) -> tuple[list[tuple[int, int, int]], Floats, Floats, np.ndarray]:
    """Every way with arrival, departure and place of its two legs; place `fronts` means nowhere."""
    pools, fronts = world.transit.shape
    nowhere, end, turn = fronts, world.horizon, world.moment
    ways, arrive, leave, place = [], [], [], []
    for pool in range(pools):
        for at in range(fronts + 1):
            if at < fronts and not world.allowed[pool, at]:
                continue
            for to in range(fronts + 1):
                if to < fronts and (not world.allowed[pool, to] or (to != at and (not move or turn >= end))):
                    continue
                stays = to in (at, nowhere)
                there = world.transit[pool, at] if at < fronts else end
                ways.append((pool, at, to))
                arrive.append((there, end if stays else _reached(world, pool, at, to)))
                leave.append((end if stays else min(turn, end), end))
                place.append((at, nowhere if stays else to))
    return ways, np.array(arrive), np.array(leave), np.array(place)


def _reached(world: LayerWorld, pool: int, at: int, to: int) -> float:
    """Arrival at the second front: from home, from the first front, or turned round under way."""
    turn, home = world.moment, world.transit[pool]
    if at == home.size:
        return float(turn + home[to])
    if home[at] <= turn:
        return float(turn + world.between[at, to])
    return float(turn + min(turn + home[to], home[at] - turn + world.between[at, to]))


def _supply(
    world: LayerWorld, ways: list[tuple[int, int, int]], first: Floats | None, others: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Rows that keep ways within the units of a pool, and, where the first plan is given, equal to it."""
    pools, fronts = world.transit.shape
    limits = np.zeros((pools, len(ways) + others))
    equal = np.zeros((0 if first is None else pools * fronts, len(ways) + others))
    for index, (pool, at, _) in enumerate(ways):
        limits[pool, index] = 1.0
        if first is not None and at < fronts:
            equal[pool * fronts + at, index] = 1.0
    sums = np.zeros(0) if first is None else np.asarray(first, dtype=np.float64).ravel()
    if first is not None:
        blocked = (equal.sum(axis=1) == 0.0) & (sums > 0.0)
        if blocked.any():
            raise UsageError("first sends units to a front that their pool may not serve")
    return limits, world.units, equal, sums
