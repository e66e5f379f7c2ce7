"""Random groups of states that match a named group, and a statistic of many groups at once. No p-values, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats

Groups = NDArray[np.int64]
STATISTICS = ("contrast", "inside", "rank")


@dataclass(frozen=True, slots=True)
class Draw:
    """Groups of the size and mix of a named one, shape (g, k) of indices; `exact` where they are all that exist."""

    groups: Groups
    possible: int
    exact: bool


def matched_groups(member: Groups, kind: NDArray[np.int64], draws: int, rng: np.random.Generator) -> Draw:
    """Groups with as many states of each kind as the named one: all of them where they are at most `draws`.

    Args:
        member: indices of the named group, shape (k,).
        kind: what each state is matched on, as numbers, shape (n,); all alike where nothing is matched.
        draws: how many random groups at the most.
        rng: source of randomness.

    Returns:
        Every matched group (the named one among them), or `draws` random ones with the named one in front.
    """
    wanted = [(np.flatnonzero(kind == value), int(np.sum(kind[member] == value))) for value in np.unique(kind[member])]
    possible = prod(comb(len(pool), size) for pool, size in wanted)
    if possible <= draws:
        parts = [combinations(pool.tolist(), size) for pool, size in wanted]
        every = np.array([list(chain.from_iterable(mix)) for mix in product(*parts)], dtype=np.int64)
        return Draw(every, possible, True)
    columns = [_without_replacement(pool, size, draws, rng) for pool, size in wanted]
    return Draw(np.vstack([member, np.hstack(columns)]), possible, False)


def _without_replacement(pool: Groups, size: int, draws: int, rng: np.random.Generator) -> Groups:
    order = np.argpartition(rng.random((draws, len(pool))), size - 1, axis=1)[:, :size]
    return np.asarray(pool[order], dtype=np.int64)


def statistic_of(matrix: Floats, groups: Groups, statistic: str) -> Floats:
    """The statistic of each group; pairs without a value are left out, NaN where a group has none.

    Args:
        matrix: similarity or, for 'rank', shares of partners that are less similar (`partner_ranks`), shape (n, n),
            NaN on the diagonal.
        groups: indices, shape (g, k).
        statistic: a word of `STATISTICS`.

    Returns:
        Shape (g,): mean inside, and for 'contrast' less the mean between members and all other states.
    """
    both = (matrix + matrix.T) / 2
    filled, seen = np.nan_to_num(both), np.isfinite(both).astype(np.float64)
    belongs = np.zeros((len(groups), len(both)))
    np.put_along_axis(belongs, groups, 1.0, axis=1)
    total, count = ((np.einsum("gi,gi->g", belongs @ part, belongs) / 2) for part in (filled, seen))
    mean_inside: Floats = np.divide(total, count, out=np.full(len(groups), np.nan), where=count > 0)
    if statistic != "contrast":
        return mean_inside
    out_total = belongs @ filled.sum(axis=1) - 2 * total
    out_count = belongs @ seen.sum(axis=1) - 2 * count
    outside = np.divide(out_total, out_count, out=np.full(len(groups), np.nan), where=out_count > 0)
    contrast: Floats = mean_inside - outside
    return contrast


def partner_ranks(similarity: Floats) -> Floats:
    """For each state and partner the share of the state's other partners that are less similar, ties counting half.

    Args:
        similarity: shape (n, n), NaN where there is no value.

    Returns:
        Shape (n, n), 0..1, NaN where there is no value or only one partner. It is not symmetric.
    """
    ranks = np.full(similarity.shape, np.nan)
    for row, values in enumerate(np.round(similarity, 10)):
        known = np.flatnonzero(np.isfinite(values))
        if len(known) < 2:
            continue
        seen = np.sort(values[known])
        below = np.searchsorted(seen, values[known], side="left")
        tied = np.searchsorted(seen, values[known], side="right") - below - 1
        ranks[row, known] = (below + tied / 2) / (len(known) - 1)
    return ranks


def kinds(labels: Sequence[object] | None, count: int) -> NDArray[np.int64]:
    """Labels as numbers, shape (count,); zeros where nothing is matched."""
    if labels is None:
        return np.zeros(count, dtype=np.int64)
    return np.unique(np.array([repr(label) for label in labels]), return_inverse=True)[1].astype(np.int64)
