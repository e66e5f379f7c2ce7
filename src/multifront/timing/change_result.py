"""What a search for change points gives back, and the sentences that say it in words. Nothing is searched here."""

from __future__ import annotations

from dataclasses import dataclass

from multifront.domain import Floats


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `last_before` and `first_after` are the labels of the two values beside it.

    `interval` holds the labels of the earliest and latest last value before the change at level 1 - alpha, refitted on
    redrawn segments. `effect` is the mean after minus before; `likelihood_ratio` the cost saved by this change alone.
    `p_value` is the rank of that gain among the largest gains that the search finds in series without a change whose
    neighbours look as much alike.
    """

    last_before: str
    first_after: str
    interval: tuple[str, str]
    mean_before: float
    mean_after: float
    effect: float
    likelihood_ratio: float
    p_value: float


@dataclass(frozen=True, slots=True)
class ChangePoints:
    """Change points of a series of `count` values; `false_positive_rate` is how often a series without any shows one.

    `autocorrelation` is the mean of those with which series without a change look as this one; `false_positive_rate` is
    drawn with them, `rate_if_independent` with none. `p_value` is the smallest p of a change, 1 without any.
    `smallest_detectable_effect` is the change of the mean in the middle of the series that is found with the wanted
    power.
    """

    name: str
    cost: str
    count: int
    penalty: float
    shortest: int
    variance: float
    dispersion: float
    autocorrelation: float
    changes: tuple[Change, ...]
    means: Floats
    false_positive_rate: float
    rate_if_independent: float
    smallest_detectable_effect: float | None
    alpha: float
    power: float
    draws: int
    seed: int
    too_few: str
    enough: int | None
    notes: tuple[str, ...]

    @property
    def p_value(self) -> float:
        """Smallest p of a change; 1 where none was found, NaN where none could be sought."""
        if self.too_few:
            return float("nan")
        return min((one.p_value for one in self.changes), default=1.0)

    @property
    def sentence(self) -> str:
        """The result in words."""
        if self.too_few:
            return f"{self.name}: too few to say: {self.too_few}"
        found = "; ".join(self._said(one) for one in self.changes)
        reach = self.smallest_detectable_effect
        sees = "no change, however large" if reach is None else f"a change of the mean by {reach:.3g} or more"
        trust = (
            f"On a series without change and with this autocorrelation ({self.autocorrelation:+.2f}) the search finds "
            f"a change {self.false_positive_rate:.1%} of the time; with {self.power:.0%} power it sees {sees}."
        )
        opening = f"{self.name}: {found}." if found else f"{self.name}: no change of the mean was found."
        return " ".join([opening, trust, *self.notes])

    def _said(self, one: Change) -> str:
        """One change in words."""
        early, late = one.interval
        weak = "" if one.p_value <= self.alpha else ", no more than chance and autocorrelation allow"
        return (
            f"the mean went from {one.mean_before:.4g} to {one.mean_after:.4g} after {one.last_before} "
            f"({1 - self.alpha:.0%} interval {early} to {late}, p = {one.p_value:.3g}{weak})"
        )
