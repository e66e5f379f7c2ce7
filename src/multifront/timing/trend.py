"""The test of a trend in counts by period: fit, permutation, draws with autocorrelation. No change points, no dates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import scipy

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.change import read_values
from multifront.timing.series_noise import Noise, draw_candidates, lag_one, nearest
from multifront.timing.trend_result import CountTrend

FEWEST_PERIODS = 6
FEWEST_EVENTS = 5
FEWEST_WITH_EVENTS = 2
_ITERATIONS = 50
_STEEPEST = 3.0
_SEARCH_DRAWS = 150


def count_trend(
    counts: Any,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    draws: int = 999,
    rng: np.random.Generator | int = 0,
) -> CountTrend:
    r"""Test whether counts by period rise or fall, when they scatter more than Poisson and neighbours are alike.

    Formula: log E y_t = a + b t by Poisson likelihood; growth exp(b) - 1; dispersion = Pearson's chi-square / (n - 2),
    at least 1; interval b -+ t(n - 2) * sqrt(dispersion) * standard error (quasi-Poisson). Test statistic: the
    correlation of t and y. Permutation p: (1 + #{|r*| >= |r|}) / (1 + draws) over shuffled periods. Autocorrelated p:
    the same over negative-binomial series without a trend, with the mean and dispersion of the counts: drawn at all
    plausible autocorrelations, kept where the lag-one autocorrelation around a straight line comes nearest to that of
    the counts. p is the larger.

    Args:
        counts: whole numbers of shape (n,), one an equal period, none missing; or a `domain.Series`.
        alpha: level of the test; the interval has level 1 - alpha.
        power: power at which the smallest detectable growth is given.
        draws: of either kind.
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `CountTrend`; p and rates in [0, 1], growth above -1.

    Raises:
        UsageError: counts that are missing, negative or not whole; alpha or power outside (0, 1); draws below 99.

    Assumes:
        Equal periods and constant collection. Fooled by better counting, by one step (a trend test sees it too; ask
        `change_points`), by a season where periods are parts of a year, and by an incomplete last period.
        Short series cannot tell autocorrelation from a trend, so the test is careful there and sees little
        (docs/methods-change.md). The interval knows dispersion, not autocorrelation: it can leave out 0 where p is
        large; then believe p.

    References:
        Beaumont, Zhang & Balding 2002, Genetics 162:2025-2035 (draws kept where a summary is near the one seen; not
        opened); McCullagh & Nelder 1989, Generalized Linear Models, 2nd ed., sections 6.2 and 9.2 (quasi-likelihood;
        not opened); Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39 (the 1 + in permutation p).

    Example:
        >>> result = count_trend([2, 3, 3, 5, 4, 7, 8, 9, 12, 15])
        >>> round(result.effect, 2), result.p_value < 0.01
        (0.24, True)
    """
    for name, value in (("alpha", alpha), ("power", power)):
        if not 0.0 < value < 1.0:
            raise UsageError(f"{name} must lie between 0 and 1, found {value}")
    if draws < 99:
        raise UsageError(f"draws must be at least 99, found {draws}")
    name, values, _ = read_values(counts, None)
    if np.any(values < 0.0) or np.any(values != np.floor(values)):
        raise UsageError(f"{name}: a trend in counts needs whole numbers of at least 0")
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    return _gather(name, values, (alpha, power, draws, seed))


def fit_growth(values: Floats) -> tuple[float, float, Floats]:
    """Slope of the log mean, its Poisson standard error, and the fitted means, by Newton's method."""
    x = np.arange(values.size) - (values.size - 1) / 2.0
    level, slope = float(np.log(values.mean())), 0.0
    for _ in range(_ITERATIONS):
        means = np.exp(level + slope * x)
        information = np.array([[means.sum(), means @ x], [means @ x, means @ (x * x)]])
        step = np.linalg.solve(information, np.array([(values - means).sum(), (values - means) @ x]))
        level, slope = level + float(step[0]), float(np.clip(slope + step[1], -_STEEPEST, _STEEPEST))
        if np.abs(step).max() < 1e-10:
            break
    return slope, float(np.sqrt(np.linalg.inv(information)[1, 1])), np.exp(level + slope * x)


def _gather(name: str, values: Floats, how: tuple[float, float, int, int]) -> CountTrend:
    """Fit, shuffle, draw and name everything."""
    alpha, power, draws, seed = how
    n, total = values.size, int(values.sum())
    if n < FEWEST_PERIODS or total < FEWEST_EVENTS:
        why = f"at least {FEWEST_PERIODS} periods with {FEWEST_EVENTS} events in all are needed."
        return _empty(name, values, how, (why, FEWEST_PERIODS if n < FEWEST_PERIODS else FEWEST_EVENTS))
    if np.count_nonzero(values) < FEWEST_WITH_EVENTS:
        why = "all events fall in one period; two periods with events are needed."
        return _empty(name, values, how, (why, FEWEST_WITH_EVENTS))
    slope, error, means = fit_growth(values)
    scaled = (values - means) / np.sqrt(means)
    dispersion = max(1.0, float(scaled @ scaled / (n - 2)))
    noise = Noise(True, 1.0, dispersion, 0.0)
    rngs = [np.random.default_rng(one) for one in np.random.SeedSequence(seed).spawn(3)]
    seen = abs(float(correlations(values[None])[0]))
    shuffled = np.abs(correlations(rngs[0].permuted(np.tile(values, (draws, 1)), axis=1)))
    flat = np.full(n, values.mean())
    drawn, correlation = _without_trend(values, noise, draws, rngs[1])
    noise = replace(noise, correlation=correlation)
    limits = [float(np.quantile(one, 1.0 - alpha, method="higher")) for one in (shuffled, drawn)]
    p = [float((1 + (one >= seen - 1e-12).sum()) / (1 + draws)) for one in (shuffled, drawn)]
    reach = scipy.stats.t.ppf(1.0 - alpha / 2, n - 2) * np.sqrt(dispersion) * error
    quasi = float(2.0 * scipy.stats.t.sf(abs(slope) / (np.sqrt(dispersion) * error), n - 2))
    found = [_detectable(noise, flat, (max(limits), power, sign), rngs[2]) for sign in (1.0, -1.0)]
    return CountTrend(
        name=name,
        count=n,
        total=total,
        effect=float(np.expm1(slope)),
        interval=(float(np.expm1(slope - reach)), float(np.expm1(slope + reach))),
        dispersion=dispersion,
        autocorrelation=noise.correlation,
        p_value=max(p),
        p_permutation=p[0],
        p_autocorrelated=p[1],
        p_quasi=quasi,
        false_positive_rate=float((drawn > max(limits)).mean()),
        permutation_rate=float((drawn > limits[0]).mean()),
        smallest_detectable_effect=found[0],
        smallest_detectable_decrease=found[1],
        alpha=alpha,
        power=power,
        draws=draws,
        seed=seed,
        too_few="",
        enough=None,
    )


def _without_trend(values: Floats, noise: Noise, draws: int, rng: np.random.Generator) -> tuple[Floats, float]:
    """|Correlation with time| of series without a trend whose neighbours look as alike, and their autocorrelation."""
    drawn, tried = draw_candidates(noise, np.full(values.size, values.mean()), rng, draws)
    near = nearest(lag_one(around_line(drawn)), float(lag_one(around_line(values))), draws)
    return np.abs(correlations(drawn[near])), float(tried[near].mean())


def around_line(series: Floats) -> Floats:
    """What the straight line of least squares leaves of each row, the last axis being time."""
    x = np.arange(series.shape[-1]) - (series.shape[-1] - 1) / 2.0
    centred = series - series.mean(axis=-1, keepdims=True)
    return np.asarray(centred - (centred @ x / (x @ x))[..., None] * x)


def correlations(series: Floats) -> Floats:
    """Correlation of time with each row, shape (rows,); 0 where a row is constant."""
    x = np.arange(series.shape[1]) - (series.shape[1] - 1) / 2.0
    centred = series - series.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).sum(axis=1) * (x @ x))
    found = np.divide(centred @ x, spread, out=np.zeros(series.shape[0]), where=spread > 0.0)
    return np.asarray(found, dtype=np.float64)


