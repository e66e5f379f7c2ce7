"""Hatching as plain lines inside outlines, since a pattern fill is not drawn everywhere. Knows no states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Place = tuple[float, float]


def hatched(rings: Iterable[Sequence[Place]], gap: float) -> list[list[Place]]:
    """Lines from lower left to upper right that fill the area between the rings (even-odd rule).

    Formula: with u = x + y and v = x - y, each line u = k gap crosses the edges of all rings at places sorted by v; the
    lines run between the first and second, the third and fourth, and so on.

    Args:
        rings: closed, in pixels; holes are rings as well.
        gap: distance of two lines in u, over zero.

    Returns:
        Lines of two places each, in tenths of a pixel.
    """
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        turned = [(x + y, x - y) for x, y in ring]
        for (u0, v0), (u1, v1) in pairwise(turned):
            low, high = sorted((u0, u1))
            first = int(-(-low // gap))
            while first * gap < high:  # an end that lies on a line counts once: low counts, high does not
                share = (first * gap - u0) / (u1 - u0)
                crossings.setdefault(first, []).append(v0 + share * (v1 - v0))
                first += 1
    lines = []
    for number, found in sorted(crossings.items()):
        u, places = number * gap, sorted(found)
        for v0, v1 in zip(places[::2], places[1::2], strict=False):
            lines.append([(round((u + v) / 2, 1), round((u - v) / 2, 1)) for v in (v0, v1)])
    return lines
