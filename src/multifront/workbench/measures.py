"""Measures for people at a command line: a pair's votes by year with its rank among all pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from multifront import alignment
from multifront.workbench.store import Place


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
