"""A checked request for a coincidence test: options, span, frames, shared rows. It refuses; it computes no number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import Period, Sample, check_apart, common_span, day_number, length_of
from multifront.timing.exact_null import ANNIVERSARY_MIN_SPAN_DAYS, Design, make_design
from multifront.timing.naive_nulls import NAIVE_NULLS

NULLS = ("calibrated", "both", "local", "anniversary", *NAIVE_NULLS)
FEWEST_DRAWS = 99


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chose, apart from the streams and the span."""

    window: int
    lag: int
    null: str
    draws: int
    alpha: float
    seed: int

    def check(self) -> None:
        """Refuse options that cannot be carried out as written."""
        for name, value in (("window_days", self.window), ("lag_days", self.lag), ("draws", self.draws)):
            if not isinstance(value, (int, np.integer)) or isinstance(value, bool):
                raise UsageError(f"{name} must be a whole number, found {value!r}")
        if self.window < 0:
            raise UsageError(f"window_days must be 0 or more, found {self.window}; a negative lag looks the other way")
        if self.null not in NULLS:
            raise UsageError(unknown_name("null", self.null, NULLS, "use null='calibrated'"))
        if self.draws < FEWEST_DRAWS:
            raise UsageError(f"draws must be at least {FEWEST_DRAWS} synthetic pairs, found {self.draws}")
        if not 1.0 / (self.draws + 1) <= self.alpha < 0.5:
            raise UsageError(f"alpha must lie between 1/(draws + 1) and 0.5, found {self.alpha}")


@dataclass(frozen=True, slots=True)
class Request:
    """Two samples, the span in which both were watched, the options, and the design that follows from them."""

    sample_a: Sample
    sample_b: Sample
    period: Period
    options: Options
    design: Design

    @property
    def a(self) -> NDArray[np.int64]:
        """Days of A counted from the start of the span, sorted."""
        return self.sample_a.within(self.period) - day_number(self.period[0])

    @property
    def b(self) -> NDArray[np.int64]:
        """Days of B counted from the start of the span, sorted."""
        return self.sample_b.within(self.period) - day_number(self.period[0])

    def on_days(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> Request:
        """The same request for other days, counted from the start of the span and sorted."""
        start = day_number(self.period[0])
        return replace(
            self, sample_a=replace(self.sample_a, days=a + start), sample_b=replace(self.sample_b, days=b + start)
        )

    def refuse_empty(self, because: str) -> None:
        """Refuse where a stream has no event in the span and the question has no honest answer without one."""
        for sample, days in ((self.sample_a, self.a), (self.sample_b, self.b)):
            if days.size == 0:
                raise UsageError(
                    f"{sample.name} has no event from {self.period[0]} to {self.period[1]}, so {because}; valid: one "
                    "event or more in each stream; next: widen the span, or call coincidence_test, which says so"
                )


def make_request(sample_a: Sample, sample_b: Sample, span: Any, options: Options) -> Request:
    """Check everything that can be checked before a number is computed."""
    options.check()
    check_apart((sample_a, sample_b))
    period = common_span((sample_a, sample_b), span)
    length = length_of(period)
    if options.window + abs(options.lag) >= length:
        raise UsageError(
            f"a window of {options.window} days with lag {options.lag} does not fit the span {period[0]} to "
            f"{period[1]} ({length} days); choose a shorter window or a longer span"
        )
    if options.null == "anniversary" and length < ANNIVERSARY_MIN_SPAN_DAYS:
        raise UsageError(f"null 'anniversary' needs a span of three years, found {length} days; use null='local'")
    return Request(sample_a, sample_b, period, options, make_design(length, options.window, options.lag))
