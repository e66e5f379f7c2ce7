"""What a coincidence test of events with length gives back, and its sentence. Nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass

from multifront.timing.admission import Period
from multifront.timing.coincidence_result import RIVAL_READINGS

SAID = {
    "start": "began while or within {window} days after an event of {b} was on",
    "any_day": "had a day while or within {window} days after an event of {b} was on",
}


@dataclass(frozen=True, slots=True)
class SpanCoincidence:
    """Do events of A, which last, begin (or lie) in the window of events of B, which last, more often than chance?

    The fields are those of `CoincidenceResult`; `reading` is 'start' or 'any_day', `days_a` and `days_b` the mean
    length in days, `cut` how many events reached over the end of the span and were cut there.
    """

    name_a: str
    name_b: str
    window_days: int
    lag_days: int
    reading: str
    span: Period
    binding_null: str
    alpha: float
    draws: int
    seed: int
    events_a: int
    events_b: int
    days_a: float
    days_b: float
    cut: int
    outside_a: int
    outside_b: int
    bursts_a: int
    bursts_b: int
    hits: int
    hits_expected: float
    precursor_rate: float
    precursor_expected: float
    trigger_rate: float
    effect: float
    interval: tuple[float, float]
    interval_level: float
    p_value: float
    p_raw: float
    p_conservative: float
    false_positive_rate: float
    smallest_detectable_effect: float | None
    power_curve: tuple[tuple[float, float], ...]
    power_method: str
    joint: bool
    too_few: str
    enough: int | None
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The result in words, with what else it could mean."""
        did = SAID[self.reading].format(window=self.window_days, b=self.name_b)
        counted = (
            f"{self.hits} of {self.events_a} events of {self.name_a} {did}; independent streams of the same shape and "
            f"lengths would give {self.hits_expected:.1f}."
        )
        return " ".join([counted, self._judged(), *self.notes])

    def _judged(self) -> str:
        """What that allows to say."""
        if self.too_few:
            return f"Too few to say: {self.too_few}"
        sees = self.smallest_detectable_effect
        reach = "no share, however large" if sees is None else f"a true share triggered of {sees:.0%} or more"
        trust = f"With 80 % power the test sees {reach}."
        figures = f"{self.effect:+.0%}; p = {self.p_value:.3g}, raw {self.p_raw:.3g}"
        if self.p_value <= self.alpha:
            return f"That is more than chance allows ({figures}). {RIVAL_READINGS} {trust}"
        return f"That is not more than chance allows ({figures}); this does not show independence. {trust}"
