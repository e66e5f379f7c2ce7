"""Arms of one class on one side: stock, production that needs imported components, a partner's budget, effective fire.

Daily steps, units of the class (missiles, interceptors, rounds, drones), one entry a draw; no sampling, no files.
Several donors (a partner and others) each have a budget of their own; what they send and ask for is summed.

    made(t)      = P (1 - c) + min(P c, K(t) + P c s(t)),   K(0) = P c k,   K never above K(0)
    s(t)         = 1 - (1 - supply) clip(t + 1 - cut day, 0, 1)
    free(t)      = partner's made(t) + min(draw-down, reserve(t)) - own use in this branch of the Ukraine war
    received(t)  = a(t) max(0, free(t)) x compatible x willingness,   a(t) = clip(t + 1 - from day, 0, 1)
    asked(t)     = a(t) max(0, -free(t) - kept back) x compatible x gives          (the sign has turned)
    available(t) = stock(t) + made(t) + received(t)
    fire(t)      = min(1, available(t) / need(t));   used = min(available, need)
    given(t)     = min(available - used, asked)      the receiver fires first and gives from what is left
    stock(t + 1) = stock(t) + made + received - used - given

P is production with all components, c the share of it that needs imported ones, k the days that their stock covers.
The sources of the numbers and what is assumed stand in docs/model-arms.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from multifront.contingency import arms_kernel as kernel
from multifront.domain import Floats
from multifront.errors import UsageError

ARMS_CLASSES = ("long_range_strike", "air_defence", "artillery", "drones")
"""The classes; none stands in for another."""

FIRE_LIMIT = 0.3
"""Effective fire under which a side has run out of a class (design)."""

SHARES = {"component_share", "component_supply", "compatible", "willingness", "gives"}


class _Checked:
    """Arrays of one length, finite, not negative, shares within 0..1; days may be inf, which is never."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if isinstance(value, Production):
                continue
            _check_number(f"{type(self).__name__}.{field.name}", field.name, value)


