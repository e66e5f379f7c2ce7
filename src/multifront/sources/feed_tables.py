"""Comma-separated feeds with quoted cells -> tab-separated lines of the same numbers. Through Python: small feeds only.

The feeds of tens of millions of rows are separated by tabs and do not come this way.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from multifront.sources.feed_lines import EMPTY, MARK, marker, own_folder

RECORD_LINES = 20
CONTINUED = ""
"""Reason of a marker for a line that belongs to the record above: nothing is set aside there."""


def tabbed(ready: Path, work: Path) -> Path:
    """A comma-separated file with quoted cells as a tab-separated copy that keeps the line numbers of the file.

    A record over several lines stands on its first line; the others become markers that say so. A quote that is not
    closed within `RECORD_LINES` lines makes a marker of its line alone, so that it cannot swallow the rest.

    Args:
        ready: a file that went through `feed_lines.prepare`.
        work: folder for the copy.
    """
    own = own_folder(ready, work)
    own.mkdir(parents=True, exist_ok=True)
    target = own / f"{ready.name}.tabs"
    building = target.with_name(target.name + ".building")
    with (
        ready.open(encoding="utf-8", newline="\n") as stream,
        building.open("w", encoding="utf-8", newline="\n") as sink,
    ):
        for line in _records(stream):
            sink.write(line)
    building.rename(target)
    return target.absolute()


def _records(stream: TextIO) -> Iterator[str]:
    """One line out for each line in: the cells between tabs, a marker, or the sign of a continued record."""
    waiting: deque[str] = deque()
    while waiting or (line := stream.readline()):
        lines = [waiting.popleft() if waiting else line]
        while _open(lines) and len(lines) < RECORD_LINES:
            following = waiting.popleft() if waiting else stream.readline()
            if not following or following.startswith(MARK):
                waiting.extendleft([following] if following else [])
                break
            lines.append(following)
        record = None if _open(lines) else _between_tabs(lines)
        if record is None:
            waiting.extendleft(reversed(lines[1:]))
            yield marker("quote not closed", lines[0].encode()).decode()
            continue
        yield record
        for continued in lines[1:]:
            yield marker(CONTINUED, continued.encode()).decode()


def _open(lines: list[str]) -> bool:
    return not lines[0].startswith(MARK) and sum(line.count('"') for line in lines) % 2 == 1


def _between_tabs(lines: list[str]) -> str | None:
    """The cells of a record between tabs; None where quotes stand so that its lines are no one record."""
    if lines[0].startswith(MARK):
        return lines[0]
    try:
        cells = next(csv.reader(["".join(lines).rstrip("\n")], strict=False), [])
    except csv.Error:
        return None
    record = "\t".join(" ".join(cell.split()) for cell in cells)
    return f"{record}\n" if record else marker(EMPTY, lines[0].encode()).decode()
