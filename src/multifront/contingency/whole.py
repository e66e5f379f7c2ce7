"""Runs a scenario over the 16 combinations of channels: who runs out first, what is short. Attributes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.arms import run_arms
from multifront.contingency.attribution import CHANNELS
from multifront.contingency.draws import Indices
from multifront.contingency.forces import LayerMoves, assign_forces
from multifront.contingency.labour import permissions
from multifront.contingency.scenario import NOT_MODELLED, Scenario
from multifront.contingency.simulation import BLOCK, check_fixed, last_transient, own_key, run_worlds
from multifront.contingency.vocabulary import KINDS, RULES
from multifront.contingency.whole_economy import run_economy
from multifront.contingency.whole_inputs import (
    sample_donors,
    sample_forces,
    sample_holding,
    sample_openings,
    sample_partner,
    sample_pressure,
    sample_requirements,
)
from multifront.contingency.whole_losses import loss_groups, run_whole_losses
from multifront.contingency.worlds import Sampler, sample_worlds
from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError, unknown_name

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

LOGISTICS, ARMS, INTELLIGENCE, DISTRACTION = range(len(CHANNELS))
COMBINATIONS = 2 ** len(CHANNELS)
DEFAULT_DAYS = 180

Key = tuple[str, ...]
Parts = Mapping[Key, Floats]


@dataclass(frozen=True, slots=True)
class SideEnds:
    """Days on which one side runs out by combination and draw, shape (16, n); censored ones stand at the horizon.

    `bound` is which of `bounds` came first, by position, -1 where none did; at a tie the one named first.
    """

    days: Floats
    censored: NDArray[np.bool_]
    bound: NDArray[np.int64]
    bounds: tuple[str, ...]

    def share_bound(self, combination: int) -> dict[str, float]:
        """Share of draws in which each bound came first in one combination; those that never did are left out."""
        row = self.bound[combination]
        shares = {name: float((row == index).mean()) for index, name in enumerate(self.bounds)}
        return {name: share for name, share in shares.items() if share > 0.0}


@dataclass(frozen=True, slots=True)
class WholeRun:
    """One row of scalars a draw and combination of channels, in the order of `channel_combinations`.

    Only what a channel can change is kept twice; `ends`, `shortfall` and `fronts_opened` lay it out over all 16.
    """

    scenario: Scenario
    seed: int
    indices: Indices
    horizon: int
    parts: Parts
    not_modelled: str = NOT_MODELLED

    @property
    def draws(self) -> int:
        """How many worlds were sampled."""
        return int(self.indices.size)

    @property
    def sides(self) -> tuple[str, ...]:
        """The challenger, then the others, in the order of the file."""
        return tuple(self.scenario.sides)

    @property
    def rules(self) -> tuple[str, ...]:
        """The settings of the decision about the partner's ships: results are never averaged over them."""
        return RULES

    def ends(self, side: str, rule: str, *, losses: bool = True) -> SideEnds:
        """When a side runs out, of what first, under one rule on the partner's ships.

        Losses decide no verdict: `losses=False` leaves the bounds on force present out, and nothing else changes.

        Raises:
            UsageError: an unknown side or rule.
        """
        if rule not in RULES:
            raise UsageError(unknown_name("rule", rule, RULES, "use one of these"))
        self.scenario.side(side)
        cases = [self._bounds(side, rule, row, losses) for row in range(COMBINATIONS)]
        table = np.stack([np.stack(list(case.values())) for case in cases])
        days, bound = table.min(axis=1), table.argmin(axis=1)
        censored = days >= self.horizon
        return SideEnds(np.minimum(days, self.horizon), censored, np.where(censored, -1, bound), tuple(cases[0]))

    def _bounds(self, side: str, rule: str, row: int, losses: bool) -> dict[str, Floats]:
        logistics, arms = (_state(row, channel) for channel in (LOGISTICS, ARMS))
        found = {}
        for supply in self.scenario.sides[side].supplies:
            legs = KINDS if logistics == "on" else ()
            name, own_rule, own_legs = own_key(supply, self.scenario.partner, rule, legs)
            found[f"{supply.commodity} supply"] = self.parts["supply", name, own_rule, *own_legs]
        for one in self.scenario.blocks.arms_of(side):
            found[one.name] = self.parts["arms", one.path, arms if one.helped else "off"]
        for own, layer in loss_groups(self.scenario):
            if own == side and losses:
                found[f"{layer} present"] = self.parts["force", own, layer, *_loss_state(row)]
        return found

    @property
    def has_forces(self) -> bool:
        """True where the scenario has forces and fronts."""
        return bool(self.scenario.blocks.pools)

    @property
    def shortfall(self) -> Floats:
        """Unit-days that the coalition is short of within the horizon, all layers and fronts, shape (16, n).

        Where the scenario has rules of a division of labour, under the first of them; else every pool may go anywhere.
        What losses add is in it; `short_by_losses` is that part alone.

        Raises:
            UsageError: the scenario has no forces.
        """
        return self.shortfall_before_losses + self.short_by_losses

    @property
    def shortfall_before_losses(self) -> Floats:
        """As `shortfall`, without what losses add: the part on which claims are judged. Raises as `shortfall`."""
        return self._by_distraction("shortfall")

    @property
    def short_by_losses(self) -> Floats:
        """Unit-days that are short because of losses, shape (16, n); 0 where none are run. Raises as `shortfall`."""
        if not self.has_losses:
            return np.zeros_like(self.shortfall_before_losses)
        return np.stack([self.parts["short_by_losses", *_loss_state(row)] for row in range(COMBINATIONS)])

    @property
    def has_losses(self) -> bool:
        """True where the scenario runs losses in its first 28 days."""
        return bool(self.scenario.blocks.losses)

    def lost(self, side: str, name: str) -> Floats:
        """Units of one line of losses that are lost within 28 days, shape (16, n). They decide no verdict.

        Raises:
            UsageError: the scenario has no such line.
        """
        lines = {(line.side, line.name): line for line in self.scenario.blocks.losses}
        if (side, name) not in lines:
            valid = [".".join(key) for key in lines]
            raise UsageError(unknown_name("line of losses", f"{side}.{name}", valid, "see attrition.losses"))
        path = lines[side, name].path
        return np.stack([self.parts["lost", path, *_loss_state(row)] for row in range(COMBINATIONS)])

    def shortfall_under(self, rule: str) -> Floats:
        """As `shortfall`, before losses, under a rule of labour in the scenario's `forces.duties`.

        Raises:
            UsageError: the scenario has no such rule.
        """
        rules = list(self.scenario.blocks.duties)
        if rule not in rules:
            raise UsageError(unknown_name("rule of labour", rule, rules, "see forces.duties of the scenario"))
        return self._by_distraction(f"shortfall {rule}")

    @property
    def fronts_opened(self) -> Floats:
        """Further fronts that opened within the horizon, shape (16, n). Raises as `shortfall`."""
        return self._by_distraction("opened")

    def economy(self, name: str, *, partner: bool = True) -> Floats:
        """One amount of a year's economy, shape (n,): USD bn, or share of GDP for the loss of output.

        Names are those of `EconomyOutcome`, and `output_loss.<economy>` for the other economies of the file. `partner`
        takes in what the partner's trade offsets, where the file has it.

        Raises:
            UsageError: the scenario has no such amount.
        """
        for state in ("on", "off") if partner else ("off",):
            if ("economy", name, state) in self.parts:
                return self.parts["economy", name, state]
        valid = [key[1] for key in self.parts if key[0] == "economy" and key[2] == "off"]
        raise UsageError(unknown_name("amount of the economy", name, valid, "scenarios with a block economy have some"))

    @property
    def pressure_rule(self) -> str:
        """What was made of a test's result that the file gives for the partner's acts; empty without one."""
        tested = self.scenario.blocks.pressure
        if tested is None:
            return ""
        if tested.usable:
            return f"Partner's acts while the coalition is busy: the interval of {tested.claim}, no effect within it."
        return (
            f"Partner's acts while the coalition is busy: {tested.claim} could not tell, so half to twice as often "
            "stands in, an assumption."
        )

    def to_table(self) -> pyarrow.Table:
        """All outcomes as one labelled Arrow table, a row a draw and combination, with units: see `whole_table`."""
        from multifront.contingency.whole_table import whole_table

        return whole_table(self)

    def _by_distraction(self, part: str) -> Floats:
        if not self.has_forces:
            raise UsageError(f"{self.scenario.name} has no forces; a scenario with the blocks forces and fronts has")
        return np.stack([self.parts[part, _state(row, DISTRACTION)] for row in range(COMBINATIONS)])


