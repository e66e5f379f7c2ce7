"""The test of whether one row of forecasts scored better than another, period by period. No score is made here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from multifront.domain import Floats


@dataclass(frozen=True, slots=True)
class ScoreGain:
    """Mean gain of a forecast over another (above 0: better), interval of level 1 - 2 alpha, one-sided p, twice.

    `p_value` allows gains of neighbouring periods to be alike; `p_independent` is that of Harvey, Leybourne & Newbold.
    """

    mean: float
    interval: tuple[float, float]
    p_value: float
    p_independent: float


def compare_scores(gains: Floats, alpha: float) -> ScoreGain:
    """Diebold & Mariano's test with the weighted periodogram of Coroneo & Iacone 2020, one-sided.

    With d the gains and I(l) their periodogram |sum d_t exp(-i l t)|^2 / (2 pi n): the long-run variance is 2 pi times
    the mean of I at the m lowest frequencies 2 pi j / n, m the whole part of the cube root of n; mean(d) over
    sqrt(variance / n) is compared with Student's t of 2 m degrees of freedom. Gains that are all equal give no
    variance: p is 1.
    """
    n = gains.size
    mean, m = float(gains.mean()), max(1, int(np.cbrt(n)))
    spectrum = np.abs(np.fft.rfft(gains - mean)[1 : m + 1]) ** 2 / n
    error = float(np.sqrt(spectrum.mean() / n))
    plain = float(np.sqrt(gains.var(ddof=1) / n))
    if plain <= 1e-12 * max(1.0, abs(mean)):
        return ScoreGain(mean, (mean, mean), 1.0, 1.0)
    reach = float(scipy.stats.t.ppf(1.0 - alpha, 2 * m)) * error
    return ScoreGain(
        mean,
        (mean - reach, mean + reach),
        float(scipy.stats.t.sf(mean / error, 2 * m)) if error > 0.0 else 1.0,
        float(scipy.stats.t.sf(mean / plain, n - 1)),
    )
