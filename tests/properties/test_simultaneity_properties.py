"""What must hold of the simultaneity test for any streams: names, order and days moved together change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.timing import overlap_p_value, simultaneity_test

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
OPTIONS = {"window_days": 7, "at_least": 2, "draws": 99}


def streams(seed: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {f"s{i}": START + rng.integers(0, 2557, 20) for i in range(3)}


@pytest.mark.parametrize("seed", [1, 2])
def test_names_order_of_days_and_a_common_move_change_nothing(seed: int) -> None:
    given = streams(seed)
    one = simultaneity_test(given, span=SPAN, **OPTIONS)
    shuffled = {f"x{name}": days[::-1] for name, days in given.items()}
    other = simultaneity_test(shuffled, span=SPAN, **OPTIONS)
    moved = {name: days + 3000 for name, days in given.items()}
    late = simultaneity_test(moved, span=tuple(np.datetime64(day) + 3000 for day in SPAN), **OPTIONS)
    assert one.p_raw == other.p_raw == late.p_raw
    assert one.windows_seen == other.windows_seen == late.windows_seen


def test_asking_for_more_streams_never_finds_more_windows() -> None:
    given = streams(3)
    two = simultaneity_test(given, span=SPAN, **OPTIONS)
    three = simultaneity_test(given, span=SPAN, **(OPTIONS | {"at_least": 3}))
    assert three.windows_seen <= two.windows_seen
    assert three.most == two.most
    for result in (two, three):
        assert 0 < result.p_value <= 1
        assert -1 <= result.interval[0] <= result.effect <= result.interval[1] <= 1
        assert all(episode.most >= result.at_least for episode in result.episodes)


def test_overlap_does_not_depend_on_the_order_of_sets_and_falls_with_what_is_asked() -> None:
    values = [overlap_p_value(common, [5, 3, 7], 20) for common in range(5)]
    assert values == sorted(values, reverse=True)
    assert (values[0], values[4]) == (1.0, 0.0)
    assert values[2] == pytest.approx(overlap_p_value(2, [7, 5, 3], 20))
