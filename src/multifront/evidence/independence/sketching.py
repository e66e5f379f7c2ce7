"""MinHash sketches of shingle sets, and the pairs of texts whose sketches agree in a band. No verification here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from multifront.evidence.independence.shingling import Shingles

Sketches = NDArray[np.uint32]
Spans = NDArray[np.int64]


def sketches_of(sets: Sequence[Shingles], permutations: int, seed: int) -> Sketches:
    """MinHash sketches: position j holds the least value of the j-th hash over the shingles of a text.

    Args:
        sets: distinct shingles of each text.
        permutations: hashes, the length of a sketch.
        seed: of the hashes; the same seed gives the same sketches on every machine.

    Returns:
        Shape (texts, permutations). Two sketches agree at a position with a probability equal to their Jaccard index.
    """
    from datasketch import MinHash  # type: ignore[import-untyped]  # half a second to load, for near-duplicates alone

    sketches = np.empty((len(sets), permutations), dtype=np.uint32)
    empty = MinHash(num_perm=permutations, seed=seed, hashfunc=int)
    for position, shingles in enumerate(sets):
        sketch = empty.copy()
        sketch.update_batch(shingles.tolist())
        sketches[position] = sketch.hashvalues
    return sketches


def banding(permutations: int, threshold: float, recall: float) -> tuple[int, int]:
    r"""Bands and rows a band: the longest bands that still find pairs at the threshold with the recall asked.

    $1 - (1 - t^r)^b \ge recall$ with $b = \lfloor permutations / r \rfloor$.

    Args:
        permutations: length of a sketch.
        threshold: Jaccard index t of the pairs that must be found.
        recall: least probability of finding one.

    Returns:
        (bands, rows); (permutations, 1) where no longer band finds enough.
    """
    rows = 1
    while rows < permutations and 1 - (1 - threshold ** (rows + 1)) ** (permutations // (rows + 1)) >= recall:
        rows += 1
    return permutations // rows, rows


def candidates(
    sketches: Sketches, keys: Spans, spans: Spans, shape: tuple[int, int], owners: Spans | None = None
) -> NDArray[np.int64]:
    """Pairs of rows of one key whose spans meet and whose sketches agree in at least one band.

    Args:
        sketches: shape (n, permutations).
        keys: shape (n,); rows of different keys are never a pair.
        spans: shape (n, 2), first and last number of a row; rows whose spans are disjoint are never a pair.
        shape: (bands, rows a band).
        owners: shape (n,); rows of one owner are never a pair, -1 stands for none. A feed has thousands of rows with
            one text a day, and their pairs are dropped before they are gathered.

    Returns:
        Shape (pairs, 2), the smaller row first, each pair once, sorted.
    """
    bands, rows = shape
    packed = [np.empty(0, dtype=np.int64)]
    count = len(sketches)
    for band in range(bands):
        mixed = keys.astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93)
        for column in range(band * rows, (band + 1) * rows):
            mixed = (mixed ^ sketches[:, column]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(31)
        for one, other in _meeting(mixed, spans):
            free = np.ones(len(one), dtype=bool) if owners is None else _of_two(owners[one], owners[other])
            packed.append((np.minimum(one, other) * count + np.maximum(one, other))[free])
        packed = [np.unique(np.concatenate(packed))]
    pairs = np.stack(np.divmod(packed[0], max(count, 1)), axis=1)
    kept: NDArray[np.int64] = pairs[keys[pairs[:, 0]] == keys[pairs[:, 1]]]
    return kept


def _of_two(one: Spans, other: Spans) -> NDArray[np.bool_]:
    """Which pairs are of two owners, or of none."""
    free: NDArray[np.bool_] = (one != other) | (one < 0)
    return free


def _meeting(labels: NDArray[np.uint64], spans: Spans) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of rows with equal labels and spans that meet, as two arrays at a time.

    Sorted by label and first number, the partners of a row are the rows right after it, up to its own last number.
    """
    order = np.lexsort((spans[:, 0], labels))
    sorted_labels, firsts, lasts = labels[order], spans[order, 0], spans[order, 1]
    here = np.arange(len(order))
    for step in range(1, len(order)):
        here = here[here + step < len(order)]
        meets = (sorted_labels[here] == sorted_labels[here + step]) & (firsts[here + step] <= lasts[here])
        here = here[meets]
        if not len(here):
            return
        yield order[here], order[here + step]
