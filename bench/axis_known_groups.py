"""The axis test on groups that everybody knows and on groups named by the alphabet, UN votes of one year.

    .venv/bin/python bench/axis_known_groups.py --year 2019

Positive controls: NATO, EU and other organisations. Negative controls: states that follow each other in the alphabet.
Region is the range of the state's COW number: Americas under 200, Europe under 400, Africa under 600 (and 625-626),
Middle East under 700, Asia under 900, Oceania from 900. Prints p by statistic, plain and matched on region, and the
false-positive rate of the alphabet over the whole list of states.
"""

from __future__ import annotations

import argparse
from datetime import date

import numpy as np

import multifront as mf
from multifront.alignment import AxisOptions, axis_test, vote_similarity
from multifront.errors import MultifrontError
from multifront.evidence.actors import members
from multifront.evidence.regions import region

STATISTICS = ("contrast", "inside", "rank")
GROUPS = ("NATO", "EU", "G7", "SCO", "BRICS", "CSTO", "Quad", "AUKUS")
CRINK = ("CHN", "IRN", "PRK", "RUS")


def matrix(year: int, measure: str) -> tuple[np.ndarray, list[str]]:
    """Similarity of all pairs in one year."""
    votes = vote_similarity(mf.open_evidence().votes(), measure=measure)
    rows = votes.year == year
    states = sorted({*votes.state_a[rows].tolist(), *votes.state_b[rows].tolist()})
    place = {name: i for i, name in enumerate(states)}
    values = np.full((len(states),) * 2, np.nan)
    for a, b, value in zip(votes.state_a[rows], votes.state_b[rows], votes.value[rows], strict=True):
        values[place[a], place[b]] = values[place[b], place[a]] = value
    return values, states


def main() -> None:
    """Print the table and the rate over the alphabet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--year", type=int, default=2019)
    parser.add_argument("--measure", default="kappa")
    asked = parser.parse_args()
    values, states = matrix(asked.year, asked.measure)
    regions = [region(state, asked.year) for state in states]
    ways = [(s, m) for s in STATISTICS for m in (None, regions)]
    print(f"UN votes {asked.year}, {asked.measure}, {len(states)} states; p of the group\n")
    print("| group | members | " + " | ".join(f"{s}{', region' if m else ''}" for s, m in ways) + " | seeds as close |")
    print("|---|---:|" + "---:|" * (len(ways) + 1))
    day = date(asked.year, 12, 31)
    groups = {"China, Iran, North Korea, Russia": CRINK} | {name: members(name, day) for name in GROUPS}
    for name, group in groups.items():
        here = tuple(state for state in group if state in states)
        if len(here) < 2:
            continue
        found = [
            axis_test(values, here, states=states, rng=0, options=AxisOptions(statistic=s, matched=m)) for s, m in ways
        ]
        cells = [f"{one.p_value:.4f}" if one.enough else "too few" for one in found]
        print(f"| {name} | {len(here)} | {' | '.join(cells)} | {found[0].seeds_as_close:.0%} |")
    print()
    for statistic, matched in ways:
        hits = []
        for start in range(0, len(states) - 3, 4):
            options = AxisOptions(statistic=statistic, matched=matched, draws=999)
            try:
                found = axis_test(values, states[start : start + 4], states=states, rng=start, options=options)
            except MultifrontError:
                continue
            if found.enough:
                hits.append(found.p_value <= 0.05)
        print(
            f"alphabet, {statistic}{', region' if matched else ''}: {np.mean(hits):.1%} of {len(hits)} groups of four"
        )


if __name__ == "__main__":
    main()
