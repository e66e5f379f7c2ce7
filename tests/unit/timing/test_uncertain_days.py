"""Days that are known to within some days, by the month, or not at all."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import UncertainDays, coincidence_test, uncertain_coincidence_test
from multifront.timing.uncertain_days import Intervals, blur, fewest_and_most_hits, impute

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
RNG = np.random.default_rng(31)
A, B = START + RNG.integers(20, 2500, 20), START + RNG.integers(20, 2500, 40)


def unsure(a: object, b: object, **options: object):
    return uncertain_coincidence_test(a, b, **({"window_days": 7, "span": SPAN, "draws": 99, "power": False} | options))


def test_days_that_are_known_give_the_plain_test() -> None:
    result, plain = unsure(A, UncertainDays(B, B)), coincidence_test(A, B, window_days=7, span=SPAN, draws=99)
    assert result.p_value == pytest.approx(plain.p_value, abs=1e-12)
    assert result.p_raw == pytest.approx(min(1.0, 2 * plain.p_raw))
    assert result.p_range == pytest.approx((plain.p_raw, plain.p_raw))
    assert result.hits_range == (plain.hits, plain.hits)
    assert (result.uncertain, result.widest, result.unknown, result.straddling) == (0, 1, 0, 0)
    assert result.false_positive_rate == plain.false_positive_rate


def test_texts_of_mixed_precision() -> None:
    days = UncertainDays.from_texts(["2016-02-29", "2016-02", "2017", " ", "2015-12"])
    assert days.earliest.astype(str).tolist() == ["2016-02-29", "2016-02-01", "2017-01-01", "NaT", "2015-12-01"]
    assert days.latest.astype(str).tolist() == ["2016-02-29", "2016-02-29", "2017-12-31", "NaT", "2015-12-31"]
    for wrong in ("05/06/2024", "2016-13", "2016-02-30", "spring"):
        with pytest.raises(UsageError, match="1 of 2 dates cannot be read"):
            UncertainDays.from_texts(["2016-01-01", wrong])


def test_mixed_precision_must_be_declared() -> None:
    with pytest.raises(UsageError, match="lack the day"):
        unsure(["2016-01-01", "2016-05"], B)
    assert unsure(UncertainDays.from_texts(["2016-01-01", "2016-05", "2018-01-01"]), B).uncertain == 1


def test_unknown_and_straddling_events_are_left_out_and_counted() -> None:
    texts = ["", "", "2014", "2015", "2021-12", "2016-05-05", "2013-01-01", "2017-05"]
    result = unsure(UncertainDays.from_texts(texts), B)
    assert (result.events_a, result.unknown, result.straddling) == (4, 2, 0)
    low = np.array(["2014-12-20", "2016-05-05"], dtype="datetime64[D]")
    result = unsure(UncertainDays(low, low + 20), B)
    assert (result.events_a, result.straddling) == (1, 1)
    assert "1 that may lie outside the span left out" in result.sentence


def test_bounds_on_hits_hold_for_all_true_days() -> None:
    rng = np.random.default_rng(3)
    for _ in range(30):
        low_a, low_b = np.sort(rng.integers(0, 100, 4)), np.sort(rng.integers(0, 100, 3))
        a, b = Intervals(low_a, low_a + rng.integers(0, 9, 4)), Intervals(low_b, low_b + rng.integers(0, 9, 3))
        fewest, most = fewest_and_most_hits(a, b, 1, 5)
        waits = impute(a, 200, rng)[:, :, None] - 1 - impute(b, 200, rng)[:, None, :]
        hits = ((waits >= 0) & (waits <= 5)).any(axis=2).sum(axis=1)
        assert fewest <= hits.min()
        assert hits.max() <= most
    assert fewest_and_most_hits(
        Intervals(np.array([8]), np.array([10])), Intervals(np.array([5]), np.array([5])), 0, 5
    ) == (1, 1)
    assert fewest_and_most_hits(
        Intervals(np.array([8]), np.array([11])), Intervals(np.array([5]), np.array([5])), 0, 5
    ) == (0, 1)


def test_blurred_days_keep_widths_and_hold_the_true_day() -> None:
    rng = np.random.default_rng(4)
    like, days = Intervals(np.array([5, 40, 80]), np.array([5, 70, 90])), np.array([0, 50, 99])
    for _ in range(50):
        found = blur(days, like, 100, rng)
        assert sorted(found.latest - found.earliest) == [0, 10, 30]
        assert np.all((found.earliest <= days) & (days <= found.latest))
        assert found.earliest.min() >= 0
        assert found.latest.max() <= 99


def test_a_signal_survives_small_doubt_and_drowns_in_large() -> None:
    follows = B[::2] + 3
    sure, unsure_ = unsure(UncertainDays.around(follows, 2), B), unsure(UncertainDays.around(follows, 90), B)
    assert sure.p_value <= 0.02
    assert unsure_.p_value > 0.05
    assert unsure_.hits_range[0] < sure.hits_range[0] <= sure.hits_range[1]
    assert sure == unsure(UncertainDays.around(follows, 2), B)


def test_power_falls_with_doubt() -> None:
    exact, vague = (unsure(UncertainDays.around(A, k), B, power=True) for k in (0, 9))
    assert exact.smallest_detectable_effect < (vague.smallest_detectable_effect or 2.0)
    assert "blurred as the data are" in vague.power_method
    assert "With such dates" in vague.sentence


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (UncertainDays(["2016-01-05"], ["2016-01-01"]), "latest day before the earliest"),
        (UncertainDays(["2016-01-05"], ["2016-01-06", "2016-01-09"]), "1 earliest and 2 latest"),
        (UncertainDays(np.array(["NaT"], "datetime64[D]"), ["2016-01-06"]), "earliest or a latest day alone"),
        (UncertainDays.from_texts(["", ""]), "nothing to draw"),
        (UncertainDays([], []), "nothing to draw"),
        (UncertainDays([1], [2]), "must be dates"),
        (UncertainDays.from_texts(["2011"]), "nothing to draw"),
    ],
)
def test_days_that_cannot_be_drawn(days: UncertainDays, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        unsure(days, B)


def test_too_few_to_say_and_a_negative_margin() -> None:
    result = unsure(UncertainDays.around(A[:2], 3), B)
    assert "Too few to say" in result.sentence
    assert result.enough >= 3
    with pytest.raises(UsageError, match="margin must be 0"):
        UncertainDays.around(A, -1)
