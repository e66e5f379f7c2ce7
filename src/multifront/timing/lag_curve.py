"""What a curve over lags with its global envelope gives back, and the sentence that says it. It computes no curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.admission import Period
from multifront.timing.coincidence_result import RIVAL_READINGS


@dataclass(frozen=True, slots=True)
class LagCurve:
    """A curve over the lags a - b in days between streams A and B, with surrogates that hold B and move bursts of A.

    Point k covers the lags from first_lag[k] to last_lag[k], both included; a positive lag means that B came first.
    `expected` is the mean of the surrogates; `low` to `high` the global envelope (a whole independent curve stays
    inside with chance 1 - alpha), `pointwise_low` to `pointwise_high` the band of each point alone. The envelope is
    that of `binding_null`, whose p is the larger. `false_positive_rate` is None where no pairs were asked for.
    `too_few` is empty, or why the data cannot decide.
    """

    kind: str
    name_a: str
    name_b: str
    span: Period
    window_days: int
    first_lag: NDArray[np.int64]
    last_lag: NDArray[np.int64]
    seen: Floats
    expected: Floats
    pointwise_low: Floats
    pointwise_high: Floats
    low: Floats
    high: Floats
    p_value: float
    p_by_null: Mapping[str, float]
    binding_null: str
    false_positive_rate: float | None
    measure: str
    alternative: str
    alpha: float
    draws: int
    seed: int
    events_a: int
    events_b: int
    too_few: str
    notes: tuple[str, ...]

    @property
    def outside(self) -> tuple[int, ...]:
        """Places of the points that leave the global envelope."""
        return tuple(np.flatnonzero((self.seen < self.low - 1e-9) | (self.seen > self.high + 1e-9)).tolist())

    @property
    def sentence(self) -> str:
        """The result in words, with what else it could mean."""
        return " ".join([self._judged(), *self.notes])

    def _judged(self) -> str:
        """Whether the curve leaves what independent streams give, and where."""
        if self.too_few:
            return f"Too few to say: {self.too_few}"
        about = (
            f"{self.kind} of {self.name_a} and {self.name_b}, lags {self.first_lag[0]} to {self.last_lag[-1]} days: "
            f"global p = {self.p_value:.3g} over all lags ({self.measure}, {self.draws} surrogates)"
        )
        if self.p_value > self.alpha:
            return f"{about}; no lag stands out from independent streams of these shapes, which shows no independence."
        where = "; ".join(self._place(k) for k in self.outside[:3])
        where = where or "no single lag leaves the envelope, the curve as a whole does"
        return f"{about}. {where[0].upper()}{where[1:]}. {RIVAL_READINGS}"

    def _place(self, k: int) -> str:
        """One point outside the envelope in words."""
        more = "more" if self.seen[k] > self.high[k] else "fewer"
        return f"{lags_in_words(int(self.first_lag[k]), int(self.last_lag[k]), (self.name_a, self.name_b))}: {more}"


def lags_in_words(first: int, last: int, names: tuple[str, str]) -> str:
    """The lags from `first` to `last` as days and who came first."""
    low, high = sorted((abs(first), abs(last)))
    days = f"{low} days" if low == high else f"{low} to {high} days"
    if first == last == 0:
        return "on the same day"
    if first < 0 < last:
        return f"at most {high} days apart"
    return f"{names[1]} first by {days}" if first >= 0 else f"{names[0]} first by {days}"
