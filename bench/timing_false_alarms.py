"""Measures how often the coincidence test rejects on independent and on triggered pairs, beside two common nulls.

    .venv/bin/python bench/timing_false_alarms.py [repetitions] [synthetic pairs]

Every figure is the share of repetitions with p <= 0.05, in per cent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from multifront.timing.calibration import alarm_rates, all_p_values, capped_rank, draw_pairs, rejection_threshold
from multifront.timing.clusters import Clustering, draw_streams
from multifront.timing.exact_null import make_design
from multifront.timing.power import power_by_formula, power_by_injection

SPAN = 2557
SIZES = ((10, 25, 14), (30, 60, 7))
CLUSTERS = Clustering(4.0, 5.0)
NONE = Clustering(0.0, 1.0)
NULLS = ("calibrated", "both", "local", "anniversary", "poisson", "shuffle")


def shapes(length=SPAN):
    day = np.arange(length)
    season = 1 + 0.9 * np.cos(2 * np.pi * day / 365.25)
    trend = 1 + 2.3 * day / length
    hot = np.where((day % 365.25) < 30, 10.0, 1.0)
    flat = np.ones(length)
    rng = np.random.default_rng(99)
    regimes = np.resize(np.repeat(rng.choice([0.3, 1.0, 3.0], 18), 150)[:length], length)
    return {
        "Poisson": (flat, NONE),
        "clusters in both": (flat, CLUSTERS),
        "season 90 %": (season, NONE),
        "season + trend": (season * trend, NONE),
        "season + trend + clusters": (season * trend, CLUSTERS),
        "hot month x10": (hot, NONE),
        "shared regimes (not bounded)": (regimes, NONE),
    }


def other_designs():
    """The raw default alone, which needs no synthetic pairs: other windows and spans."""
    designs = ((2557, 10, 25, 30, 1000), (2557, 30, 60, 30, 600), (900, 15, 25, 7, 1000), (5478, 60, 120, 7, 400))
    print("\n| independent streams | " + " | ".join(f"{d[0]} d ({d[1]}, {d[2]}, {d[3]})" for d in designs) + " |")
    print("|---|" + "---|" * len(designs))
    for number, name in enumerate(shapes()):
        cells = []
        for length, count_a, count_b, window, repetitions in designs:
            rate, clustering = shapes(length)[name]
            rng = np.random.default_rng([number, count_a, window, length])
            a = draw_streams(rate, clustering, count_a, repetitions, rng)
            b = draw_streams(rate, clustering, count_b, repetitions, rng)
            cells.append(100 * (all_p_values(a, b, make_design(length, window, 0)).both <= 0.05).mean())
        print(f"| {name} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |", flush=True)


def triggered(a, b, share, window, rng):
    chosen = rng.random(a.shape) < share
    causes = np.take_along_axis(b, rng.integers(0, b.shape[1], a.shape), axis=1)
    moved = np.clip(causes + rng.integers(0, window + 1, a.shape), 0, SPAN - 1)
    return np.sort(np.where(chosen, moved, a), axis=1)


def p_by_null(a, b, design, draws, seed):
    observed = all_p_values(a[None], b[None], design)
    p = {name: float(value[0]) for name, value in observed.by_null().items()}
    pairs = draw_pairs(a, b, design, draws, seed)
    p["calibrated"] = capped_rank(p["both"], all_p_values(pairs.a, pairs.b, design).both)
    return p


def false_alarms(repetitions, draws):
    print(f"| independent streams | size | {' | '.join(NULLS)} |")
    print("|---|---|" + "---|" * len(NULLS))
    for number, (name, (rate, clustering)) in enumerate(shapes().items()):
        for count_a, count_b, window in SIZES:
            rng = np.random.default_rng([number, count_a])
            a = draw_streams(rate, clustering, count_a, repetitions, rng)
            b = draw_streams(rate, clustering, count_b, repetitions, rng)
            design = make_design(SPAN, window, 0)
            p = [p_by_null(a[i], b[i], design, draws, i) for i in range(repetitions)]
            rates = [100 * np.mean([one[null] <= 0.05 for one in p]) for null in NULLS]
            print(
                f"| {name} | {count_a}, {count_b}, {window} | " + " | ".join(f"{r:.1f}" for r in rates) + " |",
                flush=True,
            )


def power(repetitions, draws):
    print(
        "\n| triggered streams | size | share | calibrated, measured | predicted by formula | predicted by injection |"
    )
    print("|---|---|---|---|---|---|")
    for name in ("Poisson", "clusters in both", "season + trend"):
        rate, clustering = shapes()[name]
        for (count_a, count_b, window), share in zip(SIZES, (0.5, 0.3), strict=True):
            rng = np.random.default_rng([7, count_a])
            a = draw_streams(rate, clustering, count_a, repetitions, rng)
            b = draw_streams(rate, clustering, count_b, repetitions, rng)
            hit, design = triggered(a, b, share, window, rng), make_design(SPAN, window, 0)
            seen = np.mean(
                [p_by_null(hit[i], b[i], design, draws, i)["calibrated"] <= 0.05 for i in range(repetitions)]
            )
            said = np.array([predicted(a[i], b[i], design, share, i) for i in range(12)]).mean(axis=0)
            cells = " | ".join(f"{100 * value:.0f}" for value in (seen, *said))
            print(f"| {name} | {count_a}, {count_b}, {window} | {share:.0%} | {cells} |", flush=True)


def predicted(a, b, design, share, seed):
    pairs = draw_pairs(a, b, design, 499, seed)
    synthetic = all_p_values(pairs.a, pairs.b, design)
    threshold = rejection_threshold(synthetic.both, 0.05)
    zero = alarm_rates(synthetic, 0.05)["calibrated"]
    curves = power_by_formula(a, b, design, 0.05), power_by_injection(pairs, design, "both", threshold, zero)
    return [dict(found.curve)[share] for found in curves]


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 199
    started = time.perf_counter()
    print(f"{repetitions} repetitions, {draws} synthetic pairs each, span {SPAN} days, nominal 5 %\n")
    other_designs()
    false_alarms(repetitions, draws)
    power(repetitions // 2, draws)
    print(f"\n{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
