"""Measures how often a worthless indicator passes for a warning, how often a true one is found, and real streams.

    .venv/bin/python bench/forecast_alarms.py [repetitions] [part: size, power, streams or all] [part of a row's name]

Monthly counts over ten years, 36 months before the first forecast; each cell is the share with p <= 0.05, in per cent.
Nothing here is used by the package.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from multifront.timing import ForecastOptions, PublishedEvents, forecast_counts
from multifront.timing.count_scores import score_rows
from multifront.timing.forecast_model import INDICATOR, OWN, Told
from multifront.timing.score_difference import compare_scores

MONTHS, FIRST = 120, 36
ANGLES = 2 * np.pi * np.arange(MONTHS + 1) / 12
PROCESSES = (
    "Poisson, mean 1",
    "Poisson, mean 0.3",
    "dispersion 3, mean 2",
    "season of both",
    "regimes of both",
    "AR of both",
)
STREAMS = (
    "prk_launch_days",
    "prk_missile_launches",
    "chn_rus_bomber_patrols",
    "chn_rus_naval_patrols",
    "pla_named_exercises",
)


def rates(process, rng):
    """Monthly rates of the stream and of an indicator that has nothing to do with it but what is shared by name."""
    flat = np.ones(MONTHS)
    if process == "season of both":
        shared = np.exp(np.cos(ANGLES[:-1]))
        return shared, np.roll(shared, -1)
    if process == "regimes of both":
        return [np.repeat(rng.choice([0.2, 1.0, 4.0], 10), 12)] * 2
    if process == "AR of both":
        steps = [np.zeros(MONTHS), np.zeros(MONTHS)]
        for one in steps:
            for t in range(1, MONTHS):
                one[t] = 0.8 * one[t - 1] + 0.5 * rng.standard_normal()
        return [np.exp(one) for one in steps]
    if process == "dispersion 3, mean 2":
        return [rng.gamma(1.0, 2.0, MONTHS) for _ in range(2)]
    return [flat * (0.3 if "0.3" in process else 1.0), flat]


def draw(process, ratio, rng):
    """Counts of stream and indicator; an indicator event in a month multiplies the next month's rate by the ratio."""
    own, other = rates(process, rng)
    x = rng.poisson(other)
    lifted = own * np.concatenate([[1.0], (1.0 + x[:-1]) ** np.log2(ratio)])
    return rng.poisson(np.minimum(lifted, 50.0)).astype(float), x.astype(float)


def shares(process, ratio, repetitions):
    """Shares with p <= .05: the reported p, and that which takes gains for independent; and of beating all others."""
    rng, found = np.random.default_rng(11), []
    for _ in range(repetitions):
        counts, x = draw(process, ratio, rng)
        own, other = (np.tril(np.broadcast_to(one, (MONTHS + 1, MONTHS)), -1) for one in (counts, x))
        told = Told(own, other, ANGLES, FIRST, 12)
        scores = []
        for columns in (INDICATOR, OWN):
            means, sizes, _ = told.walk(columns)
            scores.append(score_rows(means[:-1], sizes[:-1], counts[FIRST:], 1)[:, 0])
        gain = compare_scores(scores[1] - scores[0], 0.05)
        found.append((gain.p_value <= 0.05, gain.p_independent <= 0.05))
    return 100 * np.mean(found, axis=0)


def of_ratio(ratio, repetitions, wanted):
    print("| process | reported p | gains taken for independent |\n|---|---|---|")
    for process in (one for one in PROCESSES if wanted in one):
        cells = shares(process, ratio, repetitions)
        print(f"| {process} | " + " | ".join(f"{c:.1f}" for c in cells) + " |", flush=True)


def of_streams(wanted):
    import multifront as mf
    from multifront.timing import forecast

    # The table shows the scores and p; what each result says of itself takes a hundred times as long.
    forecast.trust = lambda trial, rng: (float("nan"), None)
    evidence = mf.open_evidence()

    def published(name):
        stream = evidence.stream(name)
        public = {
            row["event_id"]: row["public_from"] or row["edition_date"] for row in evidence.rows("event", stream.ids)
        }
        return PublishedEvents(stream, np.array([public[one] for one in stream.ids], dtype="datetime64[D]"))

    events = {name: published(name) for name in STREAMS}
    print("| stream | indicator | months scored (events) | CRPS | own history | base rate | persistence | p | warns |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in (one for one in STREAMS if wanted in one):
        for other in (None, *STREAMS):
            if other == name or {name, other} == {"prk_launch_days", "prk_missile_launches"}:
                continue
            found = forecast_counts(events[name], indicator=events.get(other), options=ForecastOptions(draws=19))
            if found.too_few:
                print(f"| {name} | {other or 'none'} | too few to say: {found.too_few} | | | | | | |", flush=True)
                continue
            crps = {one.against: one.other_score for one in found.comparisons if one.score == "crps"}
            cells = [found.comparisons[0].model_score, crps.get("own history"), crps["base rate"], crps["persistence"]]
            text = " | ".join("" if one is None else f"{one:.3f}" for one in cells)
            text += f" | {found.p_value:.3f} | {'yes' if found.warns else 'no'} |"
            print(f"| {name} | {other or 'none'} | {found.periods} ({found.events}) | {text}", flush=True)


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began = time.perf_counter()
    asked = sys.argv[2] if len(sys.argv) > 2 else "all"
    wanted = sys.argv[3] if len(sys.argv) > 3 else ""
    for part in ("size", "power", "streams") if asked == "all" else (asked,):
        print(f"\n{part}, {repetitions} repetitions\n" if part != "streams" else "\nshipped streams, by month\n")
        if part == "streams":
            of_streams(wanted)
        else:
            of_ratio(1.0 if part == "size" else 2.0, repetitions, wanted)
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
