"""Similarity measures and their standard errors from tables of counts, many pairs at once; no lists, no votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifront.alignment.positions import numbers, ordered_levels
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

SCHEMES: dict[str, tuple[str, ...]] = {
    "agreement": ("linear", "nominal"),
    "s": ("linear", "quadratic"),
    "kappa": ("linear", "quadratic", "nominal"),
    "pi": ("linear", "quadratic", "nominal"),
    "tau_b": ("order",),
    "bcai": ("linear",),
}
"""The measures and, for each, how it may weigh a disagreement; the first is used where none is named."""

BLOCK = 8_192
"""Tables worked on at once, so that they stay in the cache; results do not depend on it."""

LOWEST = {"agreement": 0.0}
"""Lower end of a measure's range where it is not -1; the upper end is always 1."""

NORMAL_975 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class CountSimilarity:
    """One measure for many tables; every array has the shape of the tables without their last two axes."""

    measure: str
    scheme: str
    value: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    shared: Floats


def similarity_from_counts(
    counts: ArrayLike, *, measure: str, levels: Sequence[float], scheme: str | None = None
) -> CountSimilarity:
    """One similarity measure, with standard error and 95 % interval, for every table of counts in an array.

    Formula: those of `s_score`, `agreement`, `kappa`, `scott_pi`, `tau_b` and `bcai`, on p = counts / n. With gradient
    g_ab = df/dp_ab the delta method gives se^2 = (sum p g^2 - (sum p g)^2) / n. For the error alone, one item is spread
    evenly over the k^2 cells first, so that a table without any disagreement does not claim an error of 0.

    Args:
        counts: shape (..., k, k), numbers of items, 0 or more; rows are A's position, columns B's.
        measure: 'agreement', 's', 'kappa', 'pi', 'tau_b' or 'bcai'.
        levels: all k positions on their scale, rising, whether used or not.
        scheme: how a disagreement is weighed: 'linear', 'quadratic' or 'nominal' where the measure allows it ('order'
            for tau_b); None takes the measure's first.

    Returns:
        Value in -1..1 (agreement 0..1), standard error, interval cut at that range, number of items. All NaN where a
        table is empty; value and interval NaN where the measure is 0/0 (kappa, pi, tau_b of states that never vary).

    Raises:
        UsageError: shape, measure, scheme or levels that cannot be read, or a negative or missing count.

    Assumes:
        Items are exchangeable draws from the questions that could have been put. Fooled by packages of near-identical
        resolutions (the interval is then too short) and by agendas that change from year to year. Close to an end of
        the range and below some 20 items the interval is rough; where nearly all votes are yes it holds kappa and pi in
        83-87 % of cases.

    References:
        Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323-327 (kappa); Brown & Benedetti 1977, JASA
        72:309-315 (tau-b); Agresti 2013, Categorical Data Analysis, ch. 16 (delta method for cell proportions).

    Example:
        >>> from multifront.alignment import similarity_from_counts
        >>> found = similarity_from_counts([[[8, 1, 0], [1, 4, 0], [0, 0, 1]]], measure="agreement", levels=(0, 1, 2))
        >>> found.value.round(3).tolist(), found.shared.tolist()
        ([0.933], [15.0])
    """
    scale = ordered_levels(levels)
    chosen = chosen_scheme(measure, scheme)
    table = _checked(counts, scale.size)
    n = np.einsum("...ab->...", table)
    weights, flat = disagreement(scale, chosen), table.reshape(-1, scale.size, scale.size)
    blocks = [_value_and_error(measure, flat[i : i + BLOCK], weights) for i in range(0, max(len(flat), 1), BLOCK)]
    value, error = (np.concatenate(column).reshape(n.shape) for column in zip(*blocks, strict=True))
    low = np.clip(value - NORMAL_975 * error, LOWEST.get(measure, -1.0), 1.0)
    high = np.clip(value + NORMAL_975 * error, LOWEST.get(measure, -1.0), 1.0)
    return CountSimilarity(measure, chosen, value, error, low, high, n)


