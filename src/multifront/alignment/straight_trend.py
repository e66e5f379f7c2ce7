"""The test of a straight trend in a yearly series of real values, errors autocorrelated; no breaks, no counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from multifront.alignment.autoregression import COARSE_STEPS, Design, Fit, fit, simulate
from multifront.alignment.change import read_series
from multifront.domain import Floats
from multifront.errors import UsageError

FEWEST_YEARS = 8
PHI_CHECKED = (0.0, 0.3, 0.6)
ALPHA, POWER = 0.05, 0.8
NONE = float("nan")


@dataclass(frozen=True, slots=True)
class ValueTrend:
    """A straight trend: `effect` is the slope a year in units of the values, `interval` its 95 % interval.

    `sen_slope` is the median of all slopes between two years, which no single year can move far.
    `false_positive_rate` is simulated at the autocorrelation that these data suggest, `false_positive_worst` is the
    largest of that and those at 0, .3 and .6. `enough` is False where nothing could be tested; numbers are then NaN.
    """

    enough: bool
    count: int
    needed: int
    first_year: int
    last_year: int
    missing_years: tuple[int, ...]
    effect: float = NONE
    interval: tuple[float, float] = (NONE, NONE)
    p_value: float = NONE
    sen_slope: float = NONE
    autocorrelation: float = NONE
    scatter: float = NONE
    false_positive_rate: float = NONE
    false_positive_worst: float = NONE
    smallest_detectable_effect: float = NONE
    sentence: str = ""


def value_trend(
    years: ArrayLike,
    values: ArrayLike,
    *,
    standard_errors: ArrayLike | None = None,
    draws: int = 1000,
    rng: np.random.Generator | int = 0,
) -> ValueTrend:
    """Whether a yearly series rises or falls steadily, when neighbouring years are alike by an unknown amount.

    Formula: y_t = a + b (t - mean t) + e_t, corr(e_s, e_t) = phi^|s-t|. For each phi in 0, .05 .. .95 generalised least
    squares gives an exact t of b; these enter with weights proportional to prior(phi) |R|^-1/2 |X'R^-1 X|^-1/2
    SSE^-(n-2)/2, prior 1/sqrt(1 - phi^2). p is twice the smaller tail of that mixture, the interval its 2.5 and 97.5 %
    points. Null: no slope, stationary AR(1) scatter. Beside it Sen's slope: the median of (y_t - y_s) / (t - s).

    Args:
        years: calendar years, shape (n,), each at most once, in any order.
        values: the series, shape (n,); NaN is missing. A missing year is a gap and is never filled.
        standard_errors: of the values, shape (n,), above 0; their pattern shapes a part (0 to .7, weighed) of the
            scatter, so that years measured badly count less.
        draws: synthetic series for the false-positive rates and the smallest detectable effect.
        rng: generator or seed of those draws; p and interval do not depend on it.

    Returns:
        A frozen result; p in 0..1, two-sided. Below 8 years, or with values exactly on a line, `enough` is False and
        the sentence says what would be enough.

    Raises:
        UsageError: lists that do not fit together, a year twice or not whole, an infinite value, standard errors not
            above 0, fewer than 100 draws.

    Assumes:
        A straight line and one definition throughout. One step looks like a trend, and so does a slow swing: a random
        walk has no trend and is called one far more often than 5 % (docs/methods-alignment.md). First and last year
        picked after looking make p too small. What is bounded, such as a share, cannot go on along a line.

    References:
        Zellner & Tiao 1964, Journal of the American Statistical Association 59:763-778 (weighing over phi; not
        opened). Sen 1968, Journal of the American Statistical Association 63:1379-1389 (slope; not opened). Rates:
        bench/value_trend_rates.py.

    Example:
        >>> from multifront.alignment import value_trend
        >>> values = [1.0, 1.3, 1.4, 1.8, 1.9, 2.3, 2.4, 2.8, 2.9, 3.2, 3.3, 3.7]
        >>> found = value_trend(range(2010, 2022), values)
        >>> round(found.effect, 2), round(found.sen_slope, 2), found.p_value < 0.001
        (0.24, 0.24, True)
    """
    if draws < 100:
        raise UsageError(f"draws={draws} cannot measure a rate of 5 %; valid: 100 or more; leave it out for 1000")
    time, series, noise = read_series(years, values, standard_errors, None)
    empty = _empty(time)
    if reason := _reason(time, series):
        few = f"Too few to say: {reason}. Found {time.size} years; enough would be {FEWEST_YEARS} that scatter."
        return replace(empty, sentence=few)
    design = Design(time, np.stack([np.ones(time.size), time - time.mean()], axis=1), noise)
    found = fit(design, series[None, :])
    rates = _rates(design, found, draws, np.random.default_rng(rng))
    result = replace(
        empty,
        enough=True,
        effect=float(found.centre[0, 1]),
        interval=(float(found.quantile(ALPHA / 2.0)[0, 1]), float(found.quantile(1.0 - ALPHA / 2.0)[0, 1])),
        p_value=float(found.p_values()[0, 1]),
        sen_slope=sen_slope(time, series),
        autocorrelation=float(found.autocorrelation[0]),
        scatter=float(found.scatter[0]),
        false_positive_rate=rates[0],
        false_positive_worst=rates[1],
        smallest_detectable_effect=rates[2],
    )
    return replace(result, sentence=_sentence(result))


def sen_slope(time: Floats, series: Floats) -> float:
    """The median of the slopes between all pairs of years, shape (n,) each, at least two years."""
    first, second = np.triu_indices(time.size, 1)
    return float(np.median((series[second] - series[first]) / (time[second] - time[first])))


def _rates(design: Design, found: Fit, draws: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """False-positive rate at the autocorrelation seen, the worst of the checked ones, and the least slope seen."""
    share = float(found.noise_share[0])
    like = fit(design, simulate(design, float(found.autocorrelation[0]), share, draws, rng))
    rate = float((like.p_values()[:, 1] < ALPHA).mean())
    others = [
        float((fit(design, simulate(design, phi, share, draws, rng)).p_values()[:, 1] < ALPHA).mean())
        for phi in PHI_CHECKED
    ]
    wide = -like.quantile(ALPHA / 2.0, steps=COARSE_STEPS)[:, 1]
    return rate, max(rate, *others), float(np.quantile(wide, POWER) * found.scatter[0])


def _empty(time: Floats) -> ValueTrend:
    """The result before anything is tested: how many years there are and which are missing."""
    whole = time.astype(int)
    span = range(int(whole.min()), int(whole.max()) + 1) if whole.size else range(0)
    ends = (span[0], span[-1]) if whole.size else (0, 0)
    return ValueTrend(False, whole.size, FEWEST_YEARS, *ends, tuple(sorted(set(span) - set(whole.tolist()))))


def _reason(time: Floats, series: Floats) -> str:
    """Why the test cannot be run, or nothing."""
    if time.size < FEWEST_YEARS:
        return "a trend needs more years"
    centred = time - time.mean()
    slope = centred @ series / (centred @ centred)
    rest = series - series.mean() - slope * centred
    on_a_line = np.abs(rest).max() <= 1e-10 * max(float(np.abs(series).max()), np.finfo(float).tiny)
    return "the values lie exactly on a line, so there is no scatter to measure against" if on_a_line else ""


def _sentence(found: ValueTrend) -> str:
    low, high = found.interval
    figures = (
        f"slope {found.effect:+.3g} a year (95 % interval {low:+.3g} to {high:+.3g}, p {found.p_value:.3f}, Sen's "
        f"{found.sen_slope:+.3g}); smallest slope seen four times in five {found.smallest_detectable_effect:.3g}; "
        f"false-positive rate {found.false_positive_rate:.1%}, worst {found.false_positive_worst:.1%}"
    )
    word = "a trend" if found.p_value < ALPHA else "no trend that this test can tell from the scatter"
    return f"{found.count} years from {found.first_year} to {found.last_year}: {word}, {figures}."
