"""Reading single UN votes out of the cut as arrays, one list a year. No similarity and no counting of pairs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from multifront.domain import RollCallItems, RollCalls, Selection
from multifront.errors import EvidenceError
from multifront.evidence.cut import Cut
from multifront.evidence.query import RollCallQuery
from multifront.evidence.selecting import LISTED

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

SIDES = ("yes", "abstain", "no")
"""The columns in the order of the codes 0, 1, 2 of `RollCalls.vote`."""


def roll_calls(cut: Cut, query: RollCallQuery) -> RollCalls:
    """The votes cast in the roll calls that a question finds.

    A year is read from one list alone, that of the newest edition, since two lists number the same roll call each in
    their own way. `complete_to` is the last year before the first gap of two years or more.

    Args:
        cut: the tables as seen on a day.
        query: what is asked.

    Raises:
        EvidenceError: nothing is found.
    """
    table = _one_list_a_year(cut.ask(query).arrow())
    if not table.num_rows:
        raise EvidenceError(
            f"no UN roll call for {query.words}; valid: years that the evidence has, kinds resolution, amendment, "
            "paragraph; next: multifront evidence list tables"
        )
    names, state, item, vote = _votes(table)
    items = _items(table)
    content = (names, state, item, vote, items.id, items.day.astype(np.int64), items.amendment, items.paragraph)
    chosen = _selection(cut, query, table, content)
    return RollCalls(names, state, item, vote, items, _complete_to(items.year), chosen)


def _one_list_a_year(table: pyarrow.Table) -> pyarrow.Table:
    """The rows of each year that are of the origin with the newest edition in it."""
    years = table["year"].to_numpy()
    origins = np.asarray(table["origin_id"].to_pylist(), dtype=object)
    editions = table["edition_date"].to_numpy()
    newest: dict[int, tuple[Any, str]] = {}
    for key in zip(years.tolist(), editions.tolist(), origins.tolist(), strict=True):
        newest[key[0]] = max(newest.get(key[0], key[1:]), key[1:])
    chosen = [newest[year][1] == origin for year, origin in zip(years.tolist(), origins.tolist(), strict=True)]
    return table if all(chosen) else table.filter(chosen)


def _votes(
    table: pyarrow.Table,
) -> tuple[NDArray[np.str_], NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]:
    """Names, and for each vote cast the places of state and item and the code, by item and then by state."""
    import pyarrow as pa
    from pyarrow import compute

    columns = [table[side].combine_chunks() for side in SIDES]
    cast = pa.concat_arrays([column.flatten() for column in columns]).dictionary_encode()
    lengths = [compute.list_value_length(column).to_numpy(zero_copy_only=False) for column in columns]
    item = np.concatenate([np.repeat(np.arange(table.num_rows), length) for length in lengths])
    vote = np.repeat(np.arange(len(SIDES), dtype=np.int8), [int(length.sum()) for length in lengths])
    spelled = np.array(cast.dictionary.to_pylist(), dtype="U3")
    names, place = np.unique(spelled, return_inverse=True)
    state = place[cast.indices.to_numpy(zero_copy_only=False)].astype(np.int64)
    order = np.lexsort((state, item))
    return names, state[order], item[order].astype(np.int64), vote[order]


def _items(table: pyarrow.Table) -> RollCallItems:
    """What is known of each roll call, in the order of the rows."""
    marked = table["topics"].to_pylist()
    topic_names = tuple(sorted({topic for topics in marked for topic in topics}))
    important = table["important"].to_pylist()
    return RollCallItems(
        id=table["number"].to_numpy().astype(np.int64),
        year=table["year"].to_numpy().astype(np.int64),
        day=table["date"].to_numpy().astype("datetime64[D]"),
        amendment=table["amendment"].to_numpy().astype(bool),
        paragraph=table["paragraph"].to_numpy().astype(bool),
        important=np.array([-1 if code is None else code for code in important], dtype=np.int8),
        topic_names=topic_names,
        topics=np.array([[name in topics for name in topic_names] for topics in marked], dtype=bool).reshape(
            len(marked), len(topic_names)
        ),
    )


def _complete_to(year: NDArray[np.int64]) -> int:
    years = np.unique(year)
    gaps = np.flatnonzero(np.diff(years) > 2)
    return int(years[gaps[0]] if gaps.size else years[-1])


def _selection(cut: Cut, query: RollCallQuery, table: pyarrow.Table, content: tuple[NDArray[Any], ...]) -> Selection:
    """Which roll calls were used; the fingerprint covers how each member voted, the days and the marks."""
    digest = hashlib.sha256()
    for column in content:
        digest.update(np.ascontiguousarray(column).tobytes())
    ids: Sequence[str] = table["roll_call_id"].slice(0, LISTED).to_pylist()
    origins = sorted(set(table["origin_id"].to_pylist()))
    return Selection(
        "roll_call", query.words, tuple(ids), table.num_rows, tuple(origins), cut.as_of, digest.hexdigest()
    )
