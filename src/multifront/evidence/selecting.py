"""The record of which rows were used: ids, count, origins, and a fingerprint of their content. No queries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Row, Selection
from multifront.evidence.schema import KEYS

LISTED = 300
"""Up to so many row ids are listed in a selection; the count is always of all."""


def vote_id(state_a: str, state_b: str, year: int) -> str:
    """The name of a row of `vote_pair`."""
    return f"vote:{state_a}-{state_b}:{year}"


def of_rows(table: str, query: str, rows: Sequence[Row], as_of: date | None) -> Selection:
    """The selection of rows of a table with an id column.

    Args:
        table: name of the table.
        query: the call that made the selection, in words that a reader can repeat.
        rows: the rows, in order.
        as_of: the cut.
    """
    ids = tuple(str(row[KEYS[table]]) for row in rows)
    content = json.dumps([{k: str(v) for k, v in row.items()} for row in rows], sort_keys=True, ensure_ascii=False)
    origins = sorted({name for row in rows for name in row.get("origin_ids", ())})
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Selection(table, query, ids[:LISTED], len(ids), tuple(origins), as_of, digest)


def of_votes(
    query: str,
    shown: Mapping[str, NDArray[Any]],
    content: Mapping[str, NDArray[Any]],
    origins: Sequence[str],
    as_of: date | None,
) -> Selection:
    """The selection of rows of `vote_pair`.

    Args:
        query: the call that made the selection.
        shown: year, state_a and state_b as readers see them, each of length n.
        content: all columns as numbers, from which the fingerprint is made.
        origins: origin ids of the rows.
        as_of: the cut.
    """
    digest = hashlib.sha256()
    for name in sorted(content):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(content[name]).tobytes())
    year, first, second = shown["year"], shown["state_a"], shown["state_b"]
    ids = tuple(vote_id(str(first[i]), str(second[i]), int(year[i])) for i in range(min(len(year), LISTED)))
    return Selection("vote_pair", query, ids, len(year), tuple(origins), as_of, digest.hexdigest())
