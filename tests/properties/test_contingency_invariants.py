"""Invariants of scenarios: an empty one is an error, what is not used moves nothing, more exposure never helps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multifront import contingency
from multifront.contingency.simulation import READ_ONCE
from multifront.errors import FileProblems, SimulationError

SCENARIO = contingency.load("taiwan-blockade")
DRAWS = 30
TINY = 1e-7
few = settings(max_examples=12, deadline=None)
seeds = st.integers(0, 10_000)
EXPOSURES = [
    f"{supply.name}.routes.{route.name}.exposure"
    for supply in SCENARIO.side("china").supplies
    for route in supply.routes
]
TAIWANS = [name for name in SCENARIO.numbers if name.startswith("taiwan.")]
EXPORTS_OF_GAS = "china.gas.demand.export_ban"  # nothing is exported, so that the day of a ban on it is not used


@pytest.mark.parametrize(
    "text", ["", "{}", "# a heading and no more\n", "[]", "sides: {}\n", "scenario: none\nsides:\n"]
)
def test_an_empty_scenario_is_an_error(text: str) -> None:
    with pytest.raises(FileProblems, match="no side; a scenario needs at least one"):
        contingency.read_scenario(text, "empty.yaml")


@few
@given(seeds, st.sampled_from(TAIWANS), st.floats(0.0, 1.0))
def test_a_number_of_the_other_side_moves_nothing(seed: int, name: str, level: float) -> None:
    number = SCENARIO.numbers[name]
    held = {name: number.low + level * (number.high - number.low)}
    base, other = (contingency.simulate(SCENARIO, DRAWS, seed, fixed=fixed) for fixed in ({}, held))
    for rule in contingency.RULES:
        for channel in ("on", "off"):
            for measure in ("endurance", "stock_out"):
                one, two = (run.run("china", rule, channel).days(measure)[0] for run in (base, other))
                assert one.tobytes() == two.tobytes()


@few
@given(seeds, st.floats(0.0, 500.0))
def test_an_unused_number_moves_nothing(seed: int, day: float) -> None:
    base, other = (contingency.simulate(SCENARIO, DRAWS, seed, fixed=fixed) for fixed in ({}, {EXPORTS_OF_GAS: day}))
    for key, run in base.runs.items():
        assert run.endurance == pytest.approx(other.runs[key].endurance, abs=TINY)
        assert run.stock_out == pytest.approx(other.runs[key].stock_out, abs=TINY)


@few
@given(seeds, st.sampled_from(EXPOSURES), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_of_a_route_exposed_never_lengthens_endurance(seed: int, name: str, one: float, other: float) -> None:
    less, more = (contingency.simulate(SCENARIO, DRAWS, seed, fixed={name: share}) for share in sorted((one, other)))
    for key, run in less.runs.items():
        assert np.all(run.endurance >= more.runs[key].endurance - TINY)
        assert np.all(run.stock_out >= more.runs[key].stock_out - TINY)


def test_numbers_that_are_read_once_are_refused_instead_of_moving_nothing() -> None:
    for name in READ_ONCE:
        with pytest.raises(SimulationError, match="read"):
            contingency.simulate(SCENARIO, 1, fixed={name: 1.0})
