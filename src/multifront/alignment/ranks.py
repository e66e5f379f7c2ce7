"""Where one pair of states stands among all pairs of the same year; no similarity is computed here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.votes import VoteSimilarity
from multifront.domain import Floats

TIE_DECIMALS = 10
"""Values equal to this many decimals are ties: rounding in the last digits must not break them."""


@dataclass(frozen=True, slots=True)
class PairRanks:
    """Rank of one pair by year (1 is the most similar); arrays of shape (years,), NaN where the pair has no value.

    `percentile` is the share of the other pairs that are less similar, ties counting half. `rank_low` to `rank_high`
    are the ranks of the ends of the pair's own 95 % interval.
    """

    of: tuple[str, str]
    measure: str
    year: NDArray[np.int64]
    value: Floats
    rank: Floats
    pairs: NDArray[np.int64]
    percentile: Floats
    rank_low: Floats
    rank_high: Floats


def rank_among_pairs(similarity: VoteSimilarity, *, of: tuple[str, str]) -> PairRanks:
    """Rank of one pair of states among all pairs of each year, which the year's agenda moves far less than the value.

    Formula: rank = 1 + (pairs above) + (other pairs tied) / 2 (mid-rank); percentile = (pairs - rank) / (pairs - 1);
    range = ranks that the ends of the pair's 95 % interval would take among the other pairs' values.

    Args:
        similarity: all pairs and years, as `vote_similarity` gives it; pairs without a value are left out.
        of: the two states (ISO3), in either order.

    Returns:
        One row for each year of the pair: rank from 1 (most similar) to the number of pairs, percentile in 0..1 (NaN
        where there is no other pair), range of the rank. Ties share the mean of their ranks, so a rank may end in .5.

    Raises:
        UsageError: a state that is not in the table, a pair that never voted together, or two rows for one year.

    Assumes:
        The table holds all pairs of the year, and pairs are compared as they are: those of states that vote seldom are
        noisy and crowd both ends (raise `min_shared`). The range knows the noise of this pair only, not that of the
        others, and treats years apart. A rank may move because others moved, or because states joined (pairs grow from
        some 1,300 in 1946 to 18,500).

    References:
        Kendall 1945, Biometrika 33(3):239-251 (mid-ranks); Goldstein & Spiegelhalter 1996, Journal of the Royal
        Statistical Society A 159(3):385-443 (ranks need intervals, and why they are wide).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import rank_among_pairs, vote_similarity
        >>> from multifront.domain import Selection, VoteTable
        >>> counts = np.array([np.diag([60, 0, 10]), [[40, 0, 20], [0, 0, 0], [0, 0, 10]], np.diag([50, 10, 10])])
        >>> table = VoteTable(np.full(3, 2019), np.array(["AAA", "AAA", "BBB"]), np.array(["BBB", "CCC", "CCC"]),
        ...     counts, np.zeros((3, 3), dtype=int), Selection("votes", "", (), 3, (), None, ""))
        >>> found = rank_among_pairs(vote_similarity(table), of=("BBB", "AAA"))
        >>> found.rank.tolist(), found.pairs.tolist(), found.percentile.tolist()
        ([1.5], [3], [0.75])
    """
    rows = similarity.pair(*of)
    usable = np.isfinite(similarity.value)
    found = [_one_year(similarity, usable, row) for row in rows]
    pairs = np.array([count for count, *_ in found], dtype=np.int64)
    rank, best, worst = (np.array([entry[k] for entry in found], dtype=np.float64) for k in (1, 2, 3))
    percentile = np.full(rank.shape, np.nan)
    np.divide(pairs - rank, pairs - 1, out=percentile, where=pairs > 1)
    year, value = similarity.year[rows], similarity.value[rows]
    return PairRanks(of, similarity.measure, year, value, rank, pairs, percentile, best, worst)


def _one_year(similarity: VoteSimilarity, usable: NDArray[np.bool_], row: np.intp) -> tuple[int, float, float, float]:
    """Number of pairs, rank, and the ranks of the interval's upper and lower end, in the year of one row."""
    others = usable & (similarity.year == similarity.year[row])
    pairs = int(np.count_nonzero(others))
    if not usable[row]:
        return pairs, np.nan, np.nan, np.nan
    others[row] = False
    values = np.round(similarity.value[others], TIE_DECIMALS)
    ends = (similarity.value[row], similarity.high[row], similarity.low[row])
    at = [np.round(x, TIE_DECIMALS) for x in ends]
    rank, best, worst = (1.0 + np.count_nonzero(values > x) + np.count_nonzero(values == x) / 2.0 for x in at)
    return pairs, rank, best, worst
