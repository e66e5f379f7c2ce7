"""Measures size and power of the calibrated coincidence test, beside event-analysis, on many processes; resumable.

    .venv/bin/python bench/timing_size_power.py run FILE.csv PYTHON_WITH_EVENT_ANALYSIS [repetitions] [seconds]
    .venv/bin/python bench/timing_size_power.py tables FILE.csv [docs/methods-timing.md]
    .venv/bin/python bench/timing_size_power.py bounds PYTHON_WITH_EVENT_ANALYSIS [repetitions]
    .venv/bin/python bench/timing_size_power.py windows PROCESS WINDOW ...
    .venv/bin/python bench/timing_size_power.py apart REPETITIONS

`run` adds batches of repetitions to the file until all cells have theirs or the seconds are over; run it again to go
on. `tables` prints Markdown from the file alone, or puts it into the page. `bounds` needs no synthetic pairs: the
calibrated test rejects at most where the raw p is at most .10, and that share is printed beside the raw test's and
event-analysis's. A repetition's data depend on its process, size and number only. Nothing here is used by the package.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from timing_peer import Peer
from timing_processes import (
    DAY_OF_MONTH,
    FIVE_DATES,
    LUNAR_MONTH,
    PROCESSES,
    SIZES,
    SPAN,
    YEAR,
    holiday_pause,
    pair,
    triggered_pair,
)

from multifront.timing.calibration import CAP, all_p_values, capped_rank, draw_pairs
from multifront.timing.exact_null import make_design, many_p_values

ALPHA, DRAWS, BATCH, CHUNK, WORKERS = 0.05, 499, 100, 25, 2
SHARES = (0.1, 0.2, 0.3)
POWERED = ("Poisson", "season + trend", "clusters in both", "season + trend + clusters")
FIELDS = ("process", "size", "share", "repetition", "p_local", "p_anniversary", "calibrated", "p_peer")


def calibrated_rejects(a, b, design, seed, draws=DRAWS):
    """Whether the calibrated test of this pair rejects at 5 %, with no more synthetic pairs than that takes.

    p = max(rank, raw / 2) <= .05 needs raw <= .10 and at most 24 of 499 synthetic p at or below raw: the same pairs
    as in the full test are looked at in order, until the 25th is found.
    """
    raw = float(all_p_values(a[None], b[None], design).both[0])
    if raw * CAP > ALPHA:
        return False
    pairs = draw_pairs(a, b, design, draws, seed)
    seen = np.ones(0)
    for start in range(0, draws, CHUNK):
        seen = np.append(seen, p_or_more(pairs.a[start : start + CHUNK], pairs.b[start : start + CHUNK], raw, design))
        # the pairs not yet looked at count as larger, so this rank can only rise
        if capped_rank(raw, np.append(seen, np.full(draws - seen.size, np.inf))) > ALPHA:
            return False
    return True


def p_or_more(a, b, raw, design):
    """The p of each pair where it may be at or below `raw`; else its local p, which is larger than `raw` already."""
    p = many_p_values(a, b, design._replace(year_shifts=design.year_shifts[:0]))[:, 0]
    near = p <= raw + 1e-9
    if near.any():
        p[near] = all_p_values(a[near], b[near], design).both
    return p


def judge(cell):
    """The rows of one batch: (process, size, share, first repetition)."""
    name, size, share, first = cell
    window = SIZES[size][2]
    pairs = [
        triggered_pair(name, size, r, share) if share else pair(name, size, r) for r in range(first, first + BATCH)
    ]
    a, b = (np.stack(side) for side in zip(*pairs, strict=True))
    found = all_p_values(a, b, DESIGNS[window])
    peer = PEERS[0].p_values(a, b, window, SPAN)[0]
    rows = []
    for i in range(BATCH):
        rejects = calibrated_rejects(a[i], b[i], DESIGNS[window], first + i)
        p = (f"{found.local[i]:.6g}", f"{found.anniversary[i]:.6g}", int(rejects), f"{peer[i]:.8g}")
        rows.append((name, size, share, first + i, *p))
    return rows


DESIGNS: dict[int, object] = {}
PEERS: list[Peer] = []


def start_worker(python):
    DESIGNS.update({window: make_design(SPAN, window, 0) for _, _, window in SIZES})
    PEERS.append(Peer(python))


def read(path):
    """Arrays (rejected by local, anniversary, both, calibrated; p of the peer) by (process, size, share)."""
    cells = defaultdict(list)
    if path.exists():
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                key = row["process"], int(row["size"]), float(row["share"])
                cells[key].append([float(row[name]) for name in FIELDS[3:]])
    return {key: np.array(rows) for key, rows in cells.items()}


def missing(path, repetitions):
    """Batches that the file lacks, first batches of all cells first, size before power."""
    have = {(*key, int(r)) for key, rows in read(path).items() for r in rows[:, 0]}
    sized = [(name, size, 0.0) for name in PROCESSES for size in range(len(SIZES))]
    powered = [(name, size, share) for name in POWERED for size in range(len(SIZES)) for share in SHARES]
    return [
        (*cell, first)
        for first in range(0, repetitions, BATCH)
        for cell in sized + powered
        if (*cell, first) not in have
    ]


def run(path, python, repetitions, seconds):
    deadline = time.monotonic() + seconds
    todo = missing(path, repetitions)
    new = not path.exists()
    done = 0
    with path.open("a", newline="") as file, multiprocessing.Pool(WORKERS, start_worker, (python,)) as pool:
        writer = csv.writer(file)
        if new:
            writer.writerow(FIELDS)
        while todo and time.monotonic() < deadline:
            some, todo = todo[: 4 * WORKERS], todo[4 * WORKERS :]
            for rows in pool.imap_unordered(judge, some):
                writer.writerows(rows)
                file.flush()
                done += 1
    print(f"{done} batches of {BATCH}; {len(todo)} left")
    return 0 if not todo else 3


def rates(rows):
    """Per cent rejected by both, calibrated, local, anniversary, peer; and repetitions."""
    _, local, anniversary, calibrated, peer = rows.T
    raw = np.maximum(local, anniversary)
    share = [100 * (p <= ALPHA).mean() for p in (raw, local, anniversary, peer)]
    return {
        "both": share[0],
        "calibrated": 100 * calibrated.mean(),
        "local": share[1],
        "anniversary": share[2],
        "peer": share[3],
        "n": len(rows),
    }


def marked(rate, bound, count):
    """A rate above its bound is bold; with a question mark where it is so by less than two standard errors."""
    if rate <= bound:
        return f"{rate:.1f}"
    error = np.sqrt(rate * (100 - rate) / count)
    return f"**{rate:.1f}**" if rate - 2 * error > bound else f"{rate:.1f}?"


def size_table(cells):
    heads = [f"{a}, {b}, {w}" for a, b, w in SIZES]
    for group in ("listed", "fresh", "apart"):
        yield f"\n| {group}: calibrated / both / event-analysis | " + " | ".join(heads) + " | repetitions |"
        yield "|---|" + "---|" * (len(SIZES) + 1)
        for name in (name for name, process in PROCESSES.items() if process.group == group):
            found = [rates(cells[name, size, 0.0]) for size in range(len(SIZES)) if (name, size, 0.0) in cells]
            if len(found) == len(SIZES):
                text = " | ".join(size_cell(r, 100.0 if group == "apart" else 0.0) for r in found)
                yield f"| {name} | {text} | {counts(found)} |"


def counts(found):
    """Repetitions of each size, or the one number that all have."""
    each = [r["n"] for r in found]
    return str(each[0]) if len(set(each)) == 1 else ", ".join(map(str, each))


def size_cell(found, loose):
    ours = (("calibrated", 8.0), ("both", 7.5))
    marks = [marked(found[null], bound + loose, found["n"]) for null, bound in ours]
    return " / ".join([*marks, f"{found['peer']:.1f}"])


def power_at(null, hit, level):
    """Share of `hit` rejected by the threshold that rejects just `level` of `null`, by lot at the tie."""
    ordered = np.sort(null)
    threshold = ordered[min(null.size - 1, int(np.ceil(level * null.size)) - 1)] if level > 0 else -1.0
    below, at = (null < threshold).mean(), (null == threshold).mean()
    tie = (level - below) / at if at else 0.0
    return float((hit < threshold).mean() + tie * (hit == threshold).mean())


def power_table(cells):
    yield "\n| background | size | our alarms | triggered | calibrated | peer at 5 % | difference | peer at ours | n |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name in POWERED:
        for size, (count_a, count_b, window) in enumerate(SIZES):
            null = cells.get((name, size, 0.0))
            for share in SHARES:
                hit = cells.get((name, size, share))
                if null is None or hit is None:
                    continue
                level, ours = null[:, 3].mean(), 100 * hit[:, 3].mean()
                theirs, matched = (100 * power_at(null[:, 4], hit[:, 4], at) for at in (ALPHA, level))
                yield (
                    f"| {name} | {count_a}, {count_b}, {window} | {100 * level:.1f} | {share:.0%} | {ours:.0f} | "
                    f"{theirs:.0f} | {ours - theirs:+.0f} | {matched:.0f} | {len(hit)} |"
                )


def show_tables(cells, page=None):
    """Print the tables, or put them between their marks in a page, where a table without rows changes nothing."""
    for name, table in (("size", size_table), ("power", power_table)):
        lines = list(table(cells))
        if page is None:
            print("\n".join(lines))
            continue
        text, marks = page.read_text(), [f"<!-- {name} table: {word} -->" for word in ("begins", "ends")]
        before, rest = text.split(marks[0])
        if sum(line.startswith("| ") for line in lines) > 3:
            page.write_text(before + marks[0] + "\n".join(lines) + "\n\n" + marks[1] + rest.split(marks[1])[1])


def bounds(python, repetitions):
    """Power of the raw test, and the most that the calibrated one can have, without drawing a synthetic pair."""
    start_worker(python)
    print("| background | size | share | both, p <= .05 | both, p <= .10 | event-analysis at a true 5 % |")
    print("|---|---|---|---|---|---|")
    for name in POWERED:
        for size, (count_a, count_b, window) in enumerate(SIZES):
            drawn = {
                share: [triggered_pair(name, size, r, share) for r in range(repetitions)] for share in (0.0, *SHARES)
            }
            stacked = {share: [np.stack(side) for side in zip(*pairs, strict=True)] for share, pairs in drawn.items()}
            peer = {share: PEERS[0].p_values(*ab, window, SPAN)[0] for share, ab in stacked.items()}
            for share in SHARES:
                raw = all_p_values(*stacked[share], DESIGNS[window]).both
                cells = (raw <= ALPHA).mean(), (raw <= ALPHA / CAP).mean(), power_at(peer[0.0], peer[share], ALPHA)
                text = " | ".join(f"{100 * cell:.0f}" for cell in cells)
                print(f"| {name} | {count_a}, {count_b}, {window} | {share:.0%} | {text} |", flush=True)
    PEERS[0].close()
    return 0


def drawn_pairs(name, size, repetitions, share=0.0):
    """The pairs of one cell, stacked."""
    found = [triggered_pair(name, size, r, share) if share else pair(name, size, r) for r in range(repetitions)]
    return [np.stack(side) for side in zip(*found, strict=True)]


def windows(name, chosen, repetitions=400):
    """False alarms of the raw test and its power at other windows, and both with bursts moved by days, not weeks."""
    for window in chosen:
        weeks = make_design(SPAN, window, 0)
        days = weeks._replace(
            local_shifts=np.arange(weeks.local_shifts[0], weeks.local_shifts[-1] + 1),
            year_shifts=np.unique(weeks.year_shifts[:, None] + np.arange(-3, 4)),
        )
        for size in (1, 2):
            text = []
            for share in (0.0, 0.2):
                a, b = drawn_pairs(name, size, repetitions, share)
                text += [f"{100 * (all_p_values(a, b, one).both <= ALPHA).mean():.1f}" for one in (weeks, days)]
            cells = f"{name} | {SIZES[size][:2]}, {window}"
            print(f"{cells} | alarms {text[0]}, by days {text[1]} | of 20 % {text[2]}, by days {text[3]}", flush=True)
    return 0


CALENDARS = {
    "first five days of each month x5": np.flatnonzero(DAY_OF_MONTH < 5),
    "a lunar month x6, 11 d earlier each year": np.flatnonzero(LUNAR_MONTH > 1),
    "Lunar New Year: pause, then rebound": np.flatnonzero(holiday_pause() != 1),
    "five dates a year, 40 % of both": np.array(
        [d + round(YEAR * y) + m for y in range(7) for d in FIVE_DATES for m in (-1, 0, 1)]
    ),
}
"""The published days behind the processes that have one calendar for both streams."""


def apart(repetitions=400):
    """False alarms of the raw test with all events, and with those on the published days set apart in both streams."""
    for name, dates in CALENDARS.items():
        for size, (_, _, window) in enumerate(SIZES):
            design, p = make_design(SPAN, window, 0), []
            for r in range(repetitions):
                streams = pair(name, size, r)
                kept = [days[~np.isin(days, dates)] for days in streams]
                both = [all_p_values(a[None], b[None], design).both[0] for a, b in (streams, kept)]
                p.append([*both, *(days.size for days in kept)])
            found = np.array(p)
            rates, left = 100 * (found[:, :2] <= ALPHA).mean(axis=0), found[:, 2:].mean(axis=0)
            print(
                f"| {name} | {SIZES[size]} | {rates[0]:.1f} | {rates[1]:.1f} | {left[0]:.0f}, {left[1]:.0f} |",
                flush=True,
            )
    return 0


def main():
    if sys.argv[1] == "windows":
        return windows(sys.argv[2], [int(window) for window in sys.argv[3:]])
    if sys.argv[1] == "apart":
        return apart(int(sys.argv[2]))
    if sys.argv[1] == "bounds":
        return bounds(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 400)
    path = Path(sys.argv[2])
    if sys.argv[1] == "tables":
        show_tables(read(path), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
        return 0
    repetitions = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
    return run(path, sys.argv[3], repetitions, float(sys.argv[5]) if len(sys.argv) > 5 else 240.0)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
