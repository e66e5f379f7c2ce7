"""Assignment of forces in worlds small enough to work out by hand, basing, and refusal of bad input."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.contingency.made_forces import asked, pools, random_case

from multifront.contingency.forces import POLICIES, assign_forces, correction_days
from multifront.contingency.forces_inputs import basing_capacity, shortest_ways
from multifront.errors import UsageError


def test_units_count_from_their_arrival() -> None:
    # 4 units x readiness 0.5 x commitment 0.5 = 1 unit, there from day 10 of 30: 2 x 30 asked for, 20 covered
    half = np.full((1, 1), 0.5)
    plan = assign_forces(pools([4.0], [[10.0]], readiness=half, commitment=half), asked([0.0], [2.0], [0.0]))
    assert plan.required.sum() == 60.0
    assert plan.shortfall().tolist() == [40.0]
    assert plan.first_met.item() == 10.0
    assert plan.first_under.item() == 0.0
    assert plan.mean_present[:, 0, 0].tolist() == [0.0] * 10 + [1.0] * 20


def test_a_second_front_draws_units_away_after_the_delay() -> None:
    # one unit at a from day 0; b opens on day 8 with weight 3, correction on day 10, ten days of travel: there on 20.
    # a short 30 - 10 = 20, b short 22 - 10 = 12; unmoved b would be short 22; foreseen it waits at b from day 8.
    needs = asked([0, 0], [1, 1], [0, 8], delay=np.full(1, 2.0), weight=np.array([[1.0], [3.0]]))
    plan = assign_forces(pools([1.0], [[0.0, 8.0]]), needs, foresight=True)
    assert correction_days(needs).tolist() == [10.0]
    assert [plan.shortfall(front=front).item() for front in ("a", "b")] == [20.0, 12.0]
    assert [plan.shortfall("no_redeployment", front=front).item() for front in ("a", "b")] == [0.0, 22.0]
    assert [plan.shortfall("perfect_foresight", front=front).item() for front in ("a", "b")] == [30.0, 0.0]
    assert [plan.weighted(policy).item() for policy in POLICIES] == [56.0, 66.0, 30.0]


def test_a_reserve_leaves_at_the_correction_only() -> None:
    # 2 units of which 1 is kept back; a asks for 2 from day 0, b for 1 from day 10: the reserve serves b from day 15
    reserve = np.full((1, 1), 0.5)
    plan = assign_forces(pools([2.0], [[0.0, 5.0]], reserve=reserve), asked([0, 0], [2, 1], [0, 10]))
    assert plan.shortfall(front="b").item() + plan.shortfall(front="a").item() == 30 + 20 - 20
    never = assign_forces(pools([2.0], [[0.0, 5.0]], reserve=reserve), asked([0, 0], [2, 1], [0, np.inf]))
    assert never.shortfall().item() == 30.0


def test_a_unit_under_way_turns_back_or_goes_on() -> None:
    # bound for a (13 days), turned on day 6: to b by turning back 6 + 3 = 9 days, by going on 7 + 10: there on day 15
    needs = asked([0, 0], [1, 9], [0, 6], weight=np.array([[1.0], [2.0]]))
    plan = assign_forces(pools([1.0], [[13.0, 3.0]]), needs)
    assert plan.shortfall(front="b").item() == 9 * 24 - (30 - 15)


def test_layers_do_not_stand_in_for_one_another() -> None:
    needs = replace(asked([0.0], [2.0], [0.0]), layers=("submarines", "surface_ships"))
    two = {name: np.repeat(getattr(needs, name), 2, axis=0) for name in ("base", "war", "basing", "between")}
    plan = assign_forces(pools([9.0], [[0.0]]), replace(needs, **two))
    assert plan.shortfall(layer="submarines").item() == 0.0
    assert plan.shortfall(layer="surface_ships").item() == 60.0


def test_bases_limit_what_can_operate() -> None:
    plan = assign_forces(pools([9.0], [[0.0]]), asked([0.0], [5.0], [0.0], basing=np.full((1, 1, 1), 2.0)))
    assert plan.shortfall().item() == 3.0 * 30
    assert plan.mean_present[0, 0, 0] == 2.0


def test_consent_scales_bases_and_needs_none_where_there_is_no_limit() -> None:
    room = np.array([[[[8.0]], [[np.inf]]], [[[2.0]], [[0.0]]]])
    limited = np.array([0.25])
    found = {
        word: basing_capacity(room, [word, "full"], limited).ravel().tolist() for word in ("full", "limited", "none")
    }
    assert found == {"full": [10.0, np.inf], "limited": [4.0, np.inf], "none": [2.0, 0.0]}
    assert basing_capacity(room, ["limited", "none"], np.zeros(1)).ravel().tolist() == [0.0, 0.0]


def test_the_quickest_way_may_lead_through_another_front() -> None:
    homes, ways = shortest_ways(np.array([[[20.0], [3.0]]]), np.array([[[0.0], [4.0]], [[4.0], [0.0]]]))
    assert homes.ravel().tolist() == [7.0, 3.0]
    assert ways.ravel().tolist() == [0.0, 4.0, 4.0, 0.0]


def test_losses_act_on_days_and_paths_only() -> None:
    alive = np.ones((1, 30, 1))
    alive[:, 12:] = 0.4
    plan = assign_forces(pools([2.0], [[0.0]]), asked([0.0], [2.0], [0.0]), survival=alive, stated_share=0.5)
    assert plan.first_under.item() == 12.0
    assert plan.shortfall().item() == 0.0
    assert plan.mean_present[[11, 12], 0, 0].tolist() == [2.0, 0.8]


def test_more_forces_may_hurt_when_the_second_front_is_a_surprise() -> None:
    # a late helper frees the near unit for a far front, away from where the surprise comes
    needs = asked([1, 1, 0], [0, 0, 1], [0, 0, 5], weight=np.array([[1.0], [1.0], [1000.0]]), horizon=60)
    needs.between[0, :, :, 0] = [[0, 11, 1], [11, 0, 12], [1, 12, 0]]
    alone = pools([1.0, 0.0], [[1, 10, 2], [20, np.inf, np.inf]])
    helped = pools([1.0, 1.0], [[1, 10, 2], [20, np.inf, np.inf]])
    before, after = (assign_forces(forces, needs, foresight=True) for forces in (alone, helped))
    assert after.weighted().item() > before.weighted().item()
    for policy in ("perfect_foresight", "no_redeployment"):
        assert after.weighted(policy).item() < before.weighted(policy).item()


def test_results_do_not_depend_on_blocks_or_on_other_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    forces, needs = random_case(3, 40, (2, 3))
    whole = assign_forces(forces, needs)
    monkeypatch.setattr("multifront.contingency.forces.BLOCK", 7)
    parts = assign_forces(forces, needs)
    assert np.array_equal(whole.short[:2], parts.short[:2])
    assert np.array_equal(whole.first_under, parts.first_under)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"units": np.array([[-1.0]])}, "units must be a number of at least 0; found -1"),
        ({"readiness": np.array([[1.2]])}, "readiness must be a number of at least 0 and at most 1; found 1.2"),
        ({"units": np.array([[np.nan]])}, "units must be a number"),
        ({"units": np.array([[np.inf]])}, "units must be a number"),
        ({"layer": ("submarine",)}, "unknown layer 'submarine'; closest: submarines"),
        ({"owner": ()}, "1 layers, 0 owners"),
        ({"transit": np.zeros((1, 2, 1))}, "transit has shape"),
    ],
)
def test_bad_forces_are_refused(changed: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        assign_forces(pools([1.0], [[0.0]], **changed), asked([0.0], [1.0], [0.0]))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"weight": np.zeros((1, 1))}, "weight must be above 0"),
        ({"between": np.ones((1, 1, 1, 1))}, "between must be 0 from a front to itself"),
        ({"horizon": 0}, "horizon must be a whole number"),
        ({"delay": np.array([np.inf])}, "delay must be a number"),
        ({"fronts": ()}, "fronts must be one or more"),
        ({"base": np.zeros((1, 1, 2))}, "base has shape"),
    ],
)
def test_bad_requirements_are_refused(changed: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        assign_forces(pools([1.0], [[0.0]]), asked([0.0], [1.0], [0.0], **changed))


def test_bad_options_are_refused() -> None:
    forces, needs = pools([1.0], [[0.0]]), asked([0.0], [1.0], [0.0])
    for options, message in (
        ({"stated_share": 0.0}, "stated_share"),
        ({"allowed": np.ones((2, 1), dtype=bool)}, "allowed has shape"),
        ({"survival": np.ones((1, 3, 1))}, "survival has shape"),
        ({"survival": np.full((1, 30, 1), 1.5)}, "survival must lie within"),
    ):
        with pytest.raises(UsageError, match=message):
            assign_forces(forces, needs, **options)  # type: ignore[arg-type]
    plan = assign_forces(forces, needs)
    with pytest.raises(UsageError, match="foresight=True"):
        plan.shortfall("perfect_foresight")
    with pytest.raises(UsageError, match="unknown policy 'two_stages'; closest: two_stage"):
        plan.weighted("two_stages")
    with pytest.raises(UsageError, match="unknown consent 'partial'"):
        basing_capacity(np.ones((1, 1, 1, 1)), ["partial"], np.zeros(1))
    with pytest.raises(UsageError, match="give one a host"):
        basing_capacity(np.ones((1, 1, 1, 1)), [], np.zeros(1))
