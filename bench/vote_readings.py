"""Prints the tables of docs/methods-alignment.md on absences and on blocks, from the raw votes.

    .venv/bin/python bench/vote_readings.py MIRROR

First table: shares of identical votes under both readings of absence, beside the table published for 1991-2024, and the
share that the years 2020-2024, which are not at hand, would have to have to make the two equal. Second: width of
China-Russia's intervals by what is drawn. Third: how often such intervals hold the truth, on votes made in packages.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

from multifront.alignment import (
    RESOLUTIONS,
    RollCallFilter,
    VoteSimilarity,
    similarity_interval,
    vote_intervals,
    vote_similarity,
)
from multifront.domain import RollCalls
from multifront.sources.un_roll_calls import roll_calls

PUBLISHED = "data/crink_un/published_table3_unga_1991_2024.csv"
CODES = {"China": "CHN", "Russia": "RUS", "Iran": "IRN", "DPRK": "PRK"}
READINGS = ("not voting is an answer", "both voting")
MISSING = 450
"""Resolutions of 2020-2024, an assumption: 90 a year, as in 2010-2019."""

SPAN = RollCallFilter(kinds=RESOLUTIONS.kinds, years=(1991, 2019))


def share(found: VoteSimilarity, pair: tuple[str, str]) -> tuple[float, int]:
    """Identical votes of all years together, in per cent, and how many votes that are."""
    rows = found.pair(*pair)
    return 100 * float(np.average(found.value[rows], weights=found.shared[rows])), int(found.shared[rows].sum())


def readings(calls: RollCalls, mirror: Path) -> None:
    """Both readings against the published table, with their mean distance from it."""
    tables = {
        name: vote_similarity(calls, "agreement", scheme="nominal", absences=name, only=SPAN, min_shared=1)
        for name in READINGS
    }
    print("| pair | published, 1991-2024 | not voting is an answer, 1991-2019 | both voting, 1991-2019 |")
    print("|---|---|---|---|")
    gaps: dict[str, list[float]] = {name: [] for name in READINGS}
    with (mirror / PUBLISHED).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            pair = CODES[row["actor_a"]], CODES[row["actor_b"]]
            published, cells = float(row["identical_votes_pct"]), []
            for name in READINGS:
                value, votes = share(tables[name], pair)
                needed = published + (published - value) * votes / MISSING
                gaps[name].append(abs(value - published))
                cells.append(f"{value:.2f} ({value - published:+.2f}; {needed:.0f})")
            print(f"| {'-'.join(pair)} | {published:.2f} | {cells[0]} | {cells[1]} |")
    means = " | ".join(f"{np.mean(gaps[name]):.2f} (largest {max(gaps[name]):.2f})" for name in READINGS)
    print(f"| mean distance | | {means} |")


def widths(calls: RollCalls) -> None:
    """Intervals of China-Russia's kappa by year, delta method and draws."""
    pair = ("CHN", "RUS")
    delta = vote_similarity(calls, "kappa", only=SPAN)
    rows = delta.pair(*pair)
    drawn = {name: vote_intervals(calls, [pair], "kappa", only=SPAN, blocks=name) for name in ("item", "meeting day")}
    print(
        "\n| year | kappa | delta method | resolutions drawn | meeting days drawn | days |\n|---|---|---|---|---|---|"
    )
    for year in range(2010, 2020):
        at = rows[delta.year[rows] == year][0]
        cells = [f"{delta.low[at]:.2f} to {delta.high[at]:.2f}"]
        for found in drawn.values():
            row = np.flatnonzero(found.year == year)[0]
            cells.append(f"{found.low[row]:.2f} to {found.high[row]:.2f}")
        print(f"| {year} | {delta.value[at]:.2f} | {' | '.join(cells)} | {found.drawn[row]} |")
    mean = [float(np.nanmean(delta.high[rows] - delta.low[rows]))]
    mean += [float(np.nanmean(found.high - found.low)) for found in drawn.values()]
    print("| mean width, 1991-2019 | | " + " | ".join(f"{width:.2f}" for width in mean) + " | |")


def packages(rng: np.random.Generator, blocks: int, size: int, kept: float) -> np.ndarray:
    """Votes of two states, mostly yes: in a package each repeats its vote with probability `kept`, else draws anew."""
    habit = [0.7, 0.2, 0.1]
    lead = rng.choice(3, (2, blocks), p=habit)
    lead[1] = np.where(rng.random(blocks) < 0.6, lead[0], lead[1])
    lead = lead.repeat(size, axis=1)
    return np.where(rng.random(lead.shape) < kept, lead, rng.choice(3, lead.shape, p=habit))


def coverage(worlds: int = 400) -> None:
    """Share of worlds in which the interval of kappa holds the truth; those without an interval left out."""
    print("\n| votes repeated in a package | blocks x items | items drawn | blocks drawn | no interval (blocks) |")
    print("|---|---|---|---|---|")
    rng = np.random.default_rng(11)
    for kept in (0.0, 0.5, 0.9):
        x, y = packages(rng, 200_000, 1, kept)
        truth = similarity_interval(x, y, measure="kappa", levels=(0, 1, 2), blocks=np.arange(x.size) % 5, draws=100)
        for blocks, size in ((8, 10), (12, 7), (30, 6)):
            held: dict[str, list[float]] = {"items": [], "blocks": []}
            for seed in range(worlds):
                x, y = packages(rng, blocks, size, kept)
                for name, labels in (("items", None), ("blocks", np.arange(x.size) // size)):
                    found = similarity_interval(
                        x, y, measure="kappa", levels=(0, 1, 2), blocks=labels, draws=500, seed=seed
                    )
                    inside = found.low <= truth.value <= found.high
                    held[name].append(float(inside) if np.isfinite(found.low) else np.nan)
            shown = [f"{100 * np.nanmean(held[name]):.0f}" for name in held]
            missing = 100 * np.mean(np.isnan(held["blocks"]))
            print(f"| {100 * kept:.0f} % | {blocks} x {size} | {shown[0]} | {shown[1]} | {missing:.0f} |")


def main() -> None:
    mirror = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    calls = roll_calls(mirror)
    readings(calls, mirror)
    widths(calls)
    coverage()


if __name__ == "__main__":
    main()
