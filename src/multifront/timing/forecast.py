"""Forecasts of the next period's count, walked forward and scored: checks, order, result. No formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError
from multifront.timing.admission import EventDays, check_apart, common_span, day_number
from multifront.timing.count_scores import SCORES, chance_at_least, quantile_of, score_rows
from multifront.timing.forecast_model import BASE, INDICATOR, OWN, Told
from multifront.timing.forecast_periods import (
    LENGTHS,
    Dated,
    Periods,
    PublishedEvents,
    admit_published,
    whole_periods,
)
from multifront.timing.forecast_result import CountForecast, ForecastResult, ScoreComparison
from multifront.timing.forecast_trust import Trial, trust
from multifront.timing.multiplicity import false_discovery_rate
from multifront.timing.score_difference import compare_scores

TRAINING = {"week": 104, "month": 36, "quarter": 16, "year": 12}
"""Periods before the first forecast."""
RECENT = {"week": 13, "month": 12, "quarter": 4, "year": 3}
"""Periods of the recent level."""
FEWEST_SCORED, FEWEST_HITS = 24, 5


@dataclass(frozen=True, slots=True)
class ForecastOptions:
    """How forecasts are made: length of a period (`by`), the count of the Brier score (`at_least`), the last day of
    publication (`as_of`), periods before the first forecast (`training`, None: by length), level, power, draws.
    """

    by: str = "month"
    at_least: int = 1
    as_of: date | None = None
    training: int | None = None
    alpha: float = 0.05
    power: float = 0.8
    draws: int = 99


def forecast_counts(
    events: EventDays | PublishedEvents,
    *,
    indicator: EventDays | PublishedEvents | None = None,
    span: Any = None,
    options: ForecastOptions | None = None,
    rng: np.random.Generator | int = 0,
) -> ForecastResult:
    r"""Forecast a stream's count one period ahead, walking forward, and test whether the forecasts are any good.

    Formula: before each period t the model is refitted to the counts of periods s < t as they were public on the eve of
    t: log mean = a + b log(1 + y_(s-1)) + c log(1 + recent mean) + d cos + e sin of the year [+ g log(1 + x_(s-1)), x
    the indicator's counts], Poisson regression with a normal prior of sd 1 on the slopes and half an event added; the
    forecast is negative binomial with the dispersion that Pearson's chi-square gives. Others: base rate (a alone, same
    dispersion), persistence (Jeffreys' forecast after the last count: negative binomial, mean and size y + 1/2), own
    history (the model without the indicator). Scores: `score_counts`. Gain: the other's score less the model's; p
    one-sided from Diebold & Mariano's test with the weighted periodogram (t with 2 m degrees, m = cube root of n).

    Args:
        events: a `domain.Stream`, days of shape (n,), or `PublishedEvents`; plain days count as public on their day.
        indicator: a second stream of the same kinds; without it the test asks whether own history beats the base rate.
        span: (first, last) day on which both were counted; default: the overlap of the frames.
        options: a `ForecastOptions`.
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `ForecastResult`; CRPS in events, p and rates in [0, 1].

    Raises:
        UsageError: a frame that refuses or does not cover the span, missing days of events or of publication, streams
            that share rows, no known length of period, options out of range.

    Assumes:
        Constant collection; periods that are still filling up are left out by the share of events public by then, not
        by each. Fooled by an indicator that was chosen among many (give `false_discovery_rate` all p), by one that only
        carries a slow regime which the recent level follows too late, by days of publication set in hindsight.
        The test of nested models is careful: an indicator that tells nothing costs accuracy. A better forecast is no
        cause, and no warning of a kind of event that has not happened yet.

    References:
        Gneiting & Raftery 2007, J. Am. Stat. Assoc. 102:359-378; Czado, Gneiting & Held 2009, Biometrics 65:1254-1261
        (scores; not opened); Diebold & Mariano 1995, J. Bus. Econ. Stat. 13:253-263; Harvey, Leybourne & Newbold 1997,
        Int. J. Forecast. 13:281-291 (not opened); Coroneo & Iacone 2020, J. Appl. Econometrics 35:391-409 (weighted
        periodogram; abstract read).

    Example:
        >>> days = np.datetime64("2016-01-10") + 31 * np.arange(96)
        >>> result = forecast_counts(days, span=("2016-01-01", "2023-12-31"), options=ForecastOptions(draws=19))
        >>> result.periods, result.warns
        (60, False)
    """
    chosen = options or ForecastOptions()
    _check(chosen)
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    streams = [admit_published(events, "events")]
    if indicator is not None:
        streams.append(admit_published(indicator, "indicator"))
    samples = [one.sample for one in streams]
    check_apart(samples)
    first, last = common_span(samples, span)
    if chosen.as_of is not None:
        streams = [one.until(day_number(chosen.as_of)) for one in streams]
        settled = day_number(chosen.as_of) - max(one.settle_days for one in streams)
        last = min(last, date.fromordinal(date(1970, 1, 1).toordinal() + settled))
    periods = whole_periods((first, max(first, last)), chosen.by)
    return _gather(streams, periods, chosen, seed)


def _check(options: ForecastOptions) -> None:
    """Options in range, or which is not."""
    for name in ("alpha", "power"):
        if not 0.0 < getattr(options, name) < (0.5 if name == "alpha" else 1.0):
            raise UsageError(f"{name} must lie between 0 and {'.5' if name == 'alpha' else '1'}, see ForecastOptions")
    if options.at_least < 1 or options.draws < 19:
        raise UsageError(
            f"at_least must be at least 1 and draws at least 19, found {options.at_least}, {options.draws}"
        )
    if options.training is not None and options.training < 12:
        raise UsageError(f"training must be at least 12 periods, found {options.training}")


def _gather(streams: list[Dated], periods: Periods, options: ForecastOptions, seed: int) -> ForecastResult:
    """Walk, compare, and name everything."""
    first = options.training or TRAINING[options.by]
    notes = _notes(streams, periods)
    why = _too_few(streams, periods, first)
    if why is not None:
        return _result(streams, periods, (options, seed), (_NOTHING, why, notes, first))
    own = periods.known(streams[0])
    other = periods.known(streams[1]) if len(streams) > 1 else np.zeros_like(own)
    told = Told(own, other, periods.angles, first, RECENT[options.by])
    truth = periods.truth(streams[0])[first:]
    model, rival = (INDICATOR, OWN) if len(streams) > 1 else (OWN, BASE)
    mine = told.walk(model)[:2]
    others = {"own history": told.walk(OWN)[:2]} if model == INDICATOR else {}
    others |= {"base rate": told.walk(BASE)[:2], "persistence": told.persistence()}
    comparisons = _compare(mine, others, truth, options)
    alarms, ratio = trust(
        Trial(told, model, rival, options.alpha, options.power, options.draws), np.random.default_rng(seed)
    )
    forecasts = _forecasts(mine, told, periods, truth, options.at_least)
    found = (comparisons, forecasts, alarms, ratio)
    return _result(streams, periods, (options, seed), (found, ("", None), notes, first))


_Found = tuple[tuple[ScoreComparison, ...], tuple[CountForecast, ...], float, float | None]
_NOTHING: _Found = ((), (), float("nan"), None)


def _compare(
    mine: tuple[Floats, Floats], others: dict[str, tuple[Floats, Floats]], truth: Floats, options: ForecastOptions
) -> tuple[ScoreComparison, ...]:
    """Every score against every other forecast, the comparison named beforehand first."""
    scores = {
        name: score_rows(f[0][:-1], f[1][:-1], truth, options.at_least) for name, f in {"": mine, **others}.items()
    }
    pairs = [(k, against) for k in range(len(SCORES)) for against in others]
    gains = [compare_scores(scores[against][:, k] - scores[""][:, k], options.alpha) for k, against in pairs]
    q = false_discovery_rate([one.p_value for one in gains])
    rows = []
    for (k, against), gain, q_value in zip(pairs, gains, q, strict=True):
        model_score, other_score = float(scores[""][:, k].mean()), float(scores[against][:, k].mean())
        rows.append(
            ScoreComparison(
                score=SCORES[k],
                against=against,
                model_score=model_score,
                other_score=other_score,
                gain=gain.mean,
                interval=gain.interval,
                skill=gain.mean / other_score if other_score > 0.0 else 0.0,
                p_value=gain.p_value,
                p_independent=gain.p_independent,
                q_value=float(q_value),
            )
        )
    return tuple(rows)


def _forecasts(
    mine: tuple[Floats, Floats], told: Told, periods: Periods, truth: Floats, at_least: int
) -> tuple[CountForecast, ...]:
    """Each forecast in words and numbers; the last is of the period after the last complete one."""
    rows = []
    for k in range(mine[0].size):
        mean, size, t = float(mine[0][k]), float(mine[1][k]), told.first + k
        rows.append(
            CountForecast(
                period=periods.label(t),
                known=int(told.own[t, t - 1]),
                mean=mean,
                chance=float(chance_at_least(mean, size, at_least)),
                low=int(quantile_of(mean, size, 0.1)),
                high=int(quantile_of(mean, size, 0.9)),
                seen=int(truth[k]) if k < truth.size else None,
            )
        )
    return tuple(rows)


def _too_few(streams: list[Dated], periods: Periods, first: int) -> tuple[str, int] | None:
    """Why nothing can be said, and how many would be enough; None where something can."""
    enough = first + FEWEST_SCORED
    if periods.count < enough:
        return (
            f"{periods.count} whole {periods.by}s; at least {enough} are needed ({first} before the first forecast).",
            enough,
        )
    hits = int((periods.truth(streams[0])[first:] > 0).sum())
    if hits < FEWEST_HITS:
        return (
            f"{hits} of the {periods.count - first} {periods.by}s to be forecast had an event; at least "
            f"{FEWEST_HITS} are needed.",
            FEWEST_HITS,
        )
    for other in streams[1:]:
        active = int((periods.truth(other) > 0).sum())
        if min(active, periods.count - active) < FEWEST_HITS:
            return (
                f"the indicator {other.sample.name} had an event in {active} of {periods.count} {periods.by}s; it must "
                f"differ in at least {FEWEST_HITS}.",
                FEWEST_HITS,
            )
    return None


def _notes(streams: list[Dated], periods: Periods) -> tuple[str, ...]:
    """What a reader must mind."""
    found = []
    for one in streams:
        if one.sample.days.size and np.array_equal(one.public, one.sample.days):
            found.append(f"No days of publication of {one.sample.name}: each event is taken as public on its own day.")
        elif one.settle_days > 366 // LENGTHS[periods.by]:
            found.append(
                f"{one.sample.name}: one event in ten is public only {one.settle_days} days later or after, "
                f"longer than a {periods.by}, so its recent counts were low whenever a forecast was made."
            )
        if one.sample.frame is not None and one.sample.frame.coverage == "sample":
            found.append(f"{one.sample.name} is a sample, so this forecasts listed events.")
    return tuple(found)


def _result(
    streams: list[Dated],
    periods: Periods,
    how: tuple[ForecastOptions, int],
    what: tuple[_Found, tuple[str, int | None], tuple[str, ...], int],
) -> ForecastResult:
    """Everything in one frozen record."""
    options, seed = how
    (comparisons, forecasts, alarms, ratio), (too_few, enough), notes, first = what
    scored, nan = forecasts[:-1], float("nan")
    inside = [one.low <= one.seen <= one.high for one in scored if one.seen is not None]
    return ForecastResult(
        name=streams[0].sample.name,
        indicator=streams[1].sample.name if len(streams) > 1 else None,
        by=options.by,
        at_least=options.at_least,
        first=periods.label(first) if periods.count > first else "",
        last=periods.label(periods.count - 1) if periods.count else "",
        periods=len(scored),
        events=int(periods.truth(streams[0])[first:].sum()),
        against="own history" if len(streams) > 1 else "base rate",
        comparisons=comparisons,
        forecasts=scored,
        next_forecast=forecasts[-1] if forecasts else None,
        effect=comparisons[0].gain if comparisons else nan,
        interval=comparisons[0].interval if comparisons else (nan, nan),
        p_value=comparisons[0].p_value if comparisons else nan,
        false_positive_rate=alarms,
        smallest_detectable_effect=ratio,
        coverage=float(np.mean(inside)) if inside else nan,
        alpha=options.alpha,
        power=options.power,
        draws=options.draws if comparisons else 0,
        seed=seed,
        too_few=too_few,
        enough=enough,
        notes=notes,
    )
