"""Times all dyad-years of one vote similarity: DuckDB, plain numpy and multifront side by side, and checks them equal.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/vote_similarity.py MIRROR [runs]

Each time is the smallest of `runs` (5), beside it the smallest processor time. One BLAS thread is the faster setting
for numpy on matrices of this size. The baselines give the value alone with states as numbers; multifront gives names,
errors and intervals as well.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import vote_similarity_baselines as baselines
from vote_similarity_baselines import Rows, Votes

from multifront.alignment import VoteSimilarity, vote_similarity
from multifront.domain import RollCallItems, RollCalls

ROWS = 826_247


def roll_calls(votes: Votes) -> RollCalls:
    """The arrays as the package takes them; states named by their number."""
    ids, first, item = np.unique(votes.item, return_index=True, return_inverse=True)
    none = np.zeros(ids.size, dtype=bool)
    items = RollCallItems(
        ids.astype(np.int64),
        votes.year[first].astype(np.int64),
        np.full(ids.size, "NaT", dtype="datetime64[D]"),
        none,
        none,
        np.full(ids.size, -1, dtype=np.int8),
        (),
        none[:, None][:, :0],
    )
    names = np.array([f"{number:03d}" for number in range(int(votes.state.max()) + 1)])
    return RollCalls(names, votes.state.astype(np.int64), item.astype(np.int64), votes.vote, items, 2019)


def best(call: Callable[[], object], runs: int) -> tuple[float, float, object]:
    """Smallest wall time and processor time of a call, and what it returned."""
    times, used = [], []
    for _ in range(runs):
        start, busy = time.perf_counter(), time.process_time()
        found = call()
        times.append(time.perf_counter() - start)
        used.append(time.process_time() - busy)
    return min(times), min(used), found


def ours(calls: RollCalls, measure: str) -> VoteSimilarity:
    return vote_similarity(calls, measure, min_shared=1)


def same(rows: Rows, found: VoteSimilarity) -> float:
    """Largest difference of two results; fails where rows or missing values differ."""
    assert found.value.size == rows.value.size
    for mine, theirs in (
        (found.year, rows.year),
        (found.state_a.astype(int), rows.a),
        (found.state_b.astype(int), rows.b),
    ):
        assert np.array_equal(mine, theirs)
    assert np.array_equal(np.isnan(found.value), np.isnan(rows.value))
    return float(np.nanmax(np.abs(found.value - rows.value)))


def compare(votes: Votes, runs: int) -> None:
    """The table of times from arrays in memory."""
    con, calls = baselines.duckdb_table(votes), roll_calls(votes)
    print("| similarity | way | seconds | processor | of the self-join | of numpy (processor) | largest difference |")
    print("|---|---|---|---|---|---|---|")
    for measure in ("s", "kappa"):
        ways: dict[str, Callable[[], object]] = {
            "DuckDB self-join": lambda m=measure: baselines.by_sql(con, baselines.SELF_JOIN[m]),
            "numpy products": lambda m=measure: baselines.by_products(votes, m),
            "multifront": lambda m=measure: ours(calls, m),
            "multifront, arrays prepared too": lambda m=measure: ours(roll_calls(votes), m),
        }
        if measure == "s":
            ways["DuckDB bit strings"] = lambda: baselines.by_sql(con, baselines.BITS)
        timed = {name: best(way, 2 if "join" in name else runs) for name, way in ways.items()}
        reference = timed["multifront"][2]
        assert isinstance(reference, VoteSimilarity)
        for name, (seconds, busy, found) in timed.items():
            apart = f"{same(found, reference):.0e}" if isinstance(found, Rows) else ""
            join, plain = seconds / timed["DuckDB self-join"][0], timed["numpy products"]
            ratio = f"{seconds / plain[0]:.2f} ({busy / plain[1]:.2f})"
            print(f"| {measure} | {name} | {seconds:.3f} | {busy:.3f} | {join:.3f} | {ratio} | {apart} |")
        assert reference.value.size == ROWS
    print(f"rows: {reference.value.size:,} from {votes.year.size:,} votes; expected {ROWS:,}")


def from_parquet(mirror: Path, runs: int) -> None:
    """The same from the two Parquet files, reading included."""
    folder = mirror / "data" / "parquet"
    files = baselines.FILES.format(votes=folder / "un_votes.parquet", calls=folder / "un_roll_calls.parquet")
    query = f"WITH votes AS ({files}) " + baselines.SELF_JOIN["s"]
    with duckdb.connect() as con:
        times = {
            "DuckDB self-join": best(lambda: baselines.by_sql(con, query), 2)[0],
            "numpy products": best(lambda: baselines.by_products(baselines.read(mirror), "s"), runs)[0],
            "multifront": best(lambda: ours(roll_calls(baselines.read(mirror)), "s"), runs)[0],
        }
    print("\n| S from Parquet | seconds |\n|---|---|")
    for name, seconds in times.items():
        print(f"| {name} | {seconds:.3f} |")


def thinned(votes: Votes, share: float, of: str) -> Votes:
    """A share of the years (or items), or all of them twice under other years (or item numbers)."""
    if share > 1:
        year = np.append(votes.year, votes.year + (100 if of == "years" else 0))
        item = np.append(votes.item, votes.item + 1_000_000)
        return Votes(year.astype(np.int16), item, np.tile(votes.state, 2), np.tile(votes.vote, 2))
    step = round(1 / share)
    column = votes.year if of == "years" else np.unique(votes.item, return_inverse=True)[1]
    kept = column % step == 0
    return Votes(votes.year[kept], votes.item[kept], votes.state[kept], votes.vote[kept])


def growth(votes: Votes, runs: int) -> None:
    """Seconds by number of votes: more years (more rows as well), and more roll calls a year (the same rows)."""
    print("\n| votes | by years: votes, rows, seconds | by roll calls: votes, rows, seconds |\n|---|---|---|")
    for share in (0.25, 0.5, 1.0, 2.0):
        cells = []
        for of in ("years", "items"):
            part = thinned(votes, share, of)
            calls = roll_calls(part)
            seconds, _, found = best(lambda calls=calls: ours(calls, "kappa"), runs)
            assert isinstance(found, VoteSimilarity)
            cells.append(f"{part.year.size:,}, {found.value.size:,}, {seconds:.3f}")
        print(f"| {share:g} x | {cells[0]} | {cells[1]} |")


def cold(mirror: Path) -> None:
    """A new process: compiling everything, then with the compiled code on disk; and its peak memory."""
    with tempfile.TemporaryDirectory() as cache:
        for name in ("first run, compiling", "next process, compiled code on disk"):
            place = os.environ | {"NUMBA_CACHE_DIR": cache}
            ran = subprocess.run(
                [sys.executable, __file__, str(mirror), "--once"], env=place, check=True, capture_output=True, text=True
            )
            print(f"{name}: {ran.stdout.strip()}")


def once(mirror: Path) -> None:
    """One computation in this process, with its peak memory."""
    calls = roll_calls(baselines.read(mirror))
    start = time.perf_counter()
    found = ours(calls, "kappa")
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"kappa of {found.value.size:,} rows in {seconds:.2f} s; peak memory of the process {peak:.2f} GB")


def main() -> None:
    mirror = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    if "--once" in sys.argv:
        once(mirror)
        return
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    votes = baselines.read(mirror)
    compare(votes, runs)
    from_parquet(mirror, runs)
    growth(votes, runs)
    print()
    cold(mirror)


if __name__ == "__main__":
    main()
