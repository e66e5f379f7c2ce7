"""Measures how often all pairs of independent streams call anything, without and with q; per cent of families.

    PYTHONPATH=. .venv/bin/python bench/stream_pairs_alarms.py [repetitions] [streams] [draws]

Streams of 40 events over seven years, window 7, every ordered pair. Power: the second stream triggered by the first in
a share of its events; how often that pair is among those called. Not used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from bench.timing_false_alarms import SPAN, shapes, triggered

from multifront.timing import coincidence_pairs
from multifront.timing.clusters import draw_streams

START = np.datetime64("2015-01-01")
CASES = (("Poisson", 0.0), ("clusters in both", 0.0), ("season + trend", 0.0), ("season + trend", 0.4))
EVENTS = 40


def judged(days, seed, draws):
    """Uncorrected and BH: is anything called, and is the pair that was triggered?"""
    named = {f"s{i}": START + one for i, one in enumerate(days)}
    found = coincidence_pairs(named, window_days=7, span=(START, START + (SPAN - 1)), draws=draws, rng=seed)
    p = np.array([cell.p_value for cell in found.tested])
    at = [cell.name for cell in found.tested].index("s1 after s0")
    rules = p, np.array([cell.q_value for cell in found.tested])
    return [q.min() <= 0.05 for q in rules] + [q[at] <= 0.05 for q in rules]


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    streams = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    draws = int(sys.argv[3]) if len(sys.argv) > 3 else None
    started = time.perf_counter()
    names = "any uncorrected | any BH | s1 after s0 uncorrected | BH"
    print(f"| {streams} streams of {EVENTS} | s1 triggered by s0 | {names} |\n|---|---|" + "---|" * 4)
    for number, (name, share) in enumerate(CASES):
        rate, clustering = shapes()[name]
        rng = np.random.default_rng([43, number])
        days = np.stack([draw_streams(rate, clustering, EVENTS, repetitions, rng) for _ in range(streams)])
        if share:
            days[1] = triggered(days[1], days[0], share, 7, rng)
        found = np.array([judged(days[:, i], i, draws) for i in range(repetitions)])
        cells = " | ".join(f"{100 * x:.1f}" for x in found.mean(axis=0))
        print(f"| {name} | {share:.0%} | {cells} |", flush=True)
    print(f"\n{repetitions} repetitions, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
