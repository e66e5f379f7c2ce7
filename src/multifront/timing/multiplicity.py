"""Correction for many tests at once: p-values in, q-values out. It chooses no tests and no threshold."""

from __future__ import annotations

from typing import Any

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

METHODS = ("bh", "by")


def false_discovery_rate(p_values: Any, method: str = "bh") -> Floats:
    r"""Turn the p-values of several tests into q-values that bound the share of false discoveries.

    Formula: with p sorted upward and m tests, q_(i) = min over j >= i of min(1, c m p_(j) / j), where c = 1 for
    Benjamini-Hochberg and c = 1 + 1/2 + ... + 1/m for Benjamini-Yekutieli. Rejecting all q <= a keeps the expected
    share of false rejections among all rejections at most a.

    Args:
        p_values: p-values in [0, 1], shape (m,); NaN is a test that could not be made and stays NaN, uncounted.
        method: 'bh', or 'by' where the tests may depend on each other in any way.

    Returns:
        q-values in [0, 1] in the order given, shape (m,).

    Raises:
        UsageError: for a p outside [0, 1], an array that is not one list, or an unknown method.

    Assumes:
        Every test that was tried is in the list; leaving out those that failed is what fools it. 'bh' holds for
        independent and for positively dependent tests, 'by' always, at a price of about log(m). Dropping NaN is
        harmless only where the reason for NaN does not depend on the p that would have come out.

    References:
        Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57(1):289-300, eq. 1; Benjamini & Yekutieli 2001, Ann. Stat.
        29(4):1165-1188 (any dependence: c; body not opened).

    Example:
        >>> [float(q) for q in false_discovery_rate([0.01, 0.02, 0.5]).round(4)]
        [0.03, 0.03, 0.5]
    """
    p = np.asarray(p_values, dtype=np.float64)
    if p.ndim != 1:
        raise UsageError(f"p_values must be one list of numbers, found an array of shape {p.shape}")
    if method not in METHODS:
        raise UsageError(unknown_name("method", method, METHODS, "use method='bh'"))
    tested = ~np.isnan(p)
    if np.any((p[tested] < 0.0) | (p[tested] > 1.0)):
        raise UsageError("p_values must lie in [0, 1]; pass p, not a statistic or a per cent")
    q = np.full(p.size, np.nan)
    q[tested] = _step_up(p[tested], method)
    return q


def _step_up(p: Floats, method: str) -> Floats:
    """q-values of p-values without NaN."""
    ranks, factor = np.arange(1, p.size + 1), dependence_factor(p.size, method)
    order = np.argsort(p, kind="stable")
    scaled = np.minimum(1.0, factor * p.size * p[order] / ranks)
    q = np.empty(p.size)
    q[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return q


def dependence_factor(tests: int, method: str) -> float:
    """The c by which q grows: 1 for 'bh', 1 + 1/2 + ... + 1/m for 'by'."""
    return float(np.sum(1.0 / np.arange(1, tests + 1))) if method == "by" else 1.0
