"""What must hold of exploration in every case: idle numbers have no share, branches recombine to the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.source_tree import ROOT

from multifront import contingency
from multifront.contingency.lever_runs import branch_states
from multifront.contingency.outcome_draws import NAMED, Question, outcome_draws, run_scenario, sampled_numbers
from multifront.contingency.redrawing import drawn_anew, total_shares

few = settings(max_examples=8, deadline=None)
SMALL = contingency.load(ROOT / "tests" / "data" / "small-levers.yaml")
WAR = contingency.load("taiwan-war")
DRAWS = 60
seeds = st.integers(0, 2**31 - 1)


@few
@given(seeds, st.sampled_from(contingency.RULES), st.integers(30, 400))
def test_a_number_that_is_not_used_has_a_share_of_exactly_zero(seed: int, rule: str, horizon: int) -> None:
    question = Question("margin", rule, horizon)
    idle = total_shares(SMALL, question, [["taiwan.rationing.full_cover"]], draws=DRAWS, seed=seed)[0]
    varies = outcome_draws(run_scenario(SMALL, question, draws=DRAWS, seed=seed), question).values.std() > 0.0
    assert idle.total == 0.0 if varies else np.isnan(idle.total)
    swings = contingency.sensitivity(SMALL, "taiwan", rule, draws=DRAWS, seed=seed)
    assert {s.width for s in swings if s.parameter == "taiwan.rationing.full_cover"} <= {0.0}


@few
@given(seeds)
def test_numbers_of_one_side_cannot_move_the_days_of_the_other(seed: int) -> None:
    for outcome, other in (("defender", "china."), ("challenger", "taiwan."), ("gained", "taiwan.")):
        names = [n.name for n in SMALL.numbers.values() if not n.fixed and n.name.startswith(other)]
        found = total_shares(SMALL, Question(outcome, "leave", 365), [names], draws=DRAWS, seed=seed)[0]
        assert found.total == 0.0


@few
@given(seeds)
def test_drawing_anew_changes_that_number_and_no_other(seed: int) -> None:
    anew = drawn_anew(SMALL, ["china.stock.volume"])
    before, after = (sampled_numbers(one, DRAWS, seed) for one in (SMALL, anew))
    assert all(np.array_equal(before[name], after[name]) for name in before if name != "china.stock.volume")
    assert not np.array_equal(before["china.stock.volume"], after["china.stock.volume"])
    number = SMALL.numbers["china.stock.volume"]
    assert np.all((after["china.stock.volume"] >= number.low) & (after["china.stock.volume"] <= number.high))


def test_drawing_all_numbers_anew_leaves_nothing_of_the_first_draws() -> None:
    names = [number.name for number in SMALL.numbers.values() if not number.fixed]
    question = Question("margin", "leave", 365)
    found = total_shares(SMALL, question, [names], draws=2_000)[0]
    assert found.low <= 1.0 <= found.high


@pytest.mark.parametrize("outcome", list(NAMED))
def test_outcomes_by_branch_recombine_to_the_whole(outcome: str) -> None:
    """Weight-averaged means of the draws of each branch are the mean of all, to rounding."""
    draws = 150
    question = Question(outcome, "leave", 90)
    values = outcome_draws(run_scenario(WAR, question, draws=draws), question).values
    branches = branch_states(WAR, draws)
    assert sum(inside.astype(int) for inside in branches.values()).tolist() == [1] * draws
    whole = sum(inside.mean() * values[inside].mean() for inside in branches.values() if inside.any())
    assert whole == pytest.approx(values.mean(), rel=1e-12)


def test_a_run_held_in_one_branch_gives_the_draws_of_that_branch() -> None:
    """A branch-conditional run equals the whole run in exactly the draws that are in the branch anyway."""
    draws = 150
    base = contingency.simulate_whole(WAR, draws, days=90)
    branches = branch_states(WAR, draws)
    for name, inside in branches.items():
        branch = name.removesuffix(" branch")
        weights = {f"branches.{one}.weight": float(one == branch) for one in contingency.BRANCHES}
        held = contingency.simulate_whole(WAR, draws, days=90, fixed=weights)
        for key, values in base.parts.items():
            np.testing.assert_array_equal(values[inside], held.parts[key][inside])
