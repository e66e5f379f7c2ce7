"""Rows a second from a GDELT 1.0 file to events, against DuckDB reading the same file raw into a typed table.

    .venv/bin/python bench/event_feeds.py --millions 1 5

Each step runs in a process of its own, so that its peak memory is its own: `raw` (the 58 columns, typed,
into a table on disk), `events` (our query into the table `event` on disk), `aside` (the rows set aside), `gate` (a look
at the bytes before). One row in a thousand is malformed. Steps are repeated in turn; the best of each counts.
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
from pathlib import Path

import duckdb

from multifront.sources import gdelt_events
from multifront.sources.feed_lines import is_clean

STEPS = ("raw", "events", "aside", "gate")
WHOLE = {1, 2, 3, 4, 26, 30, 32, 33, 34, 36, 43, 50, 57}
FLOATS = {5, 31, 35, 40, 41, 47, 48, 54, 55}
STATES = ("USA", "CHN", "RUS", "IRN", "PRK", "JPN", "KOR", "TWN", "UKR", "GBR", "EUR", "")
ACTS = ("010", "020", "036", "040", "042", "051", "057", "073", "111", "112", "138", "154", "173", "190", "195", "1831")
SCALES = {"01": "0.0", "02": "3.0", "03": "4.0", "04": "1.0", "05": "3.4", "07": "7.4", "11": "-2.0", "13": "-7.0"}


def made_row(number: int, rng: random.Random) -> str:
    """One line shaped like GDELT's of 2016: 58 fields, about 390 bytes."""
    day = f"2016{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    code = rng.choice(ACTS)
    one, two = rng.choice(STATES), rng.choice(STATES)
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
    return "\t".join(cells) if number % 1000 else "\t".join(cells[:40])


def make_file(path: Path, rows: int) -> None:
    """Write the file: a block of made rows, numbered on."""
    rng = random.Random(7)
    block = [made_row(i, rng).split("\t", 1)[1] for i in range(20_000)]
    with path.open("w", encoding="utf-8") as stream:
        for start in range(0, rows, len(block)):
            stream.writelines(f"{600_000_000 + start + i}\t{rest}\n" for i, rest in enumerate(block[: rows - start]))


def run_step(step: str, path: Path, folder: Path) -> None:
    """One step in this process; prints seconds, peak memory in MB, and rows."""
    query = gdelt_events.events(path, folder)[0] if step in ("events", "aside") else None
    kinds = {i: "BIGINT" if i in WHOLE else "DOUBLE" if i in FLOATS else "VARCHAR" for i in range(1, 59)}
    columns = ", ".join(f"'c{i}': '{kind}'" for i, kind in kinds.items())
    raw = (
        f"SELECT * FROM read_csv('{path}', columns = {{{columns}}}, delim = '\t', quote = '', escape = '', header = false, "  # noqa: E501
        "auto_detect = false, ignore_errors = true)"
    )
    with duckdb.connect(str(folder / f"{step}.duckdb")) as con:
        con.execute("SET threads = 2; SET memory_limit = '1GB'; SET preserve_insertion_order = false")
        began = time.perf_counter()
        if step == "gate":
            with path.open("rb") as stream:
                rows = int(is_clean(stream))
        else:
            text = raw if query is None else query.query if step == "events" else query.rejects
            con.execute(f"CREATE TABLE made AS {text}")
            con.execute("CHECKPOINT")
            rows = con.execute("SELECT count(*) FROM made").fetchall()[0][0]
        seconds = time.perf_counter() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows)


def measure(rows: int, repeats: int, folder: Path) -> None:
    """Print one line of the table for a file of that many rows."""
    path = folder / f"gdelt_{rows}.csv"
    make_file(path, rows)
    best: dict[str, list[float]] = {}
    for _ in range(repeats):
        for step in STEPS:
            (folder / f"{step}.duckdb").unlink(missing_ok=True)
            command = [sys.executable, __file__, "--step", step, "--file", str(path)]
            found = [
                float(x) for x in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            ]
            old = best.get(step, found)
            best[step] = [min(old[0], found[0]), max(old[1], found[1]), found[2]]
    path.unlink()
    seconds = {step: best[step][0] for step in STEPS}
    whole = seconds["events"] + seconds["aside"] + seconds["gate"]
    peak = max(best["events"][1], best["aside"][1])
    print(
        f"| {rows:,} | {' | '.join(f'{seconds[s]:.1f}' for s in STEPS)} | {rows / seconds['raw']:,.0f} | "
        f"{rows / seconds['events']:,.0f} | {seconds['raw'] / seconds['events']:.0%} | {seconds['raw'] / whole:.0%} | "
        f"{best['raw'][1]:.0f} | {peak:.0f} | {best['events'][2]:,.0f} + {best['aside'][2]:,.0f} |",
        flush=True,
    )


def main() -> None:
    """Measure each size asked for, in a folder that is removed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--millions", type=float, nargs="+", default=[1])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.step:
        run_step(asked.step, asked.file, asked.file.parent)
        return
    print(
        f"duckdb {duckdb.__version__}, {os.cpu_count()} cores, 2 threads, memory limit 1 GB, best of {asked.repeats}\n"
    )
    print(
        "| rows | raw s | events s | aside s | gate s | raw rows/s | events rows/s | events/raw speed | with aside and gate "  # noqa: E501
        "| raw peak MB | our peak MB | events + aside rows |"
    )
    print("|" + "---:|" * 12)
    with tempfile.TemporaryDirectory(prefix="event_feeds_") as folder:
        for millions in asked.millions:
            measure(int(millions * 1_000_000), asked.repeats, Path(folder))


if __name__ == "__main__":
    main()
