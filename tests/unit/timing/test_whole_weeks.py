"""Units move by whole weeks under the default nulls: fixed shifts, weekdays kept, what a true hit draws along."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.timing.exact_null import make_design
from multifront.timing.landings import draw_landings, landing_units
from multifront.timing.moved_streams import add_year_orders
from multifront.timing.power import dragged_share
from multifront.timing.year_orders import year_starts, year_step


def test_the_shifts_are_these() -> None:
    """365.25 days are 52.18 weeks: one year is 357, 364 or 371 days, the three weeks within ten days of 365."""
    design = make_design(1100, 7, 0)
    assert design.local_shifts.tolist() == [7 * k for k in range(-9, 10)]
    one, two, three = [357, 364, 371], [721, 728, 735], [1092, 1099, 1106]
    ahead = [-7, 0, 7, *one, *two, *three]
    assert sorted(design.year_shifts.tolist()) == sorted({*ahead, *(-s for s in ahead)})


@pytest.mark.parametrize(("window", "longest"), [(0, 63), (15, 63), (16, 70), (30, 126)])
def test_the_reach_is_sixty_days_or_four_windows_in_weeks(window: int, longest: int) -> None:
    shifts = make_design(900, window, 0).local_shifts
    assert (shifts[0], shifts[-1], shifts.size) == (-longest, longest, 2 * longest // 7 + 1)


def test_every_whole_year_of_any_span_has_three_weeks() -> None:
    for length in range(1096, 6000, 97):
        years = int(length // 365.25)
        shifts = make_design(length, 7, 0).year_shifts
        assert shifts.size == 3 * (2 * years + 1)
        assert np.all(shifts % 7 == 0)
        assert np.array_equal(np.unique(shifts), np.sort(shifts))
    assert make_design(900, 7, 0).year_shifts.size == 0


@pytest.mark.parametrize("null", ["local", "anniversary"])
def test_moved_bursts_keep_their_weekdays(null: str) -> None:
    days = np.array([3, 5, 5, 300, 307, 1000, 1600, 2556])
    moved = draw_landings(landing_units(days, null, make_design(2557, 7, 0)), 200, np.random.default_rng(1))
    assert np.unique(moved).size > days.size
    assert np.array_equal(np.sort(moved % 7, axis=1), np.tile(np.sort(days % 7), (200, 1)))


def test_years_are_cut_to_weeks_where_windows_are_not() -> None:
    """A window of 7 or 14 days holds each weekday as often as any other; one of 3 or 10 does not."""
    assert [year_step(window) for window in (1, 3, 7, 10, 14, 30)] == [7, 7, 1, 7, 1, 7]
    assert year_starts(1461, 1).tolist() == [0, 365, 730, 1095, 1461]
    assert year_starts(1461, 7).tolist() == [0, 364, 728, 1092, 1456]


@pytest.mark.parametrize("length", [1096, 1461, 2557, 5478])
def test_years_of_weeks_have_52_or_53_and_fit_the_span(length: int) -> None:
    starts = year_starts(length, 7)
    assert starts[0] == 0
    assert starts[-1] <= length
    assert set(np.diff(starts).tolist()) <= {364, 371}
    assert np.all(np.abs(starts - 365.25 * np.arange(starts.size)) < 7)


@pytest.mark.parametrize(("window", "long", "day", "lands"), [(3, 5, 369, 362), (3, 5, 360, 360), (7, 3, 365, 364)])
def test_the_end_of_a_long_year_goes_to_the_end_of_a_short_one(window: int, long: int, day: int, lands: int) -> None:
    """By weeks year 5 has 371 days and the others 364; by days year 3 has 366 and year 0 has 365."""
    starts = year_starts(2557, year_step(window))
    order = np.arange(starts.size - 1)
    order[[0, long]] = long, 0
    days, rows = np.array([starts[long] + day]), np.zeros((1, 2557 - window + 1), dtype=np.uint8)
    add_year_orders(days, np.ones(2557, dtype=np.int64), window, order[None, :], rows)
    assert np.flatnonzero(rows[0]).max() == lands
    assert window % 7 == 0 or lands % 7 == days[0] % 7


def test_what_a_true_hit_draws_along_by_hand() -> None:
    """19 shifts. w = 0: the shift 0 alone. w = 7: 8 delays at 0, delay 7 a week back, delay 0 a week on: 10 of 8 x 19.

    w = 14: 15 delays at 0, 8 each a week off, 1 each two weeks off: 33 of 15 x 19.
    """
    found = [dragged_share(make_design(900, window, 0)) for window in (0, 7, 14)]
    assert found == pytest.approx([1 / 19, 10 / (8 * 19), 33 / (15 * 19)])