def _value_and_error(measure: str, table: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Value and standard error of N tables of counts, shape (N, k, k)."""
    n = np.einsum("nab->n", table)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, _ = evaluate(measure, table / n[:, None, None], weights)
        spread = (table + 1.0 / weights.size) / (n + 1.0)[:, None, None]
        _, gradient = evaluate(measure, spread, weights)
        error = np.sqrt(np.maximum(_variance(spread, gradient), 0.0) / n)
    return value, np.where(np.isnan(value), np.nan, error)


def chosen_scheme(measure: str, scheme: str | None) -> str:
    """The scheme to use for a measure, or an error that lists what it allows."""
    if measure not in SCHEMES:
        raise UsageError(unknown_name("measure", measure, tuple(SCHEMES), "choose one of these as measure="))
    allowed = SCHEMES[measure]
    if scheme is None:
        return allowed[0]
    if scheme not in allowed:
        raise UsageError(
            f"scheme {scheme!r} has no meaning for {measure}; valid: {', '.join(allowed)}; "
            f"leave it out to use {allowed[0]!r}"
        )
    return scheme


def disagreement(levels: Floats, scheme: str) -> Floats:
    """How far apart two levels are, shape (k, k), from 0 on the diagonal to 1 between the ends."""
    gap: Floats = np.abs(levels[:, None] - levels[None, :]) / (levels[-1] - levels[0])
    if scheme == "nominal":
        return (gap > 0).astype(np.float64)
    return gap**2 if scheme == "quadratic" else gap


def evaluate(measure: str, p: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Value and gradient of a measure at cell proportions p of shape (..., k, k); NaN where it is 0/0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return _tau_b(p) if measure == "tau_b" else _weighted(measure, p, weights)


def _weighted(measure: str, p: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Value and gradient of a measure that is made of weighed disagreements."""
    flat, flat_weights = p.reshape(*p.shape[:-2], weights.size), weights.ravel()
    seen: Floats = flat @ flat_weights
    if measure in ("agreement", "s"):
        width = 1.0 if measure == "agreement" else 2.0
        return np.asarray(1.0 - width * seen), np.broadcast_to(np.asarray(-width * weights), p.shape)
    expected, slope = _expected(measure, p, weights)
    if measure == "bcai":
        return 2.0 * (expected - seen), (2.0 * (slope - flat_weights)).reshape(p.shape)
    share = np.where(expected > 0, seen / expected, np.nan)
    gradient = (share[..., None] * slope - flat_weights) / expected[..., None]
    return 1.0 - share, gradient.reshape(p.shape)


def _expected(measure: str, p: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Disagreement expected by chance and its flat gradient: own margins, or for pi the pooled margin on both sides."""
    rows, columns = _margins(p)
    if measure == "pi":
        rows = columns = (rows + columns) / 2.0
    from_rows, from_columns = columns @ weights, rows @ weights
    expected = np.einsum("...a,...a->...", rows, from_rows)
    of_row, of_column = _cells(p.shape[-1])
    return expected, from_rows @ of_row.T + from_columns @ of_column.T


def _cells(k: int) -> tuple[Floats, Floats]:
    """For the k^2 cells in a row: which row and which column each belongs to, shape (k^2, k)."""
    return np.repeat(np.eye(k), k, axis=0), np.tile(np.eye(k), (k, 1))


def _margins(p: Floats) -> tuple[Floats, Floats]:
    """Margins of A and of B, shape (..., k), as matrix products: summing over so short an axis is slow."""
    of_row, of_column = _cells(p.shape[-1])
    flat = p.reshape(*p.shape[:-2], of_row.shape[0])
    return flat @ of_row, flat @ of_column


def _tau_b(p: Floats) -> tuple[Floats, Floats]:
    """Kendall's tau-b and its gradient."""
    order = np.sign(np.subtract.outer(np.arange(p.shape[-1]), np.arange(p.shape[-1]))).astype(np.float64)
    surplus = order @ p @ order.T
    rows, columns = _margins(p)
    untied_rows, untied_columns = 1.0 - np.sum(rows**2, axis=-1), 1.0 - np.sum(columns**2, axis=-1)
    varies = (np.sum(rows > 0, axis=-1) > 1) & (np.sum(columns > 0, axis=-1) > 1)
    scale = np.where(varies, np.sqrt(np.maximum(untied_rows * untied_columns, 0.0)), np.nan)
    value = np.einsum("...ab,...ab->...", p, surplus) / scale
    ties = rows[..., :, None] / untied_rows[..., None, None] + columns[..., None, :] / untied_columns[..., None, None]
    return np.clip(value, -1.0, 1.0), 2.0 * surplus / scale[..., None, None] + value[..., None, None] * ties


def _variance(p: Floats, gradient: Floats) -> NDArray[np.float64]:
    """Variance of the measure for one item under multinomial sampling."""
    weighed = p * gradient
    mean = np.einsum("...ab->...", weighed)
    return np.asarray(np.einsum("...ab,...ab->...", weighed, gradient) - mean**2)


def _checked(counts: ArrayLike, k: int) -> Floats:
    """Counts as floats of shape (..., k, k), finite and not negative."""
    table = numbers(counts, "counts")
    if table.ndim < 2 or table.shape[-2:] != (k, k):
        raise UsageError(
            f"counts of shape {table.shape} do not fit {k} levels; valid: (..., {k}, {k}), rows A's position and "
            "columns B's; pass every level, used or not"
        )
    if not np.all(np.isfinite(table)) or np.any(table < 0):
        raise UsageError(
            "counts hold a negative or missing number; valid: 0 or more; leave out pairs whose votes are not known"
        )
    return table
