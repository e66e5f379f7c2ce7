"""Global envelopes: is a whole curve unlike its surrogates, and where? Knows curves only, no events and no null."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

MEASURES = ("erl", "studentised", "mad")
ALTERNATIVES = ("two-sided", "greater", "less")
_TIE = 1e-12


@dataclass(frozen=True, slots=True)
class Envelope:
    """Bands of surrogate curves and the p of the whole observed curve; arrays of shape (points,).

    `low` and `high` hold a whole independent curve with chance 1 - alpha; `pointwise_low` and `pointwise_high` hold
    each point alone with that chance, and some point of an independent curve leaves them far more often.
    """

    centre: Floats
    pointwise_low: Floats
    pointwise_high: Floats
    low: Floats
    high: Floats
    p_value: float


def global_envelope(
    observed: Floats,
    surrogates: Floats,
    *,
    measure: str = "erl",
    alternative: str = "two-sided",
    alpha: float = 0.05,
) -> Envelope:
    """Test a whole curve against surrogate curves, and draw the band that belongs to the test.

    Formula: with the observed curve among all n = s + 1, p = #{i: curve i is at least as extreme as the observed}/n.
    'mad': extreme is max_k |T_ik - m_k|, m the mean of all n; 'studentised': the same divided by the standard deviation
    of all n at k (points at which all curves agree count nothing). 'erl': each T_ik gets its rank from either side,
    R_ik = min of both (ties share the mean rank), the ranks of a curve are sorted, and curves are ordered
    lexicographically, smallest ranks most extreme. The band is m -+ the largest deviation ('mad', 'studentised', times
    sd) or the hull ('erl') of the curves whose own p is over alpha.

    Args:
        observed: the curve, shape (points,).
        surrogates: curves under the null, shape (s, points), at least 19.
        measure: 'erl' (extreme rank length), 'studentised' or 'mad'.
        alternative: 'two-sided', 'greater' (only high values are extreme) or 'less'.
        alpha: level of the band, in [1/(s + 1), 0.5).

    Returns:
        An `Envelope`; p in [1/(s + 1), 1]. A curve that leaves the band has p <= alpha; under 'mad' and 'studentised'
        the reverse holds too, under 'erl' it holds where curves do not tie.

    Raises:
        UsageError: shapes that do not fit, values that are not finite, or an option that does not exist.

    Assumes:
        Observed curve and surrogates are exchangeable under the null; then p <= alpha has chance alpha at most, exactly
        and for any number of surrogates. With a fitted or approximate null it is as good as that null. 'mad' looks
        hardest where the curve varies most; all measures lose power when many empty points are added.

    References:
        Myllymaki, Mrkvicka, Grabarnik, Seijo & Hahn 2017, J. R. Stat. Soc. B 79:381-404 (global envelopes, extreme rank
        length; the definitions are those of the manual of the R package GET); Ripley 1981, Spatial Statistics, Wiley
        ('mad'; not opened).

    Example:
        >>> curves = np.tile(np.arange(39.0), (3, 1)).T
        >>> global_envelope(np.array([1.0, 99.0, 3.0]), curves, measure="mad").p_value
        0.025
    """
    curves = _stacked(observed, surrogates, alpha)
    if measure not in MEASURES:
        raise UsageError(unknown_name("measure", measure, MEASURES, "use measure='erl'"))
    if alternative not in ALTERNATIVES:
        raise UsageError(unknown_name("alternative", alternative, ALTERNATIVES, "use alternative='two-sided'"))
    centre = curves.mean(axis=0)
    sides = {"two-sided": (alpha / 2, 1 - alpha / 2), "greater": (0.0, 1 - alpha), "less": (alpha, 1.0)}[alternative]
    pointwise = np.quantile(curves[1:], sides, axis=0)
    if measure == "erl":
        p, low, high = _by_rank(curves, alternative, alpha)
    else:
        p, low, high = _by_deviation(curves, measure == "studentised", alternative, alpha)
    if alternative == "greater":
        low, pointwise[0] = np.full_like(low, -np.inf), -np.inf
    if alternative == "less":
        high, pointwise[1] = np.full_like(high, np.inf), np.inf
    return Envelope(centre, pointwise[0], pointwise[1], low, high, p)


def _stacked(observed: Floats, surrogates: Floats, alpha: float) -> Floats:
    """The observed curve on top of the surrogates, shape (s + 1, points)."""
    observed, surrogates = np.asarray(observed, dtype=np.float64), np.asarray(surrogates, dtype=np.float64)
    if observed.ndim != 1 or surrogates.ndim != 2 or surrogates.shape[1] != observed.size or not observed.size:
        raise UsageError(
            f"one curve (points,) and surrogates (s, points) are needed, found {observed.shape}, {surrogates.shape}"
        )
    if surrogates.shape[0] < 19:
        raise UsageError(f"at least 19 surrogates are needed, found {surrogates.shape[0]}; draw more")
    if not 1.0 / (surrogates.shape[0] + 1) <= alpha < 0.5:
        raise UsageError(f"alpha must lie between 1/(surrogates + 1) and 0.5, found {alpha}")
    curves = np.vstack([observed, surrogates])
    if not np.isfinite(curves).all():
        raise UsageError("curves must be finite numbers; leave out the points at which a curve does not exist")
    return curves


def _by_deviation(curves: Floats, studentised: bool, alternative: str, alpha: float) -> tuple[float, Floats, Floats]:
    """The p and band by the largest deviation from the mean of all curves."""
    centre, scale = curves.mean(axis=0), np.ones(curves.shape[1])
    if studentised:
        scale = curves.std(axis=0)
    apart = np.divide(curves - centre, scale, out=np.zeros_like(curves), where=scale > _TIE)
    signed = {"two-sided": np.abs(apart), "greater": apart, "less": -apart}[alternative]
    largest = signed.max(axis=1)
    p = float((largest >= largest[0] - _TIE).mean())
    allowed = int(alpha * largest.size + 1e-9)
    limit = np.sort(largest)[::-1][allowed]
    return p, centre - limit * scale, centre + limit * scale


def _by_rank(curves: Floats, alternative: str, alpha: float) -> tuple[float, Floats, Floats]:
    """The p and band by extreme rank length."""
    from_below = np.asarray(scipy.stats.rankdata(curves, method="average", axis=0))
    from_above = curves.shape[0] + 1.0 - from_below
    both = np.minimum(from_below, from_above)
    ranks = np.sort({"two-sided": both, "greater": from_above, "less": from_below}[alternative], axis=1)
    _, place, counts = np.unique(ranks, axis=0, return_inverse=True, return_counts=True)
    own_p = (np.cumsum(counts) / curves.shape[0])[place.ravel()]
    kept = curves[own_p > alpha + _TIE]
    return float(own_p[0]), kept.min(axis=0), kept.max(axis=0)
