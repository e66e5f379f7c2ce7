"""Votes of a state in a year as bits, one bit an item, checked for doubles; and who was a member when. No measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.compiled import compiled
from multifront.domain import RollCalls
from multifront.errors import UsageError

Bits = NDArray[np.uint64]
ONE = np.uint64(1)


@dataclass(frozen=True, slots=True)
class VotePlanes:
    """`votes` (years, states, words, 3): bits of yes, abstain, no; `items` (years, words): bits of the items put.

    `place` (items,) is the bit of each item within its year, in the order of the items.
    """

    years: NDArray[np.int64]
    votes: Bits
    items: Bits
    year_of_item: NDArray[np.int64]
    place: NDArray[np.int64]


def vote_planes(calls: RollCalls) -> VotePlanes:
    """The votes as bits.

    Raises:
        UsageError: arrays that do not fit together, an unknown code, or two votes of one state on one item.
    """
    _check(calls)
    years, year_of_item = np.unique(calls.items.year, return_inverse=True)
    place = _places(year_of_item, years.size)
    words = int(place.max(initial=-1)) // 64 + 1
    votes = np.zeros((years.size, calls.names.size, max(words, 1), 3), dtype=np.uint64)
    double = _fill(votes, calls.state, calls.item, calls.vote, year_of_item, place)
    if double >= 0:
        state, item = calls.names[calls.state[double]], calls.items.id[calls.item[double]]
        raise UsageError(
            f"{state} has two votes on item {item} (second at entry {double}); valid: one vote a state and item; "
            "remove the duplicates, or check whether two names became one code"
        )
    planes = VotePlanes(years, votes, np.zeros(votes.shape[::2], dtype=np.uint64), year_of_item, place)
    return VotePlanes(years, votes, item_bits(planes, np.ones(place.shape, dtype=bool)), year_of_item, place)


def item_bits(planes: VotePlanes, kept: NDArray[np.bool_]) -> Bits:
    """Bits (years, words) of the items where `kept` is True."""
    found = np.zeros(planes.items.shape, dtype=np.uint64)
    at = planes.place[kept]
    np.bitwise_or.at(found, (planes.year_of_item[kept], at // 64), ONE << (at % 64).astype(np.uint64))
    return found


def membership_bits(planes: VotePlanes, complete_to: int) -> Bits:
    """Bits (years, states, words) of the items that were put while the state was a member, read from its votes.

    A state that cast no vote in a year is not counted in it at all. In the year of its first vote it counts from that
    vote on, in the year of its last one up to that vote (never in or after `complete_to`); in between the whole year.
    """
    member = np.zeros(planes.votes.shape[:3], dtype=np.uint64)
    _members(planes.votes, planes.items, planes.years < complete_to, member)
    return member


def _places(year_of_item: NDArray[np.int64], years: int) -> NDArray[np.int64]:
    """Place of each item within its year, in the order of the items."""
    order = np.argsort(year_of_item, kind="stable")
    counts = np.bincount(year_of_item, minlength=years)
    first = np.cumsum(counts) - counts
    place = np.empty(year_of_item.size, dtype=np.int64)
    place[order] = np.arange(year_of_item.size) - np.repeat(first, counts)
    return place


def _check(calls: RollCalls) -> None:
    """Raise where the arrays of the roll calls do not fit together or hold a code that is not one."""
    shapes = {column.shape for column in (calls.state, calls.item, calls.vote)}
    if len(shapes) != 1 or calls.state.ndim != 1:
        raise UsageError(
            f"state, item and vote have shapes {sorted(shapes)}; valid: three flat arrays of one length, one entry a "
            "vote cast"
        )
    if np.any(calls.names[1:] <= calls.names[:-1]):
        raise UsageError("the names of the states are not sorted or not unique; valid: sorted ISO3 codes, each once")
    for column, name, limit in ((calls.state, "state", calls.names.size), (calls.item, "item", calls.items.id.size)):
        if column.size and not 0 <= int(column.min()) <= int(column.max()) < limit:
            raise UsageError(
                f"{name} holds {int(column.min())} to {int(column.max())}; valid: places 0 to {limit - 1} in the list "
                f"of {name}s; number them by that list"
            )
    if calls.vote.size and not 0 <= int(calls.vote.min()) <= int(calls.vote.max()) <= 2:
        strange = sorted(set(np.unique(calls.vote).tolist()) - {0, 1, 2})
        raise UsageError(
            f"vote holds {strange[:5]}; valid: 0 yes, 1 abstain, 2 no; leave out entries of states that did not vote"
        )


@compiled
def _fill(
    votes: Bits,
    state: NDArray[np.int64],
    item: NDArray[np.int64],
    vote: NDArray[np.int8],
    year_of_item: NDArray[np.int64],
    place: NDArray[np.int64],
) -> int:
    """Set the bit of every vote; the entry of the first double, or -1."""
    for entry in range(state.size):
        at, year, who = place[item[entry]], year_of_item[item[entry]], state[entry]
        word, bit = at >> 6, np.uint64(1) << np.uint64(at & 63)
        if (votes[year, who, word, 0] | votes[year, who, word, 1] | votes[year, who, word, 2]) & bit:
            return entry
        votes[year, who, word, vote[entry]] |= bit
    return -1


@compiled
def _members(votes: Bits, items: Bits, may_close: NDArray[np.bool_], member: Bits) -> None:
    """Fill `member` as `membership_bits` says."""
    years, states, words, _ = votes.shape
    for state in range(states):
        first, last = -1, -1
        for year in range(years):
            for word in range(words):
                if votes[year, state, word, 0] | votes[year, state, word, 1] | votes[year, state, word, 2]:
                    first = year if first < 0 else first
                    last = year
        for year in range(max(first, 0), last + 1):
            low, high = 64 * words, -1
            for at in range(64 * words):
                bits = votes[year, state, at >> 6]
                if ((bits[0] | bits[1] | bits[2]) >> np.uint64(at & 63)) & np.uint64(1):
                    low, high = min(low, at), at
            if high < 0:
                continue
            low = low if year == first else 0
            high = high if year == last and may_close[year] else 64 * words - 1
            for at in range(low, high + 1):
                member[year, state, at >> 6] |= items[year, at >> 6] & (np.uint64(1) << np.uint64(at & 63))
