"""Branches, clocks, stocks as of a date and donors that leave, by hand and with bad input."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from multifront.contingency.branches import (
    BRANCHES,
    BranchFactors,
    Clocks,
    acting_days,
    branch_budget,
    choose_branch,
    conditional_results,
    in_branch,
    recombine,
    stock_at_start,
)
from multifront.contingency.donors import coalition_flow, compensation_seen
from multifront.contingency.draws import uniform_draws
from multifront.errors import UsageError


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


def clocks(**changed: float) -> Clocks:
    times = {"recognition": 2, "decision": 5, "basing": 3, "commitment": 4, "delivery": 6, "sharing": 1, "activity": 8}
    return Clocks(**{name: one(value) for name, value in (times | changed).items()})


def test_what_acts_when() -> None:
    days = acting_days(clocks())
    found = [days.interdiction, days.forward_forces, days.arms, days.intelligence, days.distraction]
    assert [float(day[0]) for day in found] == [7, 7, 10, 5, 12]


def test_consent_that_never_comes_holds_forward_forces_alone() -> None:
    days = acting_days(clocks(basing=np.inf))
    assert np.isinf(days.forward_forces[0])
    assert days.interdiction[0] == 7


def test_branches_come_with_their_weights() -> None:
    uniforms = uniform_draws(0, "branch", np.arange(20_000))
    weights = np.repeat([[1.0], [2.0], [1.0]], 20_000, axis=1)
    found = np.bincount(choose_branch(weights, uniforms), minlength=3) / 20_000
    assert found == pytest.approx([0.25, 0.5, 0.25], abs=0.012)  # four standard errors


def test_a_branch_of_weight_zero_never_comes() -> None:
    weights = np.array([[0.0] * 3, [1.0] * 3, [0.0] * 3])
    assert choose_branch(weights, np.array([1e-16, 0.5, 1 - 2**-53])).tolist() == [1, 1, 1]


def test_the_branch_moves_the_budget() -> None:
    def factors(use: float, made: float, will: float) -> BranchFactors:
        return BranchFactors(own_use=np.full(3, use), production=np.full(3, made), willingness=np.full(3, will))

    by_branch = {"ascendant": factors(1, 1.2, 2), "frozen": factors(0.1, 1, 1), "weakened": factors(1.3, 0.6, 0.5)}
    found = branch_budget(by_branch, factors(10, 10, 0.8), np.array([0, 1, 2]))
    assert found.own_use.tolist() == pytest.approx([10, 1, 13])
    assert found.production.tolist() == pytest.approx([12, 10, 6])
    assert found.willingness.tolist() == pytest.approx([1, 0.8, 0.4])
    assert (found.production - found.own_use)[2] < 0


def test_conditional_results_and_a_branch_without_draws() -> None:
    lines = conditional_results(np.array([1.0, 2.0, 6.0]), np.array([0, 0, 1]))
    assert [(line.branch, line.draws, line.mean) for line in lines] == [
        ("ascendant", 2, 1.5),
        ("frozen", 1, 6.0),
        ("weakened", 0, None),
    ]
    assert recombine(lines) == pytest.approx(3)


def test_a_stock_is_carried_on_and_never_back() -> None:
    days = {"published": date(2025, 12, 7), "start": date(2025, 12, 17)}
    assert stock_at_start(one(10), made=one(1), used=one(3), **days)[0] == 0
    assert stock_at_start(one(100), made=one(1), used=one(3), **days)[0] == 80
    with pytest.raises(UsageError, match="take an earlier figure or a later start"):
        stock_at_start(one(1), published=date(2026, 1, 1), start=date(2025, 12, 17), made=one(0), used=one(0))


def test_a_donor_leaves() -> None:
    flow = {"others": one(20), "leaving": one(21), "room": one(10)}
    assert coalition_flow(compensation=one(0), **flow)[0] == 20
    assert coalition_flow(compensation=one(0.4), **flow)[0] == pytest.approx(28.4)
    assert coalition_flow(compensation=one(1), **flow)[0] == 30
    assert compensation_seen(before=41, leaving=21, after=41) == 1
    assert compensation_seen(before=41, leaving=21, after=20) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: clocks(decision=-1), "Clocks: decision is missing or negative"),
        (lambda: clocks(recognition=np.nan), "Clocks: recognition"),
        (lambda: choose_branch(np.ones((2, 1)), one(0.5)), "valid: \\(3, n\\)"),
        (lambda: choose_branch(np.zeros((3, 1)), one(0.5)), "no weight on any branch"),
        (lambda: choose_branch(np.ones((3, 1)), one(0)), "in \\(0, 1\\)"),
        (lambda: in_branch({"ascendent": one(1)}, np.array([0])), "unknown branch 'ascendent'"),
        (lambda: in_branch({"frozen": one(1)}, np.array([0])), "missing \\['ascendant', 'weakened'\\]"),
        (lambda: conditional_results(one(np.inf), np.array([0])), "cut endurance at a horizon"),
        (lambda: conditional_results(one(1), np.array([7])), "outside 0..2"),
        (
            lambda: stock_at_start(
                one(-1), published=date(2025, 1, 1), start=date(2025, 1, 1), made=one(0), used=one(0)
            ),
            "negative",
        ),
        (lambda: coalition_flow(others=one(1), leaving=one(1), compensation=one(-1), room=one(1)), "negative"),
        (lambda: compensation_seen(before=1, leaving=2, after=1), "0 < leaving <= before"),
    ],
)
def test_bad_input_is_refused(call: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        call()


def test_a_factor_under_zero_is_refused() -> None:
    bad = BranchFactors(own_use=one(-1), production=one(1), willingness=one(1))
    with pytest.raises(UsageError, match="own_use is missing or negative"):
        branch_budget(
            dict.fromkeys(BRANCHES, bad),
            BranchFactors(own_use=one(1), production=one(1), willingness=one(1)),
            np.array([0]),
        )
