"""Measures the coincidence test of uncertain days: false alarms and power by precision, per cent, nominal 5 %.

    PYTHONPATH=. python bench/coincidence_uncertain.py [raw repetitions] [calibrated] [synthetic pairs] [names]

A is known to within some days, or half of it by the month alone; B exactly, or to within two days. Not in the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from bench.timing_false_alarms import SPAN, shapes, triggered

from multifront.timing import UncertainDays, uncertain_coincidence_test
from multifront.timing.clusters import draw_streams
from multifront.timing.exact_null import make_design
from multifront.timing.uncertain_coincidence import imputed_p_values
from multifront.timing.uncertain_days import Intervals, impute

START = np.datetime64("2015-01-01")
EDGES = np.arange(np.datetime64("2015-01"), np.datetime64("2022-03")).astype("datetime64[D]").astype(
    int
) - START.astype(int)
PRECISIONS = ("A +-3 d", "A +-7 d", "half of A by month", "A and B +-2 d")
CASES = ("Poisson", "clusters in both", "season + trend")

ONLY = [text for text in sys.argv[1:] if not text.isdigit()]
"""Names of streams, and of precisions, to which a run is limited; all by default."""


def around(days, margin, rng):
    low = (days - rng.integers(0, 2 * margin + 1, days.size)).clip(0, SPAN - 1 - 2 * margin)
    return Intervals(low, low + 2 * margin)


def by_month(days, rng):
    month = np.searchsorted(EDGES, days, side="right") - 1
    vague = rng.random(days.size) < 0.5
    return Intervals(np.where(vague, EDGES[month], days), np.where(vague, EDGES[month + 1] - 1, days))


def blurred(a, b, precision, rng):
    exact = Intervals(b, b)
    if precision == "half of A by month":
        return by_month(a, rng), exact
    if precision == "A and B +-2 d":
        return around(a, 2, rng), around(b, 2, rng)
    return around(a, 3 if precision == "A +-3 d" else 7, rng), exact


def raw_rules(a, b, design, rng):
    p = imputed_p_values(impute(a, 10, rng), impute(b, 10, rng), design)
    return [p[0] <= 0.05, 2 * np.median(p) <= 0.05, p.mean() <= 0.05, p.min() <= 0.05]


def calibrated(a, b, draws, seed):
    days = [UncertainDays(START + x.earliest, START + x.latest) for x in (a, b)]
    span = (START, START + (SPAN - 1))
    return (
        uncertain_coincidence_test(*days, window_days=7, span=span, draws=draws, rng=seed, power=False).p_value <= 0.05
    )


def row(label, a, b, counts, seed):
    precision, repetitions, draws = counts
    rng, design = np.random.default_rng(seed), make_design(SPAN, 7, 0)
    pairs = [blurred(one, other, precision, rng) for one, other in zip(a, b, strict=True)]
    raw = 100 * np.mean([raw_rules(*pair, design, rng) for pair in pairs], axis=0)
    ranked = [calibrated(*pairs[i], draws, i) for i in range(repetitions)]
    cells = " | ".join([*(f"{value:.1f}" for value in raw), f"{100 * np.mean(ranked):.1f}" if ranked else ""])
    print(f"| {label} | {precision} | {cells} |", flush=True)


def main():
    given = [int(text) for text in sys.argv[1:] if text.isdigit()]
    raw_repetitions, repetitions, draws = given + [400, 200, 99][len(given) :]
    started = time.perf_counter()
    print(
        "| streams (30, 60, 7) | precision | one draw | 2 x median | mean | smallest | calibrated |\n"
        + "|---" * 7
        + "|"
    )
    for number, name in enumerate(CASES):
        if ONLY and name not in ONLY:
            continue
        for share in (0.0, 0.4):
            rate, clustering = shapes()[name]
            rng = np.random.default_rng([61, number])
            a = draw_streams(rate, clustering, 30, raw_repetitions, rng)
            b = draw_streams(rate, clustering, 60, raw_repetitions, rng)
            a = triggered(a, b, share, 7, rng) if share else a
            for precision in PRECISIONS if name != "clusters in both" else PRECISIONS[1:3]:
                if set(ONLY) & set(PRECISIONS) and precision not in ONLY:
                    continue
                row(
                    f"{name}, {share:.0%} triggered",
                    a,
                    b,
                    (precision, repetitions if not share else repetitions // 2, draws),
                    1,
                )
    print(f"\n{raw_repetitions} / {repetitions} repetitions, {draws} pairs, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
