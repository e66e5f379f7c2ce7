"""Indicators of pairs of states laid beside each other, one row a pair, larger is closer; no index of them here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats

FEWEST = 10
"""Pairs with a value that an indicator needs, and pairs with every value that a table needs."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """All pairs of some states: `values` has shape (n, k), one column a name, NaN where a pair has no value."""

    pairs: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats


@dataclass(frozen=True, slots=True)
class Pairs:
    """All unordered pairs of sorted states; columns have shape (states * (states - 1) / 2,)."""

    states: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Such as 'CHN-RUS', the two codes in alphabetical order."""
        first, second = np.triu_indices(len(self.states), 1)
        return tuple(f"{self.states[i]}-{self.states[j]}" for i, j in zip(first, second, strict=True))

    def column(self, a: Sequence[str], b: Sequence[str], values: Sequence[float]) -> Floats:
        """The sum of the rows of each pair, in either order; NaN for a pair without a row or with a row that is NaN.

        Args:
            a: one state of each row; rows of states that are not among these are left out.
            b: the other state.
            values: of each row.
        """
        both = self.square(a, b, values, empty=np.nan)
        total = np.where(np.isnan(both) & np.isnan(both.T), np.nan, np.nan_to_num(both) + np.nan_to_num(both.T))
        broken = self.square(a, b, np.isnan(np.asarray(values, dtype=np.float64)).astype(float), empty=0.0)
        total[(broken + broken.T) > 0] = np.nan
        return np.asarray(total[np.triu_indices(len(self.states), 1)], dtype=np.float64)

    def square(self, a: Sequence[str], b: Sequence[str], values: Sequence[float] | Floats, empty: float) -> Floats:
        """Rows of directed pairs as a square, summed; `empty` where there is no row.

        Args:
            a: the row's state.
            b: the column's state.
            values: of each row.
            empty: what stands where there is no row.
        """
        place = {state: i for i, state in enumerate(self.states)}
        known = [k for k, (one, two) in enumerate(zip(a, b, strict=True)) if one in place and two in place]
        rows = np.array([place[a[k]] for k in known], dtype=np.int64)
        columns = np.array([place[b[k]] for k in known], dtype=np.int64)
        found = np.full((len(self.states), len(self.states)), empty)
        found[rows, columns] = 0.0
        np.add.at(found, (rows, columns), np.asarray(values, dtype=np.float64)[known])
        return found


def trade_shares(imports: Floats) -> Floats:
    """How much of their trade two states do with each other: the mean of both states' shares, shape as of a square.

    Formula: (t_ij / t_i + t_ij / t_j) / 2 with t_ij the imports both ways and t_i the sum of t_ij over the partners
    whose flows both ways are known.

    Args:
        imports: shape (n, n), row imports from column, NaN where a flow is unknown.

    Returns:
        Shape (n, n), symmetric, 0..1; NaN where a flow is unknown or a state has no known trade.
    """
    both = imports + imports.T
    np.fill_diagonal(both, np.nan)
    total = np.nansum(both, axis=1)
    share = np.divide(both, total[:, None], out=np.full(both.shape, np.nan), where=total[:, None] > 0)
    return np.asarray((share + share.T) / 2, dtype=np.float64)


def nearness(points: Floats) -> Floats:
    """Distance of every two points with its sign turned, shape (n, n): larger is nearer, 0 the same place.

    Args:
        points: shape (n,), NaN where a state has none.
    """
    return np.asarray(-np.abs(points[:, None] - points[None, :]), dtype=np.float64)


def filled_by_rule(values: Floats, covered: NDArray[np.bool_]) -> Floats:
    """A column with zeros where the source's silence means zero.

    Args:
        values: shape (n,).
        covered: pairs, shape (n,), of which the source would have a row if there were anything.
    """
    return np.where(np.isnan(values) & covered, 0.0, values)


def usable(table: PairTable) -> tuple[PairTable, dict[str, str]]:
    """The columns that an index can be made of, and why the others are left out.

    Columns with fewer than ten values go; then, while fewer than ten pairs have every value, the one with the fewest;
    then those that say the same of all pairs that have every value.

    Args:
        table: all columns.
    """
    left: dict[str, str] = {}
    known = np.isfinite(table.values)
    for name, count in zip(table.names, known.sum(axis=0), strict=True):
        if count < FEWEST:
            left[name] = f"only {count} pairs have it" if count else "no pair has it"
    kept = [k for k, name in enumerate(table.names) if name not in left]
    while len(kept) > 1 and (complete := int(known[:, kept].all(axis=1).sum())) < FEWEST:
        fewest = min(kept, key=lambda k: (int(known[:, k].sum()), table.names[k]))
        kept.remove(fewest)
        left[table.names[fewest]] = f"with it only {complete} pairs have every indicator"
    whole = table.values[known[:, kept].all(axis=1)]
    for k in list(kept):
        if np.ptp(whole[:, k]) == 0:
            kept.remove(k)
            left[table.names[k]] = f"the same for all {len(whole):,} pairs that have every indicator"
    return PairTable(table.pairs, tuple(table.names[k] for k in kept), table.values[:, kept]), left
