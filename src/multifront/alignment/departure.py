"""What a test of a broken trend gives back: numbers and the sentences that say them; nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats

NO_INTERVAL = (float("nan"), float("nan"))


@dataclass(frozen=True, slots=True)
class Departure:
    """One effect (of level or of slope) with its test; every number is NaN where it could not be tested.

    `interval` is the 95 % interval of `effect`; `false_positive_rate` is simulated at the autocorrelation that these
    data suggest, `false_positive_worst` is the largest of that and those at 0, .3 and .6.
    """

    what: str
    effect: float = float("nan")
    interval: tuple[float, float] = NO_INTERVAL
    p_value: float = float("nan")
    false_positive_rate: float = float("nan")
    false_positive_worst: float = float("nan")
    smallest_detectable_effect: float = float("nan")
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class TrendDeparture:
    """How the years from a break on depart from the line of those before; `enough` is False where it cannot be said.

    `level` is the departure at the middle of the years after the break, `slope` the change of slope per year. The
    test's own `p_value` and the rest are those of `level`; `both_p_value` is for the claim 'level and slope'.
    Arrays of the forecast have shape (n_after,), those of the placebo breaks shape (breaks,).
    """

    enough: bool
    break_year: int
    n_before: int
    n_after: int
    needed_before: int
    needed_after: int
    missing_years: tuple[int, ...]
    level: Departure
    slope: Departure
    sentence: str
    slope_before: float = float("nan")
    slope_before_interval: tuple[float, float] = NO_INTERVAL
    autocorrelation: float = float("nan")
    scatter: float = float("nan")
    forecast_years: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    observed: Floats = field(default_factory=lambda: np.empty(0))
    forecast: Floats = field(default_factory=lambda: np.empty(0))
    forecast_low: Floats = field(default_factory=lambda: np.empty(0))
    forecast_high: Floats = field(default_factory=lambda: np.empty(0))
    placebo_years: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    placebo_p_values: Floats = field(default_factory=lambda: np.empty(0))

    @property
    def effect(self) -> float:
        """Departure of level, in units of the values."""
        return self.level.effect

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the departure of level."""
        return self.level.interval

    @property
    def p_value(self) -> float:
        """Two-sided p of the departure of level."""
        return self.level.p_value

    @property
    def false_positive_rate(self) -> float:
        """How often the test of level says 'departed' (p < .05) of series like this one that did not depart."""
        return self.level.false_positive_rate

    @property
    def smallest_detectable_effect(self) -> float:
        """Departure of level that would be found in 80 % of series like this one."""
        return self.level.smallest_detectable_effect

    @property
    def both_p_value(self) -> float:
        """P for 'level and slope both changed': the larger of the two; NaN where either could not be tested."""
        return float(np.maximum(self.level.p_value, self.slope.p_value))


def departure_sentence(found: Departure, unit: str) -> str:
    """One effect in words: size, interval, p, and what the test could not have seen."""
    said = "a departure" if found.p_value < 0.05 else "no departure that this test can tell from the scatter"
    rate = f"false-positive rate {found.false_positive_rate:.1%}, worst {found.false_positive_worst:.1%}"
    return (
        f"{found.what}: {said}, {found.effect:+.3g} {unit} (95 % interval {found.interval[0]:+.3g} to "
        f"{found.interval[1]:+.3g}, p {found.p_value:.3f}); smallest effect seen four times in five "
        f"{found.smallest_detectable_effect:.3g}; {rate}."
    )


def whole_sentence(level: Departure, slope: Departure, placebo: Floats, counts: tuple[int, int, int]) -> str:
    """The result in words, with the check that speaks against it."""
    before, after, gaps = counts
    gap = f", {gaps} missing inside" if gaps else ""
    parts = [f"Against the line of {before} years before the break ({after} years after{gap}):", level.sentence]
    parts.append(slope.sentence)
    if placebo.size:
        hits = int(np.count_nonzero(placebo < 0.05))
        parts.append(f"The same test at {placebo.size} earlier years finds a departure of level at {hits} of them.")
    return " ".join(parts)


def too_few(found: TrendDeparture, reason: str) -> str:
    """Why nothing can be said, and what would be enough."""
    return (
        f"Too few to say: {reason}. Found {found.n_before} years before and {found.n_after} from {found.break_year} "
        f"on; enough would be {found.needed_before} before and {found.needed_after} after that scatter about a line."
    )
