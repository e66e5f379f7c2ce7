"""Events with length: readings, edges, ties, bad input, and the exact null against plain counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from multifront.domain import Frame, Selection, Stream
from multifront.errors import UsageError
from multifront.timing import EventSpans, coincidence_test, span_coincidence_test
from multifront.timing.event_spans import SpanDays
from multifront.timing.span_null import covered_days, days_until, reach_of, span_bounds, span_pmf

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
RNG = np.random.default_rng(21)
A, B = START + RNG.integers(0, 2500, 20), START + RNG.integers(0, 2500, 40)


def lasting(a: object, b: object, **options: object):
    return span_coincidence_test(a, b, **({"window_days": 7, "span": SPAN, "draws": 99} | options))


@pytest.mark.parametrize("reading", ["start", "any_day"])
def test_events_of_one_day_give_the_plain_test(reading: str) -> None:
    result = lasting(EventSpans(A, A), B, reading=reading)
    plain = coincidence_test(A, B, window_days=7, span=SPAN, draws=99)
    for name in ("hits", "bursts_a", "bursts_b", "trigger_rate", "too_few", "enough", "outside_a"):
        assert getattr(result, name) == getattr(plain, name)
    for name in ("p_value", "p_raw", "p_conservative", "hits_expected", "false_positive_rate"):
        assert getattr(result, name) == pytest.approx(getattr(plain, name), abs=1e-12)
    assert result.interval == pytest.approx(plain.interval)


def test_the_two_readings() -> None:
    """B on days 100-109, window 5. A: begins inside; 3 d after the end; on from before; ends just before; too late."""
    first, last = np.array([105, 112, 95, 90, 116]), np.array([106, 112, 101, 99, 130])
    b = EventSpans(START + np.array([100, 600, 1200]), START + np.array([109, 600, 1200]))
    a = EventSpans(START + first, START + last)
    assert lasting(a, b, window_days=5).hits == 2
    assert lasting(a, b, window_days=5, reading="any_day").hits == 3
    assert lasting(a, b, window_days=5).trigger_rate == pytest.approx(1 / 3)
    assert "began while or within 5 days after" in lasting(a, b, window_days=5).sentence
    assert "had a day while" in lasting(a, b, window_days=5, reading="any_day").sentence


@pytest.mark.parametrize("reading", ["start", "any_day"])
def test_the_null_against_plain_counting(reading: str) -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        length = int(rng.integers(40, 200))
        first = np.sort(rng.integers(0, length, 3))
        a = SpanDays(first, np.minimum(first + rng.integers(0, 12, 3), length - 1))
        start = np.sort(rng.integers(0, length, 4))
        b = SpanDays(start, np.minimum(start + rng.integers(0, 6, 4), length - 1))
        lag, window, rate, shifts = 1, 3, rng.random(length) + 0.1, np.arange(-30, 31)
        expected = np.zeros(4)
        for shift in shifts:
            if a.first[0] + shift < 0 or a.last.max() + shift >= length:
                continue
            hits = 0
            for low, high in zip(a.first + shift, a.last + shift, strict=True):
                days = [low] if reading == "start" else range(low, high + 1)
                hits += any(
                    s + lag <= d <= e + lag + window for d in days for s, e in zip(b.first, b.last, strict=True)
                )
            expected[hits] += rate[a.first.sum() // 3 + shift]
        wait = days_until(covered_days(b, length, lag, window))
        got = span_pmf(a, reach_of(a, reading), wait, rate, shifts)
        assert got == pytest.approx(expected / expected.sum(), abs=1e-12)


def test_bursts_begin_where_the_last_one_has_long_ended() -> None:
    """Gaps run from the last day: 0-20 and 30 are one burst; 50 begins over 45 d after 0; 51-90 joins it, 100 not."""
    a = SpanDays(np.array([0, 30, 50, 51, 100, 200]), np.array([20, 30, 50, 90, 100, 200]))
    assert span_bounds(a).tolist() == [0, 2, 4, 5, 6]


def test_events_over_the_ends_of_the_span() -> None:
    first = START + np.array([-3, 100, 400, 800, 2555])
    result = lasting(EventSpans(first, first + 9), B)
    assert (result.events_a, result.outside_a, result.cut) == (4, 1, 1)
    assert "1 event cut at the end of the span" in result.sentence
    assert "1 event outside the span was not used" in result.sentence
    assert 0.0 <= result.p_value <= 1.0


def test_order_and_ties_do_not_matter() -> None:
    first = START + np.array([100, 100, 100, 500, 900, 1300])
    last = first + np.array([0, 5, 5, 2, 0, 9])
    one, other = lasting(EventSpans(first, last), B), lasting(EventSpans(first[::-1], last[::-1]), B)
    assert one == other
    assert one.bursts_a == 4


def test_a_stream_brings_its_last_days_and_its_frame() -> None:
    days = np.sort(A).astype("datetime64[D]")
    frame = Frame("f", "a ministry", "drills", date(2015, 1, 1), date(2021, 12, 31), "exhaustive", "")
    ids = tuple(f"d{i}" for i in range(days.size))
    drills = Stream(
        "drills", "drills", days, days + 9, ids, frame, False, Selection("events", "", ids, 20, (), None, "f")
    )
    result = lasting(drills, B)
    assert (result.days_a, result.days_b, result.cut) == (10.0, 1.0, 0)
    refused = replace(drills, frame=replace(frame, refusal="grew with attention"))
    with pytest.raises(UsageError, match=r"drills.*grew with attention"):
        lasting(refused, B)
    with pytest.raises(UsageError, match="coincide by construction"):
        lasting(drills, drills)


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        (EventSpans(["2016-01-05"], ["2016-01-01"]), "end before they begin"),
        (EventSpans(["2016-01-05"], ["2016-01-06", "2016-01-09"]), "1 first days and 2 last days"),
        (EventSpans(np.array(["NaT"], "datetime64[D]"), ["2016-01-06"]), "lack the first or the last day"),
        (EventSpans(["2016-01"], ["2016-01-06"]), "lack the day"),
        (EventSpans(np.array(["2016-01"], "datetime64[M]"), ["2016-01-06"]), "months"),
        (EventSpans([1.0], [2.0]), "must be dates"),
    ],
)
def test_spans_that_are_none(spans: EventSpans, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        lasting(spans, B)
    with pytest.raises(UsageError, match=words):
        lasting(B, spans)


def test_an_unknown_reading_and_a_window_that_does_not_fit() -> None:
    with pytest.raises(UsageError, match="unknown reading"):
        lasting(A, B, reading="end")
    with pytest.raises(UsageError, match="does not fit"):
        lasting(A, B, window_days=2557)


@pytest.mark.parametrize(
    ("a", "b"), [([], B), (A, []), (EventSpans([], []), EventSpans([], [])), (A[:1], B), (A, B[:1])]
)
def test_too_few_to_say(a: object, b: object) -> None:
    result = lasting(a, b)
    assert "Too few to say" in result.sentence
    assert result.too_few
    assert result.enough is None or result.enough >= 3


def test_an_event_that_fills_the_span_cannot_move() -> None:
    whole = EventSpans([START], [np.datetime64("2021-12-31")])
    assert "Too few to say" in lasting(whole, B).sentence
    always = START + np.arange(0, 2557, 100)
    assert "no number would be enough" in lasting(A, EventSpans(always, always + 99)).sentence


def test_a_true_excess_is_found() -> None:
    drills = EventSpans(B, B + 5)
    result = lasting(B[::2] + 7, drills, window_days=3)
    assert result.p_value <= 0.02
    assert "not coordination" in result.sentence
    assert result.smallest_detectable_effect is not None
