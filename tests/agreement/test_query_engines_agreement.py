"""The same question to DuckDB and to Spark over an event feed: the same rows, in the same order, of the same types."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.unit.sources.feed_samples import gdelt_row, write

from multifront.evidence import STARTER
from multifront.evidence.query import (
    CountQuery,
    DistinctQuery,
    Engine,
    EventQuery,
    LaterQuery,
    ListingQuery,
    ObservationQuery,
    Query,
    RowQuery,
    VoteQuery,
    VoteRowQuery,
    duckdb_engine,
    run,
    spark_engine,
)
from multifront.evidence.schema import EVENT, STARTER_TABLES
from multifront.sources import gdelt_events

JAVA = shutil.which("java") or os.environ.get("JAVA_HOME")
REASON = "needs the extra `spark` and a Java runtime"
pytestmark = pytest.mark.skipif(find_spec("pyspark") is None or not JAVA, reason=REASON)

LINES = 4_000
STATES = ("CHN", "RUS", "PRK", "IRN", "TWN", "USA", "JPN")
CODES = ("042", "190", "0311", "173", "112", "061", "138")
PLACES = ("Moscow, Moskva, Russia", "O'Higgins, Chile", 'Sana"a, Yemen', "Ürümqi \\ Xinjiang, China", "x%_y", "")
FEED = [
    EventQuery(),
    EventQuery(subtypes=["cameo:042", "cameo:190"], initiators=["CHN"]),
    EventQuery(types=["ASSAULT", "COERCE"], targets=["TWN"], between=("2016-08-01", "2016-10-31")),
    EventQuery(parties=["CHN", "USA"], planned=False, as_of="2016-12-01"),
    EventQuery(only=["RUS"], precision=["day"], note="mentions", without=["gdelt:6", "gdelt:13"]),
    EventQuery(any_initiator=["PRK", "IRN"], origins=["gdelt_1", "gdelt_2"], between=(None, "2016-09-01")),
    EventQuery(origins=[]),
    EventQuery(note='it\'s "x" \\ %_\n'),
    EventQuery(as_of_edition="2026-11-21"),
    RowQuery("event", ("gdelt:6", "gdelt:4000", "x' OR '1'='1", "a\\")),
    DistinctQuery("event", ("place",)),
    DistinctQuery("event", ("initiators",)),
    DistinctQuery("event", ("subtype", "plover_type"), (("occurred", "happened"),), limit=3),
    LaterQuery("event", date(2020, 1, 1)),
    CountQuery("event"),
]
SHIPPED = [
    ObservationQuery("pla_sorties", definition_id="aircraft_detected", between=("2022-08-06", "2022-12-31")),
    ObservationQuery(actor="CHN", partner="RUS"),
    ListingQuery("indicators"),
    ListingQuery("series"),
    ListingQuery("streams"),
    ListingQuery("origins"),
    RowQuery("frame"),
    VoteRowQuery((2018, 2019), ("CHN",), ("RUS", "PRK")),
]


def made_lines() -> list[str]:
    """Lines of a made feed: every seventh day, state and act, with texts that are awkward in SQL."""
    lines = []
    for number in range(1, LINES + 1):
        day = (date(2016, 7, 1) + timedelta(days=number % 200)).strftime("%Y%m%d")
        code = CODES[number // 7 % len(CODES)]
        cells = {"f2": day, "f3": day[:6], "f4": day[:4], "f8": STATES[number % 5], "f18": STATES[number % 7]}
        cells |= {"f27": code, "f28": code[:3], "f29": code[:2], "f31": str(number % 21 / 2 - 5), "f57": day}
        lines.append(gdelt_row(number, **cells, f51=PLACES[number % len(PLACES)]))
    return lines


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Parquet files by table: the made feed as events, the shipped ones for the rest."""
    folder = tmp_path_factory.mktemp("feed")
    source = write(folder / "day.export.CSV", made_lines())
    event = folder / "event.parquet"
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE event ({', '.join(f'{name} {kind}' for name, kind in EVENT.columns.items())})")
        for bulk in gdelt_events.events(source, folder / "work"):
            con.execute(f"INSERT INTO event BY NAME {bulk.query}")
        con.execute("UPDATE event SET credibility = NULL, magnitude = NULL WHERE event_id LIKE '%7'")
        con.execute(f"COPY event TO '{event}' (FORMAT parquet)")
    return {name: STARTER / table.file for name, table in STARTER_TABLES.items()} | {"event": event}


@pytest.fixture(scope="module")
def spark(files: dict[str, Path]) -> Iterator[Engine]:
    """A local session that reads the files."""
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.memory": "1g"}
        builder: Any = SparkSession.builder.master("local[2]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield spark_engine(session, files)
        session.stop()


@pytest.fixture(scope="module")
def duck(files: dict[str, Path]) -> Iterator[Engine]:
    """A DuckDB connection that reads the same files."""
    with duckdb.connect() as con:
        for name, path in files.items():
            con.execute(f"CREATE VIEW {name} AS FROM read_parquet('{path}')")
        yield duckdb_engine(con)


@pytest.mark.parametrize("query", [*FEED, *SHIPPED], ids=lambda query: f"{type(query).__name__}_{query.table}")
def test_both_engines_give_the_same_rows_in_the_same_order_and_types(duck: Engine, spark: Engine, query: Query) -> None:
    ours, other = run(query, duck), run(query, spark)
    assert other.arrow().schema == ours.arrow().schema
    assert other.arrow().equals(ours.arrow())
    assert other == ours


def test_votes_are_the_same_whatever_their_order(duck: Engine, spark: Engine) -> None:
    ours, other = (run(VoteQuery(("CHN", "RUS")), engine).arrow().sort_by("year") for engine in (duck, spark))
    assert other.equals(ours)
    assert len(ours) > 40


def test_the_questions_do_find_rows_and_leave_rows_out(duck: Engine) -> None:
    counts = [len(run(query, duck)) for query in FEED if isinstance(query, EventQuery)]
    assert counts[0] == LINES
    assert all(0 < count < LINES for count in counts[1:6])
    assert counts[6:] == [0, 0, 0]
