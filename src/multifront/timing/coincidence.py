"""The coincidence test of two streams: calls null, calibration, power, and gathers the result. No formula is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from multifront.timing.admission import EventDays, admit
from multifront.timing.calibration import (
    PValues,
    SyntheticPairs,
    alarm_rates,
    all_p_values,
    capped_rank,
    draw_pairs,
    rejection_threshold,
)
from multifront.timing.coincidence_counts import count_hits, notes_on, too_few
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.coincidence_result import CoincidenceResult
from multifront.timing.naive_nulls import NAIVE_NULLS
from multifront.timing.power import Power, power_by_formula, power_by_injection


def coincidence_test(
    a: EventDays,
    b: EventDays,
    *,
    window_days: int,
    lag_days: int = 0,
    span: Any = None,
    null: str = "calibrated",
    draws: int = 499,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> CoincidenceResult:
    """Test whether events of A follow events of B more often than two independent streams of the same shapes would.

    Formula: K = number of i with some j: 0 <= a_i - lag - b_j <= window, precursor rate r_p = K / n_A; the trigger rate
    counts the j. B's coverage M(d) = 1[some b in [d - lag - window, d - lag]] is held fixed. A falls into bursts
    (neighbours <= 14 d apart, cut at 45 d), each event of a burst of m counting w = round(12 / sqrt(m)). Under the null
    each burst moves on its own, so the null distribution of the weighted K is the exact convolution over bursts u of
    pmf_u(c) = sum_s v(m_u + s) 1[sum_{a in u} M(a + s) = c] / sum_s v(m_u + s). Shifts s are whole weeks: 'local', up
    to max(60, 4 window) d, rounded up to weeks, v = season x trend of A; 'anniversary', within 10 d of whole years, v =
    trend. 'both' takes the larger mid-p.
    'calibrated' = max((1 + #{p' <= p}) / (draws + 1), p / 2), with p' the same p on synthetic independent pairs.

    Args:
        a: events that may follow: a `domain.Stream`, or days of shape (n_A,), in any order; ties are kept.
        b: events that may lead, likewise, shape (n_B,).
        window_days: days after an event of B, 0 or more, in which an event of A counts.
        lag_days: days by which the window begins later; negative looks back (lag -7, window 14 is within 7 days).
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        null: 'calibrated' (default), 'both', 'local', 'anniversary'; 'poisson' and 'shuffle' for comparison only.
        draws: number of synthetic pairs, at least 99; calibrated p is a multiple of 1 / (draws + 1) or half the raw p.
        alpha: level at which alarms and power are counted, in (0, 0.5); the interval has level 1 - 2 alpha.
        rng: a seed, or a generator from which one is drawn; the same seed gives the same result.

    Returns:
        A `CoincidenceResult`; p-values, rates and power in [0, 1], `effect` (r_p - expected) in [-1, 1],
        `smallest_detectable_effect` the true share triggered that is seen with 80 % power (None: no share is). These
        are two scales: a share f triggered makes `effect` about f (1 - expected rate), less what its own B draws along.

    Raises:
        UsageError: a stream whose frame has a refusal; a span that is missing, reversed or outside a frame; streams
            that share rows; a window longer than the span; dates that are missing or not whole days; bad options.

    Assumes:
        Days are exact and collection was constant over the span. Holds under smooth or sharp seasons, trends, steps, a
        shared rhythm of the week, and bursts in either stream. Fooled by regimes of weeks to months that drive both
        streams and follow no calendar (9-13 % false alarms): two streams alone cannot tell a common cause from
        coordination. Fooled by one calendar that moves against the year (first days of months, lunar feasts) and by one
        list of dates behind both (set those days apart by `off_calendar`), by joint acts, by triggers listed because a
        response followed, and by windows or lags tried until one fits (correct over all tried). Several events of A on
        one day are one burst, and count less than as many separate ones; several of B on one day count once. Near the
        ends of the span the window is cut in the data and in the null alike. Bursts of A much longer than 45 d are
        taken apart wrongly.

    References:
        Donges, Schleussner, Siegmund & Donner 2016, Eur. Phys. J. Spec. Top. 225:471-487, eqs. 1-4 (rates);
        Odenweller & Donner 2020, Phys. Rev. E 101:052213 (bursts, edges); Besag & Clifford 1991, Biometrika 78:301-304
        (rank p, not opened); the nulls and their measured rates: docs/methods-timing.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> result = coincidence_test(lead + 3, lead, window_days=7, span=("2018-01-01", "2024-12-31"))
        >>> result.hits, result.p_value <= 0.01, "not coordination" in result.sentence
        (24, True, True)
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    options = Options(window_days, lag_days, null, draws, alpha, seed)
    request = make_request(admit(a, "stream A"), admit(b, "stream B"), span, options)
    return _gather(request, _judge(request) if request.a.size and request.b.size else _nothing(request))


@dataclass(frozen=True, slots=True)
class _Judged:
    """The p of each null, the conservative p, the share of false alarms of each null, and power."""

    p: dict[str, float]
    conservative: float
    rates: dict[str, float]
    power: Power


def _judge(request: Request) -> _Judged:
    """The p of every null, and how the whole test fares on synthetic pairs."""
    options, design = request.options, request.design
    observed = all_p_values(request.a[None, :], request.b[None, :], design)
    pairs = draw_pairs(request.a, request.b, design, options.draws, options.seed)
    synthetic = all_p_values(pairs.a, pairs.b, design)
    p = {name: float(values[0]) for name, values in observed.by_null().items()}
    p["calibrated"] = capped_rank(p["both"], synthetic.both)
    rates = alarm_rates(synthetic, options.alpha)
    return _Judged(p, float(observed.conservative[0]), rates, _power(request, pairs, synthetic, rates))


def _nothing(request: Request) -> _Judged:
    """What can be said of a stream without events: nothing, so p = 1 and no share is detectable."""
    p = dict.fromkeys(("calibrated", "both", "local", request.options.null), 1.0)
    return _Judged(p, 1.0, dict.fromkeys(p, 0.0), Power((), None, "none: a stream is empty"))


def _power(request: Request, pairs: SyntheticPairs, synthetic: PValues, rates: dict[str, float]) -> Power:
    """By formula for independent events, by injection where either stream clusters or the null is a naive one."""
    options = request.options
    if pairs.independent_events and options.null not in NAIVE_NULLS:
        return power_by_formula(request.a, request.b, request.design, options.alpha)
    if options.null != "calibrated":
        return power_by_injection(pairs, request.design, options.null, options.alpha, rates[options.null])
    threshold = rejection_threshold(synthetic.both, options.alpha)
    return power_by_injection(pairs, request.design, "both", threshold, rates["calibrated"])


def _gather(request: Request, judged: _Judged) -> CoincidenceResult:
    """Everything in one frozen record."""
    options, sample_a, sample_b = request.options, request.sample_a, request.sample_b
    a, b = request.a, request.b
    binding_null = "anniversary" if judged.p.get("anniversary", 0.0) > judged.p["local"] else "local"
    counts = count_hits(request, binding_null)
    reason, enough = too_few(request, counts)
    return CoincidenceResult(
        name_a=sample_a.name,
        name_b=sample_b.name,
        window_days=options.window,
        lag_days=options.lag,
        span=request.period,
        null=options.null,
        binding_null=binding_null,
        alpha=options.alpha,
        draws=options.draws,
        seed=options.seed,
        events_a=a.size,
        events_b=b.size,
        bursts_a=counts.bursts_a,
        bursts_b=counts.bursts_b,
        outside_a=sample_a.days.size - a.size,
        outside_b=sample_b.days.size - b.size,
        ties_a=int(a.size - np.unique(a).size),
        ties_b=int(b.size - np.unique(b).size),
        hits=counts.hits,
        hits_expected=counts.hits_expected,
        precursor_rate=_share(counts.hits, a.size),
        precursor_expected=_share(counts.hits_expected, a.size),
        trigger_rate=_share(counts.led, b.size),
        trigger_expected=_share(counts.led_expected, b.size),
        effect=_share(counts.hits - counts.hits_expected, a.size),
        interval=counts.interval,
        interval_level=1.0 - 2.0 * options.alpha,
        p_value=judged.p[options.null],
        p_raw=judged.p["both"],
        p_conservative=judged.conservative,
        p_by_null=judged.p,
        false_positive_rate=judged.rates[options.null],
        false_positive_rates=judged.rates,
        smallest_detectable_effect=judged.power.detectable,
        power_curve=judged.power.curve,
        power_method=judged.power.method,
        joint=sample_a.joint or sample_b.joint,
        too_few=reason,
        enough=enough,
        notes=notes_on(request),
    )


def _share(part: float, whole: int) -> float:
    """One number as a share of another, 0 where there is nothing."""
    return float(part / whole) if whole else 0.0
