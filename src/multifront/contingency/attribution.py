"""Exact Shapley values and interactions of channels from runs over all their combinations. Runs nothing itself.

Row m of a table of outcomes is the combination in which channel i is on if bit i of m is set; columns are draws, the
same worlds in every row (common random numbers). Equations, with k channels, S a set of channels, v the outcome in one
draw:

    value of i           phi_i = sum over S without i of   |S|! (k-|S|-1)! / k!     [v(S+i) - v(S)]
    interaction of i, j  I_ij  = sum over S without i, j of |S|! (k-|S|-2)! / (k-1)! [v(S+i+j) - v(S+i) - v(S+j) + v(S)]

Values carry the unit of the outcome. Their sum is v(all on) - v(all off) in every draw. Which channel can act on which
outcome, and how endurance becomes an outcome where runs are censored, is declared in `channel_outcomes`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError

CHANNELS = ("logistics", "arms", "intelligence", "distraction")
NO_PATH = "no path"
TOLERANCE = 1e-9
"""Largest gap allowed between the sum of values and the whole, relative to the largest outcome (at least 1)."""

MOST_CHANNELS = 12
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that differs by draw: mean with its Monte Carlo standard error, median, and 5 % and 95 % of draws.

    `median_low` and `median_high` hold the true median of draws with 95 % confidence; they are the sampling error
    alone.
    """

    mean: float
    standard_error: float
    median: float
    median_low: float
    median_high: float
    low: float
    high: float

    @property
    def text(self) -> str:
        """Median with the outer quantiles, as `0.21 (0.02 to 0.6)`."""
        return f"{self.median:.3g} ({self.low:.3g} to {self.high:.3g})"


@dataclass(frozen=True, slots=True)
class Share:
    """What one channel adds to the outcome; `estimate` is None where it has no path to it, and `reason` says which."""

    channel: str
    estimate: Estimate | None
    reason: str

    @property
    def text(self) -> str:
        """The estimate, or `no path`: never 0 for a channel that cannot act."""
        return NO_PATH if self.estimate is None else self.estimate.text


@dataclass(frozen=True, slots=True)
class Interaction:
    """What two channels add together beyond their sum (above 0) or take from each other (below); None: no path."""

    channels: tuple[str, str]
    estimate: Estimate | None

    @property
    def text(self) -> str:
        """The estimate, or `no path`."""
        return NO_PATH if self.estimate is None else self.estimate.text


@dataclass(frozen=True, slots=True)
class Attribution:
    """An outcome taken apart by channel; `whole` is all channels on minus all off.

    `censored` is the share of draws in which any combination was censored, `hidden` in which all were, so that nothing
    could show. Means of the shares add up to the mean of the whole; medians do not.
    """

    outcome: str
    unit: str
    whole: Estimate
    shares: tuple[Share, ...]
    interactions: tuple[Interaction, ...]
    censored: float
    hidden: float
    draws: int

    @property
    def sentence(self) -> str:
        """What it says in words."""
        acting = [share for share in self.shares if share.estimate is not None]
        parts = [f"{share.channel} {share.estimate.mean:.3g}" for share in acting if share.estimate is not None]
        without = [share.channel for share in self.shares if share.estimate is None]
        text = f"{self.outcome}: all channels together {self.whole.mean:.3g} {self.unit}, mean of {self.draws:,} draws"
        text += f"; of it {', '.join(parts)}" if parts else ""
        text += f"; {NO_PATH} for {', '.join(without)}" if without else ""
        return f"{text}; {self.censored:.0%} of draws censored in some combination, {self.hidden:.0%} in all."


def channel_combinations(channels: Sequence[str] = CHANNELS) -> tuple[tuple[str, ...], ...]:
    """The combinations in the order of the rows that `attribute` expects: row m has channel i on if bit i of m is set.

    Args:
        channels: names, k of them.

    Returns:
        The 2^k combinations, each the names that are on.

    Raises:
        UsageError: no channel, a name twice, or more than twelve.

    Assumes:
        Channels are on or off, nothing between.

    References:
        docs/exploration.md, section "Attribution".

    Example:
        >>> channel_combinations(("a", "b"))
        ((), ('a',), ('b',), ('a', 'b'))
    """
    if not 1 <= len(channels) <= MOST_CHANNELS or len(set(channels)) != len(channels):
        raise UsageError(f"give 1 to {MOST_CHANNELS} different channels; found {list(channels)}")
    rows = range(2 ** len(channels))
    return tuple(tuple(name for i, name in enumerate(channels) if row >> i & 1) for row in rows)


