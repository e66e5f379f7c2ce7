"""What pressure below war elsewhere adds to the forces asked for there, and the rule for its coefficient."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
from scipy.special import ndtri

from multifront.contingency.forces_inputs import check_range
from multifront.domain import Floats
from multifront.errors import UsageError

NO_EFFECT_RANGE = math.log(2.0)
"""Half-width of the range of the log ratio that stands in where the test cannot tell: half to twice the usual rate."""


class Coefficient(Protocol):
    """What is read of a log rate ratio with its interval; `timing.PressureCoefficient` is one."""

    @property
    def log_ratio(self) -> float:
        """Estimate."""

    @property
    def low(self) -> float:
        """Lower end."""

    @property
    def high(self) -> float:
        """Upper end."""

    @property
    def level(self) -> float:
        """Level of the interval."""

    @property
    def decided(self) -> bool:
        """Whether the test could tell."""


def pressure_log_ratio(coefficient: Coefficient, uniforms: Floats, around: float = NO_EFFECT_RANGE) -> Floats:
    """Sampled log ratio of a partner's acts while the rival is busy, from the test's coefficient, zero always within.

    Formula: decided with two finite ends: b = log_ratio + z(u') (log_ratio - low or high - log_ratio) / z_level, a
    normal of two halves whose median is the estimate and whose ends at the level are low and high, cut at the ends (u'
    from (1 - level) / 2 to (1 + level) / 2); an end on the estimate's side of 0 is first moved to 0. Undecided, or an
    end that is infinite: b uniform on -around..around.

    Args:
        coefficient: `timing.opportunism_test(...).coefficient`, or anything with its five fields.
        uniforms: numbers within (0, 1), shape (n,).
        around: half-width of the range around no effect, above 0.

    Returns:
        Log ratios, shape (n,), between the ends used; the range used always holds 0.

    Raises:
        UsageError: ends that do not hold the estimate, a level or uniforms outside 0..1, no width.

    Assumes:
        The interval says how sure one is of the ratio; the shape between its ends is a convention. An undecided test
        is no evidence of a small effect: `around` is an assumption and is swept. The ratio is of acts as counted
        under another crisis; it is no hazard of war.

    References:
        Wallis (2014), The two-piece normal, Statistical Science 29(1):106-112; docs/methods-opportunism.md.

    Example:
        >>> from types import SimpleNamespace
        >>> told = SimpleNamespace(log_ratio=0.5, low=-0.1, high=0.9, level=0.9, decided=True)
        >>> pressure_log_ratio(told, np.array([0.5])).round(6).tolist()
        [0.5]
    """
    _check_uniforms(uniforms)
    if not 0.0 < around < math.inf:
        raise UsageError(f"around must be above 0 and finite, found {around:g}")
    ends = (coefficient.low, coefficient.high)
    if not coefficient.decided or not all(math.isfinite(end) for end in ends):
        return np.asarray(around * (2.0 * uniforms - 1.0))
    if not ends[0] <= coefficient.log_ratio <= ends[1]:
        raise UsageError(f"the interval {ends[0]:g}..{ends[1]:g} does not hold its estimate {coefficient.log_ratio:g}")
    if not 0.0 < coefficient.level < 1.0:
        raise UsageError(f"level must lie within 0..1, found {coefficient.level:g}")
    low, high = min(ends[0], 0.0), max(ends[1], 0.0)
    tail = (1.0 - coefficient.level) / 2.0
    score = ndtri(tail + coefficient.level * uniforms) / ndtri(1.0 - tail)
    reach = np.where(score < 0.0, coefficient.log_ratio - low, high - coefficient.log_ratio)
    return np.asarray(np.clip(coefficient.log_ratio + score * reach, low, high))


def _check_uniforms(uniforms: Floats) -> None:
    """Refuse numbers that are not strictly within 0..1."""
    if not ((uniforms > 0.0) & (uniforms < 1.0)).all():
        raise UsageError("uniforms must lie strictly within 0..1")


def pressure_demand(activity: Floats, units_each: Floats, log_ratio: Floats, exposure: Floats) -> Floats:
    """Units asked for at each front because a partner is active there.

    Formula: activity x units each x exp(log ratio x exposure).

    Args:
        activity: patrols, sorties or drills under way at once at a front in usual times, shape (F, n); 0 with the
            channel off.
        units_each: units of a layer that one of them ties down, shape (L, n); an assumption, see `break_even`.
        log_ratio: from `pressure_log_ratio`, shape (n,).
        exposure: how far the rival is busy elsewhere, 0..1, shape (n,).

    Returns:
        Units, shape (L, F, n), at least 0: to be added to `Requirements.base`.

    Raises:
        UsageError: a number below 0, or an exposure above 1.

    Assumes:
        Each patrol is answered by the same number of units and all at once; answering is a choice, and a coalition
        that is short may leave patrols unanswered. Same ratio at every front.

    References:
        docs/model-fronts.md, section "Pressure".

    Example:
        >>> pressure_demand(np.array([[2.0]]), np.array([[1.5]]), np.array([0.0]), np.array([1.0])).tolist()
        [[[3.0]]]
    """
    for name, values, most in (
        ("activity", activity, np.inf),
        ("units_each", units_each, np.inf),
        ("exposure", exposure, 1.0),
    ):
        check_range(name, np.asarray(values, dtype=np.float64), most)
    return np.asarray(units_each[:, None] * activity[None] * np.exp(log_ratio * exposure))
