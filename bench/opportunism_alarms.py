"""Measures how often the opportunism test rejects where exposure has no effect, and how often a true ratio is found.

    .venv/bin/python bench/opportunism_alarms.py [repetitions] [moves] [size, from 0] [shape]

Every figure is the share of repetitions with p <= 0.05, in per cent: the larger permutation p before calibration, and
in brackets the share whose 90 % profile interval lies above 1. Streams and exposure share season, trend and regimes but
are otherwise independent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from timing_false_alarms import SPAN, shapes

from multifront.timing.clusters import draw_streams
from multifront.timing.count_model import make_counts, ratio_with_interval
from multifront.timing.exposure import Exposure
from multifront.timing.opportunism import make_moves, permutation_p

SIZES = ((15, 8, 30), (60, 8, 30), (200, 12, 45))
RATIO = 2.5


def spells(rate, count, days, rng):
    """Spells that begin where the shared rate is high, none on another."""
    daily, found = np.zeros(SPAN), []
    while len(found) < count:
        start = int(rng.choice(SPAN - days, p=rate[: SPAN - days] / rate[: SPAN - days].sum()))
        if not daily[max(0, start - 1) : start + days + 1].any():
            daily[start : start + days] = 1.0
            found.append((start, days))
    return Exposure(daily, tuple(sorted(found)))


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 199
    sizes = SIZES if len(sys.argv) < 4 else SIZES[int(sys.argv[3]) :][:1]
    only = sys.argv[4] if len(sys.argv) > 4 else ""
    began = time.perf_counter()
    print(f"{repetitions} repetitions, {draws} moves of each kind, span {SPAN} days, nominal 5 %\n")
    print(f"| shared shape | events, spells, days | no effect | true ratio {RATIO} |")
    print("|---|---|---|---|", flush=True)
    for number, (name, (rate, clustering)) in enumerate(shapes().items()):
        if only not in name:
            continue
        for events, count, days in sizes:
            rng = np.random.default_rng([number, events])
            found = []
            for _ in range(repetitions):
                exposure = spells(rate, count, days, rng)
                moves = make_moves(exposure, 7, draws, rng)
                for ratio in (1.0, RATIO):
                    tilted = rate * np.where(exposure.daily > 0, ratio, 1.0)
                    days_of = draw_streams(tilted, clustering, events, 1, rng)[0]
                    counts = make_counts(days_of, SPAN, 7)
                    p = max(permutation_p(counts, moves)[0].values())
                    found.append((p <= 0.05, ratio_with_interval(counts, moves.seen, 0.9)[1][0] > 0.0))
            shares = 100 * np.array([np.mean(found[k::2], axis=0) for k in (0, 1)])
            cells = [f"{by_moves:.1f} ({by_interval:.1f})" for by_moves, by_interval in shares]
            print(f"| {name} | {events}, {count}, {days} | " + " | ".join(cells) + " |", flush=True)
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
