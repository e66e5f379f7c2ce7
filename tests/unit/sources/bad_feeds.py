"""Valid lines of the four event feeds, of our own making, to be damaged by tests."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
from tests.unit.sources.feed_samples import gdelt_row

from multifront.sources import acled_events, gdelt_events, icews_events, polecat_events

POLECAT = {
    **{
        "id": "E1",
        "day_text": "2023-05-06",
        "kind": "CONSULT",
        "mode": "visit",
        "scale": "2.0",
        "contexts": "military",
    },
    **{"name1": "China", "state1": "CHN", "sector1": "GOV", "name2": "Russia", "state2": "RUS", "sector2": "GOV"},
    **{"place_name": "Moscow", "country": "RUS", "publisher": "a paper", "published": "2023-05-07"},
}
ICEWS = {
    **{
        "id": "1",
        "day_text": "2018-06-01",
        "name1": "China",
        "sector1": "Government",
        "state1": "China",
        "code": "042",
    },
    **{"event_text": "Make a visit", "scale": "1.9", "name2": "Russia", "sector2": "Government", "story": "5"},
    **{"state2": "Russian Federation", "sentence": "1", "publisher": "a paper", "city": "Moscow", "country": "Russia"},
}
ACLED = {
    **{"id": "MLI1", "day_text": "2023-05-06", "year_text": "2023", "precise": "1", "kind": "Battles", "deaths": "3"},
    **{
        "detail": "Armed clash",
        "name1": "Military Forces of Mali (2020-)",
        "with1": "",
        "name2": "rebels",
        "with2": "",
    },
    **{"country": "Mali", "location": "Gao", "publisher": "a paper"},
}
MODULES = {"gdelt": gdelt_events, "icews": icews_events, "polecat": polecat_events, "acled": acled_events}
IDS = {"icews": "{}", "polecat": "E{}", "acled": "MLI{}"}


def header(feed):
    """The header line of a feed; GDELT has none."""
    if feed == "gdelt":
        return ""
    names = MODULES[feed].COLUMNS.values()
    return (",".join(names) if feed == "acled" else "\t".join(names)) + "\n"


def line(feed, number, **changed):
    """One valid line, with cells changed by our names."""
    if feed == "gdelt":
        return gdelt_row(number, **changed) + "\n"
    cells = {"icews": ICEWS, "polecat": POLECAT, "acled": ACLED}[feed] | {"id": IDS[feed].format(number)} | changed
    ordered = [cells[name] for name in MODULES[feed].COLUMNS]
    if feed != "acled":
        return "\t".join(ordered) + "\n"
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(ordered)
    return buffer.getvalue()


def sample(feed, count=4):
    """A small valid file."""
    return (header(feed) + "".join(line(feed, number) for number in range(1, count + 1))).encode()


def read(feed, content, folder, name="feed.txt"):
    """How many events a file gives, and (line, reason) of each line set aside."""
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    count, aside = 0, []
    for bulk in MODULES[feed].events(path, Path(folder) / "work"):
        with duckdb.connect() as con:
            con.execute("SET preserve_insertion_order = false; SET threads = 1")
            count += con.execute(f"SELECT count(*) FROM ({bulk.query})").fetchone()[0]
            aside += con.execute(f"SELECT line, reason FROM ({bulk.rejects}) ORDER BY line").fetchall()
    return count, aside
