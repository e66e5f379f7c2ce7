"""Measures how often the simultaneity test rejects on independent streams, and the share found of joint episodes.

    .venv/bin/python bench/simultaneity_alarms.py [repetitions] [surrogates] [size, from 0] [shape]

Every figure is the share of repetitions with p <= 0.05, in per cent, of the number of windows (and of the most active
window in brackets), each the larger of both nulls, before any calibration. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from timing_false_alarms import SPAN, shapes

from multifront.timing.clusters import draw_streams
from multifront.timing.exact_null import make_design
from multifront.timing.simultaneity_null import Scan, judge, surrogates

SIZES = ((4, 30, 7, 3), (8, 60, 7, 4), (3, 120, 14, 3))
EPISODES = 8


def judged(streams, window, at_least, above, draws, rng):
    scan = Scan(make_design(SPAN, window, 0), window, at_least, above)
    rates = scan.rates(streams)
    return judge(scan.active(streams, rates), surrogates(scan, streams, rates, draws, rng), at_least)


def joint(streams, window, at_least, rng):
    """Streams with some episodes in which `at_least` of them act in one window."""
    moved = [days.copy() for days in streams]
    for start in rng.integers(0, SPAN - window, EPISODES):
        for stream in rng.choice(len(streams), at_least, replace=False):
            moved[stream][rng.integers(moved[stream].size)] = start + rng.integers(window)
    return [np.sort(days) for days in moved]


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 199
    sizes = SIZES if len(sys.argv) < 4 else SIZES[int(sys.argv[3]) :][:1]
    only = sys.argv[4] if len(sys.argv) > 4 else ""
    began = time.perf_counter()
    print(f"{repetitions} repetitions, {draws} surrogates, span {SPAN} days, nominal 5 %\n")
    print("| independent streams | streams, events, window, at least | active | above baseline | joint, active |")
    print("|---|---|---|---|---|", flush=True)
    for number, (name, (rate, clustering)) in enumerate(shapes().items()):
        if only not in name:
            continue
        for count, events, window, at_least in sizes:
            rng = np.random.default_rng([number, count])
            found = []
            drawn = [draw_streams(rate, clustering, events, repetitions, rng) for _ in range(count)]
            for i in range(repetitions):
                streams = [days[i] for days in drawn]
                found.append(
                    [
                        judged(streams, window, at_least, False, draws, rng),
                        judged(streams, window, at_least, True, draws, rng),
                        judged(joint(streams, window, at_least, rng), window, at_least, False, draws, rng),
                    ]
                )
            cells = [
                f"{100 * np.mean([one[k].windows <= 0.05 for one in found]):.1f} "
                f"({100 * np.mean([one[k].most <= 0.05 for one in found]):.1f})"
                for k in range(3)
            ]
            print(f"| {name} | {count}, {events}, {window}, {at_least} | " + " | ".join(cells) + " |", flush=True)
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
