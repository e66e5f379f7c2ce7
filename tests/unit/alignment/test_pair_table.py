"""Indicators of pairs side by side: sums of both directions, gaps, shares of trade, columns that cannot be used."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.alignment.pair_table import Pairs, PairTable, filled_by_rule, nearness, trade_shares, usable

PAIRS = Pairs(("A", "B", "C"))


def test_rows_of_a_pair_are_summed_and_strangers_left_out() -> None:
    column = PAIRS.column(["A", "B", "C", "X"], ["B", "A", "A", "A"], [1.0, 2.0, 5.0, 9.0])
    assert PAIRS.names == ("A-B", "A-C", "B-C")
    np.testing.assert_array_equal(column, [3.0, 5.0, np.nan])


def test_a_row_without_a_value_makes_the_pair_unknown() -> None:
    np.testing.assert_array_equal(PAIRS.column(["A", "B"], ["B", "A"], [1.0, np.nan]), [np.nan, np.nan, np.nan])


def test_no_rows_are_all_unknown() -> None:
    assert np.isnan(PAIRS.column([], [], [])).all()


def test_shares_of_trade_by_hand() -> None:
    imports = np.array([[np.nan, 6.0, 1.0], [2.0, np.nan, np.nan], [1.0, 3.0, np.nan]])
    shares = trade_shares(imports)
    # A trades 8 with B and 2 with C; the flow of B and C is known one way only, so neither counts it.
    assert shares[0, 1] == pytest.approx((8 / 10 + 8 / 8) / 2)
    assert shares[0, 2] == pytest.approx((2 / 10 + 2 / 2) / 2)
    assert np.isnan(shares[1, 2])
    np.testing.assert_array_equal(shares, shares.T)


def test_nearness_turns_the_sign() -> None:
    found = nearness(np.array([1.0, -0.5, np.nan]))
    assert found[0, 1] == found[1, 0] == -1.5
    assert np.isnan(found[0, 2])


def test_zeros_by_rule_only_where_covered() -> None:
    found = filled_by_rule(np.array([2.0, np.nan, np.nan]), np.array([True, True, False]))
    np.testing.assert_array_equal(found, [2.0, 0.0, np.nan])


def test_columns_that_no_index_can_use_are_named() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=(40, 5))
    values[5:, 1] = np.nan
    values[:20, 2] = np.nan
    values[25:, 3] = np.nan
    values[:, 4] = 1.0
    table = PairTable(tuple(f"p{k}" for k in range(40)), ("full", "few", "late", "early", "constant"), values)
    kept, left = usable(table)
    assert kept.names == ("full", "early")
    assert kept.values.shape == (40, 2)
    assert left["few"] == "only 5 pairs have it"
    assert left["late"] == "with it only 5 pairs have every indicator"
    assert left["constant"].startswith("the same for all 25 pairs")
