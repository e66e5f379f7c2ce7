"""The three outcomes that are attributed to channels, and which channel can act on which. No arithmetic of games.

| outcome | formula | unit |
|---|---|---|
| log_endurance | ln max(T_challenger, 1) | ln days |
| shortfall | coalition unit-days short | unit-days |
| margin | min(T_defender, last day) - min(T_challenger, last day) | days |

Rule for censoring, the same for all: a draw that had not ended by the last day counts with the last day and is marked,
so that differences are of restricted times. What a channel adds beyond the last day is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.attribution import CHANNELS, NO_PATH
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

Booleans = NDArray[np.bool_]
OUTCOMES = ("log_endurance", "shortfall", "margin")
SHORTEST = 1.0
"""Days that a shorter endurance counts as in the logarithm: the model's step, below which days mean nothing."""

_SUPPLY = "supply: the partner's fuel reaches the challenger's stock"
_FIRE = "arms: effective fire = min(1, available / need)"
_EXCHANGE = "effectiveness: 1 + delta on the loss exchange, through attrition"
_TIED = "forces: demand elsewhere takes units out of the theatre"

PATHS: Mapping[str, Mapping[str, str]] = {
    "log_endurance": {"logistics": _SUPPLY, "arms": _FIRE},
    "shortfall": {"distraction": _TIED},
    "margin": {"logistics": _SUPPLY, "arms": _FIRE},
}
"""Channel by outcome where no attrition is modelled (quarantine, blockade); a channel that is not named has no path."""

PATHS_WITH_ATTRITION: Mapping[str, Mapping[str, str]] = {
    "log_endurance": {
        "logistics": _SUPPLY,
        "arms": _FIRE,
        "intelligence": _EXCHANGE + ": force present falls later",
        "distraction": _TIED + ", so that the challenger loses less",
    },
    "shortfall": {
        "arms": _FIRE + ", so that the coalition loses more",
        "intelligence": _EXCHANGE + ": the coalition loses more",
        "distraction": _TIED,
    },
    "margin": {
        "logistics": _SUPPLY,
        "arms": _FIRE,
        "intelligence": _EXCHANGE,
        "distraction": _TIED,
    },
}
"""The same where attrition runs (the war scenario, its first 28 days)."""


@dataclass(frozen=True, slots=True)
class Restricted:
    """An outcome by combination and draw, with what was censored and how many draws were under one day."""

    name: str
    unit: str
    values: Floats
    censored: Booleans
    share_floored: float = 0.0

    @property
    def share_censored(self) -> Floats:
        """Share of draws censored in each combination, shape (rows,)."""
        return np.asarray(self.censored.mean(axis=-1))


def channel_paths(outcome: str, *, attrition: bool) -> Mapping[str, str]:
    """By channel, the equation through which it acts on an outcome; channels that are absent have no path.

    Raises:
        UsageError: an unknown outcome.

    Example:
        >>> list(channel_paths("shortfall", attrition=False))
        ['distraction']
    """
    if outcome not in OUTCOMES:
        raise UsageError(unknown_name("outcome", outcome, OUTCOMES, "use one of these"))
    return (PATHS_WITH_ATTRITION if attrition else PATHS)[outcome]


def path_rows() -> list[dict[str, str]]:
    """The declared table, one row a channel and outcome, for pages and for readers.

    Example:
        >>> row = path_rows()[0]
        >>> row["outcome"], row["channel"], row["with attrition"][:6]
        ('log_endurance', 'logistics', 'supply')
    """
    return [
        {
            "outcome": outcome,
            "channel": channel,
            "without attrition": PATHS[outcome].get(channel, NO_PATH),
            "with attrition": PATHS_WITH_ATTRITION[outcome].get(channel, NO_PATH),
        }
        for outcome in OUTCOMES
        for channel in CHANNELS
    ]


def log_endurance(days: Floats, censored: Booleans) -> Restricted:
    """Natural logarithm of endurance, so that a channel's value is a factor on days: exp(value).

    Formula: ln max(T, 1); a censored draw stands at its last day.

    Args:
        days: endurance by combination and draw, shape (rows, n), days.
        censored: where the run had not ended, same shape.

    Returns:
        The outcome with its censoring and the share of entries under one day.

    Raises:
        UsageError: shapes differ, or negative or missing days.

    Assumes:
        Days of censored draws are the last day of the run.

    References:
        docs/exploration.md, section "Attribution".

    Example:
        >>> import numpy as np
        >>> found = log_endurance(np.array([[0.5, np.e]]), np.array([[False, True]]))
        >>> found.values.tolist(), found.share_floored
        ([[0.0, 1.0]], 0.5)
    """
    _check(days, censored)
    floored = float((days < SHORTEST).mean())
    return Restricted("log_endurance", "ln days", np.log(np.maximum(days, SHORTEST)), censored, floored)


def endurance_margin(
    defender: Floats, challenger: Floats, defender_censored: Booleans, challenger_censored: Booleans
) -> Restricted:
    """How many days longer the defender lasts than the challenger, within the run; censored where either one is.

    Formula: T_defender - T_challenger, each at most the last day.

    Args:
        defender: days by combination and draw, shape (rows, n).
        challenger: likewise.
        defender_censored: where the defender had not ended.
        challenger_censored: where the challenger had not ended.

    Returns:
        The outcome, in days; above zero the challenger runs out first.

    Raises:
        UsageError: shapes differ, or negative or missing days.

    Assumes:
        Where only the challenger is censored the true margin is lower still; where only the defender is, higher.

    References:
        docs/exploration.md, section "Attribution".

    Example:
        >>> import numpy as np
        >>> no = np.array([[False]])
        >>> endurance_margin(np.array([[90.0]]), np.array([[150.0]]), no, no).values.tolist()
        [[-60.0]]
    """
    _check(defender, defender_censored)
    _check(challenger, challenger_censored)
    if defender.shape != challenger.shape:
        raise UsageError(f"defender has shape {defender.shape}, challenger {challenger.shape}")
    return Restricted("margin", "days", defender - challenger, defender_censored | challenger_censored)


def coalition_shortfall(unit_days: Floats) -> Restricted:
    """The coalition's shortfall in unit-days over the run; nothing is censored, since it is counted within the run.

    Args:
        unit_days: by combination and draw, shape (rows, n).

    Returns:
        The outcome, in unit-days.

    Raises:
        UsageError: negative or missing values.

    Assumes:
        Units of the layers added up are alike enough to add; give one layer at a time where they are not.

    References:
        docs/exploration.md, section "Attribution".

    Example:
        >>> import numpy as np
        >>> coalition_shortfall(np.array([[0.0, 12.0]])).unit
        'unit-days'
    """
    nowhere = np.zeros(unit_days.shape, dtype=bool)
    _check(unit_days, nowhere)
    return Restricted("shortfall", "unit-days", unit_days, nowhere)


def _check(values: Floats, censored: Booleans) -> None:
    if values.shape != censored.shape:
        raise UsageError(f"values have shape {values.shape}, censoring {censored.shape}")
    if not np.all(np.isfinite(values)) or np.any(values < 0.0):
        raise UsageError("days and unit-days must be 0 or more and not missing; give censored draws their last day")
