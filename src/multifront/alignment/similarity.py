"""Similarity of two lists of positions without correction for chance: S, agreement, tau-b; no votes, no many pairs."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.typing import ArrayLike

from multifront.alignment.counts import chosen_scheme, disagreement, evaluate
from multifront.alignment.positions import cross_table, ordered_levels


def measured(measure: str, scheme: str | None, x: ArrayLike, y: ArrayLike, levels: Sequence[float]) -> float:
    """One measure of one pair of lists."""
    table = cross_table(x, y, levels)
    weights = disagreement(ordered_levels(levels), chosen_scheme(measure, scheme))
    return float(evaluate(measure, table / table.sum(), weights)[0])


def s_score(
    x: ArrayLike,
    y: ArrayLike,
    *,
    levels: Sequence[float],
    weights: ArrayLike | None = None,
    squared: bool = False,
) -> float:
    """Signorino and Ritter's S: how near two lists of positions lie, from -1 (opposite ends) to 1 (the same).

    Formula: S = 1 - 2 sum_k w_k |x_k - y_k| / (d_max sum_k w_k), with d_max the width of `levels`; squared: both
    distances squared.

    Args:
        x: positions of the first state, shape (n,), each one of `levels`.
        y: positions of the second state on the same items in the same order.
        levels: every position that could be taken, rising, used or not: an unused end would silently shrink d_max.
        weights: importance of the items, shape (n,), 0 or more; need not sum to 1. None: all the same.
        squared: square the distances.

    Returns:
        A number in -1..1.

    Raises:
        UsageError: missing or unknown positions, lists of different length, no item, bad levels or weights.

    Assumes:
        Distances between levels mean what their numbers say. Not corrected for chance: two states that are mostly
        without ties, or mostly vote yes, score near 1 whatever they think of each other (two states with 4 different
        allies each among 100 states: S .84, kappa -.04).

    References:
        Signorino & Ritter 1999, International Studies Quarterly 43(1):115-144, Table 6; fpsim R/srs.R for the divided
        weights; Häge 2011, Political Analysis 19(3):287-305 for what is wrong with it.

    Example:
        >>> from multifront.alignment import s_score
        >>> round(s_score([3, 3, 2, 2], [2, 2, 3, 3], levels=(0, 1, 2, 3), weights=[0.5, 0.3, 0.1, 0.1]), 4)
        0.3333
    """
    table = cross_table(x, y, levels, weights)
    gaps = disagreement(ordered_levels(levels), "quadratic" if squared else "linear")
    return float(evaluate("s", table / table.sum(), gaps)[0])


def agreement(x: ArrayLike, y: ArrayLike, *, levels: Sequence[float], scheme: str = "linear") -> float:
    """Share of items on which two states took the same position, near positions counting in part.

    Formula: linear: mean(1 - |x - y| / d_max), so for yes-abstain-no 1 same, 1/2 next to each other, 0 opposite, and
    S = 2 agreement - 1; nominal: mean(x = y).

    Args:
        x: positions of the first state, shape (n,), each one of `levels`.
        y: positions of the second state on the same items in the same order.
        levels: every position that could be taken, rising, used or not.
        scheme: 'linear' or 'nominal'.

    Returns:
        A share in 0..1.

    Raises:
        UsageError: missing or unknown positions, lists of different length, no item, bad levels or scheme.

    Assumes:
        The items are of one kind. Fooled by the agenda: it rises for every pair when easy resolutions are put, so a
        trend of it is as much a trend of the questions; compare with all pairs of the same year, or use ideal points.

    References:
        Lijphart 1963, American Political Science Review 57(4):902-917 (half for an abstention); Bailey, Strezhnev &
        Voeten 2017, Journal of Conflict Resolution 61(2):430-456, for the agenda.

    Example:
        >>> from multifront.alignment import agreement
        >>> agreement([0, 0, 1, 2], [0, 1, 1, 0], levels=(0, 1, 2))
        0.625
    """
    return measured("agreement", scheme, x, y, levels)


def tau_b(x: ArrayLike, y: ArrayLike, *, levels: Sequence[float]) -> float:
    """Kendall's tau-b: whether two states order the items in the same way, whatever the distance between them.

    Formula: (concordant - discordant pairs of items) / sqrt(pairs not tied in x * pairs not tied in y).

    Args:
        x: positions of the first state, shape (n,), each one of `levels`.
        y: positions of the second state on the same items in the same order.
        levels: every position that could be taken, rising; checked, although tau-b depends on those used only.

    Returns:
        A number in -1..1; NaN where either state took the same position throughout (0/0: no order to compare).

    Raises:
        UsageError: missing or unknown positions, lists of different length, no item, bad levels.

    Assumes:
        Order is what matters. It is the wrong tool for similarity: a state that always stands two steps from another
        has tau-b 1; kept because older work reports it.

    References:
        Kendall 1945, Biometrika 33(3):239-251; Bueno de Mesquita 1975, Journal of Conflict Resolution 19(2):187-216;
        criticism in Signorino & Ritter 1999, ISQ 43(1):115-144.

    Example:
        >>> from multifront.alignment import tau_b
        >>> round(tau_b([0, 0, 1, 2], [1, 1, 2, 3], levels=(0, 1, 2, 3)), 3)
        1.0
    """
    return measured("tau_b", None, x, y, levels)
