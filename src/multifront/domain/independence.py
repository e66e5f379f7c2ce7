"""How many independent origins stand behind something: a record with bounds and reasons. Counting is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Origins that go back to one first speaker, and why they count as one.

    `known` is False where nobody says who spoke first, so that the group may be a copy of any other.
    """

    producer: str
    origin_ids: tuple[str, ...]
    known: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """How many independent origins there are at least and at most; reliability and credibility kept apart.

    `reliability` holds the letters A to F of the origins, one each, best first; `credibility` is the best of the rows,
    1 to 6, or None where rows have none.
    """

    low: int
    high: int
    groups: tuple[OriginGroup, ...]
    reliability: tuple[str, ...]
    credibility: int | None

    @property
    def sentence(self) -> str:
        """The count in words, with its bounds where somebody's primary is unknown."""
        noun = "independent origin" if self.high == 1 else "independent origins"
        if self.low == self.high:
            return f"{self.low} {noun}"
        unknown = sum(not group.known for group in self.groups)
        return f"{self.low} to {self.high} {noun} ({unknown} of unknown primary)"
