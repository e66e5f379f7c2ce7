"""A tiny store of our own making: two patrols, a few figures, two pair-years, one late origin."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from multifront.evidence import Batch, Declared, VoteColumns, load_batch, write_starter
from multifront.evidence.schema import TABLES

os.environ.pop("MULTIFRONT_STORE", None)  # pytest tests see no store of a developer's own
EDITION = date(2026, 11, 22)
BLANKS = {"VARCHAR": "", "VARCHAR[]": [], "BOOLEAN": False, "DOUBLE": None, "TINYINT": 2, "INTEGER": None}


def make(table, **cells):
    row = {name: BLANKS.get(kind) for name, kind in TABLES[table].columns.items()}
    assert set(cells) <= set(row), set(cells) - set(row)
    return row | {"edition_date": EDITION} | cells


def event(name, day, public, **cells):
    days = {"date_start": day, "date_end": cells.pop("end", day)}
    given = {"subtype": "patrol", "initiators": ["CHN", "RUS"], "occurred": "happened", "origin_ids": ["good"]} | cells
    return make("event", event_id=name, public_from=public, **days, **given)


def figure(name, year, best, **cells):
    span = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31), "period_label": str(year)}
    given = {"indicator": "trade", "actor": "CHN", "partner": "RUS", "definition_id": "customs", "status": "reported"}
    given |= {"origin_ids": ["good"], "public_from": date(year + 1, 1, 31), "unit": "USD bn"} | cells
    return make("observation", observation_id=name, best=best, **span, **given)


@dataclass(frozen=True)
class Contents:
    """What goes into a folder: rows by table, votes, the streams file, the inputs, the parser."""

    rows: dict
    votes: list
    streams: Path
    inputs: dict
    parser: str


def write_store(contents, out):
    """Write a folder as the starter is written: load one source into a store, then write the folder from it."""
    beside = contents.streams.parent
    (beside / "shipped.yaml").write_text("sample: {tables: {event: all, observation: all, vote_pair: all}, because: x}")
    (beside / "terms.yaml").write_text('- {match: ["*"], passing_on: ship, reason: our own}')
    store = beside / f"{out.name}.duckdb"
    store.unlink(missing_ok=True)
    load_batch(store, Batch("sample", contents.parser, contents.inputs, contents.rows, contents.votes))
    return write_starter(store, Declared(contents.streams, beside / "shipped.yaml", beside / "terms.yaml"), out)


STREAMS = """
patrols:
  title: Joint patrols
  counted_by: both ministries
  what: patrols
  start: 2020-01-01
  end: 2026-01-01
  coverage: exhaustive
  refusal: ""
  note: ""
  joint: true
  counts: rows
  select: {subtypes: [patrol], only: [CHN, RUS]}
launch_days:
  title: Days with a launch
  counted_by: a list
  what: days
  start: 2020-01-01
  end: 2026-01-01
  coverage: exhaustive
  refusal: listed because a response followed
  note: ""
  joint: false
  counts: days
  select: {subtypes: [launch], any_of: [PRK]}
"""


@pytest.fixture
def contents(tmp_path):
    streams = tmp_path / "streams.yaml"
    streams.write_text(STREAMS, encoding="utf-8")
    origins = [
        make("origin", id=name, producer=name, reliability=letter, public_from=EDITION)
        for name, letter in (("good", "A"), ("poor", "D"), ("late", "B"))
    ]
    launch = {"subtype": "launch", "initiators": ["PRK"], "origin_ids": ["late"]}
    events = [
        event("P1", date(2021, 5, 1), date(2021, 5, 2), end=date(2021, 5, 3)),
        event("P2", date(2023, 5, 1), date(2023, 5, 2)),
        event("P3", date(2022, 5, 1), date(2022, 5, 2), occurred="planned"),
        event("X1", date(2021, 7, 1), date(2021, 7, 1), initiators=["CHN"]),
        *(event(f"L{n}", date(2024, 3, 1), date(2024, 3, 2), **launch) for n in (1, 2)),
    ]
    observations = [
        figure("f1", 2020, 100.0),
        figure("f2", 2020, 101.25, origin_ids=["poor"]),
        figure("f3", 2021, None, status="missing"),
        figure("f4", 2022, 120.0, low=110.0, high=130.0),
        figure("g1", 2022, 55.0, definition_id="other_side", origin_ids=["late"], public_from=date(2024, 1, 1)),
        figure("h1", 2022, 0.0, indicator="sorties", partner="TWN", status="zero_by_rule"),
    ]
    counts = np.arange(36, dtype=np.int16).reshape(3, 12)
    votes = VoteColumns(
        np.array([2019, 2019, 2025], dtype=np.int16),
        np.array(["CHN", "CHN", "CHN"]),
        np.array(["PRK", "RUS", "RUS"]),
        counts,
        "good",
        EDITION,
    )
    rows = {"origin": origins, "event": events, "observation": observations}
    return Contents(rows, [votes], streams, {"data/a.csv": "0" * 64}, "sample 1")


@pytest.fixture
def folder(tmp_path, contents):
    write_store(contents, tmp_path / "store")
    return tmp_path / "store"
