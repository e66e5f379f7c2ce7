"""Measures how often the 90 % intervals of ideal points hold the true value, on votes shaped like the UN's.

    .venv/bin/python bench/ideal_point_coverage.py [repetitions of the large worlds]

Half the states are there from the first year, the rest join at a random year; 15 % of votes are missing; slopes,
centres and gaps spread as those fitted to 1946-2019. Every figure is a share of state-years, in per cent.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from multifront.alignment import IdealPointOptions, IdealPointVotes, fit_ideal_points


@dataclass(frozen=True)
class World:
    name: str
    states: int
    years: int
    items: int
    step: float
    slope: float = 1.8


WORLDS = (
    World("186 states, 25 years, 80 items", 186, 25, 80, 0.15),
    World("steps of .10", 186, 25, 80, 0.10),
    World("steps of .25", 186, 25, 80, 0.25),
    World("weak items (slopes of sd 1)", 186, 25, 80, 0.15, 1.0),
    World("55 states, 15 years, 40 items", 55, 15, 40, 0.15),
    World("190 states, 1 year, 80 items", 190, 1, 80, 0.15),
)
HEAD = ("all", "abs x<1", "1-2", ">2", "first year", "middle", "last", "distance", "z sd", "correlation")


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    print("| votes | " + " | ".join(HEAD) + " |\n|---|" + "---|" * len(HEAD))
    for world in WORLDS:
        n = repeats if world.states * world.years > 2000 else 6 * repeats
        rows = np.array([measured(world, np.random.default_rng([7, k])) for k in range(n)])
        shown = [f"{100 * value:.0f}" for value in np.nanmean(rows[:, :8], axis=0)]
        shown += [f"{value:.2f}" for value in rows[:, 8:].mean(axis=0)]
        print(f"| {world.name} | " + " | ".join(shown) + " |", flush=True)


def measured(world: World, rng: np.random.Generator) -> list[float]:
    truth, votes = simulated(world, rng)
    found = fit_ideal_points(votes, IdealPointOptions(anchor="S000"))
    true = truth[np.array([int(name[1:]) for name in found.state]), found.year]
    used = found.used > 0
    centre, spread = true[used].mean(), true[used].std()
    true = (true - centre) / spread
    told = np.isfinite(found.point)
    inside, size = (found.low <= true) & (true <= found.high), np.abs(true)
    groups = [size < 9, size < 1, (size >= 1) & (size < 2), size >= 2]
    groups += [found.year == year for year in (0, world.years // 2, world.years - 1)]
    shares = [float(inside[told & group].mean()) if np.any(told & group) else np.nan for group in groups]
    z = (found.point - true)[told] / found.standard_error[told]
    together = float(np.corrcoef(true[told], found.point[told])[0, 1])
    return [*shares, distances(found, truth, spread, rng), float(z.std()), together]


def distances(found, truth, spread: float, rng: np.random.Generator, pairs: int = 200) -> float:
    last = int(found.year.max())
    names = found.state[(found.year == last) & np.isfinite(found.point)]
    held = []
    for _ in range(pairs):
        a, b = rng.choice(names, 2, replace=False)
        apart = found.distance(str(a), str(b), last)
        true = abs(truth[int(a[1:]), last] - truth[int(b[1:]), last]) / spread
        held.append(apart.low[0] <= true <= apart.high[0])
    return float(np.mean(held))


def simulated(world: World, rng: np.random.Generator) -> tuple[np.ndarray, IdealPointVotes]:
    joins = np.where(rng.random(world.states) < 0.5, 0, rng.integers(0, max(world.years - 1, 1), world.states))
    joins[0] = 0
    points = np.cumsum(
        np.column_stack(
            [rng.standard_normal(world.states), world.step * rng.standard_normal((world.states, world.years - 1))]
        ),
        axis=1,
    )
    points[0] += 2.0
    columns = []
    for year in range(world.years):
        here = np.flatnonzero(joins <= year)
        slope, centre = world.slope * rng.standard_normal(world.items), 2.3 + 1.5 * rng.standard_normal(world.items)
        gap = np.exp(-0.4 + 0.7 * rng.standard_normal(world.items))[:, None]
        seen = np.outer(slope, points[here, year]) + rng.standard_normal((world.items, here.size)) - centre[:, None]
        vote = np.where(seen < -gap, 1.0, np.where(seen < gap, 2.0, 3.0))
        item, state = np.nonzero(rng.random(vote.shape) < 0.85)
        names = np.array([f"S{k:03d}" for k in here])
        columns.append((names[state], np.full(item.size, year), year * world.items + item, vote[item, state]))
    return points, IdealPointVotes(*(np.concatenate(column) for column in zip(*columns, strict=True)))


if __name__ == "__main__":
    main()
