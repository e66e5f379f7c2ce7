"""Nulls side by side, and any statistic against surrogates."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.errors import UsageError
from multifront.timing import compare_nulls, surrogate_test

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
YEARS = np.round(np.arange(7) * 365.25).astype(int)[:, None]


def nearest(a: np.ndarray, b: np.ndarray) -> float:
    """Median days from an event of A back to the last of B: not a sum over events."""
    waits = [(day - b)[(day - b) >= 0].min(initial=400) for day in a]
    return -float(np.median(waits))


def test_a_shared_sharp_season_fools_the_naive_nulls_only() -> None:
    rng = np.random.default_rng(3)
    a, b = (YEARS + rng.integers(0, 30, (7, n)) for n in (5, 6))
    table = compare_nulls(START + a.ravel(), START + b.ravel(), window_days=7, span=SPAN, draws=99)
    for null in ("poisson", "shuffle", "circular"):
        assert table.row(null).p_value < 0.05
        assert table.row(null).naive
    assert table.row("anniversary").p_value > 0.05
    assert table.row("calibrated").p_value > 0.05
    assert "A naive p is no evidence" in table.sentence
    assert "poisson" in table.sentence


def test_every_null_is_in_the_table_in_order() -> None:
    rng = np.random.default_rng(4)
    a, b = START + rng.integers(0, 2500, 15), START + rng.integers(0, 2500, 25)
    table = compare_nulls(a, b, window_days=7, span=SPAN, draws=99)
    assert [row.null for row in table.rows] == [
        *("poisson", "shuffle", "circular", "whole_year", "jitter", "block", "matched"),
        *("local", "anniversary", "both", "calibrated"),
    ]
    for row in table.rows:
        assert 0.0 <= row.p_value <= 1.0
        assert row.p_conservative is None or row.p_value <= row.p_conservative + 1e-12
        assert 0.0 <= row.false_positive_rate <= 0.4
        assert row.keeps
        assert row.breaks
    assert table.row("both").p_value == max(table.row("local").p_value, table.row("anniversary").p_value)
    assert table == compare_nulls(a[::-1], b, window_days=7, span=SPAN, draws=99)


def test_a_short_span_says_which_nulls_it_lacks() -> None:
    days = np.datetime64("2016-01-05") + np.arange(0, 600, 40)
    table = compare_nulls(days, days + 20, window_days=7, span=("2016-01-01", "2017-10-31"), draws=99)
    assert table.absent == ("whole_year", "anniversary")
    assert {row.null for row in table.rows}.isdisjoint(table.absent)


def test_an_empty_stream_cannot_be_compared() -> None:
    with pytest.raises(UsageError, match=r"has no event from 2015-01-01.*coincidence_test, which says so"):
        compare_nulls([], [START], window_days=7, span=SPAN, draws=99)


def test_a_statistic_that_does_not_add_up() -> None:
    rng = np.random.default_rng(5)
    b = np.sort(rng.integers(0, 2500, 40))
    follows = surrogate_test(START + b[::2] + 1, START + b, nearest, span=SPAN, draws=199)
    apart = surrogate_test(START + rng.integers(0, 2500, 20), START + b, nearest, span=SPAN, draws=199)
    assert (follows.statistic, follows.p_value) == (-1.0, 0.005)
    assert apart.p_value > 0.05
    assert follows.p_value == max(follows.p_by_null.values())
    assert follows.standard_error == pytest.approx(np.sqrt(0.005 * 0.995 / 199))
    assert "not coordination" in " ".join(follows.sentence.split())
    assert follows == surrogate_test(START + b[::2] + 1, START + b, nearest, span=SPAN, draws=199)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"null": "rotate"}, "unknown null"),
        ({"draws": 10}, "at least 99"),
        ({"null": "anniversary", "span": ("2015-01-01", "2016-12-31")}, "needs a span of 1095 days"),
        ({"null": "whole_year", "span": ("2015-01-01", "2016-06-30")}, "needs a span of 731 days"),
        ({"statistic": lambda a, b: float("nan")}, "NaN"),
        ({"b": []}, "has no event"),
    ],
)
def test_surrogates_that_cannot_be_drawn(options: dict, words: str) -> None:
    days = START + np.arange(0, 500, 50)
    asked = {"a": days, "b": days + 5, "statistic": nearest, "span": SPAN, "draws": 99} | options
    with pytest.raises(UsageError, match=words):
        surrogate_test(asked.pop("a"), asked.pop("b"), asked.pop("statistic"), **asked)
