"""What a comparison of two rates gives back, and the sentence that says it in words. No event is counted here."""

from __future__ import annotations

from dataclasses import dataclass

from multifront.timing.admission import Period


@dataclass(frozen=True, slots=True)
class RateChangeResult:
    """A comparison of the rates of one stream in two periods; rates are events a year (365.25 days).

    `effect` is the ratio after / before (inf with no event before, nan with none at all). `method` says which p is
    primary: 'exact', or 'adjusted for clustering' where events come in clusters; `interval` belongs to it, at level
    1 - alpha. `false_positive_rate` is that of the primary p on such data (of an exact p: on separate events);
    `exact_size` and `exact_rate_if_clustered` are those of the plain exact test, without and with the clustering of
    these data.
    """

    name: str
    before: Period
    after: Period
    events_before: int
    events_after: int
    outside: int
    days_before: int
    days_after: int
    rate_before: float
    rate_after: float
    effect: float
    interval: tuple[float, float]
    exact_interval: tuple[float, float]
    mid_p_interval: tuple[float, float]
    p_value: float
    p_exact: float
    p_mid: float
    p_increase: float
    p_decrease: float
    p_adjusted: float
    dispersion: float
    cluster_scale_days: float
    method: str
    alpha: float
    power: float
    seed: int
    false_positive_rate: float
    exact_size: float
    exact_rate_if_clustered: float | None
    smallest_detectable_effect: float | None
    smallest_detectable_decrease: float | None
    joint: bool
    too_few: str
    enough: int | None
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The result in words, with what else it could mean."""
        counted = (
            f"{self.name}: {self.events_before} events in the {self.days_before} days before ({self.rate_before:.2f} a "
            f"year) and {self.events_after} in the {self.days_after} days after ({self.rate_after:.2f} a year)."
        )
        if self.too_few:
            return " ".join([counted, f"Too few to say: {self.too_few}", *self.notes])
        return " ".join([counted, self._judged(), self._trusted(), *self.notes])

    def _judged(self) -> str:
        """Ratio, interval and p, and what they allow to say."""
        low, high = self.interval
        figures = (
            f"ratio {self.effect:.2f}, {1 - self.alpha:.0%} interval {low:.2f} to {high:.2f}, p = {self.p_value:.3g}"
        )
        if self.method != "exact":
            figures += f" {self.method}, exact p {self.p_exact:.3g}"
        if self.p_value > self.alpha:
            return (
                f"The rates do not differ more than chance allows ({figures}); this does not show that they are equal."
            )
        word = "higher" if self.effect > 1.0 else "lower"
        return (
            f"The rate was {word} after ({figures}); why is another question, and a change in what was counted or "
            "reported would look the same."
        )

    def _trusted(self) -> str:
        """False-positive rate and reach of the test."""
        rise = self.smallest_detectable_effect
        reach = "no rise, however large" if rise is None else f"a rise to {rise:.1f} times or more"
        return (
            f"On equal rates the test rejects {self.false_positive_rate:.1%} of the time; with {self.power:.0%} power "
            f"it sees {reach}."
        )
