"""How often the axis test has p <= .05 when nothing is there, by how the group was named. Made similarities.

    .venv/bin/python bench/axis_rates.py

Worlds: states that differ in how near they are to everybody ('habits'); states on one line, likeness falling with
distance ('line'). 200 repetitions a row: two standard errors of 5 % are 3.1 points. Groups: named at random; the
farthest out; neighbours in the middle of the line; grown from a random state by taking the nearest each time, which
is what somebody does who looks first. Prints the share with p <= .05, `seeds_as_close`, and the coverage of the
interval where a shift was planted.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from multifront.alignment import AxisOptions, AxisTest, axis_test

REPETITIONS = 200
DRAWS = 399


def made(world: str, states: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A similarity and where each state stands (its habit, or its point on the line)."""
    own = rng.normal(size=states)
    noise = rng.normal(size=(states, states))
    noise = (noise + noise.T) / 2
    if world == "habits":
        return noise + own[:, None] + own[None, :], own
    return -np.abs(own[:, None] - own[None, :]) + 0.1 * noise, own


def named(how: str, values: np.ndarray, own: np.ndarray, size: int, rng: np.random.Generator) -> list[int]:
    """Members by one of the ways of naming a group."""
    order = np.argsort(own)
    if how == "farthest out":
        return order[-size:].tolist()
    if how == "middle neighbours":
        start = len(order) // 2 - size // 2
        return order[start : start + size].tolist()
    if how == "grown":
        chosen = [int(rng.integers(len(own)))]
        while len(chosen) < size:
            gain = values[chosen].sum(axis=0)
            gain[chosen] = -np.inf
            chosen.append(int(np.argmax(gain)))
        return chosen
    return rng.choice(len(own), size, replace=False).tolist()


def tested(values: np.ndarray, group: list[int], seed: int, options: AxisOptions) -> AxisTest:
    """The test of a group of places."""
    names = [f"s{i:03}" for i in range(len(values))]
    return axis_test(values, [names[i] for i in group], states=names, rng=seed, options=options)


def with_holes(values: np.ndarray, group: list[int], share: float, rng: np.random.Generator) -> np.ndarray:
    """The same with a share of pairs missing, none of them inside the group."""
    holes = np.triu(rng.random(values.shape) < share, 1)
    holes |= holes.T
    holes[np.ix_(group, group)] = False
    return np.where(holes, np.nan, values)


def rates() -> None:
    """Share with p <= .05, by world, naming, size of group and statistic."""
    print(
        "| world | group named | members | contrast | inside | rank | contrast, 15 % of pairs missing "
        "| seeds as close, mean | at most 5 % |"
    )
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    rows = [("habits", "at random", k) for k in (2, 3, 6)] + [("line", "at random", k) for k in (2, 6)]
    rows += [("habits", "farthest out", 4), ("habits", "grown", 4)]
    rows += [("line", "farthest out", 4), ("line", "middle neighbours", 4), ("line", "grown", 4)]
    for world, how, size in rows:
        called = {word: [] for word in ("contrast", "inside", "rank", "holes")}
        seeds = []
        for trial in range(REPETITIONS):
            rng = np.random.default_rng([trial, size])
            values, own = made(world, 40, rng)
            group = named(how, values, own, size, rng)
            for statistic in ("contrast", "inside", "rank"):
                found = tested(values, group, trial, AxisOptions(statistic=statistic, draws=DRAWS))
                called[statistic].append(found.p_value <= 0.05)
                if statistic == "contrast":
                    seeds.append(found.seeds_as_close)
            holed = with_holes(values, group, 0.15, rng)
            called["holes"].append(tested(holed, group, trial, AxisOptions(draws=DRAWS, missing=0.5)).p_value <= 0.05)
        cells = " | ".join(f"{np.mean(hits):.0%}" for hits in called.values())
        rare = np.mean(np.array(seeds) <= 0.05)
        print(f"| {world} | {how} | {size} | {cells} | {np.mean(seeds):.0%} | {rare:.0%} |", flush=True)


def matched_rate() -> None:
    """Groups named at random within a mix of regions, few and many matched groups."""
    print("\n| matched pool | matched groups | exact | p <= .05 | reported rate |\n|---|---:|---|---:|---:|")
    for sizes, take in (((7, 6), (1, 2)), ((5, 5), (1, 2)), ((20, 20), (2, 2))):
        kinds = np.repeat(np.arange(len(sizes)), sizes)
        hits, told = [], []
        for trial in range(REPETITIONS * 2):
            rng = np.random.default_rng([trial, 77])
            values, _ = made("habits", sum(sizes), rng)
            values += 2.0 * (kinds[:, None] == kinds[None, :])
            group = [
                int(i)
                for kind, n in enumerate(take)
                for i in rng.choice(np.flatnonzero(kinds == kind), n, replace=False)
            ]
            found = tested(values, group, trial, AxisOptions(matched=kinds.tolist(), draws=DRAWS))
            hits.append(found.p_value <= 0.05)
            told.append(found.false_positive_rate)
        print(
            f"| {sizes}, {take} taken | {found.groups} | {found.exact} | {np.mean(hits):.1%} | {np.mean(told):.1%} |",
            flush=True,
        )


def change_rate() -> None:
    """The before/after version where the level rose for all, and where the group was picked by the later matrix."""
    print("\n| change | p <= .05 |\n|---|---:|")
    for label, how, lift in (
        ("named at random, same level", "at random", 0.0),
        ("named at random, all pairs rose by 1", "at random", 1.0),
        ("grown on the later matrix, nothing changed but noise", "grown", 0.0),
    ):
        hits = []
        for trial in range(REPETITIONS):
            rng = np.random.default_rng([trial, 5])
            base, own = made("habits", 40, rng)
            after, before = (base + made("habits", 40, rng)[0] * 0.5 for _ in range(2))
            after = after + lift
            group = named(how, after, own, 4, rng)
            hits.append(tested(after, group, trial, AxisOptions(draws=DRAWS, before=before)).p_value <= 0.05)
        print(f"| {label} | {np.mean(hits):.1%} |", flush=True)


def coverage() -> None:
    """Whether the interval holds a planted shift, and whether the smallest detectable effect is seen."""
    print(
        "\n| states, members | shift in the interval | at the smallest detectable effect: p <= .05 | interval above 0 |"
    )
    print("|---|---:|---:|---:|")
    for states, size in ((9, 3), (12, 3), (40, 4), (40, 6)):
        held, seen, above = [], [], []
        for trial in range(REPETITIONS):
            rng = np.random.default_rng([trial, 9])
            values, own = made("habits", states, rng)
            group = named("at random", values, own, size, rng)
            shift = tested(values, group, trial, AxisOptions(draws=DRAWS)).smallest_detectable_effect
            for a, b in combinations(group, 2):
                values[a, b] = values[b, a] = values[a, b] + shift
            found = tested(values, group, trial, AxisOptions(draws=DRAWS))
            held.append(found.interval[0] <= shift <= found.interval[1])
            seen.append(found.p_value <= 0.05)
            above.append(found.interval[0] > 0)
        print(f"| {states}, {size} | {np.mean(held):.0%} | {np.mean(seen):.0%} | {np.mean(above):.0%} |", flush=True)


if __name__ == "__main__":
    rates()
    matched_rate()
    change_rate()
    coverage()
