"""Pairs of two streams by lag while B is held and bursts of A move as in the exact null. It makes no p."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.compiled import compiled
from multifront.timing.exact_null import Design
from multifront.timing.intensity import daily_rates
from multifront.timing.moved_streams import Landings, landings_of


class Pairing(NamedTuple):
    """Two streams as days of a span, the design whose shifts move A, and the longest lag that is counted."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    design: Design
    reach: int

    @property
    def lags(self) -> NDArray[np.int64]:
        """The lags a - b that are counted, in days, shape (2 reach + 1,)."""
        return np.arange(-self.reach, self.reach + 1)

    def edge_weights(self) -> Floats:
        """1 / (days of the span that hold both ends of a lag), the translation correction, shape of `lags`."""
        weights: Floats = 1.0 / (self.design.calendar.length - np.abs(self.lags))
        return weights


@compiled
def land(places: Landings, drawn: Floats) -> NDArray[np.int64]:
    """Surrogate days, shape (surrogates, n), of bursts that land independently by numbers drawn in [0, 1)."""
    moved = np.empty((drawn.shape[0], places.days.size), dtype=np.int64)
    for row in range(drawn.shape[0]):
        for u in range(drawn.shape[1]):
            first, last = places.offsets[u], places.offsets[u + 1]
            at = np.searchsorted(places.cumulative[first:last], drawn[row, u], side="right")
            shift = places.shifts[min(first + at, last - 1)]
            for i in range(places.bounds[u], places.bounds[u + 1]):
                moved[row, i] = places.days[i] + shift
    return moved


@compiled
def weigh_pairs(days: NDArray[np.int64], weights: Floats, amounts: Floats, reach: int) -> Floats:
    """Weight of pairs at each lag a - b: weight of A on its day times amount of B on its; shape (2 reach + 1,)."""
    found = np.zeros(2 * reach + 1)
    for day in days:
        for lag in range(max(-reach, day - amounts.size + 1), min(reach, day) + 1):
            found[lag + reach] += weights[day] * amounts[day - lag]
    return found


def moved_streams(pairing: Pairing, null: str, draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Surrogates of A under the null 'local' or 'anniversary', shape (draws, n_a)."""
    both, trend = daily_rates(pairing.a, pairing.design.calendar)
    local = null == "local"
    shifts = pairing.design.local_shifts if local else pairing.design.year_shifts
    places = landings_of(pairing.a, both if local else trend, shifts)
    return land(places, rng.random((draws, places.bounds.size - 1)))


def fitted_intensity(days: NDArray[np.int64], design: Design) -> Floats:
    """Season x trend of a stream in events a day, summing to its events, shape (length,)."""
    rate = daily_rates(days, design.calendar)[0]
    intensity: Floats = rate * (days.size / rate.sum())
    return intensity


def lag_totals(pairing: Pairing, moved: NDArray[np.int64], fitted: bool) -> Floats:
    """Weight of pairs by lag for each row of moved days, shape (rows, 2 reach + 1).

    Each pair counts one, or, where `fitted`, 1 / (intensity of A there x intensity of B there), A's fitted anew for
    each row, since events draw a fit towards themselves and surrogates must be drawn alike.
    """
    length = pairing.design.calendar.length
    amounts = np.bincount(pairing.b, minlength=length).astype(np.float64)
    if fitted:
        amounts = amounts / fitted_intensity(pairing.b, pairing.design)
    ones = np.ones(length)
    rows = []
    for days in moved:
        weights = 1.0 / fitted_intensity(np.sort(days), pairing.design) if fitted else ones
        rows.append(weigh_pairs(days, weights, amounts, pairing.reach))
    return np.array(rows)
