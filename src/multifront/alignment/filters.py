"""Which roll calls enter a similarity of votes: kinds of vote, importance, topics; counts nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.domain import RollCallItems
from multifront.errors import UsageError, unknown_name

KINDS = ("resolution", "amendment", "paragraph")


@dataclass(frozen=True, slots=True)
class RollCallFilter:
    """Which roll calls enter; an empty field keeps everything.

    `kinds`: any of 'resolution', 'amendment', 'paragraph'; a vote on an amendment to a paragraph is both, so naming
    either keeps it. `important`: True keeps roll calls known to be important, False those known not to be; an item that
    nobody coded is left out by both. `topics`: names of topics, any of which suffices. `years`: first and last year.
    """

    kinds: tuple[str, ...] = ()
    important: bool | None = None
    topics: tuple[str, ...] = ()
    years: tuple[int, int] | None = None


RESOLUTIONS = RollCallFilter(kinds=("resolution",))
"""Votes on whole texts only, as the published shares of identical votes count them."""


def kept_items(items: RollCallItems, only: RollCallFilter) -> NDArray[np.bool_]:
    """Where an item passes the filter, shape (items,).

    Raises:
        UsageError: a kind or topic that does not exist, or years in the wrong order.
    """
    kept = np.ones(items.year.shape, dtype=bool)
    if only.kinds:
        kept &= _of_kinds(items, only.kinds)
    if only.important is not None:
        kept &= items.important == int(only.important)
    if only.topics:
        kept &= items.topics[:, [_topic(items, name) for name in only.topics]].any(axis=1)
    if only.years is not None:
        first, last = only.years
        if first > last:
            raise UsageError(f"years {first} to {last} hold no year; valid: first year not after last; swap them")
        kept &= (items.year >= first) & (items.year <= last)
    return kept


def _of_kinds(items: RollCallItems, kinds: tuple[str, ...]) -> NDArray[np.bool_]:
    """Where an item is of one of these kinds."""
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(unknown_name("kind of roll call", kind, KINDS, "choose among these as kinds="))
    marked = {"amendment": items.amendment, "paragraph": items.paragraph}
    marked["resolution"] = ~(items.amendment | items.paragraph)
    found: NDArray[np.bool_] = np.any([marked[kind] for kind in kinds], axis=0)
    return found


def _topic(items: RollCallItems, name: str) -> int:
    """Place of a topic among those of the roll calls."""
    if name not in items.topic_names:
        raise UsageError(unknown_name("topic", name, items.topic_names, "topics= takes the names of the roll calls"))
    return items.topic_names.index(name)
