"""Measures the contingency runs and their peers in one go and writes the tables of docs/bench-contingency.md.

    PYTHONPATH=src:. .venv/bin/python bench/contingency_bench.py --peer-python PYTHON_WITH_PEERS [--write]

PYTHON_WITH_PEERS is a Python into which `ema_workbench`, `mesa`, `pysd` and `highspy` were installed. Decides no test.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from contingency_peers import peer_table

from multifront import contingency

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "bench-contingency.md"
BEGIN, END = "<!-- bench -->", "<!-- end of bench -->"
SIZES = (2_500, 5_000, 10_000, 20_000)
HORIZONS = (45, 90, 180, 360)


def clocked(work, repeats=2):
    """(wall, processor) seconds, each the least of some rounds."""
    walls, used = [], []
    for _ in range(repeats):
        begin = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - begin[0])
        used.append(time.process_time() - begin[1])
    return min(walls), min(used)


def whole(scenario, draws, days=180, workers=1):
    """The whole run over 16 combinations, attribution for every rule included."""
    run = contingency.simulate_whole(scenario, draws, days=days, workers=workers)
    for rule in run.rules:
        contingency.attribute_whole(run, rule)


def target_rows():
    """The cases with a target."""
    blockade, war = contingency.load("taiwan-blockade"), contingency.load("taiwan-war")
    contingency.simulate(blockade, 50)
    whole(war, 50)
    rows = []
    for title, target, work in (
        (
            "`simulate`, `taiwan-blockade`, 2,000 draws, all rules and legs",
            "0.5",
            lambda: contingency.simulate(blockade, 2_000),
        ),
        (
            "`simulate_whole`, `taiwan-war`, 2,000 draws, 180 days, 16 combinations",
            "0.5 for one combination",
            lambda: contingency.simulate_whole(war, 2_000),
        ),
        ("the same, 10,000 draws, three attributions, 1 worker", "30", lambda: whole(war, 10_000)),
        ("the same, 2 workers", "30", lambda: whole(war, 10_000, workers=2)),
    ):
        wall, used = clocked(work)
        rows.append((title, target, f"{wall:.2f}", f"{used:.2f}"))
    return rows


def growth_rows():
    """Processor time at a quarter, half, once and twice the draws, and the days."""
    blockade, war = contingency.load("taiwan-blockade"), contingency.load("taiwan-war")
    cases = (
        ("`simulate`, draws", SIZES, lambda size: contingency.simulate(blockade, size)),
        ("`simulate_whole`, draws", SIZES, lambda size: whole(war, size)),
        ("`simulate_whole`, days, 2,500 draws", HORIZONS, lambda size: whole(war, SIZES[0], size)),
    )
    rows = []
    for title, sizes, work in cases:
        used = [clocked(partial(work, size))[1] for size in sizes]
        cells = [f"{size:,}: {one:.2f} s ({one / used[2]:.2f})" for size, one in zip(sizes, used, strict=True)]
        rows.append((title, *cells))
    return rows


def memory_rows(draws=100_000):
    """Peak memory in a process of its own."""
    rows = []
    for what in ("simulate", "whole"):
        command = [sys.executable, str(HERE / "contingency_memory.py"), what, str(draws)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": "src"}, cwd=HERE.parent
        )
        title = {"simulate": "`simulate`", "whole": "`simulate_whole` and attribution"}[what]
        rows.append((f"{title}, {draws:,} draws", f"{float(done.stdout):,.0f}"))
    return rows


def table(columns, rows):
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def tables(python):
    """The text between the marker lines."""
    targets, growth, memory = target_rows(), growth_rows(), memory_rows()
    peers, worst = peer_table(python)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load at the end {os.getloadavg()[0]:.1f}."
    return "\n\n".join(
        [
            table(("beside peers", "by", "measured", "ratio"), peers),
            f"The supplies of the three agree: largest relative difference {worst:.1e}. {machine}",
            table(("target", "seconds wanted", "wall", "processor"), targets),
            table(("processor time grows with", "x 1/4", "x 1/2", "x 1", "x 2"), growth),
            table(("peak memory, at most 1,000 MB wanted", "MB"), memory),
        ]
    )


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--peer-python", required=True)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    text = tables(asked.peer_python)
    print(text)
    if asked.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        beside = PAGE.with_suffix(".new")
        beside.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")
        beside.replace(PAGE)


if __name__ == "__main__":
    main()
