"""How often two pairs of equal likeness are called different (`compare_pairs` on `vote_intervals`). Made votes.

    .venv/bin/python bench/pair_difference_rates.py

B and C each repeat A's vote with probability .6, so that A-B and A-C are equally alike; a vote repeats the one before
it on the same day with the probability given. 150 worlds a row: two standard errors of 5 % are 3.6 points.
"""

from __future__ import annotations

import numpy as np

from multifront.alignment import compare_pairs, vote_intervals
from multifront.domain import RollCallItems, RollCalls

WORLDS = 150
SHARES = (0.65, 0.2, 0.15)


def made(repeated: float, days: int, each: int, rng: np.random.Generator) -> RollCalls:
    """Votes of three states on `each` roll calls a day."""
    votes = np.empty((3, days * each), dtype=np.int8)
    for item in range(days * each):
        if item % each and rng.random() < repeated:
            votes[:, item] = votes[:, item - 1]
            continue
        own = rng.choice(3, size=3, p=SHARES)
        votes[:, item] = np.where([True, *(rng.random(2) < 0.6)], own[0], own)
    n = days * each
    none = np.zeros(n, dtype=bool)
    day = np.repeat(np.arange(days), each).astype("datetime64[D]")
    items = RollCallItems(
        np.arange(n), np.full(n, 2019), day, none, none, np.zeros(n, dtype=np.int8), (), np.zeros((n, 0), dtype=bool)
    )
    names = np.array(["AAA", "BBB", "CCC"])
    return RollCalls(names, np.repeat(np.arange(3), n), np.tile(np.arange(n), 3), votes.ravel(), items, 2019)


def main() -> None:
    """Print the table."""
    pairs = [("AAA", "BBB"), ("AAA", "CCC")]
    print("| repeated | days x roll calls | called different | worlds with an interval |\n|---|---|---:|---:|")
    for repeated, days, each in ((0.0, 12, 7), (0.5, 12, 7), (0.9, 12, 7), (0.9, 8, 10), (0.9, 30, 6)):
        called = []
        for world in range(WORLDS):
            calls = made(repeated, days, each, np.random.default_rng([world, days, int(10 * repeated)]))
            found = compare_pairs(vote_intervals(calls, pairs, blocks="meeting day", draws=500, seed=world), *pairs)
            if found.year.size and np.isfinite(found.low[-1]):
                called.append(found.answers[-1] != "cannot be told")
        print(f"| {repeated:.0%} | {days} x {each} | {np.mean(called):.0%} | {len(called)} |", flush=True)


if __name__ == "__main__":
    main()
