"""Measures how often a grid of windows and lags calls anything on independent pairs, by each correction; per cent.

    PYTHONPATH=. .venv/bin/python bench/coincidence_grid_alarms.py [repetitions] [synthetic pairs]

Eight cells: windows 3, 7, 14, 30, both directions. Power: some of A triggered within 7 days. Not used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from bench.timing_false_alarms import SPAN, shapes, triggered

from multifront.timing import coincidence_grid
from multifront.timing.clusters import draw_streams

START = np.datetime64("2015-01-01")
CASES = ("Poisson", "clusters in both", "season + trend", "season + trend + clusters")
RULES = ("uncorrected", "BH", "family")


def called(a, b, draws, seed):
    grid = coincidence_grid(START + a, START + b, span=(START, START + (SPAN - 1)), draws=draws, rng=seed)
    alone, q = [cell.p_value for cell in grid.tested], [cell.q_value for cell in grid.tested]
    return [min(alone) <= 0.05, min(q) <= 0.05, grid.p_value <= 0.05]


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 199
    started = time.perf_counter()
    print(f"| streams (30, 60) | triggered | {' | '.join(RULES)} |\n|---|---|" + "---|" * len(RULES))
    for number, (name, share) in enumerate(
        [*((case, 0.0) for case in CASES), ("Poisson", 0.3), ("clusters in both", 0.3)]
    ):
        rate, clustering = shapes()[name]
        rng = np.random.default_rng([41, number])
        a = draw_streams(rate, clustering, 30, repetitions, rng)
        b = draw_streams(rate, clustering, 60, repetitions, rng)
        a = triggered(a, b, share, 7, rng) if share else a
        found = np.array([called(a[i], b[i], draws, i) for i in range(repetitions)])
        print(
            f"| {name} | {share:.0%} | " + " | ".join(f"{100 * x:.1f}" for x in found.mean(axis=0)) + " |", flush=True
        )
    print(f"\n{repetitions} repetitions, {draws} synthetic pairs, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
