"""Measures how often searches for change points cry wolf on series without one, and how often they find a true one.

    .venv/bin/python bench/change_false_alarms.py [repetitions] [part: pelt, p, persistence or all] [autocorrelation]

Every figure is a share in per cent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from scipy.signal import lfilter

from multifront.timing import persistence
from multifront.timing.change import _Search, _split_correlation, local_gains
from multifront.timing.change_segments import NORMAL
from multifront.timing.series_noise import Noise, draw_candidates, nearest

PHIS = (0.0, 0.3, 0.6, 0.8) if len(sys.argv) < 4 else (float(sys.argv[3]),)
SIZES = (30, 60, 120)
KEPT = 399


def series(size, phi, rng):
    """AR(1) with standard deviation 1."""
    z = rng.standard_normal(size)
    z[1:] *= np.sqrt(1 - phi**2)
    return lfilter([1.0], [1.0, -phi], z)


def of_pelt(repetitions, rng):
    """Share of series without a change in which PELT finds one."""
    print(f"{repetitions} series without a change; PELT, variance estimated, penalty 2 log n, segments of 2 or more\n")
    print("| autocorrelation | " + " | ".join(f"n = {n}" for n in SIZES) + " |\n|---|" + "---|" * len(SIZES))
    for phi in PHIS:
        cells = []
        for size in SIZES:
            search = _Search(NORMAL, None, 2 * np.log(size), 2)
            cells.append(100 * np.mean([search.run(series(size, phi, rng))[0].size > 0 for _ in range(repetitions)]))
        print(f"| {phi} | " + " | ".join(f"{c:.1f}" for c in cells) + " |", flush=True)


def of_p(repetitions, rng):
    """Share of series with any p of .05 or less, without a change and with a rise in the middle.

    The null of the normal cost knows no scale and depends on the length alone, so its draws are made once for all.
    """
    print(f"\nThe p of change_points, {KEPT} draws kept, n = 60, {repetitions} series: any change with p <= .05\n")
    print("| autocorrelation | no change | rise of 1.5 sd in the middle |\n|---|---|---|")
    search = _Search(NORMAL, None, 2 * np.log(60), 2)

    def figures(values):
        splits, variance = search.run(values)
        how = (NORMAL, variance, 2)
        return local_gains(values, splits, how).max(initial=0.0), _split_correlation(values, how)

    drawn, _ = draw_candidates(Noise(False, 1.0, 1.0, 0.0), np.zeros(60), rng, KEPT)
    gains, alike = np.array([figures(one) for one in drawn]).T
    for phi in PHIS:
        cells = []
        for rise in (0.0, 1.5):
            found = 0
            for _ in range(repetitions):
                gain, seen = figures(series(60, phi, rng) + rise * (np.arange(60) >= 30))
                p = (1 + (gains[nearest(alike, seen, KEPT)] >= gain).sum()) / (1 + KEPT)
                found += gain > 0.0 and p <= 0.05
            cells.append(100 * found / repetitions)
        print(f"| {phi} | {cells[0]:.1f} | {cells[1]:.1f} |", flush=True)


def of_persistence(repetitions, rng):
    """Share of series without a change in which the last values are called surprising."""
    print(
        f"\npersistence, 30 values before and 10 after, {repetitions} series: p <= .05 without a change; 'since' chosen"
    )
    print("as the best of twenty\n\n| autocorrelation | since fixed | since chosen after looking |\n|---|---|---|")
    for phi in PHIS[:3]:
        fixed, chosen = [], []
        for _ in range(repetitions):
            values = series(40, phi, rng)
            fixed.append(persistence(values, 30).p_value <= 0.05)
            chosen.append(min(persistence(values, since).p_value for since in range(20, 40)) <= 0.05)
        print(f"| {phi} | {100 * np.mean(fixed):.1f} | {100 * np.mean(chosen):.1f} |", flush=True)


PARTS = {"pelt": of_pelt, "p": of_p, "persistence": of_persistence}


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began = time.perf_counter()
    asked = sys.argv[2] if len(sys.argv) > 2 else "all"
    for name in PARTS if asked == "all" else (asked,):
        PARTS[name](repetitions, np.random.default_rng(5))
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
