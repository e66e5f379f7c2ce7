"""Measures how often searches for change points cry wolf on series without one, and how often they find a true one.

    .venv/bin/python bench/change_false_alarms.py [repetitions]

Every figure is a share in per cent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from scipy.signal import lfilter

from multifront.timing import ChangeOptions, change_points, persistence
from multifront.timing.change import _Search
from multifront.timing.change_segments import NORMAL

PHIS, SIZES = (0.0, 0.3, 0.6), (30, 60, 120)


def series(size, phi, rng):
    """AR(1) with standard deviation 1."""
    z = rng.standard_normal(size)
    z[1:] *= np.sqrt(1 - phi**2)
    return lfilter([1.0], [1.0, -phi], z)


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began, rng = time.perf_counter(), np.random.default_rng(5)
    print(f"{repetitions} series without a change; PELT, variance estimated, penalty 2 log n, segments of 2 or more\n")
    print("| autocorrelation | " + " | ".join(f"n = {n}" for n in SIZES) + " |\n|---|" + "---|" * len(SIZES))
    for phi in PHIS:
        cells = []
        for size in SIZES:
            search = _Search(NORMAL, None, 2 * np.log(size), 2)
            cells.append(100 * np.mean([search.run(series(size, phi, rng))[0].size > 0 for _ in range(repetitions)]))
        print(f"| {phi} | " + " | ".join(f"{c:.1f}" for c in cells) + " |", flush=True)

    few = max(20, repetitions // 5)
    options = ChangeOptions(draws=39)
    print(
        f"\nWith the p of change_points, 39 draws, n = 60, {few} series: any change with p <= .05; a rise of 1.5 sd\n"
    )
    print(
        "| autocorrelation | no change | rise in the middle | false-positive rate as stated, mean |\n|---|---|---|---|"
    )
    for phi in PHIS:
        cells, stated = [], []
        for rise in (0.0, 1.5):
            found = []
            for _ in range(few):
                result = change_points(series(60, phi, rng) + rise * (np.arange(60) >= 30), options=options, rng=rng)
                found.append(result.p_value <= 0.05)
                stated.append(result.false_positive_rate if rise == 0.0 else np.nan)
            cells.append(100 * np.mean(found))
        print(f"| {phi} | {cells[0]:.1f} | {cells[1]:.1f} | {100 * np.nanmean(stated):.1f} |", flush=True)

    print(
        f"\npersistence, 30 values before and 10 after, {few} series: p <= .05 without a change; 'since' chosen at the"
    )
    print("first of the last values beyond the range\n")
    print("| autocorrelation | since fixed | since chosen after looking |\n|---|---|---|")
    for phi in PHIS:
        fixed, chosen = [], []
        for _ in range(few):
            values = series(40, phi, rng)
            fixed.append(persistence(values, 30).p_value <= 0.05)
            best = [persistence(values, since).p_value for since in range(20, 40)]
            chosen.append(min(best) <= 0.05)
        print(f"| {phi} | {100 * np.mean(fixed):.1f} | {100 * np.mean(chosen):.1f} |", flush=True)
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
