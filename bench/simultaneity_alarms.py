"""Measures how often the simultaneity test rejects on independent streams, and the share found of joint episodes.

    .venv/bin/python bench/simultaneity_alarms.py [rows.csv] [repetitions] [most seconds] [size, from 0]
    .venv/bin/python bench/simultaneity_alarms.py nulls [repetitions]
    .venv/bin/python bench/simultaneity_alarms.py years [repetitions]

The second form gives raw rejections by null, the third by the way in which years are cut. In the first every repetition
is a row of the file and has a seed of its own, so a run that was stopped goes on where it was; the table is made from
all rows found. `raw` is the larger p of both nulls, 99 surrogates each; `calibrated` is decided exactly as the package
does it, but no further than needed: max(rank, raw / 2) cannot be <= .05 where raw > .10, nor once five synthetic sets
have a p as small; and a synthetic p is the larger of two, so one above raw settles it. Above-baseline activity and
joint episodes are measured raw, on a tenth of the repetitions. Nothing here is used by the package.
"""

from __future__ import annotations

import csv
import itertools
import sys
import time
from pathlib import Path
from unittest.mock import patch

import numpy as np
from timing_false_alarms import NONE, SPAN
from timing_shapes import draw, shapes

from multifront.timing import moved_streams, simultaneity_null
from multifront.timing.exact_null import make_design
from multifront.timing.simultaneity import SETS
from multifront.timing.simultaneity_null import NULLS, Scan, judge, surrogates, synthetic_sets

SIZES = ((4, 30, 7, 3), (8, 60, 7, 4), (3, 120, 14, 3))
EPISODES = 8
DRAWS = 99
BLOCK = 50
LEVEL = 0.05


def processes():
    """The shared shapes, and one whose rhythm of the week no move by days would keep."""
    day = np.arange(SPAN)
    tuesdays = np.array([0.1, 0.8, 5.0, 1.0, 1.0, 0.8, 0.1])[day % 7]
    hot = np.where(day % 365.25 < 30, 10.0, 1.0)
    return shapes() | {"fresh: hot month, on Tuesdays": (hot * tuesdays, NONE, False)}


def judged(scan, streams, rng):
    """Raw p of the scan of some streams."""
    rates = scan.rates(streams)
    return judge(scan.active(streams, rates), surrogates(scan, streams, rates, DRAWS, rng), scan.at_least)


def as_small(scan, streams, raw, rng):
    """Whether the raw p of a synthetic set is at most `raw`; the cheaper null first."""
    rates = scan.rates(streams)
    active = scan.active(streams, rates)
    for null in reversed(NULLS):
        moved = surrogates(scan, streams, rates, DRAWS, rng, (null,))
        if judge(active, moved, scan.at_least).windows > raw + 1e-12:
            return False
    return True


def rejected(scan, streams, raw, rng):
    """Whether the calibrated p is at most the level."""
    if raw > 2 * LEVEL:
        return False
    drawn = synthetic_sets(scan, streams, scan.rates(streams), SETS, rng)
    allowed, found = int(LEVEL * (SETS + 1) + 1e-9) - 1, 0
    for row in range(SETS):
        found += as_small(scan, [days[row] for days in drawn], raw, rng)
        if found > allowed:
            return False
    return True


def joint(streams, window, at_least, rng):
    """Streams with some episodes in which `at_least` of them act in one window."""
    moved = [days.copy() for days in streams]
    for start in rng.integers(0, SPAN - window, EPISODES):
        for stream in rng.choice(len(streams), at_least, replace=False):
            moved[stream][rng.integers(moved[stream].size)] = start + rng.integers(window)
    return [np.sort(days) for days in moved]


def repetition(kind, number, shape, size, again):
    """p of the number of windows and of the most active one, and whether the calibrated test rejects."""
    count, events, window, at_least = SIZES[size]
    rng = np.random.default_rng([number, size, again])
    streams = [draw(shape, events, rng) for _ in range(count)]
    if kind == "joint":
        streams = joint(streams, window, at_least, rng)
    scan = Scan(make_design(SPAN, window, 0), window, at_least, kind == "above")
    p = judged(scan, streams, rng)
    calibrated = int(rejected(scan, streams, p.windows, rng)) if kind == "active" else ""
    return f"{p.windows:.4f}", f"{p.most:.4f}", calibrated


def run(path, wanted, seconds, sizes):
    """Repetitions that the file lacks, a block of each cell in turn, until the time is over."""
    until = time.perf_counter() + seconds
    done = {tuple(row[:4]) for row in rows_of(path)}
    blocks = range(0, max(wanted.values()), BLOCK)
    cells = itertools.product(blocks, sizes, enumerate(processes().items()), wanted)
    with path.open("a", newline="") as file:
        out = csv.writer(file)
        for block, size, (number, (name, shape)), kind in cells:
            for again in range(block, min(block + BLOCK, wanted[kind])):
                if time.perf_counter() > until:
                    return
                key = (kind, name, str(size), str(again))
                if key not in done:
                    out.writerow([*key, *repetition(kind, number, shape, size, again)])


