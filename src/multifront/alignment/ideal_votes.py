"""Votes as the ideal-point model takes them: checked, indexed by state-year and item; nothing is estimated here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from multifront.alignment.ideal_kernels import Codes, Whole
from multifront.alignment.positions import numbers
from multifront.errors import UsageError

VOTE_CODES = {1: "yes", 2: "abstain", 3: "no"}
FEWEST_ITEMS = 3
MOST_YEARS = 500


@dataclass(frozen=True, slots=True)
class IdealPointVotes:
    """One row a vote: state, year, item (a roll call, put in one year only) and code 1 yes, 2 abstain, 3 no, NaN none.

    The four columns have shape (n,). `spans` holds, for states that did not exist throughout, the first and last
    year in which they may vote; a vote outside is an error and not an estimate.
    """

    state: ArrayLike
    year: ArrayLike
    item: ArrayLike
    vote: ArrayLike
    spans: Mapping[str, tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """Votes in the order of one index: those of group k stand at start[k]:start[k + 1]; `other` is the other index."""

    start: Whole
    other: Whole
    code: Codes


@dataclass(frozen=True, slots=True)
class IndexedVotes:
    """The informative votes by item and by state-year ('node'), and what was left out.

    Nodes are every year from a state's first vote to its last, ordered by state and year; `gaps` are those without a
    vote. `cast` counts all votes of a node, `used` those on divided items. Years run without a hole from first to last.
    """

    states: NDArray[np.str_]
    years: Whole
    node_state: Whole
    node_year: Whole
    cast: Whole
    used: Whole
    items: NDArray[np.str_]
    item_year: Whole
    by_item: Grouped
    by_node: Grouped
    absent: int
    unanimous: NDArray[np.str_]

    @property
    def nodes(self) -> int:
        """Number of state-years."""
        return self.node_state.size

    @property
    def begins(self) -> NDArray[np.bool_]:
        """(nodes,) whether a state starts here."""
        return np.concatenate([[True], self.node_state[1:] != self.node_state[:-1]])


def indexed(votes: IdealPointVotes) -> IndexedVotes:
    """Check the votes and index them.

    Raises:
        UsageError: columns that do not fit, unknown codes, a state twice on one item, an item in two years, a vote
            outside a state's span, fewer than three divided items, states that share no items.
    """
    states, state, years, year, items, item, code = _columns(votes)
    _check_doubles(states, state, items, item)
    _check_item_years(items, item, years, year)
    _check_spans(votes.spans, states, state, years[year])
    given = code > 0
    state, year, item, code = state[given], year[given], item[given], code[given]
    counts = np.stack([np.bincount(item[code == k], minlength=items.size) for k in VOTE_CODES])
    divided = (counts > 0).sum(axis=0) > 1
    if divided.sum() < FEWEST_ITEMS:
        raise UsageError(
            f"{divided.sum()} of {items.size} items divide the states; valid: {FEWEST_ITEMS} or more items on which "
            "not all voted the same, shared by several states; give more roll calls"
        )
    node_state, node_year, node = _nodes(state, year)
    kept = divided[item]
    place = np.cumsum(divided) - 1
    moved, at, kind = place[item[kept]], node[kept], code[kept]
    _check_joined(node_state[at], moved, states, int(divided.sum()))
    item_year = np.zeros(items.size, dtype=np.int64)
    item_year[item] = year
    return IndexedVotes(
        states,
        years,
        node_state,
        node_year,
        np.bincount(node, minlength=node_state.size),
        np.bincount(at, minlength=node_state.size),
        items[divided],
        item_year[divided],
        _grouped(moved, at, kind, int(divided.sum())),
        _grouped(at, moved, kind, node_state.size),
        int(np.count_nonzero(~given)),
        items[~divided & (counts.sum(axis=0) > 0)],
    )


def _columns(votes: IdealPointVotes) -> tuple[NDArray[np.str_], Whole, Whole, Whole, NDArray[np.str_], Whole, Codes]:
    """Names and places of states, years and items, and codes with 0 for no vote."""
    vote, when = numbers(votes.vote, "vote"), numbers(votes.year, "year")
    state, item = np.asarray(votes.state).astype(np.str_), np.asarray(votes.item).astype(np.str_)
    shapes = [column.shape for column in (state, when, item, vote)]
    if len(set(shapes)) > 1 or vote.ndim != 1 or vote.size == 0:
        raise UsageError(
            f"state, year, item and vote have shapes {shapes}; valid: four flat columns of one length, 1 or more; "
            "give one row a vote"
        )
    known = np.isnan(vote) | np.isin(vote, list(VOTE_CODES))
    if not known.all():
        raise UsageError(
            f"vote holds {np.unique(vote[~known]).tolist()[:5]} in {np.count_nonzero(~known)} rows (first: row "
            f"{int(np.flatnonzero(~known)[0])}); valid: 1 yes, 2 abstain, 3 no, NaN not voting; recode the others or "
            "drop their rows"
        )
    if not np.all(np.isfinite(when)) or np.any(when != np.round(when)):
        raise UsageError(
            "year holds values that are not whole numbers; valid: 1946, 1947, ...; give each vote its year"
        )
    first, last = int(when.min()), int(when.max())
    if last - first >= MOST_YEARS:
        raise UsageError(
            f"years run from {first} to {last}; valid: at most {MOST_YEARS} years in one fit; check the year column"
        )
    states, at_state = np.unique(state, return_inverse=True)
    items, at_item = np.unique(item, return_inverse=True)
    if "" in states or "" in items:
        raise UsageError("a state or an item has an empty name; valid: a code for each; fill it or drop the rows")
    code = np.where(np.isnan(vote), 0, vote).astype(np.int8)
    year = when.astype(np.int64)
    return (
        states,
        at_state.astype(np.int64),
        np.arange(first, last + 1),
        year - first,
        items,
        at_item.astype(np.int64),
        code,
    )


def _check_doubles(states: NDArray[np.str_], state: Whole, items: NDArray[np.str_], item: Whole) -> None:
    pairs, counts = np.unique(item * states.size + state, return_counts=True)
    if np.any(counts > 1):
        worst = int(pairs[counts > 1][0])
        raise UsageError(
            f"{states[worst % states.size]} has more than one row on item {items[worst // states.size]} "
            f"({np.count_nonzero(counts > 1)} such cases); valid: one row a state and item; keep the right one"
        )


def _check_item_years(items: NDArray[np.str_], item: Whole, years: Whole, year: Whole) -> None:
    low, high = np.full(items.size, years.size), np.full(items.size, -1)
    np.minimum.at(low, item, year)
    np.maximum.at(high, item, year)
    if np.any(low != high):
        worst = int(np.flatnonzero(low != high)[0])
        raise UsageError(
            f"item {items[worst]} has votes in {years[low[worst]]} and {years[high[worst]]}; valid: one year an item, "
            "as a question put again is another item here; add the year to its name"
        )


def _check_spans(
    spans: Mapping[str, tuple[int, int]] | None, states: NDArray[np.str_], state: Whole, year: Whole
) -> None:
    """Raise where a state votes before its first year or after its last."""
    low, high = np.full(states.size, np.iinfo(np.int64).min), np.full(states.size, np.iinfo(np.int64).max)
    for place, name in enumerate(states.tolist()):
        low[place], high[place] = (spans or {}).get(name, (low[place], high[place]))
    outside = np.flatnonzero((year < low[state]) | (year > high[state]))
    if outside.size:
        row = int(outside[0])
        name = str(states[state[row]])
        raise UsageError(
            f"{name} votes in {year[row]} ({outside.size} such rows) but its span is {low[state[row]]}-"
            f"{high[state[row]]}; valid: votes of years in which the state existed; correct the code or the span"
        )


def _check_joined(state: Whole, item: Whole, states: NDArray[np.str_], items: int) -> None:
    """Raise where two groups of states share no item, directly or through others."""
    size = states.size + items
    graph = coo_array((np.ones(state.size), (state, states.size + item)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    seen = np.unique(state)
    if np.unique(label[seen]).size > 1:
        apart = states[seen[label[seen] != label[seen[0]]]]
        raise UsageError(
            f"{', '.join(apart[:5].tolist())} share no divided item with {states[seen[0]]}, not even through others; "
            "valid: states that can be compared; fit the groups apart"
        )


def _nodes(state: Whole, year: Whole) -> tuple[Whole, Whole, Whole]:
    """All years of each state from its first vote to its last, and the node of every vote."""
    size = int(state.max()) + 1
    first, last = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    np.minimum.at(first, state, year)
    np.maximum.at(last, state, year)
    length = np.where(last >= 0, last - first + 1, 0)
    offset = np.concatenate([[0], np.cumsum(length)])
    node_state = np.repeat(np.arange(size), length)
    node_year = np.arange(offset[-1]) - offset[node_state] + first[node_state]
    return node_state, node_year, offset[state] + year - first[state]


def _grouped(group: Whole, other: Whole, code: Codes, size: int) -> Grouped:
    order = np.lexsort((other, group))
    start = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=size))])
    return Grouped(start, other[order], code[order])
