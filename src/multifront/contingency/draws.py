"""Random numbers keyed by seed, name and draw, and ranges turned into samples with them. No model in here."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from multifront.contingency.pert import pert_quantile
from multifront.contingency.ranges import ENDS_Z, OUTERMOST, Range
from multifront.domain import Floats
from multifront.errors import UsageError

Indices = NDArray[np.int64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
MANTISSA_BITS = 53


def _mix(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The output function of splitmix64; arithmetic is modulo 2^64 by intention."""
    state = (state ^ (state >> np.uint64(30))) * MIX_1
    state = (state ^ (state >> np.uint64(27))) * MIX_2
    return state ^ (state >> np.uint64(31))


def uniform_draws(seed: int, name: str, indices: Indices) -> Floats:
    """Numbers uniform on (0, 1), each a function of seed, variable name and draw index alone.

    Formula: u = (top 53 bits of splitmix64(key + (index + 1) * 0x9E3779B97F4A7C15) + 1/2) / 2^53,
    key = BLAKE2b-64 of seed and name.

    Args:
        seed: any integer.
        name: name of the variable, such as `china.stock.volume`.
        indices: draw numbers from 0, shape (n,).

    Returns:
        Shape (n,), strictly between 0 and 1.

    Raises:
        UsageError: an index is negative.

    Assumes:
        Names differ wherever variables shall be independent. Two variables of one name are one variable.

    References:
        Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA, p. 459 (splitmix64).

    Example:
        >>> import numpy as np
        >>> whole = uniform_draws(0, "stock", np.arange(100))
        >>> bool(uniform_draws(0, "stock", np.array([42]))[0] == whole[42])
        True
    """
    if indices.size and int(indices.min()) < 0:
        raise UsageError(f"draw indices begin at 0; found {int(indices.min())}")
    digest = blake2b(f"{seed}\x1f{name}".encode(), digest_size=8).digest()
    key = np.uint64(int.from_bytes(digest, "little"))
    states = (indices.astype(np.uint64) + np.uint64(1)) * GOLDEN + np.full(indices.shape, key)
    top = _mix(states) >> np.uint64(64 - MANTISSA_BITS)
    return np.minimum((top.astype(np.float64) + 0.5) / 2.0**MANTISSA_BITS, 1.0 - 2.0**-MANTISSA_BITS)


def range_quantile(number: Range, probability: Floats) -> Floats:
    """Values of a range at given cumulative probabilities: the inverse of its distribution function.

    Formula: PERT is a Beta(1 + 4 (mode - low)/(high - low), 1 + 4 (high - mode)/(high - low)) stretched over low..high;
    uniform and triangular are the usual closed forms; a point is its value. Lognormal: exp(m + s z), z the standard
    normal quantile at a + (1 - 2 a) p with a = 0.001 cut off at each end; m and s follow from its 5 and 95 %.

    Args:
        number: the range, in the model's units.
        probability: between 0 and 1, shape (n,).

    Returns:
        Shape (n,), within low..high, not decreasing in probability.

    Raises:
        Nothing of its own; distributions are checked when the file is read.

    Assumes:
        low <= mode <= high.

    References:
        Malcolm, Roseboom, Clark & Fazar (1959), Operations Research 7(5):646-669 (PERT);
        Vose (2008), Risk Analysis, 3rd ed., p. 405 (its Beta form).
        Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions, vol. 1, ch. 14 (lognormal).

    Example:
        >>> import numpy as np
        >>> from multifront.contingency.ranges import ENDS_Z, OUTERMOST, Range
        >>> number = Range("x", 0.0, 1.0, 2.0, "days", "days", 1.0, "triangular", (), "an example", 1)
        >>> range_quantile(number, np.array([0.0, 0.5, 1.0])).tolist()
        [0.0, 1.0, 2.0]
    """
    width = number.high - number.low
    if width == 0 or number.distribution == "point":
        return np.full(probability.shape, number.mode)
    if number.distribution == "uniform":
        return number.low + width * probability
    if number.distribution == "lognormal":
        return np.clip(_lognormal(number, probability), number.low, number.high)
    mode = (number.mode - number.low) / width
    standard = (
        _triangular(mode, probability) if number.distribution == "triangular" else pert_quantile(mode, probability)
    )
    return np.clip(number.low + width * standard, number.low, number.high)


def _lognormal(number: Range, probability: Floats) -> Floats:
    first, last = np.log(number.low), np.log(number.high)
    scale = (last - first) / (2.0 * ENDS_Z)
    return np.asarray(np.exp((first + last) / 2.0 + scale * ndtri(OUTERMOST + (1.0 - 2.0 * OUTERMOST) * probability)))


def _triangular(mode: float, probability: Floats) -> Floats:
    rising = np.sqrt(probability * mode)
    falling = 1.0 - np.sqrt((1.0 - probability) * (1.0 - mode))
    return np.where(probability <= mode, rising, falling)
