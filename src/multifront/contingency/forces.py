"""Assigns forces to fronts over sampled worlds, before and after a second front is known, with bounds. No sampling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.forces_inputs import Forces, Requirements, check_inputs, shortest_ways
from multifront.contingency.forces_stages import SLOTS, run_layer
from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError, unknown_name

POLICIES = ("two_stage", "no_redeployment", "perfect_foresight")
BLOCK = 1_000  # draws worked on at once, so that daily paths stay small; results do not depend on it
STATED_SHARE = 0.5

Permissions = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LayerMoves:
    """Who of one layer goes where, for whoever counts losses; draws first.

    `rows` positions of its P pools in `Forces`; `plan` (n, P, F) units sent on day 0; `sent` (n, P, F + 1, 3 F) at the
    correction on `moment` (n,), from each place (home last) to each slot; `travel` (n, P, F), `between` (n, F, F) days;
    `limit` (n, 4, F) most units that may act before the host's bases open and after, the day from which any act, and
    that on which those bases open; `asked` (n, 5, F) known, later, its opening, through a partner's acts, their day.
    """

    rows: tuple[int, ...]
    plan: Floats
    sent: Floats
    moment: Floats
    travel: Floats
    between: Floats
    limit: Floats
    asked: Floats


@dataclass(frozen=True, slots=True)
class ForcePlan:
    """What an assignment left uncovered. L layers, F fronts, n draws; unit-days unless said.

    `required` (L, F, n); `short` (3, L, F, n) by policy; `first_under` and `first_met` (L, F, n) the first day on
    which the units present are under, or reach, the stated share of those required that day (inf: never);
    `mean_required` and `mean_present` (days, L, F), units, mean over draws, of the two-stage policy. `moves` by layer
    where asked for.
    """

    layers: tuple[str, ...]
    fronts: tuple[str, ...]
    horizon: int
    stated_share: float
    weight: Floats
    required: Floats
    short: Floats
    first_under: Floats
    first_met: Floats
    mean_required: Floats
    mean_present: Floats
    moves: tuple[LayerMoves, ...] = ()

    def shortfall(self, policy: str = "two_stage", *, front: str | None = None, layer: str | None = None) -> Floats:
        """Unit-days short, shape (n,), over all fronts and layers or those named.

        Raises:
            UsageError: an unknown policy, front or layer; perfect foresight where it was not asked for.
        """
        short = self._short(policy)
        if layer is not None:
            short = short[[position("layer", layer, self.layers)]]
        if front is not None:
            short = short[:, [position("front", front, self.fronts)]]
        return np.asarray(short.sum(axis=(0, 1)))

    def weighted(self, policy: str = "two_stage") -> Floats:
        """What the assignment minimises: unit-days short times weight, shape (n,). Raises as `shortfall`."""
        return np.asarray((self._short(policy) * self.weight).sum(axis=(0, 1)))

    def _short(self, policy: str) -> Floats:
        short: Floats = self.short[position("policy", policy, POLICIES)]
        if np.isnan(short).any():
            raise UsageError("perfect foresight was not computed; call assign_forces with foresight=True")
        return short


def position(kind: str, name: str, valid: tuple[str, ...]) -> int:
    """Where a name stands among the valid ones.

    Raises:
        UsageError: it does not.
    """
    if name not in valid:
        raise UsageError(unknown_name(kind, name, valid, "use one of these"))
    return valid.index(name)


def assign_forces(
    forces: Forces,
    needs: Requirements,
    *,
    allowed: Permissions | None = None,
    foresight: bool = False,
    stated_share: float = STATED_SHARE,
    survival: Floats | None = None,
    moves: bool = False,
    days: bool = True,
) -> ForcePlan:
    """Assign forces to fronts so that the weighted shortfall is least: once on day 0, and again once all is known.

    Formula: minimise sum over fronts of weight x integral over 0..horizon of (required - min(required, basing,
    present)), layer by layer. **First stage**, day 0: only `base` and fronts open on day 0 are known, the reserve stays
    home, nobody is expected to move again. **Correction**, on the first later opening + delay: all openings are known,
    the reserve may leave, everyone may move. Bounds: *perfect foresight* knows all openings on day 0, keeps no reserve,
    may move on the same two days (lower); *no redeployment* keeps the first plan (upper).

    Args:
        forces: pools by layer, owner and home.
        needs: what fronts ask for, and when.
        allowed: which pool may serve which front, shape (P, F); all of them by default.
        foresight: compute the lower bound too (about as long again).
        stated_share: share of required force whose first day is reported, in 0..1.
        survival: share of present units not lost by each day, shape (L, days, n) or (L, days, 1); acts on days and
            paths alone, not on unit-days.
        moves: keep who goes where, by layer.
        days: work out first days and paths too; without them they are NaN, and a run is a third faster.

    Returns:
        A `ForcePlan`. In every draw perfect foresight <= two-stage <= no redeployment, in weighted unit-days.

    Raises:
        UsageError: inputs that do not fit; foresight where pools of a layer differ in permission: that lower bound
            is outside the class of the fast solver, `least_shortfall` solves it one draw at a time.
        SimulationError: the network was not solved; no known input does this.

    Assumes:
        The declared class, in which the network optimum is exact: units are divisible and do not stand in for another
        layer's; a front's demand is constant until it opens and constant after; one correction. Fooled by planners who
        expect a second front and hedge beyond the reserve; by a third front, which the correction already knows; and
        by weights, which decide who goes short where two plans are near one another.

    References:
        Ahuja, Magnanti & Orlin (1993), Network Flows, ch. 9 (successive shortest paths); Birge & Louveaux (2011),
        Introduction to Stochastic Programming, ch. 4 (value of information; here as bounds in each draw).

    Example:
        >>> one = np.ones((1, 1))
        >>> pool = Forces(layer=("submarines",), owner=("usa",), home=("guam",), units=4 * one, readiness=0.5 * one,
        ...     reserve=0 * one, commitment=one, transit=np.array([[[10.0]]]))
        >>> cube, inf = np.ones((1, 1, 1)), np.full((1, 1, 1), np.inf)
        >>> needs = Requirements(layers=("submarines",), fronts=("taiwan_strait",), base=0 * cube, war=3 * cube,
        ...     opening=0 * one, weight=one, basing=inf, between=np.zeros((1, 1, 1, 1)), delay=np.zeros(1), horizon=30)
        >>> assign_forces(pool, needs).shortfall().tolist()
        [50.0]
    """
    check_inputs(forces, needs)
    permitted = _permissions(allowed, forces, needs)
    if not 0.0 < stated_share <= 1.0:
        raise UsageError(f"stated_share must be above 0 and at most 1, found {stated_share}")
    lost = _survival(survival, needs)
    if foresight:
        _check_equal_permissions(permitted, forces, needs.layers)
    layers = [_Layer(forces, needs, permitted, layer) for layer in needs.layers]
    totals = [layer.run(foresight, stated_share, lost if days else None) for layer in layers]
    required, covered, under, met, asked, present = (np.stack(part) for part in zip(*totals, strict=True))
    short = np.maximum(required[:, None] - covered, 0.0).swapaxes(0, 1)
    paths = (np.moveaxis(asked, 2, 0) / needs.draws, np.moveaxis(present, 2, 0) / needs.draws)
    names = (needs.layers, needs.fronts, needs.horizon, stated_share, needs.weight)
    return ForcePlan(*names, required, short, under, met, *paths, tuple(one.moves() for one in layers) if moves else ())


def _permissions(allowed: Permissions | None, forces: Forces, needs: Requirements) -> Permissions:
    shape = (len(forces.layer), len(needs.fronts))
    if allowed is None:
        return np.ones(shape, dtype=bool)
    if np.shape(allowed) != shape:
        raise UsageError(f"allowed has shape {np.shape(allowed)}; {shape} (pools, fronts) is wanted")
    return np.asarray(allowed, dtype=bool)


def _survival(survival: Floats | None, needs: Requirements) -> Floats:
    kinds = len(needs.layers)
    if survival is None:
        return np.ones((kinds, needs.horizon, 1))
    if survival.shape[:2] != (kinds, needs.horizon) or survival.shape[2:] not in ((1,), (needs.draws,)):
        raise UsageError(f"survival has shape {survival.shape}; ({kinds}, {needs.horizon}, {needs.draws}) is wanted")
    if not ((survival >= 0.0) & (survival <= 1.0)).all():
        raise UsageError("survival must lie within 0..1 on every day")
    return survival


def _check_equal_permissions(permitted: Permissions, forces: Forces, layers: tuple[str, ...]) -> None:
    for layer in layers:
        rows = permitted[[own == layer for own in forces.layer]]
        if rows.size and (rows != rows[0]).any():
            raise UsageError(
                f"perfect foresight is exact only where all pools of a layer may serve the same fronts; those of "
                f"{layer} differ; leave foresight out, or use least_shortfall draw by draw"
            )


def correction_days(needs: Requirements) -> Floats:
    """Day of the correction, shape (n,): first opening after day 0 plus the delay, at most the horizon."""
    later = np.where(needs.opening > 0.0, needs.opening, np.inf).min(axis=0)
    return np.asarray(np.minimum(later + needs.delay, float(needs.horizon)))


class _Layer:
    """One layer's arrays in the order that the compiled loops take (draws first), and its run in blocks."""

    def __init__(self, forces: Forces, needs: Requirements, permitted: Permissions, layer: str) -> None:
        rows = [index for index, own in enumerate(forces.layer) if own == layer]
        kind = needs.layers.index(layer)
        self.rows = tuple(rows)
        ready = (forces.units * forces.readiness * forces.commitment)[rows]
        homes, ways = shortest_ways(forces.transit[rows], needs.between[kind])
        self.kind, self.horizon = kind, int(needs.horizon)
        self.allowed = permitted[rows].astype(np.float64)
        self.ready, self.kept = _first(ready), _first(ready * forces.reserve[rows])
        self.travel, self.between = _first(homes), _first(ways)
        opened = needs.opening <= 0.0
        known = needs.base[kind] + np.where(opened, needs.war[kind], 0.0)
        later = np.where(opened, 0.0, needs.war[kind])
        self.limit, self.asked = _first(_room(needs, kind)), _first(np.stack([known, later, *_acts(needs, kind)]))
        self.front = _first(_slots(needs, kind, known, later))
        self.moments = correction_days(needs)
        sizes = (needs.draws, len(rows), len(needs.fronts))
        self.plan, self.sent = np.zeros(sizes), np.zeros((*sizes[:2], sizes[2] + 1, SLOTS * sizes[2]))

    def moves(self) -> LayerMoves:
        """Who goes where, once it has run."""
        ways = (self.moments, self.travel, self.between)
        return LayerMoves(self.rows, self.plan, self.sent, *ways, self.limit, self.asked)

    def run(self, foresight: bool, share: float, lost: Floats | None) -> tuple[Floats, ...]:
        """Required (F, n), covered (3, F, n), first days under and met (F, n), sums over draws by day (F, days)."""
        known, later, opens, acts, acts_from = np.moveaxis(self.asked, 1, 0)
        required = known * self.horizon + later * np.clip(self.horizon - opens, 0.0, None)
        required = required + acts * np.clip(self.horizon - acts_from, 0.0, None)
        covered = np.empty((opens.shape[0], 3, opens.shape[1]))
        under, met = np.full(opens.shape, np.inf), np.full(opens.shape, np.inf)
        sums = np.zeros((2, opens.shape[1], self.horizon))
        for begin in range(0, opens.shape[0], BLOCK):
            part = slice(begin, begin + BLOCK)
            presence = np.empty((*opens[part].shape, self.horizon))
            pools = (self.ready[part], self.kept[part], self.travel[part], self.allowed)
            given = (self.between[part], self.front[part], self.moments[part])
            moves = (self.plan[part], self.sent[part])
            covered[part], solved = run_layer(pools, *given, self.horizon, foresight, presence, moves)
            if not solved:
                raise SimulationError("the assignment of forces was not solved; please report the inputs")
            if lost is None:
                continue
            alive = lost[self.kind] if lost.shape[2] == 1 else lost[self.kind][:, part]
            daily = _daily(known[part], later[part], opens[part], self.horizon)
            daily = daily + _daily(0.0 * known[part], acts[part], acts_from[part], self.horizon)
            here = np.minimum(presence, _room_by_day(self.limit[part], self.horizon))
            here = np.minimum(here * alive.T[:, None, :], daily)
            sums += np.stack([daily.sum(axis=0), here.sum(axis=0)])
            under[part], met[part] = _first_days(here, daily, share)
        if lost is None:
            under[:], met[:], sums[:] = np.nan, np.nan, np.nan
        return required.T, np.moveaxis(covered, 0, 2), under.T, met.T, sums[0], sums[1]


