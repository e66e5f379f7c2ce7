"""Tests whether a yearly series left its earlier trend, in level and slope; no events, no search for break years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifront.alignment.autoregression import COARSE_STEPS, Design, Fit, fit, forecast_columns, line_columns, simulate
from multifront.alignment.departure import Departure, TrendDeparture, departure_sentence, too_few, whole_sentence
from multifront.alignment.positions import numbers
from multifront.domain import Floats
from multifront.errors import UsageError

FEWEST_BEFORE = 8
FEWEST_AFTER = 1
FEWEST_FOR_SLOPE = 3
PHI_CHECKED = (0.0, 0.3, 0.6)
ALPHA = 0.05
POWER = 0.8


def trend_departure(
    years: ArrayLike,
    values: ArrayLike,
    *,
    break_year: int,
    standard_errors: ArrayLike | None = None,
    first_year: int | None = None,
    draws: int = 1000,
    rng: np.random.Generator | int = 0,
) -> TrendDeparture:
    """Whether a yearly series departs from its trend before a break: by how much in level, by how much in slope.

    Formula: y_t = a + b t + level [t >= break] + slope [t >= break] (t - middle of the years after) + e_t, with
    corr(e_s, e_t) = phi^|s-t|. For each phi in 0, .05 .. .95 generalised least squares gives an exact t; these enter
    with weights proportional to prior(phi) |R|^-1/2 |X'R^-1 X|^-1/2 SSE^-(n-k)/2, prior 1/sqrt(1 - phi^2). p is
    twice the smaller tail of that mixture, the interval its 2.5 and 97.5 % points. Null: the line goes on, with
    stationary AR(1) scatter about it. Forecasts carry the last residuals on.

    Args:
        years: calendar years, shape (n,), each at most once, in any order.
        values: the series, shape (n,); NaN is missing. A year that is absent or NaN is a gap and is never filled.
        break_year: first year of the later period (2022 for 'since 2022'), chosen before looking at the values.
        standard_errors: of the values, shape (n,), above 0. Their pattern, not their size, shapes a part (0 to .7,
            weighed) of the scatter, so years measured badly count less.
        first_year: first year of the trend before; earlier years are left out. None: all.
        draws: synthetic series for the false-positive rates and the smallest detectable effect.
        rng: generator or seed of those draws; p and interval do not depend on it.

    Returns:
        A frozen result. Effects are in units of the values (slope: a year), p in 0..1 and two-sided: the sign says the
        direction. Level needs 8 years before and 1 after, slope 3 after; below that `enough` is False, or the slope is
        NaN, and the sentence says what would be enough. `both_p_value` serves 'level and slope' (intersection-union).

    Raises:
        UsageError: lists that do not fit together, a year twice or not whole, an infinite value, standard errors not
            above 0, fewer than 100 draws.

    Assumes:
        A straight line described the earlier years and would have gone on. Fooled by a bent or wandering trend, by a
        `first_year` or `break_year` picked after looking, by a change of definition or edition at the break; a random
        walk is called a departure in 7 to 12 % of cases, a bent trend in up to 17 % (docs/methods-alignment.md). The
        placebo breaks help to see this:
        if earlier years depart too, this break is nothing special. Cautious where phi is small: the price of not
        knowing it. A departure at the break is not one because of it.
        A distance cannot fall below 0 although the line can: near 0 'no departure' is partly the floor.

    References:
        Zellner & Tiao 1964, Journal of the American Statistical Association 59:763-778 (weighing over phi); Pagan &
        Nicholls 1984, Journal of Econometrics 24:293-310 (forecast errors as coefficients); Berger 1982, Technometrics
        24(4):295-300 (intersection-union); none of the three opened. Rates: bench/trend_departure_rates.py.

    Example:
        >>> from multifront.alignment import trend_departure
        >>> flat = [0.0, 0.1, -0.1, 0.05, 0.0, -0.05, 0.1, -0.1, 0.05, 0.0]
        >>> found = trend_departure(range(2012, 2025), flat + [1.0, 1.1, 1.0], break_year=2022)
        >>> found.p_value < 0.001, round(found.effect, 1), found.slope.p_value < 0.05
        (True, 1.0, False)
    """
    if draws < 100:
        raise UsageError(f"draws={draws} cannot measure a rate of 5 %; valid: 100 or more; leave it out for 1000")
    time, series, noise = read_series(years, values, standard_errors, first_year)
    empty = _empty(time, break_year)
    after = time >= break_year
    reason = _reason(empty, series, time, after)
    if reason:
        return replace(empty, sentence=too_few(empty, reason))
    bend = empty.n_after >= FEWEST_FOR_SLOPE
    design = Design(time, line_columns(time, after, bend=bend), noise)
    found = fit(design, series[None, :])
    level, slope = _departures(design, found, bend, draws, np.random.default_rng(rng))
    placebo_years, placebo = _placebos(
        time[~after], series[~after], noise[~after] if noise is not None else None, empty
    )
    counts = (empty.n_before, empty.n_after, len(empty.missing_years))
    return replace(
        _with_forecast(empty, Design(time, forecast_columns(time, after), noise), series, after),
        enough=True,
        level=level,
        slope=slope,
        slope_before=float(found.centre[0, 1]),
        slope_before_interval=_interval(found, 1),
        autocorrelation=float(found.autocorrelation[0]),
        scatter=float(found.scatter[0]),
        placebo_years=placebo_years,
        placebo_p_values=placebo,
        sentence=whole_sentence(level, slope, placebo, counts),
    )


def _departures(
    design: Design, found: Fit, bend: bool, draws: int, rng: np.random.Generator
) -> tuple[Departure, Departure]:
    """Both effects with their tests and what the tests can do on series like this one."""
    share = float(found.noise_share[0])
    like = fit(design, simulate(design, float(found.autocorrelation[0]), share, draws, rng))
    worst = np.max(
        [
            (fit(design, simulate(design, phi, share, draws, rng)).p_values() < ALPHA).mean(axis=0)
            for phi in PHI_CHECKED
        ],
        axis=0,
    )
    rate = (like.p_values() < ALPHA).mean(axis=0)
    worst = np.maximum(worst, rate)
    detectable = np.quantile(-like.quantile(ALPHA / 2.0, steps=COARSE_STEPS), POWER, axis=0) * found.scatter[0]
    p_values = found.p_values()[0]
    made = []
    for place, what, unit in ((2, "Level", "in level"), (3, "Slope", "a year in slope")):
        if place == 3 and not bend:
            sentence = f"Slope: too few years after the break to say; {FEWEST_FOR_SLOPE} would be enough."
            made.append(Departure(what, sentence=sentence))
            continue
        effect, interval = float(found.centre[0, place]), _interval(found, place)
        p_value, false, most, smallest = (float(column[place]) for column in (p_values, rate, worst, detectable))
        single = Departure(what, effect, interval, p_value, false, most, smallest)
        made.append(replace(single, sentence=departure_sentence(single, unit)))
    return made[0], made[1]


def _interval(found: Fit, place: int) -> tuple[float, float]:
    """95 % interval of one coefficient of the first series."""
    return float(found.quantile(ALPHA / 2.0)[0, place]), float(found.quantile(1.0 - ALPHA / 2.0)[0, place])


def _with_forecast(empty: TrendDeparture, design: Design, series: Floats, after: NDArray[np.bool_]) -> TrendDeparture:
    """The result with the forecast of the years after the break, from those before it alone."""
    errors = fit(design, series[None, :])
    observed = series[after]
    return replace(
        empty,
        forecast_years=design.years[after].astype(np.int64),
        observed=observed,
        forecast=observed - errors.centre[0, 2:],
        forecast_low=observed - errors.quantile(1.0 - ALPHA / 2.0)[0, 2:],
        forecast_high=observed - errors.quantile(ALPHA / 2.0)[0, 2:],
    )


def _placebos(
    time: Floats, series: Floats, noise: Floats | None, empty: TrendDeparture
) -> tuple[NDArray[np.int64], Floats]:
    """P of the level at each earlier year with enough before it and as many after it as the real break has.

    Years before which the values lie exactly on a line are left out: without scatter any step would be a departure.
    """
    years, p_values = [], []
    for place in range(FEWEST_BEFORE, time.size - empty.n_after + 1):
        window = slice(0, place + empty.n_after)
        after = np.arange(time[window].size) >= place
        if _on_a_line(time[window], series[window], after):
            continue
        columns = line_columns(time[window], after, bend=empty.n_after >= FEWEST_FOR_SLOPE)
        found = fit(Design(time[window], columns, noise[window] if noise is not None else None), series[None, window])
        years.append(int(time[place]))
        p_values.append(float(found.p_values()[0, 2]))
    return np.array(years, dtype=np.int64), np.array(p_values, dtype=np.float64)


def _empty(time: Floats, break_year: int) -> TrendDeparture:
    """The result before anything is tested: how many years there are and which are missing."""
    whole = time.astype(int)
    span = range(int(whole.min()), int(whole.max()) + 1) if whole.size else range(0)
    missing = tuple(sorted(set(span) - set(whole.tolist())))
    before = int(np.count_nonzero(time < break_year))
    return TrendDeparture(
        enough=False,
        break_year=int(break_year),
        n_before=before,
        n_after=int(time.size) - before,
        needed_before=FEWEST_BEFORE,
        needed_after=FEWEST_AFTER,
        missing_years=missing,
        level=Departure("Level", sentence="Level: not tested."),
        slope=Departure("Slope", sentence="Slope: not tested."),
        sentence="",
    )


def _reason(empty: TrendDeparture, series: Floats, time: Floats, after: NDArray[np.bool_]) -> str:
    """Why the test cannot be run, or nothing."""
    if empty.n_before < FEWEST_BEFORE:
        return "the trend before the break needs more years"
    if empty.n_after < FEWEST_AFTER:
        return "no value from the break on"
    if _on_a_line(time, series, after):
        return "the earlier values lie exactly on a line, so there is no scatter to measure against"
    return ""


def _on_a_line(time: Floats, series: Floats, after: NDArray[np.bool_]) -> bool:
    """True where the values before a break have no scatter about their line."""
    columns = line_columns(time, after, bend=False)[~after, :2]
    rest = series[~after] - columns @ np.linalg.lstsq(columns, series[~after], rcond=None)[0]
    return bool(np.abs(rest).max() <= 1e-10 * max(np.abs(series).max(), np.finfo(float).tiny))


def read_series(
    years: ArrayLike, values: ArrayLike, standard_errors: ArrayLike | None, first_year: int | None
) -> tuple[Floats, Floats, Floats | None]:
    """Years, values and variances without gaps and in order of time, or an error."""
    time = numbers(list(years) if isinstance(years, range) else years, "years")
    series = numbers(values, "values")
    errors = np.ones_like(series) if standard_errors is None else numbers(standard_errors, "standard_errors")
    if time.ndim != 1 or series.shape != time.shape or errors.shape != time.shape:
        raise UsageError(
            f"years {time.shape}, values {series.shape} and standard errors {errors.shape} do not fit together; "
            "valid: flat lists of one length; mark a missing value as NaN or leave its year out"
        )
    if np.any(time != np.round(time)) or np.unique(time).size != time.size:
        raise UsageError("years are not whole or come twice; valid: each calendar year at most once; average or choose")
    kept = ~np.isnan(series) & (time >= (-np.inf if first_year is None else first_year))
    if np.any(np.isinf(series)) or not np.all(np.isfinite(errors[kept]) & (errors[kept] > 0)):
        raise UsageError(
            "values hold an infinite number, or a standard error is missing or not above 0; valid: finite values, NaN "
            "for a missing one, and a standard error above 0 for each value; leave standard_errors out if unknown"
        )
    order = np.flatnonzero(kept)[np.argsort(time[kept])]
    return time[order], series[order], None if standard_errors is None else errors[order] ** 2
