"""Measures the opportunism test: rejections without an effect, power, how often its intervals hold the true ratio.

    .venv/bin/python bench/opportunism_alarms.py [rows.csv] [repetitions] [most seconds] [size, from 0]

Every repetition is a row of the file and has a seed of its own, so a run that was stopped goes on where it was; the
table is made from all rows found. Streams and exposure share season, trend and regimes but are otherwise independent.
Sizes of p: every repetition; intervals: the first FULL repetitions of the processes of MAIN at the two smaller sizes;
those processes alone have a ratio other than 1. With clusters, members stray out of the spells, and the true ratio of
expected acts is a little smaller than the one put in; the intervals are judged by the true one. 199 moves of each kind,
99 synthetic counts. Nothing here is used by the package.
"""

from __future__ import annotations

import csv
import itertools
import sys
import time
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.optimize import brentq
from scipy.stats import chi2
from timing_false_alarms import SPAN
from timing_shapes import draw, shapes

from multifront.timing.calibration import capped_rank, rejection_threshold
from multifront.timing.count_model import fit_counts, make_counts, simulate
from multifront.timing.exposure import Exposure
from multifront.timing.moved_exposure import interval_by_moves, make_moves, permutation_p
from multifront.timing.opportunism import SETS, synthetic_p

SIZES = ((15, 5, 30), (60, 8, 30), (200, 12, 45))
RATIOS = (1.0, 2.5)
DRAWS = 199
ALPHA = 0.05
BLOCK = 25
FULL = 200
MAIN = ("Poisson", "season + trend + clusters", "hot month x10")
COLUMNS = ("raw", "p", "profile low", "profile high", "raw low", "raw high", "low", "high", "estimate", "truth")


def spells(rate, count, days, rng):
    """Spells that begin where the shared rate is high, none on another."""
    daily, found = np.zeros(SPAN), []
    while len(found) < count:
        start = int(rng.choice(SPAN - days, p=rate[: SPAN - days] / rate[: SPAN - days].sum()))
        if not daily[max(0, start - 1) : start + days + 1].any():
            daily[start : start + days] = 1.0
            found.append((start, days))
    return Exposure(daily, tuple(sorted(found)))


def true_log_ratio(rate, clustering, on, ratio):
    """Log ratio of expected acts in and out of exposure, each relative to what the rate without effect gives."""
    tilted = rate * np.where(on, ratio, 1.0)
    if clustering.members:
        rate, tilted = (gaussian_filter1d(one, clustering.scale_days) for one in (rate, tilted))
    return float(np.log(tilted[on].sum() / rate[on].sum()) - np.log(tilted[~on].sum() / rate[~on].sum()))


def rejected(counts, moves, raw, rng):
    """Whether the calibrated p is at most the level, simulated no further than needed."""
    if raw > 2 * ALPHA:
        return False
    null, allowed, found = fit_counts(counts, counts.baseline), int(ALPHA * (SETS + 1) + 1e-9) - 1, 0
    for one in simulate(counts, null, SETS, rng):
        found += permutation_p(one, moves).largest(1) <= raw + 1e-12
        if found > allowed:
            return False
    return True


def profile_interval(counts, exposure):
    """The interval that was reported before: profile of Firth's likelihood, its chi-square cut times the dispersion."""
    columns = np.column_stack([counts.baseline, exposure])
    fit = fit_counts(counts, columns)
    centre, cut = float(fit.coefficients[-1]), float(chi2.ppf(1 - 2 * ALPHA, 1)) * fit.dispersion / 2.0

    def drop(b):
        return fit.likelihood - fit_counts(counts, columns, b).likelihood - cut

    ends = []
    for side in (-1.0, 1.0):
        reach = 0.25
        while drop(centre + side * reach) < 0.0 and reach < 12.0:
            reach *= 2.0
        end = centre + side * reach
        ends.append(float(brentq(drop, centre, end, xtol=1e-4)) if drop(end) > 0.0 else side * np.inf)
    return centre, ends


def intervals(counts, moves, more, fewer):
    """Estimate, profile interval, interval by moves with raw p, and with calibrated p."""
    centre, profile = profile_interval(counts, moves.seen)
    plain = interval_by_moves(counts, moves, centre, (ALPHA, ALPHA))
    thresholds = rejection_threshold(more, ALPHA), rejection_threshold(fewer, ALPHA)
    return *profile, *plain, *interval_by_moves(counts, moves, centre, thresholds), centre


