"""How divided all states are in one year: the modularity of their agreement, with interval and what chance gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifront.alignment.moving import Labels, best_partition, inside_sum
from multifront.domain import Floats
from multifront.errors import UsageError

STARTS = 5


@dataclass(frozen=True, slots=True)
class Polarisation:
    """The division of one year: largest modularity, its interval, and the same of votes shuffled among states.

    `chance` is the mean over shufflings, `effect` = `value` - `chance`. `labels` are the parts of the best partition.
    """

    value: float
    interval: tuple[float, float]
    chance: float
    p_value: float
    labels: Labels
    states: int
    items: int

    @property
    def effect(self) -> float:
        """Modularity beyond that of shuffled votes."""
        return self.value - self.chance


def polarisation(
    votes: Floats,
    *,
    rng: np.random.Generator | int,
    draws: int = 100,
    shuffles: int = 100,
    searches_again: int = STARTS,
) -> Polarisation:
    """How divided the states are: the largest modularity of the network of their agreement on one year's items.

    Formula: A_ij = mean over shared items of 1 - |x_i - x_j| / 2 (yes 0, abstain 1, no 2); Q = max over partitions of
    1/(2m) sum over pairs in one part of (A_ij - k_i k_j / 2m), the best of five searches. Interval: items drawn with
    replacement, the spread of Q about its own mean laid around the value, since noise alone raises a maximum. Chance:
    item's votes dealt anew among the states that voted on it.
    A pair without a shared item counts as its states' mean agreements lead one to expect.

    Args:
        votes: shape (n, m), 0 yes, 1 abstain, 2 no, NaN for absent.
        rng: a generator or a seed.
        draws: resamplings of items for the interval.
        shuffles: shufflings for chance; p is at best 1 / (1 + shuffles).
        searches_again: searches for the best partition of each resampling; fewer are faster, and since the interval is
            laid by their spread about their own mean, a search that falls short alike each time does not move it.

    Returns:
        Modularity 0..1 with 95 % interval, chance, and p that shuffled votes are as divided.

    Raises:
        UsageError: another shape, other numbers, fewer than 4 states or 2 items, or a pair of states without a shared
            item in most of the table.

    Assumes:
        Items are independent draws from the year's agenda; packages of like resolutions make the interval too short. It
        says how divided the states are on what was put to the vote: an agenda full of divisive items raises it without
        any state having moved. Two equal camps give more than one large and one small camp of the same distance. The
        null is that states have no habits at all, so a small p is no proof of camps: states that differ in how often
        they say yes, or that stand along one line without a gap, pass as well (docs/methods-groups.md has rates). The
        value holds what noise adds, more with fewer items, and the interval is for that value: compare years by
        `effect`, not where one has a fifth of the other's items. A state that hardly votes has rough agreements that
        weigh as much as any.

    References:
        Newman 2006, PNAS 103(23):8577-8582 (modularity); Waugh, Pei, Fowler, Mucha & Porter 2009, arXiv 0907.3509
        (modularity as polarisation of roll calls); Macon, Mucha & Porter 2012, Physica A 391:343-361 (UN votes).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import polarisation
        >>> camps = np.vstack([np.zeros((6, 20)), np.full((6, 20), 2.0)])
        >>> round(polarisation(camps, rng=0, draws=20, shuffles=20).value, 2)
        0.5
    """
    table = _checked(votes)
    generator = np.random.default_rng(rng)
    value, labels = modularity(_agreement(table), generator)
    items = table.shape[1]
    again = np.array(
        [
            modularity(_agreement(table[:, generator.integers(items, size=items)]), generator, searches_again)[0]
            for _ in range(draws)
        ]
    )
    shuffled = np.array([modularity(_agreement(_dealt(table, generator)), generator)[0] for _ in range(shuffles)])
    low, high = np.quantile(again, [0.025, 0.975]) - again.mean() if draws else (np.nan, np.nan)
    return Polarisation(
        value=value,
        interval=(max(0.0, value + float(low)), min(1.0, value + float(high))),
        chance=float(shuffled.mean()) if shuffles else float("nan"),
        p_value=float((1 + np.sum(shuffled >= value)) / (1 + shuffles)) if shuffles else float("nan"),
        labels=labels,
        states=len(table),
        items=items,
    )


def modularity(weights: Floats, rng: np.random.Generator, searches: int = STARTS) -> tuple[float, Labels]:
    """The largest modularity that some searches find, with its partition; weights are not negative, diagonal 0."""
    degree = weights.sum(axis=1)
    total = degree.sum()
    gain = weights - np.outer(degree, degree) / total
    found = [best_partition(gain, rng) for _ in range(searches)]
    scores = [2 * inside_sum(gain, labels) / total for labels in found]
    best = int(np.argmax(scores))
    own = float(np.sum(degree**2) / total**2)  # the null's ties of a state with itself, inside in any partition
    if scores[best] <= own:  # all states in one part score 0, which a search may miss
        return 0.0, np.zeros(len(weights), dtype=np.int64)
    return float(scores[best] - own), found[best]


def _agreement(table: Floats) -> Floats:
    """Mean linear agreement of all pairs on shared items, 0 on the diagonal.

    A pair that shares nothing gets what its two states' mean agreements lead one to expect (r_i r_j / r): unknown is
    not disagreement, and the expected value adds next to nothing to any part.
    """
    one_hot = [(table == level).astype(np.float64) for level in (0.0, 1.0, 2.0)]
    voted = sum(one_hot)
    same = sum(part @ part.T for part in one_hot)
    near = one_hot[1] @ (one_hot[0] + one_hot[2]).T
    shared = voted @ voted.T
    points = same + (near + near.T) / 2
    agreement = np.divide(points, shared, out=np.zeros_like(points), where=shared > 0)
    np.fill_diagonal(agreement, 0.0)
    known = shared > 0
    np.fill_diagonal(known, val=False)
    if (gaps := ~known & ~np.eye(len(table), dtype=bool)).any():
        whole = agreement.sum() / max(known.sum(), 1)
        count = known.sum(axis=1)
        usual = np.divide(agreement.sum(axis=1), count, out=np.full(len(table), whole), where=count > 0)
        agreement[gaps] = (np.outer(usual, usual) / (whole or 1.0))[gaps]
    return np.asarray(agreement, dtype=np.float64)


def _dealt(table: Floats, rng: np.random.Generator) -> Floats:
    """Each item's votes dealt anew among those who voted on it: the items' margins and all absences stay."""
    dealt = table.copy()
    for item in range(table.shape[1]):
        voted = np.flatnonzero(np.isfinite(table[:, item]))
        dealt[voted, item] = table[rng.permutation(voted), item]
    return dealt


def _checked(votes: Floats) -> Floats:
    table = np.array(votes, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] < 4 or table.shape[1] < 2:
        raise UsageError(
            f"votes have shape {table.shape}; valid: at least 4 states and 2 items; next: one row a state, one column "
            "an item"
        )
    known = table[np.isfinite(table)]
    if not np.isin(known, (0.0, 1.0, 2.0)).all():
        raise UsageError(
            f"votes hold {sorted(set(known.tolist()) - {0.0, 1.0, 2.0})[:3]}; valid: 0 yes, 1 abstain, 2 no, NaN for "
            "absent; next: recode them"
        )
    voted = np.isfinite(table).astype(np.float64)
    if np.mean((voted @ voted.T)[np.triu_indices(len(table), 1)] == 0) > 0.5:
        raise UsageError("most pairs of states share no item; valid: states that voted; next: drop those who did not")
    return table
