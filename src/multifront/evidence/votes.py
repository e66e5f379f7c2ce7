"""Reading vote counts out of the cut: all of them fast, one pair, or single rows by name. No similarity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Row, VoteTable
from multifront.errors import EvidenceError
from multifront.evidence import selecting
from multifront.evidence.cut import Cut
from multifront.evidence.schema import COUNTS

NAMED = re.compile(r"vote:([A-Z]{3})-([A-Z]{3}):(\d{4})")
SIDES = ("state_a", "state_b")
BASE = 65 * (1024 + 32 + 1)
"""Code of AAA: three letters of five bits each."""

NEXT = "next: multifront evidence list"


def table(cut: Cut, pair: tuple[str, str] | None) -> VoteTable:
    """The vote table of all pairs, or of one.

    Args:
        cut: the tables as seen on a day.
        pair: two ISO3 codes in either order; None for all.

    Raises:
        EvidenceError: the two are the same, or they share no roll call.
    """
    where, values, query = "true", [], "votes()"
    if pair is not None:
        first, second = sorted(pair)
        where, values, query = "state_a = ? AND state_b = ?", [first, second], f"votes({(first, second)!r})"
    columns, origins = _columns(cut, where, values)
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


def _columns(cut: Cut, where: str, values: list[Any]) -> tuple[dict[str, NDArray[Any]], list[str]]:
    """Codes travel as numbers and are spelled out in numpy: a Python text for each of a million rows is slow."""
    packed = ", ".join(
        f"(ascii({side}[1]) * 1024 + ascii({side}[2]) * 32 + ascii({side}[3]) - {BASE})::INTEGER AS {side}_code"
        for side in SIDES
    )
    found = cut.arrays("vote_pair", f"year, {', '.join(COUNTS)}, {packed}", where, values)
    columns = {name: np.asarray(found[name]) for name in ("year", *COUNTS)}
    columns |= {side: np.asarray(found[f"{side}_code"]) for side in SIDES}
    origins = np.asarray(cut.arrays("vote_pair", "DISTINCT origin_id", where, values)["origin_id"])
    return columns, sorted(origins.tolist())


def _spelled(packed: NDArray[np.int32]) -> NDArray[np.str_]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = np.zeros(26 * 1024, dtype="U3")
    for code in np.flatnonzero(np.bincount(packed, minlength=1)).tolist():
        names[code] = letters[code >> 10] + letters[code >> 5 & 31] + letters[code & 31]
    return names[packed]


def rows(cut: Cut, ids: Sequence[str]) -> Mapping[str, Row]:
    """Rows of `vote_pair` by name; names that match no row are left out."""
    found: dict[str, Row] = {}
    for name in ids:
        if match := NAMED.fullmatch(name):
            values = [match[1], match[2], int(match[3])]
            for row in cut.rows("vote_pair", "state_a = ? AND state_b = ? AND year = ?", values):
                found[name] = {"id": name, **row}
    return found