def repetition(name, number, shape, size, ratio, again):
    """The figures of COLUMNS; without the intervals, p is 0 where the test rejects and 1 where not."""
    events, count, days = SIZES[size]
    rng = np.random.default_rng([number, size, again])
    exposure = spells(shape[0], count, days, rng)
    moves, on = make_moves(exposure, 7, DRAWS, rng), exposure.daily > 0
    tilted = (shape[0] * np.where(on, ratio, 1.0), *shape[1:])
    counts = make_counts(draw(tilted, events, rng), SPAN, 7)
    raw = permutation_p(counts, moves).largest(1)
    if name not in MAIN or size >= 2 or again >= FULL:
        return [f"{raw:.4f}", "0" if rejected(counts, moves, raw, rng) else "1"]
    more, fewer = synthetic_p(counts, moves, rng)
    truth = true_log_ratio(shape[0], shape[1], on, ratio)
    figures = (raw, capped_rank(raw, more), *intervals(counts, moves, more, fewer), truth)
    return [f"{x:.4f}" for x in figures]


def run(path, repetitions, seconds, sizes):
    """Repetitions that the file lacks, a block of each cell in turn, until the time is over."""
    until = time.perf_counter() + seconds
    done = {tuple(row[:4]) for row in rows_of(path)}
    cells = itertools.product(range(0, repetitions, BLOCK), enumerate(shapes().items()), sizes, RATIOS)
    cells = [cell for cell in cells if cell[3] == 1.0 or (cell[1][1][0] in MAIN and cell[0] < FULL)]
    with path.open("a", newline="") as file:
        out = csv.writer(file)
        for block, (number, (name, shape)), size, ratio in cells:
            for again in range(block, min(block + BLOCK, repetitions)):
                if time.perf_counter() > until:
                    return
                key = (name, str(size), str(ratio), str(again))
                if key not in done:
                    out.writerow([*key, *repetition(name, number, shape, size, ratio, again)])


def rows_of(path):
    return list(csv.reader(path.open())) if path.exists() else []


def share(values):
    """Per cent with its standard error."""
    mean = np.mean(values)
    return f"{100 * mean:.1f} ± {100 * np.sqrt(max(mean * (1 - mean), 0.25 / len(values)) / len(values)):.1f}"


def table(rows):
    print("Rejections\n\n| shared shape | events, spells, days | ratio | n | raw p | p |\n|---|---|---|---|---|---|")
    cells = list(itertools.product(shapes(), range(len(SIZES)), RATIOS))
    by = {cell: [row[4:] for row in rows if row[:3] == [cell[0], str(cell[1]), str(cell[2])]] for cell in cells}
    for (name, size, ratio), found in by.items():
        if found:
            shares = [share([float(row[k]) <= ALPHA for row in found]) for k in (0, 1)]
            print(f"| {name} | {', '.join(map(str, SIZES[size]))} | {ratio} | {len(found)} | {' | '.join(shares)} |")
    print(
        "\nIntervals\n\n| shared shape | events, spells, days | ratio | n | profile | raw moves | interval | too high",
        end="",
    )
    print(" | too low | median width, profile | interval | median of estimate less truth |\n|" + "---|" * 12)
    for (name, size, ratio), found in by.items():
        full = np.array([row for row in found if len(row) > 2], dtype=np.float64)
        if full.size:
            at = dict(zip(COLUMNS, full.T, strict=True))
            print(f"| {name} | {', '.join(map(str, SIZES[size]))} | {ratio} | {len(full)} | {coverage(at)} |")


def coverage(at):
    truth = at["truth"]
    held = [share((at[f"{k}low"] <= truth) & (truth <= at[f"{k}high"])) for k in ("profile ", "raw ", "")]
    sides = [share(truth < at["low"]), share(truth > at["high"])]
    widths = [f"{np.median(at[f'{k}high'] - at[f'{k}low']):.2f}" for k in ("profile ", "")]
    return " | ".join([*held, *sides, *widths, f"{np.median(at['estimate'] - truth):.2f}"])


def main():
    asked = sys.argv[1:] + [""] * 4
    path = Path(asked[0] or "opportunism_alarms.csv")
    sizes = [int(asked[3])] if asked[3] else range(len(SIZES))
    run(path, int(asked[1] or 500), float(asked[2] or 1e9), sizes)
    print(
        f"span {SPAN} days, nominal 5 % (p) and {1 - 2 * ALPHA:.0%} (intervals), {DRAWS} moves, "
        "per cent ± standard error\n"
    )
    table(rows_of(path))


if __name__ == "__main__":
    main()