def shapley_values(values: Floats) -> Floats:
    """Exact Shapley values in every draw.

    Formula: as at the head of the module.

    Args:
        values: outcome by combination and draw, shape (2^k, n), in any unit.

    Returns:
        Shape (k, n), same unit; each column adds up to the last row minus the first.

    Raises:
        UsageError: another shape.
        SimulationError: a missing value, or a sum that misses the whole by more than 1e-9.

    Assumes:
        Rows are in the order of `channel_combinations`, and columns the same draws in each. An average over orders of
        switching on: no order is claimed to be the true one.

    References:
        Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, pp. 307-317.

    Example:
        >>> import numpy as np
        >>> glove = np.array([[0, 0, 0, 0, 0, 1, 1, 1]]).T  # players 1 and 2 hold left gloves, player 3 a right one
        >>> shapley_values(glove).ravel().round(4).tolist()
        [0.1667, 0.1667, 0.6667]
    """
    table, count = _checked(values)
    found = _value_weights(count) @ table
    gap = np.abs(found.sum(axis=0) - (table[-1] - table[0]))
    if np.any(gap > TOLERANCE * np.maximum(np.abs(table).max(axis=0), 1.0)):
        raise SimulationError(
            f"Shapley values miss the whole by {gap.max():.3g}; outcomes are too large to add exactly"
        )
    return found


def shapley_interactions(values: Floats) -> Floats:
    """Exact Shapley interaction indices of all pairs in every draw.

    Formula: as at the head of the module.

    Args:
        values: as in `shapley_values`.

    Returns:
        Shape (k (k - 1) / 2, n), pairs in the order of itertools.combinations; 0 where channels only add up.

    Raises:
        UsageError: another shape.
        SimulationError: a missing value.

    Assumes:
        As `shapley_values`. Interactions do not add up to anything: they say where adding up fails.

    References:
        Grabisch & Roubens (1999), International Journal of Game Theory 28:547-565 (interaction index);
        Owen (1972), Management Science 18(5):P64-P79 (its pairs).

    Example:
        >>> import numpy as np
        >>> shapley_interactions(np.array([[0.0], [0.0], [0.0], [1.0]])).tolist()
        [[1.0]]
    """
    table, count = _checked(values)
    return _pair_weights(count) @ table


def attribute(
    values: Floats,
    channels: Sequence[str] = CHANNELS,
    *,
    outcome: str = "outcome",
    unit: str = "",
    paths: Mapping[str, str] | None = None,
    censored: NDArray[np.bool_] | None = None,
) -> Attribution:
    """An outcome over all channel combinations, taken apart by channel and by pair.

    Formula: as at the head of the module, in each draw; then mean, median and quantiles over draws.

    Args:
        values: outcome by combination and draw, shape (2^k, n), rows as in `channel_combinations(channels)`.
        channels: names, k of them.
        outcome: its name, for the sentence.
        unit: its unit.
        paths: by channel, the equation through which it acts; a channel not named has no path. None: all have one.
        censored: where the outcome was censored, shape (2^k, n); None: nowhere.

    Returns:
        Values and interactions with their spread over draws and Monte Carlo error.

    Raises:
        UsageError: shapes or names that do not fit.
        SimulationError: a missing value, or a channel that changes an outcome to which it is declared to have no path.

    Assumes:
        A censored outcome counts as it stands (see `log_endurance`), which hides what lies beyond: with many censored
        draws values are too small, never too large in sum. Spread over draws is of assumptions, not of sampling.

    References:
        As `shapley_values` and `shapley_interactions`. Conover (1999), Practical Nonparametric Statistics, 3rd ed.,
        p. 143 (interval of a quantile by order statistics).

    Example:
        >>> import numpy as np
        >>> found = attribute(np.array([[0.0], [2.0], [0.0], [2.0]]), ("arms", "none"), paths={"arms": "fire"})
        >>> [share.text for share in found.shares]
        ['2 (2 to 2)', 'no path']
    """
    names = channel_combinations(channels)
    table, _ = _checked(values)
    if table.shape[0] != len(names):
        raise UsageError(f"{len(names)} combinations of {len(channels)} channels; found {table.shape[0]} rows")
    known = dict.fromkeys(channels, "") if paths is None else dict(paths)
    if unknown := sorted(set(known) - set(channels)):
        raise UsageError(f"paths of unknown channels {unknown}; channels are {list(channels)}")
    _check_paths(table, channels, known)
    hidden = np.zeros(table.shape, dtype=bool) if censored is None else np.asarray(censored, dtype=bool)
    if hidden.shape != table.shape:
        raise UsageError(f"censoring has shape {hidden.shape}, outcomes {table.shape}")
    parts = zip(channels, shapley_values(table), strict=True)
    pairs = zip(combinations(channels, 2), shapley_interactions(table), strict=True)
    return Attribution(
        outcome,
        unit,
        estimate(table[-1] - table[0]),
        tuple(Share(name, estimate(row) if name in known else None, known.get(name, NO_PATH)) for name, row in parts),
        tuple(Interaction(pair, estimate(row) if set(pair) <= set(known) else None) for pair, row in pairs),
        float(hidden.any(axis=0).mean()),
        float(hidden.all(axis=0).mean()),
        table.shape[1],
    )


