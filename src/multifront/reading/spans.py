"""Which of many sorted spans begin inside a stretch of text, found by halving. Knows nothing of what they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a first character."""

    @property
    def start(self) -> int:
        """The first character."""


T = TypeVar("T", bound=Spanned)


def starting_in(items: Sequence[T], start: int, end: int) -> Sequence[T]:
    """The items that begin at `start` or later and before `end`.

    Args:
        items: sorted by their first character.
        start: first character of the stretch.
        end: the character after its last.
    """
    first = bisect_left(items, start, key=lambda item: item.start)
    return items[first : bisect_left(items, end, first, key=lambda item: item.start)]
