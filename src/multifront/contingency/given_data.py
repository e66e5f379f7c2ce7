"""What draws already made say about an outcome: shares of variance, tails, intervals. Runs no model."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.errors import UsageError

CONFIDENCE = 0.95
JACKKNIFE_GROUPS = 20
TAIL = 0.1
"""Share of draws at either end of a number."""
FEWEST_IN_TAIL = 20


@dataclass(frozen=True, slots=True)
class MainEffect:
    """Share of the outcome's variance that one input explains alone, from draws already made, with its noise.

    `noise` is the largest share that shuffled draws gave (one chance in a hundred, with 99 shuffles); `share` at or
    under it says nothing. `low` and `high` are a 95 % interval from the delete-a-group jackknife.
    """

    name: str
    share: float
    noise: float
    low: float = 0.0
    high: float = 0.0

    @property
    def tells(self) -> bool:
        """Whether the share is more than chance."""
        return self.share > self.noise


def main_effects(
    inputs: Mapping[str, Floats], outcome: Floats, *, bins: int | None = None, shuffles: int = 99, seed: int = 0
) -> tuple[MainEffect, ...]:
    """First-order shares of variance from draws already made, without another run.

    Formula: draws in bins of equal count by the input; eps^2 = 1 - (1 - eta^2)(n - 1)/(n - B), eta^2 the variance
    between bins over the whole; the correction takes out what bins explain by chance. Interval: share +-
    t(0.975, G - 1) s, s from leaving out one of G groups of draws at a time.

    Args:
        inputs: by name, one value a draw, shape (n,).
        outcome: shape (n,).
        bins: how many, B; fewer where values tie. None: a fiftieth of the draws, from 20 to 200.
        shuffles: permutations of the outcome for the noise.
        seed: of the shuffles.

    Returns:
        One line an input, largest share first. An input that does not vary has share 0 and noise 0.

    Raises:
        UsageError: shapes that do not fit, or under ten draws a bin.

    Assumes:
        Under dependence a share holds what an input's correlates explain, and shares may add up to more than the
        whole. Effects within a bin are small against those between, which a share of steep or jagged
        inputs is not: it comes out too low. Total order cannot be had this way.

    References:
        Kelley (1935), PNAS 21(9):554-559 (unbiased correlation ratio); Plischke, Borgonovo & Smith (2013), European
        Journal of Operational Research 226(3):536-550 (given data); Efron & Tibshirani (1993), An Introduction to the
        Bootstrap, ch. 11 (jackknife).

    Example:
        >>> import numpy as np
        >>> from multifront.contingency import uniform_draws
        >>> x, y = (uniform_draws(0, name, np.arange(4_000)) for name in "xy")
        >>> [(line.name, round(line.share, 1)) for line in main_effects({"x": x, "y": y}, 2.0 * x + y)]
        [('x', 0.8), ('y', 0.2)]
    """
    if outcome.ndim != 1 or any(values.shape != outcome.shape for values in inputs.values()):
        raise UsageError("inputs and outcome need one value a draw each")
    bins = min(max(outcome.size // 50, 20), 200) if bins is None else bins
    if bins < 2 or outcome.size < 10 * bins:
        raise UsageError(f"{outcome.size} draws are too few for {bins} bins; ten a bin are needed")
    rng = np.random.default_rng(seed)
    orders = np.array([rng.permutation(outcome.size) for _ in range(shuffles)])
    shuffled = np.vstack((outcome, outcome[orders])) if shuffles else outcome[None]
    lines = [_main_effect(name, values, shuffled, bins) for name, values in inputs.items()]
    return tuple(sorted(lines, key=lambda line: (-line.share, line.name)))


def _main_effect(name: str, values: Floats, outcomes: Floats, bins: int) -> MainEffect:
    """The share in the first row of outcomes, and the noise from the other rows, which are shuffled."""
    edges = np.unique(np.quantile(values, np.linspace(0.0, 1.0, bins + 1)[1:-1]))
    place = np.searchsorted(edges, values, side="right")
    _, place = np.unique(place, return_inverse=True)
    count, groups = values.size, int(place.max()) + 1
    whole = outcomes.var(axis=1)
    if groups < 2 or whole[0] == 0.0:
        return MainEffect(name, 0.0, 0.0, 0.0, 0.0)
    sizes = np.bincount(place)
    means = np.array([np.bincount(place, weights=row) for row in outcomes]) / sizes
    between = (means - outcomes.mean(axis=1, keepdims=True)) ** 2 @ sizes / count / whole
    corrected = 1.0 - (1.0 - between) * (count - 1) / (count - groups)
    noise = float(corrected[1:].max()) if corrected.size > 1 else 0.0
    share, low, high = _binned_interval(place, outcomes[0])
    return MainEffect(name, share, max(noise, 0.0), low, high)


def _binned_interval(place: NDArray[np.intp], outcome: Floats) -> tuple[float, float, float]:
    """The corrected share of variance between bins with its jackknife interval."""
    group, groups = _groups(outcome.size)
    bins = int(place.max()) + 1
    cell = place * groups + group

    def table(values: Floats) -> Floats:
        return np.bincount(cell, weights=values, minlength=bins * groups).reshape(bins, groups).astype(np.float64)

    def share(sizes: Floats, sums: Floats, squares: Floats) -> Floats:
        kept, mean = sizes.sum(axis=0), sums.sum(axis=0) / sizes.sum(axis=0)
        held = (sums**2 / np.maximum(sizes, 1.0)).sum(axis=0) / kept
        between = (held - mean**2) / np.maximum(squares.sum(axis=0) / kept - mean**2, 1e-300)
        return np.asarray(1.0 - (1.0 - between) * (kept - 1.0) / (kept - bins))

    parts = [table(values) for values in (np.ones(outcome.size), outcome, outcome**2)]
    whole = share(*(part.sum(axis=1, keepdims=True) for part in parts))
    without = share(*(part.sum(axis=1, keepdims=True) - part for part in parts))
    return _interval(float(whole[0]), without)


def jackknife_interval(
    terms: Mapping[str, Floats], estimate: Callable[[Mapping[str, Floats]], Floats]
) -> tuple[float, float, float]:
    """A function of means over draws with its 95 % interval, leaving out one group of draws at a time.

    Formula: with G groups, theta +- t(0.975, G - 1) sqrt((G - 1)/G sum (theta_g - mean)^2).

    Args:
        terms: by name, one value a draw, shape (n,).
        estimate: takes the means of all terms by name, shape (m,); gives (m,).

    Returns:
        The estimate of all draws, and the ends of its interval.

    Raises:
        Nothing of its own.

    Assumes:
        Draws are independent; fewer than two draws have no interval (NaN).

    References:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 11.

    Example:
        >>> import numpy as np
        >>> found = jackknife_interval({"x": np.array([1.0, 2.0, 3.0])}, lambda means: means["x"])
        >>> [round(value, 3) for value in found]
        [2.0, -0.484, 4.484]
    """
    size = next(iter(terms.values())).size
    group, groups = _groups(size)
    sums = {name: np.bincount(group, weights=values, minlength=groups) for name, values in terms.items()}
    middle = float(estimate({name: np.array([part.sum() / size]) for name, part in sums.items()})[0])
    if groups < 2:
        return middle, math.nan, math.nan
    left = size - np.bincount(group, minlength=groups)
    return _interval(middle, estimate({name: (part.sum() - part) / left for name, part in sums.items()}))


def _groups(size: int) -> tuple[NDArray[np.intp], int]:
    """The group of each draw, in the order of draws, and how many groups there are."""
    groups = min(JACKKNIFE_GROUPS, size)
    return np.arange(size) * groups // size, groups


def _interval(middle: float, without: Floats) -> tuple[float, float, float]:
    """An estimate with its 95 % interval, from the estimates without one group each."""
    groups = without.size
    error = math.sqrt((groups - 1) / groups * float(((without - without.mean()) ** 2).sum()))
    half = float(scipy.stats.t.ppf((1.0 + CONFIDENCE) / 2.0, groups - 1)) * error
    return middle, middle - half, middle + half


@dataclass(frozen=True, slots=True)
class Tails:
    """Mean outcome of the draws in which a number is lowest and highest, with 95 % intervals, and the number there.

    `low_end` and `high_end` are the values up to which and from which a draw counts as low or high.
    """

    name: str
    low_end: float
    high_end: float
    at_low: tuple[float, float, float]
    at_high: tuple[float, float, float]

    @property
    def swing(self) -> float:
        """How far the outcome moves from the lowest draws to the highest, with its sign."""
        return self.at_high[0] - self.at_low[0]

    @property
    def width(self) -> float:
        """How far it moves either way."""
        return abs(self.swing)


def tail_means(inputs: Mapping[str, Floats], outcome: Floats, *, tail: float = TAIL) -> tuple[Tails, ...]:
    """Where an outcome stands in the draws with the lowest and the highest values of each input: a tornado of draws.

    Formula: mean of Y over the draws with X at or under its `tail` quantile, and over those at or above its 1 - `tail`
    quantile; interval mean +- t(0.975, m - 1) s / sqrt(m) over the m draws of a tail.

    Args:
        inputs: by name, one value a draw, shape (n,); those that do not vary are left out.
        outcome: shape (n,).
        tail: share of draws at either end, above 0 and at most a half.

    Returns:
        One line an input, widest first; equal widths by name.

    Raises:
        UsageError: shapes that do not fit, a tail out of range, or under twenty draws in a tail.

    Assumes:
        Independent inputs: a number that moves with others takes their effect with it. Up and down again shows as
        nothing, and numbers that act only together show too little. An end is the mean of a tail, not of one value.

    References:
        Eschenbach (1992), Interfaces 22(6):40-46 (tornado diagrams); Plischke, Borgonovo & Smith (2013), European
        Journal of Operational Research 226(3):536-550 (sensitivity from given data by classes of an input).

    Example:
        >>> import numpy as np
        >>> from multifront.contingency import uniform_draws
        >>> x = uniform_draws(0, "x", np.arange(2_000))
        >>> round(tail_means({"x": x}, 10.0 * x)[0].swing)
        9
    """
    if outcome.ndim != 1 or any(values.shape != outcome.shape for values in inputs.values()):
        raise UsageError("inputs and outcome need one value a draw each")
    if not 0.0 < tail <= 0.5 or tail * outcome.size < FEWEST_IN_TAIL:
        least = f"{FEWEST_IN_TAIL} draws in each"
        raise UsageError(f"tail: found {tail:g} of {outcome.size} draws; valid: up to a half, with {least}")
    lines = []
    for name, values in inputs.items():
        if np.ptp(values) == 0.0:
            continue
        low, high = (float(end) for end in np.quantile(values, (tail, 1.0 - tail)))
        ends = (_mean_interval(outcome[values <= low]), _mean_interval(outcome[values >= high]))
        lines.append(Tails(name, low, high, *ends))
    return tuple(sorted(lines, key=lambda line: (-line.width, line.name)))


def _mean_interval(values: Floats) -> tuple[float, float, float]:
    """Mean with the ends of its 95 % interval."""
    mean = float(values.mean())
    error = float(values.std(ddof=1)) / math.sqrt(values.size) if values.size > 1 else math.nan
    half = float(scipy.stats.t.ppf((1.0 + CONFIDENCE) / 2.0, values.size - 1)) * error if values.size > 1 else math.nan
    return mean, mean - half, mean + half
