"""Times the simultaneity scan by surrogates and by events, and the opportunism test by moves; prints two tables.

    .venv/bin/python bench/simopp_speed.py

Seconds of processor time of one core after a first call that compiles, the least of three. The scan is asked for the
whole result: both nulls, 99 synthetic sets, power, episodes and index. Nothing here is used by the package.
"""

from __future__ import annotations

import time

import numpy as np

from multifront.timing import opportunism_test, simultaneity_test

SPAN = ("2015-01-01", "2021-12-31")
START = np.datetime64("2015-01-01")
SPELLS = [(START + first, START + first + 44) for first in range(20, 2400, 240)]


def streams(count, events):
    rng = np.random.default_rng([count, events])
    return {f"s{i}": START + np.sort(rng.integers(0, 2557, events)) for i in range(count)}


def least(call):
    """Least processor time of three calls, after one that is thrown away."""
    call()
    found = []
    for _ in range(3):
        began = time.process_time()
        call()
        found.append(time.process_time() - began)
    return min(found)


def scan(count, events, draws):
    made = streams(count, events)
    return least(lambda: simultaneity_test(made, window_days=7, at_least=count // 2, span=SPAN, draws=draws))


def opportunism(events, draws):
    made = streams(2, events)
    placebo = {"elsewhere": made["s1"]}
    return least(lambda: opportunism_test(made["s0"], SPELLS, span=SPAN, draws=draws, placebos=placebo))


def main():
    print("| streams | events each | surrogates | s |\n|---|---|---|---|")
    for count, events, draws in (
        (8, 60, 100),
        (8, 60, 1_000),
        (8, 60, 10_000),
        (8, 15, 10_000),
        (8, 30, 10_000),
        (8, 120, 10_000),
        (8, 240, 10_000),
    ):
        print(f"| {count} | {events} | {draws:,} | {scan(count, events, draws):.2f} |", flush=True)
    print("\n| events | moves of each kind | s |\n|---|---|---|")
    for events, draws in ((60, 199), (120, 199), (120, 999), (120, 4_999), (480, 999)):
        print(f"| {events} | {draws:,} | {opportunism(events, draws):.2f} |", flush=True)


if __name__ == "__main__":
    main()
