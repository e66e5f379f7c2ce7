"""The interval and the shuffle test of `polarisation` on made votes: coverage, size, and what it takes for a division.

    .venv/bin/python bench/division_rates.py

Two camps of states; each item divides them or not. The truth is the modularity of the same world with very many items,
or the mean over repetitions with as many items as were tested; the interval aims at the second.
"""

from __future__ import annotations

import numpy as np

from multifront.alignment import consensus_blocs, polarisation
from multifront.alignment.division import _agreement, modularity

REPETITIONS = 80


def made(division: float, states: int, items: int, rng: np.random.Generator) -> np.ndarray:
    """Votes of two camps: a camp says yes to half of the items; the other differs on a share `division` of them."""
    camp = np.arange(states) < states // 2
    first = rng.integers(0, 3, size=items)
    second = np.where(rng.random(items) < division, 2 - first, first)
    meant = np.where(camp[:, None], first[None, :], second[None, :])
    stray = rng.random((states, items)) < 0.3
    return np.where(stray, rng.integers(0, 3, size=(states, items)), meant).astype(float)


def habits(states: int, items: int, rng: np.random.Generator) -> np.ndarray:
    """Votes without camps: each state has its own share of yes, abstain and no, each item is answered by itself."""
    shares = rng.dirichlet([4.0, 1.0, 1.0], size=states)
    return (rng.random((states, items, 1)) > shares.cumsum(axis=1)[:, None, :2]).sum(axis=2).astype(float)


def line(states: int, items: int, rng: np.random.Generator) -> np.ndarray:
    """Votes on one line without a gap in it: ordered probit with points that are evenly spread."""
    points = np.linspace(-1.5, 1.5, states)
    pull = np.outer(points, rng.normal(size=items)) + rng.normal(size=(states, items)) + rng.normal(size=items)
    return (pull > -0.3).astype(float) + (pull > 0.3)


def absent(votes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same with absences that depend on the state: a fifth of the states votes on one item in ten."""
    away = np.where(rng.random(len(votes)) < 0.2, 0.9, 0.1)
    return np.where(rng.random(votes.shape) < away[:, None], np.nan, votes)


def coverage() -> None:
    """Coverage of the interval for the mean of Q at this number of items, and for Q of very many items."""
    print("| states x items, share that divides | Q of many items | mean Q | holds the mean | holds Q of many items |")
    print("|---|---:|---:|---:|---:|")
    for states, items, division in ((40, 30, 0.5), (40, 80, 0.5), (40, 80, 0.1), (40, 30, 0.0), (60, 60, 0.3)):
        many = made(division, states, 8_000, np.random.default_rng(1))
        truth = modularity(_agreement(many), np.random.default_rng(0))[0]
        found = [
            polarisation(made(division, states, items, np.random.default_rng([9, i])), rng=i, draws=60, shuffles=0)
            for i in range(REPETITIONS)
        ]
        mean = np.mean([one.value for one in found])
        holds = [np.mean([one.interval[0] <= target <= one.interval[1] for one in found]) for target in (mean, truth)]
        print(
            f"| {states} x {items}, {division} | {truth:.3f} | {mean:.3f} | {holds[0]:.0%} | {holds[1]:.0%} |",
            flush=True,
        )


def size() -> None:
    """Share of p <= .05 for worlds without camps."""
    print("\n| world, 30 states x 40 items | p <= .05 | mean Q beyond chance |\n|---|---:|---:|")

    def drawn(states: int, items: int, rng: np.random.Generator) -> np.ndarray:
        return rng.integers(0, 3, size=(states, items)).astype(float)

    worlds = {
        "votes by chance": drawn,
        "votes by chance, absences by state": lambda s, m, r: absent(drawn(s, m, r), r),
        "states with habits, no camps": habits,
        "states with habits, absences by state": lambda s, m, r: absent(habits(s, m, r), r),
        "one line, no gap": line,
    }
    for name, world in worlds.items():
        found = [
            polarisation(world(30, 40, np.random.default_rng([3, i])), rng=i, draws=0, shuffles=39)
            for i in range(REPETITIONS)
        ]
        rate, beyond = np.mean([one.p_value <= 0.05 for one in found]), np.mean([one.effect for one in found])
        print(f"| {name} | {rate:.1%} | {beyond:+.4f} |", flush=True)


def blocs() -> None:
    """What `consensus_blocs` finds in noise and on a line, and how far seed and order of the states matter."""
    print(
        "\n| 40 made states | blocs | mean certainty | pairs alike, another seed | another order |"
        "\n|---|---:|---:|---:|---:|"
    )
    camps = np.equal.outer(np.arange(40) < 20, np.arange(40) < 20)
    for name in ("noise alone", "one line", "two camps, 1 sd apart", "two camps, 3 sd apart"):
        rows = []
        for world in range(12):
            rng = np.random.default_rng([world, 1])
            values = rng.normal(size=(40, 40))
            values = (values + values.T) / 2
            if name == "one line":
                points = rng.normal(size=40)
                values = 0.1 * values - np.abs(points[:, None] - points[None, :])
            values = values + {"two camps, 1 sd apart": 1.0, "two camps, 3 sd apart": 3.0}.get(name, 0.0) * camps
            states = [str(i) for i in range(40)]
            order = rng.permutation(40)
            found, other = (consensus_blocs(values, states, rng=seed) for seed in (0, 1))
            moved = consensus_blocs(values[np.ix_(order, order)], [states[i] for i in order], rng=0)
            back = np.empty(40, dtype=int)
            back[order] = moved.labels
            alike = [_alike(found.labels, labels) for labels in (other.labels, back)]
            rows.append((found.labels.max() + 1, np.nanmean(found.certainty), *alike))
        cells = np.mean(rows, axis=0)
        print(f"| {name} | {cells[0]:.1f} | {cells[1]:.2f} | {cells[2]:.2f} | {cells[3]:.2f} |", flush=True)


def _alike(one: np.ndarray, two: np.ndarray) -> float:
    """Share of pairs that both partitions treat alike."""
    above = np.triu_indices(len(one), 1)
    return float(np.mean(np.equal.outer(one, one)[above] == np.equal.outer(two, two)[above]))


if __name__ == "__main__":
    coverage()
    size()
    blocs()
