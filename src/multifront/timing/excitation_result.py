"""What a Hawkes fit gives back, pair by pair and as a whole, and the sentences. Nothing is fitted here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from multifront.domain import Floats

RIVAL_READING = (
    "Excitation means that events follow events; a common cause that lasts days to weeks, or one report that lists "
    "several events, would look the same."
)


@dataclass(frozen=True, slots=True)
class PairExcitation:
    """Excitation of series `target` by series `source`: `effect` is the mean number of direct offspring of an event.

    `interval` is the bootstrap's at level 1 - alpha, `q_value` Benjamini-Hochberg over all pairs of the fit. `p_range`
    holds the lowest and highest p over the jitters. All are NaN where nothing was drawn. `smallest_detectable_effect`
    is a branching, found with the wanted power; `mean_delay` is one over the decay, in days.
    """

    target: str
    source: str
    effect: float
    interval: tuple[float, float]
    jitter_sd: float
    mean_delay: float
    p_value: float
    p_range: tuple[float, float]
    q_value: float
    false_positive_rate: float
    smallest_detectable_effect: float
    alpha: float

    @property
    def sentence(self) -> str:
        """The pair in words."""
        whom = "its own earlier events" if self.target == self.source else f"events of {self.source}"
        low, high = self.interval
        figures = (
            f"branching {self.effect:.2f}, interval {low:.2f} to {high:.2f}, mean delay {self.mean_delay:.1f} days; "
            f"p = {self.p_value:.3g}, q = {self.q_value:.3g}"
        )
        trust = (
            f"Without excitation the test rejects {self.false_positive_rate:.1%} of the time; it sees a branching of "
            f"{self.smallest_detectable_effect:.2f} or more."
        )
        if self.p_value <= self.alpha:
            return f"{self.target} was excited by {whom} ({figures}). {RIVAL_READING} {trust}"
        return (
            f"No excitation of {self.target} by {whom} beyond chance ({figures}); this does not show that there is "
            f"none. {trust}"
        )


@dataclass(frozen=True, slots=True)
class HawkesResult:
    """A fitted multivariate Hawkes process; matrices have shape (D, D), row = excited series, column = exciting one.

    `coefficients` (D, terms) belong to the log of the baseline with the terms named in `terms`. `fit_p_values` (D,) are
    the bootstrap p of the Kolmogorov-Smirnov distance from Exp(1), `serial_p_values` (D,) those of Ljung-Box: small
    means that the model does not fit. `too_few` is empty, or why nothing was fitted, and all numbers are then NaN;
    `enough` is the number of events a series needs.
    """

    names: tuple[str, ...]
    span: tuple[Any, Any]
    days: float
    events: tuple[int, ...]
    ties: tuple[int, ...]
    daily: bool
    jitters: int
    draws: int
    seed: int
    decay: str
    terms: tuple[str, ...]
    log_likelihood: float
    coefficients: Floats
    baseline_share: Floats
    branching: Floats
    decays: Floats
    spectral_radius: float
    spectral_radius_interval: tuple[float, float]
    pairs: tuple[PairExcitation, ...]
    fit_p_values: Floats
    serial_p_values: Floats
    too_few: str
    enough: int | None
    notes: tuple[str, ...]

    @property
    def jumps(self) -> Floats:
        """Jumps alpha = branching * decays, a day."""
        return self.branching * self.decays

    def pair(self, target: str, source: str) -> PairExcitation:
        """The excitation of one series by another; KeyError with the names where there is none."""
        for one in self.pairs:
            if (one.target, one.source) == (target, source):
                return one
        raise KeyError(f"no pair ({target!r}, {source!r}); the series are {', '.join(self.names)}")

    @property
    def sentence(self) -> str:
        """The whole fit in words."""
        counted = ", ".join(f"{name} {count}" for name, count in zip(self.names, self.events, strict=True))
        opening = f"Events in {self.days:g} days: {counted}."
        if self.too_few:
            return " ".join([opening, f"Too few to say: {self.too_few}", *self.notes])
        low, high = self.spectral_radius_interval
        size = f"Spectral radius {self.spectral_radius:.2f}, interval {low:.2f} to {high:.2f}."
        return " ".join([opening, size, self._fitness(), *(one.sentence for one in self.pairs), *self.notes])

    def _fitness(self) -> str:
        """Whether the model fits at all."""
        alpha = self.pairs[0].alpha if self.pairs else 0.05
        tests = zip(self.names, self.fit_p_values, self.serial_p_values, strict=True)
        poor = [name for name, fit, serial in tests if min(fit, serial) <= alpha / 2]
        if poor:
            return f"The model does not fit {', '.join(poor)} (time rescaling): read its branching with care."
        return "Time rescaling finds no misfit."
