"""Measures for people at a command line: a pair's votes with its rank by year; own ideal points of states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from multifront import alignment
from multifront.domain import RollCalls
from multifront.errors import EvidenceError, UsageError, unknown_name
from multifront.evidence import EvidenceStore
from multifront.workbench.place import Place


@dataclass(frozen=True, slots=True)
class VoteRequest:
    """Which pair, by which measure, on which cut of the evidence."""

    pair: tuple[str, str]
    measure: str
    place: Place


def votes(request: VoteRequest) -> list[dict[str, Any]]:
    """Similarity, interval, rank and number of pairs by year."""
    store = request.place.open()
    similarity = alignment.vote_similarity(store.votes(), request.measure)
    ranks = alignment.rank_among_pairs(similarity, of=request.pair)
    rows = similarity.pair(*request.pair)
    return [
        {
            "year": int(similarity.year[row]),
            request.measure: float(similarity.value[row]),
            "low": float(similarity.low[row]),
            "high": float(similarity.high[row]),
            "shared votes": int(similarity.shared[row]),
            "rank": float(ranks.rank[at]),
            "pairs": int(ranks.pairs[at]),
        }
        for at, row in enumerate(rows)
    ]


@dataclass(frozen=True, slots=True)
class PointsRequest:
    """Which states, from which year, on which cut of the evidence."""

    states: tuple[str, ...]
    since: int
    place: Place


@dataclass(frozen=True, slots=True)
class Points:
    """Rows by year and state, and the sentences that a reader must see beside them."""

    rows: list[dict[str, Any]]
    notes: tuple[str, ...]


SCALES = (
    "Each scale has mean 0 and deviation 1 over its own states and years, so the levels of the two differ; compare "
    "order and movement. Intervals are 90 %, and too short, since resolutions come in packages. We fit resolutions by "
    "calendar year; the release counts a session with the year in which it opens. "
    "Years after a gap of two years or more are not fitted: nothing ties their scale to the years before."
)
LAST_YEAR = 9999
"""Later than any roll call: the end of an open span."""


def points(request: PointsRequest) -> Points:
    """Our own ideal points of some states, fitted to the roll calls of the evidence, beside those of the release.

    Raises:
        UsageError: a state that did not vote in these years, or no state.
        EvidenceError: the cut holds no roll call of these years.
    """
    store = request.place.open()
    found = store.roll_calls((request.since, LAST_YEAR), ("resolution",))
    calls = store.roll_calls((request.since, found.complete_to), ("resolution",))
    fitted = fitted_points(calls)
    voted = set(fitted.state.tolist())
    for state in request.states:
        if state not in voted:
            raise UsageError(unknown_name("state", state, sorted(voted), "name states that voted in these years"))
    released = {state: _released(store, state) for state in request.states}
    rows = [
        {"year": year, "state": state}
        | _three("point", (fitted.point[at], fitted.low[at], fitted.high[at]))
        | _three("released", released[state].get(year, NOTHING))
        for at in np.lexsort((fitted.state, fitted.year)).tolist()
        if (state := str(fitted.state[at])) in released and (year := int(fitted.year[at]))
    ]
    return Points(rows, (f"{fitted.sentence}.", SCALES))


NOTHING = (float("nan"),) * 3


def _released(store: EvidenceStore, state: str) -> dict[int, tuple[float, float, float]]:
    """Point and interval of the release by year; nothing where the cut holds none."""
    try:
        series = store.series("un_ideal_point", state)
    except EvidenceError:
        return {}
    columns = (series.best.tolist(), series.low.tolist(), series.high.tolist())
    return dict(zip(series.years.tolist(), zip(*columns, strict=True), strict=True))


def _three(name: str, interval: tuple[float, float, float]) -> dict[str, float | None]:
    """A value and its interval as three cells, missing where they are NaN."""
    cells = zip((name, f"{name} low", f"{name} high"), interval, strict=True)
    return {key: float(cell) if np.isfinite(cell) else None for key, cell in cells}


CODES = np.array([1.0, 2.0, 3.0])
"""The codes of `alignment.fit_ideal_points` for yes, abstain and no, by those of `RollCalls`."""


def fitted_points(calls: RollCalls) -> alignment.IdealPoints:
    """Ideal points of all states by year from single votes, each year's items in the order of their numbers.

    Args:
        calls: the votes; each is one observation of a state on an item.
    """
    names, items = calls.names, calls.items
    return alignment.fit_ideal_points(
        alignment.IdealPointVotes(
            state=names[calls.state],
            item=np.array([f"{year}:{number}" for year, number in zip(items.year, items.id, strict=True)])[calls.item],
            year=items.year[calls.item],
            vote=CODES[calls.vote],
        )
    )