def simulate_whole(
    scenario: Scenario,
    draws: int = 10_000,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
    *,
    days: int = DEFAULT_DAYS,
    indices: Indices | None = None,
    fixed: Mapping[str, float] | None = None,
    workers: int = 1,
) -> WholeRun:
    """Run supplies, arms, forces and fronts over sampled worlds and all 16 combinations of the partner's channels.

    Formula: endurance of a side = the first of: each commodity's run-out (`simulate`), each class's first day with
    fire under 30 % (`run_arms`); shortfall = unit-days of `assign_forces`; fronts by `open_fronts`.

    Args:
        scenario: from `load`; its optional blocks say which parts it has besides supplies.
        draws: number of sampled worlds.
        seed: any integer; same scenario, seed and version give the same numbers.
        progress: called with a line of text after each block.
        days: horizon, a whole number of days, at most the scenario's `stop_after`.
        indices: draw numbers to run instead of 0..draws-1; a draw alone gives what it gives among others.
        fixed: values, in the model's units, that replace numbers of the scenario in every draw.
        workers: threads that work on blocks of draws; results do not depend on it.

    Returns:
        A `WholeRun`; a part is run once for each state of the channels that act on it and laid out over all 16.

    Raises:
        UsageError: a horizon out of range, or no worker.
        SimulationError: no draws, or values that the scenario cannot hold.

    Assumes:
        As the parts. Channels act in one equation each: logistics in supply, arms in the partner's budget, distraction
        in what fronts ask for, intelligence in the losses that the first side inflicts (`war_losses`), for 28 days at
        most; without losses in the file it has no path. Clocks that the file gives make cuts, forces, bases and acts
        later. A side short of fuel fires as before. Losses decide no verdict.

    References:
        docs/model-whole.md.

    Example:
        >>> import multifront.contingency as contingency
        >>> run = contingency.simulate_whole(contingency.load("small"), draws=1)
        >>> run.ends("china", "leave").days[[0, 1]].round(6).tolist()
        [[150.0], [180.0]]
    """
    chosen = np.arange(draws, dtype=np.int64) if indices is None else np.asarray(indices, dtype=np.int64)
    if chosen.size == 0 or draws < 1:
        raise SimulationError("no draws asked for; give draws=1 or more")
    if not isinstance(days, (int, np.integer)) or not 1 <= days <= scenario.numbers["stop_after"].mode:
        most = scenario.numbers["stop_after"].mode
        raise UsageError(f"days: found {days!r}; valid: a whole number from 1 to {most:.0f} (stop_after)")
    if workers < 1:
        raise UsageError(f"workers: found {workers}; valid: 1 or more")
    check_fixed(scenario, fixed or {})
    blocks = [chosen[begin : begin + BLOCK] for begin in range(0, chosen.size, BLOCK)]
    run = partial(_run_block, scenario, seed, int(days), dict(fixed or {}))
    done: list[Parts] = []
    with ThreadPoolExecutor(workers) as pool:
        for parts in pool.map(run, blocks) if workers > 1 else map(run, blocks):
            done.append(parts)
            if progress:
                progress(f"{scenario.name}: {sum(map(len, blocks[: len(done)])):,} of {chosen.size:,} draws")
    return WholeRun(scenario, seed, chosen, int(days), {key: _joined(done, key) for key in done[0]})


