"""What a scored row of forecasts gives back, and the sentence that says it in words. No forecast is made here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountForecast:
    """The forecast of one period: mean, chance of `at_least` events, central interval of 80 %, and what came.

    `known` is what of the period before was public on the eve; `seen` is None for the period that is still to come.
    """

    period: str
    known: int
    mean: float
    chance: float
    low: int
    high: int
    seen: int | None


@dataclass(frozen=True, slots=True)
class ScoreComparison:
    """One score of the model against one other forecast, means over the same periods; less is better.

    `gain` is the other's mean score minus the model's, `interval` its interval at level 1 - 2 alpha, `skill` the gain
    over the other's mean score (1: perfect, 0: no better). `p_value` is one-sided; `p_independent` takes the gains of
    different periods for independent; `q_value` is Benjamini-Hochberg's over all comparisons of the result.
    """

    score: str
    against: str
    model_score: float
    other_score: float
    gain: float
    interval: tuple[float, float]
    skill: float
    p_value: float
    p_independent: float
    q_value: float


@dataclass(frozen=True, slots=True)
class ForecastResult:
    """Forecasts of a stream's count one period ahead, each made with what was public on its eve, and their scores.

    `effect`, `interval` and `p_value` are the gain in CRPS over `against`, the comparison named beforehand: the same
    model without the indicator, or without an indicator the base rate. `false_positive_rate` is how often p <= alpha on
    streams like this in which the indicator (own history) tells nothing; `smallest_detectable_effect` the ratio of
    rates after one indicator event (own event) that is found with the wanted power, None where none up to 16 (2) is.
    """

    name: str
    indicator: str | None
    by: str
    at_least: int
    first: str
    last: str
    periods: int
    events: int
    against: str
    comparisons: tuple[ScoreComparison, ...]
    forecasts: tuple[CountForecast, ...]
    next_forecast: CountForecast | None
    effect: float
    interval: tuple[float, float]
    p_value: float
    false_positive_rate: float
    smallest_detectable_effect: float | None
    coverage: float
    alpha: float
    power: float
    draws: int
    seed: int
    too_few: str
    enough: int | None
    notes: tuple[str, ...]

    @property
    def warns(self) -> bool:
        """The gain over `against` is significant and the model scores better than base rate and persistence too."""
        rest = [one.gain > 0.0 for one in self.comparisons if one.score == "crps"]
        return not self.too_few and self.p_value <= self.alpha and all(rest)

    @property
    def sentence(self) -> str:
        """The result in words."""
        if self.too_few:
            return " ".join([f"{self.name}: too few to say: {self.too_few}", *self.notes])
        opening = (
            f"{self.name}: {self.periods} {self.by}s ({self.first} to {self.last}, {self.events} events) forecast one "
            "ahead, each with what was public on its eve."
        )
        return " ".join([opening, self._judged(), self._trusted(), *self.notes])

    def _judged(self) -> str:
        """Verdict with the scores."""
        crps = [one for one in self.comparisons if one.score == "crps"]
        low, high = self.interval
        mine = f"{self.indicator} as indicator" if self.indicator else "own history"
        others = ", ".join(f"{one.against} {one.other_score:.3f} ({one.skill:+.0%})" for one in crps)
        figures = (
            f"CRPS with {mine} {crps[0].model_score:.3f}, less is better; {others}; gain over {self.against} "
            f"{self.effect:+.4f}, {1 - 2 * self.alpha:.0%} interval {low:+.4f} to {high:+.4f}, p = {self.p_value:.3g}"
        )
        subject = "The indicator" if self.indicator else "Own history"
        if self.warns:
            return f"{subject} warns: its forecasts are better than all others ({figures}); this is no cause."
        if self.p_value <= self.alpha:
            return f"{subject} adds to {self.against}, but a simpler forecast does as well: no warning ({figures})."
        return f"{subject} does not warn ({figures}); this does not show that it never could."

    def _trusted(self) -> str:
        """False-positive rate and reach."""
        ratio, what = self.smallest_detectable_effect, "indicator" if self.indicator else "own"
        reach = (
            f"no ratio up to {16 if self.indicator else 2}"
            if ratio is None
            else f"a rate {ratio:.1f} times as high or more"
        )
        return (
            f"Where there is nothing to find, p falls to {self.alpha:g} or below {self.false_positive_rate:.1%} of the "
            f"time; with {self.power:.0%} power it sees {reach} after one {what} event."
        )
