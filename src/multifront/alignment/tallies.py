"""Tables of counts of all pairs of states in all years, from bits in one compiled pass. No measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront.alignment.compiled import compiled
from multifront.alignment.planes import Bits

Cells = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Tallies:
    """One row a pair and year with an item in common, by year, first and second state (places in the lists).

    `cells` has shape (rows, 9) or, with absences, (rows, 16): rows of the table are A's answer, columns B's, in the
    order yes, abstain, no, not voting. `shared` is their sum.
    """

    year: NDArray[np.int32]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    shared: NDArray[np.int32]
    cells: Cells


def tally_pairs(votes: Bits, member: Bits | None, items: Bits) -> Tallies:
    """Count every pair and year.

    Args:
        votes: bits (years, states, words, 3) of yes, abstain and no.
        member: bits (years, states, words) of the items put while the state was a member, which makes not voting a
            fourth answer; None: only items on which both voted count.
        items: bits (years, words) of the items that enter.
    """
    kept = votes & items[:, None, :, None]
    voted = kept[..., 0] | kept[..., 1] | kept[..., 2]
    eligible = voted if member is None else member & items[:, None, :]
    present = np.asarray(np.any(eligible, axis=2))
    here = present.sum(axis=1)
    rows = int((here * (here - 1) // 2).sum())
    names = np.empty((4, rows), dtype=np.int32)
    cells = np.empty((rows, 9 if member is None else 16), dtype=np.int16)
    if member is None:
        used = _both_voting(kept, present, names, cells)
    else:
        fourth = np.concatenate([kept, (eligible & ~voted)[..., None]], axis=3)
        used = _with_absences(fourth, present, names, cells)
    year, first, second, shared = names[:, :used]
    return Tallies(year, first, second, shared, cells[:used])


@compiled
def _ones(x: np.uint64) -> Any:
    """Number of bits set (compilers know this pattern and use one instruction)."""
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _both_voting(votes: Bits, present: NDArray[np.bool_], names: NDArray[np.int32], cells: Cells) -> int:
    """Fill the rows with nine counts, written out so that they stay in registers; returns how many were used."""
    row = 0
    for year in range(votes.shape[0]):
        here = np.flatnonzero(present[year])
        for i in range(here.size):
            a = here[i]
            for j in range(i + 1, here.size):
                b = here[j]
                yy = ya = yn = ay = aa = an = ny = na = nn = np.int64(0)
                for word in range(votes.shape[2]):
                    y, s, n = votes[year, b, word, 0], votes[year, b, word, 1], votes[year, b, word, 2]
                    mine = votes[year, a, word, 0]
                    yy, ya, yn = yy + _ones(mine & y), ya + _ones(mine & s), yn + _ones(mine & n)
                    mine = votes[year, a, word, 1]
                    ay, aa, an = ay + _ones(mine & y), aa + _ones(mine & s), an + _ones(mine & n)
                    mine = votes[year, a, word, 2]
                    ny, na, nn = ny + _ones(mine & y), na + _ones(mine & s), nn + _ones(mine & n)
                shared = yy + ya + yn + ay + aa + an + ny + na + nn
                if shared == 0:
                    continue
                names[0, row], names[1, row], names[2, row], names[3, row] = year, a, b, shared
                cells[row, 0], cells[row, 1], cells[row, 2] = yy, ya, yn
                cells[row, 3], cells[row, 4], cells[row, 5] = ay, aa, an
                cells[row, 6], cells[row, 7], cells[row, 8] = ny, na, nn
                row += 1
    return row


@compiled
def _with_absences(answers: Bits, present: NDArray[np.bool_], names: NDArray[np.int32], cells: Cells) -> int:
    """Fill the rows with sixteen counts; returns how many were used."""
    row = 0
    for year in range(answers.shape[0]):
        here = np.flatnonzero(present[year])
        for i in range(here.size):
            for j in range(i + 1, here.size):
                shared = np.int64(0)
                for cell in range(16):
                    count = np.int64(0)
                    for word in range(answers.shape[2]):
                        mine = answers[year, here[i], word, cell >> 2]
                        count += _ones(mine & answers[year, here[j], word, cell & 3])
                    cells[row, cell] = count
                    shared += count
                if shared == 0:
                    continue
                names[0, row], names[1, row], names[2, row], names[3, row] = year, here[i], here[j], shared
                row += 1
    return row
