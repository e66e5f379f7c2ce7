"""How often a group is called closer than its places on the main line explain, on made votes with and without a tie.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/beyond_line_rates.py [repetitions]

Votes of 120 states on 70 items, ordered probit on one line; a fifth of the items at a time may be packages, bent (both
ends against the middle) or on a second line. The tie: members follow a common answer with the probability given.
Beside it the plain axis test on agreement, which is what it is there to mend. Two standard errors of 5 % at 200
repetitions are 3.1 points.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from multifront.alignment import AxisOptions, IdealPointVotes, axis_test, beyond_line, fit_ideal_points

STATES, ITEMS, SIZE, DRAWS = 120, 70, 4, 399
YEAR = 2019


@dataclass(frozen=True)
class World:
    """What the votes are made of besides the line: shares of items, and the tie of the named group."""

    label: str
    naming: str
    package: int = 1
    bent: float = 0.0
    angled: bool = False
    second: float = 0.0
    habit: float = 0.0
    tie: float = 0.0


WORLDS = (
    World("one line", "at random"),
    World("one line", "the farthest out"),
    World("one line", "neighbours in the middle"),
    World("one line, packages of five", "at random", package=5),
    World("one line, packages of five", "the farthest out", package=5),
    World("a fifth of items bent", "the farthest out", bent=0.2),
    World("a fifth of items bent", "neighbours in the middle", bent=0.2),
    World("the same, bent at an angle", "the farthest out", bent=0.2, angled=True),
    World("states differ in abstaining", "at random", habit=0.5),
    World("states differ in abstaining", "the farthest out", habit=0.5),
    World("a second line on half of the items", "at random", second=0.5),
    World("a second line on half of the items", "the farthest out", second=0.5),
    World("a second line on half of the items", "the farthest on the second line", second=0.5),
    World("one line, common answer 10 %", "at random", tie=0.1),
    World("one line, common answer 20 %", "at random", tie=0.2),
    World("one line, common answer 30 %", "at random", tie=0.3),
    World("one line, common answer 20 %", "the farthest out", tie=0.2),
    World("one line, common answer 30 %", "the farthest out", tie=0.3),
    World("one line, common answer 20 %", "neighbours in the middle", tie=0.2),
)


def made(world: World, rng: np.random.Generator) -> tuple[np.ndarray, list[int]]:
    """Votes 1, 2, 3 of all states on all items, and the named group."""
    point, other = rng.normal(size=STATES), rng.normal(size=STATES)
    group = named(world.naming, point, other, rng)
    blocks = np.arange(ITEMS) // world.package
    slope, centre = rng.normal(size=ITEMS)[blocks], rng.normal(size=ITEMS)[blocks]
    place = np.repeat(point[:, None], ITEMS, axis=1)
    kind = rng.random(ITEMS)
    place[:, kind < world.second] = other[:, None]
    bend = 2 * np.abs(point) - 1.6 if world.angled else point**2 - 1
    place[:, kind > 1 - world.bent] = bend[:, None]
    pull = slope * place + rng.normal(size=(STATES, ITEMS))
    half = np.exp(world.habit * rng.normal(size=STATES) - 0.7)[:, None]
    votes = 1 + (pull > centre - half).astype(int) + (pull > centre + half)
    common = rng.integers(1, 4, size=ITEMS)
    follows = rng.random((SIZE, ITEMS)) < world.tie
    votes[group] = np.where(follows, common, votes[group])
    return votes, group


def named(how: str, point: np.ndarray, other: np.ndarray, rng: np.random.Generator) -> list[int]:
    """Members by one of the ways of naming a group."""
    order = np.argsort(point)
    if how == "the farthest out":
        return order[-SIZE:].tolist()
    if how == "the farthest on the second line":
        return np.argsort(other)[-SIZE:].tolist()
    if how == "neighbours in the middle":
        return order[STATES // 2 - 2 : STATES // 2 + 2].tolist()
    return rng.choice(STATES, SIZE, replace=False).tolist()


def tested(votes: np.ndarray, group: list[int], seed: int) -> tuple[bool, ...]:
    """Called closer: by agreement alone; beyond the line, any places; beyond the line, places alike."""
    names = np.array([f"S{i:03}" for i in range(STATES - 1)] + ["USA"])
    state, item = (grid.ravel() for grid in np.indices(votes.shape))
    table = IdealPointVotes(names[state], np.full(state.size, YEAR), item, votes.ravel().astype(float))
    found = beyond_line(table, fit_ideal_points(table))
    members = names[group].tolist()
    agreement = 1 - np.abs(votes[:, None, :] - votes[None, :, :]).mean(axis=2) / 2
    called = []
    for values, options in (
        (agreement, AxisOptions(draws=DRAWS)),
        (found.values, AxisOptions(draws=DRAWS)),
        (found.values, AxisOptions(draws=DRAWS, matched=found.fifths())),
    ):
        states = names.tolist() if values is agreement else found.states
        test = axis_test(values, members, states=states, rng=seed, options=options)
        called.append(bool(test.p_value <= 0.05 and test.effect > 0))
    return tuple(called)


def main() -> None:
    """Print the table."""
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print("| world | group named | agreement | beyond the line | the same, fifths of the line matched |")
    print("|---|---|---:|---:|---:|")
    for world in WORLDS:
        hits = [tested(*made(world, np.random.default_rng([trial, 4])), trial) for trial in range(repetitions)]
        cells = " | ".join(f"{share:.1%}" for share in np.mean(hits, axis=0))
        print(f"| {world.label} | {world.naming} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
