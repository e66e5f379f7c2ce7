"""Which states form blocs, over many resolutions and seeds, and how blocs of one year become those of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.alignment.moving import Labels, best_partition, inside_sum, renumbered
from multifront.domain import Floats
from multifront.errors import UsageError

RESOLUTIONS = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Default thresholds as quantiles of the pairs' similarity."""

SEEDS = 20


@dataclass(frozen=True, slots=True)
class Blocs:
    """The blocs of one year: labels by size (0 is the largest), and how sure they are.

    `together` is the share of runs in which two states shared a part, shape (n, n); `certainty` the mean of it over a
    state's fellow members, NaN for a bloc of one. `parts` counts the parts of each resolution's best run.
    """

    states: tuple[str, ...]
    labels: Labels
    together: Floats
    certainty: Floats
    thresholds: Floats
    parts: NDArray[np.int64]

    def members(self, label: int) -> tuple[str, ...]:
        """The states of one bloc."""
        return tuple(name for name, own in zip(self.states, self.labels, strict=True) if own == label)


def consensus_blocs(
    similarity: Floats,
    states: Sequence[str],
    *,
    rng: np.random.Generator | int,
    resolutions: Sequence[float] = RESOLUTIONS,
    seeds: int = SEEDS,
) -> Blocs:
    """Blocs on which many runs agree: no single resolution or seed decides.

    Formula: a run maximises H = sum over pairs in one part of (S_ij - threshold), the threshold a quantile of S, by
    local moving with aggregation (Louvain) from a random order. Consensus: the partition that maximises the sum of
    (share of runs together - 1/2), the best of `seeds` searches for the median partition of the runs. Pairs without a
    value add nothing.

    Args:
        similarity: shape (n, n), symmetric, NaN where a pair has no value; best corrected for chance (kappa).
        states: labels, shape (n,).
        rng: a generator or a seed.
        resolutions: quantiles of the similarity at which runs are made, each in 0..1.
        seeds: runs a resolution.

    Returns:
        Blocs with co-membership; a state that shares a part with nobody in half of the runs is a bloc of one.

    Raises:
        UsageError: shapes differ, no pair has a value, a resolution outside 0..1, fewer than 1 seed.

    Assumes:
        Blocs are looked for, so some are always found, in pure noise too: `certainty` says how much the runs on this
        one matrix agree, not how sure the votes behind it are, and noise alone has a certainty of its own
        (docs/methods-groups.md). Compare with it, and see `polarisation` for whether there is more than chance. High
        thresholds cut blocs into pieces, low ones join everybody; the range of resolutions is a choice, and states
        between two blocs go to neither with certainty.

    References:
        Traag, Van Dooren & Nesterov 2011, Physical Review E 84:016114 (constant Potts model); Blondel, Guillaume,
        Lambiotte & Lefebvre 2008, J. Stat. Mech. P10008 (Louvain); Traag & Bruggeman 2009, Physical Review E 80:036115
        (signed networks; six blocs); Lancichinetti & Fortunato 2012, Scientific Reports 2:336 (consensus); Macon, Mucha
        & Porter 2012, Physica A 391(1-2):343-361 (the UN General Assembly).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import consensus_blocs
        >>> values = np.full((6, 6), 0.1)
        >>> values[:3, :3] = values[3:, 3:] = 0.9
        >>> consensus_blocs(values, list("abcdef"), rng=0).labels.tolist()
        [0, 0, 0, 1, 1, 1]
    """
    matrix = _checked(similarity, len(states), resolutions, seeds)
    generator = np.random.default_rng(rng)
    known = matrix[np.triu_indices(len(matrix), 1)]
    known = known[np.isfinite(known)]
    thresholds = np.quantile(known, np.asarray(resolutions))
    together = np.zeros(matrix.shape)
    parts = []
    for threshold in thresholds:
        gain = np.nan_to_num(matrix - threshold)
        runs = [best_partition(gain, generator) for _ in range(seeds)]
        parts.append(int(np.median([run.max() + 1 for run in runs])))
        for run in runs:
            together += run[:, None] == run[None, :]
    together /= len(thresholds) * seeds
    labels = _by_size(_agreed(together - 0.5, generator, seeds))
    return Blocs(tuple(states), labels, together, _certainty(together, labels), thresholds, np.array(parts))


