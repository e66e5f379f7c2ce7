"""The axis test: size under chance, power on a planted group, matching, change, candidates, and what is refused."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from multifront.alignment import AxisOptions, axis_test, compare_axes
from multifront.alignment.axis_groups import matched_groups, partner_ranks, statistic_of
from multifront.errors import UsageError


def noise(n: int, seed: int) -> np.ndarray:
    """Similarity with states that differ in how near they are to everybody: pairs that share a state depend."""
    rng = np.random.default_rng(seed)
    own = rng.normal(size=n)
    values = rng.normal(size=(n, n)) + own[:, None] + own[None, :]
    return (values + values.T) / 2


def labels(n: int) -> list[str]:
    return [f"s{i}" for i in range(n)]


@pytest.mark.parametrize("statistic", ["contrast", "inside", "rank"])
def test_a_group_named_at_random_passes_one_time_in_twenty(statistic: str) -> None:
    options = AxisOptions(statistic=statistic, draws=399)
    rng = np.random.default_rng(5)
    p_values = []
    for seed in range(200):
        members = [f"s{i}" for i in rng.choice(30, 4, replace=False)]
        found = axis_test(noise(30, seed), members, states=labels(30), rng=seed, options=options)
        p_values.append(found.p_value)
    hits = np.mean(np.array(p_values) <= 0.05)
    assert hits <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)  # three standard errors of 200 repetitions
    assert 0.35 < np.mean(p_values) < 0.65


@pytest.mark.parametrize("statistic", ["contrast", "inside", "rank"])
def test_a_planted_group_is_found_and_its_shift_is_in_the_interval(statistic: str) -> None:
    values = noise(40, 1)
    for a, b in combinations(range(4), 2):
        values[a, b] = values[b, a] = values[a, b] + 4
    found = axis_test(values, labels(4), states=labels(40), rng=1, options=AxisOptions(statistic=statistic))
    assert found.p_value < 0.01
    if statistic != "rank":
        assert found.interval[0] < 4 < found.interval[1]
    assert found.interval[0] < found.effect < found.interval[1]
    assert 0.03 < found.false_positive_rate <= 0.05


def test_the_smallest_detectable_effect_is_seen_four_times_in_five() -> None:
    rng = np.random.default_rng(11)
    values = noise(40, 2)
    shift = axis_test(values, labels(4), states=labels(40), rng=0).smallest_detectable_effect
    seen = 0
    for trial in range(200):
        group = rng.choice(40, 4, replace=False)
        moved = values.copy()
        for a, b in combinations(group, 2):
            moved[a, b] = moved[b, a] = moved[a, b] + shift
        names = [f"s{i}" for i in group]
        seen += axis_test(moved, names, states=labels(40), rng=trial, options=AxisOptions(draws=399)).p_value <= 0.05
    assert 0.7 <= seen / 200 <= 0.9


def test_all_groups_are_listed_where_they_are_few_and_agree_with_a_hand_count() -> None:
    values = noise(9, 3)
    found = axis_test(values, ["s0", "s4", "s7"], states=labels(9), rng=0)
    assert (found.exact, found.groups) == (True, 84)
    np.fill_diagonal(values, np.nan)

    def by_hand(group: tuple[int, ...]) -> float:
        inside = np.mean([values[a, b] for a, b in combinations(group, 2)])
        return float(inside - np.mean([values[a, b] for a in group for b in range(9) if b not in group]))

    every = [by_hand(group) for group in combinations(range(9), 3)]
    assert found.value == pytest.approx(by_hand((0, 4, 7)))
    own = by_hand((0, 4, 7))
    sides = [np.mean(np.array(every) >= own - 1e-9), np.mean(np.array(every) <= own + 1e-9)]
    assert found.p_value == pytest.approx(min(1.0, 2 * min(sides)))
    assert found.expected == pytest.approx(np.mean(every), abs=1e-9)


def test_random_groups_agree_with_all_groups() -> None:
    values = noise(24, 4)
    every = axis_test(values, labels(3), states=labels(24), rng=0, options=AxisOptions(draws=3_000))
    some = axis_test(values, labels(3), states=labels(24), rng=0, options=AxisOptions(draws=2_000))
    assert (every.exact, some.exact) == (True, False)
    assert some.p_value == pytest.approx(every.p_value, abs=0.04)  # four standard errors of 2,000 draws


def test_matching_keeps_the_mix_of_the_group() -> None:
    kind = np.array([0] * 5 + [1] * 7)
    drawn = matched_groups(np.array([0, 1, 9]), kind, 200, np.random.default_rng(0))
    assert drawn.exact
    assert drawn.possible == 10 * 7
    assert {tuple(np.bincount(kind[group], minlength=2)) for group in drawn.groups} == {(2, 1)}
    some = matched_groups(np.array([0, 1, 9]), kind, 30, np.random.default_rng(0))
    assert some.groups[0].tolist() == [0, 1, 9]
    assert all(len(set(group.tolist())) == 3 for group in some.groups)


def test_what_a_region_shares_is_not_an_axis_once_region_is_matched() -> None:
    values = noise(40, 6)
    region = ["near"] * 12 + ["far"] * 28
    values[np.ix_(range(12), range(12))] += 3
    plain = axis_test(values, labels(4), states=labels(40), rng=0)
    matched = axis_test(values, labels(4), states=labels(40), rng=0, options=AxisOptions(matched=region))
    assert plain.p_value < 0.05 < matched.p_value


def test_change_is_tested_against_the_earlier_matrix() -> None:
    before = noise(30, 7)
    before[np.ix_(range(4), range(4))] += 3
    after = before + noise(30, 18) * 0.2
    level = axis_test(after, labels(4), states=labels(30), rng=0)
    change = axis_test(after, labels(4), states=labels(30), rng=0, options=AxisOptions(before=before))
    assert level.p_value < 0.05 < change.p_value
    assert "become" in change.sentence


def test_the_member_that_carries_the_group_is_named() -> None:
    values = noise(30, 9) * 0.3
    for other in (1, 2, 3):
        values[0, other] = values[other, 0] = 3.0
    found = axis_test(values, labels(4), states=labels(30), rng=0)
    p_without = {member.state: member.p_without for member in found.without}
    assert found.p_value < 0.05
    assert max(p_without, key=lambda state: p_without[state]) == "s0"
    assert {found.pairs[0].a, found.pairs[1].a, found.pairs[2].a} == {"s0"}


def test_candidates_carry_q_and_are_not_called_more_often_than_alone() -> None:
    groups = {"one": labels(3), "two": labels(6)[3:], "three": labels(9)[6:]}
    found = compare_axes(noise(20, 10), groups, states=labels(20), rng=0)
    assert set(found) == set(groups)
    assert all(test.q_value >= test.p_value for test in found.values())


def test_too_few_matched_groups_give_no_p() -> None:
    found = axis_test(noise(10, 1), ["s0", "s1"], states=labels(10), rng=0, options=AxisOptions(matched=range(10)))
    assert not found.enough
    assert np.isnan(found.p_value)
    assert "Too few" in found.sentence


def test_relabelling_and_order_change_nothing() -> None:
    values, order = noise(11, 12), np.random.default_rng(2).permutation(11)
    plain = axis_test(values, ["s1", "s2", "s5"], states=labels(11), rng=0)
    moved = axis_test(values[np.ix_(order, order)], ["s5", "s1", "s2"], states=[f"s{i}" for i in order], rng=0)
    assert moved.p_value == pytest.approx(plain.p_value)
    assert moved.value == pytest.approx(plain.value)


def test_states_with_few_values_leave_the_pool_and_are_named() -> None:
    values = noise(20, 13)
    values[19, :10] = values[:10, 19] = np.nan
    found = axis_test(values, labels(3), states=labels(20), rng=0)
    assert found.dropped == ("s19",)
    assert found.pool == 19


def test_partner_ranks_count_ties_half() -> None:
    values = np.array([[np.nan, 1, 1, 2], [1, np.nan, 0, 0], [1, 0, np.nan, 0], [2, 0, 0, np.nan]])
    assert partner_ranks(values)[0].tolist()[1:] == [0.25, 0.25, 1.0]


def test_pairs_without_a_value_are_left_out_of_means() -> None:
    values = np.array([[np.nan, 1, np.nan], [1, np.nan, 3], [np.nan, 3, np.nan]])
    assert statistic_of(values, np.array([[0, 1, 2]]), "inside").tolist() == [2.0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"members": ["s0", "s99"]}, "unknown member 's99'"),
        ({"members": ["s0"]}, "group of 1 members"),
        ({"members": ["s0", "s0"]}, "1 different"),
        ({"members": labels(12)[:11]}, "valid: 2 to 10"),
        ({"options": AxisOptions(statistic="best")}, "unknown statistic"),
        ({"options": AxisOptions(matched=["a"])}, "1 labels for 12 states"),
        ({"states": labels(11)}, "shape (12, 12) for 11 states"),
        ({"states": ["s0"] * 12}, "label twice"),
    ],
)
def test_what_cannot_be_asked_is_said(change: dict[str, object], said: str) -> None:
    asked = {"members": ["s0", "s1"], "states": labels(12), "options": None} | change
    with pytest.raises(UsageError, match=said.replace("(", r"\(").replace(")", r"\)")):
        axis_test(noise(12, 0), asked["members"], states=asked["states"], rng=0, options=asked["options"])


def test_a_matrix_that_is_not_symmetric_or_has_a_hole_in_the_group_is_refused() -> None:
    values = noise(12, 0)
    values[0, 5] += 1
    with pytest.raises(UsageError, match="not symmetric"):
        axis_test(values, labels(3), states=labels(12), rng=0)
    values = noise(12, 0)
    values[0, 1] = values[1, 0] = np.nan
    with pytest.raises(UsageError, match="inside the group has no value"):
        axis_test(values, labels(3), states=labels(12), rng=0)


def test_the_interval_leaves_out_zero_exactly_where_p_is_small() -> None:
    for seed in range(40):
        found = axis_test(noise(9, seed), ["s0", "s1", "s2"], states=labels(9), rng=0)
        outside = found.interval[0] > 0 or found.interval[1] < 0
        shifted = np.array(found.interval) + found.expected - found.value  # bounds are of T, effect is less its mean
        assert np.all(np.isfinite(shifted))
        assert outside == (found.p_value <= 0.05)


def test_a_group_that_is_less_close_is_called_so() -> None:
    values = noise(30, 3)
    values[np.ix_(range(4), range(4))] -= 6
    found = axis_test(values, labels(4), states=labels(30), rng=0)
    assert found.p_value < 0.05
    assert found.interval[1] < 0
    assert "are less close among themselves" in found.sentence


def test_states_without_any_value_take_nobody_out_of_the_pool() -> None:
    values = noise(40, 3)
    values[12:, :] = values[:, 12:] = np.nan
    found = axis_test(values, labels(3), states=labels(40), rng=0)
    assert (found.pool, found.groups) == (12, 220)


def test_a_group_grown_by_looking_passes_and_is_shown_as_common_company() -> None:
    """What the p does not know: somebody who takes the nearest partners each time nearly always gets a small p."""
    small, share = [], []
    for seed in range(30):
        values = noise(30, seed)
        chosen = [0]
        while len(chosen) < 4:
            gain = values[chosen].sum(axis=0)
            gain[chosen] = -np.inf
            chosen.append(int(np.argmax(gain)))
        found = axis_test(
            values, [f"s{i}" for i in chosen], states=labels(30), rng=0, options=AxisOptions(statistic="inside")
        )
        small.append(found.p_value <= 0.05)
        share.append(found.seeds_as_close)
    assert np.mean(small) > 0.8
    assert 0.25 < np.mean(share) < 0.7
    assert np.mean(np.array(share) <= 0.05) < 0.25
