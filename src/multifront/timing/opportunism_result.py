"""What an opportunism test gives back, the coefficient that it hands on, and the sentence. Nothing is fitted here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifront.timing.admission import Period

NO_HAZARD = (
    "It is the ratio of two rates of low-level acts, a coefficient of pressure below war; it is no hazard of war and "
    "says nothing of one."
)
RIVAL_READINGS = (
    "More acts while the other is busy are not yet opportunism: one calendar, one crisis that drives both, or "
    "attention that shifted the counting would look the same."
)


@dataclass(frozen=True, slots=True)
class PressureCoefficient:
    """Log rate ratio of grey-zone acts for one unit of exposure, with its interval of that level; no hazard of war.

    Measured at a level of 90 % the interval holds the true log ratio in 90 to 97 % of cases, clusters and a shared hot
    month included, but in 81 % only with 15 clustered acts and a true ratio of 2.5, where it lies too low: with few
    acts in bursts `high` is too small (docs/methods-opportunism.md). `decided` is False where it cannot be told.
    """

    log_ratio: float
    low: float
    high: float
    level: float
    decided: bool


@dataclass(frozen=True, slots=True)
class Placebo:
    """The same fit where nothing should be found: another actor, or the exposure turned by some days."""

    name: str
    ratio: float
    interval: tuple[float, float]
    p_value: float | None


@dataclass(frozen=True, slots=True)
class OpportunismResult:
    """Does an actor act more while the exposure is on? `effect` is the rate ratio for one unit of exposure, above 0.

    `interval`, of level 1 - 2 alpha, holds the ratios that moved exposures do not rule out; an end may be 0 or
    infinite. `p_value` is the calibrated permutation p (one sided: more), `p_raw` before calibration, `p_by_move` by
    way of moving the exposure. `too_few` is empty, or why it cannot be told, and then `p_value` is 1.
    `smallest_detectable_effect` is the ratio that is found with 80 % power, None where it has no end.
    """

    name: str
    span: Period
    bin_days: int
    alpha: float
    draws: int
    seed: int
    events: int
    events_exposed: float
    exposed_share: float
    switches: int
    effect: float
    interval: tuple[float, float]
    interval_level: float
    p_value: float
    p_raw: float
    p_by_move: dict[str, float]
    dispersion: float
    own_past: float
    false_positive_rate: float
    smallest_detectable_effect: float | None
    placebo_actors: tuple[Placebo, ...]
    placebo_dates: tuple[Placebo, ...]
    joint: bool
    too_few: str
    notes: tuple[str, ...]

    @property
    def coefficient(self) -> PressureCoefficient:
        """What the contingency model takes: log ratio with interval; `decided` is False where it cannot be told."""
        low, high = (float(np.log(end)) if end > 0 else -np.inf for end in self.interval)
        return PressureCoefficient(float(np.log(self.effect)), low, high, self.interval_level, not self.too_few)

    @property
    def sentence(self) -> str:
        """The result in words, with what else it could mean."""
        times = "once" if self.switches == 1 else f"{self.switches} times"
        counted = (
            f"{self.name}: {self.events} events, {self.events_exposed:.0f} of them during exposure, which covers "
            f"{self.exposed_share:.0%} of the span and switches on {times}."
        )
        return " ".join([counted, self._judged(), NO_HAZARD, *self.notes])

    def _judged(self) -> str:
        """What that allows to say, and how far the test can be trusted."""
        if self.too_few:
            return f"Cannot be told: {self.too_few}"
        low, high = self.interval
        sees = self.smallest_detectable_effect
        reach = "no ratio" if sees is None else f"a ratio of {sees:.2f} or more"
        figures = (
            f"rate ratio {self.effect:.2f}, {self.interval_level:.0%} interval {low:.2f} to {high:.2f}; "
            f"p = {self.p_value:.3g}, raw {self.p_raw:.3g}"
        )
        trust = (
            f"On counts like these without any effect the test rejects {self.false_positive_rate:.1%} of the time; "
            f"with 80 % power it sees {reach}."
        )
        if self.p_value <= self.alpha:
            return f"That is more than chance allows ({figures}). {RIVAL_READINGS} {trust}"
        return f"That is not more than chance allows ({figures}); this does not show that there is none. {trust}"
