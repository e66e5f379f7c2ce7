"""Raw roll-call votes as arrays: who voted how on which item, and what is known of each item. No counting here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from multifront.domain.evidence import Selection

YES, ABSTAIN, NO = 0, 1, 2
"""The codes of `RollCalls.vote`; not voting has no row."""


@dataclass(frozen=True, slots=True)
class RollCallItems:
    """What was voted on, one entry an item in the order in which items were put; arrays of shape (items,).

    `day` is the meeting day (NaT where unknown). `amendment` and `paragraph` mark votes on parts of a text; an item
    with neither is a resolution. `important` is 1, 0, or -1 where nobody coded it. `topics` has shape (items, topics):
    an item may have several or none.
    """

    id: NDArray[np.int64]
    year: NDArray[np.int64]
    day: NDArray[np.datetime64]
    amendment: NDArray[np.bool_]
    paragraph: NDArray[np.bool_]
    important: NDArray[np.int8]
    topic_names: tuple[str, ...]
    topics: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RollCalls:
    """Votes cast, one entry a vote: `state` is a place in `names`, `item` a place in `items`, `vote` 0, 1 or 2.

    `names` (ISO3) are sorted and unique. A member that did not vote has no entry. `complete_to` is the last year whose
    roll calls are all here: a state that votes in it or later is not taken to have left. `selection` says which rows of
    the evidence these are, None where they come from elsewhere.
    """

    names: NDArray[np.str_]
    state: NDArray[np.int64]
    item: NDArray[np.int64]
    vote: NDArray[np.int8]
    items: RollCallItems
    complete_to: int
    selection: Selection | None = None
