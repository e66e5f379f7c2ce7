"""How long commands take to start, a brief to make and its page to open; prints tables in Markdown.

    PYTHONPATH=src:. .venv/bin/python bench/brief_speed.py [--repeats 5] [--write]

`--write` puts them into docs/bench-brief.md. Processor time is that of the command and all that it starts; the time on
the clock is longer where other work shares the machine. The page is opened in headless Chromium (needs chromium and
chromedriver; without them that table is left out and the script says so).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- bench -->", "<!-- end of bench -->"
ARTICLE = Path(__file__).with_name("articles") / "a1.txt"
STARTS = {
    "multifront --help": ["--help"],
    "multifront read FILE": ["read", str(ARTICLE)],
    "multifront scenario list": ["scenario", "list"],
    "multifront evidence list tables": ["evidence", "list", "tables"],
    "multifront claims check taiwan-2025": ["claims", "check", "taiwan-2025"],
    "multifront brief --help": ["brief", "--help"],
}
PERIOD = "end: 2022-10-05}"
"""How a period of the claim t7 of taiwan-2025 ends, which the script moves to change that claim."""

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
TIMES = """
const [page] = performance.getEntriesByType("navigation");
const [paint] = performance.getEntriesByName("first-contentful-paint");
return [paint ? paint.startTime : null, page.domContentLoadedEventEnd, page.loadEventEnd];
"""
Clocked = tuple[float, float]
"""Seconds on the clock, and of the processor."""


def clocked(arguments: Sequence[str], folder: Path) -> Clocked:
    """One run of the command, with caches and kernels in a folder of its own."""
    env = os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "NUMBA_CACHE_DIR": str(folder / "kernels")}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "multifront", *arguments], env=env, check=True, capture_output=True)
    spent, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start_rows(repeats: int, folder: Path) -> list[list[str]]:
    """Start of commands, once each before it is measured, so that files are read and compiled."""
    rows = []
    for name, arguments in STARTS.items():
        clocked(arguments, folder)
        rows.append(row(f"`{name}`", [clocked(arguments, folder) for _ in range(repeats)]))
    return rows


def brief_rows(repeats: int, folder: Path) -> list[list[str]]:
    """taiwan-2025 with kernels to compile, cold, with one claim changed, with a new title, and unchanged."""
    text = resources.files("multifront").joinpath("assessments", "taiwan-2025.yaml").read_text(encoding="utf-8")
    assert PERIOD in text
    file, out = folder / "mine.yaml", ["--out", str(folder / "briefs")]
    judge = ["brief", str(file), *out]
    file.write_text(text, encoding="utf-8")
    rows = [row("first one after an installation: kernels are compiled, all claims judged", [clocked(judge, folder)])]
    rows.append(
        row("cold: all claims judged (`--anew`)", [clocked([*judge, "--anew"], folder) for _ in range(repeats)])
    )
    changed, titled = [], []
    for number in range(repeats):
        day = f"end: 2021-10-{number + 1:02}}}"
        file.write_text(text.replace(PERIOD, day), encoding="utf-8")
        changed.append(clocked(judge, folder))
        file.write_text(text.replace(PERIOD, day).replace("title: ", "title: Again, ", 1), encoding="utf-8")
        titled.append(clocked(judge, folder))
    rows += [row("one claim changed", changed), row("a word of the title changed, no claim", titled)]
    return [*rows, row("nothing changed", [clocked(judge, folder) for _ in range(repeats)])]


def open_rows(repeats: int, folder: Path) -> list[list[str]]:
    """Opening the page from disk, each time in a browser that has just started."""
    page = folder / "briefs" / "taiwan-2025" / "brief.html"
    found = [opened(page) for _ in range(repeats)]
    names = ("first words painted", "page can be used (DOMContentLoaded)", "all loaded")
    size = f"{page.stat().st_size / 1e6:.1f} MB"
    return [[f"{name}, {size}", spread([one[place] / 1000 for one in found])] for place, name in enumerate(names)]


def opened(page: Path) -> list[float]:
    """Milliseconds from the start of the navigation, by the browser's own clock."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.support.ui import WebDriverWait

    options = webdriver.ChromeOptions()
    options.binary_location = chromium()
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser: Any = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            browser.get(page.as_uri())
            WebDriverWait(browser, 20).until(lambda _: all(browser.execute_script(TIMES)))
            return list(browser.execute_script(TIMES))
        finally:
            browser.quit()


def chromium() -> str:
    return next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), "")


def row(name: str, runs: Sequence[Clocked]) -> list[str]:
    return [name, *(spread([run[part] for run in runs]) for part in (0, 1))]


def spread(values: Sequence[float]) -> str:
    """The middle value, with the range where there are several."""
    middle = f"{statistics.median(values):.2f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.2f} to {max(values):.2f})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def tables(repeats: int) -> str:
    both = ["s on the clock", "s of the processor"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        briefs = table(["`multifront brief taiwan-2025`", *both], brief_rows(repeats, folder))
        parts = [table(["start of a command", *both], start_rows(repeats, folder)), briefs]
        if chromium() and shutil.which("chromedriver"):
            parts.append(table(["opening brief.html", "s"], open_rows(repeats, folder)))
        else:
            print("no chromium and chromedriver on PATH: the page is not opened", file=sys.stderr)
    made = f"Middle of {repeats} runs (range), {os.cpu_count()} cores, Python {sys.version.split()[0]}."
    return "\n\n".join([made, *parts])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    found = tables(asked.repeats)
    print(found)
    if asked.write:
        page = DOCS / "bench-brief.md"
        head, rest = page.read_text(encoding="utf-8").split(BEGIN)
        page.write_text(f"{head}{BEGIN}\n{found}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
