"""Synthetic independent pairs of events with length, and triggered ones for power. No test is judged here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.calibration import draw_pairs
from multifront.timing.event_spans import SpanDays
from multifront.timing.exact_null import Design
from multifront.timing.power import INJECTED_PAIRS, SHARES, Power, summary
from multifront.timing.span_null import raw_span_p

CERTAIN = 0.995


@dataclass(frozen=True, slots=True)
class SpanPairs:
    """Independent pairs with the counts, lengths, season, trend and clustering of the data."""

    a: list[SpanDays]
    b: list[SpanDays]
    seed: int


def draw_span_pairs(a: SpanDays, b: SpanDays, design: Design, draws: int, seed: int) -> SpanPairs:
    """First days drawn as for events of one day; the lengths of the data are dealt to them at random."""
    pairs = draw_pairs(a.first, b.first, design, draws, seed)
    rng = np.random.default_rng(seed + 2)
    length = design.calendar.length
    return SpanPairs(_dealt(pairs.a, a, length, rng), _dealt(pairs.b, b, length, rng), seed)


def _dealt(first: NDArray[np.int64], like: SpanDays, length: int, rng: np.random.Generator) -> list[SpanDays]:
    """Streams whose events last as long as those of `like`, in random order, cut at the end of the span."""
    lasting = rng.permuted(np.tile(like.last - like.first, (first.shape[0], 1)), axis=1)
    return [SpanDays(row, np.minimum(row + more, length - 1)) for row, more in zip(first, lasting, strict=True)]


def span_raw_p_values(pairs: SpanPairs, reading: str, design: Design) -> Floats:
    """Raw p of each pair, shape (pairs,)."""
    return np.array([raw_span_p(a, b, reading, design) for a, b in zip(pairs.a, pairs.b, strict=True)])


def trigger(a: SpanDays, b: SpanDays, share: float, design: Design, rng: np.random.Generator) -> SpanDays:
    """A share of A's events moved whole to begin in the window of a random event of B."""
    length, lasting = design.calendar.length, a.last - a.first
    cause = rng.integers(0, b.first.size, a.first.size)
    low, high = b.first[cause] + design.lag, b.last[cause] + design.lag + design.window
    first = np.where(rng.random(a.first.size) < share, rng.integers(low, high + 1), a.first).clip(0, length - 1)
    last = np.minimum(first + lasting, length - 1)
    order = np.lexsort((last, first))
    return SpanDays(first[order], last[order])


def span_power(pairs: SpanPairs, reading: str, design: Design, threshold: float, at_zero: float) -> Power:
    """Power by injection: the share of triggered pairs on which the raw p is at most `threshold`."""
    count = min(INJECTED_PAIRS, len(pairs.a))
    points = [(0.0, at_zero)]
    for share in SHARES:
        if points[-1][1] >= CERTAIN:
            points.append((share, 1.0))
            continue
        rng = np.random.default_rng(pairs.seed + 1)
        streams = zip(pairs.a[:count], pairs.b[:count], strict=True)
        p = [raw_span_p(trigger(a, b, share, design, rng), b, reading, design) for a, b in streams]
        points.append((share, float(np.mean(np.array(p) <= threshold))))
    return summary(points, f"injection into {count} synthetic pairs")
