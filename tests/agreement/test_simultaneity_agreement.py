"""Surrogates of several streams against slow code that is plainly right: enumeration and a naive scan."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations, product

import numpy as np
import pytest

from multifront.timing import overlap_p_value
from multifront.timing.bursts import GAP_DAYS, burst_bounds
from multifront.timing.exact_null import make_design
from multifront.timing.moved_streams import (
    add_active,
    add_surrogates,
    add_year_orders,
    count_rows,
    landings_of,
    mark_active,
)
from multifront.timing.simultaneity_null import Scan, surrogates
from multifront.timing.year_orders import draw_year_orders, year_levels, year_starts


def naive_active(days: np.ndarray, length: int, window: int, threshold: np.ndarray) -> np.ndarray:
    return np.array(
        [((days > end - window) & (days <= end)).sum() >= threshold[end] for end in range(window - 1, length)]
    )


def test_the_scan_is_that_of_counting_each_window() -> None:
    rng = np.random.default_rng(1)
    days, threshold = np.sort(rng.integers(0, 300, 40)), rng.integers(1, 4, 300)
    found = np.zeros(300 - 9 + 1, dtype=np.uint8)
    add_active(np.bincount(days, minlength=300), threshold, 9, found)
    assert found.tolist() == naive_active(days, 300, 9, threshold).astype(int).tolist()


def test_the_chain_visits_states_as_their_chances_say() -> None:
    """All states of three bursts by enumeration; 40,000 surrogates, tolerance five standard errors, thinned by 2."""
    length, days, shifts = 80, np.array([10, 30, 31, 60]), np.arange(-12, 13)
    rng = np.random.default_rng(2)
    rate = rng.random(length) + 0.2
    bounds = burst_bounds(days)
    bursts = [days[low:high] for low, high in pairwise(bounds)]
    places = []
    for burst in bursts:
        allowed = [s for s in shifts if burst[0] + s >= 0 and burst[-1] + s < length]
        places.append([(burst + s, rate[burst.sum() // burst.size + s]) for s in allowed])
    weight, active = 0.0, np.zeros(length)
    for state in product(*places):
        apart = all(np.abs(a[0][:, None] - b[0][None, :]).min() > GAP_DAYS for a, b in combinations(state, 2))
        if apart:
            chance = float(np.prod([w for _, w in state]))
            weight += chance
            for day in set(np.concatenate([place for place, _ in state]).tolist()):
                active[day] += chance
    exact = active / weight
    draws = 40_000
    rows = np.zeros((draws, length), dtype=np.uint8)
    add_surrogates(landings_of(days, rate, shifts), np.ones(length, dtype=np.int64), 1, rows, rng)
    seen = rows.mean(axis=0)
    assert np.all(np.abs(seen - exact) <= 5 * np.sqrt(exact * (1 - exact) / (draws / 8)) + 1e-9)


def test_surrogates_of_poisson_streams_are_as_active_as_the_streams() -> None:
    """Bursts moved without regard to each other would cover less; mean of 40 streams, four standard errors."""
    rng = np.random.default_rng(3)
    scan = Scan(make_design(2557, 7, 0), 7, 2, False)
    excess = []
    for _ in range(40):
        streams = [np.sort(rng.integers(0, 2557, 120)) for _ in range(2)]
        rates = scan.rates(streams)
        moved = surrogates(scan, streams, rates, 60, rng)
        seen = int((scan.active(streams, rates).sum(axis=0) >= 2).sum())
        excess.append([seen - one.windows.mean() for one in moved.values()])
    values = np.array(excess)
    assert np.all(np.abs(values.mean(axis=0)) <= 4 * values.std(axis=0) / np.sqrt(40))


def test_overlaps_agree_with_picking_all_sets() -> None:
    sets = [list(combinations(range(6), size)) for size in (3, 2, 4)]
    every = [len(set(a) & set(b) & set(c)) for a in sets[0] for b in sets[1] for c in sets[2]]
    for common in range(4):
        assert overlap_p_value(common, [3, 2, 4], 6) == pytest.approx(np.mean([n >= common for n in every]))


def test_going_by_events_marks_what_counting_each_window_does() -> None:
    rng = np.random.default_rng(5)
    days = rng.integers(0, 300, 20)
    by_event, marks = np.zeros(300 - 9 + 1, dtype=np.uint8), np.full(300 - 9 + 1, -1)
    mark_active(days, 9, 0, marks, by_event)
    assert by_event.tolist() == naive_active(np.sort(days), 300, 9, np.ones(300)).astype(int).tolist()


def test_the_rows_are_counted_as_numpy_counts_them() -> None:
    active = np.random.default_rng(6).integers(0, 5, (7, 90)).astype(np.uint8)
    windows, most = count_rows(active, 3)
    assert windows.tolist() == (active >= 3).sum(axis=1).tolist()
    assert most.tolist() == active.max(axis=1).tolist()


def test_years_in_random_order_keep_events_and_season_and_visit_every_year() -> None:
    """Two events; each should fall in each of three years as often as the levels say, within five standard errors."""
    days = np.array([40, 364 + 201])
    rows = np.zeros((3000, 1096), dtype=np.uint8)
    orders = draw_year_orders(days, year_starts(1096, 7), 0.0, 3000, np.random.default_rng(4))
    add_year_orders(days, np.ones(1096, dtype=np.int64), 1, orders, rows)
    assert np.all(rows.sum(axis=1) == 2)
    where = np.flatnonzero(rows.sum(axis=0))
    assert where.tolist() == [40, 201, 364 + 40, 364 + 201, 728 + 40, 728 + 201]
    acts, level = year_levels(np.array([1.0, 1.0, 0.0]), 0.0)
    chance = order_chances(acts, level)
    for event in (0, 1):
        expected = [sum(c for order, c in chance.items() if order[event] == to) for to in range(3)]
        seen = [rows[:, where[2 * to + event]].mean() for to in range(3)]
        assert seen == pytest.approx(expected, abs=5 * np.sqrt(2 / 9 / 3000))


def order_chances(acts: np.ndarray, level: np.ndarray) -> dict[tuple[int, ...], float]:
    weight = {order: float(np.prod(level[list(order)] ** acts)) for order in permutations(range(acts.size))}
    return {order: one / sum(weight.values()) for order, one in weight.items()}


def test_orders_of_years_come_as_often_as_the_levels_say() -> None:
    """All 24 orders of four years by enumeration; 20,000 draws, tolerance five standard errors."""
    per_year = np.array([2, 3, 5, 9])
    days = np.concatenate([round(365.25 * year) + np.arange(5, 5 + n) for year, n in enumerate(per_year)])
    chance = order_chances(*year_levels(per_year.astype(float), 3.0))
    orders = draw_year_orders(days, year_starts(1461, 1), 3.0, 20_000, np.random.default_rng(7))
    for order, expected in chance.items():
        seen = float((orders == np.array(order)).all(axis=1).mean())
        assert abs(seen - expected) <= 5 * np.sqrt(expected * (1 - expected) / 10_000) + 1e-4


def test_the_levels_of_years_are_those_of_a_poisson_regression() -> None:
    """Exponential growth without noise is its own fit; independent counts stay on the trend, a step is followed."""
    grown = 20.0 * np.exp(0.2 * np.arange(7)) - 1 / 7
    acts, level = year_levels(grown, 2.0)
    assert level == pytest.approx(grown + 1 / 7, rel=1e-6)
    assert acts.tolist() == grown.tolist()
    step = np.array([5.0, 5.0, 5.0, 5.0, 20.0, 20.0, 20.0])
    assert year_levels(step, 0.0)[1][4] > 0.9 * 20.0 - 3.0
    assert year_levels(np.zeros(5), 0.0)[1] == pytest.approx(np.full(5, 0.2))
