"""Measures whether the smallest detectable effect is true: power at the share that the result names; per cent.

    PYTHONPATH=. .venv/bin/python bench/coincidence_power.py [repetitions] [synthetic pairs] [names]

Window 30, spans of 3 to 15 years, and whole bursts triggered. 80 would be right. Not used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from bench.timing_false_alarms import shapes

from multifront.timing import burst_power, coincidence_test
from multifront.timing.calibration import all_p_values, capped_rank, draw_pairs
from multifront.timing.clusters import draw_streams
from multifront.timing.exact_null import make_design
from multifront.timing.triggered_bursts import trigger_bursts

START = np.datetime64("2010-01-01")
DATASETS = 8
ONE_BY_ONE = ((2557, 10, 25, 30), (2557, 30, 60, 30), (1096, 20, 40, 7), (1826, 30, 60, 7), (5478, 60, 120, 7))
BURSTS = ((2557, 30, 60, 7), (2557, 60, 150, 7))

ONLY = [text for text in sys.argv[1:] if not text.isdigit()]
"""Names of streams, and of precisions, to which a run is limited; all by default."""


def one_by_one(a, b, share, design, rng):
    followed = rng.choice(b, a.size) + rng.integers(0, design.window + 1, a.size)
    return np.sort(np.where(rng.random(a.size) < share, followed, a).clip(0, design.calendar.length - 1))


def found(a, b, design, draws, seed):
    pairs = draw_pairs(a, b, design, draws, seed)
    raw = float(all_p_values(a[None], b[None], design).both[0])
    return capped_rank(raw, all_p_values(pairs.a, pairs.b, design).both) <= 0.05


def said(a, b, design, whole_bursts):
    call = burst_power if whole_bursts else coincidence_test
    options = {"window_days": design.window, "span": (START, START + (design.calendar.length - 1)), "draws": 299}
    results = [call(START + a[i], START + b[i], **options) for i in range(min(DATASETS, len(a)))]
    shares = [r.detectable if whole_bursts else r.smallest_detectable_effect for r in results]
    method = "whole bursts" if whole_bursts else results[0].power_method
    return np.median([1.0 if share is None else share for share in shares]), method


def row(name, size, whole_bursts, repetitions, draws):
    length, count_a, count_b, window = size
    rate, clustering = shapes(length)[name]
    rng, design = np.random.default_rng([71, length, count_a, window]), make_design(length, window, 0)
    a = draw_streams(rate, clustering, count_a, repetitions, rng)
    b = draw_streams(rate, clustering, count_b, repetitions, rng)
    share, method = said(a, b, design, whole_bursts)
    inject = trigger_bursts if whole_bursts else one_by_one
    moved = [inject(a[i], b[i], share, design, rng) for i in range(repetitions)]
    power = np.mean([found(moved[i], b[i], design, draws, i) for i in range(repetitions)])
    size_text = f"{length} d ({count_a}, {count_b}, {window})"
    print(f"| {name} | {size_text} | {method} | {100 * share:.0f} | {100 * power:.0f} |", flush=True)


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 99
    started = time.perf_counter()
    print("| streams | span (sizes, window) | injected | share named | power there |\n|---|---|---|---|---|")
    for name in ("Poisson", "season + trend", "clusters in both"):
        if ONLY and name not in ONLY:
            continue
        for size in ONE_BY_ONE:
            row(name, size, False, repetitions, draws)
    for name in ("clusters in both", "season + trend + clusters"):
        if ONLY and name not in ONLY:
            continue
        for size in BURSTS:
            row(name, size, True, repetitions, draws)
    print(f"\n{repetitions} repetitions, {draws} synthetic pairs, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