def _run_block(
    scenario: Scenario, seed: int, days: int, fixed: Mapping[str, float], block: Indices
) -> dict[Key, Floats]:
    """Every part in every state that the channels can put it in, for one block of draws."""
    sampler = Sampler(scenario, seed, block, fixed)
    first = _supplies(scenario, sampler, days) | _arms(scenario, sampler, days)
    return first | _forces(scenario, sampler, days) | run_economy(sampler)


def _supplies(scenario: Scenario, sampler: Sampler, days: int) -> dict[Key, Floats]:
    """Day on which essential demand goes unmet, by commodity, rule and open legs (all or none)."""
    found: dict[Key, Floats] = {}
    for side in scenario.sides.values():
        for supply in side.supplies:
            asked = [own_key(supply, scenario.partner, rule, legs) for rule in RULES for legs in (KINDS, ())]
            keys = list(dict.fromkeys(asked))
            steady = min(last_transient(supply, sampler), days)
            state = run_worlds(sample_worlds(supply, sampler), [(rule, legs) for _, rule, legs in keys], steady)
            for index, (name, rule, legs) in enumerate(keys):
                found["supply", name, rule, *legs] = state.endurance[index]
    return found


def _arms(scenario: Scenario, sampler: Sampler, days: int) -> dict[Key, Floats]:
    """First day with fire under the limit, by class of each side, with and without the budgets of its donors."""
    found: dict[Key, Floats] = {}
    for one in scenario.blocks.arms:
        holding = sample_holding(one, sampler)
        found["arms", one.path, "off"] = run_arms(holding, days=days).endurance
        if one.helped:
            partner = sample_partner(one, sampler) if one.partnered else None
            helped = run_arms(holding, partner, donors=sample_donors(one, sampler), days=days)
            found["arms", one.path, "on"] = helped.endurance
    return found


