"""Bootstrap intervals of chosen pairs' vote similarity by year and of the difference of two pairs; not of all pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.counts import chosen_scheme
from multifront.alignment.filters import RollCallFilter, kept_items
from multifront.alignment.passes import rule
from multifront.alignment.planes import membership_bits, vote_planes
from multifront.alignment.resampling import block_numbers, block_sums, drawn_values, summary
from multifront.alignment.votes import ABSENCES, AN_ANSWER
from multifront.domain import Floats, RollCalls
from multifront.errors import UsageError, unknown_name

FEWEST_SHARED = 10
"""Items below which a year has no value, as in `vote_similarity`."""

BLOCKS = ("item", "meeting day")


@dataclass(frozen=True, slots=True)
class VoteIntervals:
    """By pair and year, sorted: the measure and its bootstrap interval; `difference` is pair 0 less pair 1 by year.

    Arrays have shape (rows,); `pair` is a place in `pairs`. `difference` has the rows (year, value, standard error,
    low, high) of the years in which both of the first two pairs have a value, shape (years, 5), empty for one pair.
    """

    pairs: tuple[tuple[str, str], ...]
    measure: str
    scheme: str
    blocks: str
    pair: NDArray[np.int64]
    year: NDArray[np.int64]
    value: Floats
    standard_error: Floats
    low: Floats
    high: Floats
    shared: NDArray[np.int64]
    drawn: NDArray[np.int64]
    difference: Floats


@dataclass(frozen=True, slots=True)
class _Request:
    """What is computed in every year."""

    names: tuple[str, str]
    weights: Floats
    merged: NDArray[np.intp]
    blocks: str
    draws: int
    seed: int


def vote_intervals(
    calls: RollCalls,
    pairs: Sequence[tuple[str, str]],
    measure: str = "kappa",
    *,
    scheme: str | None = None,
    absences: str = "both voting",
    only: RollCallFilter | None = None,
    blocks: str = "item",
    draws: int = 2000,
    seed: int = 0,
) -> VoteIntervals:
    """The vote similarity of chosen pairs by year, with intervals from drawing roll calls or meeting days anew.

    Formula: as `similarity_interval`; within a year the same draw of roll calls serves all pairs, so that the interval
    of a difference knows that the pairs answered the same questions and may share a state.

    Args:
        calls: raw votes.
        pairs: pairs of states (ISO3), each in either order; the difference is of the first less the second.
        measure: 'kappa', 's', 'pi', 'agreement', 'tau_b' or 'bcai'.
        scheme: weight of a disagreement, as in `vote_similarity`.
        absences: 'both voting' or 'not voting is an answer'.
        only: which roll calls enter; None: all.
        blocks: 'item' draws single roll calls; 'meeting day' draws all roll calls of a day together.
        draws: how many times to draw, 100 or more.
        seed: seed of the draws; a year's numbers do not depend on the other years.

    Returns:
        Rows by pair and year in which the pair shared ten items or more; NaN intervals as in `similarity_interval`.

    Raises:
        UsageError: a state that has no votes, the same state twice in a pair, an unknown name, malformed votes.

    Assumes:
        Meeting days are independent of each other and like each other. A package that is voted on over two days, or the
        same resolution in every year, is still counted twice. With 7 to 16 days a year the intervals are rough.

    References:
        As `similarity_interval`; Cameron, Gelbach & Miller 2008, Review of Economics and Statistics 90(3):414-427 (few
        clusters; not opened).

    Example:
        >>> import numpy as np
        >>> from multifront.alignment import vote_intervals
        >>> from multifront.domain import RollCallItems, RollCalls
        >>> n, rng = 40, np.random.default_rng(0)
        >>> marks = np.zeros(n, dtype=bool)
        >>> items = RollCallItems(np.arange(n), np.full(n, 2019), np.repeat(np.arange(10), 4).astype("datetime64[D]"),
        ...     marks, marks, np.zeros(n, dtype=np.int8), (), np.zeros((n, 0), dtype=bool))
        >>> calls = RollCalls(np.array(["AAA", "BBB"]), np.repeat([0, 1], n), np.tile(np.arange(n), 2),
        ...     rng.integers(0, 3, 2 * n).astype(np.int8), items, 2019)
        >>> found = vote_intervals(calls, [("AAA", "BBB")], blocks="meeting day")
        >>> found.shared.tolist(), found.drawn.tolist(), bool(found.low[0] < found.value[0] < found.high[0])
        ([40], [10], True)
    """
    chosen = chosen_scheme(measure, scheme)
    for word, valid, kind in ((absences, ABSENCES, "rule of absence"), (blocks, BLOCKS, "kind of block")):
        if word not in valid:
            raise UsageError(unknown_name(kind, word, valid, "choose one of these"))
    request = _request((measure, chosen), absences == AN_ANSWER, blocks, (draws, seed))
    states, places = _places(calls, pairs)
    answers = _answers(calls, states, absent=absences == AN_ANSWER)
    kept = kept_items(calls.items, RollCallFilter() if only is None else only)
    rows, gaps = [], []
    for year in np.unique(calls.items.year[kept]):
        here = np.flatnonzero(kept & (calls.items.year == year))
        found, gap = _year(int(year), answers[:, here][places], calls.items.day[here], request)
        rows += found
        gaps += gap
    return _gathered(tuple((a, b) for a, b in pairs), request, sorted(rows), gaps)


def _request(names: tuple[str, str], absent: bool, blocks: str, random: tuple[int, int]) -> _Request:
    """The measure as the compiled pass of `vote_similarity` takes it, so that both mean the same."""
    weights = rule(*names, FEWEST_SHARED, absent=absent).weights
    merged = np.array([0, 1, 2, 3 if weights.shape[0] == 4 else 1])
    return _Request(names, weights, merged, blocks, *random)


def _places(calls: RollCalls, pairs: Sequence[tuple[str, str]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The states that are needed (places in the names), and for each pair which two of these they are, (pairs, 2)."""
    known = calls.names.tolist()
    if not pairs:
        raise UsageError("no pair of states was named; valid: one or more pairs such as ('CHN', 'RUS'); name one")
    for pair in pairs:
        for state in pair:
            if state not in known:
                raise UsageError(unknown_name("state", state, known, "states are ISO3 codes of the votes"))
        if pair[0] == pair[1]:
            raise UsageError(f"{pair[0]} cannot be compared with itself; valid: two different states; name another")
    found = np.array([[known.index(state) for state in pair] for pair in pairs])
    states, places = np.unique(found, return_inverse=True)
    return states, places.reshape(found.shape)


