"""What the kind `division` measures: how divided votes are by year, how a share of trade changed. No verdicts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from multifront import alignment
from multifront.claims.components import whole_years
from multifront.claims.kind import Context, Parameters
from multifront.claims.ledger import Basis
from multifront.claims.shares import found_series
from multifront.domain import Floats, RollCalls

DRAWS = 20
"""Resamplings of a year's items for its interval: few, since each searches for blocs anew."""

SHUFFLES = 39
"""Shufflings of the last year's votes for chance; p is at best 1 in 40."""

SERIES = 500
"""Synthetic series for the rates of the test of the trend."""

MOSTLY = 0.5
"""A state enters a year in which it voted on at least this share of the items."""

FEWEST_ITEMS = 20
"""A year with fewer items than this is left out."""


class Share(Parameters):
    """A cited share of trade under one definition, held against its figure in a base year."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="short name, for traces")
    title: str = Field(min_length=3, description="what readers see")
    indicator: str = Field(description="indicator of the evidence")
    actor: str = Field(description="code of the actor")
    partner: str = Field(description="code of the partner")
    definition_id: str = Field(description="definition of the figures")
    base_year: int = Field(description="year of the figure that later ones are held against")
    smallest_change_of_interest: float = Field(gt=0, description="in percentage points")


@dataclass(frozen=True, slots=True)
class DividedVotes:
    """How divided the votes are: by year with interval and sizes of the two largest parts, and the last year's chance.

    Arrays have shape (years,); `first` and `second` are shares of states, 0..1.
    """

    years: NDArray[np.int64]
    values: Floats
    low: Floats
    high: Floats
    first: Floats
    second: Floats
    last: alignment.Polarisation
    basis: Basis


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A share in its base year and in the last year that is public; `says` is fell, held, rose or too few."""

    share: Share
    years: NDArray[np.int64]
    values: Floats
    says: str
    weak: bool
    basis: Basis

    @property
    def change(self) -> float:
        """Last figure less that of the base year, in percentage points."""
        return float(self.values[-1] - self.values[self.years.tolist().index(self.share.base_year)])


def divided_votes(calls: RollCalls, contested: float, seed: int, *, intervals: bool) -> DividedVotes | None:
    """Polarisation of each year's votes; None where no year has items enough.

    Args:
        calls: the votes, resolutions only.
        contested: items enter on which at least this share of the voters did not side with the largest camp.
        seed: of searches, resamplings and shufflings.
        intervals: False leaves out intervals and chance, for an alternative of which only the values are used.
    """
    rows, found = [], None
    years = np.unique(calls.items.year)
    for year in years.tolist():
        votes = _votes_of(calls, year, contested)
        if votes.shape[1] < FEWEST_ITEMS or len(votes) < 4:
            continue
        shuffles = SHUFFLES if intervals and year == years[-1] else 0
        found = alignment.polarisation(
            votes, rng=seed, draws=DRAWS if intervals else 0, shuffles=shuffles, searches_again=1
        )
        sizes = np.sort(np.bincount(found.labels))[::-1] / found.states
        rows.append((year, found.value, *found.interval, sizes[0], sizes[1] if len(sizes) > 1 else 0.0))
    if found is None:
        return None
    year, value, low, high, first, second = (np.array(cells, dtype=np.float64) for cells in zip(*rows, strict=True))
    how = (
        f"alignment.polarisation(votes by year, resolutions on which {contested:.0%} or more of the voters did not "
        f"side with the largest camp, draws={DRAWS})"
    )
    basis = Basis(how, (calls.selection,) if calls.selection else (), seed=seed)
    return DividedVotes(year.astype(np.int64), value, low, high, first, second, found, basis)


def _votes_of(calls: RollCalls, year: int, contested: float) -> Floats:
    """One year's votes (states, items) of states that voted mostly, on contested items; NaN is absent."""
    items = np.flatnonzero(calls.items.year == year)
    place = np.full(calls.items.id.size, -1)
    place[items] = np.arange(items.size)
    here = place[calls.item] >= 0
    votes = np.full((calls.names.size, items.size), np.nan)
    votes[calls.state[here], place[calls.item[here]]] = calls.vote[here]
    camps = np.stack([(votes == code).sum(axis=0) for code in (0, 1, 2)])
    voters = np.maximum(camps.sum(axis=0), 1)
    votes = votes[:, 1 - camps.max(axis=0) / voters >= contested]
    if not votes.shape[1]:
        return votes[:0]
    return np.asarray(votes[np.isfinite(votes).mean(axis=1) >= MOSTLY], dtype=np.float64)


def departure(votes: DividedVotes, break_year: int, first_year: int, seed: int) -> alignment.TrendDeparture:
    """Whether the votes are more divided since a year than their earlier trend would have them."""
    return alignment.trend_departure(
        votes.years, votes.values, break_year=break_year, first_year=first_year, draws=SERIES, rng=seed
    )


def share_change(share: Share, context: Context) -> ShareChange | None:
    """A share against its base year; None where no figure of it was public by the cut. Without a cut that is an error.

    Figures of full counts have no scatter of sampling, and two or three of them show none of the years: this is a
    comparison of figures and no test.
    """
    asked = (share.indicator, share.actor, share.partner, share.definition_id)
    series = found_series(share, context)
    if series is None:
        return None
    whole = whole_years(series)
    years, values = series.years[whole], series.best[whole]
    rows = context.evidence.rows("observation", [name for name, kept in zip(series.ids, whole, strict=True) if kept])
    basis = Basis(f"evidence.series{asked}, whole years of one definition", (series.selection,))
    enough = share.base_year in years and years.size and years[-1] > share.base_year
    found = ShareChange(share, years, values, "too few", any(row["weak"] for row in rows), basis)
    if not enough:
        return found
    least = share.smallest_change_of_interest
    says = "fell" if found.change <= -least else "rose" if found.change >= least else "held"
    return ShareChange(share, years, values, says, found.weak, basis)
