"""Compares the rules of labour that a scenario file names, over its sampled worlds. Assigns nothing itself."""

from __future__ import annotations

import numpy as np

from multifront.contingency.labour import Labour, compare_rules
from multifront.contingency.scenario import Scenario
from multifront.contingency.whole_inputs import (
    sample_forces,
    sample_openings,
    sample_pressure,
    sample_requirements,
)
from multifront.contingency.worlds import Sampler
from multifront.errors import UsageError


def labour_of(
    scenario: Scenario, draws: int = 1_000, seed: int = 0, *, days: int = 180, distraction: bool = False
) -> Labour:
    """What the coalition of a scenario is short of under each rule of its `forces.duties`, in the same sampled worlds.

    Formula: as `compare_rules`.

    Args:
        scenario: from `load`, with `forces.duties`.
        draws: number of sampled worlds, at least 1.
        seed: any integer; the worlds are those of `simulate_whole` with the same seed.
        days: horizon.
        distraction: whether partner and donors act elsewhere.

    Returns:
        A `Labour`: one line a rule with the mean shortfall, its spread and the part at each front.

    Raises:
        UsageError: the scenario has no rules, or no draws are asked for.

    Assumes:
        As `compare_rules`: units of allies are alike and work together at once.

    References:
        docs/scenarios.md, section "Division of labour".

    Example:
        >>> import multifront.contingency as contingency
        >>> found = contingency.labour_of(contingency.load("division-of-labour"), draws=2)
        >>> found.asked
        'division of labour'
    """
    if not scenario.blocks.duties or draws < 1:
        raise UsageError(f"{scenario.name}: found no forces.duties, or draws={draws}; give rules and at least one draw")
    places = scenario.blocks.places
    sampler = Sampler(scenario, seed, np.arange(draws, dtype=np.int64))
    extra = sample_pressure(places, sampler) * float(distraction)
    needs = sample_requirements(places, sampler, sample_openings(places, sampler, days, distraction), days, extra)
    return compare_rules(sample_forces(scenario.blocks.pools, places, sampler), needs, scenario.blocks.duties)