def _room(needs: Requirements, kind: int) -> Floats:
    """Rows of `LayerMoves.limit`, shape (4, F, n): at fronts not open from the start the host's bases are open."""
    room, nothing = needs.basing[kind], np.zeros(needs.opening.shape)
    if needs.waits is None:
        return np.stack([room, room, nothing, nothing])
    opened, host = needs.opening <= 0.0, needs.waits.host[kind]
    early = np.where(opened, room, room + host)
    begins = np.where(opened, needs.waits.begins, 0.0)
    return np.stack([early, room + host, begins, np.where(opened, np.maximum(needs.waits.host_from, begins), 0.0)])


def _acts(needs: Requirements, kind: int) -> tuple[Floats, Floats, Floats]:
    """Opening, units asked for through a partner's acts, and their first day, shape (F, n) each."""
    nothing = np.zeros(needs.opening.shape)
    if needs.waits is None:
        return needs.opening, nothing, nothing
    return needs.opening, needs.waits.acts[kind], nothing + needs.waits.acts_from


def _slots(needs: Requirements, kind: int, known: Floats, later: Floats) -> Floats:
    """Rows of `front` in `forces_stages`, shape (10, F, n): what each slot can hold within the room, and from when.

    At a front open from the start the second slot is what only the host's bases have room for; elsewhere it is war.
    """
    early, full, begins, host_from = _room(needs, kind)
    opening, acts, acts_from = _acts(needs, kind)
    opened = opening <= 0.0
    first = np.minimum(known, early)
    second = np.minimum(known + later, full) - first
    third = np.minimum(np.maximum(full - first - second, 0.0), acts)
    starts = [begins, np.where(opened, host_from, opening), np.maximum(acts_from, begins)]
    given = np.ones(opening.shape)
    return np.stack([first, second, third, *starts, needs.weight, given, opened * given, given])


