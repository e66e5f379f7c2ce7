"""Shares of a state's trade or supply that fall to another, before and after, under one definition. No verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from multifront import alignment
from multifront.claims.kind import Context, Parameters
from multifront.claims.ledger import Basis
from multifront.claims.periods import Period
from multifront.domain import Floats, Selection, Series
from multifront.errors import EvidenceError, UsageError

DRAWS = 200
"""Synthetic series for a departure from trend that is shown beside a share and decides nothing."""


class Named(Parameters):
    """Which figures of the evidence: one indicator of one actor and partner under one definition."""

    indicator: str = Field(description="indicator of the evidence")
    actor: str = Field(default="", description="code of the actor, where there are several")
    partner: str = Field(default="", description="code of the partner, where there are several")
    definition_id: str = Field(default="", description="definition of the figures, where there are several")


class NamesSeries(Protocol):
    """Parameters that name one series of the evidence, whatever else they hold."""

    indicator: str
    actor: str
    partner: str
    definition_id: str


class ShareComponent(Parameters):
    """One share and the two periods whose figures are compared; both must be of the same definition."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see")
    before: Period
    after: Period
    own: Named | None = Field(default=None, description="the partner's share in per cent, as printed")
    partner: Named | None = Field(default=None, description="the share seen from the partner's side, as printed")
    partner_title: str = Field(default="", description="what readers see of the partner's side, where it is given")
    flow: Named | None = Field(default=None, description="trade of the two, for shares computed from totals")
    own_total: Named | None = Field(default=None, description="all trade of the dependent state")
    partner_total: Named | None = Field(default=None, description="all trade of the partner")
    check_of: str = Field(default="", description="name of the share that this one reads in another way; not counted")

    @model_validator(mode="after")
    def _one_reading(self) -> ShareComponent:
        if (self.own is None) == (self.own_total is None):
            raise ValueError("needs either own, or flow with own_total")
        if self.partner is not None and self.partner_total is not None:
            raise ValueError("has both partner and partner_total; keep one")
        if (self.flow is None) != (self.own_total is None and self.partner_total is None):
            raise ValueError("flow and a total belong together")
        if self.after.start <= self.before.end:
            raise ValueError("its later period starts before the earlier one is over")
        return self


@dataclass(frozen=True, slots=True)
class Share:
    """A share in per cent by period, with its range and the rows that are weak; arrays of shape (n,)."""

    starts: NDArray[np.datetime64]
    ends: NDArray[np.datetime64]
    low: Floats
    best: Floats
    high: Floats
    weak: NDArray[np.bool_]
    selections: tuple[Selection, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Level:
    """A share in a period: mean of its figures, and the range over all of them; `weak` where any of them is.

    `first` and `last` are the days that the figures span, which may be fewer than those of the period.
    """

    low: float
    best: float
    high: float
    figures: int
    weak: bool
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Change:
    """Later less earlier, in share points; the range holds for any figure of the one against any of the other."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class MeasuredShare:
    """A component with both sides by period, and its levels before and after; None where there is no figure."""

    component: ShareComponent
    own: Share | None
    partner: Share | None
    own_levels: tuple[Level | None, Level | None]
    partner_levels: tuple[Level | None, Level | None]
    trend: alignment.TrendDeparture | None
    basis: Basis

    @property
    def change(self) -> Change | None:
        """Change of the dependent state's share."""
        return change_between(*self.own_levels)

    @property
    def gap_levels(self) -> tuple[Level | None, Level | None]:
        """Own share less the partner's, before and after: the asymmetry."""
        first, second = (gap(own, other) for own, other in zip(self.own_levels, self.partner_levels, strict=True))
        return (first, second)

    @property
    def gap_change(self) -> Change | None:
        """Change of the asymmetry; above 0 where the dependence became more one-sided."""
        return change_between(*self.gap_levels)

    @property
    def weak(self) -> bool:
        """Whether a level that the change rests on has a weak figure."""
        return any(level is not None and level.weak for level in self.own_levels)


def change_between(before: Level | None, after: Level | None) -> Change | None:
    """After less before, with the widest range that the figures allow; None where a level is not known."""
    if before is None or after is None:
        return None
    return Change(after.low - before.high, after.best - before.best, after.high - before.low)


def gap(own: Level | None, other: Level | None) -> Level | None:
    """One share less another, with the widest range that the figures allow."""
    if own is None or other is None:
        return None
    weak, figures = own.weak or other.weak, min(own.figures, other.figures)
    span = max(own.first, other.first), min(own.last, other.last)
    return Level(own.low - other.high, own.best - other.best, own.high - other.low, figures, weak, *span)


def level_in(share: Share | None, period: Period) -> Level | None:
    """The level of a share over the figures whose whole period lies inside; None where there is none."""
    if share is None:
        return None
    inside = (share.starts >= np.datetime64(period.start)) & (share.ends <= np.datetime64(period.end))
    inside &= np.isfinite(share.best)
    if not inside.any():
        return None
    return Level(
        float(share.low[inside].min()),
        float(share.best[inside].mean()),
        float(share.high[inside].max()),
        int(inside.sum()),
        bool(share.weak[inside].any()),
        share.starts[inside].min().astype(object),
        share.ends[inside].max().astype(object),
    )


def measure_share(component: ShareComponent, context: Context) -> MeasuredShare:
    """Both sides of a share, its levels in the two periods, and where years suffice its departure from trend.

    Raises:
        EvidenceError: a series does not exist; with a cut, a series of which nothing was public counts as no figure.
        UsageError: a printed share is outside 0 to 100.
    """
    own = _printed(component.own, context)
    partner = _printed(component.partner, context)
    if component.flow is not None:
        computed_own, computed_partner = _computed(component, context)
        own, partner = own or computed_own, partner or computed_partner
    sides = [side for side in (own, partner) if side is not None]
    how = "; ".join(dict.fromkeys(side.how for side in sides)) or f"no figure of {component.name} was public"
    selections = tuple({s.fingerprint: s for side in sides for s in side.selections}.values())
    basis = Basis(f"{how}; mean of each period, widest range", selections, seed=context.seed)
    return MeasuredShare(
        component,
        own,
        partner,
        (level_in(own, component.before), level_in(own, component.after)),
        (level_in(partner, component.before), level_in(partner, component.after)),
        _trend(own, component, context.seed),
        basis,
    )


def found_series(named: NamesSeries | None, context: Context) -> Series | None:
    """The series, or None where none is asked for or nothing of it was public by the cut."""
    if named is None:
        return None
    try:
        return context.evidence.series(named.indicator, named.actor, named.partner, named.definition_id)
    except EvidenceError:
        if context.evidence.as_of is None:
            raise
        return None


def _printed(named: Named | None, context: Context) -> Share | None:
    series = found_series(named, context)
    if series is None or named is None:
        return None
    known = np.isfinite(series.best)
    if np.any((series.best[known] < 0) | (series.best[known] > 100)):
        raise UsageError(
            f"{named.indicator!r} is no share in per cent: it holds {series.best[known].max():g}; valid: 0 to 100; "
            "next: name flow and totals, from which a share is computed"
        )
    half = np.array([_half_step(value) for value in series.best])
    low = np.where(np.isfinite(series.low), series.low, series.best - half)
    high = np.where(np.isfinite(series.high), series.high, series.best + half)
    asked = ", ".join(repr(v) for v in (named.indicator, named.actor, named.partner, named.definition_id) if v)
    how = f"evidence.series({asked}), as printed, within its rounding"
    return Share(series.starts, series.ends, low, series.best, high, _weak(series, context), (series.selection,), how)


def _half_step(value: float) -> float:
    """Half a unit of the last digit that was printed, never more than half a point."""
    if not np.isfinite(value):
        return 0.0
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), 0)


