"""Invariants of the whole run over channel combinations."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront import contingency

ENDS = ("china", "taiwan")
DELTA = "effectiveness.delta"
COMBINATIONS = contingency.channel_combinations()
NO_FRONTS = """extends: taiwan-war
scenario: quiet
title: Other fronts off
fronts:
  openings:
    expands: {mode: 0, unit: share, distribution: point, assumption: other fronts off}
    joins: {mode: 0, unit: share, distribution: point, assumption: other fronts off}
"""


@cache
def quiet() -> contingency.Scenario:
    return contingency.read_scenario(NO_FRONTS, "quiet.yaml")


def run_of(seed: int, fixed: dict[str, float]) -> contingency.WholeRun:
    return contingency.simulate_whole(quiet(), 40, seed, days=120, fixed=fixed)


shares = st.floats(0.0, 1.0)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), compatible=shares, made=st.floats(0.0, 400.0), need=st.floats(1.0, 300.0))
def test_more_support_never_shortens_the_challenger(seed: int, compatible: float, made: float, need: float) -> None:
    strike = "arms.china.long_range_strike"
    fixed = {f"{strike}.partner.compatible": compatible, f"{strike}.partner.production": made, f"{strike}.need": need}
    run = run_of(seed, fixed)
    assert run.fronts_opened.max() == 0.0
    for rule in contingency.RULES:
        days, calm = (run.ends("china", rule, losses=losses).days for losses in (True, False))
        for less, own in enumerate(COMBINATIONS):
            for more, wider in enumerate(COMBINATIONS):
                if set(own) < set(wider):
                    assert np.all(calm[more] >= calm[less] - 1e-9), (own, wider)
                # Distraction moves plans, not only forces away: by losses alone it may end a side sooner.
                if set(own) < set(wider) and "distraction" not in set(wider) - set(own):
                    assert np.all(days[more] >= days[less] - 1e-9), (own, wider)


def test_distraction_may_end_the_challenger_sooner_by_losses_alone() -> None:
    """The case that shows why the invariant above stops at distraction: the other camp's plan puts a ship nearer."""
    strike = "arms.china.long_range_strike"
    run = run_of(235, {f"{strike}.partner.compatible": 0.0, f"{strike}.partner.production": 0.0, f"{strike}.need": 1.0})
    alone, pulled = COMBINATIONS.index(()), COMBINATIONS.index(("distraction",))
    sooner = run.ends("china", "leave").days[pulled] < run.ends("china", "leave").days[alone]
    assert np.flatnonzero(sooner).tolist() == [11]
    before = run.ends("china", "leave", losses=False).days
    assert np.array_equal(before[pulled], before[alone])
    present = run.lost("taiwan", "us_ships")[:, 11]
    assert present[pulled] > present[alone]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), flag=shares, each=st.floats(0.0, 10.0))
def test_shares_add_up_in_every_draw_and_nothing_leaves_its_range(seed: int, flag: float, each: float) -> None:
    run = run_of(seed, {"partner.flag_share": flag, "fronts.pressure.units_each.surface_ships": each})
    for rule in contingency.RULES:
        for side in run.sides:
            ends = run.ends(side, rule)
            assert np.all((ends.days >= 0.0) & (ends.days <= 120.0))
            assert np.array_equal(ends.censored, ends.bound == -1)
        for one in contingency.attribute_whole(run, rule).values():
            total = sum(share.estimate.mean for share in one.shares if share.estimate is not None)
            assert abs(total - one.whole.mean) <= 1e-9 * max(1.0, abs(one.whole.mean))
    assert np.all(run.shortfall >= 0.0)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), delta=st.floats(0.0, 3.0), more=st.floats(0.0, 3.0), hangs=shares)
def test_more_delta_never_helps_the_other_side(seed: int, delta: float, more: float, hangs: float) -> None:
    lines = quiet().blocks.losses
    fixed = {f"{line.path}.from_forces": hangs for line in lines}
    less, wider = (run_of(seed, fixed | {DELTA: value}) for value in (delta, delta + more))
    for line in lines:
        lost = wider.lost(line.side, line.name) - less.lost(line.side, line.name)
        assert np.all(lost <= 1e-9) if line.side == "china" else np.all(lost >= -1e-9), line
    assert np.all(wider.short_by_losses >= less.short_by_losses - 1e-7)
    china, taiwan = ([run.ends(side, "leave").days for run in (less, wider)] for side in ENDS)
    assert np.all(china[1] >= china[0])
    assert np.all(taiwan[1] <= taiwan[0])


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), activity=st.floats(0.0, 5.0))
def test_no_rate_of_loss_is_a_run_without_losses(seed: int, activity: float) -> None:
    still = {f"{line.path}.total": 0.0 for line in quiet().blocks.losses}
    run = run_of(seed, still | {"fronts.places.japan_seas.activity": activity})
    assert not run.short_by_losses.any()
    for side in ENDS:
        assert np.array_equal(run.ends(side, "leave").days, run.ends(side, "leave", losses=False).days)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000), draw=st.integers(0, 39), days=st.floats(0.0, 20.0))
def test_a_draw_alone_is_what_it_is_among_others(seed: int, draw: int, days: float) -> None:
    fixed = {f"clocks.{name}": days for name in ("recognition", "decision", "basing", "activity")}
    many = run_of(seed, fixed)
    alone = contingency.simulate_whole(quiet(), seed=seed, days=120, fixed=fixed, indices=np.array([draw]))
    for key, values in many.parts.items():
        assert np.allclose(alone.parts[key][0], values[draw], rtol=1e-12, atol=1e-12), key


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_relabelling_theatres_changes_nothing(seed: int) -> None:
    """Two further fronts that never open trade their order in the file; every number keeps its name."""
    text = quiet()
    places = text.blocks.places
    turned = replace(text.blocks, places=(places[0], *reversed(places[1:])))
    run, other = (contingency.simulate_whole(one, 40, seed, days=120) for one in (text, replace(text, blocks=turned)))
    assert np.allclose(run.shortfall, other.shortfall, rtol=1e-9, atol=1e-6)
    for side in ENDS:
        assert np.allclose(run.ends(side, "leave").days, other.ends(side, "leave").days)
