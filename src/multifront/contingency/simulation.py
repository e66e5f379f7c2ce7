"""Runs a scenario and keeps one row of scalars a draw, side, rule and set of open legs. No summaries, no equations."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.arrivals import lay_out
from multifront.contingency.draws import Indices
from multifront.contingency.scenario import NOT_MODELLED, Scenario, Supply
from multifront.contingency.supply import Progress, advance_day, finish
from multifront.contingency.vocabulary import KINDS, RULES
from multifront.contingency.worlds import Sampler, World, sample_worlds, steady_from, world_on
from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError, unknown_name

BLOCK = 1_000  # draws worked on at once: small enough for the cache; results do not depend on it
SUBSETS = tuple(product((False, True), repeat=len(KINDS)))
MEASURES = ("endurance", "stock_out")
READ_ONCE = ("conversions.barrels_per_tonne", "conversions.bcm_per_mt", "stop_after")
"""Numbers that are one value for all draws and are used when the file is read: holding them would change nothing."""
CONSTRAINT = "essential demand for {} unmet beyond the limit"

Legs = tuple[str, ...]
Key = tuple[str, str, Legs]


@dataclass(frozen=True, slots=True)
class SideRun:
    """Days of one side under one rule and one state of the channel, shape (n,); censored days stand at the last day.

    `endurance` is the day on which essential demand goes unmet beyond the limit; `stock_out` the day on which the
    usable stock is empty, which is also the first of unplanned shortage. `stock_out` is never later than `endurance`.
    Of a side with several commodities both are the earliest of any; `bound` is which one that was, by position in
    `commodities` (where none ends, the first).
    """

    endurance: Floats
    stock_out: Floats
    censored: NDArray[np.bool_]
    stock_out_censored: NDArray[np.bool_]
    last_day: float
    commodities: tuple[str, ...]
    bound: NDArray[np.intp]

    @property
    def constraint(self) -> NDArray[np.str_]:
        """What bound first in each draw, shape (n,)."""
        labels = np.array([CONSTRAINT.format(commodity) for commodity in self.commodities])
        return np.where(self.censored, f"none within {self.last_day:,.0f} days", labels[self.bound])

    def share_bound(self, commodity: str) -> float:
        """Share of all draws in which this commodity is the one that ends the run."""
        own = np.array([name == commodity for name in self.commodities])[self.bound]
        return float((own & ~self.censored).mean())

    def days(self, measure: str) -> tuple[Floats, NDArray[np.bool_]]:
        """Days and censoring of `endurance` or `stock_out`.

        Raises:
            UsageError: another measure.
        """
        check_measure(measure)
        if measure == "endurance":
            return self.endurance, self.censored
        return self.stock_out, self.stock_out_censored


def check_measure(measure: str) -> None:
    """Refuse a name that is no measure."""
    if measure not in MEASURES:
        raise UsageError(unknown_name("measure", measure, MEASURES, "use one of these"))


@dataclass(frozen=True, slots=True)
class SupplyOutcome:
    """All runs of a scenario: `run(side, rule, channel)` gives one. Same draws everywhere (common random numbers)."""

    scenario: Scenario
    seed: int
    indices: Indices
    last_day: float
    runs: Mapping[Key, SideRun]
    not_modelled: str = NOT_MODELLED

    @property
    def draws(self) -> int:
        """How many worlds were sampled."""
        return int(self.indices.size)

    @property
    def rules(self) -> tuple[str, ...]:
        """The settings of the decision about the partner's ships."""
        return RULES

    def run(self, side: str, rule: str, channel: str | Legs = "on", commodity: str = "") -> SideRun:
        """One side's run, over all its commodities or of one; `channel` is "on", "off" or the partner's open legs.

        Raises:
            UsageError: an unknown side, rule, leg or commodity.
        """
        if rule not in RULES:
            raise UsageError(unknown_name("rule", rule, RULES, "use one of these"))
        legs, chosen = channel_legs(channel), self.scenario.side(side)
        supplies = (chosen.supply(commodity),) if commodity else chosen.supplies
        return first_to_end([self.runs[own_key(one, self.scenario.partner, rule, legs)] for one in supplies])


def first_to_end(runs: Sequence[SideRun]) -> SideRun:
    """The runs of a side's commodities as one: it has run out when any of them has."""
    if len(runs) == 1:
        return runs[0]
    ends, empties = (np.stack([run.days(measure)[0] for run in runs]) for measure in MEASURES)
    censored, stocked = (np.all([run.days(measure)[1] for run in runs], axis=0) for measure in MEASURES)
    names = tuple(name for run in runs for name in run.commodities)
    return SideRun(ends.min(0), empties.min(0), censored, stocked, runs[0].last_day, names, ends.argmin(0))


def channel_legs(channel: str | Legs) -> Legs:
    """The open legs meant by "on" (all), "off" (none) or a tuple of legs."""
    if channel in ("on", "off"):
        return KINDS if channel == "on" else ()
    unknown = [leg for leg in channel if leg not in KINDS]
    if unknown or isinstance(channel, str):
        asked = channel if isinstance(channel, str) else unknown[0]
        raise UsageError(
            unknown_name("state of the channel", asked, ["on", "off", *KINDS], "give on, off or a tuple of legs")
        )
    return tuple(leg for leg in KINDS if leg in channel)


