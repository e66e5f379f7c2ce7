"""The inverse of the PERT distribution, interpolated to rounding error: betaincinv value by value is far slower."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import scipy
from numpy.polynomial.chebyshev import chebvander
from scipy.special import betaincinv

from multifront.contingency.compiled import compiled
from multifront.domain import Floats

PERT_WEIGHT = 4.0  # the classic weight of the mode in a PERT distribution (Malcolm et al. 1959)
TERMS = 41  # 33 reach rounding error for every mode; the rest is reserve
MOST_SHAPES = 4_096


class Halves(NamedTuple):
    """Chebyshev coefficients of both halves of one shape: `low` in p^(1/a), `high` in (1 - p)^(1/b), cut at `cut`."""

    a: float
    b: float
    cut: float
    reach: float
    low: Floats
    high: Floats


def pert_quantile(mode: float, probability: Floats) -> Floats:
    """Inverse distribution function of the unit PERT with this mode, shape of `probability`.

    Formula: x = I^-1(p; a, b), a = 1 + 4 mode, b = 5 - 4 mode, the inverse of the regularised incomplete beta function.
    x / t is smooth in t = p^(1/a) from 0 on, and (1 - x) / s in s = (1 - p)^(1/b) from 1 down, so that a Chebyshev
    interpolant of each half is as near to `scipy.special.betaincinv` as rounding lets it be.

    Args:
        mode: 0..1.
        probability: 0..1, any shape of one dimension.

    Returns:
        Values within 0..1.

    Raises:
        Nothing of its own; ranges are checked when a file is read.

    Assumes:
        a + b = 6, as in every PERT with the classic weight; the number of terms was chosen for that.

    References:
        Malcolm, Roseboom, Clark & Fazar (1959), Operations Research 7(5):646-669 (PERT);
        Trefethen (2013), Approximation Theory and Approximation Practice, ch. 8 (geometric convergence).

    Example:
        >>> pert_quantile(0.5, np.array([0.0, 0.5, 1.0])).round(12).tolist()
        [0.0, 0.5, 1.0]
    """
    power = 1.0 / (1.0 + PERT_WEIGHT)
    if mode <= 0.0:  # the two one-sided shapes have a closed form
        with np.errstate(divide="ignore"):  # a probability of 1 is the high end
            return np.asarray(-np.expm1(power * np.log1p(-probability)))
    if mode >= 1.0:
        return np.asarray(probability**power)
    halves = _halves(mode)
    rising, falling = probability ** (1.0 / halves.a), (1.0 - probability) ** (1.0 / halves.b)
    return _summed(halves, probability, rising, falling)


@lru_cache(maxsize=MOST_SHAPES)
def _halves(mode: float) -> Halves:
    """Both interpolants, cut where their arguments are equal: neither then comes near the other end's singularity."""
    a, b = 1.0 + PERT_WEIGHT * mode, 1.0 + PERT_WEIGHT * (1.0 - mode)
    cut = float(scipy.optimize.brentq(lambda p: p ** (1.0 / a) - (1.0 - p) ** (1.0 / b), 0.0, 1.0, xtol=1e-14))
    reach = max(cut ** (1.0 / a), (1.0 - cut) ** (1.0 / b))
    nodes = np.cos(np.pi * (np.arange(TERMS) + 0.5) / TERMS)
    at = reach * (nodes + 1.0) / 2.0
    fit: Floats = np.asarray(chebvander(nodes, TERMS - 1).T * (2.0 / TERMS), dtype=np.float64)
    fit[0] /= 2.0
    low, high = betaincinv(a, b, at**a) / at, betaincinv(b, a, at**b) / at
    return Halves(a, b, cut, reach, _times(fit, low), _times(fit, high))


def _times(matrix: Floats, values: Floats) -> Floats:
    """Matrix times vector, added up in one order whatever library does the algebra."""
    return np.array([np.add.reduce(row * values) for row in matrix])


@compiled
def _summed(halves: Halves, probability: Floats, rising: Floats, falling: Floats) -> Floats:
    """Clenshaw's sum of the half that each probability lies in."""
    found = np.empty(probability.size)
    for index in range(probability.size):
        below = probability[index] <= halves.cut
        at = rising[index] if below else falling[index]
        terms = halves.low if below else halves.high
        z = 2.0 * at / halves.reach - 1.0
        one = two = 0.0
        for k in range(terms.size - 1, 0, -1):
            one, two = 2.0 * z * one - two + terms[k], one
        value = at * (z * one - two + terms[0])
        found[index] = value if below else 1.0 - value
    return found