def _answers(calls: RollCalls, states: NDArray[np.intp], *, absent: bool) -> NDArray[np.int8]:
    """Vote of each state on each item (states, items): 0 to 2, with `absent` 3 where a member did not vote, else -1."""
    planes = vote_planes(calls)
    found = np.full((states.size, calls.items.id.size), -1, dtype=np.int8)
    if absent:
        member = membership_bits(planes, calls.complete_to)[:, states]
        bits = member[planes.year_of_item, :, planes.place // 64] >> (planes.place % 64).astype(np.uint64)[:, None]
        found[(bits & np.uint64(1)).astype(bool).T] = 3
    row = np.full(calls.names.size, -1)
    row[states] = np.arange(states.size)
    mine = row[calls.state] >= 0
    found[row[calls.state[mine]], calls.item[mine]] = calls.vote[mine]
    return found


def _year(
    year: int, answers: NDArray[np.int8], days: NDArray[np.datetime64], request: _Request
) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]]]:
    """Rows of the pairs in one year, and the row of their difference; answers have shape (pairs, 2, items)."""
    shared = np.asarray(np.all(answers >= 0, axis=1))
    enough = np.flatnonzero(shared.sum(axis=1) >= FEWEST_SHARED)
    if enough.size == 0:
        return [], []
    used = np.asarray(np.any(shared[enough], axis=0))
    k = request.weights.shape[0]
    cell = request.merged[answers[:, 0]] * k + request.merged[answers[:, 1]]
    cells = np.zeros((enough.size, int(used.sum()), k * k))
    for row, pair in enumerate(enough):
        cells[row, shared[pair, used], cell[pair, shared[pair]]] = 1.0
    numbers = block_numbers(days[used] if request.blocks == "meeting day" else None, int(used.sum()))
    sums = block_sums(cells, numbers)
    random = np.random.default_rng([request.seed, year])
    values, drawn = drawn_values(sums, request.names[0], request.weights, request.draws, random)
    own = [int(np.count_nonzero(pair.any(axis=1))) for pair in sums]
    rows: list[tuple[float, ...]] = [
        (int(pair), year, *summary(values[i], drawn[i], own[i])[:4], int(shared[pair].sum()), own[i])
        for i, pair in enumerate(enough)
    ]
    if enough.size < 2 or enough[1] != 1:
        return rows, []
    apart = summary(values[0] - values[1], drawn[0] - drawn[1], min(own[:2]))
    return rows, [(year, *apart[:4])]


def _gathered(
    pairs: tuple[tuple[str, str], ...], request: _Request, rows: list[tuple[float, ...]], gaps: list[tuple[float, ...]]
) -> VoteIntervals:
    """The rows as columns."""
    table = np.array(rows, dtype=np.float64).reshape(-1, 8)
    pair, year, shared, drawn = (table[:, i].astype(np.int64) for i in (0, 1, 6, 7))
    floats = (table[:, 2], table[:, 3], table[:, 4], table[:, 5])
    difference = np.array(gaps, dtype=np.float64).reshape(-1, 5)
    return VoteIntervals(pairs, *request.names, request.blocks, pair, year, *floats, shared, drawn, difference)