def _computed(component: ShareComponent, context: Context) -> tuple[Share | None, Share | None]:
    """Shares of both sides from one flow and two totals, by the periods of the flow."""
    flow = found_series(component.flow, context)
    if flow is None:
        return None, None
    totals = [found_series(named, context) for named in (component.own_total, component.partner_total)]
    amounts = [_at(series, flow) for series in totals]
    found = alignment.trade_dependence(flow.best, *amounts)
    asked = component.flow.indicator if component.flow else ""
    how = f"alignment.trade_dependence({asked!r}, totals of both)"
    shares: list[Share | None] = []
    for series, values in zip(totals, (found.share_a, found.share_b), strict=True):
        if series is None:
            shares.append(None)
            continue
        weak = _weak(flow, context) | (_at(series, flow, _weak(series, context).astype(np.float64)) > 0)
        percent = 100.0 * values
        chosen = (flow.selection, series.selection)
        shares.append(Share(flow.starts, flow.ends, percent, percent, percent, weak, chosen, how))
    return shares[0], shares[1]


def _at(series: Series | None, flow: Series, values: Floats | None = None) -> Floats:
    """Values of a series at the periods of another; NaN where it has no figure of exactly that period."""
    if series is None:
        return np.full(flow.best.shape, np.nan)
    taken = series.best if values is None else values
    known = dict(zip(zip(series.starts, series.ends, strict=True), taken, strict=True))
    return np.array([known.get(key, np.nan) for key in zip(flow.starts, flow.ends, strict=True)], dtype=np.float64)


def _weak(series: Series, context: Context) -> NDArray[np.bool_]:
    rows = context.evidence.rows("observation", series.ids)
    return np.array([bool(row.get("weak")) for row in rows], dtype=bool)


def _trend(own: Share | None, component: ShareComponent, seed: int) -> alignment.TrendDeparture | None:
    """Departure of the later years from the line of the earlier ones; None where the figures are no yearly series."""
    if own is None:
        return None
    days = (own.ends - own.starts).astype(np.int64) + 1
    whole = (days >= 365) & (days <= 366) & (own.starts >= np.datetime64(date(component.before.start.year, 1, 1)))
    whole &= own.ends <= np.datetime64(component.after.end)
    years = own.starts[whole].astype("datetime64[Y]").astype(np.int64) + 1970
    if not whole.any():
        return None
    found = alignment.trend_departure(
        years, own.best[whole], break_year=component.after.start.year, draws=DRAWS, rng=seed
    )
    return found if found.enough else None
