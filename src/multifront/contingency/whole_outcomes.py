"""What the channels did to the outcomes of a whole run: paths by scenario, and attribution. Runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from multifront.contingency.attribution import CHANNELS, Attribution, attribute
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

    A path needs its means: a route of the partner (logistics), a budget of the partner (arms), acts elsewhere
    (distraction), for the challenger or, in the margin, for either side. Losses are not run, so that intelligence has
    none.
    """
    sides = list(scenario.sides)[: 1 if outcome == "log_endurance" else 2]
    means = {
        "logistics": any(s.legs_of(scenario.partner) for side in sides for s in scenario.sides[side].supplies),
        "arms": any(one.helped for side in sides for one in scenario.blocks.arms_of(side)),
        "distraction": bool(scenario.blocks.pools) and _acts_elsewhere(scenario),
    }
    paths = channel_paths(outcome, attrition=False)
    return {channel: equation for channel, equation in paths.items() if means[channel]}


def whole_outcome(run: WholeRun, outcome: str, rule: str) -> Restricted:
    """One of the three outcomes by combination and draw, under one rule on the partner's ships.

    Raises:
        UsageError: an unknown outcome or rule, a margin without a defender, a shortfall without forces.
    """
    channel_paths(outcome, attrition=False)
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