def _check_number(name: str, key: str, value: Floats) -> None:
    if not isinstance(value, np.ndarray) or value.dtype != np.float64:
        raise UsageError(f"{name}: found {type(value).__name__}; valid: an array of floats, one a draw")
    if np.isnan(value).any() or (value.size and value.min() < 0.0):
        raise UsageError(f"{name}: found missing or negative numbers; valid: at least 0; a missing number is no zero")
    if key in SHARES and value.size and value.max() > 1.0:
        raise UsageError(f"{name}: found {value.max()}; valid: a share within 0..1")
    if not key.endswith(("_day", "_starts")) and not np.isfinite(value).all():
        raise UsageError(f"{name}: found an infinite number; valid: finite (only a day may be inf, which is never)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Production(_Checked):
    """What is made a day, and how it depends on imported components. Arrays of shape (n,).

    `capacity` units/day with all components; `component_share` of it needs imported ones; `component_days` of full
    production are in store; from `cut_day` on only `component_supply` of the normal components arrives.
    """

    capacity: Floats
    component_share: Floats
    component_days: Floats
    component_supply: Floats
    cut_day: Floats

    def table(self) -> Floats:
        """Shape (5, n), in the order of the kernel."""
        return _table(self.capacity, self.component_share, self.component_days, self.component_supply, self.cut_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(_Checked):
    """One class of arms on one side: `stock` units (n,), `production`, and the need by phase.

    `need` (phases, n) in units/day; `phase_starts` (phases, n) in days, the first row zero, none before the one above.
    """

    stock: Floats
    production: Production
    need: Floats
    phase_starts: Floats

    def __post_init__(self) -> None:
        """Check the numbers and that phases follow one another from day 0."""
        _Checked.__post_init__(self)
        if self.need.ndim != 2 or self.need.shape != self.phase_starts.shape or not len(self.need):
            raise UsageError(
                f"Holding: need {self.need.shape} and phase_starts {self.phase_starts.shape}; valid: both (phases, n)"
            )
        if np.any(self.phase_starts[0] != 0.0) or np.any(np.maximum.accumulate(self.phase_starts) != self.phase_starts):
            raise UsageError("Holding.phase_starts: the first phase starts on day 0 and none before the one above it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(_Checked):
    """A partner's budget of one class in one branch of the Ukraine war. Arrays of shape (n,).

    `reserve` units that may ever be drawn down, `draw_down` of them a day, `own_use` units/day in its own war,
    `compatible` share that fits the receiver's systems, `willingness`, `from_day` of the first delivery, and `gives`:
    the share of what the partner asks for that the receiver grants once the sign has turned (0: the rule is off).
    """

    reserve: Floats
    production: Production
    draw_down: Floats
    own_use: Floats
    compatible: Floats
    willingness: Floats
    from_day: Floats
    gives: Floats

    def table(self) -> Floats:
        """Shape (7, n), in the order of the kernel."""
        return _table(
            *(self.reserve, self.draw_down, self.own_use, self.compatible, self.willingness, self.from_day, self.gives)
        )


@dataclass(frozen=True, slots=True)
class ArmsPaths:
    """Daily numbers, shape (days, n): stock at the end of the day, fire 0..1, and the flows of the day in units."""

    stock: Floats
    fire: Floats
    made: Floats
    used: Floats
    received: Floats
    given: Floats
    partner_stock: Floats


@dataclass(frozen=True, slots=True)
class ArmsRun:
    """One class of one side. `endurance` is the first day with fire under the limit, inf where there was none.

    Totals over all days in units, shape (n,); `partner_stock` is what the partner has left, kept back or in reserve.
    """

    days: int
    endurance: Floats
    stock: Floats
    made: Floats
    used: Floats
    received: Floats
    given: Floats
    partner_stock: Floats
    paths: ArmsPaths | None

    @property
    def censored(self) -> NDArray[np.bool_]:
        """True where fire never fell under the limit within the days that were run."""
        return np.isinf(self.endurance)


def transfer_budget(
    *, made: Floats, draw_down: Floats, own_use: Floats, compatible: Floats, willingness: Floats
) -> Floats:
    """What a partner can hand over a day; negative where it is short itself and asks for help.

    Formula: free = made + draw-down - own use; free x compatible x willingness where free > 0, else free x compatible.

    Args:
        made: the partner's production, units/day, shape (n,).
        draw_down: what it takes from its own stock, units/day.
        own_use: what its own war takes, units/day.
        compatible: share that fits the receiver's systems, 0..1.
        willingness: share of the compatible surplus that it hands over, 0..1.

    Returns:
        Units/day, shape (n,); exactly 0 where there is no surplus and no want.

    Raises:
        UsageError: a missing or negative number, or a share above 1.

    Assumes:
        One day of a constant war. Over many days the draw-down ends with the reserve: use `run_arms`.

    References:
        A balance of flows. Figures of such a budget: docs/model-arms.md (Russian shell output and use, NATO 2024).

    Example:
        >>> import numpy as np
        >>> one = lambda x: np.array([float(x)])
        >>> half = {"compatible": one(0.5), "willingness": one(0.5)}
        >>> transfer_budget(made=one(100), draw_down=one(20), own_use=one(80), **half)
        array([10.])
    """
    given = {"made": made, "draw_down": draw_down, "own_use": own_use}
    for key, value in (given | {"compatible": compatible, "willingness": willingness}).items():
        _check_number(f"transfer_budget: {key}", key, value)
    free = made + draw_down - own_use
    return np.where(free > 0.0, free * compatible * willingness, free * compatible)


def run_arms(
    holding: Holding,
    partner: Partner | None = None,
    *,
    donors: Sequence[Partner] = (),
    days: int,
    fire_limit: float = FIRE_LIMIT,
    paths: bool = False,
) -> ArmsRun:
    """Run one class of arms of one side, with or without a partner and further donors, day by day in every draw.

    Formula: the equations at the head of this module.

    Args:
        holding: stock, production and need of the side; challenger, defender or coalition alike.
        partner: its budget; None for none.
        donors: budgets of further donors; received, asked and left over are summed over all. Neither a partner nor
            donors: the channel *arms* is off.
        days: length of the run, at least 1.
        fire_limit: share of the need under which the side has run out, 0..1.
        paths: keep the daily numbers, seven arrays of (days, n).

    Returns:
        Endurance in whole days from the start (inf: never within the run) and totals in units.

    Raises:
        UsageError: lengths differ, days under 1, or a limit outside 0..1.

    Assumes:
        The need is known and is not cut back as the stock falls. The reserve that the partner opens shrinks by the
        draw-down a day whether or not all of it fits or is sent; the rest is kept back at home. A side at the front
        fires before it gives. Nothing is on the way when the run starts. Donors do not look at one another.

    References:
        Stock and flow; effective fire as supply over need: multiplier of the design. Invariants: tests/properties.

    Example:
        >>> import numpy as np
        >>> one = lambda x: np.array([float(x)])
        >>> none = Production(
        ...     capacity=one(0), component_share=one(0), component_days=one(0), component_supply=one(1), cut_day=one(0)
        ... )
        >>> side = Holding(stock=one(450), production=none, need=one(100)[None], phase_starts=one(0)[None])
        >>> run_arms(side, days=21).endurance
        array([5.])
    """
    if days < 1 or not 0.0 <= fire_limit <= 1.0:
        raise UsageError(f"run_arms: found days={days}, fire_limit={fire_limit}; valid: days from 1, limit within 0..1")
    draws = len(holding.stock)
    helpers = [*([] if partner is None else [partner]), *donors] or [no_partner(draws)]
    need, starts = np.ascontiguousarray(holding.need), np.ascontiguousarray(holding.phase_starts)
    tables = (
        np.ascontiguousarray(holding.stock),
        *(holding.production.table(), need, starts),
        *(_stacked([one.production.table() for one in helpers]), _stacked([one.table() for one in helpers])),
    )
    if any(table.shape[-1] != draws for table in tables):
        raise UsageError(f"run_arms: found {[t.shape[-1] for t in tables]} draws; valid: one length for all numbers")
    sums = np.zeros((kernel.PATHS, draws))
    daily = np.zeros((kernel.PATHS, days if paths else 0, draws))
    kernel.run_draws(days, fire_limit, tables, sums, daily)
    stock, endurance, made, used, received, given, left = sums
    kept = ArmsPaths(*daily) if paths else None
    return ArmsRun(days, endurance, stock, made, used, received, given, left, kept)


def first_bound(runs: dict[str, ArmsRun]) -> tuple[Floats, NDArray[np.int64]]:
    """The day on which a side first runs out of one of several classes, and which class that is.

    Formula: min over classes of endurance; ties go to the class named first; -1 where none runs out.

    Args:
        runs: one run a class, all of one length and one number of draws.

    Returns:
        Days (inf: never) and the index of the class in the order of `runs`, both of shape (n,).

    Raises:
        UsageError: no run, or runs of different lengths.

    Assumes:
        Every class given is one without which the side cannot go on. Leave out classes of which that is not so.

    References:
        Design: the first bound that binds ends a draw.

    Example:
        >>> first_bound({})
        Traceback (most recent call last):
        ...
        multifront.errors.UsageError: first_bound: found no run; valid: at least one class, such as 'artillery'
    """
    if not runs:
        raise UsageError("first_bound: found no run; valid: at least one class, such as 'artillery'")
    if len({(run.days, len(run.endurance)) for run in runs.values()}) > 1:
        raise UsageError("first_bound: runs differ in days or draws; valid: runs of one length; run them alike")
    ends = np.stack([run.endurance for run in runs.values()])
    first = ends.min(axis=0)
    return first, np.where(np.isinf(first), -1, ends.argmin(axis=0))


def no_partner(draws: int) -> Partner:
    """A partner that makes, uses and sends nothing: the channel *arms* off."""
    none = np.zeros(draws)
    made = Production(capacity=none, component_share=none, component_days=none, component_supply=none, cut_day=none)
    return Partner(
        reserve=none,
        production=made,
        draw_down=none,
        own_use=none,
        compatible=none,
        willingness=none,
        from_day=none,
        gives=none,
    )


def _stacked(tables: Sequence[Floats]) -> Floats:
    """Tables of all donors, shape (donors, rows, n)."""
    if len({table.shape for table in tables}) > 1:
        found = [table.shape[-1] for table in tables]
        raise UsageError(f"run_arms: found donors of {found} draws; valid: one length for all numbers")
    return np.stack(tables)


def _table(*rows: Floats) -> Floats:
    if len({row.shape for row in rows}) > 1 or rows[0].ndim != 1:
        raise UsageError(f"arms: found shapes {[row.shape for row in rows]}; valid: one number a draw, (n,) each")
    return np.stack(rows)
