"""Measures how often a Hawkes fit finds excitation of A by an independent stream B, and how often it finds a true one.

    .venv/bin/python bench/hawkes_false_alarms.py [repetitions] [draws] [part of a row's name]

Whole days over four years; each cell is the share with p <= 0.05, in per cent. Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from multifront.timing.hawkes_baseline import make_baseline
from multifront.timing.hawkes_bootstrap import Plan, fit_repeatedly, pair_ratio, redraw
from multifront.timing.hawkes_estimate import Model, estimate, without_pair
from multifront.timing.hawkes_simulation import simulate_hawkes

LENGTH, EVENTS = 1461, (60, 100)
DAYS = np.arange(LENGTH)


def rates(kind, rng):
    season = 1.0 + 0.9 * np.cos(2 * np.pi * DAYS / 365.25)
    trend = np.exp(np.log(3.3) * DAYS / LENGTH)
    if kind == "season 90 %":
        return [season, season]
    if kind == "season + trend":
        return [season * trend, season * trend]
    if kind == "shared regimes of 150 d":
        return [np.repeat(rng.choice([0.3, 1.0, 3.0], 11), 150)[:LENGTH]] * 2
    return [np.ones(LENGTH)] * 2


def independent(kind, rng):
    if kind == "clusters in both":
        n, beta = np.diag([0.5, 0.5]), np.full((2, 2), 0.3)
        return [
            np.floor(one)
            for one in simulate_hawkes(LENGTH, baseline=[30 / LENGTH, 50 / LENGTH], branching=n, decays=beta, rng=rng)
        ]
    if kind.startswith("excited"):
        n, beta = np.array([[0.0, 0.3], [0.0, 0.0]]), np.full((2, 2), 0.3)
        return [
            np.floor(one)
            for one in simulate_hawkes(LENGTH, baseline=[30 / LENGTH, 100 / LENGTH], branching=n, decays=beta, rng=rng)
        ]
    return [
        np.sort(rng.choice(DAYS, n, p=r / r.sum())).astype(float) for n, r in zip(EVENTS, rates(kind, rng), strict=True)
    ]


def p_values(days, baseline, draws, rng):
    """Bootstrap p and the p of the half-and-half chi-square, for A excited by B."""
    from scipy.stats import chi2

    plan = Plan(Model(baseline, "shared", 1 / 60, 2.0), True, 1, draws, 0.05, 0.8)
    fits = fit_repeatedly(days, plan, rng)
    seen, null = fits.ratios[0, 0, 1], without_pair(fits.series[0], plan.model, fits.each[0], (0, 1))
    half = 0.5 * chi2.sf(seen, 1) if seen > 0 else 1.0
    if seen == 0.0 or null.spectral_radius >= 0.98:
        return 1.0, half
    reached = 0
    for _ in range(draws):
        series = redraw(null, plan, rng)
        reached += pair_ratio(series, plan.model, estimate(series, plan.model), (0, 1)) >= seen
    return (1 + reached) / (1 + draws), half


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 39
    began = time.perf_counter()
    baselines = {"season + trend": make_baseline(LENGTH, 2, "linear"), "flat": make_baseline(LENGTH, 0, "none")}
    print(f"{repetitions} repetitions, {draws} draws, A {EVENTS[0]} and B {EVENTS[1]} events in {LENGTH} days\n")
    print(
        "| independent streams | " + " | ".join(f"{b}: bootstrap / chi-square" for b in baselines) + " |\n|---|---|---|"
    )
    kinds = (
        "Poisson",
        "clusters in both",
        "season 90 %",
        "season + trend",
        "shared regimes of 150 d",
        "excited: branching 0.3, mean delay 3.3 d",
    )
    wanted = sys.argv[3] if len(sys.argv) > 3 else ""
    for kind in (one for one in kinds if wanted in one):
        cells = []
        for baseline in baselines.values():
            rng = np.random.default_rng(7)
            p = np.array([p_values(independent(kind, rng), baseline, draws, rng) for _ in range(repetitions)])
            cells.append("{:.1f} / {:.1f}".format(*(100 * (p <= 0.05).mean(axis=0))))
        print(f"| {kind} | " + " | ".join(cells) + " |", flush=True)
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
