"""Dates that both sides know beforehand are set apart; whole bursts are triggered for power."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from multifront.domain import Frame, Selection, Stream
from multifront.errors import UsageError
from multifront.timing import burst_power, coincidence_test, off_calendar
from multifront.timing.exact_null import make_design
from multifront.timing.triggered_bursts import trigger_bursts

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")


def test_one_list_of_dates_behind_both_streams() -> None:
    """Both sides act on the summits and otherwise apart: a finding with them, none without."""
    rng = np.random.default_rng(2)
    summits = START + rng.choice(2500, 12, replace=False)
    a = np.concatenate([summits, START + rng.integers(0, 2500, 20)])
    b = np.concatenate([summits, START + rng.integers(0, 2500, 30)])
    with_them = coincidence_test(a, b, window_days=1, span=SPAN, draws=199)
    apart = [off_calendar(days, summits) for days in (a, b)]
    without = coincidence_test(apart[0].kept, apart[1].kept, window_days=1, span=SPAN, draws=199)
    assert with_them.p_value <= 0.01
    assert without.p_value > 0.05
    assert apart[0].count >= 12
    assert apart[0].count + without.events_a == 32
    assert "were set apart" in apart[0].sentence


def test_a_stream_stays_a_stream() -> None:
    days = START + np.array([10, 20, 30])
    frame = Frame("f", "a ministry", "drills", date(2015, 1, 1), date(2021, 12, 31), "exhaustive", "")
    stream = Stream(
        "drills", "drills", days, days + 2, ("x", "y", "z"), frame, False, Selection("e", "", (), 3, (), None, "f")
    )
    found = off_calendar(stream, [START + 21], margin_days=1)
    assert (found.kept.ids, found.count) == (("x", "z"), 1)
    assert found.kept.ends.tolist() == [days[0] + 2, days[2] + 2]
    assert off_calendar(stream, [], margin_days=1).count == 0


@pytest.mark.parametrize(
    ("events", "calendar", "options", "words"),
    [
        (["2016-05"], ["2016-05-09"], {}, "lack the day"),
        (["2016-05-09"], ["2016-05"], {}, "calendar: some dates lack the day"),
        (["2016-05-09"], np.array(["NaT"], "datetime64[D]"), {}, "missing"),
        (["2016-05-09"], ["2016-05-09"], {"margin_days": -1}, "0 or more"),
        (["2016-05-09"], ["2016-05-09"], {"margin_days": 1.5}, "whole number"),
    ],
)
def test_calendars_that_are_none(events: object, calendar: object, options: dict, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        off_calendar(events, calendar, **options)


def test_bursts_are_triggered_whole() -> None:
    a, b = np.array([100, 103, 109, 500]), np.array([1000])
    moved = trigger_bursts(a, b, 1.0, make_design(2557, 7, 0), np.random.default_rng(1))
    assert moved.min() >= 1000
    assert sorted(np.diff(np.sort(moved)).tolist()) != [0, 0, 0]
    assert np.array_equal(trigger_bursts(a, b, 0.0, make_design(2557, 7, 0), np.random.default_rng(1)), a)


def test_whole_bursts_are_harder_to_see_than_single_events() -> None:
    rng = np.random.default_rng(4)
    a = START + (rng.integers(0, 2400, 8)[:, None] + rng.integers(0, 12, (8, 4))).ravel()
    b = START + rng.integers(0, 2500, 30)
    whole = burst_power(a, b, window_days=7, span=SPAN, draws=199)
    single = coincidence_test(a, b, window_days=7, span=SPAN, draws=199)
    assert "whole bursts" in whole.method
    powers = [power for _, power in whole.curve]
    assert powers == sorted(powers)
    assert whole.detectable is None or whole.detectable > single.smallest_detectable_effect
    with pytest.raises(UsageError, match="no share can be injected"):
        burst_power([], b, window_days=7, span=SPAN)
