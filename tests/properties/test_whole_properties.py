"""Invariants of the whole run over channel combinations."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront import contingency

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
        days = run.ends("china", rule).days
        for less, own in enumerate(COMBINATIONS):
            for more, wider in enumerate(COMBINATIONS):
                if set(own) < set(wider):
                    assert np.all(days[more] >= days[less] - 1e-9), (own, wider)


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
