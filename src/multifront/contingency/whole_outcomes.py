"""What the channels did to the outcomes of a whole run: paths by scenario, and attribution. Runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from multifront.contingency.attribution import CHANNELS, Attribution, attribute
from multifront.contingency.blocks import LossLine
from multifront.contingency.channel_outcomes import (
    OUTCOMES,
    Restricted,
    channel_paths,
    coalition_shortfall,
    endurance_margin,
    log_endurance,
)
from multifront.contingency.scenario import Scenario
from multifront.contingency.vocabulary import RULES
from multifront.contingency.whole import WholeRun
from multifront.errors import UsageError


def scenario_paths(scenario: Scenario, outcome: str) -> Mapping[str, str]:
    """By channel, the equation through which it acts on an outcome in this scenario; absent channels have no path.

    A path needs its means (`acting_channels`): for the challenger, in the margin for either side, in the shortfall for
    the coalition.
    """
    paths = channel_paths(outcome, attrition=bool(scenario.blocks.losses))
    if outcome == "shortfall":
        acting = _on_shortfall(scenario)
    else:
        sides = list(scenario.sides)[: 1 if outcome == "log_endurance" else 2]
        acting = frozenset().union(*(acting_channels(scenario, side) for side in sides))
    return {channel: equation for channel, equation in paths.items() if channel in acting}


def acting_channels(scenario: Scenario, side: str) -> frozenset[str]:
    """Channels that have means to move the days of one side.

    Logistics: a route of the partner to it. Arms: a budget of the partner for it, or losses through the fire of a class
    with one. Intelligence: losses that it suffers from the helped side, or that a weaker enemy inflicts less of.
    Distraction: acts elsewhere, where the force present of the other camp moves its losses.
    """
    own = scenario.sides[side].supplies
    found = {"logistics"} if any(supply.legs_of(scenario.partner) for supply in own) else set()
    if any(one.helped for one in scenario.blocks.arms_of(side)):
        found.add("arms")
    lines = scenario.blocks.losses_of(side)
    first = side == next(iter(scenario.sides))
    enemy = [line for line in scenario.blocks.losses if (line.side == next(iter(scenario.sides))) != first]
    hanging = enemy and any(scenario.numbers[f"{line.path}.from_forces"].high > 0.0 for line in lines)
    reached = [*lines, *(enemy if hanging else ())]
    if any(_fire_helped(scenario, line) for line in reached):
        found.add("arms")
    if _shared(scenario) and any(line.side != next(iter(scenario.sides)) for line in reached):
        found.add("intelligence")
    if any(line.owner for line in reached) and _acts_elsewhere(scenario):
        found.add("distraction")
    return frozenset(found)


def _on_shortfall(scenario: Scenario) -> frozenset[str]:
    """Channels that have means to move what the coalition is short of."""
    found = {"distraction"} if scenario.blocks.pools and _acts_elsewhere(scenario) else set()
    for line in scenario.blocks.losses:
        if line.owner and scenario.blocks.pools:
            found |= acting_channels(scenario, line.side) & {"arms", "intelligence"}
    return frozenset(found)


def _fire_helped(scenario: Scenario, line: LossLine) -> bool:
    """True where the class of arms that inflicts a line's losses has a partner."""
    return any(one.helped and one.name == line.fire and one.side != line.side for one in scenario.blocks.arms)


def _shared(scenario: Scenario) -> bool:
    """True where intelligence can multiply losses in some draw."""
    delta = scenario.numbers.get("effectiveness.delta")
    return delta is not None and delta.high > 0.0


def whole_outcome(run: WholeRun, outcome: str, rule: str) -> Restricted:
    """One of the three outcomes by combination and draw, under one rule on the partner's ships.

    Raises:
        UsageError: an unknown outcome or rule, a margin without a defender, a shortfall without forces.
    """
    channel_paths(outcome, attrition=True)
    if outcome == "shortfall":
        return coalition_shortfall(run.shortfall)
    challenger = run.ends(run.sides[0], rule)
    if outcome == "log_endurance":
        return log_endurance(challenger.days, challenger.censored)
    if len(run.sides) < 2:
        raise UsageError(f"{run.scenario.name} has one side; a margin needs a challenger and a defender")
    defender = run.ends(run.sides[1], rule)
    return endurance_margin(defender.days, challenger.days, defender.censored, challenger.censored)


def attribute_whole(run: WholeRun, rule: str) -> dict[str, Attribution]:
    """Each outcome of a whole run taken apart by channel, under one rule on the partner's ships.

    Formula: Shapley values over the 16 combinations in each draw (`attribute`).

    Args:
        run: from `simulate_whole`.
        rule: leave, inspect or stop: a decision, never averaged.

    Returns:
        By outcome: ln days of the challenger, the coalition's shortfall where there are forces, margin where there are
        two sides.

    Raises:
        UsageError: an unknown rule.
        SimulationError: a channel changes an outcome to which it is declared to have no path.

    Assumes:
        As `attribute`; endurance is restricted to the horizon, which hides gains beyond it.

    References:
        docs/model-whole.md.

    Example:
        >>> import multifront.contingency as contingency
        >>> run = contingency.simulate_whole(contingency.load("small"), draws=1)
        >>> [share.text for share in contingency.attribute_whole(run, "leave")["margin"].shares]
        ['-30 (-30 to -30)', 'no path', 'no path', 'no path']
    """
    if rule not in RULES:
        raise UsageError(f"unknown rule {rule!r}; valid: {', '.join(RULES)}")
    found = {}
    for outcome in OUTCOMES:
        if (outcome == "shortfall" and not run.has_forces) or (outcome == "margin" and len(run.sides) < 2):
            continue
        table = whole_outcome(run, outcome, rule)
        found[outcome] = attribute(
            table.values,
            CHANNELS,
            outcome=outcome,
            unit=table.unit,
            paths=scenario_paths(run.scenario, outcome),
            censored=table.censored,
        )
    return found


def _acts_elsewhere(scenario: Scenario) -> bool:
    """True where acts of the partner or of other donors can ask for a unit, or add load, in some draw."""
    numbers = scenario.numbers
    acts = any(numbers[f"{place.path}.activity"].high > 0.0 for place in scenario.blocks.places)
    each = any(number.high > 0.0 for name, number in numbers.items() if name.startswith("fronts.pressure.units_each."))
    tied = any(numbers[f"{place.path}.tied.{key}"].high > 0.0 for place in scenario.blocks.places for key in place.tied)
    return (acts and each) or tied or numbers["fronts.openings.load_added"].high > 0.0
