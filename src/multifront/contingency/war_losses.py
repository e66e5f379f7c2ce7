"""Losses on both sides of a war and what they take from the forces at the fronts. Plans are those of `forces`.

    x_k(t)      = total_k x scale_k x [F_k(t + 1) - F_k(t)] / (per unit_k x exposed_k)
    course_k(t) = 1 - sum of x_k before t
    wanted_k(t) = x_k(t) / course_k(t) x fire_k(t) x gain_k(t)
    share_k(t)  = 1 - w_k (1 - enemy's force present(t)),  w_k share of the enemy's fire that hangs on its force present
    hazard_k(t) = min(1, wanted_k(t) x share_k(t))
    A_k(t + 1)  = A_k(t) (1 - hazard_k(t)) + arrivals_k(t + 1) - departures_k(t + 1)

k is a line of losses: a layer of one owner at the first front, or a side's own force, all there on day 0. A are units
present; the losses of a day are hazard x A. Dividing by the course of the games makes a force that stands as in the
games lose what it loses there, since survivors alone can be lost. `gain` is the multiplier of the channel
*intelligence*. The enemy's force present is the mean by weight of min(1, A / (exposed x course)) over its lines. Units
that leave the first front at the correction take their losses with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from multifront.contingency import losses_kernel as kernel
from multifront.contingency.attrition import DECIDES_NOTHING, LONGEST_WAR_DAYS
from multifront.contingency.forces import LayerMoves
from multifront.domain import Floats
from multifront.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class WarLines:
    """K lines of losses over n draws.

    `camp` (K,) which of two sides a line stands on; `group` (K,) which force it belongs to for the bound; `pools` (K,)
    positions in `Forces` of the pools that lose, empty for a side's own force. `exposed` units, `from_forces` share,
    `weight`, shape (K, n). `wanted` (K, D, n) share lost a day at full presence of the enemy, without intelligence;
    `limit` (n,) the stated share. `course` (K, D, n): share of the exposed that stands in the games on each day,
    against which a force present is measured; 1 where it is None.
    """

    camp: tuple[int, ...]
    group: tuple[int, ...]
    pools: tuple[tuple[int, ...], ...]
    exposed: Floats
    from_forces: Floats
    weight: Floats
    wanted: Floats
    limit: Floats
    course: Floats | None = None


@dataclass(frozen=True, slots=True)
class WarLosses:
    """What losses did, n draws: unit-days more that are short (n,), units lost by line (K, n), and by group the first
    day with force present under the stated share (G, n), inf where never within 28 days.
    """

    short: Floats
    lost: Floats
    ends: Floats
    caution: str = DECIDES_NOTHING


def run_war_losses(lines: WarLines, gain: Floats, moves: Sequence[LayerMoves], horizon: int) -> WarLosses:
    """Losses on both sides for at most 28 days, and the forces that are missing through them up to the horizon.

    Formula: at the head of this module. Short by losses = sum over layers, fronts and days of min(useful without
    losses) - min(useful with them), useful = min(required, basing, present).

    Args:
        lines: who can lose what.
        gain: multiplier of the losses of each line, at least 1, shape (K, D, n); 1 without intelligence.
        moves: from `assign_forces(..., moves=True)`, one a layer; empty where there are no forces.
        horizon: days of the run.

    Returns:
        A `WarLosses`; all of it 0, and no bound, where nothing is lost.

    Raises:
        UsageError: more than 28 days of losses, shapes that differ, a number missing or out of range.

    Assumes:
        Plans do not foresee losses and nobody replaces them: an upper bound of what is short through them. Losses fall
        on the first front alone, on all units of a line alike. At most 28 days; afterwards what is left stays.

    References:
        docs/model-attrition.md; Cancian, Cancian & Heginbotham (2023), The First Battle of the Next War, CSIS.

    Example:
        >>> one = np.ones((1, 1))
        >>> lines = WarLines(camp=(0,), group=(0,), pools=((),), exposed=100 * one, from_forces=0 * one, weight=one,
        ...     wanted=np.full((1, 2, 1), 0.5), limit=np.array([0.4]))
        >>> run = run_war_losses(lines, np.ones((1, 2, 1)), (), 30)
        >>> run.lost.tolist(), run.ends.tolist()
        ([[75.0]], [[2.0]])
    """
    count, draws = _checked(lines, gain, horizon)
    names = np.array([lines.camp, lines.group, [int(not own) for own in lines.pools]], dtype=np.int64)
    given, needs, pools = _stacked(lines, moves, draws)
    table = np.ascontiguousarray(np.moveaxis(np.stack([lines.exposed, lines.from_forces, lines.weight]), 2, 0))
    wanted = np.ascontiguousarray(np.moveaxis(lines.wanted * gain, 2, 0))
    course = np.ones(wanted.shape) if lines.course is None else np.ascontiguousarray(np.moveaxis(lines.course, 2, 0))
    out = np.zeros(draws), np.zeros((draws, count)), np.full((draws, 1 + max(lines.group)), np.inf)
    kernel.run_draws(given, pools, needs, (table, names, wanted, course), lines.limit, horizon, out)
    return WarLosses(out[0], out[1].T, out[2].T)


def _checked(lines: WarLines, gain: Floats, horizon: int) -> tuple[int, int]:
    count, days, draws = lines.wanted.shape if lines.wanted.ndim == 3 else (0, 0, 0)
    if not count or not 1 <= days <= min(LONGEST_WAR_DAYS, horizon):
        raise UsageError(
            f"run_war_losses: found {count} lines and {days} days; valid: a line, 1 to 28 days in the horizon"
        )
    flat = {lines.exposed.shape, lines.from_forces.shape, lines.weight.shape}
    if flat != {(count, draws)} or gain.shape != lines.wanted.shape or lines.limit.shape != (draws,):
        raise UsageError("run_war_losses: shapes differ; valid: (lines, draws), (lines, days, draws), (draws,)")
    if lines.course is not None and lines.course.shape != lines.wanted.shape:
        raise UsageError("run_war_losses: course differs in shape from wanted; valid: (lines, days, draws)")
    course = gain if lines.course is None else lines.course
    numbers = (lines.exposed, lines.from_forces, lines.weight, lines.wanted, lines.limit, gain, course)
    if any(not np.isfinite(a).all() or a.min() < 0.0 for a in numbers) or lines.exposed.min() <= 0.0:
        raise UsageError("run_war_losses: a number is missing, infinite or negative, or nothing is exposed")
    if max(lines.from_forces.max(), lines.limit.max()) > 1.0 or gain.min() < 1.0:
        raise UsageError("run_war_losses: valid: shares within 0..1, gain at least 1")
    return count, draws


def _stacked(
    lines: WarLines, moves: Sequence[LayerMoves], draws: int
) -> tuple[kernel.Moves, tuple[Floats, Floats], kernel.Integers]:
    """The moves of all layers in one table, what fronts ask for, and each pool's line and layer."""
    if not moves:
        none = np.zeros((draws, 0, 1))
        given = (none, np.zeros((draws, 0, 2, 3)), none, np.zeros((draws, 1, 1, 1)), np.zeros(draws))
        return given, (np.zeros((draws, 1, 4, 1)), np.zeros((draws, 1, 5, 1))), np.zeros((2, 0), dtype=np.int64)
    line_of = {pool: line for line, own in enumerate(lines.pools) for pool in own}
    pools = [(line_of.get(row, -1), layer) for layer, one in enumerate(moves) for row in one.rows]
    plan, sent, travel = (
        np.concatenate([getattr(one, name) for one in moves], axis=1) for name in ("plan", "sent", "travel")
    )
    between, limit, asked = (
        np.stack([getattr(one, name) for one in moves], axis=1) for name in ("between", "limit", "asked")
    )
    given = (plan, sent, travel, between, np.ascontiguousarray(moves[0].moment))
    return given, (limit, asked), np.array(pools, dtype=np.int64).reshape(-1, 2).T.copy()
