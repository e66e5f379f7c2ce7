"""What pairs of states share in their votes beyond their places on the main line; the group test itself is `axis`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from multifront.alignment.ideal_points import IdealPoints, ItemParameters
from multifront.alignment.ideal_votes import IdealPointVotes, indexed
from multifront.domain import Floats
from multifront.errors import UsageError

FEWEST_SHARED = 10
"""Fewest roll calls on which both voted and which divide the states, for a pair to have a value."""


@dataclass(frozen=True, slots=True)
class BeyondLine:
    """One year: `values` (n, n) correlations of what the line leaves, NaN where a pair has none, and `points` (n,)."""

    states: tuple[str, ...]
    values: Floats
    points: Floats

    def fifths(self) -> tuple[int, ...]:
        """The fifth of the line in which each state stands, 0 to 4 from the lowest points; 5 without a point."""
        known = np.isfinite(self.points)
        edges = np.quantile(self.points[known], [0.2, 0.4, 0.6, 0.8]) if known.any() else np.zeros(4)
        return tuple(np.where(known, np.searchsorted(edges, self.points, side="left"), 5).tolist())


def beyond_line(votes: IdealPointVotes, fitted: IdealPoints) -> BeyondLine:
    """Correlate what is left of two states' votes once their places on the main line are taken out, for all pairs.

    Formula: d_ik = y_ik - E(y_ik), y 1, 2 or 3 (yes, abstain, no), E from state i's point and item k's slope and cuts.
    Taken out of d: for each item a parabola in the points (the line may be bent), then for each state its mean and its
    part along dE/dx (a place a little farther out or in). The value of a pair is (sum d_ik d_jk - C_ij) /
    sqrt(sum d_ik^2 sum d_jk^2) over the items on which both voted: Q3, with states where a test of persons has items.
    C_ij is what fitting the parabolas puts into that sum if votes are independent given the line.

    Args:
        votes: the votes of one year that were fitted.
        fitted: `fit_ideal_points` of these votes.

    Returns:
        Values, mostly in -1..1, for all states of the votes; about 0 on average where one line is all there is.

    Raises:
        UsageError: votes of more than one year, votes that were not the ones fitted, a fit that did not converge, or
            votes that `fit_ideal_points` refuses.

    Assumes:
        The model of `fit_ideal_points`. A value above 0 is anything that two states share beyond this line: a second
        line (North and South beside East and West), a region, a habit of abstaining on the same kind of item, a pact.
        A line bent in other ways than a parabola leaves something that neighbours on it share, most of all at its ends,
        so compare a group with groups of like places (`fifths`). Packages of like items make values far from 0 common
        for all. What a few states at the very end share is partly taken for a bend.

    References:
        Yen 1984, Applied Psychological Measurement 8(2):125-145 (Q3); Yen 1993, Journal of Educational Measurement
        30(3):187-213 (its mean where nothing is left is not 0, hence C).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import IdealPointVotes, beyond_line, fit_ideal_points
        >>> rng = np.random.default_rng(0)
        >>> pull = np.outer(np.linspace(-2, 2, 30), rng.normal(size=60)) + rng.normal(size=(30, 60))
        >>> state, item = (grid.ravel() for grid in np.indices(pull.shape))
        >>> names = np.array([f"S{i:02}" for i in range(29)] + ["USA"])[state]
        >>> table = IdealPointVotes(names, np.full(1800, 2019), item, np.digitize(pull, [-0.3, 0.3]).ravel() + 1)
        >>> found = beyond_line(table, fit_ideal_points(table))
        >>> bool(abs(np.nanmean(found.values)) < 0.06)
        True
    """
    table = indexed(votes)
    if table.years.size != 1:
        raise UsageError(
            f"votes run from {table.years[0]} to {table.years[-1]}; valid: one year; next: pass it by itself"
        )
    same = np.array_equal(table.items, fitted.items.item) and np.array_equal(
        table.states[table.node_state], fitted.state
    )
    if not same or not np.array_equal(np.unique(fitted.year), table.years):
        raise UsageError("these are not the votes that were fitted; valid: the same table; next: pass both of one call")
    if not fitted.converged:
        raise UsageError(f"the fit is of no use: {fitted.sentence}; next: raise `iterations`")
    group = table.by_node
    code = np.full((table.nodes, table.items.size), np.nan)
    code[np.repeat(np.arange(table.nodes), np.diff(group.start)), group.other] = group.code
    code[~np.isfinite(fitted.point)] = np.nan
    point = np.nan_to_num(fitted.point)
    line = _line(code, point, fitted.items)
    rest, by_fit = _unbent(line, point)
    values = _correlations(_in_place(rest, line.along), by_fit)
    return BeyondLine(tuple(fitted.state.tolist()), values, fitted.point)


@dataclass(frozen=True, slots=True)
class _Expected:
    """By state and item: vote less its expected value (NaN where none was cast), the variance, and dE/dx."""

    rest: Floats
    variance: Floats
    along: Floats


def _line(code: Floats, point: Floats, items: ItemParameters) -> _Expected:
    pull = point[:, None] * items.slope[None, :]
    low, high = items.lower[None, :] - pull, items.upper[None, :] - pull
    yes, not_no = ndtr(low), ndtr(high)
    mean = 3.0 - yes - not_no
    variance = 9.0 - 5.0 * not_no - 3.0 * yes - mean**2
    return _Expected(code - mean, variance, items.slope[None, :] * (_density(low) + _density(high)))


def _unbent(line: _Expected, point: Floats) -> tuple[Floats, Floats]:
    """The rest less a parabola in the points, item by item, and the products that this puts between states."""
    rest, by_fit = line.rest.copy(), np.zeros((point.size, point.size))
    for item in range(rest.shape[1]):
        here = np.flatnonzero(np.isfinite(rest[:, item]))
        basis, _ = np.linalg.qr(np.vander(point[here], 3))
        keep = np.eye(here.size) - basis @ basis.T
        rest[here, item] = keep @ rest[here, item]
        by_fit[np.ix_(here, here)] += (keep * line.variance[here, item]) @ keep
    return rest, by_fit


def _in_place(rest: Floats, along: Floats) -> Floats:
    """The rest less each state's mean and its part along the line."""
    found = rest.copy()
    for row in np.flatnonzero(np.isfinite(rest).any(axis=1)):
        here = np.isfinite(rest[row])
        basis, _ = np.linalg.qr(np.column_stack([np.ones(here.sum()), along[row, here]]))
        found[row, here] -= basis @ (basis.T @ found[row, here])
    return found


def _density(z: Floats) -> Floats:
    found: Floats = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return found


def _correlations(rest: Floats, by_fit: Floats) -> Floats:
    """Correlations about 0 over the items that both have, NaN on the diagonal and for pairs with too few."""
    filled, cast = np.nan_to_num(rest), np.isfinite(rest).astype(np.float64)
    power = filled**2 @ cast.T
    size = np.sqrt(power * power.T)
    told = (cast @ cast.T >= FEWEST_SHARED) & (size > 1e-9)
    values: Floats = np.divide(filled @ filled.T - by_fit, size, out=np.full(size.shape, np.nan), where=told)
    np.fill_diagonal(values, np.nan)
    return (values + values.T) / 2