def _forces(scenario: Scenario, sampler: Sampler, days: int) -> dict[Key, Floats]:
    """Unit-days short, fronts opened and losses, with and without the partner's acts elsewhere."""
    places = scenario.blocks.places
    found: dict[Key, Floats] = {}
    moves: dict[str, tuple[LayerMoves, ...]] = {"off": (), "on": ()}
    lossy = bool(scenario.blocks.losses)
    if not scenario.blocks.pools:
        return run_whole_losses(scenario, sampler, days, moves)
    forces, extra = sample_forces(scenario.blocks.pools, places, sampler), sample_pressure(places, sampler)
    for state in ("off", "on"):
        openings = sample_openings(places, sampler, days, state == "on")
        needs = sample_requirements(places, sampler, openings, days, extra if state == "on" else 0.0 * extra)
        rules = scenario.blocks.duties or {"": dict.fromkeys(forces.owner, needs.fronts)}
        for number, (rule, duties) in enumerate(rules.items()):
            allowed = permissions(forces, needs.fronts, duties)
            plan = assign_forces(forces, needs, allowed=allowed, moves=lossy and number == 0, days=False)
            found[f"shortfall {rule}".strip(), state] = plan.shortfall()
            if number == 0:
                found["shortfall", state], moves[state] = plan.shortfall(), plan.moves
        found["opened", state] = openings.count.astype(np.float64)
    return found | run_whole_losses(scenario, sampler, days, moves)


def _state(row: int, channel: int) -> str:
    return "on" if row >> channel & 1 else "off"


def _loss_state(row: int) -> Key:
    """States of the three channels that losses depend on."""
    return tuple(_state(row, channel) for channel in (ARMS, INTELLIGENCE, DISTRACTION))


def _joined(blocks: Sequence[Parts], key: Key) -> Floats:
    return np.concatenate([parts[key] for parts in blocks])
