"""The fast allocations equal the linear program of HiGHS on random networks; crossing limits are recognised."""

from __future__ import annotations

import numpy as np
import pytest

from multifront.contingency import Network, allocate, allocate_lp, allocate_nested, allocation
from multifront.contingency.allocation import ship_best_first
from multifront.contingency.networks import SERVED_FIRST, nested
from multifront.contingency.packing import _proves
from multifront.errors import UsageError

NESTED_NETWORKS = 1_000
CROSSING_NETWORKS = 200
CLOSE = 1e-6


def nested_groups(rng: np.random.Generator, routes: tuple[int, ...], depth: int = 0) -> list[tuple[int, ...]]:
    """A random laminar family over these routes: split, keep some parts as limits, go on inside them."""
    if len(routes) < 2 or depth > 3:
        return [routes] if rng.random() < 0.4 else []
    cut = int(rng.integers(1, len(routes)))
    parts = routes[:cut], routes[cut:]
    inside = [group for part in parts for group in nested_groups(rng, part, depth + 1)]
    return [*([routes] if rng.random() < 0.6 else []), *inside]


def crossing_groups(rng: np.random.Generator, routes: int) -> tuple[tuple[int, ...], ...]:
    """Two limits that share a middle and each have routes of their own, on shuffled routes."""
    order = [int(route) for route in rng.permutation(routes)]
    third = max(1, routes // 3)
    return tuple(order[: 2 * third]), tuple(order[third : 3 * third])


def network(rng: np.random.Generator, members: tuple[tuple[int, ...], ...], routes: int, draws: int = 1) -> Network:
    """Random amounts on a scale of 0 to 10; some routes closed, some limits tight, some supplies ample."""
    available = rng.uniform(0, 10, (routes, draws)) * (rng.random((routes, draws)) > 0.15)
    passage = np.where(
        rng.random((routes, draws)) < 0.2, rng.integers(0, 2, (routes, draws)), rng.random((routes, draws))
    )
    limits = np.array([rng.uniform(0, 4 * len(group), draws) for group in members]).reshape(len(members), draws)
    demand = rng.uniform(0, 4, (4, draws)) * rng.choice([0.2, 1.0, 3.0])
    free = rng.uniform(0, 6, draws) * (rng.random(draws) > 0.3)
    return Network(
        available=available,
        passage=passage.astype(float),
        members=members,
        limits=limits,
        demand=demand,
        weights=SERVED_FIRST,
        free=free,
    )


def test_fast_equals_the_program_on_a_thousand_nested_networks() -> None:
    rng = np.random.default_rng(20261125)
    short = limited = 0
    for _ in range(NESTED_NETWORKS):
        routes = int(rng.integers(1, 9))
        members = tuple(nested_groups(rng, tuple(int(r) for r in rng.permutation(routes))))
        assert nested(members)
        case = network(rng, members, routes)
        fast, exact = allocate_nested(case), allocate_lp(case)
        assert allocate(case).method == "nested"
        np.testing.assert_allclose(fast.unmet, exact.unmet, rtol=0, atol=CLOSE)
        np.testing.assert_allclose(fast.cost, exact.cost, rtol=CLOSE, atol=CLOSE)
        short += int((fast.unmet.sum(axis=0) > CLOSE).sum())
        loads = np.array([fast.shipped[list(group)].sum(axis=0) for group in members]).reshape(len(members), 1)
        assert np.all(loads <= case.limits + 1e-9)
        limited += int((loads >= case.limits - 1e-9).any(axis=0).sum()) if members else 0
    # The networks are no easy ones: many are short, and in many a limit binds.
    assert short > NESTED_NETWORKS // 4
    assert limited > NESTED_NETWORKS // 4


def test_a_batch_of_draws_gives_what_each_gives_alone() -> None:
    rng = np.random.default_rng(11)
    members = ((0, 1, 2, 3), (1, 2), (5, 4))
    case = network(rng, members, 6, draws=40)
    whole = allocate(case)
    for draw in range(40):
        one = slice(draw, draw + 1)
        parts = {name: getattr(case, name)[:, one] for name in ("available", "passage", "limits", "demand")}
        alone = allocate(Network(**parts, members=members, weights=case.weights, free=case.free[one]))
        assert np.array_equal(alone.shipped[:, 0], whole.shipped[:, draw])


def test_crossing_networks_are_recognised_and_solved_by_the_program() -> None:
    """The greedy choice is compared too: were these networks in the class, it would never be worse."""
    rng = np.random.default_rng(7)
    greedy_worse = 0
    for _ in range(CROSSING_NETWORKS):
        routes = int(rng.integers(3, 10))
        members = crossing_groups(rng, routes)
        case = network(rng, members, routes)
        assert not case.nested
        with pytest.raises(UsageError, match="cross"):
            allocate_nested(case)
        found, exact = allocate(case), allocate_lp(case)
        assert found.method == "simplex"
        np.testing.assert_allclose(found.unmet, exact.unmet, rtol=0, atol=CLOSE)
        np.testing.assert_allclose(found.cost, exact.cost, rtol=CLOSE, atol=CLOSE)
        for number, group in enumerate(members):
            assert found.shipped[list(group)].sum() <= case.limits[number, 0] + CLOSE
        assert np.all(found.shipped <= case.available + CLOSE)
        wanted = np.maximum(case.demand.sum(axis=0) - case.free, 0.0)
        greedy = ship_best_first(case.available, case.passage, members, case.limits, wanted)
        short = wanted - (greedy * case.passage).sum(axis=0)
        assert found.unmet.sum() <= short[0] + CLOSE
        greedy_worse += int(found.unmet.sum() < short[0] - CLOSE)
    assert greedy_worse >= 5


def random_groups(rng: np.random.Generator, routes: int, count: int) -> tuple[tuple[int, ...], ...]:
    """Limits of any kind: each holds any routes, at least one."""
    chosen = [np.flatnonzero(rng.random(routes) < rng.uniform(0.1, 0.7)) for _ in range(count)]
    return tuple(tuple(int(r) for r in group) if group.size else (int(rng.integers(routes)),) for group in chosen)


def test_the_simplex_equals_the_program_where_much_is_tied_and_many_limits_cross() -> None:
    """Whole numbers make ties, closed routes and limits of zero; up to 25 limits over up to 40 routes, many draws."""
    rng = np.random.default_rng(23)
    for _ in range(60):
        routes, count, draws = int(rng.integers(3, 41)), int(rng.integers(3, 26)), int(rng.integers(1, 8))
        members = random_groups(rng, routes, count)
        case = Network(
            available=rng.integers(0, 4, (routes, draws)).astype(float),
            passage=rng.integers(0, 5, (routes, draws)) / 4.0,
            members=members,
            limits=rng.integers(0, 9, (count, draws)).astype(float),
            demand=rng.integers(0, 9, (4, draws)).astype(float),
            weights=SERVED_FIRST,
            free=rng.integers(0, 4, draws).astype(float),
        )
        if case.nested:
            continue
        found, exact = allocate(case), allocate_lp(case)
        assert found.method == "simplex"
        np.testing.assert_allclose(found.unmet, exact.unmet, rtol=0, atol=CLOSE)
        for number, group in enumerate(members):
            assert np.all(found.shipped[list(group)].sum(axis=0) <= case.limits[number] + 1e-8)
        assert np.all(found.shipped <= case.available + 1e-12)
        assert found.shipped.min() >= 0.0


def test_the_proof_rejects_what_is_not_optimal_or_not_feasible() -> None:
    """Two routes under one limit of 1, passing 0.5 and 1: the price of the limit is 1, the best ships the second."""
    available, passage, under, limits = np.ones(2), np.array([0.5, 1.0]), np.ones((2, 1)), np.ones(1)
    price = np.ones(1)
    assert _proves(np.array([0.0, 1.0]), price, available, passage, under, limits)
    assert not _proves(np.array([1.0, 0.0]), price, available, passage, under, limits)  # feasible, delivers half
    assert not _proves(
        np.array([1.0, 1.0]), price, available, passage, under, limits
    )  # delivers more, breaks the limit
    assert not _proves(np.array([0.0, 1.0]), 2 * price, available, passage, under, limits)  # prices that prove nothing


def test_without_a_proof_the_program_is_solved_by_highs(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    case = network(rng, ((0, 1, 2), (2, 3)), 5, draws=120)  # more draws than one program holds
    proved = allocate(case)
    monkeypatch.setattr(allocation, "pack_all", lambda *given: (np.zeros((5, 120)), False))
    found = allocate(case)
    assert (proved.method, found.method) == ("simplex", "lp")
    np.testing.assert_allclose(found.unmet, proved.unmet, rtol=0, atol=CLOSE)


def test_taking_the_best_route_first_is_wrong_where_limits_cross() -> None:
    """Route 1 passes most but stands under both limits: shipping it alone brings 1, the two others bring 1.8."""
    case = Network(
        available=np.full((3, 1), 1.0),
        passage=np.array([[0.9], [1.0], [0.9]]),
        members=((0, 1), (1, 2)),
        limits=np.full((2, 1), 1.0),
        demand=np.array([[5.0]]),
        weights=(1.0,),
        free=np.zeros(1),
    )
    assert allocate(case).unmet[0, 0] == pytest.approx(5.0 - 1.8)


def test_books_of_an_allocation_balance() -> None:
    rng = np.random.default_rng(3)
    for routes in (0, 1, 5):
        case = network(rng, (tuple(range(routes)),) if routes else (), routes)
        found = allocate(case)
        need = case.demand.sum(axis=0)
        used = np.minimum(case.free, need)
        np.testing.assert_allclose(used + found.delivered.sum(axis=0) + found.unmet.sum(axis=0), need, atol=1e-9)
        for tier in range(3):  # whoever is served later gets nothing while an earlier one is short
            if found.unmet[tier, 0] > 1e-9:
                assert found.unmet[tier + 1, 0] == pytest.approx(case.demand[tier + 1, 0])


def test_demand_without_a_route_is_a_shortage() -> None:
    none = np.zeros((0, 1))
    case = Network(
        available=none,
        passage=none,
        members=(),
        limits=none,
        demand=np.array([[2.0], [3.0]]),
        weights=(2.0, 1.0),
        free=np.array([1.0]),
    )
    for found in (allocate(case), allocate_lp(case)):
        assert found.unmet[:, 0] == pytest.approx([1.0, 3.0])
        assert found.cost[0] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"passage": np.full((2, 1), 1.5)}, "most is 1"),
        ({"available": np.full((2, 1), -1.0)}, "at least 0"),
        ({"members": ((0, 5),)}, "matches no route"),
        ({"members": ((),)}, "matches no route"),
        ({"weights": (1.0, 1.0)}, "must fall"),
        ({"free": np.array([np.nan])}, "finite"),
        ({"limits": np.ones((2, 1))}, "limits has shape"),
    ],
)
def test_unsound_networks_are_refused(change: dict[str, object], what: str) -> None:
    sound = {
        "available": np.ones((2, 1)),
        "passage": np.ones((2, 1)),
        "members": ((0, 1),),
        "limits": np.ones((1, 1)),
        "demand": np.ones((2, 1)),
        "weights": (2.0, 1.0),
        "free": np.zeros(1),
    }
    with pytest.raises(UsageError, match=what):
        Network(**{**sound, **change})
