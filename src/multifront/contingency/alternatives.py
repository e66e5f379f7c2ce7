"""What can be done in a scenario, one lever at a time, as scenarios to run. Runs nothing; levers are read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from multifront.contingency.levers import Setting
from multifront.contingency.scenario import Scenario

UNCHANGED = "nothing changed"
"""The scenario as it stands, which is always among the alternatives."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing that can be done: a setting of one lever, or nothing; `lever` is empty where nothing is changed."""

    name: str
    lever: str
    holder: str
    scenario: Scenario
    rule: str


def pulled(scenario: Scenario, setting: Setting) -> Scenario:
    """The scenario with one setting of a lever in force; draws of all other numbers stay what they are.

    Args:
        scenario: from `load`.
        setting: of one of its levers.

    Returns:
        A scenario to run with the same seed; a decision on the rule is not in it, since rules are asked of a run.

    Raises:
        Nothing of its own; settings are checked when the file is read.

    Assumes:
        A replaced number stands at the same quantile of its new range as it did of the old one.

    References:
        docs/exploration.md, section "Levers by regret".

    Example:
        >>> import multifront.contingency as contingency
        >>> scenario = contingency.load("taiwan-blockade")
        >>> setting = scenario.levers[0].settings[0]
        >>> name = next(iter(setting.numbers))
        >>> pulled(scenario, setting).numbers[name].mode > scenario.numbers[name].mode
        True
    """
    blocks = scenario.blocks
    if "consent" in setting.decisions:
        blocks = replace(blocks, consent=setting.decisions["consent"])
    return replace(scenario, numbers={**scenario.numbers, **setting.numbers}, blocks=blocks)


def alternatives(scenario: Scenario, rule: str) -> tuple[Alternative, ...]:
    """What can be done in a scenario, one thing at a time: nothing, then each setting of each lever.

    Args:
        scenario: from `load`.
        rule: on the partner's ships, where no setting decides it.

    Returns:
        Alternatives with the scenario and rule to run; settings that decide the rule that holds anyway are left out.

    Raises:
        Nothing of its own.

    Assumes:
        One lever at a time: what two do together is not compared. Without costs all levers together would win.

    References:
        docs/exploration.md, section "Levers by regret".

    Example:
        >>> import multifront.contingency as contingency
        >>> [one.name for one in alternatives(contingency.load("small"), "leave")]
        ['nothing changed']
    """
    found = [Alternative(UNCHANGED, "", "", scenario, rule)]
    for lever in scenario.levers:
        for setting in lever.settings:
            decided = setting.decisions.get("rule", rule)
            same_consent = setting.decisions.get("consent", "") == scenario.blocks.consent
            if not setting.numbers and decided == rule and (same_consent or "consent" not in setting.decisions):
                continue
            name = f"{lever.label}: {setting.label}"
            found.append(Alternative(name, lever.name, lever.holder, pulled(scenario, setting), decided))
    return tuple(found)
