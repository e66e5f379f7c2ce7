"""An index of several indicators over all pairs, made in every defensible way: ranks with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy

from multifront.alignment.coherence import Coherence, checked_table, indicator_coherence
from multifront.alignment.composite_choices import FACTORS, GAPS, SCALES, SUMS, Choices, Scaled, drawn_choices
from multifront.domain import Floats
from multifront.errors import UsageError


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one choice moves the rank of the pair: Sobol's first-order and total share of the variance over runs.

    Estimates from `runs` sets, cut to 0..1: with 512 a share under .1 cannot be told from 0.
    """

    factor: str
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class CompositeRank:
    """Where one pair stands by an index of several indicators, over all ways of making the index.

    `rank` is the median over runs (1 is the closest), `interval` its middle 95 %, `pairs` the median number of pairs
    ranked. `holds` is the share of runs in which the pair is within the closest `top` of pairs. `components` are the
    pair's own indicators as (name, value, share of pairs that are less close): never read the index without them.
    `shift` is the mean absolute shift of all pairs' ranks against the plain index over 32 runs, as a share of the
    pairs.
    """

    pair: str
    rank: float
    interval: tuple[float, float]
    pairs: float
    top: float
    holds: float
    runs: int
    left_out_runs: int
    shift: float
    influence: tuple[Influence, ...]
    components: tuple[tuple[str, float, float], ...]
    coherence: Coherence
    sentence: str


@dataclass(frozen=True, slots=True)
class CompositeOptions:
    """The finding that is tried ('among the closest `top` share of pairs') and how many sets of choices are drawn."""

    top: float = 0.05
    runs: int = 512


def composite_rank(
    values: Floats,
    names: Sequence[str],
    pairs: Sequence[str],
    *,
    pair: str,
    rng: np.random.Generator | int,
    options: CompositeOptions | None = None,
) -> CompositeRank:
    """Where a pair stands by an index of several indicators, over every way of making the index.

    Formula: coherence first. Then `runs` x 2 sets of choices: scale (z, range, rank), weights (flat Dirichlet), sum
    (arithmetic, geometric), gaps (available, complete pairs only, worst, mean), one indicator left out or none. In each
    the pair's mid-rank among all pairs with an index. Sobol shares by Jansen's estimators on sets that differ in one
    choice.

    Args:
        values: shape (n, k), one row a pair, larger is closer in every column, NaN where unknown.
        names: of the k indicators.
        pairs: of the n pairs, such as 'CHN-RUS'.
        pair: the one that is asked about.
        rng: a generator or a seed.
        options: the finding and the number of runs; the defaults when left out.

    Returns:
        Rank with interval, share of runs in which the finding holds, influence of each choice, components, coherence.

    Raises:
        UsageError: shapes do not fit, an unknown pair or one twice, a pair without any indicator, fewer than 16 runs,
        `top`
            outside 0..1, or as `indicator_coherence`.

    Assumes:
        The choices drawn are the ones that could be defended, each as good as the others. The interval is over
        choices, not over sampling: errors of the indicators themselves are not in it. An index of indicators that do
        not agree is an average of different things; `coherence.coherent` says so. Runs in which the choices give the
        pair no index (a pair with gaps under 'complete') are in none of the shares: `holds` is over the rest, so read
        it with `left_out_runs`. With flat Dirichlet weights one indicator of three has over half of the weight in
        three of four runs: the range is wide on purpose, and its ends are no confidence limits.

    References:
        OECD/JRC 2008, Handbook on Constructing Composite Indicators, steps 4-8; Saisana, Saltelli & Tarantola 2005, J.
        Royal Statistical Society A 168(2):307-323; Saltelli et al. 2010, Computer Physics Communications 181:259-270
        (Jansen).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import composite_rank
        >>> closeness = np.linspace(0, 1, 30)
        >>> values = np.column_stack([closeness, closeness**2, np.sqrt(closeness)])
        >>> found = composite_rank(values, ["votes", "trade", "arms"], [f"p{i}" for i in range(30)], pair="p29", rng=0)
        >>> found.rank, found.holds
        (1.0, 1.0)
    """
    options = options or CompositeOptions()
    table = checked_table(values, names)
    row = _row(table, pairs, pair, options)
    agreed = indicator_coherence(table, names)
    scaled = Scaled(table)
    generator = np.random.default_rng(rng)
    one, two = (drawn_choices(options.runs, len(names), generator) for _ in range(2))
    ranks_one, counts_one = _ranks(scaled, one, row)
    ranks_two, counts_two = _ranks(scaled, two, row)
    ranks, counts = np.concatenate([ranks_one, ranks_two]), np.concatenate([counts_one, counts_two])
    ranked = np.isfinite(ranks)
    low, middle, high = np.quantile(ranks[ranked], [0.025, 0.5, 0.975]) if ranked.any() else (np.nan,) * 3
    holds = float(np.mean(ranks[ranked] <= options.top * counts[ranked])) if ranked.any() else float("nan")
    found = CompositeRank(
        pair=pair,
        rank=float(middle),
        interval=(float(low), float(high)),
        pairs=float(np.median(counts)),
        top=options.top,
        holds=holds,
        runs=int(ranked.sum()),
        left_out_runs=int((~ranked).sum()),
        shift=_shift(scaled, one),
        influence=_influence(scaled, (one, two), (ranks_one, ranks_two), row),
        components=_components(table, tuple(names), row),
        coherence=agreed,
        sentence="",
    )
    return _said(found)


