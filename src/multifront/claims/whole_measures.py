"""Outcomes of a whole run that claims compare, by name: one number a sampled world. Runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from multifront.contingency import WholeRun
from multifront.domain import Floats
from multifront.errors import UsageError

Measure = Literal["challenger_days", "defender_days", "margin", "shortfall", "fronts"]

UNITS = {
    "challenger_days": "days",
    "defender_days": "days",
    "margin": "days",
    "shortfall": "unit-days",
    "fronts": "fronts",
}

ALL_CHANNELS, NO_CHANNEL = -1, 0
"""Rows of a whole run: every channel of the partner open, and none."""


def title_of(name: str, sides: Sequence[str]) -> str:
    """How an outcome reads, with the names of the challenger and, if there is one, the defender.

    A margin may have either sign, so that its words name a difference and not who lasts longer.
    """
    first, second = (*(side.capitalize() for side in sides[:2]), "the defender")[:2]
    return {
        "challenger_days": f"days that {first} lasts",
        "defender_days": f"days that {second} lasts",
        "margin": f"days that {second} lasts, less those that {first} does",
        "shortfall": "unit-days that the coalition is short of",
        "fronts": "further fronts that open",
    }[name]


def ends_with_horizon(name: str) -> bool:
    """Whether days beyond the horizon of a run are not counted in an outcome, so that its mean is one of cut days."""
    return name in ("challenger_days", "defender_days", "margin")


def measured(run: WholeRun, name: str, rule: str, row: int = ALL_CHANNELS, *, losses: bool = False) -> Floats:
    """One outcome by draw, shape (n,), under one rule on ships and one combination of channels, within the horizon.

    Losses of force decide no verdict, so that they are left out unless asked for.

    Args:
        run: a whole run.
        name: a `Measure`.
        rule: leave, inspect or stop.
        row: which combination of channels.
        losses: whether losses of force count too; never where a verdict rests on it.

    Raises:
        UsageError: no defender, no forces, or an unknown rule.
    """
    if name == "shortfall":
        return np.asarray((run.shortfall if losses else run.shortfall_before_losses)[row])
    if name == "fronts":
        return np.asarray(run.fronts_opened[row])
    days = {"challenger_days": (0,), "defender_days": (1,), "margin": (1, 0)}[name]
    if max(days) >= len(run.sides):
        raise UsageError(f"{run.scenario.name} has one side; {name!r} needs a challenger and a defender")
    ends = [run.ends(run.sides[side], rule, losses=losses).days[row] for side in days]
    return np.asarray(ends[0] - ends[1] if name == "margin" else ends[0])


def by_rule(name: str) -> bool:
    """Whether the rule on the partner's ships can matter to an outcome; forces and fronts know no supply."""
    return name not in ("shortfall", "fronts")
