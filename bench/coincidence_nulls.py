"""Measures how often each null, naive ones included, rejects on independent pairs; raw p, nominal 5 %, per cent.

    PYTHONPATH=. .venv/bin/python bench/coincidence_nulls.py [repetitions]

The processes are those of bench/timing_false_alarms.py. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from bench.timing_false_alarms import SIZES, SPAN, shapes

from multifront.timing.calibration import all_p_values
from multifront.timing.clusters import draw_streams
from multifront.timing.exact_null import make_design
from multifront.timing.null_comparison import null_p_value

NULLS = ("poisson", "shuffle", "circular", "whole_year", "jitter", "block", "matched", "local", "anniversary", "both")


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    started = time.perf_counter()
    print(f"| independent streams | size | {' | '.join(NULLS)} |\n|---|---|" + "---|" * len(NULLS))
    for number, (name, (rate, clustering)) in enumerate(shapes().items()):
        for count_a, count_b, window in SIZES:
            rng, design = np.random.default_rng([31, number, count_a]), make_design(SPAN, window, 0)
            a = draw_streams(rate, clustering, count_a, repetitions, rng)
            b = draw_streams(rate, clustering, count_b, repetitions, rng)
            p = dict(all_p_values(a, b, design).by_null())
            for null in ("circular", "whole_year", "jitter", "block", "matched"):
                p[null] = np.array([null_p_value(one, other, null, design)[0] for one, other in zip(a, b, strict=True)])
            cells = " | ".join(f"{100 * np.mean(p[null] <= 0.05):.1f}" for null in NULLS)
            print(f"| {name} | {count_a}, {count_b}, {window} | {cells} |", flush=True)
    print(f"\n{repetitions} repetitions, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