def _row(table: Floats, pairs: Sequence[str], pair: str, options: CompositeOptions) -> int:
    if len(pairs) != len(table) or len(set(pairs)) != len(pairs):
        raise UsageError(
            f"{len(pairs)} names ({len(set(pairs))} different) for {len(table)} rows; valid: one name a pair; next: "
            "name each row once"
        )
    if pair not in pairs:
        raise UsageError(
            f"pair {pair!r} is not among the {len(pairs)} pairs; valid: such as {pairs[0]!r}; next: name it"
        )
    if options.runs < 16 or not 0 < options.top < 1:
        raise UsageError(
            f"{options.runs} runs, top {options.top}; valid: at least 16 runs, top between 0 and 1; next: leave "
            "them out"
        )
    row = list(pairs).index(pair)
    if not np.isfinite(table[row]).any():
        raise UsageError(f"pair {pair!r} has no indicator; valid: at least one; next: choose another year")
    return row


def _ranks(scaled: Scaled, choices: Choices, row: int) -> tuple[Floats, Floats]:
    """Mid-rank of one pair in each run, NaN where the choices leave it out, and how many pairs were ranked."""
    runs = len(choices.scale)
    ranks, counts = np.full(runs, np.nan), np.zeros(runs)
    for run in range(runs):
        index = np.round(scaled.index(choices, run), 10)
        counts[run] = np.count_nonzero(np.isfinite(index))
        if np.isfinite(index[row]):
            above = np.count_nonzero(index > index[row])
            ranks[run] = 1 + above + (np.count_nonzero(index == index[row]) - 1) / 2
    return ranks, counts


def _shift(scaled: Scaled, choices: Choices, shown: int = 32) -> float:
    """Mean absolute shift of ranks of all pairs against equal weights on ranks, as a share of the pairs."""
    count = choices.weights.shape[1]
    plain = Choices(
        np.array([SCALES.index("rank")]),
        np.full((1, count), 1 / count),
        np.array([SUMS.index("arithmetic")]),
        np.array([GAPS.index("available")]),
        np.array([-1]),
    )
    base = scaled.index(plain, 0)
    shifts = []
    for run in range(min(shown, len(choices.scale))):
        index = scaled.index(choices, run)
        both = np.isfinite(base) & np.isfinite(index)
        if np.count_nonzero(both) > 1:
            moved = np.abs(scipy.stats.rankdata(-base[both]) - scipy.stats.rankdata(-index[both]))
            shifts.append(moved.mean() / np.count_nonzero(both))
    return float(np.mean(shifts)) if shifts else float("nan")


def _influence(
    scaled: Scaled, sets: tuple[Choices, Choices], ranks: tuple[Floats, Floats], row: int
) -> tuple[Influence, ...]:
    """Jansen's estimators on the rank; runs in which a set leaves the pair out are left out of that comparison."""
    one, two = sets
    found = []
    every = np.concatenate(ranks)
    variance = float(np.nanvar(every)) if np.isfinite(every).any() else 0.0
    for factor, name in enumerate(FACTORS):
        if variance == 0:
            found.append(Influence(name, 0.0, 0.0))
            continue
        mixed, _ = _ranks(scaled, one.with_factor(two, factor), row)
        with_two, with_one = (mixed - ranks[1]) ** 2, (mixed - ranks[0]) ** 2
        first = 1 - float(np.nanmean(with_two)) / (2 * variance)
        total = float(np.nanmean(with_one)) / (2 * variance)
        found.append(Influence(name, min(1.0, max(0.0, first)), min(1.0, max(0.0, total))))
    return tuple(found)


def _components(table: Floats, names: tuple[str, ...], row: int) -> tuple[tuple[str, float, float], ...]:
    rows = []
    for name, column in zip(names, table.T, strict=True):
        others = column[np.isfinite(column)]
        value = float(column[row])
        less = np.mean(others < value) + (np.mean(others == value) - 1 / len(others)) / 2 if others.size else np.nan
        rows.append((name, value, float(less) if np.isfinite(value) else float("nan")))
    return tuple(rows)


def _said(found: CompositeRank) -> CompositeRank:
    strongest = max(found.influence, key=lambda one: one.total)
    gaps = f" The pair has no index in {found.left_out_runs} more." if found.left_out_runs else ""
    parts = "; ".join(
        f"{name} closer than {share:.0%} of pairs" if np.isfinite(share) else f"{name} unknown"
        for name, _, share in found.components
    )
    text = (
        f"{found.pair}: rank {found.rank:,.0f} of about {found.pairs:,.0f} pairs ({found.interval[0]:,.0f} to "
        f"{found.interval[1]:,.0f} over {found.runs:,} ways of making the index); among the closest {found.top:.0%} in "
        f"{found.holds:.0%} of them.{gaps} The choice that moves it most: {strongest.factor}. Its parts: {parts}. "
        f"{found.coherence.sentence}"
    )
    return replace(found, sentence=text)
