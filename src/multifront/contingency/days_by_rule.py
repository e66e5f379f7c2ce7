"""Days of a side by rule on the partner's ships, from supplies alone or from a whole run. Runs and sums up nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from multifront.contingency.outcome_draws import Booleans, Run
from multifront.contingency.simulation import Legs, check_measure
from multifront.contingency.whole import WholeRun
from multifront.domain import Floats
from multifront.errors import UsageError


class SideDays(Protocol):
    """Days of one side in one state of the channels."""

    @property
    def last_day(self) -> float:
        """The day at which days are censored."""

    def days(self, measure: str) -> tuple[Floats, Booleans]:
        """Days and what is censored, shape (n,)."""


class DaysByRule(Protocol):
    """What the race chart and summaries read: a `SupplyOutcome`, or a whole run by way of `days_by_rule`."""

    @property
    def draws(self) -> int:
        """How many worlds were sampled."""

    @property
    def last_day(self) -> float:
        """The day at which days are censored."""

    @property
    def not_modelled(self) -> str:
        """What must be said with every result."""

    def run(self, side: str, rule: str, channel: str | Legs = "on") -> SideDays:
        """Days of one side under one rule, with the partner's help on or off."""


@dataclass(frozen=True, slots=True)
class _WholeSide:
    values: Floats
    censored: Booleans
    last_day: float

    def days(self, measure: str) -> tuple[Floats, Booleans]:
        check_measure(measure)
        if measure != "endurance":
            raise UsageError(f"measure: found {measure!r}; valid in a run with arms or forces: endurance")
        return self.values, self.censored


@dataclass(frozen=True, slots=True)
class _Whole:
    whole: WholeRun

    @property
    def draws(self) -> int:
        return self.whole.draws

    @property
    def last_day(self) -> float:
        return float(self.whole.horizon)

    @property
    def not_modelled(self) -> str:
        return self.whole.not_modelled

    def run(self, side: str, rule: str, channel: str | Legs = "on") -> SideDays:
        if channel not in ("on", "off"):
            raise UsageError(f"channel: found {channel!r}; valid in a run with arms or forces: on, off")
        ends, row = self.whole.ends(side, rule), -1 if channel == "on" else 0
        return _WholeSide(ends.days[row], ends.censored[row], self.last_day)


def days_by_rule(run: Run) -> DaysByRule:
    """A run as days by rule, whichever kind of run it is; `on` is all of the partner's channels, `off` none.

    Args:
        run: from `simulate` or `simulate_whole`.

    Returns:
        What `race_chart` and `endurance_quantiles` take.

    Raises:
        Nothing of its own; asking a whole run for a stock or for single legs is a UsageError.

    Assumes:
        As the runs.

    References:
        docs/model-whole.md.

    Example:
        >>> import multifront.contingency as contingency
        >>> run = contingency.simulate_whole(contingency.load("small"), draws=1)
        >>> days_by_rule(run).run("china", "leave", "off").days("endurance")[0].round(6).tolist()
        [150.0]
    """
    return _Whole(run) if isinstance(run, WholeRun) else run