def _detectable(noise: Noise, flat: Floats, rule: tuple[float, float, float], rng: np.random.Generator) -> float | None:
    """Growth a period, with the total held, that passes the limit with the wanted power; None where none does."""
    limit, power, sign = rule
    x, seed = np.arange(flat.size), int(rng.integers(2**32))

    def share(slope: float) -> float:
        shape = np.exp(sign * slope * x)
        means = flat.mean() * flat.size * shape / shape.sum()
        drawn = noise.draw_many(means, np.random.default_rng(seed), noise.correlation, _SEARCH_DRAWS)
        return float((sign * correlations(drawn) > limit).mean())

    low, high = 0.0, 6.0 / flat.size
    if share(high) < power:
        return None
    for _ in range(7):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if share(middle) < power else (low, middle)
    return float(np.expm1(sign * high))


def _empty(name: str, values: Floats, how: tuple[float, float, int, int], why: tuple[str, int]) -> CountTrend:
    """A result without numbers: too few counts, and how many would be enough."""
    nan, (alpha, power, _, seed) = float("nan"), how
    return CountTrend(
        name=name,
        count=values.size,
        total=int(values.sum()),
        effect=nan,
        interval=(nan, nan),
        dispersion=nan,
        autocorrelation=nan,
        p_value=nan,
        p_permutation=nan,
        p_autocorrelated=nan,
        p_quasi=nan,
        false_positive_rate=nan,
        permutation_rate=nan,
        smallest_detectable_effect=None,
        smallest_detectable_decrease=None,
        alpha=alpha,
        power=power,
        draws=0,
        seed=seed,
        too_few=why[0],
        enough=why[1],
    )
