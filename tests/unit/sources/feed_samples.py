"""Small event feeds of our own making for the tests of the feeds."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from multifront.evidence.schema import EVENT
from multifront.sources.harvest import UNFIT


@dataclass(frozen=True)
class Seen:
    """What a feed yields: events by id, and (line, reason) of what is set aside."""

    events: dict[str, dict[str, Any]]
    aside: list[tuple[int, str]]
    texts: list[str]


def once(bulk, folder: Path):
    """The rows and the rows set aside of a file that is read once, and how many lines were unfit."""
    unfit = []
    with duckdb.connect() as con:
        con.create_function(
            UNFIT, lambda field: unfit.append(field) or False, ["VARCHAR"], "BOOLEAN", side_effects=True
        )
        rows = con.execute(bulk.lines.query).fetchall()
        aside = con.execute(bulk.lines.aside(frozenset(unfit), folder)).fetchall() if unfit else []
        lines = con.execute(f"SELECT line, event_id FROM ({bulk.lines.numbered})").fetchall()
    assert len(aside) == len(unfit)
    assert sorted(key for _, key in lines) == sorted(row[0] for row in rows)
    assert not {line for line, _ in lines} & {row[2] for row in aside}
    return sorted(map(repr, rows)), aside


def look(bulks, memory: str = "256MB") -> Seen:
    """Run the queries of a feed as the store does, with a memory limit; the columns must be the table's, in order.

    Reading the file once and reading it twice must give the same.
    """
    events, aside, texts = {}, [], []
    for bulk in bulks:
        with tempfile.TemporaryDirectory() as folder:
            rows_once, aside_once = once(bulk, Path(folder))
        with duckdb.connect() as con:
            con.execute(f"SET memory_limit = '{memory}'; SET threads = 2; SET preserve_insertion_order = false")
            declared = ", ".join(f"{name} {kind}" for name, kind in EVENT.columns.items())
            con.execute(f"CREATE TABLE event ({declared})")
            con.execute(f"INSERT INTO event BY NAME {bulk.query}")
            told = con.execute(f"DESCRIBE {bulk.query}").fetchall()
            assert {name: kind for name, kind, *_ in told} == dict(EVENT.columns)
            rows = con.execute("SELECT * FROM event").fetchall()
            names = list(EVENT.columns)
            events.update({row[0]: dict(zip(names, row, strict=True)) for row in rows})
            assert len({row[0] for row in rows}) == len(rows)
            found = con.execute(bulk.rejects)
            assert [column[0] for column in found.description] == ["source", "file", "line", "reason", "text"]
            told = found.fetchall()
            assert (rows_once, aside_once) == (sorted(map(repr, rows)), told)
            for _, _, line, reason, text in told:
                aside.append((line, reason))
                texts.append(text)
    return Seen(events, aside, texts)


def gdelt_row(number: int = 1, width: int = 58, **changed: str) -> str:
    """One GDELT line: China makes a visit to Russia on 28 July 2016, added that day."""
    cells = [""] * width
    added = {57: 56, 58: 56, 61: 59}[width]
    place = 52 if width == 61 else 50
    said = {0: str(number), 1: "20160728", 2: "201607", 3: "2016", 4: "2016.5699"}
    said |= {5: "CHNGOV", 6: "BEIJING", 7: "CHN", 15: "RUS", 16: "RUSSIA", 17: "RUS", 25: "1"}
    said |= {26: "042", 27: "042", 28: "04", 29: "1", 30: "1.9", 31: "6", 32: "2", 33: "6", 34: "1.5"}
    said |= {place: "Moscow, Moskva, Russia", added: "20160728101500" if width == 61 else "20160728"}
    if width != 57:
        said[width - 1] = "http://news.example/visit"
    for position, cell in said.items():
        cells[position] = cell
    for name, cell in changed.items():
        cells[int(name.removeprefix("f")) - 1] = cell
    return "\t".join(cells)


def write(path: Path, lines: list[str | bytes], end: bytes = b"\n") -> Path:
    """A file of these lines; texts as UTF-8, bytes as they are."""
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + end for line in lines))
    return path
