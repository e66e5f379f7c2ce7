"""What a test of a trend in counts gives back, and the sentence that says it in words. No count is looked at here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountTrend:
    """A log-linear trend in counts; `effect` is the growth a period (0.1 is 10 %), `interval` has level 1 - alpha.

    `p_value` is the larger of `p_permutation` (periods exchangeable) and `p_autocorrelated` (draws without a trend that
    have the dispersion of the counts and whose neighbours look as alike); `p_quasi` is the t-test's.
    `false_positive_rate` is that of the rule on such draws, `permutation_rate` that of the permutation test alone. The
    two smallest detectable effects are growth a period, upward and downward.
    """

    name: str
    count: int
    total: int
    effect: float
    interval: tuple[float, float]
    dispersion: float
    autocorrelation: float
    p_value: float
    p_permutation: float
    p_autocorrelated: float
    p_quasi: float
    false_positive_rate: float
    permutation_rate: float
    smallest_detectable_effect: float | None
    smallest_detectable_decrease: float | None
    alpha: float
    power: float
    draws: int
    seed: int
    too_few: str
    enough: int | None

    @property
    def sentence(self) -> str:
        """The result in words."""
        opening = f"{self.name}: {self.total} events in {self.count} periods."
        if self.too_few:
            return f"{opening} Too few to say: {self.too_few}"
        low, high = self.interval
        figures = (
            f"growth {self.effect:+.1%} a period, {1 - self.alpha:.0%} interval {low:+.1%} to {high:+.1%}, "
            f"p = {self.p_value:.3g}, dispersion {self.dispersion:.1f}, autocorrelation {self.autocorrelation:+.2f}"
        )
        rise = self.smallest_detectable_effect
        reach = "no growth, however large" if rise is None else f"a growth of {rise:.1%} a period or more"
        trust = (
            f"Without a trend the test rejects {self.false_positive_rate:.1%} of the time (the permutation test alone "
            f"{self.permutation_rate:.1%}); with {self.power:.0%} power it sees {reach}."
        )
        if self.p_value > self.alpha:
            verdict = "No more trend than chance allows"
            return f"{opening} {verdict} ({figures}); this does not show that there is none. {trust}"
        word = "rose" if self.effect > 0.0 else "fell"
        return f"{opening} The counts {word} ({figures}); better counting, or one step, would look the same. {trust}"
