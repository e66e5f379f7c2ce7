"""Input that cannot be tested, or that can only be answered with 'too few to say'."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from multifront.domain import Frame, Selection, Stream
from multifront.errors import UsageError
from multifront.timing import coincidence_test, false_discovery_rate, rate_change_test

SPAN = ("2015-01-01", "2021-12-31")
RNG = np.random.default_rng(1)
A = np.datetime64("2015-01-01") + RNG.integers(0, 2500, 20)
B = np.datetime64("2015-01-01") + RNG.integers(0, 2500, 40)
BEFORE, AFTER = ("2015-01-01", "2017-12-31"), ("2018-01-01", "2021-12-31")


def stream(days: np.ndarray, name: str = "patrols", refusal: str = "", joint: bool = False) -> Stream:
    days = np.sort(days.astype("datetime64[D]"))
    frame = Frame(f"{name}-frame", "a ministry", name, date(2015, 1, 1), date(2021, 12, 31), "exhaustive", refusal)
    ids = tuple(f"{name}{i}" for i in range(days.size))
    selection = Selection("events", "", ids, days.size, (), None, "f")
    return Stream(name, name, days, days, ids, frame, joint, selection)


def coincide(a: object = A, b: object = B, **options: object):
    return coincidence_test(a, b, **({"window_days": 7, "span": SPAN, "draws": 99} | options))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (np.array(["2016-01-01", "NaT"], dtype="datetime64[D]"), "missing"),
        (np.array(["2016-01", "2016-05"], dtype="datetime64[M]"), "months"),
        (["2016-01-01", "2016-05"], "lack the day"),
        (["2016-01-01", "soon enough"], "cannot be read"),
        ([1.0, 2.0], "must be dates"),
        (np.array([["2016-01-01"]], dtype="datetime64[D]"), "one list"),
    ],
)
def test_days_that_are_not_days(days: object, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        coincide(days)
    with pytest.raises(UsageError, match=words):
        rate_change_test(days, before=BEFORE, after=AFTER)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"window_days": -1}, "0 or more"),
        ({"window_days": 2.5}, "whole number"),
        ({"window_days": 3000}, "does not fit"),
        ({"lag_days": 2557}, "does not fit"),
        ({"null": "poison"}, "closest: poisson"),
        ({"draws": 10}, "at least 99"),
        ({"alpha": 0.9}, "alpha"),
        ({"span": None}, "need a span"),
        ({"span": ("2020-01-01", "2015-01-01")}, "swap"),
        ({"span": "2020-01-01"}, "pair"),
        ({"span": ("2019-01-01", "2020-12-31"), "null": "anniversary"}, "three years"),
    ],
)
def test_options_that_cannot_be_carried_out(options: dict, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        coincide(**options)


def test_a_refused_frame_names_stream_and_reason() -> None:
    bad = stream(A, "sightings", refusal="reports grew with attention")
    for call in (
        lambda: coincide(bad),
        lambda: coincide(A, bad),
        lambda: rate_change_test(bad, before=BEFORE, after=AFTER),
    ):
        with pytest.raises(UsageError, match=r"sightings.*reports grew with attention"):
            call()


def test_spans_and_periods_stay_inside_the_frames() -> None:
    a, b = stream(A, "patrols"), stream(B, "summits")
    assert coincide(a, b, span=None).span == (date(2015, 1, 1), date(2021, 12, 31))
    with pytest.raises(UsageError, match=r"outside the frame of stream 'patrols'"):
        coincide(a, b, span=("2014-01-01", "2021-12-31"))
    with pytest.raises(UsageError, match="outside the frame"):
        rate_change_test(a, before=("2010-01-01", "2014-01-01"), after=AFTER)
    later = replace(b, frame=replace(b.frame, start=date(2023, 1, 1), end=date(2024, 1, 1)))
    with pytest.raises(UsageError, match="do not overlap"):
        coincide(a, later, span=None)


def test_streams_that_share_rows_are_refused() -> None:
    with pytest.raises(UsageError, match="coincide by construction"):
        coincide(stream(A), stream(A))


def test_joint_acts_are_said() -> None:
    result = coincide(stream(A, joint=True), stream(B, "summits"))
    assert result.joint
    assert "joint by definition" in result.sentence


@pytest.mark.parametrize(("a", "b"), [([], B), (A, []), ([], []), (A[:1], B), (A, B[:1]), (A[:1].repeat(9), B)])
def test_too_few_to_say(a: object, b: object) -> None:
    result = coincide(a, b)
    assert "Too few to say" in result.sentence
    assert result.too_few
    if len(b) == len(B):
        assert result.enough >= 3


def test_the_number_that_would_be_enough() -> None:
    """Window so wide that half of all days are covered: 5 separate events are the fewest, .5^5 = .031."""
    b = np.datetime64("2015-01-01") + np.arange(0, 2557, 60)
    result = coincide(np.datetime64("2015-01-20") + np.array([0, 500, 1000]), b, window_days=29)
    assert result.enough == 5
    assert "longer" not in result.sentence
    assert "this one is longer" in coincide(window_days=31).sentence


def test_a_window_that_covers_everything_can_never_be_enough() -> None:
    result = coincide(A, np.datetime64("2015-01-01") + np.arange(0, 2557, 5), window_days=7)
    assert "no number would be enough" in result.sentence
    assert result.smallest_detectable_effect is None


def test_events_outside_the_span_are_counted_and_said() -> None:
    result = coincide(np.append(A, np.datetime64("2030-01-01")), B)
    assert (result.outside_a, result.events_a) == (1, 20)
    assert "1 event outside the span was not used" in result.sentence


def test_short_span_uses_the_local_null_only() -> None:
    result = coincide(span=("2016-01-01", "2017-12-31"))
    assert "anniversary" not in result.p_by_null
    assert result.p_raw == result.p_by_null["local"]
    assert "under three years" in result.sentence


@pytest.mark.parametrize("null", ["calibrated", "both", "local", "anniversary", "poisson", "shuffle"])
def test_every_null_answers(null: str) -> None:
    result = coincide(null=null)
    assert result.p_value == result.p_by_null[null]
    assert result.false_positive_rate == result.false_positive_rates[null]
    assert ("for comparison only" in result.sentence) == (null in ("poisson", "shuffle"))


def test_a_finding_is_never_called_coordination() -> None:
    result = coincide(B[::2] + 1, B, window_days=3)
    assert result.p_value <= 0.01
    assert "not coordination" in result.sentence
    assert "common cause" in result.sentence


def test_clustered_streams_get_power_by_injection() -> None:
    days = np.datetime64("2015-01-01") + (RNG.integers(0, 2500, 8)[:, None] + RNG.integers(0, 9, (8, 5))).ravel()
    result = coincide(days, B)
    assert "injection" in result.power_method
    assert result.bursts_a < result.events_a


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (AFTER, BEFORE, "swap"),
        (("2015-01-01", "2018-06-30"), AFTER, "overlap"),
        (("2015-01-01",), AFTER, "pair"),
        (2015, AFTER, "pair"),
        (BEFORE, ("2018-01-01", "2021"), "lack the day"),
        (BEFORE, ("2018-01-01", np.datetime64("2021-12")), "months"),
        (BEFORE, ("2018-01-01", "the end of it"), "cannot be read"),
        (BEFORE, ("2018-01-01", None), "missing"),
        (BEFORE, ("2018-01-01", 18900), "must be dates"),
    ],
)
def test_periods_that_cannot_be_compared(before: tuple, after: tuple, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        rate_change_test(A, before=before, after=after)


def test_alpha_and_power_are_shares() -> None:
    with pytest.raises(UsageError, match="power"):
        rate_change_test(A, before=BEFORE, after=AFTER, power=80)


@pytest.mark.parametrize("days", [[], ["2016-05-05"], ["2019-05-05"], ["2019-05-05", "2020-05-05"]])
def test_rates_of_nearly_nothing(days: list[str]) -> None:
    """With 3 v 4 years, .57^n <= .05 needs six events after; 0 before alone can do with four (.43^4 = .03)."""
    result = rate_change_test(np.array(days, dtype="datetime64[D]"), before=BEFORE, after=AFTER)
    assert "Too few to say" in result.sentence
    assert result.enough == 4
    assert result.interval[0] == 0.0 or result.interval[1] == np.inf
    assert result.smallest_detectable_effect is None or result.enough


def test_zero_before_gives_an_infinite_ratio_with_a_finite_lower_end() -> None:
    days = np.datetime64("2018-02-01") + np.arange(0, 1400, 100)
    result = rate_change_test(days, before=BEFORE, after=AFTER)
    assert (result.events_before, result.effect, result.interval[1]) == (0, np.inf, np.inf)
    assert result.interval[0] > 1.0
    assert result.p_value < 0.05
    assert "higher after" in result.sentence


def test_the_clock_and_the_split_are_questioned() -> None:
    days = np.array(["2015-01-01", "2016-03-01", "2018-01-01", "2019-01-01"], dtype="datetime64[D]")
    notes = " ".join(rate_change_test(days, before=BEFORE, after=AFTER).notes)
    assert "started the clock" in notes
    assert "chosen after looking" in notes


def test_bursts_make_the_adjusted_p_primary() -> None:
    days = np.sort(np.datetime64("2015-01-01") + (RNG.integers(0, 2500, 20)[:, None] + np.zeros((1, 4), int)).ravel())
    result = rate_change_test(days, before=BEFORE, after=AFTER)
    assert result.method == "adjusted for clustering"
    assert result.p_value == result.p_adjusted > result.p_exact
    assert result.exact_rate_if_clustered > 0.15
    assert result.false_positive_rate < 0.10
    assert result == rate_change_test(days[::-1], before=BEFORE, after=AFTER)


@pytest.mark.parametrize(("p", "words"), [([0.5, 1.5], "lie in"), ([[0.5]], "one list")])
def test_p_values_that_are_none(p: list, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        false_discovery_rate(p)
    with pytest.raises(UsageError, match="unknown method"):
        false_discovery_rate([0.5], method="bonferroni")


def test_tests_that_could_not_be_made_stay_missing() -> None:
    q = false_discovery_rate([0.01, np.nan, 0.04])
    assert np.isnan(q[1])
    assert q[[0, 2]].tolist() == [0.02, 0.04]
    assert false_discovery_rate([]).size == 0


def test_a_finding_that_rests_on_one_hit_says_so() -> None:
    b = np.datetime64("2015-01-15") + np.arange(0, 2500, 300)
    result = coincide(np.append(b[3], np.datetime64("2015-03-01") + np.arange(5) * 400), b, window_days=0)
    assert (result.hits, result.p_value <= 0.05) == (1, True)
    assert "rests on 1 hit alone" in result.sentence


def test_daily_counts_in_the_thousands_are_quick_and_not_questioned() -> None:
    days = np.datetime64("2015-01-01") + np.repeat(np.arange(2557), np.random.default_rng(2).poisson(2, 2557))
    result = rate_change_test(days, before=BEFORE, after=AFTER)
    assert result.events_before + result.events_after == days.size
    assert result.notes == ()
