"""Checks two lists of positions and turns them into one table of counts; no measure is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifront.domain import Floats
from multifront.errors import UsageError

Table = NDArray[np.float64]


def ordered_levels(levels: Sequence[float] | ArrayLike) -> Floats:
    """Levels as a rising float array of at least two values, or an error."""
    found = numbers(levels, "levels")
    if found.ndim != 1 or found.size < 2 or not np.all(np.diff(found) > 0) or not np.all(np.isfinite(found)):
        raise UsageError(
            f"levels {list(np.ravel(found))!r} are not a scale; valid: two or more finite numbers in rising order; "
            "pass every position that could have been taken, used or not, such as levels=(0, 1, 2, 3)"
        )
    return found


def numbers(values: Any, name: str) -> Floats:
    """Values as a float array, or an error that names the argument."""
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as exc:
        raise UsageError(
            f"{name} holds something that is not a number ({exc}); valid: numbers; code positions as numbers first, "
            "such as yes 0, abstain 1, no 2"
        ) from exc


def level_index(values: ArrayLike, name: str, levels: Floats) -> NDArray[np.intp]:
    """Place of each position among the levels, shape (n,)."""
    found = numbers(values, name)
    if found.ndim != 1 or found.size == 0:
        raise UsageError(
            f"{name} has shape {found.shape}; valid: a flat list with one position an item and at least one item; "
            "leave the pair out where the two states share no item"
        )
    missing = np.flatnonzero(np.isnan(found))
    if missing.size:
        raise UsageError(
            f"{name} is NaN at {missing.size} of {found.size} items (first: {missing[0]}); valid: a position for "
            "each item; drop these items from both lists, or give 'not voting' a level of its own"
        )
    index = np.minimum(np.searchsorted(levels, found), levels.size - 1)
    strangers = np.unique(found[levels[index] != found])
    if strangers.size:
        raise UsageError(
            f"{name} holds {strangers.tolist()[:5]}, which are not among the levels; valid: {levels.tolist()}; "
            "pass every position that could have been taken as levels"
        )
    return index


def item_weights(weights: ArrayLike | None, n: int) -> Floats:
    """Weights of the items, shape (n,), each 0 or more and not all 0; ones where None."""
    if weights is None:
        return np.ones(n)
    found = numbers(weights, "weights")
    if found.shape != (n,) or not np.all(np.isfinite(found)) or np.any(found < 0) or found.sum() <= 0:
        raise UsageError(
            f"weights of shape {found.shape} do not fit {n} items; valid: one finite number of 0 or more for each item"
            ", not all 0; they need not sum to 1"
        )
    return found


def cross_table(x: ArrayLike, y: ArrayLike, levels: Sequence[float], weights: ArrayLike | None = None) -> Table:
    """Table of shape (k, k): weight of the items at which x took level a (row) and y level b (column)."""
    scale = ordered_levels(levels)
    rows, columns = level_index(x, "x", scale), level_index(y, "y", scale)
    if rows.size != columns.size:
        raise UsageError(
            f"x has {rows.size} items and y has {columns.size}; valid: the same items in the same order; "
            "match the items of the two states first"
        )
    table = np.zeros((scale.size, scale.size))
    np.add.at(table, (rows, columns), item_weights(weights, rows.size))
    return table
