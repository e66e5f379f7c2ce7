"""Series that speak about how close two states are, each tested against its own earlier trend. No verdicts here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from multifront import alignment
from multifront.claims.kind import Context, Parameters
from multifront.claims.ledger import Basis
from multifront.domain import Floats, Series
from multifront.errors import EvidenceError

DRAWS, FEWEST_DRAWS = 500, 100
"""Synthetic series for a test's own rates; alternatives show only their p, which does not depend on draws."""

Source = Literal["ideal_points", "votes", "series"]


class PairSeries(Parameters):
    """One series about two states and how to read it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see")
    source: Source = Field(description="where the series comes from: UN ideal points, UN votes, or figures")
    closer: Literal["up", "down"] = Field(description="the direction that means closer")
    measure: str = Field(default="kappa", description="likeness of votes, for source `votes`")
    indicator: str = Field(default="", description="indicator of the evidence, for source `series`")
    definition_id: str = Field(default="", description="definition of its figures; needed where there are several")
    log: bool = Field(default=False, description="whether the logarithm is tested, for what grows in proportion")
    unit: str = Field(default="", description="unit that readers see")


class Component(PairSeries):
    """One series of an alignment claim, with the trend before the break."""

    smallest_effect_of_interest: float = Field(gt=0, description="in units of the series (of its logarithm with `log`)")
    first_year: int = Field(description="first year of the trend before the break")
    alternative_first_years: list[int] = Field(
        default_factory=list, description="other first years, declared and all shown"
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """A component with its values by year, its test, and the same test from other first years."""

    component: Component
    years: NDArray[np.int64]
    values: Floats
    low: Floats
    high: Floats
    test: alignment.TrendDeparture
    alternatives: tuple[alignment.TrendDeparture, ...]
    basis: Basis

    @property
    def sign(self) -> float:
        """Plus one where more means closer, minus one where less does."""
        return 1.0 if self.component.closer == "up" else -1.0

    @property
    def effect(self) -> float:
        """Departure of level in the direction 'closer'."""
        return self.sign * self.test.effect

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of `effect`."""
        first, second = (self.sign * bound for bound in self.test.interval)
        return (min(first, second), max(first, second))


def measure_component(component: Component, pair: tuple[str, str], break_year: int, context: Context) -> Measured:
    """Values of one component for a pair of states, and its departure from the trend before the break."""
    years, values, low, high, errors, basis = read_pair(component, pair, context)
    basis = replace(basis, how=_tested(basis.how, component))

    def test(first_year: int, draws: int) -> alignment.TrendDeparture:
        scale = np.log(values) if component.log else values
        noise = None if component.log else errors
        return alignment.trend_departure(
            years,
            scale,
            break_year=break_year,
            standard_errors=noise,
            first_year=first_year,
            draws=draws,
            rng=context.seed,
        )

    main = test(component.first_year, DRAWS)
    others = tuple(test(first, FEWEST_DRAWS) for first in component.alternative_first_years)
    return Measured(component, years, values, low, high, main, others, basis)


def measure_public(component: Component, pair: tuple[str, str], break_year: int, context: Context) -> Measured | None:
    """As `measure_component`; None where the cut holds nothing of the series. Without a cut that is an error."""
    try:
        return measure_component(component, pair, break_year, context)
    except EvidenceError:
        if context.evidence.as_of is None:
            raise
        return None


def read_pair(component: PairSeries, pair: tuple[str, str], context: Context) -> Read:
    """Years, values, ends of intervals, standard errors where known, and what they rest on.

    Args:
        component: which series.
        pair: two ISO3 codes.
        context: the evidence at its cut.

    Raises:
        EvidenceError: the cut holds nothing of the series.
    """
    reader = {"ideal_points": _ideal_points, "votes": _votes, "series": _series}[component.source]
    return reader(component, pair, context)


Read = tuple[NDArray[np.int64], Floats, Floats, Floats, Floats | None, Basis]


def _ideal_points(component: PairSeries, pair: tuple[str, str], context: Context) -> Read:
    first, second = (context.evidence.series("un_ideal_point", actor) for actor in pair)
    years, at_first, at_second = np.intersect1d(first.years, second.years, return_indices=True)
    points = [s.best[i] for s, i in ((first, at_first), (second, at_second))]
    spreads = [alignment.sd_from_interval(s.low[i], s.high[i]) for s, i in ((first, at_first), (second, at_second))]
    found = alignment.ideal_point_distance(*points, *spreads)
    how = f"alignment.ideal_point_distance(un_ideal_point of {pair[0]}, {pair[1]}; sd from the 5-95 % intervals)"
    basis = Basis(how, (first.selection, second.selection), seed=context.seed)
    return years, found.distance, found.low, found.high, found.standard_deviation, basis


def _votes(component: PairSeries, pair: tuple[str, str], context: Context) -> Read:
    votes = context.evidence.votes((min(pair), max(pair)))
    found = alignment.vote_similarity(votes, component.measure)
    how = f"alignment.vote_similarity(votes of {pair[0]}-{pair[1]}, measure={component.measure!r})"
    basis = Basis(how, (votes.selection,), seed=context.seed)
    return found.year, found.value, found.low, found.high, found.standard_error, basis


def _series(component: PairSeries, pair: tuple[str, str], context: Context) -> Read:
    series: Series = context.evidence.series(component.indicator, pair[0], pair[1], component.definition_id)
    yearly = whole_years(series)
    how = (
        f"evidence.series({component.indicator!r}, {pair[0]!r}, {pair[1]!r}, {component.definition_id!r}), whole years"
    )
    basis = Basis(how, (series.selection,), seed=context.seed)
    return series.years[yearly], series.best[yearly], series.low[yearly], series.high[yearly], None, basis


def whole_years(series: Series) -> NDArray[np.bool_]:
    """Periods that are one calendar year; quarters and running totals of a year are other quantities."""
    length = (series.ends - series.starts).astype(np.int64) + 1
    return np.asarray((length >= 365) & (length <= 366) & np.isfinite(series.best))


def _tested(how: str, component: Component) -> str:
    scale = "log values" if component.log else "values"
    return f"{how}; alignment.trend_departure({scale}, first_year={component.first_year})"
