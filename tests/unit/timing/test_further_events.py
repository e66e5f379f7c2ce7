"""Further events in a further span: the same numbers as the test itself gives once they have come."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import further_events, rate_change_test

BEFORE, AFTER = ("2020-01-01", "2021-12-31"), ("2022-01-01", "2023-12-31")
DAYS = np.datetime64("2020-01-01") + np.array([90, 400, 760, 900, 1010, 1200, 1300])


@pytest.mark.parametrize("count", [0, 1, 6, 12])
def test_the_exact_test_itself_agrees_once_the_events_have_come(count: int) -> None:
    now = rate_change_test(DAYS, before=BEFORE, after=AFTER)
    more = further_events(now, events=count, days=366)
    gap = 366 // max(count, 1)
    later = np.datetime64("2024-01-01") + np.array([place * gap + gap // 2 for place in range(count)], dtype=int)
    then = rate_change_test(np.concatenate([DAYS, later]), before=BEFORE, after=("2022-01-01", "2024-12-31"))
    assert (now.method, then.method) == ("exact", "exact")
    assert more.p_value == pytest.approx(then.p_value, rel=1e-12)
    assert more.interval == pytest.approx(then.interval, rel=1e-12)
    assert more.effect == pytest.approx(then.effect, rel=1e-12)
    assert more.decisive == (not then.too_few)


def test_clustered_counts_are_divided_by_the_dispersion_of_today() -> None:
    days = np.sort(np.concatenate([DAYS, DAYS + 1, DAYS + 2]))
    now = rate_change_test(days, before=BEFORE, after=AFTER)
    assert now.method == "adjusted for clustering"
    same = further_events(now, events=0, days=1)
    assert same.p_value == pytest.approx(now.p_value, abs=0.01)
    plain = rate_change_test(DAYS, before=BEFORE, after=AFTER)
    assert same.p_value > further_events(now, events=40, days=366).p_value
    assert plain.method == "exact"


def test_no_event_at_all_has_no_ratio() -> None:
    none = rate_change_test(np.array([], dtype="datetime64[D]"), before=BEFORE, after=AFTER)
    found = further_events(none, events=0, days=10)
    assert np.isnan(found.effect)
    assert found.p_value == 1.0
    assert not found.decisive


@pytest.mark.parametrize(("events", "days"), [(-1, 10), (1, 0)])
def test_counts_that_cannot_be_are_refused(events: int, days: int) -> None:
    now = rate_change_test(DAYS, before=BEFORE, after=AFTER)
    with pytest.raises(UsageError, match="0 events or more in 1 day or more"):
        further_events(now, events=events, days=days)