def _room_by_day(limit: Floats, days: int) -> Floats:
    """Most units that may act on each day, shape (n, F, days) or, where nothing waits, (n, F, 1)."""
    early, full, begins, host_from = (np.moveaxis(limit, 1, 0)[row][..., None] for row in range(4))
    if not begins.any() and not host_from.any():
        return np.asarray(full)
    day = np.arange(days)
    return np.where(begins <= day, np.where(host_from <= day, full, early), 0.0)


def _first(values: Floats) -> Floats:
    """The same numbers with draws, the last axis, first and contiguous."""
    return np.ascontiguousarray(np.moveaxis(values, -1, 0), dtype=np.float64)


def _daily(known: Floats, later: Floats, opens: Floats, days: int) -> Floats:
    """Units asked for at the start of each day, shape (n, F, days)."""
    return known[..., None] + np.where(opens[..., None] <= np.arange(days), later[..., None], 0.0)


def _first_days(here: Floats, daily: Floats, share: float) -> tuple[Floats, Floats]:
    """First day on which the force present is under the share of what is asked for, and on which it reaches it."""
    asked = daily > 0.0
    reached = here >= share * daily * (1.0 - 1e-12)
    days = []
    for found in (asked & ~reached, asked & reached):
        days.append(np.where(found.any(axis=2), found.argmax(axis=2), np.inf))
    return days[0], days[1]