def estimate(values: Floats) -> Estimate:
    """Mean, median and quantiles of draws with their Monte Carlo error; one draw has no error, so NaN.

    Formula: standard error = standard deviation / sqrt(n); the interval of the median runs between the order statistics
    whose ranks a Binomial(n, 1/2) leaves out with at most 2.5 % on each side.

    Args:
        values: one number a draw, shape (n,).

    Returns:
        The summary, in the unit of the values.

    Raises:
        UsageError: no draws.

    Assumes:
        Draws are independent. With fewer than six draws no interval of 95 % exists, and it is NaN.

    References:
        Conover (1999), Practical Nonparametric Statistics, 3rd ed., p. 143.

    Example:
        >>> import numpy as np
        >>> found = estimate(np.arange(1.0, 102.0))
        >>> found.median, found.median_low, found.median_high
        (51.0, 41.0, 61.0)
    """
    count = values.size
    if not count:
        raise UsageError("no draws to summarise")
    ordered = np.sort(values)
    error = float(ordered.std(ddof=1) / math.sqrt(count)) if count > 1 else math.nan
    rank = int(scipy.stats.binom.ppf((1.0 - CONFIDENCE) / 2.0, count, 0.5))
    inside = (float(ordered[rank - 1]), float(ordered[count - rank])) if rank >= 1 else (math.nan, math.nan)
    low, median, high = (float(value) for value in np.quantile(ordered, (0.05, 0.5, 0.95)))
    return Estimate(float(ordered.mean()), error, median, *inside, low, high)


def _checked(values: Floats) -> tuple[Floats, int]:
    """The table as floats and the number of channels in it."""
    table = np.asarray(values, dtype=np.float64)
    count = int(table.shape[0]).bit_length() - 1 if table.ndim == 2 else 0
    if table.ndim != 2 or count < 1 or table.shape[0] != 2**count or table.shape[1] < 1:
        raise UsageError(f"give outcomes as (2^k combinations, draws); found shape {table.shape}")
    if not np.all(np.isfinite(table)):
        missing = int((~np.isfinite(table)).sum())
        raise SimulationError(f"{missing} of {table.size} outcomes are missing or infinite; a value must be declared")
    return table, count


def _value_weights(count: int) -> Floats:
    """Weight of every combination in every value, shape (k, 2^k)."""
    weights = np.zeros((count, 2**count))
    for row in range(2**count):
        size = row.bit_count()
        for i in range(count):
            if not row >> i & 1:
                weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
                weights[i, row | 1 << i] += weight
                weights[i, row] -= weight
    return weights


def _pair_weights(count: int) -> Floats:
    """Weight of every combination in every pair's interaction, shape (k (k - 1) / 2, 2^k)."""
    pairs = list(combinations(range(count), 2))
    weights = np.zeros((len(pairs), 2**count))
    for number, (i, j) in enumerate(pairs):
        for row in range(2**count):
            if row >> i & 1 or row >> j & 1:
                continue
            size = row.bit_count()
            weight = math.factorial(size) * math.factorial(count - size - 2) / math.factorial(count - 1)
            for change, sign in ((0, 1), (1 << i, -1), (1 << j, -1), (1 << i | 1 << j, 1)):
                weights[number, row | change] += sign * weight
    return weights


def _check_paths(table: Floats, channels: Sequence[str], paths: Mapping[str, str]) -> None:
    """A channel declared to have no path must change nothing at all, or the declaration is wrong."""
    for i, name in enumerate(channels):
        off = [row for row in range(table.shape[0]) if not row >> i & 1]
        if name not in paths and np.any(table[off] != table[[row | 1 << i for row in off]]):
            raise SimulationError(f"{name} is declared to have {NO_PATH} to this outcome, yet changes it; correct one")
