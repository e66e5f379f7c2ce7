"""The exact chance that several sets picked at random share elements. No days, no season: a textbook yardstick only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy

from multifront.domain import Floats
from multifront.errors import UsageError


def overlap_p_value(common: int, sizes: Sequence[int], total: int) -> float:
    r"""Chance that independent random sets share at least so many elements, all of them.

    Formula: sets of n_1 .. n_m of N periods are picked evenly and independently. X_1 = n_1 and X_{i+1} given X_i is
    hypergeometric: P(X_{i+1} = x | X_i) = C(X_i, x) C(N - X_i, n_{i+1} - x) / C(N, n_{i+1}); p = P(X_m >= common).

    Args:
        common: number of periods in which all were active, 0 or more.
        sizes: active periods of each actor, each 0 to `total`.
        total: number of periods.

    Returns:
        p in [0, 1]; 1 where `common` is 0.

    Raises:
        UsageError: no set, or numbers that are negative or larger than the total.

    Assumes:
        Every period is equally likely for every actor and periods are separate: no season, no trend, no bursts. Real
        streams break all three, so this is a yardstick and not the null of `simultaneity_test`.

    References:
        Chained hypergeometric distribution; values of the package coincidencetest (PyPI page): (2, [3, 3, 3, 3], 10)
        gives 0.0008877 and (1, [5, 3, 7], 100) gives 0.01047.

    Example:
        >>> round(overlap_p_value(1, [5, 3, 7], 100), 5)
        0.01047
    """
    numbers = [common, total, *sizes]
    if not sizes or any(n < 0 or int(n) != n for n in numbers) or max(sizes) > total:
        raise UsageError(f"sizes must be whole numbers from 0 to total, found {list(sizes)} of {total}; count periods")
    chances: Floats = np.zeros(sizes[0] + 1)
    chances[-1] = 1.0
    for size in sizes[1:]:
        shared = np.arange(sizes[0] + 1)
        chances = chances @ np.stack([scipy.stats.hypergeom.pmf(shared, total, before, size) for before in shared])
    return float(min(1.0, chances[common:].sum())) if common else 1.0
