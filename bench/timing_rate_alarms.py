"""Measures ways to compare two rates of one stream: how often each rejects equal rates and a rate 2.5 times as high.

    .venv/bin/python bench/timing_rate_alarms.py [repetitions]

Every figure is the share of repetitions with p <= 0.05, in per cent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from scipy.stats import f as f_distribution

from multifront.timing.bursts import burst_bounds
from multifront.timing.clusters import draw_cluster_sizes
from multifront.timing.overdispersion import TwoPeriods, adjusted_p_value, clustering_within, is_clustered
from multifront.timing.rate_ratio import two_sided_p_values

STREAMS = {
    "separate events": (0.0, 1.0),
    "0.5 others on the same day": (0.5, 0.2),
    "0.8 others, sd 5 d": (0.8, 5.0),
    "1.5 others on the same day": (1.5, 0.2),
    "2 others, sd 5 d": (2.0, 5.0),
    "4 others, sd 5 d": (4.0, 5.0),
    "4 others, sd 15 d": (4.0, 15.0),
}
SIZES = ((730, 730, 10), (1500, 800, 30), (1095, 1095, 60))
BLOCK = 90


def draw(days, expected, members, scale, rng):
    if members == 0.0:
        return np.sort(rng.integers(0, days, rng.poisson(expected)))
    margin, mean_size = int(4 * scale) + 1, members / -np.expm1(-members)
    parents = rng.integers(-margin, days + margin, rng.poisson(expected / mean_size * (days + 2 * margin) / days))
    spread = np.repeat(parents, draw_cluster_sizes(members, parents.size, rng))
    found = spread + np.rint(rng.normal(0, scale, spread.size)).astype(np.int64)
    return np.sort(found[(found >= 0) & (found < days)])


def exact(earlier, later, exposure):
    return float(two_sided_p_values(earlier + later, exposure)[later])


def quasi_poisson(first, second, exposure):
    """Likelihood ratio over Pearson's dispersion in blocks of about 90 days, against F."""
    counts, misfit, blocks = [], 0.0, 0
    for days, length in ((first, exposure.before), (second, exposure.after)):
        pieces = max(2, round(length / BLOCK))
        seen = np.bincount(np.minimum(days * pieces // length, pieces - 1), minlength=pieces)
        misfit += ((seen - seen.mean()) ** 2).sum() / max(seen.mean(), 1e-9)
        blocks += pieces
        counts.append(days.size)
    total, share = sum(counts), exposure.share_after
    ratio = 2 * sum(n * np.log(n / (total * s)) for n, s in zip(counts, (1 - share, share), strict=True) if n)
    return float(f_distribution.sf(ratio / max(1.0, misfit / (blocks - 2)), 1, blocks - 2)) if total else 1.0


def p_values(first, second, periods):
    exposure = periods.exposure
    plain = exact(first.size, second.size, exposure)
    bursts = exact(*(burst_bounds(days).size - 1 for days in (first, second)), exposure)
    fit = clustering_within(np.concatenate([first, second + periods.start]), periods)
    adjusted = adjusted_p_value(first.size, second.size, exposure, 1.0 + fit.members)
    reported = adjusted if is_clustered(fit) else plain
    return plain, bursts, quasi_poisson(first, second, exposure), adjusted, reported


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    started, rng = time.perf_counter(), np.random.default_rng(11)
    names = ("exact", "bursts as units", "quasi-Poisson", "divided by 1 + m", "reported")
    print(f"{repetitions} repetitions, nominal 5 %; each cell: equal rates / rate 2.5 times as high\n")
    print("| events | days, days, expected before | " + " | ".join(names) + " |\n|---|---|" + "---|" * len(names))
    for name, (members, scale) in STREAMS.items():
        for before, after, expected in SIZES:
            periods, cells = TwoPeriods(before, before, after), []
            for ratio in (1.0, 2.5):
                rates = expected, ratio * expected / before * after
                p = [
                    p_values(
                        draw(before, rates[0], members, scale, rng), draw(after, rates[1], members, scale, rng), periods
                    )
                    for _ in range(repetitions)
                ]
                cells.append(100 * (np.array(p) <= 0.05).mean(axis=0))
            shown = " | ".join(f"{size:.1f} / {power:.0f}" for size, power in zip(*cells, strict=True))
            print(f"| {name} | {before}, {after}, {expected} | {shown} |", flush=True)
    print(f"\n{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
