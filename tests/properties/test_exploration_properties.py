"""What must hold of attribution, regret, learning and the economy in every case: axioms, bounds, monotonicity."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront.contingency import attribution, economy, regret, sobol, value_of_learning

some = settings(max_examples=60, deadline=None)
few = settings(max_examples=15, deadline=None)
seeds = st.integers(0, 2**32 - 1)
players = st.integers(1, 5)


def table(seed: int, count: int, draws: int = 7) -> np.ndarray:
    return np.random.default_rng(seed).normal(scale=100.0, size=(2**count, draws))


@some
@given(seeds, players)
def test_values_add_up_to_the_whole_in_every_draw(seed: int, count: int) -> None:
    values = table(seed, count)
    np.testing.assert_allclose(attribution.shapley_values(values).sum(axis=0), values[-1] - values[0], atol=1e-9)


@some
@given(seeds, players, st.floats(-10, 10))
def test_values_and_interactions_are_linear(seed: int, count: int, factor: float) -> None:
    one, other = table(seed, count), table(seed + 1, count)
    for index in (attribution.shapley_values, attribution.shapley_interactions):
        np.testing.assert_allclose(index(one + factor * other), index(one) + factor * index(other), atol=1e-8)


@some
@given(seeds, st.integers(2, 5), st.data())
def test_renaming_channels_renames_their_values(seed: int, count: int, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(count)))
    values = table(seed, count)
    rows = [sum((row >> i & 1) << order[i] for i in range(count)) for row in range(2**count)]
    renamed = np.empty_like(values)
    renamed[rows] = values
    found = attribution.shapley_values(renamed)
    np.testing.assert_allclose(found[list(order)], attribution.shapley_values(values), atol=1e-9)


@some
@given(seeds, st.integers(2, 5), st.data())
def test_a_dummy_gets_what_it_adds_and_interacts_with_nobody(seed: int, count: int, data: st.DataObject) -> None:
    dummy, adds = data.draw(st.integers(0, count - 1)), data.draw(st.floats(-5, 5))
    values = table(seed, count)
    for row in range(2**count):
        if row >> dummy & 1:
            values[row] = values[row & ~(1 << dummy)] + adds
    np.testing.assert_allclose(attribution.shapley_values(values)[dummy], adds, atol=1e-9)
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    found = attribution.shapley_interactions(values)
    for pair, row in zip(pairs, found, strict=True):
        if dummy in pair:
            np.testing.assert_allclose(row, 0.0, atol=1e-9)


@some
@given(seeds, st.integers(2, 5))
def test_channels_alike_get_the_same(seed: int, count: int) -> None:
    by_size = np.random.default_rng(seed).normal(size=(count + 1, 3))
    values = np.array([by_size[row.bit_count()] for row in range(2**count)])
    found = attribution.shapley_values(values)
    np.testing.assert_allclose(found, np.broadcast_to(found[0], found.shape), atol=1e-9)


@some
@given(seeds, st.integers(1, 6), st.integers(1, 30))
def test_regret_is_never_negative_and_shifts_of_a_draw_leave_it(seed: int, count: int, draws: int) -> None:
    rng = np.random.default_rng(seed)
    loss = rng.normal(size=(count, draws))
    found = regret.regrets(loss)
    assert np.all(found >= 0.0)
    assert np.all(found.min(axis=0) == 0.0)
    np.testing.assert_allclose(regret.regrets(loss + rng.normal(size=draws)), found, atol=1e-12)


@some
@given(seeds)
def test_knowing_all_is_the_smallest_mean_regret(seed: int) -> None:
    loss = np.random.default_rng(seed).normal(size=(4, 120))
    lines = regret.regret_table(loss, ("a", "b", "c", "d"))
    assert value_of_learning.value_of_knowing_all(loss) == pytest.approx(min(line.mean for line in lines))


@few
@given(seeds)
def test_a_number_is_worth_no_more_than_everything_and_scales_with_the_loss(seed: int) -> None:
    rng = np.random.default_rng(seed)
    number, loss = rng.normal(size=300), rng.normal(size=(3, 300))
    loss[1] += number
    one = value_of_learning.learning_value(number, loss, ("a", "b", "c"))
    twice = value_of_learning.learning_value(number, 2.0 * loss, ("a", "b", "c"))
    assert 0.0 <= one.value <= value_of_learning.value_of_knowing_all(loss) + 1e-12
    assert twice.value == pytest.approx(2.0 * one.value)
    monotone = value_of_learning.learning_value(np.exp(number), loss, ("a", "b", "c"))
    assert monotone.value == pytest.approx(one.value)  # the spline stands on ranks


@few
@given(seeds)
def test_indices_do_not_change_with_shift_and_scale(seed: int) -> None:
    weights = np.random.default_rng(seed).normal(size=3)
    one, other = (
        sobol.sobol_indices(lambda u, a=a, b=b: a + b * (weights @ u) ** 2, "xyz", rows=32, replicates=2, seed=seed)
        for a, b in ((0.0, 1.0), (50.0, -7.0))
    )
    for left, right in zip(one, other, strict=True):
        assert (left.first, left.total) == pytest.approx((right.first, right.total), abs=1e-6)


def economy_case(seed: int, draws: int = 20) -> tuple[economy.Exposure, economy.Partner]:
    rng = np.random.default_rng(seed)

    def numbers(kind: type) -> dict[str, np.ndarray]:
        top = {f.name: 1.0 if f.name in economy.SHARES else 500.0 for f in fields(kind)}
        return {name: rng.uniform(0.0, most, draws) + (name == "days") for name, most in top.items()}

    return economy.Exposure(**numbers(economy.Exposure)), economy.Partner(**numbers(economy.Partner))


@some
@given(seeds)
def test_offsets_never_exceed_what_is_exposed(seed: int) -> None:
    exposure, partner = economy_case(seed)
    found = economy.economy_outcome(exposure, partner)
    base = economy.economy_outcome(exposure)
    for offset, exposed in (
        (found.exports_offset, found.exports_exposed),
        (found.imports_offset, found.imports_exposed),
        (found.reserves_offset, found.reserves_exposed),
    ):
        assert np.all((offset >= 0.0) & (offset <= exposed + 1e-9))
    assert np.all((found.output_loss >= 0.0) & (found.output_loss <= base.output_loss))
    assert np.all(np.sum(list(found.binding.values()), axis=0) == 1.0)


@some
@given(seeds)
def test_a_partner_that_will_not_is_no_partner(seed: int) -> None:
    exposure, partner = economy_case(seed)
    idle = replace(partner, will=np.zeros(20), funds=np.zeros(20))
    found, base = economy.economy_outcome(exposure, idle), economy.economy_outcome(exposure)
    for field in ("exports_offset", "imports_offset", "reserves_offset", "output_loss"):
        np.testing.assert_array_equal(getattr(found, field), getattr(base, field))


@some
@given(seeds, st.sampled_from([f.name for f in fields(economy.Partner)]), st.floats(0, 1))
def test_more_of_any_means_of_the_partner_never_offsets_less(seed: int, name: str, step: float) -> None:
    exposure, partner = economy_case(seed)
    values = getattr(partner, name)
    more = values + step * ((1.0 - values) if name in economy.SHARES else 100.0)
    low, high = (
        economy.economy_outcome(exposure, partner),
        economy.economy_outcome(exposure, replace(partner, **{name: more})),
    )
    sign = -1.0 if name in ("revenue_need", "port_loss") else 1.0
    for field in ("exports_offset", "imports_offset", "reserves_offset"):
        assert np.all(sign * (getattr(high, field) - getattr(low, field)) >= -1e-9)
    assert np.all(sign * (low.output_loss - high.output_loss) >= -1e-12)


@some
@given(seeds, st.floats(0, 1))
def test_wider_sanctions_expose_more_and_larger_published_losses_stay_larger(seed: int, step: float) -> None:
    exposure, partner = economy_case(seed)
    wider = replace(exposure, breadth=exposure.breadth + step * (1.0 - exposure.breadth))
    low, high = economy.economy_outcome(exposure, partner), economy.economy_outcome(wider, partner)
    for field in ("exports_exposed", "imports_exposed", "reserves_exposed"):
        assert np.all(getattr(high, field) >= getattr(low, field))
    worse = replace(exposure, output_loss=exposure.output_loss + step * (1.0 - exposure.output_loss))
    assert np.all(economy.economy_outcome(worse, partner).output_loss >= low.output_loss)


@some
@given(seeds, st.sampled_from(("dependence", "cut", "substitutable", "cover")), st.floats(0, 1))
def test_production_lost_is_bounded_and_monotone(seed: int, name: str, step: float) -> None:
    rng = np.random.default_rng(seed)
    top = {f.name: 1.0 if f.name in economy.SHARES else 400.0 for f in fields(economy.ChineseInputs)}
    inputs = economy.ChineseInputs(**{key: rng.uniform(0.0, most, 9) + (key == "days") for key, most in top.items()})
    values = getattr(inputs, name)
    more = values + step * ((1.0 - values) if name in economy.SHARES else 100.0)
    low = economy.coalition_production_lost(inputs)
    high = economy.coalition_production_lost(replace(inputs, **{name: more}))
    assert np.all((low >= 0.0) & (low <= inputs.production * inputs.days / 365.0 + 1e-9))
    assert np.all((high - low) * (1.0 if name in ("dependence", "cut") else -1.0) >= -1e-9)
