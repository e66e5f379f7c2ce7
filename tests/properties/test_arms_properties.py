"""What must hold of arms, losses and branches in every draw: conservation, bounds, order, recombination."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront.contingency.arms import Holding, Partner, Production, no_partner, run_arms, transfer_budget
from multifront.contingency.attrition import LossCurve, run_losses
from multifront.contingency.branches import (
    BRANCHES,
    choose_branch,
    conditional_results,
    in_branch,
    recombine,
)

DAYS = 60
DRAWS = 50
seeds = st.integers(0, 10_000)
some = settings(max_examples=60, deadline=None)


def sampled(seed: int) -> tuple[Holding, Partner]:
    """Numbers of all sizes, with zeros, full shares and days that never come among them."""
    rng = np.random.default_rng(seed)

    def amount(high: float) -> np.ndarray:
        return np.where(rng.random(DRAWS) < 0.15, 0.0, rng.uniform(0, high, DRAWS))

    def share() -> np.ndarray:
        return np.clip(rng.uniform(-0.2, 1.2, DRAWS), 0, 1)

    def day(high: float) -> np.ndarray:
        return np.where(rng.random(DRAWS) < 0.1, np.inf, amount(high))

    def made(high: float) -> Production:
        return Production(
            capacity=amount(high),
            component_share=share(),
            component_days=amount(40),
            component_supply=share(),
            cut_day=day(50),
        )

    starts = np.sort(np.stack([np.zeros(DRAWS), amount(30), amount(60)]), axis=0)
    need = np.stack([amount(200), amount(100), amount(50)])
    side = Holding(stock=amount(3000), production=made(80), need=need, phase_starts=starts)
    helper = Partner(
        reserve=amount(2000),
        production=made(100),
        draw_down=amount(60),
        own_use=amount(100),
        compatible=share(),
        willingness=share(),
        from_day=day(40),
        gives=share(),
    )
    return side, helper


@some
@given(seeds)
def test_books_balance_fire_is_a_share_and_no_stock_is_under_zero(seed: int) -> None:
    side, helper = sampled(seed)
    run = run_arms(side, helper, days=DAYS, paths=True)
    paths = run.paths
    before = np.vstack([side.stock[None], paths.stock[:-1]])
    assert np.max(np.abs(before + paths.made + paths.received - paths.used - paths.given - paths.stock)) < 1e-9
    for part in (paths.stock, paths.made, paths.used, paths.received, paths.given, paths.partner_stock):
        assert part.min() >= 0.0
    assert paths.fire.min() >= 0.0
    assert paths.fire.max() <= 1.0
    assert np.all((paths.received == 0.0) | (paths.given == 0.0))
    weak = paths.fire < 0.3
    assert np.array_equal(run.endurance, np.where(weak.any(axis=0), weak.argmax(axis=0), np.inf))
    for total, daily in ((run.made, paths.made), (run.used, paths.used), (run.given, paths.given)):
        assert total == pytest.approx(daily.sum(axis=0), abs=1e-9)


@some
@given(seeds)
def test_a_partner_never_sends_more_than_its_own_balance(seed: int) -> None:
    """Its stock at the end is what it had, made and got less what it used and sent: so never more is sent than that."""
    side, helper = sampled(seed)
    run = run_arms(side, helper, days=DAYS)
    made = run_arms(replace(side, production=helper.production), days=DAYS).made
    assert np.all(run.received <= helper.reserve + made + 1e-6)
    most = helper.reserve + made + run.given - run.received - run.partner_stock
    assert np.all(most >= -1e-6)
    assert np.all(most <= helper.own_use * DAYS + 1e-6)


@some
@given(seeds)
def test_a_partner_with_no_surplus_gives_nothing(seed: int) -> None:
    side, helper = sampled(seed)
    short = replace(helper, own_use=helper.production.capacity + helper.draw_down)
    assert run_arms(side, short, days=DAYS).received == pytest.approx(0.0, abs=1e-9)


@some
@given(seeds, st.sampled_from(["willingness", "compatible"]), st.floats(0, 1))
def test_more_transfer_never_lowers_available_arms_or_endurance(seed: int, name: str, less: float) -> None:
    side, helper = sampled(seed)
    helper = replace(helper, gives=np.zeros(DRAWS))
    scaled = replace(helper, **{name: getattr(helper, name) * less})
    more, fewer = (run_arms(side, one, days=DAYS, paths=True) for one in (helper, scaled))
    none = run_arms(side, no_partner(DRAWS), days=DAYS, paths=True)
    for high, low in ((more, fewer), (fewer, none)):
        assert np.all(high.paths.received >= low.paths.received - 1e-9)
        assert np.all(high.paths.stock + high.paths.used >= low.paths.stock + low.paths.used - 1e-9)
        assert np.all(high.paths.fire >= low.paths.fire - 1e-9)


@some
@given(seeds)
def test_giving_never_raises_the_receivers_fire(seed: int) -> None:
    side, helper = sampled(seed)
    with_rule, without = (
        run_arms(side, replace(helper, gives=gives), days=DAYS, paths=True)
        for gives in (np.ones(DRAWS), np.zeros(DRAWS))
    )
    assert np.all(with_rule.paths.fire <= without.paths.fire + 1e-9)


@some
@given(seeds)
def test_without_components_production_is_zero_once_their_stock_is_used(seed: int) -> None:
    side, _ = sampled(seed)
    made = replace(
        side.production,
        component_share=np.ones(DRAWS),
        component_supply=np.zeros(DRAWS),
        cut_day=np.minimum(side.production.cut_day, 10.0),
        component_days=np.minimum(side.production.component_days, 30.0),
    )
    found = run_arms(replace(side, production=made), days=DAYS, paths=True).paths.made
    before = np.arange(DAYS)[:, None] + 1.0 <= made.cut_day
    assert found[before] == pytest.approx(np.broadcast_to(made.capacity, found.shape)[before])
    assert found[42:] == pytest.approx(0.0, abs=1e-9)


@some
@given(seeds)
def test_supply_uncut_leaves_production_at_capacity(seed: int) -> None:
    side, _ = sampled(seed)
    made = replace(side.production, component_supply=np.ones(DRAWS))
    found = run_arms(replace(side, production=made), days=DAYS, paths=True).paths.made
    assert found == pytest.approx(np.broadcast_to(made.capacity, found.shape), rel=1e-12, abs=1e-9)


@some
@given(seeds)
def test_draws_are_independent_of_one_another(seed: int) -> None:
    side, helper = sampled(seed)
    whole = run_arms(side, helper, days=DAYS)

    def taken(thing: object, rows: slice) -> object:
        values = {}
        for name in thing.__dataclass_fields__:
            value = getattr(thing, name)
            values[name] = taken(value, rows) if isinstance(value, Production) else value[..., rows]
        return type(thing)(**values)

    part = run_arms(taken(side, slice(20, 31)), taken(helper, slice(20, 31)), days=DAYS)
    assert np.array_equal(part.endurance, whole.endurance[20:31])
    assert np.array_equal(part.stock, whole.stock[20:31])


@some
@given(seeds)
def test_the_first_day_of_the_run_is_the_budget_of_a_day(seed: int) -> None:
    side, helper = sampled(seed)
    helper = replace(helper, from_day=np.zeros(DRAWS), gives=np.zeros(DRAWS))
    made = run_arms(replace(side, production=helper.production), days=1).made
    budget = transfer_budget(
        made=made,
        draw_down=np.minimum(helper.draw_down, helper.reserve),
        own_use=helper.own_use,
        compatible=helper.compatible,
        willingness=helper.willingness,
    )
    assert run_arms(side, helper, days=1).received == pytest.approx(np.maximum(budget, 0.0), abs=1e-9)


@some
@given(seeds, st.floats(0, 1))
def test_losses_stay_within_the_force_and_grow_with_each_factor(seed: int, factor: float) -> None:
    rng = np.random.default_rng(seed)
    shape = (28, DRAWS)
    given_ = {
        "scale": rng.uniform(0, 2, DRAWS),
        "fire": rng.uniform(0, 1, shape),
        "effectiveness": 1 + rng.uniform(0, 1, shape),
        "presence": rng.uniform(0, 2, shape),
        "force": rng.uniform(0, 400, DRAWS),
    }
    curve = LossCurve(total=270, horizon=21, tau=rng.uniform(1, 40))
    run = run_losses(curve, **given_)
    assert run.losses.min() >= 0.0
    assert np.all(run.total <= given_["force"] + 1e-9)
    assert run.total + run.left == pytest.approx(given_["force"], abs=1e-9)
    for name in ("fire", "presence"):
        assert np.all(run_losses(curve, **(given_ | {name: given_[name] * factor})).total <= run.total + 1e-9)


@some
@given(seeds)
def test_conditional_results_recombine_to_the_whole(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(100, 50, DRAWS)
    branch = choose_branch(rng.uniform(0, 1, (3, DRAWS)) + 1e-6, rng.uniform(1e-9, 1 - 1e-9, DRAWS))
    lines = conditional_results(values, branch)
    assert sum(line.share for line in lines) == pytest.approx(1.0, abs=1e-12)
    assert recombine(lines) == pytest.approx(values.mean(), abs=1e-9)


@some
@given(seeds, st.permutations(range(3)))
def test_the_order_of_branches_names_moves_nothing(seed: int, order: list[int]) -> None:
    rng = np.random.default_rng(seed)
    branch = rng.integers(0, 3, DRAWS)
    values = {name: rng.normal(size=DRAWS) for name in BRANCHES}
    shuffled = {BRANCHES[i]: values[BRANCHES[i]] for i in order}
    assert np.array_equal(in_branch(values, branch), in_branch(shuffled, branch))
