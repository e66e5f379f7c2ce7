"""Measures the coincidence test of events with length: false alarms and power, per cent, nominal 5 %.

    PYTHONPATH=. python bench/coincidence_lengths.py [raw repetitions] [calibrated] [synthetic pairs] [names]

Lengths: one day, mixed (1 to 20 days, half of them one day), ten days. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from bench.timing_false_alarms import SPAN, shapes

from multifront.timing.calibration import capped_rank, rejection_threshold
from multifront.timing.clusters import draw_streams
from multifront.timing.event_spans import SpanDays
from multifront.timing.exact_null import make_design
from multifront.timing.span_null import READINGS, raw_span_p
from multifront.timing.span_pairs import draw_span_pairs, span_power, span_raw_p_values, trigger

CASES = ("Poisson", "clusters in both", "season + trend", "season + trend + clusters", "hot month x10")
COUNT_A, COUNT_B, WINDOW = 30, 40, 7

ONLY = [text for text in sys.argv[1:] if not text.isdigit()]
"""Names of streams, and of precisions, to which a run is limited; all by default."""


def lengths(kind, count, rng):
    mixed = np.where(rng.random(count) < 0.5, 0, rng.integers(1, 20, count))
    return {"one day": np.zeros(count, dtype=int), "mixed": mixed, "ten days": np.full(count, 9)}[kind]


def stream(days, kind, rng):
    return SpanDays(days, np.minimum(days + lengths(kind, days.size, rng), SPAN - 1))


def draw(name, kinds, repetitions, seed):
    rate, clustering = shapes()[name]
    rng = np.random.default_rng(seed)
    a = [stream(row, kinds[0], rng) for row in draw_streams(rate, clustering, COUNT_A, repetitions, rng)]
    return a, [stream(row, kinds[1], rng) for row in draw_streams(rate, clustering, COUNT_B, repetitions, rng)], rng


def p_calibrated(a, b, reading, design, draws, seed):
    pairs = draw_span_pairs(a, b, design, draws, seed)
    return capped_rank(raw_span_p(a, b, reading, design), span_raw_p_values(pairs, reading, design))


def false_alarms(raw_repetitions, repetitions, draws):
    design = make_design(SPAN, WINDOW, 0)
    print("| independent streams (30, 40, 7) | lengths of A, B | reading | raw | calibrated |\n|---|---|---|---|---|")
    for number, name in enumerate(CASES):
        if ONLY and name not in ONLY:
            continue
        for kinds in (("mixed", "mixed"), ("ten days", "mixed")):
            for reading in READINGS:
                a, b, _ = draw(name, kinds, raw_repetitions, [51, number])
                raw = [raw_span_p(one, other, reading, design) <= 0.05 for one, other in zip(a, b, strict=True)]
                few = range(repetitions if kinds[0] == "mixed" else 0)
                p = [p_calibrated(a[i], b[i], reading, design, draws, i) <= 0.05 for i in few]
                cells = f"{100 * np.mean(raw):.1f} | {100 * np.mean(p):.1f}" if p else f"{100 * np.mean(raw):.1f} | "
                print(f"| {name} | {kinds[0]}, {kinds[1]} | {reading} | {cells} |", flush=True)


def power(repetitions, draws):
    design = make_design(SPAN, WINDOW, 0)
    print("\n| triggered streams, mixed lengths | reading | share | found | predicted |\n|---|---|---|---|---|")
    for number, name in enumerate(("Poisson", "clusters in both", "season + trend")):
        if ONLY and name not in ONLY:
            continue
        for reading in READINGS:
            a, b, rng = draw(name, ("mixed", "mixed"), repetitions, [52, number])
            moved = [trigger(one, other, 0.4, design, rng) for one, other in zip(a, b, strict=True)]
            p = [p_calibrated(moved[i], b[i], reading, design, draws, i) <= 0.05 for i in range(repetitions)]
            said = np.mean([predicted(moved[i], b[i], reading, design) for i in range(min(4, repetitions))])
            print(f"| {name} | {reading} | 40% | {100 * np.mean(p):.0f} | {100 * said:.0f} |", flush=True)


def predicted(a, b, reading, design):
    pairs = draw_span_pairs(a, b, design, 199, 5)
    threshold = rejection_threshold(span_raw_p_values(pairs, reading, design), 0.05)
    return dict(span_power(pairs, reading, design, threshold, 0.05).curve)[0.4]


def main():
    given = [int(text) for text in sys.argv[1:] if text.isdigit()]
    raw_repetitions, repetitions, draws = given + [600, 200, 99][len(given) :]
    started = time.perf_counter()
    false_alarms(raw_repetitions, repetitions, draws)
    if repetitions:
        power(repetitions // 2, draws)
    print(f"\n{raw_repetitions} / {repetitions} repetitions, {draws} pairs, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
