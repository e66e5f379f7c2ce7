"""Whole runs of scenarios and their worlds of forces, each made once for all claims of an assessment. No verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from multifront import contingency
from multifront.claims.kind import Context
from multifront.contingency.forces_inputs import CONSENT, Forces, Requirements
from multifront.contingency.whole_inputs import (
    sample_forces,
    sample_openings,
    sample_pressure,
    sample_requirements,
)
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

MOST_DRAWS = 1_000
"""Worlds that a claim on a whole run takes at most: a share of them is then known within about three points in a
hundred, which sampling intervals say, and the brief stays quick."""


@dataclass(frozen=True, slots=True)
class ForcesWorld:
    """Sampled forces and what fronts ask for without and with the partner's acts elsewhere, which ask for `extra`."""

    forces: Forces
    needs: Requirements
    needs_with: Requirements
    extra: Floats
    opened: Floats
    opened_with: Floats


def draws_of(context: Context) -> int:
    """How many worlds a claim on a whole run takes."""
    return min(context.draws, MOST_DRAWS)


def scenario_of(context: Context, name: str, consent: str = "") -> contingency.Scenario:
    """A scenario, read once; with another consent of the host where one is given.

    Raises:
        UsageError: an unknown scenario or consent.
    """
    scenario: contingency.Scenario = _kept(context, ("scenario", name), lambda: context.load_scenario(name))
    if not consent or consent == scenario.blocks.consent:
        return scenario
    if consent not in CONSENT:
        raise UsageError(unknown_name("consent", consent, CONSENT, "use one of these"))
    return replace(scenario, blocks=replace(scenario.blocks, consent=consent))


def whole_run(
    context: Context, name: str, days: int, *, fixed: Mapping[str, float] | None = None, draws: int = MOST_DRAWS
) -> contingency.WholeRun:
    """A run over all combinations of channels, kept for the next claim that asks for the same.

    Raises:
        UsageError: as `simulate_whole`.
    """
    held = dict(fixed or {})
    key = ("whole", name, days, draws, tuple(sorted(held.items())))

    def run() -> contingency.WholeRun:
        many = min(draws, draws_of(context))
        return contingency.simulate_whole(
            scenario_of(context, name), many, context.seed, context.progress, days=days, fixed=held
        )

    found: contingency.WholeRun = _kept(context, key, run)
    return found


def forces_world(context: Context, name: str, days: int, consent: str = "") -> ForcesWorld:
    """The forces and fronts of a scenario in the same worlds that its whole run has.

    Raises:
        UsageError: the scenario has no forces, an unknown scenario or consent.
    """
    scenario = scenario_of(context, name, consent)
    if not scenario.blocks.pools:
        raise UsageError(f"{scenario.name} has no forces; a scenario with the blocks forces and fronts has")

    def sample() -> ForcesWorld:
        pools, places = scenario.blocks.pools, scenario.blocks.places
        sampler = Sampler(scenario, context.seed, np.arange(draws_of(context), dtype=np.int64))
        openings, with_it = (sample_openings(places, sampler, days, state) for state in (False, True))
        extra = sample_pressure(places, sampler)
        return ForcesWorld(
            sample_forces(pools, places, sampler),
            sample_requirements(places, sampler, openings, days, 0.0 * extra),
            sample_requirements(places, sampler, with_it, days, extra),
            extra,
            openings.count.astype(np.float64),
            with_it.count.astype(np.float64),
        )

    found: ForcesWorld = _kept(context, ("forces", name, days, consent), sample)
    return found


def _kept(context: Context, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    if key not in context.shared:
        context.shared[key] = make()
    return context.shared[key]
