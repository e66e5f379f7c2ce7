"""Yearly series of real values with their trend over declared spans, the first of which decides. No verdicts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from multifront import alignment
from multifront.claims.kind import Context, Parameters
from multifront.claims.ledger import Basis
from multifront.claims.rules import EffectEvidence, verdict_on_effect
from multifront.claims.specifications import Specification, SpecificationCurve, shows
from multifront.domain import Floats
from multifront.errors import UsageError

ALPHA = 0.05
DRAWS, FEWEST_DRAWS = 500, 100
"""Synthetic series for a test's own rates; other spans show only their p, which does not depend on draws."""

WORDS = {
    "supported": "as claimed",
    "partly supported": "as claimed",
    "contradicted": "other way",
    "not supported": "steady",
    "cannot be tested": "unclear",
}
"""What a series says, by the verdict that its trend would earn alone."""


class Years(Parameters):
    """Calendar years from the first to the last, both counted."""

    first: int = Field(description="first year")
    last: int = Field(description="last year")

    @model_validator(mode="after")
    def _in_order(self) -> Years:
        if self.last <= self.first:
            raise ValueError(f"the last year ({self.last}) is not after the first ({self.first})")
        return self

    @property
    def label(self) -> str:
        """As readers see it."""
        return f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class YearlyValues:
    """Values by year with the ends of their intervals, arrays of shape (n,), errors where known, what they rest on."""

    years: NDArray[np.int64]
    values: Floats
    low: Floats
    high: Floats
    errors: Floats | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a series: its name and title, the direction asserted as +1 or -1, what matters a year, units."""

    name: str
    title: str
    sign: float
    smallest: float
    log: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Trended:
    """A series with its trend over the span that decides and over every other declared span."""

    asked: Asked
    span: Years
    values: YearlyValues
    test: alignment.ValueTrend
    others: tuple[tuple[Years, alignment.ValueTrend], ...]

    @property
    def effect(self) -> float:
        """Slope a year in the direction that the claim asserts."""
        return self.asked.sign * self.test.effect

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of `effect`."""
        first, second = (self.asked.sign * end for end in self.test.interval)
        return min(first, second), max(first, second)

    def says(self, q_value: float) -> str:
        """`as claimed`, `other way`, `steady` where a slope of interest is excluded, `unclear` or `too few`."""
        if not self.test.enough:
            return "too few"
        low, high = self.interval
        return WORDS[verdict_on_effect(EffectEvidence(self.effect, low, high, 0.0, self.asked.smallest, q_value))]

    @property
    def flips(self) -> bool:
        """Whether a test over another span is significant where the deciding one is not, or the other way round."""
        main = self.test.p_value < ALPHA
        return any(one.enough and (one.p_value < ALPHA) != main for _, one in self.others)


def measure_trend(values: YearlyValues, asked: Asked, spans: Sequence[Years], context: Context) -> Trended:
    """The trend of a series over every declared span, the first of which decides.

    Args:
        values: the whole series.
        asked: what is asked of it.
        spans: the deciding span, then the others.
        context: for the seed.

    Raises:
        UsageError: logarithms are asked of values that are not above zero.
    """
    if asked.log and np.any(values.values <= 0):
        raise UsageError(
            f"{asked.title}: `log` needs values above 0, found {float(np.min(values.values)):g}; leave `log` out"
        )
    scale = np.log(values.values) if asked.log else values.values

    def test(span: Years, draws: int) -> alignment.ValueTrend:
        inside = (values.years >= span.first) & (values.years <= span.last)
        errors = None if values.errors is None or asked.log else values.errors[inside]
        return alignment.value_trend(
            values.years[inside], scale[inside], standard_errors=errors, draws=draws, rng=context.seed
        )

    main, *others = spans
    tested = tuple((span, test(span, FEWEST_DRAWS)) for span in others)
    return Trended(asked, main, values, test(main, DRAWS), tested)


def trends_curve(measured: Sequence[Trended], basis: Basis) -> SpecificationCurve:
    """Every series over every declared span, in units of its own smallest effect of interest.

    Args:
        measured: the series with their trends.
        basis: of all of them.
    """
    found = []
    for item in measured:
        for span, test in ((item.span, item.test), *item.others):
            choices = (("Series", item.asked.title), ("Years", span.label))
            main, group = test is item.test, item.asked.title
            if not test.enough:
                found.append(Specification(choices, None, None, None, "nothing", main=main, group=group, declared=main))
                continue
            scale = item.asked.sign / item.asked.smallest
            effect, *ends = (scale * value for value in (test.effect, *test.interval))
            said = shows(effect, test.p_value, ALPHA)
            found.append(Specification(choices, effect, min(ends), max(ends), said, main, group, p_value=test.p_value))
    levels = ((0.0, "no trend"), (1.0, "smallest effect of interest"))
    label = "slope a year as claimed, in smallest effects of interest"
    return SpecificationCurve(label, levels, "the intervals of each test", tuple(found), basis)


def shown_value(asked: Asked, slope: float) -> tuple[float, str, str]:
    """A slope as readers see it: value, unit and style of the ledger; per cent where logarithms were tested."""
    if asked.log:
        return math.expm1(slope), "%", "percent"
    return slope, asked.unit, "auto"
