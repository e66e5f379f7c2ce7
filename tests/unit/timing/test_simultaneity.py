"""The simultaneity test: refusals, sentences, episodes, the index counted by hand, and planted episodes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from tests.unit.timing.test_timing_input import stream

from multifront.errors import UsageError
from multifront.timing import overlap_p_value, simultaneity_test

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")


def independent(count: int = 3, events: int = 25, seed: int = 1) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {f"s{i}": START + np.sort(rng.integers(0, 2557, events)) for i in range(count)}


def scan(streams: object, **options: object):
    return simultaneity_test(streams, **({"window_days": 7, "at_least": 3, "span": SPAN, "draws": 199} | options))


@pytest.fixture(scope="module")
def planted():
    streams = independent()
    joint = START + np.arange(100, 2500, 240)
    return scan({name: np.sort(np.append(days, joint + i)) for i, (name, days) in enumerate(streams.items())})


def test_planted_episodes_are_found_with_their_actors(planted) -> None:
    assert planted.p_value <= 0.05
    assert planted.effect > 0
    assert planted.interval[0] <= planted.effect <= planted.interval[1]
    first = {episode.first <= date(2015, 4, 11) <= episode.last: episode.actors for episode in planted.episodes}
    assert first[True] == ("s0", "s1", "s2")
    assert "not coordination" in planted.sentence
    assert (planted.most, planted.too_few) == (3, "")


def test_the_index_is_what_a_reader_counts(planted) -> None:
    weeks = {week.monday: week for week in planted.index}
    assert weeks[date(2014, 12, 29)].days == 4
    assert weeks[date(2021, 12, 27)].days == 5
    assert sum(week.days for week in planted.index) == 2557
    week = weeks[date(2015, 4, 6)]  # 11 to 13 April: Saturday, Sunday, and Monday of the next week
    assert {"s0", "s1"} <= set(week.actors)
    assert week.active == len(week.actors)


def test_independent_streams_and_the_same_seed() -> None:
    one, again = scan(independent()), scan(independent())
    assert one == again
    assert one.p_value > 0.05
    assert "does not show independence" in one.sentence
    assert 0 <= one.false_positive_rate <= 0.08
    assert scan(independent(), rng=np.random.default_rng(1)).seed != 0


def test_more_can_be_asked_than_activity() -> None:
    busy = independent(events=300)
    plain, above = scan(busy), scan(busy, active="above baseline")
    assert above.windows_seen < plain.windows_seen
    assert "were above baseline" in above.sentence


@pytest.mark.parametrize(
    ("streams", "options", "words"),
    [
        (independent(1), {"at_least": 2}, "2 to 200 streams"),
        ([START], {}, "list of Stream"),
        (independent(), {"at_least": 4}, "at_least must lie in 2 to 3"),
        (independent(), {"at_least": 1}, "at_least must lie"),
        (independent(), {"window_days": 0}, "shorter than the span"),
        (independent(), {"window_days": 2557}, "shorter than the span"),
        (independent(), {"window_days": 2.0}, "whole number"),
        (independent(), {"active": "aktive"}, "closest: active"),
        (independent(), {"draws": 10}, "at least 99"),
        (independent(), {"alpha": 0.7}, "alpha"),
        (independent(), {"span": None}, "need a span"),
    ],
)
def test_what_cannot_be_scanned(streams: object, options: dict, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        scan(streams, **options)


def test_streams_without_a_constant_frame_or_with_shared_rows_are_refused() -> None:
    days = list(independent().values())
    good = [stream(days[0], "a"), stream(days[1], "b")]
    with pytest.raises(UsageError, match="cannot carry a timing test: attention grew"):
        scan([*good, stream(days[2], "c", refusal="attention grew")])
    with pytest.raises(UsageError, match="names of their own"):
        scan([*good, good[0]])
    with pytest.raises(UsageError, match="reaches outside the frame"):
        scan(good, at_least=2, span=("2014-01-01", "2021-12-31"))


def test_streams_bring_their_span_and_joint_acts_are_flagged() -> None:
    days = list(independent().values())
    made: Callable[..., object] = stream
    result = scan([made(days[0], "a"), made(days[1], "b", joint=True)], at_least=2, span=None)
    assert result.span == (date(2015, 1, 1), date(2021, 12, 31))
    assert result.joint
    assert "joint by definition" in result.sentence


def test_too_few_and_empty_streams_are_said_to_be() -> None:
    few = {"a": np.array(["2016-01-01"], dtype="datetime64[D]"), "b": np.zeros(0, "datetime64[D]")}
    result = scan(few, at_least=2)
    assert result.sentence.count("Too few to say: 0 of 2 streams") == 1
    assert (result.windows_seen, result.smallest_detectable_effect) == (0, None)


@pytest.mark.parametrize(("sizes", "total"), [([], 5), ([3, 9], 5), ([-1], 5), ([1.5], 5)])
def test_overlaps_that_cannot_be(sizes: list, total: int) -> None:
    with pytest.raises(UsageError, match="whole numbers"):
        overlap_p_value(1, sizes, total)


def test_a_span_under_three_years_cannot_decide() -> None:
    days = START + np.arange(30, 900, 60)
    result = scan({"a": days, "b": days + 1, "c": days + 2}, span=("2015-01-01", "2017-06-30"))
    assert "Too few to say: the span is under three years" in result.sentence
    assert result.p_value == 1.0 > result.p_raw
