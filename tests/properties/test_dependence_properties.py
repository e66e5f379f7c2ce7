"""What must hold of trade dependence and of sums over years for any amounts: bounds, exchange, scale, gaps."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multifront.alignment import sums_over_years, trade_dependence

AMOUNTS = st.one_of(st.just(0.0), st.floats(1e-3, 1e9), st.just(float("nan")))
trades = arrays(np.float64, 6, elements=AMOUNTS)
SHARES = ("share_a", "share_b", "salience", "symmetry", "weak_link")


@given(trades, trades, trades)
def test_shares_are_bounded_and_unknown_where_an_input_is(flow, rest_a, rest_b):
    found = trade_dependence(flow, flow + rest_a, flow + rest_b)
    unknown_a = np.isnan(flow + rest_a) | (flow + rest_a == 0)
    unknown_b = np.isnan(flow + rest_b) | (flow + rest_b == 0)
    assert np.array_equal(np.isnan(found.share_a), unknown_a)
    assert np.array_equal(np.isnan(found.share_b), unknown_b)
    for name in SHARES:
        values = getattr(found, name)
        known = values[~np.isnan(values)]
        assert np.all((known >= 0) & (known <= 1)), name
    assert np.array_equal(np.isnan(found.symmetry), unknown_a | unknown_b)
    both = ~(unknown_a | unknown_b)
    assert np.all(found.weak_link[both] <= found.salience[both] * (1 + 1e-12))


@given(trades, trades, trades)
def test_exchanging_the_states_turns_the_asymmetry_and_keeps_the_rest(flow, rest_a, rest_b):
    one = trade_dependence(flow, flow + rest_a, flow + rest_b)
    two = trade_dependence(flow, flow + rest_b, flow + rest_a)
    np.testing.assert_array_equal(one.share_a, two.share_b)
    np.testing.assert_array_equal(one.asymmetry, -two.asymmetry)
    for name in ("salience", "symmetry", "weak_link"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


@given(trades, trades, trades, st.integers(-20, 20))
def test_the_unit_does_not_matter(flow, rest_a, rest_b, power):
    one = trade_dependence(flow, flow + rest_a, flow + rest_b)
    two = trade_dependence(*(2.0**power * values for values in (flow, flow + rest_a, flow + rest_b)))
    for name in (*SHARES, "asymmetry"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), rtol=1e-12)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12), st.integers(1, 12), st.randoms())
def test_sums_are_those_of_a_loop_in_any_order_of_the_years(values, width, random):
    width = min(width, len(values))
    rows = list(enumerate(values, start=1990))
    random.shuffle(rows)
    last, sums = sums_over_years([year for year, _ in rows], [value for _, value in rows], width=width)
    assert last.tolist() == list(range(1990 + width - 1, 1990 + len(values)))
    expected = [sum(values[end - width : end]) for end in range(width, len(values) + 1)]
    np.testing.assert_allclose(sums, expected)
