"""Speed, start and memory of `multifront read`: measures on one core, prints, writes docs/reading.md.

    .venv/bin/python bench/reading_speed.py            # prints the table
    .venv/bin/python bench/reading_speed.py --write    # also writes it into docs/reading.md

Times are of the processor, so that other work on the machine counts little; the start is also given as time on the
clock. spaCy is timed beside it where it is installed, its blank English pipe with a sentence splitter. Decides no test.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from multifront.reading import documents_of
from multifront.reading.sentences import split_sentences
from multifront.workbench import reading

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reading.md"
ARTICLES = sorted((ROOT / "bench" / "articles").glob("a?.txt"))
BEGIN, END = "<!-- reading speed -->", "<!-- end of reading speed -->"
DAY = date(2026, 11, 26)
TIMES = 5
CHILD = """
import sys
from multifront.workbench import reading
read = reading.gather(sys.argv[1])
reading.rows(read)
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")][0].split()[1]
print(sum(len(one.sentences) for one in read.readings), int(peak) / 1024)
"""


def written(folder: Path, copies: int) -> Path:
    """A file with the five articles, so many times one after the other."""
    path = folder / f"articles{copies}.txt"
    with path.open("w", encoding="utf-8") as file:
        for _ in range(copies):
            for article in ARTICLES:
                file.write(article.read_text(encoding="utf-8") + "\n\n")
    return path


def sentences_a_second(path: Path) -> tuple[int, float]:
    """Sentences of a file and how many are read a second of the processor, with events and rows; the best of three."""
    best, count = 0.0, 0
    for _ in range(3):
        started = time.process_time()
        read = reading.gather(str(path), published=DAY)
        reading.rows(read)
        count = sum(len(one.sentences) for one in read.readings)
        best = max(best, count / (time.process_time() - started))
    return count, best


def start() -> tuple[float, float]:
    """Seconds on the clock and of the processor of `multifront read` on one article; the least of several runs."""
    clock, used = [], []
    for _ in range(TIMES):
        before, began = os.times(), time.perf_counter()
        command = [sys.executable, "-m", "multifront", "read", str(ARTICLES[0])]
        subprocess.run(command, check=True, capture_output=True)
        after = os.times()
        clock.append(time.perf_counter() - began)
        used.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(clock), min(used)


def peak(path: Path) -> tuple[int, float]:
    """Sentences of one file, and megabytes at most of a process that reads it."""
    ran = subprocess.run([sys.executable, "-c", CHILD, str(path)], check=True, capture_output=True, text=True)
    count, megabytes = ran.stdout.split()
    return int(count), float(megabytes)


def spacy_row(path: Path) -> list[str]:
    """A row for spaCy's sentence splitting, where it is installed."""
    if importlib.util.find_spec("spacy") is None:
        return ["| spaCy beside it | not installed here |"]
    import spacy  # optional

    pipe = spacy.blank("en")
    pipe.add_pipe("sentencizer")
    pipe.max_length = 10_000_000
    started = time.process_time()
    count = len(list(pipe(path.read_text(encoding="utf-8")).sents))
    rate = count / (time.process_time() - started)
    return [f"| spaCy {spacy.__version__}, words and sentences only | {rate:,.0f} sentences a second |"]


def table() -> str:
    """The table as Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short, long, longest = (written(folder, copies) for copies in (10, 100, 245))
        rows = ["| what | measured |", "| --- | --- |"]
        for path in (short, long):
            count, rate = sentences_a_second(path)
            rows.append(f"| {count:,} sentences, with events, on one core | {rate:,.0f} sentences a second |")
        text = documents_of(short.read_bytes(), "x.txt")[0].text
        started = time.process_time()
        parts = split_sentences(text)
        rows.append(f"| of which to split sentences | {len(parts) / (time.process_time() - started):,.0f} a second |")
        clock, used = start()
        took = f"{used:.1f} s of the processor, {clock:.1f} s on the clock"
        rows.append(f"| the command on one article, from start to end | {took} |")
        for path in (ARTICLES[0], longest):
            count, megabytes = peak(path)
            size = path.stat().st_size / 1e6
            rows.append(f"| memory at most, {size:.2g} MB of text ({count:,} sentences) | {megabytes:,.0f} MB |")
        return "\n".join([*rows, *spacy_row(short)])


def main() -> None:
    """Print the table; with --write put it into the page."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--write", action="store_true", help="write the table into docs/reading.md")
    asked = ask.parse_args()
    made = table()
    print(made)
    if asked.write:
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
