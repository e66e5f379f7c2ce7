"""The coincidence test of events with length: calls null, calibration and power, and gathers. No formula is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import EventDays
from multifront.timing.calibration import capped_rank, capped_ranks, rejection_threshold
from multifront.timing.coincidence_counts import Counts, decides, notes_on
from multifront.timing.coincidence_request import Options, Request, make_request
from multifront.timing.event_spans import EventSpans, SpanDays, SpanSample, admit_spans
from multifront.timing.excess import excess_interval, expected_hits
from multifront.timing.intensity import daily_rates
from multifront.timing.power import Power
from multifront.timing.span_null import (
    READINGS,
    burst_pmfs_of_spans,
    covered_days,
    days_until,
    reach_of,
    span_bounds,
    span_hits,
    span_p_values,
)
from multifront.timing.span_pairs import draw_span_pairs, span_power, span_raw_p_values
from multifront.timing.span_result import SpanCoincidence


def span_coincidence_test(
    a: EventDays | EventSpans,
    b: EventDays | EventSpans,
    *,
    window_days: int,
    lag_days: int = 0,
    span: Any = None,
    reading: str = "start",
    draws: int = 499,
    alpha: float = 0.05,
    rng: np.random.Generator | int = 0,
) -> SpanCoincidence:
    """Test whether events of A, which may last, meet events of B, which may last, more often than independent streams.

    Formula: B covers M(d) = 1[some j: first_j + lag <= d <= last_j + lag + window]. With reading 'start' an event of A
    scores M(first_i): did it begin while B was on or soon after? With 'any_day' it scores max of M over first_i ..
    last_i: was it on at such a time, however it began? K = sum of scores. Bursts of A move whole, lengths and all, and
    stay inside the span; their nulls, weights, the calibrated rank and the cap are those of `coincidence_test`,
    which this equals where every event lasts one day.

    Args:
        a: events that may follow: a `domain.Stream` (with its last days), an `EventSpans`, or plain days.
        b: events that may lead, likewise.
        window_days: days after the *last* day of an event of B in which A still counts, 0 or more.
        lag_days: days by which the whole window, from B's first day on, is moved.
        span: (first, last) day on which both were watched; for two streams the overlap of their frames by default.
        reading: 'start' or 'any_day'; name it before looking.
        draws: synthetic independent pairs, at least 99; the lengths of the data are dealt to them at random.
        alpha: level at which alarms and power are counted, in (0, 0.5).
        rng: a seed, or a generator from which one is drawn.

    Returns:
        A `SpanCoincidence`; p, rates and power in [0, 1].

    Raises:
        UsageError: as `coincidence_test`; also first and last days that do not belong together, or an unknown reading.

    Assumes:
        As `coincidence_test`. An event belongs to the day on which it begins: those that begin before the span are not
        used though they last into it, those that reach over its end are cut there and counted. Length says nothing of
        the season: it is dealt at random. 'any_day' counts an A that began *before* B: it shows acts at the same
        time, not who followed, and long events of A score often under the null too. Fooled by lengths recorded for
        events of one side only, and by one exercise reported as several.

    References:
        Donges et al. 2016, Eur. Phys. J. Spec. Top. 225:471-487, for events of one day; the extension to spans and its
        measured rates: docs/methods-timing.md.

    Example:
        >>> lead = np.datetime64("2018-01-10") + np.arange(0, 2400, 100)
        >>> drills = EventSpans(lead, lead + 9)
        >>> test = span_coincidence_test(
        ...     lead + 12, drills, window_days=5, span=("2018-01-01", "2024-12-31"), draws=99
        ... )
        >>> test.hits, test.days_b, test.p_value
        (24, 10.0, 0.01)
    """
    seed = int(rng.integers(2**32)) if isinstance(rng, np.random.Generator) else int(rng)
    if reading not in READINGS:
        raise UsageError(unknown_name("reading", reading, READINGS, "use reading='start'"))
    samples = admit_spans(a, "stream A"), admit_spans(b, "stream B")
    options = Options(window_days, lag_days, "calibrated", draws, alpha, seed)
    request = make_request(samples[0].starts, samples[1].starts, span, options)
    days = [sample.within(request.period)[0] for sample in samples]
    case = _Case(request, days[0], days[1], reading)
    judged = _judge(case) if request.a.size and request.b.size else _NOTHING
    return _gather(case, judged, samples)


@dataclass(frozen=True, slots=True)
class _Case:
    """A checked request with the lengths of its events and the reading."""

    request: Request
    a: SpanDays
    b: SpanDays
    reading: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """The p-values of the data, the rate of false alarms, and power."""

    calibrated: float
    raw: float
    conservative: float
    local_binds: bool
    rate: float
    power: Power


_NOTHING = _Judged(1.0, 1.0, 1.0, True, 0.0, Power((), None, "none: a stream is empty"))


def _judge(case: _Case) -> _Judged:
    """The p of the data, and how the whole test fares on synthetic pairs."""
    design, options = case.request.design, case.request.options
    local, local_cautious, years, years_cautious = span_p_values(case.a, case.b, case.reading, design)
    pairs = draw_span_pairs(case.a, case.b, design, options.draws, options.seed)
    synthetic = span_raw_p_values(pairs, case.reading, design)
    rate = float((capped_ranks(synthetic) <= options.alpha).mean())
    power = span_power(pairs, case.reading, design, rejection_threshold(synthetic, options.alpha), rate)
    raw = max(local, years)
    return _Judged(capped_rank(raw, synthetic), raw, max(local_cautious, years_cautious), local >= years, rate, power)


def _count(case: _Case, local_binds: bool) -> Counts:
    """Hits, their expectation and the interval of their excess under the null that is harder to reject."""
    design, a, b = case.request.design, case.a, case.b
    wait = days_until(covered_days(b, design.calendar.length, design.lag, design.window))
    reach = reach_of(a, case.reading)
    both, trend = daily_rates(a.first, design.calendar)
    moves = (both, design.local_shifts) if local_binds else (trend, design.year_shifts)
    pmfs = burst_pmfs_of_spans(a, reach, wait, *moves)
    hits, expected = int(span_hits(a, reach, wait).sum()), expected_hits(pmfs)
    interval = excess_interval(pmfs, hits, 1.0 - 2.0 * case.request.options.alpha) if pmfs else (0.0, 0.0)
    best = float(np.prod([pmf[-1] for pmf in pmfs]))
    chance = expected / a.first.size if a.first.size else float((wait == 0).mean())
    bursts = span_bounds(a).size - 1, span_bounds(b).size - 1
    return Counts(hits, expected, interval, _led(case), 0.0, best, chance, *bursts)


def _led(case: _Case) -> int:
    """Events of B with an event of A in their window."""
    design, a, b = case.request.design, case.a, case.b
    ends = a.first if case.reading == "start" else a.last
    return sum(
        bool(np.any((a.first <= last + design.lag + design.window) & (ends >= first + design.lag)))
        for first, last in zip(b.first, b.last, strict=True)
    )


def _gather(case: _Case, judged: _Judged, samples: tuple[SpanSample, SpanSample]) -> SpanCoincidence:
    """Everything in one frozen record."""
    request, options, a, b = case.request, case.request.options, case.a, case.b
    counts = _count(case, judged.local_binds)
    names, sizes = (request.sample_a.name, request.sample_b.name), (a.first.size, b.first.size)
    reason, enough = decides(names, sizes, counts, options.alpha)
    cut = sum(sample.within(request.period)[1] for sample in samples)
    over = (f"{cut} event{'s' if cut > 1 else ''} cut at the end of the span, over which it reached.",)
    return SpanCoincidence(
        name_a=names[0],
        name_b=names[1],
        window_days=options.window,
        lag_days=options.lag,
        reading=case.reading,
        span=request.period,
        binding_null="local" if judged.local_binds else "anniversary",
        alpha=options.alpha,
        draws=options.draws,
        seed=options.seed,
        events_a=sizes[0],
        events_b=sizes[1],
        days_a=_mean_length(a),
        days_b=_mean_length(b),
        cut=cut,
        outside_a=request.sample_a.days.size - sizes[0],
        outside_b=request.sample_b.days.size - sizes[1],
        bursts_a=counts.bursts_a,
        bursts_b=counts.bursts_b,
        hits=counts.hits,
        hits_expected=counts.hits_expected,
        precursor_rate=counts.hits / max(1, sizes[0]),
        precursor_expected=counts.hits_expected / max(1, sizes[0]),
        trigger_rate=counts.led / max(1, sizes[1]),
        effect=(counts.hits - counts.hits_expected) / max(1, sizes[0]),
        interval=counts.interval,
        interval_level=1.0 - 2.0 * options.alpha,
        p_value=judged.calibrated,
        p_raw=judged.raw,
        p_conservative=judged.conservative,
        false_positive_rate=judged.rate,
        smallest_detectable_effect=judged.power.detectable,
        power_curve=judged.power.curve,
        power_method=judged.power.method,
        joint=request.sample_a.joint or request.sample_b.joint,
        too_few=reason,
        enough=enough,
        notes=notes_on(request) + (over if cut else ()),
    )


def _mean_length(days: SpanDays) -> float:
    """Mean length in days, both ends counted; 0 without events."""
    return float((days.last - days.first + 1).mean()) if days.first.size else 0.0
