"""From a GDELT 1.0 file to events, against DuckDB reading the same file raw into a typed table; loading; one dyad.

    .venv/bin/python bench/event_feeds.py --millions 1 5 10 --repeats 3
    .venv/bin/python bench/event_feeds.py --millions 25 --repeats 1 --load

Each step runs in a process of its own, so that its peak memory is its own. `raw`: the 58 columns, typed, into a table
on disk. `ours`: everything that a load does to get events, into a table on disk: the look at the bytes (gate), the
columns, the lines set aside. Steps are repeated in turn; the best of each counts. With `--load` the file is also loaded
into a store (ids compared, rows checked and hashed), and one dyad is asked of it.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import duckdb

from multifront.evidence import Query, open_evidence
from multifront.evidence.feeding import insert_lines
from multifront.evidence.schema import RECORDS, stored
from multifront.evidence.typed import create
from multifront.sources import gdelt_events
from multifront.workbench.feeding import load_feeds

STEPS = ("raw", "ours")
WHOLE = {1, 2, 3, 4, 26, 30, 32, 33, 34, 36, 43, 50, 57}
FLOATS = {5, 31, 35, 40, 41, 47, 48, 54, 55}
STATES = {
    **{"": 35, "USA": 22, "CHN": 4, "RUS": 5, "GBR": 5, "IRN": 3, "ISR": 3, "IND": 3, "UKR": 2, "JPN": 2, "FRA": 2},
    **{"DEU": 2, "SYR": 2, "TUR": 2, "KOR": 1, "PRK": 1, "TWN": 1, "PHL": 1, "VNM": 1, "AUS": 1, "EUR": 1, "AFR": 1},
}
"""Code of a state -> weight; about 0.04 % of the rows are of China to Taiwan."""
ACTS = ("010", "020", "036", "040", "042", "051", "057", "073", "111", "112", "138", "154", "173", "190", "195", "1831")
SCALES = {"01": "0.0", "02": "3.0", "03": "4.0", "04": "1.0", "05": "3.4", "07": "7.4", "11": "-2.0", "13": "-7.0"}


def made_row(number: int, rng: random.Random) -> str:
    """One line shaped like GDELT's of 2016: 58 fields, about 430 bytes; one in a thousand is cut short or miscoded."""
    day = f"2016{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    code = rng.choice(ACTS)
    one, two = rng.choices(list(STATES), list(STATES.values()), k=2)
    quad = 1 if code < "06" else 2 if code < "09" else 3 if code < "14" else 4
    place = ["4", f"Place {rng.randint(1, 5000)}, Province, Country", "CH", "CH22", "39.9289", "116.388", "-1898541"]
    cells = [str(number), day, day[:6], day[:4], f"2016.{rng.randint(0, 9999):04}"]
    for state in (one, two):
        cells += [f"{state}GOV", f"NAME OF {state}", state, "", "", "", "", "GOV", "", ""]
    cells += ["1", code, code[:3], code[:2], str(quad), SCALES.get(code[:2], "-5.0")]
    cells += [
        str(rng.randint(1, 90)),
        "1",
        str(rng.randint(1, 90)),
        f"{rng.uniform(-9, 9):.13f}",
        *place,
        *place,
        *place,
    ]
    cells += [
        day,
        f"http://news.example/{day}/a-headline-of-the-usual-length-for-an-address-{rng.randint(0, 10**6)}.html",
    ]
    if number % 2000 == 1000:
        cells[26] = "---"
    return "\t".join(cells) if number % 2000 else "\t".join(cells[:40])


def make_file(path: Path, rows: int) -> None:
    """Write the file: a block of made rows, numbered on."""
    rng = random.Random(7)
    block = [made_row(i, rng).split("\t", 1)[1] for i in range(200_000)]
    with path.open("w", encoding="utf-8") as stream:
        for start in range(0, rows, len(block)):
            stream.writelines(f"{600_000_000 + start + i}\t{rest}\n" for i, rest in enumerate(block[: rows - start]))


def raw_query(path: Path) -> str:
    """DuckDB's own reading of the file: all 58 columns with their types, lines that do not fit left out."""
    kinds = {i: "BIGINT" if i in WHOLE else "DOUBLE" if i in FLOATS else "VARCHAR" for i in range(1, 59)}
    columns = ", ".join(f"'c{i}': '{kind}'" for i, kind in kinds.items())
    return (
        f"SELECT * FROM read_csv('{path}', columns = {{{columns}}}, delim = '\t', quote = '', escape = '', "
        "header = false, auto_detect = false, ignore_errors = true)"
    )


