"""The scan over windows and its null: statistics of the data, of surrogates, of synthetic streams. No words here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from multifront.domain import Floats
from multifront.timing.clusters import draw_streams, fit_clustering
from multifront.timing.exact_null import Design
from multifront.timing.intensity import daily_rates
from multifront.timing.moved_streams import add_active, add_surrogates, add_year_orders, count_rows, landings_of
from multifront.timing.year_orders import draw_year_orders, year_starts, year_step

BASELINE_CHANCE = 0.1
"""A window is above a stream's own baseline where so many events have at most this chance at its season and trend."""
SYNTHETIC_DRAWS = 99
NULLS = ("local", "anniversary")
Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scan:
    """What is scanned: the span's design, window in days, how many streams must be active, and what active means."""

    design: Design
    window: int
    at_least: int
    above_baseline: bool

    @property
    def windows(self) -> int:
        """Number of windows that lie inside the span."""
        return self.design.calendar.length - self.window + 1

    @property
    def nulls(self) -> tuple[str, ...]:
        """The nulls that exist for the span."""
        return NULLS if self.design.year_shifts.size else NULLS[:1]

    def threshold(self, days: Days, rate: Floats) -> Days:
        """Events that make a window active, by its last day, shape (length,)."""
        if not self.above_baseline:
            return np.ones(rate.size, dtype=np.int64)
        sums = np.concatenate([[0.0], np.cumsum(rate / rate.sum())])
        ends = np.arange(1, rate.size + 1)
        mean = days.size * (sums[ends] - sums[np.maximum(ends - self.window, 0)])
        return np.asarray(scipy.stats.poisson.isf(BASELINE_CHANCE, mean), dtype=np.int64) + 1

    def rates(self, streams: Sequence[Days]) -> list[tuple[Floats, Floats]]:
        """Season x trend, and trend alone, of each stream."""
        return [daily_rates(days, self.design.calendar) for days in streams]

    def active(self, streams: Sequence[Days], rates: Sequence[tuple[Floats, Floats]]) -> NDArray[np.uint8]:
        """1 where a stream is active, shape (streams, windows)."""
        found = np.zeros((len(streams), self.windows), dtype=np.uint8)
        for row, days, (both, _) in zip(found, streams, rates, strict=True):
            counts = np.bincount(days, minlength=both.size)
            add_active(counts, self.threshold(days, both), self.window, row)
        return found


@dataclass(frozen=True, slots=True)
class Surrogates:
    """Of each surrogate under one null: windows with enough active streams, most streams in a window; (draws,)."""

    windows: NDArray[np.int64]
    most: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ScanP:
    """Mid-p of the number of windows and of the most active window: the larger of the nulls, and which one that is."""

    windows: float
    most: float
    binding: str


def surrogates(
    scan: Scan,
    streams: Sequence[Days],
    rates: Sequence[tuple[Floats, Floats]],
    draws: int,
    rng: np.random.Generator,
    nulls: Sequence[str] = NULLS,
) -> dict[str, Surrogates]:
    """Every stream moved independently of the others, under each of the nulls that exist for the span."""
    found = {}
    for null in scan.nulls:
        if null not in nulls:
            continue
        active = np.zeros((draws, scan.windows), dtype=np.uint8)
        for days, (both, _) in zip(streams, rates, strict=True):
            threshold = scan.threshold(days, both)
            if null == "local":
                places = landings_of(days, both, scan.design.local_shifts)
                add_surrogates(places, threshold, scan.window, active, rng)
            else:
                starts = year_starts(both.size, year_step(scan.window))
                orders = draw_year_orders(days, starts, fit_clustering(days, both).members, draws, rng)
                add_year_orders(days, threshold, scan.window, orders, active)
        found[null] = Surrogates(*count_rows(active, scan.at_least))
    return found


def judge(active: NDArray[np.uint8], moved: dict[str, Surrogates], at_least: int) -> ScanP:
    """The p of what was seen, the data counted among the surrogates, ties by half."""
    together = active.sum(axis=0)
    seen = int((together >= at_least).sum())
    p = {null: _mid_p(seen, one.windows) for null, one in moved.items()}
    most = max(_mid_p(int(together.max()), one.most) for one in moved.values())
    binding = max(p, key=lambda null: p[null])
    return ScanP(p[binding], most, binding)


def _mid_p(seen: int, drawn: NDArray[np.int64]) -> float:
    """(#{larger} + (#{equal} + 1) / 2) / (n + 1)."""
    return float(((drawn > seen).sum() + 0.5 * ((drawn == seen).sum() + 1)) / (drawn.size + 1))


def synthetic_sets(
    scan: Scan, streams: Sequence[Days], rates: Sequence[tuple[Floats, Floats]], sets: int, rng: np.random.Generator
) -> list[Days]:
    """Independent streams shaped like the data, one array of shape (sets, n) a stream."""
    return [
        draw_streams(both, fit_clustering(days, both), days.size, sets, rng)
        for days, (both, _) in zip(streams, rates, strict=True)
    ]


def synthetic_p(scan: Scan, drawn: Sequence[Days], rng: np.random.Generator) -> tuple[Floats, NDArray[np.int64]]:
    """The whole test on each synthetic set: p of the number of windows, and that number; each of shape (sets,)."""
    p, seen = [], []
    for row in range(drawn[0].shape[0]):
        streams = [days[row] for days in drawn]
        rates = scan.rates(streams)
        active = scan.active(streams, rates)
        p.append(judge(active, surrogates(scan, streams, rates, SYNTHETIC_DRAWS, rng), scan.at_least).windows)
        seen.append(int((active.sum(axis=0) >= scan.at_least).sum()))
    return np.array(p), np.array(seen, dtype=np.int64)
