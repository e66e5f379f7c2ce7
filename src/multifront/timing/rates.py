"""The test of whether a stream's rate changed between two periods: checks, counts, gathers. Formulas live elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.errors import UsageError
from multifront.timing.admission import (
    EventDays,
    Period,
    Sample,
    admit,
    check_cover,
    day_number,
    length_of,
    read_period,
)
from multifront.timing.overdispersion import TwoPeriods, adjusted_p_value, alarm_rates, clustering_within, is_clustered
from multifront.timing.rate_change_result import RateChangeResult
from multifront.timing.rate_ratio import (
    Exposure,
    clopper_pearson,
    detectable_ratios,
    exact_size,
    fewest_events,
    mid_p_interval,
    one_sided_p_values,
    two_sided_p_values,
)

YEAR_DAYS = 365.25
RARE_DAYS = 14
"""A period that begins on the day of an event is questioned where events are rarer than one in so many days."""


def rate_change_test(
    events: EventDays,
    *,
    before: Sequence[Any],
    after: Sequence[Any],
    alpha: float = 0.05,
    power: float = 0.8,
    rng: np.random.Generator | int = 0,
) -> RateChangeResult:
    """Test whether the events of one stream came at a different rate in a later period than in an earlier one.

    Formula: given n = n0 + n1 events in t0 and t1 days, n1 ~ Binomial(n, t1 / (t0 + t1)) if the rates are equal. The
    two-sided p is the chance of all splits no likelier than the one seen; the interval of the ratio (n1 / t1) / (n0 /
    t0) is Clopper-Pearson's for n1 / n, transformed by share / (1 - share) * t0 / t1. Where events come in clusters
    with m >= 0.25 other members on average (fitted within the periods), both counts are divided by 1 + m, so that each
    cluster counts as one event, and p is twice the smaller tail of the beta distributions that continue the binomial:
    that p is then primary. Detectable ratio: the share with P(n1 in its side of the rejection region) = power, given n.

    Args:
        events: a `domain.Stream`, or days of shape (n,), in any order; several on one day are kept.
        before: (first, last) day of the earlier period, both included.
        after: (first, last) day of the later period; it may leave a gap, it must not overlap.
        alpha: level of the test; the interval has level 1 - alpha.
        power: power at which the smallest detectable ratio is given.
        rng: a seed, or a generator from which one is drawn, for the false-positive rate under clustering.

    Returns:
        A `RateChangeResult`; p and rates of error in [0, 1], `effect` and its interval in [0, inf], rates a year. The
        exact p and the exact interval come from two rules, as in R: with unequal periods p can be just below alpha
        while the interval still holds 1 (the adjusted p and its interval always agree).

    Raises:
        UsageError: a stream whose frame has a refusal or does not cover both periods; periods that overlap or are in
            the wrong order; dates that are missing or not whole days; alpha or power outside (0, 1).

    Assumes:
        Collection was constant and the periods were chosen without looking at the events. Fooled by a split chosen
        after looking (p is too small), by a span that starts with the first event (the event starts the clock, so the
        early rate is overstated), by a season when the periods hold different parts of a year, and by a change in
        what was counted. The exact p assumes separate events: where an event has two others near it, it rejects equal
        rates 20-25 % of the time, the reported p at most 6 % (docs/methods-timing.md). Clusters longer than 60 d stay
        unseen. `false_positive_rate` of an exact p holds for separate events; weak clustering may hide in the fit.

    References:
        Przyborowski & Wilenski 1940, Biometrika 31:313-323 (conditional test); Clopper & Pearson 1934, Biometrika
        26:404-413 (interval); Gu, Ng, Tang & Schucany 2008, Biom. J. 50(2) (comparison of tests, not opened); R
        `poisson.test` (two-sided rule); Fay, vignette of R `rateratio.test` (p against interval); Rao & Scott 1992,
        Biometrics 48:577-585 (counts divided by a dispersion, not opened).

    Example:
        >>> days = np.datetime64("2020-01-01") + np.array([90, 400, 760, 800, 900, 950, 1010, 1030, 1200, 1300])
        >>> result = rate_change_test(days, before=("2020-01-01", "2021-12-31"), after=("2022-01-01", "2023-12-31"))
        >>> result.events_before, result.events_after, round(result.p_value, 3)
        (2, 8, 0.065)
    """
    for name, value in (("alpha", alpha), ("power", power)):
        if not 0.0 < value < 1.0:
            raise UsageError(f"{name} must lie between 0 and 1, found {value}")
    sample = admit(events, "events")
    first, second = _two_periods(sample, before, after)
    start = day_number(first[0])
    periods = TwoPeriods(length_of(first), day_number(second[0]) - start, length_of(second))
    days = periods.keep(sample.days - start)
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    return _gather(sample, (first, second), periods, days, (alpha, power, seed))


def _two_periods(sample: Sample, before: Sequence[Any], after: Sequence[Any]) -> tuple[Period, Period]:
    """The two periods, in order, apart, and inside the frame."""
    first, second = read_period(before, "before"), read_period(after, "after")
    if first[0] > second[1]:
        raise UsageError(
            f"'before' ({first[0]} to {first[1]}) lies after 'after' ({second[0]} to {second[1]}); swap them"
        )
    if second[0] <= first[1]:
        raise UsageError(f"'before' ({first[0]} to {first[1]}) and 'after' ({second[0]} to {second[1]}) overlap")
    check_cover(sample, first, "period before")
    check_cover(sample, second, "period after")
    return first, second


def _gather(
    sample: Sample,
    dates: tuple[Period, Period],
    periods: TwoPeriods,
    days: NDArray[np.int64],
    options: tuple[float, float, int],
) -> RateChangeResult:
    """Everything in one frozen record."""
    alpha, power, seed = options
    exposure, (earlier, later) = periods.exposure, periods.counts(days)
    fit = clustering_within(days, periods)
    clustered, dispersion = is_clustered(fit), 1.0 + fit.members
    p_exact = float(two_sided_p_values(days.size, exposure)[later])
    p_adjusted = adjusted_p_value(earlier, later, exposure, dispersion)
    exact_interval = clopper_pearson(earlier, later, exposure, alpha)
    size = exact_size(days.size, exposure, alpha)
    worth = int(days.size / dispersion) if clustered else days.size
    rates = alarm_rates(days.size, periods, fit, alpha, seed) if clustered else None
    rise, fall = detectable_ratios(worth, exposure, alpha, power)
    too_few, enough = _too_few(days.size, worth, exposure, alpha)
    increase, decrease = one_sided_p_values(days.size, later, exposure)
    scaled = clopper_pearson(earlier / dispersion, later / dispersion, exposure, alpha)
    return RateChangeResult(
        name=sample.name,
        before=dates[0],
        after=dates[1],
        events_before=earlier,
        events_after=later,
        outside=sample.days.size - days.size,
        days_before=periods.before,
        days_after=periods.after,
        rate_before=earlier / periods.before * YEAR_DAYS,
        rate_after=later / periods.after * YEAR_DAYS,
        effect=_ratio(earlier, later, exposure),
        interval=scaled if clustered else exact_interval,
        exact_interval=exact_interval,
        mid_p_interval=mid_p_interval(earlier, later, exposure, alpha),
        p_value=p_adjusted if clustered else p_exact,
        p_exact=p_exact,
        p_mid=float(two_sided_p_values(days.size, exposure, mid=True)[later]),
        p_increase=increase,
        p_decrease=decrease,
        p_adjusted=p_adjusted,
        dispersion=dispersion,
        cluster_scale_days=fit.scale_days,
        method="adjusted for clustering" if clustered else "exact",
        alpha=alpha,
        power=power,
        seed=seed,
        false_positive_rate=size if rates is None else rates[0],
        exact_size=size,
        exact_rate_if_clustered=None if rates is None else rates[1],
        smallest_detectable_effect=rise,
        smallest_detectable_decrease=fall,
        joint=sample.joint,
        too_few=too_few,
        enough=enough,
        notes=_notes(sample, periods, days),
    )


def _ratio(earlier: int, later: int, exposure: Exposure) -> float:
    """Rate after / rate before."""
    if earlier == 0:
        return float("inf") if later else float("nan")
    return later / exposure.after * exposure.before / earlier


def _too_few(count: int, worth: int, exposure: Exposure, alpha: float) -> tuple[str, int | None]:
    """Why no outcome could count as a change, and how many independent events could; empty where one could."""
    p = two_sided_p_values(worth, exposure)
    if min(p[0], p[-1]) <= alpha:
        return "", None
    enough = fewest_events(exposure, alpha)
    worth_text = "" if worth == count else f", worth {worth} independent ones"
    return (
        f"with {count} events in all{worth_text} even the most lopsided split could not count as a change; {enough} "
        "independent events would be the fewest.",
        enough,
    )


def _notes(sample: Sample, periods: TwoPeriods, days: NDArray[np.int64]) -> tuple[str, ...]:
    """Signs that the periods were chosen by the events themselves."""
    notes = []
    rare = days.size * RARE_DAYS <= periods.before + periods.after
    if rare and np.any(days == 0):
        notes.append(
            "The first period begins on the day of an event: if that event started the clock, its rate is overstated."
        )
    if rare and np.any(days == periods.start):
        notes.append(
            "The second period begins on the day of an event: if the split was chosen after looking, p is too small."
        )
    if sample.frame is not None and sample.frame.coverage == "sample":
        notes.append("The stream is a sample, so this compares the rates of listed events.")
    return tuple(notes)
