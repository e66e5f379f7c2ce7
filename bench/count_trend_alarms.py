"""Measures how often the test of a trend in counts rejects counts without one, whole rule and parts, and its power.

    .venv/bin/python bench/count_trend_alarms.py [repetitions] [one autocorrelation]

Every figure is the share with p <= 0.05, in per cent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys

import numpy as np

from multifront.timing import count_trend, trend
from multifront.timing.series_noise import Noise

MEAN, GROWTH = 6.0, {10: 0.15, 24: 0.06}


def rejected(growth, periods, noise, repetitions):
    """Shares rejected by permutation, rule and quasi-Poisson t, of series that grow by `growth` a period."""
    rng, x = np.random.default_rng(3), np.arange(periods)
    means = MEAN * periods * (1 + growth) ** x / ((1 + growth) ** x).sum()
    found = [count_trend(noise.draw(means, rng, noise.correlation), draws=99) for _ in range(repetitions)]
    p = np.array([(one.p_permutation, one.p_value, one.p_quasi) for one in found if not one.too_few])
    return 100 * (p <= 0.05).mean(axis=0)


def main():
    trend._detectable = lambda *given: None  # not looked at here, and most of the time
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(f"{repetitions} series of mean {MEAN:.0f}, 99 draws; power: growth a period {GROWTH[10]}, {GROWTH[24]}\n")
    print("| dispersion, autocorrelation | periods | permutation | reported | quasi-Poisson t | power, reported |")
    print("|---|---|---|---|---|---|")
    wanted = float(sys.argv[2]) if len(sys.argv) > 2 else None
    for dispersion, correlation in ((1.0, 0.0), (4.0, 0.0), (4.0, 0.3), (4.0, 0.6), (4.0, 0.8)):
        if wanted not in (None, correlation):
            continue
        for periods in (10, 24):
            noise = Noise(True, 1.0, dispersion, correlation)
            level, power = (rejected(one, periods, noise, repetitions) for one in (0.0, GROWTH[periods]))
            shares = " | ".join(f"{share:.1f}" for share in (*level, power[1]))
            print(f"| {dispersion:.0f}, {correlation} | {periods} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
