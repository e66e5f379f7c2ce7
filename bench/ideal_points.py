"""Measures the ideal points: agreement with the release by year, time and memory by number of votes, against pscl.

    PYTHONPATH=. .venv/bin/python bench/ideal_points.py [folder that holds data/] [priors]

With `priors` as second argument: agreement with the release for other priors, nothing else.

pscl runs through Rscript (Debian: r-base-core, r-cran-pscl) on the same votes of 2019 and is left out, and said so,
where it is absent. Times are wall-clock seconds after compilation.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from tests.reference.un_vote_columns import correlations, released, un_votes

from multifront.alignment import IdealPointOptions, IdealPoints, IdealPointVotes, fit_ideal_points
from multifront.sources.un_votes import ROLL_CALLS, VOTES, read_votes

HERE = Path(__file__).parent
PEER_YEAR = 2019


def main() -> None:
    mirror = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / "shared"
    if "priors" in sys.argv[2:]:
        by_priors(mirror)
        return
    against_pscl(resolutions(mirror, PEER_YEAR))
    everything = [by_size(mirror, first) for first in (2010, 1990, 1946)][-1]
    for column in ("idealpointfp", "idealpointall"):
        by_year = agreement(everything, released(mirror, column))
        print(f"{column}: " + " ".join(f"{year}:{value:.3f}" for year, value in by_year.items()))


def agreement(found: IdealPoints, release: dict[tuple[str, int], float]) -> dict[int, float]:
    by_year = correlations(found.state, found.year, found.point, release)
    late = {year: value for year, value in by_year.items() if year >= 1960}
    worst = min(late, key=lambda year: late[year])
    print(f"median {np.median(list(by_year.values())):.3f}, since 1960 lowest {late[worst]:.3f} ({worst})")
    return by_year


def by_priors(mirror: Path) -> None:
    votes, release = un_votes(mirror), released(mirror)
    for slope, step in ((1.0, 0.15), (1.5, 0.15), (2.0, 0.15), (1.0, 0.08), (1.0, 0.3), (1.0, None)):
        found = fit_ideal_points(votes, IdealPointOptions(slope_sd=slope, innovation_sd=step))
        spread = " ".join(f"{y}:{np.nanstd(found.point[found.year == y]):.2f}" for y in (1946, 1960, 1980, 2000, 2019))
        print(f"slope_sd {slope}, innovation_sd {step} ({found.innovation_sd:.3f}), sd by year {spread}: ", end="")
        agreement(found, release)


def by_size(mirror: Path, first: int) -> IdealPoints:
    votes = un_votes(mirror, first)
    began = time.perf_counter()
    found = fit_ideal_points(votes)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n = np.size(votes.vote)
    print(
        f"{first}-2019: {n:,} votes, {took:.1f} s, {1e6 * took / n:.0f} us a vote, peak {peak:.0f} MB; {found.sentence}"
    )
    return found


def resolutions(mirror: Path, year: int) -> IdealPointVotes:
    """Resolutions (no paragraph votes, no amendments) of one calendar year."""
    table = read_votes(mirror / ROLL_CALLS.path, mirror / VOTES.path)
    kept = (table.year == year) & table.resolution
    names = table.names[table.state[kept]]
    return IdealPointVotes(names, table.year[kept], table.roll_call[kept], table.code[kept].astype(float))


def against_pscl(votes: IdealPointVotes) -> None:
    fit_ideal_points(votes)
    began = time.perf_counter()
    found = fit_ideal_points(votes)
    ours = time.perf_counter() - began
    states, items = np.unique(votes.state), np.unique(votes.item)
    print(f"{PEER_YEAR}: {states.size} states, {items.size} items; multifront {ours:.2f} s")
    if shutil.which("Rscript") is None:
        print("pscl: no Rscript here, not compared")
        return
    matrix = np.zeros((states.size, items.size), dtype=int)
    matrix[np.searchsorted(states, votes.state), np.searchsorted(items, votes.item)] = votes.vote
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "votes.csv"), Path(folder, "points.csv")
        np.savetxt(source, matrix, fmt="%d", delimiter=",")
        for rule in ("abstain as no", "abstain left out"):
            command = ["Rscript", str(HERE / "ideal_points_pscl.R"), str(source), str(target), rule]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
            print(f"pscl, {rule}: {said}", end="")
            seconds, *points = np.loadtxt(target)
            order = np.searchsorted(states, found.state)
            both = np.isfinite(found.point)
            rank = abs(spearmanr(found.point[both], np.array(points)[order][both]).statistic)
            print(f"; {seconds:.2f} s; {seconds / ours:.1f} times as long; rank correlation {rank:.3f}")


if __name__ == "__main__":
    main()
