"""Distance between two states' published ideal points, with an interval; the points themselves are fitted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from multifront.alignment.positions import numbers
from multifront.domain import Floats
from multifront.errors import UsageError


@dataclass(frozen=True, slots=True)
class PointDistance:
    """Distance by period with the ends of its interval; NaN where either point is missing. Arrays of shape (n,)."""

    distance: Floats
    standard_deviation: Floats
    low: Floats
    high: Floats
    level: float
    correlation: float


def sd_from_interval(low: ArrayLike, high: ArrayLike, *, level: float = 0.9) -> Floats:
    """Standard deviation of an estimate from its published central interval, taking it for normal.

    Formula: sd = (high - low) / (2 z), z the normal quantile at (1 + level) / 2: 1.645 for a 5-95 % interval.

    Args:
        low: lower ends, any shape, NaN where missing.
        high: upper ends, same shape.
        level: share of the posterior inside, above 0 and below 1.

    Returns:
        Standard deviations, 0 or more, NaN where an end is missing.

    Raises:
        UsageError: ends of different shape or in the wrong order, or a level outside 0..1.

    Assumes:
        A normal posterior; a skewed one (few votes, a state at the edge of the space) is made symmetric.

    References:
        Normal quantiles; the release's columns are described in Bailey, Strezhnev & Voeten 2017, Journal of Conflict
        Resolution 61(2):430-456, and its codebook (doi:10.7910/DVN/LEJUQZ): Q5% and Q95% of the posterior.

    Example:
        >>> from multifront.alignment import sd_from_interval
        >>> sd_from_interval([-0.8], [0.845]).round(3).tolist()
        [0.5]
    """
    if not 0.0 < level < 1.0:
        raise UsageError(f"level {level!r} is no share; valid: above 0 and below 1; 0.9 for a 5-95 % interval")
    ends = numbers(low, "low"), numbers(high, "high")
    if ends[0].shape != ends[1].shape or np.any(ends[0] > ends[1]):
        raise UsageError(
            f"low {ends[0].shape} and high {ends[1].shape} are not ends of intervals; valid: the same shape, low not "
            "above high; check the order of the two columns"
        )
    return np.asarray((ends[1] - ends[0]) / (2.0 * ndtri((1.0 + level) / 2.0)))


def ideal_point_distance(
    points_a: ArrayLike,
    points_b: ArrayLike,
    sd_a: ArrayLike,
    sd_b: ArrayLike,
    *,
    level: float = 0.9,
    correlation: float = 0.0,
) -> PointDistance:
    """Distance between two states' ideal points in each period, with an interval from the published posteriors.

    Formula: d = |a - b|; sd^2 = sd_a^2 + sd_b^2 - 2 correlation sd_a sd_b; the interval a - b -+ z sd is folded at 0:
    if it holds 0 the low end is 0 and the high end the larger of the two, otherwise both ends without their sign.

    Args:
        points_a: ideal points of the first state, shape (n,), NaN where none was released.
        points_b: those of the second state in the same periods.
        sd_a: standard deviations of the first state's points (see `sd_from_interval`), 0 or more.
        sd_b: those of the second state.
        level: coverage of the interval, 0.9 like the published 5-95 %.
        correlation: between the two states' posteriors in a period, -1..1. It is not published; 0 is a guess, not an
            estimate. Votes shared by both make it positive more likely, which would shorten the interval; try -.5, .5.

    Returns:
        Distance, 0 or more, in units of the scale; its sd; low and high end. NaN in, NaN out.

    Raises:
        UsageError: arrays that do not fit together, negative deviations, level or correlation out of range.

    Assumes:
        Normal posteriors. Noise pushes a small distance up: two equal states are never found at 0. The release smooths
        each state over time, so errors of neighbouring years are shared and a sharp turn is spread over its neighbours.
        One dimension: states can be near on it and apart on what it leaves out.

    References:
        Bailey, Strezhnev & Voeten 2017, Journal of Conflict Resolution 61(2):430-456; Bailey & Voeten 2018, Public
        Choice 176 (a second dimension, not opened).

    Example:
        >>> from multifront.alignment import ideal_point_distance
        >>> found = ideal_point_distance([-0.9, -1.0], [-0.4, -0.9], [0.1, 0.1], [0.1, 0.1])
        >>> found.distance.round(2).tolist(), found.low.round(2).tolist(), found.high.round(2).tolist()
        ([0.5, 0.1], [0.27, 0.0], [0.73, 0.33])
    """
    if not 0.0 < level < 1.0 or not -1.0 <= correlation <= 1.0:
        raise UsageError(
            f"level {level!r} or correlation {correlation!r} is out of range; valid: level above 0 and below 1, "
            "correlation from -1 to 1; leave both out for a 90 % interval and independent posteriors"
        )
    a, b, first, second = _columns(points_a, points_b, sd_a, sd_b)
    signed = a - b
    variance = first**2 + second**2 - 2.0 * correlation * first * second
    sd = np.sqrt(np.maximum(variance, 0.0))
    ends = np.stack([signed - ndtri((1.0 + level) / 2.0) * sd, signed + ndtri((1.0 + level) / 2.0) * sd])
    holds_zero = (ends[0] <= 0) & (ends[1] >= 0)
    low = np.where(holds_zero, 0.0, np.abs(ends).min(axis=0))
    return PointDistance(np.abs(signed), sd, low, np.abs(ends).max(axis=0), level, correlation)


def _columns(*values: ArrayLike) -> tuple[Floats, ...]:
    """Four float columns of one shape, the last two not negative."""
    found = tuple(
        numbers(value, name) for value, name in zip(values, ("points_a", "points_b", "sd_a", "sd_b"), strict=True)
    )
    shapes = {column.shape for column in found}
    if len(shapes) > 1 or found[0].ndim != 1 or any(np.any(column < 0) for column in found[2:]):
        raise UsageError(
            f"points and deviations have shapes {[column.shape for column in found]}; valid: four flat lists of one "
            "length, deviations 0 or more; match the periods of the two states first"
        )
    return found
