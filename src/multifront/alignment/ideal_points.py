"""Dynamic ideal points from votes of yes, abstain and no: the call, its options, its result; no estimation."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from multifront.alignment.ideal_calibration import Calibrated, calibrated_fit
from multifront.alignment.ideal_fit import Priors
from multifront.alignment.ideal_kernels import Whole
from multifront.alignment.ideal_votes import IdealPointVotes, IndexedVotes, indexed
from multifront.alignment.points import PointDistance, ideal_point_distance
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name


@dataclass(frozen=True, slots=True)
class IdealPointOptions:
    """How to fit: rounds and when to stop, the priors (on a scale where state-years have sd 1), and what is reported.

    `tolerance` is the largest move of a state-year in one round, in its own standard deviations, at which the fit has
    converged. `innovation_sd` is that of a state's step from year to year; None estimates it, too low where
    votes are few. `anchor` is the state
    whose mean is positive. State-years with fewer than `min_votes` votes on divided items are NaN.
    """

    iterations: int = 200
    tolerance: float = 0.02
    entry_sd: float = 1.0
    innovation_sd: float | None = 0.15
    slope_sd: float = 1.0
    centre_sd: float = 3.0
    gap: tuple[float, float] = (-0.7, 1.0)
    anchor: str = "USA"
    min_votes: int = 5
    level: float = 0.9
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ItemParameters:
    """One row a divided item: yes up to the lower cut of slope x point + noise, no above the upper, abstain between."""

    item: NDArray[np.str_]
    year: Whole
    slope: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """One row a state and year, ordered by state and year: point, standard error and interval, NaN where not reported.

    `votes` counts the recorded votes, `used` those on divided items. `bound` is the lower bound of the log posterior by
    round, up to a constant. `unanimous` lists the items left out because all voted alike; `absent` counts NaN votes.
    """

    state: NDArray[np.str_]
    year: Whole
    point: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    votes: Whole
    used: Whole
    level: float
    items: ItemParameters
    unanimous: NDArray[np.str_]
    absent: int
    innovation_sd: float
    inflation: tuple[float, float]
    bound: Floats
    change: float
    converged: bool
    covariances: tuple[tuple[Whole, Floats], ...] = field(repr=False)

    @property
    def sentence(self) -> str:
        """What was fitted and whether it settled."""
        shown = int(np.count_nonzero(np.isfinite(self.point)))
        ending = "converged" if self.converged else "NOT converged: raise `iterations` and do not use the points"
        return (
            f"{shown} of {self.point.size} state-years have a point, from {self.items.item.size} divided items "
            f"({self.unanimous.size} unanimous left out); {ending} after {self.bound.size} rounds, last move "
            f"{self.change:.3f} standard errors"
        )

    def covariance(self, a: str, b: str, year: int) -> float:
        """Posterior covariance of two states' points in one year; NaN where either has none.

        Raises:
            UsageError: a state that has no row in any year.
        """
        first, second = self._row(a, year), self._row(b, year)
        if first is None or second is None:
            return float("nan")
        nodes, block = self.covariances[year - int(self.year.min())]
        return float(block[np.searchsorted(nodes, first), np.searchsorted(nodes, second)])

    def distance(self, a: str, b: str, year: int) -> PointDistance:
        """Distance of two states' points in one year, its interval with their covariance; arrays of shape (1,).

        Raises:
            UsageError: a state that has no row in any year.
        """
        shared = self.covariance(a, b, year)
        if np.isnan(shared):
            gone = np.full(1, np.nan)
            return PointDistance(gone, gone, gone, gone, self.level, float("nan"))
        rows = [np.flatnonzero((self.state == name) & (self.year == year)) for name in (a, b)]
        points = [self.point[row] for row in rows]
        errors = [self.standard_error[row] for row in rows]
        correlation = float(np.clip(shared / (errors[0] * errors[1]).item(), -1.0, 1.0))
        return ideal_point_distance(*points, *errors, level=self.level, correlation=correlation)

    def _row(self, state: str, year: int) -> int | None:
        """The row of a state-year with a point, None where it has none, an error where the state has no row at all."""
        found = np.flatnonzero(self.state == state)
        if found.size == 0:
            names = tuple(np.unique(self.state).tolist())
            raise UsageError(unknown_name("state", state, names, "use the codes that the votes came with"))
        found = found[(self.year[found] == year) & np.isfinite(self.point[found])]
        return int(found[0]) if found.size else None


def fit_ideal_points(votes: IdealPointVotes, options: IdealPointOptions | None = None) -> IdealPoints:
    """Place every state in every year on the one line that explains its votes best, with intervals.

    Formula: P(yes) = Phi(c1 - b x), P(yes or abstain) = Phi(c2 - b x), x the state's point in that year, b, c1 < c2 the
    item's; x_t = x_(t-1) + N(0, innovation_sd^2) from year to year, x ~ N(0, entry_sd^2) in a state's first year. EM:
    the states' normal posterior by a Kalman smoother at its mode, the items by their expected log posterior. Intervals
    from the inverse of the joint information on all states and items.

    Args:
        votes: columns of shape (n,): state, year, item, vote (1 yes, 2 abstain, 3 no, NaN not voting).
        options: rounds, priors, anchor; None for the defaults.

    Returns:
        Points by state and year with standard errors, intervals, items and the record of the fit. Over all state-years
        with votes the points have mean 0 and sd 1, before those with few votes are taken out. NaN for years without
        votes inside a state's span.

    Raises:
        UsageError: columns that do not fit together, an unknown vote code, a state twice on one item, an item in two
            years, a vote outside a state's span, fewer than three divided items, states that share no items, an
            anchor that does not vote, options out of range.

    Assumes:
        One line; votes independent given the points; absences at random; steps of one size for all states. Resolutions
        come in packages, so intervals are too short in reality. Nothing but the walk ties one year's scale to the
        next: a drift of all states together is taken for a change of agenda.

    References:
        Bailey, Strezhnev & Voeten 2017, Journal of Conflict Resolution 61(2):430-456 (model); Martin & Quinn 2002,
        Political Analysis 10(2):134-153 (random walk); Imai, Lo & Olmsted 2016, APSR 110(4):631-656 (EM).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import IdealPointOptions, IdealPointVotes, fit_ideal_points
        >>> vote = np.array([[1, 1, 1, 3, 3], [1, 1, 2, 3, 3], [3, 3, 2, 1, 1], [3, 1, 3, 3, 1], [1, 1, 1, 2, 3]])
        >>> item, state = np.indices(vote.shape)
        >>> names = np.array(["CHN", "CUB", "IND", "GBR", "USA"])
        >>> table = IdealPointVotes(names[state.ravel()], np.full(25, 2019), item.ravel(), vote.ravel())
        >>> found = fit_ideal_points(table, IdealPointOptions(min_votes=3))
        >>> found.converged, [str(name) for name in found.state[np.argsort(found.point)[-2:]]]
        (True, ['GBR', 'USA'])
    """
    chosen = options or IdealPointOptions()
    _check(chosen)
    table = indexed(votes)
    if chosen.anchor not in table.states:
        valid = tuple(table.states.tolist())
        raise UsageError(
            unknown_name("anchor", chosen.anchor, valid, "name a voting state in IdealPointOptions(anchor=)")
        )
    spreads = (chosen.slope_sd, chosen.centre_sd, chosen.gap[1])
    means = (0.0, 0.0, chosen.gap[0])
    items = np.array([[mean, sd**-2] for mean, sd in zip(means, spreads, strict=True)])
    priors = Priors(items, chosen.entry_sd, chosen.innovation_sd)
    calibrated = calibrated_fit(table, priors, chosen.iterations, chosen.tolerance, chosen.seed)
    return _reported(table, calibrated, chosen)


def _reported(table: IndexedVotes, calibrated: Calibrated, chosen: IdealPointOptions) -> IdealPoints:
    """Signs, intervals and NaN."""
    fitted = calibrated.fitted
    names = table.states[table.node_state]
    told = table.used >= chosen.min_votes
    anchored = fitted.moments.mean[(names == chosen.anchor) & (table.used > 0)]
    sign = -1.0 if anchored.sum() < 0 else 1.0
    point = np.where(told, sign * fitted.moments.mean, np.nan)
    error = np.where(told, calibrated.standard_error, np.nan)
    reach = float(ndtri((1.0 + chosen.level) / 2.0)) * error
    gap = np.exp(fitted.items[:, 2])
    cuts = fitted.items[:, 1] - gap, fitted.items[:, 1] + gap
    items = ItemParameters(table.items, table.years[table.item_year], sign * fitted.items[:, 0], *cuts)
    return IdealPoints(
        names, table.years[table.node_year], point, error, point - reach, point + reach, table.cast, table.used,
        chosen.level, items, table.unanimous, table.absent, fitted.innovation_sd, calibrated.inflation, fitted.bound,
        fitted.change, fitted.converged, calibrated.covariances,
    )  # fmt: skip


def _check(chosen: IdealPointOptions) -> None:
    """Raise where an option is out of range."""
    sizes = {
        "tolerance": chosen.tolerance,
        "entry_sd": chosen.entry_sd,
        "slope_sd": chosen.slope_sd,
        "centre_sd": chosen.centre_sd,
        "gap[1]": chosen.gap[1],
        "innovation_sd": 1.0 if chosen.innovation_sd is None else chosen.innovation_sd,
    }
    wrong = {name: value for name, value in sizes.items() if not (np.isfinite(value) and value > 0)}
    if wrong:
        raise UsageError(f"options {wrong} are not positive; valid: numbers above 0; leave them out for the defaults")
    if chosen.iterations < 3 or chosen.min_votes < 1 or not 0.0 < chosen.level < 1.0 or not np.isfinite(chosen.gap[0]):
        raise UsageError(
            f"iterations {chosen.iterations}, min_votes {chosen.min_votes}, level {chosen.level} or gap {chosen.gap} "
            "is out of range; valid: 3 or more, 1 or more, between 0 and 1, finite; leave them out for the defaults"
        )
