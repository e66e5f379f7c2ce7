"""Measures how often the test of a trend in counts rejects counts without one, whole rule and parts.

    .venv/bin/python bench/count_trend_alarms.py [repetitions]

Every figure is the share with p <= 0.05, in per cent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys

import numpy as np

from multifront.timing import count_trend
from multifront.timing.series_noise import Noise

MEAN = 6.0


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(f"{repetitions} series of mean {MEAN:.0f}, 99 draws\n")
    print("| dispersion, autocorrelation | periods | permutation | reported | quasi-Poisson t |\n|---|---|---|---|---|")
    for dispersion, correlation in ((1.0, 0.0), (4.0, 0.0), (4.0, 0.3), (4.0, 0.6)):
        for periods in (10, 24):
            rng, noise = np.random.default_rng(3), Noise(True, 1.0, dispersion, correlation)
            found = [
                count_trend(noise.draw(np.full(periods, MEAN), rng, correlation), draws=99) for _ in range(repetitions)
            ]
            p = np.array([(one.p_permutation, one.p_value, one.p_quasi) for one in found if not one.too_few])
            shares = " | ".join(f"{share:.1f}" for share in 100 * (p <= 0.05).mean(axis=0))
            print(f"| {dispersion:.0f}, {correlation} | {periods} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
