"""The equations of one supply, day by day and in closed form, over many draws at once. Sampling is in `worlds`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.supply_kernel import Appetite, pass_day
from multifront.domain import Floats
from multifront.errors import UsageError

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a side asks for and how it rations. Flows a day, covers in days; arrays of shape (n,)."""

    home: Floats
    exports: Floats
    export_ban: Floats
    essential: Floats
    unmet_limit: Floats
    maximum: Floats
    start_cover: Floats
    full_cover: Floats

    def demand(self, day: int) -> Floats:
        """Amount asked for on a day, shape (n,): home demand and the exports not yet banned."""
        return self.home + self.exports * (1.0 - np.clip(day + 1.0 - self.export_ban, 0.0, 1.0))

    def ration(self, stock: Floats, demand: Floats) -> Floats:
        """Planned cut of demand, 0..maximum: linear in cover (days of demand in stock), shape of `stock`."""
        span = self.start_cover - self.full_cover
        depth = self.start_cover / span - stock * (1.0 / (demand * span))
        return self.maximum * np.minimum(np.maximum(depth, 0.0), 1.0)

    @property
    def least(self) -> Floats:
        """Supply under which unmet essential demand passes the limit, mb/d, shape (n,)."""
        return (1.0 - self.unmet_limit) * self.essential


@dataclass(slots=True)
class Progress:
    """Where all runs stand on a day: stock in Mbbl and the first crossings so far (inf: none yet), shape (k, n)."""

    stock: Floats
    stock_out: Floats
    endurance: Floats


def days_of_cover(stock: float, runs: float, domestic: float, overland: float, ration: float) -> float:
    """Days until a stock of crude is empty when all flows are constant.

    Formula: stock / (runs (1 - ration) - domestic - overland).

    Args:
        stock: usable crude in store, Mbbl.
        runs: crude that refineries take in without rationing, mb/d.
        domestic: home production, mb/d.
        overland: arrivals that cannot be cut, mb/d.
        ration: share of the runs that is saved, 0..1.

    Returns:
        Days, at least 0; inf where supply covers what is used.

    Raises:
        UsageError: a negative stock or flow, or a ration outside 0..1.

    Assumes:
        No seaborne arrivals, no growth of production, every barrel of the stock usable. Refinery runs stand for crude
        demand; products in store, imports of products and exports of them are left out.

    References:
        A stock over a flow. For the question: Collins & Murray (2008), Naval War College Review 61(2):79-95.

    Example:
        >>> round(days_of_cover(stock=1200, runs=14.2, domestic=4.3, overland=0.82, ration=0.25))
        217
    """
    if min(stock, runs, domestic, overland) < 0 or not 0 <= ration <= 1:
        raise UsageError("days_of_cover: stock and flows must be at least 0 and ration within 0..1")
    drain = runs * (1.0 - ration) - domestic - overland
    return stock / drain if drain > 0 else math.inf


def advance_day(day: int, progress: Progress, needs: Needs, inflow: Floats) -> None:
    """Move all runs on by one day and note the first crossings; flows are constant within a day.

    S(t+1) = max(0, S(t) + inflow - demand (1 - r(S(t)/demand))). Where the stock empties within the day, the crossing
    is interpolated: t + S/(use - inflow). From that instant only the inflow is left; where it is under `needs.least`,
    essential demand is unmet beyond the limit and the run has ended. `inflow` has shape (k, n).
    """
    span = needs.start_cover - needs.full_cover
    appetite = Appetite(needs.demand(day), needs.maximum, needs.start_cover, span, needs.least)
    pass_day(day, progress.stock, progress.stock_out, progress.endurance, inflow, appetite)


def finish(day: int, progress: Progress, needs: Needs, inflow: Floats) -> None:
    """Complete all runs in closed form from `day` on, when inflow and demand no longer change."""
    crossing = day + days_to_empty(progress.stock, inflow, needs)
    np.minimum(progress.stock_out, crossing, out=progress.stock_out)
    np.minimum(progress.endurance, np.where(inflow < needs.least, crossing, np.inf), out=progress.endurance)


def days_to_empty(stock: Floats, inflow: Floats, needs: Needs) -> Floats:
    """Days until the daily recursion empties the stock under constant flows, inf where it never does, shape (k, n).

    Above the start cover nothing is rationed and the stock falls by a constant; between the covers the recursion is
    affine: each day's drain is (1 - k) of the day before, k = maximum / (start - full). Under the full cover it is
    constant again. Each stretch is jumped over exactly.
    """
    demand = needs.home
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        free = np.maximum(stock - needs.start_cover * demand, 0.0)
        days = np.where(free > 0.0, np.ceil(free / np.maximum(demand - inflow, 0.0)), 0.0)
        left = np.where(np.isfinite(days), stock - np.where(free > 0.0, days * (demand - inflow), 0.0), np.inf)
        days_between, left, drain = _between(left, inflow, needs)
        last = np.where(left > 0.0, left / np.maximum(drain, 0.0), np.where(drain > 0.0, 0.0, np.inf))
        total = days + days_between + last
    return np.where(np.isnan(total), np.inf, total)


def _between(stock: Floats, inflow: Floats, needs: Needs) -> tuple[Floats, Floats, Floats]:
    """Days spent between the covers, the stock after them and the drain from then on, for constant flows."""
    demand, floor = needs.home, needs.full_cover * needs.home
    drain = demand * (1.0 - needs.ration(stock, demand)) - inflow
    slope = needs.maximum / (needs.start_cover - needs.full_cover)
    above = np.maximum(stock - floor, 0.0)
    log_slope = np.log1p(-slope)
    reach = np.where(slope > 0.0, -slope * above / drain, 0.0)
    steps = np.where(slope > 0.0, np.log1p(reach) / log_slope, above / drain)
    steps = np.where(above > 0.0, np.ceil(np.where((drain > 0.0) & (reach > -1.0), steps, np.inf)), 0.0)
    last_step = steps
    after = stock - _fallen(drain, steps, slope)
    overshoot = after < 0.0
    steps = np.where(overshoot, last_step - 1.0, steps)
    after = np.where(overshoot, stock - _fallen(drain, steps, slope), np.where(steps > 0.0, after, stock))
    drain_after = np.where(overshoot, drain * np.exp(steps * log_slope), demand * (1.0 - needs.maximum) - inflow)
    return steps, after, drain_after


def _fallen(drain: Floats, steps: Floats, slope: Floats) -> Floats:
    """By how much the affine recursion has fallen after so many days, from its first day's drain."""
    affine = drain * -np.expm1(steps * np.log1p(-slope)) / slope
    return np.where(steps > 0.0, np.where(slope > 0.0, affine, drain * steps), 0.0)
