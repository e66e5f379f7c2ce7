"""Surrogates of several streams against slow code that is plainly right: enumeration and a naive scan."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest

from multifront.timing import overlap_p_value
from multifront.timing.bursts import GAP_DAYS, burst_bounds
from multifront.timing.exact_null import make_design
from multifront.timing.moved_streams import add_active, add_surrogates, add_year_orders, landings_of
from multifront.timing.simultaneity_null import Scan, surrogates


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


def test_years_in_random_order_keep_events_and_season_and_visit_every_year_alike() -> None:
    """Two events; each should fall in each of three years in one of 3 surrogates, within five standard errors."""
    days = np.array([40, 365 + 200])
    rows = np.zeros((3000, 1096), dtype=np.uint8)
    add_year_orders(days, np.ones(1096, dtype=np.int64), 1, rows, np.random.default_rng(4))
    assert np.all(rows.sum(axis=1) == 2)
    where = np.flatnonzero(rows.sum(axis=0))
    assert where.tolist() == [40, 200, 405, 565, 770, 930]
    share = rows[:, where].mean(axis=0)
    assert np.all(np.abs(share - 1 / 3) <= 5 * np.sqrt(2 / 9 / 3000))