def run_step(step: str, path: Path, memory: str) -> None:
    """One step in this process; prints seconds of the gate, of the rest, peak memory in MB, rows, rows set aside."""
    gate, aside, folder = 0.0, 0, path.parent
    with duckdb.connect(str(folder / f"{step}.duckdb")) as con:
        con.execute(f"SET threads = 2; SET memory_limit = '{memory}'; SET preserve_insertion_order = false")
        began = time.perf_counter()
        if step == "raw":
            con.execute(f"CREATE TABLE event AS {raw_query(path)}")
        else:
            create(con, "event", stored("event"))
            create(con, "reject", RECORDS["reject"])
            [bulk] = gdelt_events.events(path, folder)
            gate = time.perf_counter() - began
            insert_lines(con, Query(bulk.table, bulk.query, bulk.rejects, bulk.lines), "bench", folder)
            [(aside,)] = con.execute("SELECT count(*) FROM reject").fetchall()
        con.execute("CHECKPOINT")
        seconds = time.perf_counter() - began
        [(rows,)] = con.execute("SELECT count(*) FROM event").fetchall()
    print(gate, seconds, peak(), rows, aside)


def run_load(path: Path, folder: Path) -> None:
    """Load the file into a store in this process; prints seconds, peak memory in MB, megabytes of the store."""
    began = time.perf_counter()
    load_feeds(folder / "store.duckdb", [("gdelt", path)])
    size = (folder / "store.duckdb").stat().st_size / 1e6
    print(time.perf_counter() - began, peak(), size)


def run_dyad(folder: Path) -> None:
    """Ask the store for China to Taiwan; prints seconds to open, by month (first and best), rows of a month, of all."""
    began = time.perf_counter()
    evidence = open_evidence(store=folder / "store.duckdb")
    list(evidence.event_counts(actors=["USA"], targets=["RUS"]))
    opened = time.perf_counter() - began
    march = (date(2016, 3, 1), date(2016, 3, 31))
    asked = {
        "by month": lambda: evidence.event_counts(actors=["CHN"], targets=["TWN"]),
        "rows of a month": lambda: evidence.events(actors=["CHN"], targets=["TWN"], between=march),
        "all rows": lambda: evidence.events(actors=["CHN"], targets=["TWN"]),
    }
    print(f"\nopened and first asked: {opened:.2f} s\n\n| asked | first s | best of 5 s | rows |\n|---|---:|---:|---:|")
    for what, ask in asked.items():
        seconds = []
        for _ in range(5):
            began = time.perf_counter()
            rows = list(ask())  # answers are lazy: read them all
            seconds.append(time.perf_counter() - began)
        print(f"| {what} | {seconds[0]:.2f} | {min(seconds):.2f} | {len(rows):,} |")


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(*arguments: str) -> str:
    """This program in a process of its own; what it printed."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(rows: int, asked: argparse.Namespace, folder: Path) -> None:
    """Print one line of the table for a file of that many rows."""
    path = folder / f"gdelt_{rows}.csv"
    make_file(path, rows)
    best: dict[str, list[float]] = {}
    for _ in range(asked.repeats):
        for step in STEPS:
            (folder / f"{step}.duckdb").unlink(missing_ok=True)
            found = [float(x) for x in run("--step", step, "--file", str(path), "--memory", asked.memory).split()]
            old = best.get(step, found)
            highest = max(old[2], found[2])
            best[step] = [*min(old, found, key=lambda one: one[1])[:2], highest, *found[3:]]
            (folder / f"{step}.duckdb").unlink(missing_ok=True)
    raw, ours = best["raw"], best["ours"]
    print(
        f"| {rows:,} | {raw[1]:.1f} | {ours[1]:.1f} | {ours[0]:.1f} | {raw[1] / ours[1]:.0%} | {rows / ours[1]:,.0f} | "
        f"{raw[2]:.0f} | {ours[2]:.0f} | {ours[3]:,.0f} + {ours[4]:,.0f} |",
        flush=True,
    )
    if asked.load:
        (folder / "store.duckdb").unlink(missing_ok=True)
        seconds, memory, size = map(float, run("--step", "load", "--file", str(path)).split())
        print(f"\nloaded into a store: {seconds:.1f} s, peak {memory:.0f} MB, store of {size:,.0f} MB", flush=True)
        print(run("--step", "dyad", "--file", str(path)), flush=True)
    path.unlink()


def main() -> None:
    """Measure each size asked for, in a folder that is removed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--millions", type=float, nargs="+", default=[1])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--memory", default="1GB", help="memory limit of DuckDB for both steps; a load has its own")
    parser.add_argument("--load", action="store_true", help="also load into a store and ask one dyad")
    parser.add_argument("--folder", type=Path, help="work here, and leave the store of --load there")
    parser.add_argument("--step", choices=(*STEPS, "load", "dyad"))
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.step in STEPS:
        run_step(asked.step, asked.file, asked.memory)
    elif asked.step == "load":
        run_load(asked.file, asked.file.parent)
    elif asked.step == "dyad":
        run_dyad(asked.file.parent)
    else:
        print(
            f"duckdb {duckdb.__version__}, {os.cpu_count()} cores, {asked.memory} of memory, best of {asked.repeats}\n"
        )
        print("| rows | raw s | ours s | gate s | speed of raw | rows/s | raw peak MB | our peak MB | events + aside |")
        print("|" + "---:|" * 9)
        with (
            nullcontext(asked.folder) if asked.folder else tempfile.TemporaryDirectory(prefix="event_feeds_") as folder
        ):
            for millions in asked.millions:
                measure(int(millions * 1_000_000), asked, Path(folder))


if __name__ == "__main__":
    main()
