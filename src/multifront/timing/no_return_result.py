"""What a question of no return gives back, and the sentence that says it in words. No excursion is counted here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersistenceResult:
    """How long a series has stayed beyond its earlier range, and how often earlier stays of that length ended.

    `run` counts the last values in a row beyond `bound`. `comparable` earlier excursions beyond the `quantile` of the
    values before them lasted at least `run` values (or half of it, where `relaxed`), `returned` of them came back.
    `effect` is the share that came back, `interval` Clopper-Pearson's; both are of the past excursions. `p_value` is
    the chance of a run at least so long at the end of series with the earlier values' mean, spread and autocorrelation.
    `needed` is the run at which that chance falls to alpha; `never_needs` the number of excursions, none of which
    returned, that would put the upper end for a return below `never_below`.
    """

    name: str
    direction: str
    since: str
    bound: float
    run: int
    count_before: int
    autocorrelation: float
    comparable: int
    returned: int
    relaxed: bool
    effect: float
    interval: tuple[float, float]
    p_value: float
    false_positive_rate: float
    smallest_detectable_effect: float | None
    needed: int | None
    never_below: float
    never_needs: int
    alpha: float
    seed: int
    too_few: str
    enough: int | None
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The result in words; it never says that there is no return."""
        if self.too_few:
            return f"{self.name}: too few to say: {self.too_few}"
        word = "above" if self.direction == "above" else "below"
        opening = (
            f"{self.name}: the last {self.run} values lie {word} {self.bound:.4g}, the limit of the "
            f"{self.count_before} values before {self.since}."
        )
        return " ".join([opening, self._past(), self._chance(), self._never(), *self.notes])

    def _past(self) -> str:
        """What became of earlier excursions."""
        length = (
            f"at least {max(1, self.run // 2)} values (half as long)" if self.relaxed else f"{self.run} values or more"
        )
        if self.comparable == 0:
            return f"No earlier excursion lasted {length}, so there is no base rate of a return."
        low, high = self.interval
        return (
            f"Of {self.comparable} earlier excursions of {length}, {self.returned} came back ({self.effect:.0%}, "
            f"{1 - self.alpha:.0%} interval {low:.0%} to {high:.0%})."
        )

    def _chance(self) -> str:
        """How surprising the run is for a series that did not change."""
        verdict = "is more than" if self.p_value <= self.alpha else "is no more than"
        wanted = "no run of that length" if self.needed is None else f"{self.needed} values"
        return (
            f"A run of {self.run} {verdict} a series with the same mean, spread and autocorrelation "
            f"({self.autocorrelation:+.2f}) would show (p = {self.p_value:.3g}; {wanted} would be needed; without a "
            f"change the test rejects {self.false_positive_rate:.1%} of the time)."
        )

    def _never(self) -> str:
        """What the word never would take."""
        return (
            f"To say 'never' (a return in fewer than {self.never_below:.0%} of cases) would take {self.never_needs} "
            "like excursions of which none came back; one series cannot give that."
        )
