"""Reading vote counts out of the cut: all of them fast, one pair, or single rows by name. No similarity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Row, VoteTable
from multifront.errors import EvidenceError
from multifront.evidence import selecting
from multifront.evidence.cut import Cut
from multifront.evidence.query import DistinctQuery, VoteQuery, VoteRowQuery
from multifront.evidence.schema import COUNTS

NAMED = re.compile(r"vote:([A-Z]{3})-([A-Z]{3}):(\d{4})")
SIDES = ("state_a", "state_b")
NEXT = "next: multifront evidence list"


def table(cut: Cut, pair: tuple[str, str] | None) -> VoteTable:
    """The vote table of all pairs, or of one.

    Args:
        cut: the tables as seen on a day.
        pair: two ISO3 codes in either order; None for all.

    Raises:
        EvidenceError: the two are the same, or they share no roll call.
    """
    asked = None if pair is None else (min(pair), max(pair))
    query = f"votes({asked!r})" if asked else "votes()"
    equal = tuple(zip(SIDES, asked, strict=True)) if asked else ()
    found, by = cut.arrays(VoteQuery(asked), DistinctQuery("vote_pair", ("origin_id",), equal))
    columns = {name: np.asarray(values) for name, values in found.items()}
    origins = np.asarray(by["origin_id"]).tolist()
    if pair is not None and not len(columns["year"]):
        raise EvidenceError(
            f"no UN votes of the pair {pair[0]!r} and {pair[1]!r}; valid: two different states as ISO3 that were "
            f"members in the same year; {NEXT}"
        )
    counts = np.empty((len(columns["year"]), len(COUNTS)), dtype=np.int64)
    for position, name in enumerate(COUNTS):
        counts[:, position] = columns[name]
    spelled = {side: _spelled(columns[side]) for side in SIDES}
    return VoteTable(
        year=columns["year"].astype(np.int64),
        state_a=spelled["state_a"],
        state_b=spelled["state_b"],
        counts=counts[:, :9].reshape(-1, 3, 3),
        not_voting=counts[:, 9:],
        selection=selecting.of_votes(query, {**columns, **spelled}, columns, origins, cut.as_of),
    )


def _spelled(packed: NDArray[np.int32]) -> NDArray[np.str_]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = np.zeros(26 * 1024, dtype="U3")
    for code in np.flatnonzero(np.bincount(packed, minlength=1)).tolist():
        names[code] = letters[code >> 10] + letters[code >> 5 & 31] + letters[code & 31]
    return names[packed]


def rows(cut: Cut, ids: Sequence[str]) -> Mapping[str, Row]:
    """Rows of `vote_pair` by name; names that match no row are left out."""
    asked = {name: match for name in ids if (match := NAMED.fullmatch(name))}
    parts = [tuple(sorted({match[at] for match in asked.values()})) for at in (1, 2, 3)]
    held = cut.ask(VoteRowQuery(tuple(map(int, parts[2])), parts[0], parts[1])) if asked else ()
    found = {selecting.vote_id(row["state_a"], row["state_b"], row["year"]): row for row in held}
    return {name: {"id": name, **found[name]} for name in asked if name in found}