def simulate(
    scenario: Scenario,
    draws: int = 10_000,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
    *,
    indices: Indices | None = None,
    fixed: Mapping[str, float] | None = None,
) -> SupplyOutcome:
    """Run the supplies of every side over sampled worlds, for each rule on the partner's ships, channel on and off.

    Formula: S(t+1) = max(0, S(t) + home + arrivals(t) - demand(t) (1 - r(t))), see docs/model-supply.md; each draw runs
    until it ends or to the scenario's `stop_after`.

    Args:
        scenario: from `load`.
        draws: number of sampled worlds.
        seed: any integer; same scenario, seed and version give the same numbers.
        progress: called with a line of text after each block.
        indices: draw numbers to run instead of 0..draws-1; a draw alone gives what it gives among others.
        fixed: values, in the model's units, that replace numbers of the scenario in every draw.

    Returns:
        The runs by side, rule and open legs; days between 0 and `stop_after`, with censoring marked.

    Raises:
        SimulationError: no draws, a value for a number that the scenario does not have, or one that no file could hold.

    Assumes:
        Numbers are independent of one another. "Off" is a world in which no crude of the partner arrives from day 0 on;
        nobody else's production or price answers beyond the spare capacities of the scenario. Commodities do not stand
        in for one another.

    References:
        docs/model-supply.md: equations, and the closed form that the runs equal where inputs are points.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> outcome.run("china", "leave", "off").endurance.round(6).tolist()
        [150.0]
    """
    chosen = np.arange(draws, dtype=np.int64) if indices is None else np.asarray(indices, dtype=np.int64)
    if chosen.size == 0 or draws < 1:
        raise SimulationError("no draws asked for; give draws=1 or more")
    check_fixed(scenario, fixed or {})
    last_day = scenario.numbers["stop_after"].mode
    parts: dict[Key, list[tuple[Floats, Floats]]] = {}
    for begin in range(0, chosen.size, BLOCK):
        block = chosen[begin : begin + BLOCK]
        sampler = Sampler(scenario, seed, block, fixed)
        for side in scenario.sides.values():
            for supply in side.supplies:
                for key, days in _run_supply(scenario, supply, sampler).items():
                    parts.setdefault(key, []).append(days)
        if progress:
            progress(f"{scenario.name}: {min(begin + BLOCK, chosen.size):,} of {chosen.size:,} draws")
    commodity_of = {one.name: one.commodity for side in scenario.sides.values() for one in side.supplies}
    runs = {key: _join(blocks, last_day, commodity_of[key[0]]) for key, blocks in parts.items()}
    return SupplyOutcome(scenario, seed, chosen, last_day, runs)


def check_fixed(scenario: Scenario, fixed: Mapping[str, float]) -> None:
    """Refuse held values for numbers that do not exist, and values that no file could hold."""
    for name, value in fixed.items():
        if name not in scenario.numbers:
            raise SimulationError(
                unknown_name("parameter", name, list(scenario.numbers), "see multifront scenario show")
            )
        if name in READ_ONCE:
            raise SimulationError(f"{name}: is used when the file is read; change it there")
        most = 1.0 if scenario.numbers[name].unit == "share" else math.inf
        if not 0.0 <= value <= most:
            raise SimulationError(f"{name}: {value:g} is outside 0..{most:g}")


def _join(blocks: list[tuple[Floats, Floats]], last_day: float, commodity: str) -> SideRun:
    endurance = np.concatenate([block[0] for block in blocks])
    stock_out = np.concatenate([block[1] for block in blocks])
    censored, still_stocked = endurance >= last_day, stock_out >= last_day
    clipped = np.minimum(endurance, last_day), np.minimum(stock_out, last_day)
    first = np.zeros(endurance.shape, dtype=np.intp)
    return SideRun(*clipped, censored, still_stocked, last_day, (commodity,), first)


def own_key(supply: Supply, partner: str, rule: str, legs: Legs) -> Key:
    """The key under which a run is kept: legs and rules that cannot matter to a supply are not run twice."""
    own = supply.legs_of(partner)
    open_legs = tuple(leg for leg in legs if leg in own)
    ships = any(leg in KINDS[1:] for leg in open_legs)
    return supply.name, rule if ships else RULES[0], open_legs


def _run_supply(scenario: Scenario, supply: Supply, sampler: Sampler) -> dict[Key, tuple[Floats, Floats]]:
    subsets = [channel_legs(tuple(leg for leg, open_ in zip(KINDS, bits, strict=True) if open_)) for bits in SUBSETS]
    keys = list(dict.fromkeys(own_key(supply, scenario.partner, rule, legs) for rule in RULES for legs in subsets))
    state = run_supply(supply, sampler, [(rule, legs) for _, rule, legs in keys])
    return {key: (state.endurance[index], state.stock_out[index]) for index, key in enumerate(keys)}


def run_supply(supply: Supply, sampler: Sampler, cases: list[tuple[str, Legs]]) -> Progress:
    """Run one commodity of one side for several (rule, open legs) at once; first crossings have shape (cases, n)."""
    return run_worlds(sample_worlds(supply, sampler), cases, last_transient(supply, sampler))


def last_transient(supply: Supply, sampler: Sampler) -> int:
    """The day from which a run may be completed in closed form, at most the last day."""
    return min(steady_from(supply, sampler), int(np.ceil(sampler.scenario.numbers["stop_after"].mode)))


def run_worlds(worlds: Sequence[World], cases: list[tuple[str, Legs]], steady: int) -> Progress:
    """Day by day until `steady`, then in closed form; on each day in the world that holds on it."""
    stock, needs = worlds[0].stock, worlds[0].needs
    shape = (len(cases), stock.size)
    state = Progress(np.broadcast_to(stock, shape).copy(), np.full(shape, np.inf), np.full(shape, np.inf))
    laid = {world.since: lay_out(world, cases) for world in worlds}
    for day in range(steady):
        advance_day(day, state, needs, laid[world_on(worlds, day).since].inflows(day))
    flows = laid[world_on(worlds, steady).since].inflows(steady)
    finish(steady, state, needs, flows)
    return state
