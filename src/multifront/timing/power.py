"""How large a true share of triggered events the coincidence test would see. It makes no p of the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.calibration import SyntheticPairs, all_p_values
from multifront.timing.exact_null import Design, add_unit, coverage, unit_pmf
from multifront.timing.intensity import daily_rates

TARGET_POWER = 0.8
SHARES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
INJECTED_PAIRS = 200
_CERTAIN = 0.995


@dataclass(frozen=True, slots=True)
class Power:
    """Chance of p <= alpha for each true share triggered, the share seen with 80 % power, and how it was found."""

    curve: tuple[tuple[float, float], ...]
    detectable: float | None
    method: str


def power_by_formula(a: NDArray[np.int64], b: NDArray[np.int64], design: Design, alpha: float) -> Power:
    """Power for independent events: hit chances q become q + f (1 - q), the critical value from the widened null.

    A true hit drags its own B into its landing range, so the null sees q + f (1 - q) g, g from `dragged_share`.
    """
    length = design.calendar.length
    mask = coverage(b, length, design.lag, design.lag + design.window)
    rate = daily_rates(a, design.calendar)[0]
    chances = np.array([unit_pmf(a[i : i + 1], mask, rate, design.local_shifts)[1] for i in range(a.size)])
    drag = dragged_share(design)
    points = [(0.0, _rejects(chances, chances, alpha))]
    for share in SHARES:
        hit = chances + share * (1.0 - chances)
        points.append((share, _rejects(hit, chances + share * (1.0 - chances) * drag, alpha)))
    return summary(points, "formula for independent events")


def dragged_share(design: Design) -> float:
    """Share of the pairs (delay in 0..w, local shift s) that still hit the same event: 0 <= delay + s <= w."""
    delays = np.arange(design.window + 1)[:, None] + design.local_shifts
    return float(((delays >= 0) & (delays <= design.window)).mean())


def _rejects(hit: Floats, null: Floats, alpha: float) -> float:
    """Chance that a count with hit chances `hit` has mid-p <= alpha under hit chances `null`."""
    under_null, under_truth = _count_pmf(null), _count_pmf(hit)
    mid_p = np.cumsum(under_null[::-1])[::-1] - 0.5 * under_null
    return float(under_truth[mid_p <= alpha].sum())


def _count_pmf(chances: Floats) -> Floats:
    """Distribution of the number of hits among independent events."""
    total = np.ones(1)
    for chance in chances:
        total = add_unit(total, np.array([1.0 - chance, chance]), 1)
    return total


def power_by_injection(pairs: SyntheticPairs, design: Design, null: str, threshold: float, at_zero: float) -> Power:
    """Power by moving a share of A's events behind random events of B in synthetic pairs, then testing each pair.

    The reported test rejects where the p of `null` is at most `threshold`; `at_zero` is its false-positive rate.
    """
    rng = np.random.default_rng(pairs.seed + 1)
    a, b = pairs.a[:INJECTED_PAIRS], pairs.b[:INJECTED_PAIRS]
    order = rng.random(a.shape)
    causes = np.take_along_axis(b, rng.integers(0, b.shape[1], a.shape), axis=1)
    followed = causes + design.lag + rng.integers(0, design.window + 1, a.shape)
    followed = np.clip(followed, 0, design.calendar.length - 1)
    points = [(0.0, at_zero)]
    for share in SHARES:
        if points[-1][1] >= _CERTAIN:
            points.append((share, 1.0))
            continue
        p = all_p_values(np.sort(np.where(order < share, followed, a), axis=1), b, design).by_null()[null]
        points.append((share, float((p <= threshold).mean())))
    return summary(points, f"injection into {a.shape[0]} synthetic pairs")


def summary(points: list[tuple[float, float]], method: str) -> Power:
    """The curve made non-decreasing, and where it first reaches 80 %, by linear interpolation."""
    shares = np.array([share for share, _ in points])
    powers = np.maximum.accumulate([power for _, power in points])
    curve = tuple((float(share), float(power)) for share, power in zip(shares, powers, strict=True))
    reached = np.flatnonzero(powers >= TARGET_POWER)
    if reached.size == 0:
        return Power(curve, None, method)
    i = int(reached[0])
    if i == 0:
        return Power(curve, 0.0, method)
    step = (TARGET_POWER - powers[i - 1]) / (powers[i] - powers[i - 1])
    return Power(curve, float(shares[i - 1] + step * (shares[i] - shares[i - 1])), method)
