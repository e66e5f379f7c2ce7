"""Sampling error of what draws say: intervals of shares and means over sampled worlds. Knows no claims."""

from __future__ import annotations

import math

import numpy as np
from scipy.stats import binomtest

from multifront.domain import Floats


def share_interval(found: int, of: int) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for the share that many more draws would give.

    Args:
        found: draws in which it happened.
        of: all draws, at least one.
    """
    ends = binomtest(found, of).proportion_ci(confidence_level=0.95, method="wilson")
    return (float(ends.low), float(ends.high))


def mean_interval(values: Floats) -> tuple[float, float, float]:
    """Mean over draws with its 95 % interval (normal); the interval of a single draw is not known, so NaN."""
    mean = float(np.mean(values))
    half = 1.96 * float(values.std(ddof=1)) / math.sqrt(values.size) if values.size > 1 else math.nan
    return (mean, mean - half, mean + half)
