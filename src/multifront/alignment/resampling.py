"""Bootstrap intervals of a similarity over items or whole blocks of items, for positions and for votes. No formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from multifront.alignment.counts import chosen_scheme, disagreement, evaluate
from multifront.alignment.positions import item_weights, level_index, ordered_levels
from multifront.domain import Floats
from multifront.errors import UsageError

FEWEST_BLOCKS = 5
"""Blocks below which no interval is given: fewer say nothing of how blocks differ."""

MOST_UNDEFINED = 0.05
"""Share of draws without a value (0/0) above which no interval is given: the rest is no fair sample."""

AT_ONCE = 2_000_000
"""Cells of resampled tables held at once; results do not depend on it."""


@dataclass(frozen=True, slots=True)
class SimilarityInterval:
    """A similarity with the spread of its bootstrap draws; the interval is NaN where it cannot be given.

    `undefined` is the share of draws in which the measure was 0/0. `blocks` counts what was drawn: items, or the blocks
    that hold them.
    """

    measure: str
    scheme: str
    value: float
    standard_error: float
    low: float
    high: float
    items: int
    blocks: int
    draws: int
    undefined: float


def similarity_interval(
    x: ArrayLike,
    y: ArrayLike,
    *,
    measure: str,
    levels: Sequence[float],
    scheme: str | None = None,
    weights: ArrayLike | None = None,
    blocks: ArrayLike | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> SimilarityInterval:
    """A similarity of two lists of positions with a 95 % interval from drawing items, or blocks of items, anew.

    Formula: G items or blocks are drawn from G with replacement, the measure is taken of each draw, and the interval
    runs between the quantiles a/2 and 1 - a/2 of the draws with a/2 = Phi(-t sqrt(G / (G - 1))), t the 97.5 % point of
    Student's t with G - 1 degrees: plain percentiles are too narrow for few blocks.

    Args:
        x: positions of the first state, shape (n,), each one of `levels`.
        y: positions of the second state on the same items in the same order.
        measure: 'agreement', 's', 'kappa', 'pi', 'tau_b' or 'bcai'.
        levels: every position that could be taken, rising, used or not.
        scheme: how a disagreement is weighed, as in `similarity_from_counts`.
        weights: importance of the items, shape (n,), 0 or more, as `s_score` takes it; None: all the same.
        blocks: label of the block of each item, shape (n,), such as its meeting day; None: each item on its own.
        draws: how many times to draw, 100 or more.
        seed: seed of the draws; same input and seed, same numbers.

    Returns:
        Value, spread and interval. The interval is NaN below five blocks, where the measure was 0/0 in more than 5 % of
        the draws, and where all draws are equal: items that never differ cannot show an error.

    Raises:
        UsageError: positions, levels, weights or blocks that cannot be read, or too few draws.

    Assumes:
        Blocks are exchangeable and independent of each other. Drawing single items of a package of like resolutions
        gives intervals that are too short; drawing blocks lengthens them, and with ten blocks a year they are
        themselves rough. A state's allies are no sample: for alliance portfolios the interval says how much the value
        hangs on single partners, not how it would be in another world.

    References:
        Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13 (percentiles); Hesterberg 2015, American
        Statistician 69(4):371-386, sec. 3.3 (expanded percentiles); Davison & Hinkley 1997, Bootstrap Methods, sec. 3.8
        (whole groups drawn). None of them opened for this project.

    Example:
        >>> from multifront.alignment import similarity_interval
        >>> x, y = [0, 0, 1, 2, 0, 0, 2, 1] * 5, [0, 1, 1, 2, 0, 0, 2, 0] * 5
        >>> found = similarity_interval(x, y, measure="kappa", levels=(0, 1, 2), seed=1)
        >>> round(found.value, 3), found.low < found.value < found.high, found.blocks
        (0.714, True, 40)
    """
    scale = ordered_levels(levels)
    rows, columns = level_index(x, "x", scale), level_index(y, "y", scale)
    if rows.size != columns.size:
        raise UsageError(
            f"x has {rows.size} items and y has {columns.size}; valid: the same items in the same order; "
            "match the items of the two states first"
        )
    chosen = chosen_scheme(measure, scheme)
    cells = np.zeros((1, rows.size, scale.size**2))
    cells[0, np.arange(rows.size), rows * scale.size + columns] = item_weights(weights, rows.size)
    sums = block_sums(cells, block_numbers(blocks, rows.size))
    values, drawn = drawn_values(sums, measure, disagreement(scale, chosen), draws, np.random.default_rng(seed))
    spread = summary(values[0], drawn[0], sums.shape[1])
    return SimilarityInterval(measure, chosen, *spread[:4], rows.size, sums.shape[1], draws, spread[4])


def block_numbers(blocks: ArrayLike | None, n: int) -> NDArray[np.intp]:
    """Number of the block of each of n items, from 0."""
    if blocks is None:
        return np.arange(n)
    labels = np.asarray(blocks)
    missing = np.isnat(labels) if labels.dtype.kind in "mM" else labels.dtype.kind == "f" and np.isnan(labels)
    if labels.shape != (n,) or np.any(missing):
        raise UsageError(
            f"blocks of shape {labels.shape} do not fit {n} items, or some are missing; valid: one label an item, such "
            "as its meeting day; leave blocks= out to draw single items"
        )
    numbers: NDArray[np.intp] = np.unique(labels, return_inverse=True)[1]
    return numbers


def block_sums(cells: Floats, numbers: NDArray[np.intp]) -> Floats:
    """Tables of each block, shape (pairs, blocks, k * k), from those of single items."""
    sums = np.zeros((cells.shape[0], int(numbers.max(initial=-1)) + 1, cells.shape[2]))
    for pair, items in zip(sums, cells, strict=True):
        np.add.at(pair, numbers, items)
    return sums


def drawn_values(
    sums: Floats, measure: str, weights: Floats, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """The measure of each pair (pairs,), and of each draw (pairs, draws): one draw of blocks serves all pairs.

    Raises:
        UsageError: fewer than 100 draws.
    """
    if draws < 100:
        raise UsageError(f"draws={draws} are too few for an interval; valid: 100 or more; 2000 is usual")
    pairs, blocks, cells = sums.shape
    taken = rng.multinomial(blocks, np.full(blocks, 1.0 / max(blocks, 1)), draws) if blocks else np.zeros((draws, 0))
    step = max(AT_ONCE // max(pairs * cells, 1), 1)
    parts = [_values(np.matmul(taken[i : i + step], sums), measure, weights) for i in range(0, draws, step)]
    return _values(sums.sum(axis=1), measure, weights), np.concatenate(parts, axis=1)


def _values(tables: Floats, measure: str, weights: Floats) -> Floats:
    """The measure of tables (..., k * k) of counts or weights; NaN where empty or 0/0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = tables / tables.sum(axis=-1, keepdims=True)
    return evaluate(measure, shares.reshape(*shares.shape[:-1], *weights.shape), weights)[0]


def summary(value: float, drawn: Floats, blocks: int) -> tuple[float, float, float, float, float]:
    """Value, standard error, low, high, and the share of draws without a value."""
    defined = drawn[np.isfinite(drawn)]
    undefined = 1.0 - defined.size / drawn.size
    level = float(value)
    silent = blocks < FEWEST_BLOCKS or undefined > MOST_UNDEFINED or not np.isfinite(level)
    if silent or np.ptp(defined) < 1e-12:
        return level, np.nan, np.nan, np.nan, undefined
    tail = float(ndtr(-scipy.stats.t.ppf(0.975, blocks - 1) * np.sqrt(blocks / (blocks - 1))))
    low, high = np.quantile(defined, [tail, 1.0 - tail])
    return level, float(defined.std()), float(low), float(high), undefined
