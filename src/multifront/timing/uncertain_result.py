"""What a coincidence test of uncertain days gives back, and its sentence. Nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass

from multifront.timing.admission import Period
from multifront.timing.coincidence_result import RIVAL_READINGS


@dataclass(frozen=True, slots=True)
class UncertainCoincidence:
    """A coincidence test in which the days of some events are known only to lie between two days.

    `p_value` ranks the mean raw p over imputations among synthetic pairs blurred alike; `p_raw` is twice the median
    raw p, valid for itself; `p_range` the smallest and largest raw p of an imputation. `hits_range`: no true days
    give fewer or more hits; `hits` is the mean over imputations. `unknown` events have no day at all, `straddling`
    ones may lie outside the span: neither is used. `widest` and `uncertain` are the longest interval in days and
    how many events have one of more than a day.
    """

    name_a: str
    name_b: str
    window_days: int
    lag_days: int
    span: Period
    alpha: float
    draws: int
    imputations: int
    seed: int
    events_a: int
    events_b: int
    uncertain: int
    widest: int
    unknown: int
    straddling: int
    hits: float
    hits_range: tuple[int, int]
    hits_expected: float
    effect: float
    p_value: float
    p_raw: float
    p_range: tuple[float, float]
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
        low, high = self.hits_range
        counted = (
            f"{self.hits:.1f} of {self.events_a} events of {self.name_a} followed {self.name_b} within "
            f"{self.window_days} days on average over {self.imputations} draws of the uncertain days (at least "
            f"{low}, at most {high} whatever the true days); independent streams would give {self.hits_expected:.1f}."
        )
        return " ".join([counted, self._judged(), *self.notes])

    def _judged(self) -> str:
        """What that allows to say."""
        if self.too_few:
            return f"Too few to say: {self.too_few}"
        figures = f"p = {self.p_value:.3g}, twice the median of the draws {self.p_raw:.3g}"
        if self.p_value <= self.alpha:
            return f"That is more than chance allows ({figures}). {RIVAL_READINGS} {self._reach()}"
        return f"That is not more than chance allows ({figures}); this does not show independence. {self._reach()}"

    def _reach(self) -> str:
        """What the test could see with dates like these."""
        if not self.power_curve:
            return "Its power was not measured."
        sees = self.smallest_detectable_effect
        reach = "no share, however large" if sees is None else f"a true share triggered of {sees:.0%} or more"
        return f"With such dates and 80 % power the test sees {reach}."
