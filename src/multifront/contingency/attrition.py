"""Losses in the first 28 days of a war: a curve with two coefficients from published war games. Decides no verdict.

    F(t)    = (1 - exp(-t / tau)) / (1 - exp(-horizon / tau)),  F(horizon) = 1
    loss(t) = min(force left, total [F(t + 1) - F(t)] x fire(t) x effectiveness(t) x presence(t))

`total` is the games' average loss at `horizon`, where fire = effectiveness = presence = 1; `tau`: how early it falls.
`fire` and `effectiveness` are those of the enemy, `presence` the share of the games' exposure that the side itself has.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError

LONGEST_WAR_DAYS = 28
"""The curve says nothing beyond: the games lasted three to four weeks."""

DECIDES_NOTHING = "losses are war-game averages carried on by a curve: they decide no verdict"

HALVINGS = 200


@dataclass(frozen=True, slots=True)
class LossCurve:
    """One side's and one kind's losses in the games: `total` at day `horizon`, `tau` in days (inf: an even rate)."""

    total: float
    horizon: float
    tau: float

    def __post_init__(self) -> None:
        """Refuse numbers that no curve has."""
        if not (self.total >= 0.0 and 0.0 < self.horizon <= LONGEST_WAR_DAYS and self.tau > 0.0):
            raise UsageError(f"LossCurve: found {self}; valid: total from 0, horizon within 0..28 days, tau above 0")

    def share(self, day: Floats) -> Floats:
        """F(day): share of the total lost by then; 0 on day 0, 1 on the horizon, above 1 after it."""
        if math.isinf(self.tau):
            return np.asarray(day / self.horizon)
        return np.asarray(np.expm1(-day / self.tau) / math.expm1(-self.horizon / self.tau))


@dataclass(frozen=True, slots=True)
class LossRun:
    """Losses by day, shape (days, n), and what is left of the force, (n,). `caution` goes wherever they are shown."""

    losses: Floats
    left: Floats
    caution: str = DECIDES_NOTHING

    @property
    def total(self) -> Floats:
        """All losses of the run, shape (n,)."""
        return np.asarray(self.losses.sum(axis=0))


def fit_tau(*, early_share: float, early_day: float, horizon: float) -> float:
    """The time constant with which a given share of the horizon's losses falls by an early day.

    Formula: root in tau of F(early day) = early share; F falls as tau grows, to early day / horizon at an even rate.

    Args:
        early_share: share of the losses at the horizon, above early_day / horizon and under 1; equal to it is even.
        early_day: days, above 0.
        horizon: days, above early_day, at most 28.

    Returns:
        Days, above 0; inf for an even rate.

    Raises:
        UsageError: a share that no falling rate has, or days out of order.

    Assumes:
        Both figures are of one game or of games alike. From two games (here 2024 over 2023) it is a reading, not a fit.

    References:
        For horizon = 3 early days: 1 / (1 + x + x^2) = early share, x = exp(-early day / tau).

    Example:
        >>> round(fit_tau(early_share=0.71, early_day=7, horizon=21), 2)
        6.0
    """
    if not 0.0 < early_day < horizon <= LONGEST_WAR_DAYS or not early_day / horizon <= early_share < 1.0:
        raise UsageError(
            f"fit_tau: found share {early_share} on day {early_day} of {horizon}; valid: 0 < day < horizon <= 28 and "
            f"a share from day / horizon to under 1: a rate that rises is another curve"
        )
    if early_share == early_day / horizon:
        return math.inf
    low, high = 1e-3 * early_day, 1e9 * horizon
    for _ in range(HALVINGS):
        middle = math.sqrt(low * high)
        ahead = math.expm1(-early_day / middle) / math.expm1(-horizon / middle) > early_share
        low, high = (middle, high) if ahead else (low, middle)
    return high


def daily_shares(tau: Floats, horizon: Floats, days: int) -> Floats:
    """Share of the games' total that falls on each day, where every draw has a curve of its own.

    Formula: F(t + 1) - F(t), F as at the head of this module.

    Args:
        tau: days, above 0, inf for an even rate, shape (n,).
        horizon: days, above 0 and at most 28, shape (n,).
        days: how many, 1 to 28.

    Returns:
        Shape (days, n), at least 0; the days up to a whole horizon add up to 1.

    Raises:
        UsageError: numbers that no curve has.

    Assumes:
        As `run_losses`.

    References:
        As `run_losses`.

    Example:
        >>> import numpy as np
        >>> daily_shares(np.array([np.inf]), np.array([4.0]), 2).tolist()
        [[0.25], [0.25]]
    """
    sound = (tau > 0.0).all() and ((horizon > 0.0) & (horizon <= LONGEST_WAR_DAYS)).all()
    if not sound or not 1 <= days <= LONGEST_WAR_DAYS:
        raise UsageError(
            "daily_shares: found a number out of range; valid: tau above 0, horizon within 0..28 days, 1 to 28 days"
        )
    day = np.arange(days + 1.0)[:, None]
    even = np.isinf(tau)
    own = np.where(even, 1.0, tau)
    falling = np.expm1(-day / own) / np.expm1(-horizon / own)
    return np.diff(np.where(even, day / horizon, falling), axis=0)


def run_losses(
    curve: LossCurve, *, scale: Floats, fire: Floats, effectiveness: Floats, presence: Floats, force: Floats
) -> LossRun:
    """Losses of one side and kind by day, as the games' curve is scaled by fire, effectiveness and presence.

    Formula: the equations at the head of this module, times `scale`.

    Args:
        curve: fitted to published totals.
        scale: a draw's factor on the games' total (their spread), shape (n,).
        fire: the enemy's effective fire, 0..1, shape (days, n), days at most 28.
        effectiveness: the enemy's multiplier, at least 1, shape (days, n).
        presence: the side's own presence as a share of that in the games, at least 0, shape (days, n).
        force: what can be lost at all, units, shape (n,).

    Returns:
        Losses by day and what is left, never under 0.

    Raises:
        UsageError: over 28 days, shapes that differ, missing or negative numbers, or fire above 1.

    Assumes:
        Losses grow in proportion with each factor, one by one. A side with half the fire may lose more than half less,
        or less. The games' exposure (bases in range, ships at sea) holds.

    References:
        Cancian, Cancian & Heginbotham (2023), The First Battle of the Next War, CSIS: totals read in a compilation.

    Example:
        >>> import numpy as np
        >>> ones = np.ones((21, 1))
        >>> curve = LossCurve(total=270, horizon=21, tau=6.0)
        >>> run = run_losses(
        ...     curve, scale=np.ones(1), fire=ones, effectiveness=ones, presence=ones, force=np.array([1e4])
        ... )
        >>> float(run.total[0].round(6))
        270.0
    """
    days, draws = fire.shape if fire.ndim == 2 else (0, -1)
    if not 1 <= days <= LONGEST_WAR_DAYS:
        raise UsageError(f"run_losses: found fire of shape {fire.shape}; valid: (days, draws) with 1 to 28 days")
    wrong = {effectiveness.shape, presence.shape} != {(days, draws)} or {scale.shape, force.shape} != {(draws,)}
    numbers = (scale, fire, effectiveness, presence, force)
    if wrong or any(np.isnan(a).any() or (a.size and a.min() < 0.0) for a in numbers) or fire.max(initial=0.0) > 1.0:
        raise UsageError(
            "run_losses: shapes differ, or a number is missing, negative, or fire above 1; see its docstring"
        )
    edges = curve.share(np.arange(days + 1.0))
    wanted = curve.total * scale * np.diff(edges)[:, None] * fire * effectiveness * presence
    gone = np.minimum(np.cumsum(wanted, axis=0), force)
    losses = np.diff(gone, axis=0, prepend=np.zeros((1, draws)))
    return LossRun(losses, np.maximum(force - gone[-1], 0.0))


def lanchester_square(
    *, own: float, enemy: float, own_rate: float, enemy_rate: float, time: float
) -> tuple[float, float]:
    """Both forces after a time under Lanchester's square law: the rival reading of the loss curve, and its check.

    Formula: dA/dt = -b B, dB/dt = -a A, so A(t) = A cosh(k t) - sqrt(b/a) B sinh(k t), k = sqrt(a b);
    a A^2 - b B^2 is constant.

    Args:
        own: A on day 0.
        enemy: B on day 0.
        own_rate: a, enemy lost a day for each of one's own, above 0.
        enemy_rate: b, own lost a day for each of the enemy's, above 0.
        time: days, at least 0, before either is gone.

    Returns:
        A and B, each at least 0.

    Raises:
        UsageError: a rate that is not above 0, a negative number, or a time by which one side is gone.

    Assumes:
        All of both sides in range of each other, no reinforcement: not so across a strait, hence only a rival reading.

    References:
        Lanchester (1916), Aircraft in Warfare; Engel (1954), Operations Research 2(2):163-171 (Iwo Jima).

    Example:
        >>> own, enemy = lanchester_square(own=100, enemy=50, own_rate=0.01, enemy_rate=0.01, time=10)
        >>> round(own**2 - enemy**2, 6)
        7500.0
    """
    if min(own_rate, enemy_rate) <= 0.0 or min(own, enemy, time) < 0.0:
        raise UsageError("lanchester_square: valid: rates above 0; forces and time at least 0")
    pace, ratio = math.sqrt(own_rate * enemy_rate), math.sqrt(enemy_rate / own_rate)
    left = own * math.cosh(pace * time) - ratio * enemy * math.sinh(pace * time)
    right = enemy * math.cosh(pace * time) - own / ratio * math.sinh(pace * time)
    if min(left, right) < 0.0:
        raise UsageError(f"lanchester_square: one side is gone before day {time}; valid: an earlier day")
    return left, right
