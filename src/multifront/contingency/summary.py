"""What many runs say together: quantiles, race, survival, with censoring respected. Gains are in `gains`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from multifront.contingency.days_by_rule import DaysByRule
from multifront.contingency.simulation import Legs
from multifront.domain import Floats

HORIZONS = (30.0, 90.0, 180.0, 365.0)
"""Horizons of the design, in days; every function takes others."""

PROBABILITIES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile of days; where it is censored only "more than `days` days" is known."""

    probability: float
    days: float
    censored: bool

    @property
    def text(self) -> str:
        """As shown: `143` or `more than 1,095`."""
        return f"more than {self.days:,.0f}" if self.censored else f"{self.days:,.0f}"


@dataclass(frozen=True, slots=True)
class Spread:
    """Quantiles of days and the share of draws that were censored."""

    quantiles: tuple[Quantile, ...]
    share_censored: float
    draws: int

    @property
    def text(self) -> str:
        """Median with the outer quantiles, as `143 (98 to more than 1,095)`; the middle one of three."""
        low, middle, high = self.quantiles[0], self.quantiles[len(self.quantiles) // 2], self.quantiles[-1]
        return f"{middle.text} ({low.text} to {high.text})"


@dataclass(frozen=True, slots=True)
class RaceLine:
    """Shares of draws by who had run out first by a horizon; they add up to one."""

    horizon: float
    first_side: float
    second_side: float
    tie: float
    neither: float


def endurance_quantiles(
    outcome: DaysByRule,
    side: str,
    rule: str,
    channel: str | Legs = "on",
    *,
    measure: str = "endurance",
    probabilities: Sequence[float] = PROBABILITIES,
) -> Spread:
    """Quantiles of one side's days, each either a number or "more than the last day".

    Formula: inverted distribution function (the smallest day that at least that share of draws do not pass).

    Args:
        outcome: from `simulate`, or a whole run by way of `days_by_rule`.
        side: name of a side.
        rule: leave, inspect or stop.
        channel: on, off or open legs.
        measure: endurance or stock_out.
        probabilities: each within 0..1.

    Returns:
        The quantiles in the order asked for, in days, and the share of censored draws.

    Raises:
        UsageError: an unknown side, rule, leg or measure.

    Assumes:
        A spread over assumptions, not a forecast: draws are worlds that the ranges allow.

    References:
        Hyndman & Fan (1996), American Statistician 50(4):361-365, definition 1.

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> contingency.endurance_quantiles(outcome, "china", "leave", "off").text
        '150 (150 to 150)'
    """
    run = outcome.run(side, rule, channel)
    days, censored = run.days(measure)
    ordered = np.sort(np.where(censored, np.inf, days))
    found = []
    for probability in probabilities:
        value = float(ordered[max(math.ceil(probability * ordered.size) - 1, 0)])
        found.append(Quantile(probability, min(value, run.last_day), math.isinf(value)))
    return Spread(tuple(found), float(censored.mean()), int(days.size))


def race_by_horizon(
    outcome: DaysByRule,
    sides: tuple[str, str],
    rule: str,
    *,
    channel: str | Legs = "on",
    measure: str = "endurance",
    horizons: Sequence[float] = HORIZONS,
) -> tuple[RaceLine, ...]:
    """Who has run out first by each horizon, as shares of draws.

    Formula: first = P(T_a < h and T_a < T_b), second likewise, tie = P(T_a = T_b < h), neither = the rest. A side that
    ends as day h begins has held out h days, as in a run that stops there.

    Args:
        outcome: from `simulate`, or a whole run by way of `days_by_rule`.
        sides: two names of sides.
        rule: leave, inspect or stop.
        channel: on, off or open legs.
        measure: endurance or stock_out.
        horizons: days.

    Returns:
        One line a horizon; shares within 0..1 that add up to 1.

    Raises:
        UsageError: an unknown name.

    Assumes:
        Both clocks start on the scenario's day 0, and a side has run out when the first of its commodities has.

    References:
        docs/model-supply.md, section "What comes out".

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> contingency.race_by_horizon(outcome, ("china", "taiwan"), "leave")[2].second_side
        1.0
    """
    (first, first_open), (second, second_open) = (outcome.run(side, rule, channel).days(measure) for side in sides)
    first, second = np.where(first_open, np.inf, first), np.where(second_open, np.inf, second)
    lines = []
    for horizon in horizons:
        shares = (
            float(((first < horizon) & (first < second)).mean()),
            float(((second < horizon) & (second < first)).mean()),
            float(((first < horizon) & (first == second)).mean()),
            float(((first >= horizon) & (second >= horizon)).mean()),
        )
        lines.append(RaceLine(float(horizon), *shares))
    return tuple(lines)


def survival_curve(
    outcome: DaysByRule,
    side: str,
    rule: str,
    channel: str | Legs = "on",
    *,
    measure: str = "endurance",
    days: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Share of draws in which a side has held out each number of days, for a chart.

    Formula: P(T >= day).

    Args:
        outcome: from `simulate`, or a whole run by way of `days_by_rule`.
        side: name of a side.
        rule: leave, inspect or stop.
        channel: on, off or open legs.
        measure: endurance or stock_out.
        days: days at which to count, shape (m,), below the last day; by default every fifth.

    Returns:
        Days and shares (1 to 0, never rising), both of shape (m,).

    Raises:
        UsageError: an unknown name.

    Assumes:
        As `endurance_quantiles`.

    References:
        The empirical survival function; no estimate is needed before the last day, since no draw is censored earlier.

    Example:
        >>> import numpy as np
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> contingency.survival_curve(outcome, "taiwan", "stop", days=np.array([99.0, 101.0]))[1].tolist()
        [1.0, 0.0]
    """
    values, censored = outcome.run(side, rule, channel).days(measure)
    at = np.arange(0.0, outcome.last_day, 5.0) if days is None else days
    ended = np.sort(np.where(censored, np.inf, values))
    return at, 1.0 - np.searchsorted(ended, at, side="left") / ended.size