def rows_of(path):
    return list(csv.reader(path.open())) if path.exists() else []


def share(values):
    """Per cent with its standard error."""
    if not values:
        return "-"
    mean = np.mean(values)
    return f"{100 * mean:.1f} ± {100 * np.sqrt(max(mean * (1 - mean), 0.25 / len(values)) / len(values)):.1f}"


def table(rows):
    print("| independent streams | size | n | raw | most active | calibrated | above baseline | found |")
    print("|---|---|---|---|---|---|---|---|")
    for name, size in itertools.product(processes(), range(len(SIZES))):
        by = {kind: [r for r in rows if r[:3] == [kind, name, str(size)]] for kind in ("active", "above", "joint")}
        low = {k: [float(r[4]) <= LEVEL for r in found] for k, found in by.items()}
        most = [float(r[5]) <= LEVEL for r in by["active"]]
        exact = [r[6] == "1" for r in by["active"]]
        cells = [low["active"], most, exact, low["above"], low["joint"]]
        sizes = ", ".join(map(str, SIZES[size]))
        print(f"| {name} | {sizes} | {len(most)} | " + " | ".join(map(share, cells)) + " |", flush=True)


def by_null(repetitions):
    """Raw rejections under each null alone, and of the larger p."""
    print("| independent streams | size | n | " + " | ".join((*NULLS, "raw")) + " |\n|---|---|---|---|---|---|")
    for (number, (name, shape)), size in itertools.product(enumerate(processes().items()), range(len(SIZES))):
        count, events, window, at_least = SIZES[size]
        scan, found = Scan(make_design(SPAN, window, 0), window, at_least, False), []
        for again in range(repetitions):
            rng = np.random.default_rng([number, size, again])
            streams = [draw(shape, events, rng) for _ in range(count)]
            rates = scan.rates(streams)
            active, moved = scan.active(streams, rates), surrogates(scan, streams, rates, DRAWS, rng)
            p = [judge(active, {null: moved[null]}, at_least).windows for null in NULLS]
            found.append([*p, max(p)])
        shares = [share([p <= LEVEL for p in column]) for column in zip(*found, strict=True)]
        print(f"| {name} | {', '.join(map(str, SIZES[size]))} | {repetitions} | {' | '.join(shares)} |", flush=True)


def by_years(repetitions):
    """Raw rejections with years cut to days and to weeks, whatever the window: why the package looks at the window."""
    print("| independent streams | size | n | years of days | years of weeks |\n|---|---|---|---|---|")
    shapes_by_name = processes()
    names = ("hot month x10", "fresh: two fortnights x8, working days", "fresh: hot month, on Tuesdays")
    for name, (count, events, window, at_least) in itertools.product(
        names, ((4, 60, 3, 3), (4, 60, 7, 3), (4, 60, 10, 3))
    ):
        scan, shares = Scan(make_design(SPAN, window, 0), window, at_least, False), []
        for step in (1, 7):
            with (
                patch.object(simultaneity_null, "year_step", lambda _, step=step: step),
                patch.object(moved_streams, "year_step", lambda _, step=step: step),
            ):
                rngs = [np.random.default_rng([9, window, again]) for again in range(repetitions)]
                sets = [([draw(shapes_by_name[name], events, rng) for _ in range(count)], rng) for rng in rngs]
                shares.append(share([judged(scan, *one).windows <= LEVEL for one in sets]))
        print(
            f"| {name} | {count}, {events}, {window}, {at_least} | {repetitions} | {' | '.join(shares)} |", flush=True
        )


def main():
    if sys.argv[1:2] == ["years"]:
        by_years(int((sys.argv[2:] or [250])[0]))
        return
    if sys.argv[1:2] == ["nulls"]:
        by_null(int((sys.argv[2:] or [250])[0]))
        return
    asked = sys.argv[1:] + [""] * 4
    path = Path(asked[0] or "simultaneity_alarms.csv")
    repetitions = int(asked[1] or 1000)
    sizes = [int(asked[3])] if asked[3] else range(len(SIZES))
    run(
        path,
        {"active": repetitions, "above": repetitions // 10, "joint": repetitions // 10},
        float(asked[2] or 1e9),
        sizes,
    )
    print(f"span {SPAN} days, nominal 5 %, {EPISODES} joint episodes, {DRAWS} surrogates, per cent ± standard error\n")
    table(rows_of(path))


if __name__ == "__main__":
    main()
