"""What a coincidence test gives back, and the sentence that says it in words. Nothing is computed from events here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multifront.timing.admission import Period

RIVAL_READINGS = (
    "Co-timing alone is not coordination: a shared calendar, a common cause that lasts weeks to months, or one list of "
    "dates behind both streams would look the same."
)


FEW_HITS = 3
"""A finding that rests on fewer hits says so."""


@dataclass(frozen=True, slots=True)
class CoincidenceResult:
    """A coincidence test of stream A (which may follow) on stream B (which may lead).

    Rates and shares lie in [0, 1]. `effect` is precursor rate minus expected rate; `interval` has level 1 - 2 alpha, so
    that its lower end goes with the one-sided raw p (nearly: it counts every event of a burst alike, p does not).
    `p_by_null` and `false_positive_rates` have the keys calibrated, both, local, anniversary, poisson, shuffle; those
    of a null that does not exist for the span are left out. `ties_a` counts events on a day that had one already.
    `too_few` is empty, or why the data cannot decide; `enough` is then the number of A events that could.
    """

    name_a: str
    name_b: str
    window_days: int
    lag_days: int
    span: Period
    null: str
    binding_null: str
    alpha: float
    draws: int
    seed: int
    events_a: int
    events_b: int
    bursts_a: int
    bursts_b: int
    outside_a: int
    outside_b: int
    ties_a: int
    ties_b: int
    hits: int
    hits_expected: float
    precursor_rate: float
    precursor_expected: float
    trigger_rate: float
    trigger_expected: float
    effect: float
    interval: tuple[float, float]
    interval_level: float
    p_value: float
    p_raw: float
    p_conservative: float
    p_by_null: Mapping[str, float]
    false_positive_rate: float
    false_positive_rates: Mapping[str, float]
    smallest_detectable_effect: float | None
    power_curve: tuple[tuple[float, float], ...]
    power_method: str
    joint: bool
    too_few: str
    enough: int | None
    notes: tuple[str, ...]

    @property
    def p_calibrated(self) -> float:
        """Capped rank of the raw p among the synthetic pairs; the raw p where nothing could be drawn."""
        return self.p_by_null.get("calibrated", self.p_raw)

    @property
    def sentence(self) -> str:
        """The result in words, with what else it could mean."""
        return " ".join([self._counted(), self._judged(), *self.notes])

    def _counted(self) -> str:
        """What was seen and what independent streams would show."""
        timing = f"within {self.window_days} days after" if self.window_days else "on the day of"
        lag = f" (lag {self.lag_days} days)" if self.lag_days else ""
        return (
            f"{self.hits} of {self.events_a} events of {self.name_a} came {timing} an event of {self.name_b}{lag}; "
            f"independent streams of the same shape would give {self.hits_expected:.1f}."
        )

    def _judged(self) -> str:
        """What that allows to say, and how far the test can be trusted."""
        if self.too_few:
            return f"Too few to say: {self.too_few}"
        sees = self.smallest_detectable_effect
        reach = "no share, however large" if sees is None else f"a true share triggered of {sees:.0%} or more"
        trust = (
            f"On independent pairs like these the test rejects {self.false_positive_rate:.1%} of the time; with 80 % "
            f"power it sees {reach}."
        )
        if self.null in ("poisson", "shuffle"):
            return f"p = {self.p_value:.3g} under the naive null {self.null!r}, for comparison only. {trust}"
        low, high = self.interval
        figures = (
            f"{self.effect:+.0%}, {self.interval_level:.0%} interval {low:+.0%} to {high:+.0%}; p = {self.p_value:.3g}"
            f", raw {self.p_raw:.3g}"
        )
        if self.p_value <= self.alpha:
            thin = f" It rests on {self.hits} hit{'s' if self.hits > 1 else ''} alone." if self.hits < FEW_HITS else ""
            return f"That is more than chance allows ({figures}).{thin} {RIVAL_READINGS} {trust}"
        return f"That is not more than chance allows ({figures}); this does not show independence. {trust}"