def _agreed(gain: Floats, rng: np.random.Generator, searches: int) -> Labels:
    """The best of several searches: one search alone would let its own order decide the consensus."""
    found = [best_partition(gain, rng) for _ in range(searches)]
    return max(found, key=lambda labels: inside_sum(gain, labels))


def _checked(similarity: Floats, count: int, resolutions: Sequence[float], seeds: int) -> Floats:
    matrix = np.array(similarity, dtype=np.float64)
    if matrix.shape != (count, count) or count < 2:
        raise UsageError(
            f"similarity has shape {matrix.shape} for {count} states; valid: square, at least 2 states; next: one row "
            "a state"
        )
    np.fill_diagonal(matrix, np.nan)
    if not np.isfinite(matrix).any():
        raise UsageError("no pair has a value; valid: at least one; next: choose another year or measure")
    if seeds < 1 or not resolutions or not all(0 <= r <= 1 for r in resolutions):
        raise UsageError(
            f"resolutions {tuple(resolutions)} with {seeds} seeds; valid: quantiles in 0..1 and at least 1 seed; next: "
            "leave them out for the defaults"
        )
    return matrix


def _certainty(together: Floats, labels: Labels) -> Floats:
    found = np.full(len(labels), np.nan)
    for state, own in enumerate(labels):
        fellows = np.flatnonzero(labels == own)
        fellows = fellows[fellows != state]
        if fellows.size:
            found[state] = together[state, fellows].mean()
    return found


def _by_size(labels: Labels) -> Labels:
    """Labels 0, 1, ... from the largest part down; of two parts of one size the one that appears first."""
    plain = renumbered(labels)
    size = np.bincount(plain)
    order = np.argsort(-size, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[plain], dtype=np.int64)


def follow_blocs(years: Sequence[Blocs]) -> tuple[Labels, ...]:
    """Labels that keep their meaning over the years: each bloc takes the label of the one that most of it came from.

    Formula: between two years labels are matched so that the number of states in both is largest (assignment problem);
    a bloc keeps the matched label where more than half of its states that were there the year before come from it, and
    takes a new label otherwise.

    Args:
        years: blocs in the order of time, from `consensus_blocs`.

    Returns:
        For each year the labels of its states, shape (n,).

    Raises:
        UsageError: no year is given.

    Assumes:
        A label means continuity of most members, not of policy. A gap of years is bridged as if it were one step.

    References:
        Kuhn 1955, Naval Research Logistics Quarterly 2:83-97 (assignment).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import consensus_blocs, follow_blocs
        >>> values = np.full((6, 6), 0.1)
        >>> values[:3, :3] = values[3:, 3:] = 0.9
        >>> one, two = (consensus_blocs(values, names, rng=0) for names in ("abcdef", "defabc"))
        >>> [labels.tolist() for labels in follow_blocs([one, two])]
        [[0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0]]
    """
    if not years:
        raise UsageError("no year to follow; found an empty list; valid: blocs of one year or more; next: pass some")
    followed = [years[0].labels]
    free = int(years[0].labels.max()) + 1
    for before, after in pairwise(years):
        old = dict(zip(before.states, followed[-1].tolist(), strict=True))
        shared = np.zeros((int(after.labels.max()) + 1, free))  # a state that is new this year comes from nowhere
        for name, label in zip(after.states, after.labels, strict=True):
            if name in old:
                shared[label, old[name]] += 1
        named: dict[int, int] = {}
        for label, was in zip(*scipy.optimize.linear_sum_assignment(-shared), strict=True):
            if 2 * shared[label, was] > shared[label].sum():
                named[int(label)] = int(was)
        for label in range(len(shared)):
            if label not in named:
                named[label], free = free, free + 1
        followed.append(np.array([named[int(label)] for label in after.labels], dtype=np.int64))
    return tuple(followed)
