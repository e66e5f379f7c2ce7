"""All ordered pairs of several streams: the same p as alone, one family, and pairs that cannot be tested."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from multifront.domain import Frame, Selection, Stream
from multifront.errors import UsageError
from multifront.timing import coincidence_pairs, coincidence_test, false_discovery_rate
from multifront.timing.stream_pairs import ENOUGH

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
RNG = np.random.default_rng(9)
LEAD = np.sort(START + RNG.integers(0, 2500, 40))
DAYS = {"lead": LEAD, "after": LEAD[::2] + 3, "apart": np.sort(START + RNG.integers(0, 2500, 25))}


def stream(name: str, days: np.ndarray, start: str = SPAN[0], end: str = SPAN[1], refusal: str = "") -> Stream:
    days = np.sort(days.astype("datetime64[D]"))
    ids = tuple(f"{name}-{i}" for i in range(days.size))
    frame = Frame(name, "", name, date.fromisoformat(start), date.fromisoformat(end), "exhaustive", refusal)
    return Stream(name, name, days, days, ids, frame, False, Selection("event", "", ids, days.size, (), None, ""))


def test_each_pair_is_the_coincidence_test_and_q_is_over_all() -> None:
    found = coincidence_pairs(DAYS, window_days=7, span=SPAN)
    assert [(c.follower, c.leader) for c in found.tested] == [(a, b) for a in DAYS for b in DAYS if a != b]
    for cell in found.tested:
        alone = coincidence_test(DAYS[cell.follower], DAYS[cell.leader], window_days=7, span=SPAN, draws=1999)
        assert cell.p_raw == pytest.approx(alone.p_raw, abs=1e-12)
        assert (cell.hits, cell.events_a, cell.events_b) == (alone.hits, alone.events_a, alone.events_b)
        # two independent Monte Carlo ranks: 20 exceedances have a relative error of 22 %, four of which are allowed
        assert cell.p_value == pytest.approx(alone.p_value, rel=0.9, abs=0.002)
    assert np.allclose([c.q_value for c in found.tested], false_discovery_rate([c.p_value for c in found.tested]))
    assert [cell.name for cell in found.found] == ["after after lead"]
    assert found.p_value == min(cell.q_value for cell in found.tested)
    assert "1 pair kept q <= 0.05" in found.sentence
    assert "not coordination" in found.sentence


def test_drawing_stops_by_the_number_of_extreme_pairs() -> None:
    found = coincidence_pairs(DAYS, window_days=7, span=SPAN)
    for cell in found.tested:
        if cell.drawn < found.draws:
            assert cell.p_value == max(ENOUGH / cell.drawn, cell.p_raw / 2)
        else:
            assert cell.p_value <= max(ENOUGH / cell.drawn, cell.p_raw / 2)
    timed = next(cell for cell in found.tested if cell.name == "after after lead")
    assert (timed.drawn, timed.p_value) == (found.draws, pytest.approx(1 / (found.draws + 1)))


def test_the_order_of_streams_changes_nothing_and_a_seed_does() -> None:
    there = coincidence_pairs(DAYS, window_days=7, span=SPAN, draws=199)
    back = coincidence_pairs(dict(reversed(DAYS.items())), window_days=7, span=SPAN, draws=199)
    assert {c.name: c for c in there.tested} == {c.name: c for c in back.tested}
    assert np.array_equal(there.matrix("q_value"), back.matrix("q_value")[::-1, ::-1], equal_nan=True)
    other = coincidence_pairs(DAYS, window_days=7, span=SPAN, draws=199, rng=1)
    assert [c.p_raw for c in other.tested] == [c.p_raw for c in there.tested]
    assert [c.p_value for c in other.tested] != [c.p_value for c in there.tested]


def test_the_matrix_has_followers_in_rows_and_leaders_in_columns() -> None:
    found = coincidence_pairs(DAYS, window_days=7, span=SPAN, draws=199)
    hits = found.matrix("hits")
    assert np.isnan(np.diag(hits)).all()
    after, lead = found.names.index("after"), found.names.index("lead")
    assert hits[after, lead] == DAYS["after"].size
    assert found.matrix()[after, lead] < 0.05 < found.matrix()[lead, after]
    with pytest.raises(UsageError, match="unknown figure of a pair"):
        found.matrix("power")


def test_pairs_that_cannot_be_tested_are_named_with_the_reason_and_leave_the_family() -> None:
    good = [stream(name, days) for name, days in DAYS.items()]
    bad = [
        stream("grown", LEAD + 1, refusal="collection grew with attention"),
        replace(stream("together", LEAD + 1), joint=True),
        replace(good[0], name="copy"),
        stream("old", LEAD - 5000, "2001-01-01", "2008-12-31"),
        stream("rare", LEAD[:2]),
    ]
    found = coincidence_pairs([*good, *bad], window_days=7, draws=199)
    reasons = {one.name: one.reason for one in found.untested}
    assert len(found.tested) + len(found.untested) == 8 * 7
    assert "collection grew with attention" in reasons["grown after lead"] == reasons["lead after grown"]
    assert "joint by definition" in reasons["together after apart"]
    assert "share 40 rows" in reasons["copy after lead"]
    assert "copy after apart" not in reasons
    assert reasons["old after apart"] == "at no time were old and apart both counted"
    assert reasons["rare after lead"].startswith("too few to say: rare has 2 events")
    family = [cell.p_value for cell in found.tested]
    assert np.allclose([cell.q_value for cell in found.tested], false_discovery_rate(family))
    assert np.isnan(found.matrix()[found.names.index("grown")]).all()
    alone = coincidence_pairs(good, window_days=7, draws=199)
    assert {c.name: c.p_value for c in alone.tested}.items() <= {c.name: c.p_value for c in found.tested}.items()


def test_each_pair_has_its_own_common_span_and_a_span_cuts_it() -> None:
    late = stream("late", DAYS["apart"][DAYS["apart"] >= np.datetime64("2017-01-01")], "2017-01-01", "2021-06-30")
    streams = [stream("lead", LEAD), stream("after", DAYS["after"]), late]
    spans = {c.name: c.span for c in coincidence_pairs(streams, window_days=7, draws=99).tested}
    assert spans["after after lead"] == (date(2015, 1, 1), date(2021, 12, 31))
    assert spans["late after lead"] == (date(2017, 1, 1), date(2021, 6, 30))
    cut = coincidence_pairs(streams, window_days=7, draws=99, span=("2016-01-01", "2020-12-31"))
    spans = {c.name: c.span for c in cut.tested}
    assert spans["after after lead"] == (date(2016, 1, 1), date(2020, 12, 31))
    assert spans["late after lead"] == (date(2017, 1, 1), date(2020, 12, 31))
    none = coincidence_pairs(streams, window_days=7, span=("1990-01-01", "1991-01-01"))
    assert (none.tested, none.p_value) == ((), None)
    assert "none can be tested" in none.sentence


def test_by_costs_more_and_too_few_draws_are_said() -> None:
    bh, by = (coincidence_pairs(DAYS, window_days=7, span=SPAN, draws=99, correction=c) for c in ("bh", "by"))
    assert all(b.q_value <= y.q_value for b, y in zip(bh.tested, by.tested, strict=True))
    assert any("cannot reach q <= 0.05" in note for note in bh.notes)
    assert coincidence_pairs(DAYS, window_days=7, span=SPAN).notes == ()


@pytest.mark.parametrize(
    ("streams", "options", "words"),
    [
        ({"one": LEAD}, {}, "1 streams were given; valid: 2 to 50"),
        ({f"s{i}": LEAD for i in range(51)}, {}, "51 streams"),
        ([LEAD, LEAD], {}, "plain days have no name"),
        ([stream("a", LEAD), stream("a", LEAD)], {}, "stands in the list twice"),
        (DAYS, {"span": None}, "needs a span"),
        (DAYS, {"correction": "holm"}, "unknown correction"),
        (DAYS, {"draws": 20}, "draws must be at least 99"),
        (DAYS, {"window_days": -1}, "window_days must be 0 or more"),
        ({"a": LEAD, "b": ["2016-05"]}, {}, "lack the day"),
    ],
)
def test_wrong_calls_are_refused(streams, options, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        coincidence_pairs(streams, **{"window_days": 7, "span": SPAN, **options})
