"""The map of one actor's neighbours by votes: how alike every state votes with it in its last year. Tests nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from multifront import alignment
from multifront.claims.ledger import Basis, Ledger, phrase
from multifront.domain import Floats, Picture, Selection

ENOUGH = 0.5
"""A state has a value where it shared at least this part of the votes that the actor shared with any state.

With a dozen shared votes a state stands first or last by luck; such states are hatched and counted instead.
"""

FEWEST = 3
"""States with a value below which no map is drawn."""

CLOSEST, FURTHEST = 3, 2
"""How many states at either end carry their name, beside the partner."""

BORDERS = (
    "Outlines are those of Natural Earth, as of today and no statement on any border; small states are dots, and land "
    "without a vote of its own is blank."
)
"""What the outlines are and what they are not."""

Named = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All states beside the actor in one year, the most alike first, those without a value last.

    `value` is NaN where a state shared fewer than `least` votes with the actor; `half_width` is half of the interval.
    """

    year: int
    states: tuple[str, ...]
    value: Floats
    half_width: Floats
    least: int


def neighbours(similarity: alignment.VoteSimilarity, actor: str) -> Neighbours | None:
    """How alike every state votes with one actor in the last year in which it has a value; None where it has none.

    Args:
        similarity: all pairs and years.
        actor: ISO3.
    """
    own = (similarity.state_a == actor) | (similarity.state_b == actor)
    if not np.any(own & np.isfinite(similarity.value)):
        return None
    year = int(similarity.year[own & np.isfinite(similarity.value)].max())
    rows = np.flatnonzero(own & (similarity.year == year))
    shared = similarity.shared[rows]
    least = int(np.ceil(ENOUGH * shared.max()))
    value = np.where(shared >= least, similarity.value[rows], np.nan)
    other = np.where(similarity.state_a[rows] == actor, similarity.state_b[rows], similarity.state_a[rows])
    order = np.lexsort((other, np.nan_to_num(-value, nan=np.inf)))
    half = (similarity.high[rows] - similarity.low[rows]) / 2
    return Neighbours(year, tuple(other[order].tolist()), value[order], half[order], least)


def vote_map(
    ledger: Ledger, similarity: alignment.VoteSimilarity, pair: Named, selections: tuple[Selection, ...]
) -> Picture | None:
    """The map of the first state of a pair, with the second marked; None where too few states have a value.

    Args:
        ledger: of the claim.
        similarity: kappa of all pairs and years.
        pair: codes and names of the two.
        selections: the rows behind the votes.
    """
    (actor, partner), (name, other) = pair
    found = neighbours(similarity, actor)
    if found is None or np.isfinite(found.value).sum() < FEWEST:
        return None
    columns: dict[str, tuple[Any, ...]] = {
        "state": found.states,
        "value": tuple(float(v) if np.isfinite(v) else None for v in found.value),
        "label": tuple(_labelled(found, partner)),
    }
    how = f"alignment.vote_similarity(all pairs, 'kappa'), {actor} in {found.year}, {found.least} shared votes or more"
    basis = Basis(how, selections)
    known = found.half_width[np.isfinite(found.value)]
    caption = phrase(
        f"Kappa of votes in the General Assembly in {found.year}, both voting: zero is no more alike than chance, one "
        f"always alike. Named are {other} (outlined) and the states at either end. Intervals reach {{half}} "
        "to either side of a value in the middle case, so states near in rank are not told apart. Hatched: fewer than "
        "{least} shared votes. " + BORDERS,
        half=ledger.figure("map_half_width", float(np.median(known)), basis, style="two"),
        least=ledger.figure("map_least", found.least, basis, style="count"),
    )
    options = {
        "actor": actor,
        "partner": partner,
        "value_label": f"likeness of votes with {name}",
        "unit": "kappa",
        "decimals": 2,
        "middle": 0.0,
    }
    trace_id = ledger.picture("picture_map", columns, basis)
    title = f"How alike every state votes with {name}"
    return Picture(trace_id.replace(".", "-"), "world_map", title, caption, columns, options, trace_id)


def _labelled(found: Neighbours, partner: str) -> list[bool]:
    """The partner and the states at either end."""
    known = int(np.isfinite(found.value).sum())
    ends = {*range(min(CLOSEST, known)), *range(max(known - FURTHEST, 0), known)}
    return [place in ends or state == partner for place, state in enumerate(found.states)]
