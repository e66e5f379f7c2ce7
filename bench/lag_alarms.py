"""Measures how often the tests over lags reject on independent pairs, and the share found of truly triggered events.

    .venv/bin/python bench/lag_alarms.py [repetitions] [surrogates] [synthetic pairs] [size, from 0, or all] [shape]

Without synthetic pairs (0) the two slow columns, fitted intensities and the calibrated order, are left out.

Every figure is the share of repetitions with p <= 0.05, in per cent: the global envelope of the lag histogram under
three measures, of cross-K with constant and with fitted intensities, and the test of who moves first before and after
calibration. Lags to 42 days, bins of 7. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from timing_false_alarms import SIZES, SPAN, shapes, triggered

from multifront.timing import EnvelopeOptions, cross_k, lag_histogram
from multifront.timing.calibration import capped_rank, draw_pairs
from multifront.timing.clusters import draw_streams
from multifront.timing.exact_null import make_design
from multifront.timing.lag_sign import raw_p_values

START = np.datetime64("2018-01-01")
DAYS = (START, START + SPAN - 1)
NAMES = ("histogram, studentised", "histogram, erl", "histogram, greater", "K", "first, raw", "K, fitted", "first")
TRIGGERED = {"Poisson": (0.5, 0.3), "clusters in both": (0.5, 0.3)}


def p_values(a, b, window, draws, pairs, seed):
    design = make_design(SPAN, window, 0)

    def curve(function, **options):
        chosen = EnvelopeOptions(draws=draws, **options)
        return function(START + a, START + b, window_days=window, span=DAYS, options=chosen, rng=seed).p_value

    raw = raw_p_values(a[None], b[None], design, 0.05)[0]
    quick = (
        curve(lag_histogram),
        curve(lag_histogram, measure="erl"),
        curve(lag_histogram, alternative="greater"),
        curve(cross_k),
        raw,
    )
    if not pairs:
        return quick
    made = draw_pairs(a, b, design, pairs, seed)
    calibrated = capped_rank(raw, raw_p_values(made.a, made.b, design, 0.05))
    return (*quick, curve(cross_k, fitted_intensity=True), calibrated)


def row(name, size, p):
    rates = 100 * (np.array(p) <= 0.05).mean(axis=0)
    print(f"| {name} | {size} | " + " | ".join(f"{rate:.1f}" for rate in rates) + " |", flush=True)


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 199
    pairs = int(sys.argv[3]) if len(sys.argv) > 3 else 99
    sizes = [int(sys.argv[4])] if len(sys.argv) > 4 and sys.argv[4] != "all" else range(len(SIZES))
    only = sys.argv[5] if len(sys.argv) > 5 else ""
    names = NAMES if pairs else NAMES[:5]
    began = time.perf_counter()
    print(f"{repetitions} repetitions, {draws} surrogates, {pairs} pairs, span {SPAN} days, nominal 5 %\n")
    print(f"| streams | size | {' | '.join(names)} |\n|---|---|" + "---|" * len(names), flush=True)
    for number, (name, (rate, clustering)) in enumerate(shapes().items()):
        if only and only != name:
            continue
        for place in sizes:
            count_a, count_b, window = SIZES[place]
            rng = np.random.default_rng([number, count_a, 5])
            a = draw_streams(rate, clustering, count_a, repetitions, rng)
            b = draw_streams(rate, clustering, count_b, repetitions, rng)
            size = f"{count_a}, {count_b}, {window}"
            row(name, size, [p_values(a[i], b[i], window, draws, pairs, i) for i in range(repetitions)])
            if name in TRIGGERED:
                share, half = TRIGGERED[name][place], repetitions // 2
                hit = triggered(a[:half], b[:half], share, window, rng)
                found = [p_values(hit[i], b[i], window, draws, pairs, i) for i in range(half)]
                row(f"{name}, {share:.0%} of A triggered", size, found)
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
