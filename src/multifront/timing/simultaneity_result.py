"""What a simultaneity test gives back: figures, episodes, index by week, sentence. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from multifront.timing.admission import Period
from multifront.timing.coincidence_result import RIVAL_READINGS


@dataclass(frozen=True, slots=True)
class Episode:
    """Windows in a row with enough active streams: first and last day covered, most streams in one window, and which.

    `p_adjusted` is the chance that independent streams have a window with as many anywhere in the span.
    """

    first: date
    last: date
    most: int
    actors: tuple[str, ...]
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class IndexWeek:
    """A calendar week: its Monday, how many of its days lie in the span, and the streams with an event in it."""

    monday: date
    days: int
    actors: tuple[str, ...]

    @property
    def active(self) -> int:
        """Number of streams with at least one event in the week: the index."""
        return len(self.actors)


@dataclass(frozen=True, slots=True)
class SimultaneityResult:
    """A scan for windows in which at least so many of the streams are active, against streams moved independently.

    `effect` is the share of windows with enough active streams less the share expected, in [-1, 1]; `interval` (level 1
    - 2 alpha) is that share less the null's quantiles. `p_value` is the calibrated p of the number of windows (1 where
    `too_few` says why it cannot decide), `p_raw` before calibration, `p_most` that of the most active window.
    `smallest_detectable_effect` is a number of joint episodes, another scale than `effect`; None where not even the
    most that was tried is found with 80 % power.
    """

    names: tuple[str, ...]
    events: tuple[int, ...]
    window_days: int
    at_least: int
    active: str
    span: Period
    alpha: float
    draws: int
    seed: int
    windows: int
    windows_seen: int
    windows_expected: float
    most: int
    effect: float
    interval: tuple[float, float]
    p_value: float
    p_raw: float
    p_most: float
    binding_null: str
    false_positive_rate: float
    false_positive_rate_raw: float
    smallest_detectable_effect: int | None
    episodes: tuple[Episode, ...]
    index: tuple[IndexWeek, ...]
    joint: bool
    too_few: str
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The result in words, with what else it could mean."""
        counted = (
            f"In {self.windows_seen} of {self.windows} windows of {self.window_days} days at least {self.at_least} of "
            f"{len(self.names)} streams were {self.active}; independent streams of the same shapes would give "
            f"{self.windows_expected:.0f}."
        )
        return " ".join([counted, self._judged(), *self.notes])

    def _judged(self) -> str:
        """What that allows to say, and how far the test can be trusted."""
        if self.too_few:
            return f"Too few to say: {self.too_few}"
        sees = self.smallest_detectable_effect
        reach = "not even the most joint episodes tried" if sees is None else f"{sees} joint episodes or more"
        trust = (
            f"On independent streams like these the test rejects {self.false_positive_rate:.1%} of the time; with 80 % "
            f"power it sees {reach}."
        )
        figures = f"p = {self.p_value:.3g}, raw {self.p_raw:.3g}; most in one window {self.most}, p = {self.p_most:.3g}"
        if self.p_value <= self.alpha:
            return f"That is more than chance allows ({figures}). {RIVAL_READINGS} {trust}"
        return f"That is not more than chance allows ({figures}); this does not show independence. {trust}"
