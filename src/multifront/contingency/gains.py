"""What a partner's help adds to a side: days gained, share of draws with a gain, ratio. Runs nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.contingency.simulation import Legs, SupplyOutcome
from multifront.contingency.summary import HORIZONS
from multifront.domain import Floats
from multifront.errors import UsageError

Ended = tuple[Floats, NDArray[np.bool_]]
"""Days by draw, and which of them are censored."""

MOST_CENSORED = 0.05
"""A ratio of endurances is given only where a smaller share of draws is censored (design)."""


@dataclass(frozen=True, slots=True)
class Gain:
    """Days gained within a horizon: mean over draws with its Monte Carlo standard error, and 5 % and 95 % of draws."""

    horizon: float
    mean: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """Share of draws with a gain of interest, between `low` and `high` where censoring hides a part.

    `at_risk` is the share of draws that run out without the partner at all: only there can anything be gained within
    the run, so that `low / at_risk` is the share among them.
    """

    low: float
    high: float
    at_risk: float

    @property
    def low_at_risk(self) -> float:
        """The lower share among the draws that run out without the partner; NaN where none does."""
        return self.low / self.at_risk if self.at_risk else math.nan


@dataclass(frozen=True, slots=True)
class Ratio:
    """Endurance on over off. `median` is None, with a reason, where too many draws are censored."""

    median: float | None
    share_equal: float
    share_censored: float
    refusal: str


def days_gained(
    outcome: SupplyOutcome,
    side: str,
    rule: str,
    *,
    measure: str = "endurance",
    horizons: Sequence[float] = HORIZONS,
    channel: str | Legs = "on",
    against: str | Legs = "off",
) -> tuple[Gain, ...]:
    """Days that the partner's crude adds to a side within each horizon, in the same sampled worlds.

    Formula: E[min(T_on, h) - min(T_off, h)]; standard error = standard deviation of the differences / sqrt(draws).

    Args:
        outcome: from `simulate`.
        side: name of a side.
        rule: leave, inspect or stop.
        measure: endurance or stock_out.
        horizons: days, none beyond the last day of the runs.
        channel: what is on.
        against: what it is compared with.

    Returns:
        One gain a horizon, in days; the standard error is of sampling alone, not of the assumptions.

    Raises:
        UsageError: an unknown name, or a horizon beyond the last day.

    Assumes:
        A restricted mean: what happens after the horizon does not count, so censoring cannot bias it.

    References:
        Royston & Parmar (2013), BMC Medical Research Methodology 13:152 (restricted mean survival time).

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> [gain.mean for gain in contingency.days_gained(outcome, "china", "leave", horizons=(180.0, 365.0))]
        [30.0, 150.0]
    """
    on, off = (outcome.run(side, rule, state).days(measure)[0] for state in (channel, against))
    for horizon in horizons:
        if horizon > outcome.last_day:
            raise UsageError(f"horizon {horizon:g} days is beyond the last day of the runs, {outcome.last_day:g}")
    return tuple(gain_between(on, off, float(horizon)) for horizon in horizons)


def gain_between(on: Floats, off: Floats, horizon: float) -> Gain:
    """Days gained within a horizon between two runs of the same draws, shape (n,) each; as `days_gained`."""
    difference = np.minimum(on, horizon) - np.minimum(off, horizon)
    error = float(difference.std(ddof=1) / math.sqrt(difference.size)) if difference.size > 1 else math.nan
    low, high = (float(value) for value in np.quantile(difference, (0.05, 0.95)))
    return Gain(horizon, float(difference.mean()), error, low, high)


def gain_probability(
    outcome: SupplyOutcome, side: str, rule: str, *, above: float = 0.10, measure: str = "endurance"
) -> Bounds:
    """Share of draws in which the partner's crude lengthens a side's days by more than `above` of those without it.

    Formula: P(T_on > (1 + above) T_off); where censoring leaves it open, counted as no (low) and as yes (high).

    Args:
        outcome: from `simulate`.
        side: name of a side.
        rule: leave, inspect or stop.
        above: smallest gain of interest, as a share.
        measure: endurance or stock_out.

    Returns:
        Shares within 0..1. A draw that never runs out without the partner is "no" in both bounds: nothing is left to
        gain within the run. Read `at_risk` beside them.

    Raises:
        UsageError: an unknown name.

    Assumes:
        As `days_gained`; a share of sampled worlds, not a probability of war outcomes.

    References:
        docs/model-supply.md, section "What comes out".

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> contingency.gain_probability(outcome, "china", "leave")
        Bounds(low=1.0, high=1.0, at_risk=1.0)
    """
    on, off = (outcome.run(side, rule, state).days(measure) for state in ("on", "off"))
    return share_gaining(on, off, above)


def share_gaining(on: Ended, off: Ended, above: float) -> Bounds:
    """Share of draws with a gain above `above` between two runs of the same draws; as `gain_probability`."""
    days, on_censored = on
    before, off_censored = off
    sure = ~off_censored & (days > (1.0 + above) * before)
    open_case = ~off_censored & on_censored & ~sure
    return Bounds(float(sure.mean()), float((sure | open_case).mean()), float((~off_censored).mean()))


def endurance_ratio(outcome: SupplyOutcome, side: str, rule: str, measure: str = "endurance") -> Ratio:
    """Median of endurance with over endurance without the partner's crude, where censoring allows a ratio at all.

    Formula: median(T_on / T_off) and the share of draws in which both are equal; never a mean of ratios.

    Args:
        outcome: from `simulate`.
        side: name of a side.
        rule: leave, inspect or stop.
        measure: endurance or stock_out.

    Returns:
        The ratio (at least 1), or None with the reason where 5 % of draws or more are censored.

    Raises:
        UsageError: an unknown name.

    Assumes:
        Endurance without the partner is above zero; draws in which it is not count as infinite ratios.

    References:
        docs/model-supply.md, section "What comes out".

    Example:
        >>> import multifront.contingency as contingency
        >>> outcome = contingency.simulate(contingency.load("small"), draws=1)
        >>> contingency.endurance_ratio(outcome, "china", "leave").median
        2.0
    """
    return ratio_between(*(outcome.run(side, rule, state).days(measure) for state in ("on", "off")))


def ratio_between(with_it: Ended, without: Ended) -> Ratio:
    """Median of the ratio of two runs of the same draws, or why there is none; as `endurance_ratio`."""
    on, on_censored = with_it
    off, off_censored = without
    share = float((on_censored | off_censored).mean())
    equal = float((on == off).mean())
    if share >= MOST_CENSORED:
        return Ratio(
            None, equal, share, f"{share:.0%} of draws had not run out by the last day; a ratio would hide them"
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(on == off, 1.0, on / off)
    return Ratio(float(np.median(ratios)), equal, share, "")
