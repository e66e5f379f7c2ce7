"""Do several indicators of closeness move together, so that one index of them means anything? No index here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from multifront.domain import Floats
from multifront.errors import UsageError

ALPHA = 0.6
"""Below this Cronbach's alpha the indicators do not measure one thing: a convention, shown with the result."""


@dataclass(frozen=True, slots=True)
class Coherence:
    """How far indicators agree: rank correlations (k, k), alpha, the first component's share, item-rest correlations.

    `coherent` is whether alpha reaches .6 and no indicator runs against the rest. `complete` counts the pairs that have
    every indicator, on which all of this is computed.
    """

    names: tuple[str, ...]
    correlation: Floats
    alpha: float
    first_share: float
    item_rest: Floats
    complete: int
    coherent: bool
    sentence: str


def indicator_coherence(values: Floats, names: Sequence[str]) -> Coherence:
    """Whether indicators agree enough for an index, from their ranks over the pairs that have all of them.

    Formula: standardised alpha = k r / (1 + (k - 1) r) with r the mean Spearman correlation; share of the first
    component = largest eigenvalue of the correlation matrix / k; item-rest = correlation of an indicator with the mean
    rank of the others.

    Args:
        values: shape (pairs, k), larger is closer in every column, NaN where unknown.
        names: of the k indicators, at least 2.

    Returns:
        The figures and the judgement in a sentence.

    Raises:
        UsageError: shapes do not fit, fewer than 10 complete pairs, or an indicator that is constant over them.

    Assumes:
        Pairs that have every indicator stand for the others, which are often smaller states. Alpha rises with the
        number of indicators alone, and a common cause such as size or distance makes indicators agree without
        closeness.

    References:
        Cronbach 1951, Psychometrika 16:297-334; OECD/JRC 2008, Handbook on Constructing Composite Indicators, ISBN
        978-92-64-04345-9, step 4.

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import indicator_coherence
        >>> one = np.arange(20.0)
        >>> indicator_coherence(np.column_stack([one, one**2]), ["trade", "votes"]).alpha
        1.0
    """
    table = checked_table(values, names)
    whole = table[np.isfinite(table).all(axis=1)]
    if len(whole) < 10:
        raise UsageError(
            f"only {len(whole)} pairs have all {len(names)} indicators; valid: at least 10; next: leave out the "
            "indicator with most gaps"
        )
    flat = [name for name, column in zip(names, whole.T, strict=True) if np.ptp(column) == 0]
    if flat:
        raise UsageError(
            f"indicator {flat[0]!r} is the same for all {len(whole)} complete pairs; valid: one that varies; next: "
            "leave it out"
        )
    ranks = np.apply_along_axis(scipy.stats.rankdata, 0, whole)
    correlation = np.corrcoef(ranks, rowvar=False)
    count = len(names)
    mean = (correlation.sum() - count) / (count * (count - 1))
    alpha = float(count * mean / (1 + (count - 1) * mean)) if mean > -1 / (count - 1) else float("-inf")
    rest = np.array([_with_rest(ranks, k) for k in range(count)])
    share = float(np.linalg.eigvalsh(correlation)[-1] / count)
    coherent = bool(alpha >= ALPHA and (rest > 0).all())
    said = _sentence(tuple(names), alpha, rest, len(whole), coherent)
    return Coherence(tuple(names), correlation, round(alpha, 12), share, rest, len(whole), coherent, said)


def checked_table(values: Floats, names: Sequence[str]) -> Floats:
    """The indicators as a table of floats, once there is a column for each name.

    Raises:
        UsageError: another shape, fewer than two indicators, or an infinite value.
    """
    table = np.array(values, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(names) or len(names) < 2:
        raise UsageError(
            f"indicators have shape {table.shape} for {len(names)} names; valid: (pairs, indicators) with at least 2 "
            "indicators; next: one column a name"
        )
    if np.isinf(table).any():
        raise UsageError("an indicator is infinite; valid: numbers, NaN for unknown; next: check a division by zero")
    return table


def _with_rest(ranks: Floats, column: int) -> float:
    rest = np.delete(ranks, column, axis=1).mean(axis=1)
    return float(np.corrcoef(ranks[:, column], rest)[0, 1]) if np.ptp(rest) else float("nan")


def _sentence(names: tuple[str, ...], alpha: float, rest: Floats, pairs: int, coherent: bool) -> str:
    against = [name for name, value in zip(names, rest, strict=True) if not value > 0]
    if coherent:
        return f"The {len(names)} indicators agree enough for an index (alpha {alpha:.2f} over {pairs:,} pairs)."
    why = f"{', '.join(against)} runs against the rest" if against else f"alpha {alpha:.2f} is under {ALPHA}"
    return f"The {len(names)} indicators do not measure one thing ({why}; {pairs:,} pairs): read them one by one."
