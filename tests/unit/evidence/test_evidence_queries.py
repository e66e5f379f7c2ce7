"""What events and observations can be asked for, what is refused, and the forms in which the answer comes."""

from datetime import date, datetime

import duckdb
import numpy as np
import pandas
import pyarrow
import pytest
from tests.unit.evidence.conftest import BLANKS

from multifront.errors import EvidenceError
from multifront.evidence import open_evidence
from multifront.evidence.query import (
    CountQuery,
    EventQuery,
    ListingQuery,
    ObservationQuery,
    RowQuery,
    compile_query,
    duckdb_engine,
    run,
)
from multifront.evidence.schema import EVENT, TABLES, declaration

AWKWARD = 'it\'s "so" \\ %_ ; DROP TABLE event; -- \n'
COLUMNS = ("event_id", "initiators", "targets", "plover_type", "note", "date_start", "occurred", "date_precision")
MADE = [
    ("e1", ["CHN", "RUS"], ["TWN"], "MOBILIZE", "joint", date(2021, 1, 1), "happened", "day"),
    ("e2", ["CHN"], ["RUS"], "CONSULT", AWKWARD, date(2021, 2, 1), "happened", "day"),
    ("e3", ["USA"], ["CHN", "RUS"], "SANCTION", "", date(2021, 3, 1), "planned", "month"),
    ("e4'", ["PRK"], [], "ASSAULT", "", date(2021, 4, 1), "happened", "day"),
]


@pytest.fixture
def ev(folder):
    return open_evidence(path=folder)


@pytest.fixture
def engine():
    """Four events of our own making in a connection, and every other table empty."""
    with duckdb.connect() as con:
        for name, table in TABLES.items():
            con.execute(f"CREATE TABLE {name} ({declaration(table.columns)})")
        for made in MADE:
            blank = {name: BLANKS.get(kind) for name, kind in EVENT.columns.items()}
            row = blank | dict(zip(COLUMNS, made, strict=True)) | {"origin_ids": ["o'1"], "public_from": made[5]}
            row |= {"edition_date": date(2022, 1, 1)}
            con.execute(f"INSERT INTO event VALUES ({', '.join('?' * len(row))})", list(row.values()))
        yield duckdb_engine(con)


def ids(rows):
    return [row["event_id"] for row in rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["e1", "e2", "e3", "e4'"]),
        ({"initiators": ["CHN"]}, ["e1", "e2"]),
        ({"initiators": ["CHN", "RUS"]}, ["e1"]),
        ({"only": ["CHN"]}, ["e2"]),
        ({"only": ["RUS", "CHN"]}, ["e1"]),
        ({"any_initiator": ["PRK", "USA"]}, ["e3", "e4'"]),
        ({"targets": ["CHN", "RUS"]}, ["e3"]),
        ({"parties": ["CHN", "RUS"]}, ["e1", "e2", "e3"]),
        ({"parties": ["CHN", "TWN"]}, ["e1"]),
        ({"types": ["CONSULT", "ASSAULT"]}, ["e2", "e4'"]),
        ({"precision": ["month"]}, ["e3"]),
        ({"planned": False}, ["e1", "e2", "e4'"]),
        ({"note": AWKWARD}, ["e2"]),
        ({"note": "%"}, ["e2"]),
        ({"without": ["e4'", "e1"]}, ["e2", "e3"]),
        ({"origins": ["o'1"]}, ["e1", "e2", "e3", "e4'"]),
        ({"origins": ["other"]}, []),
        ({"origins": []}, []),
        ({"between": ("2021-02-01", date(2021, 3, 1))}, ["e2", "e3"]),
        ({"between": (None, "2021-01-01")}, ["e1"]),
        ({"between": ("2021-04-01", None)}, ["e4'"]),
        ({"as_of": "2021-02-28"}, ["e1", "e2"]),
        ({"as_of": datetime(2021, 2, 28, 12)}, ["e1", "e2"]),
        ({"as_of_edition": "2021-12-31"}, []),
        ({"subtypes": ["x' OR '1'='1"]}, []),
    ],
    ids=str,
)
def test_every_condition_of_an_event_query(engine, asked, expected):
    assert ids(run(EventQuery(**asked), engine)) == expected


@pytest.mark.parametrize("text", ["x' OR '1'='1", "e1'; DROP TABLE event; --", AWKWARD, "\\'", '"', "e4''"])
def test_no_value_is_read_as_sql(engine, text):
    for query in (
        RowQuery("event", (text,)),
        EventQuery(initiators=[text]),
        EventQuery(only=[text]),
        EventQuery(any_initiator=[text]),
        EventQuery(origins=[text], without=[text], precision=[text]),
        ObservationQuery(indicator=text),
    ):
        assert run(query, engine) == []
    assert ids(run(RowQuery("event", ("e4'",)), engine)) == ["e4'"]
    assert run(CountQuery("event"), engine) == [{"n": 4}]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"subtypes": "patrol"}, r"subtypes 'patrol' is no list of names; .*subtypes=\['CHN'\]"),
        ({"initiators": [1]}, "initiators .* is no list of names"),
        ({"between": "2021-01-01"}, "is no pair of days"),
        ({"between": ("2021-02-30", None)}, "between '2021-02-30' is not a date"),
        ({"between": ("2022-01-01", "2021-01-01")}, "ends on 2021-01-01, before it begins on 2022-01-01"),
        ({"as_of": 2021}, "as_of 2021 is not a date"),
        ({"note": None}, "note None is no text"),
    ],
)
def test_a_question_of_the_wrong_kind_is_refused(asked, words):
    with pytest.raises(EvidenceError, match=words):
        EventQuery(**asked)


def test_equal_questions_are_one_and_compiled_once():
    one, other = EventQuery(subtypes=["a"], as_of="2021-01-01"), EventQuery(subtypes=("a",), as_of=date(2021, 1, 1))
    assert one == other
    assert compile_query(one) is compile_query(other)
    assert compile_query(one, "pyspark").sql != compile_query(one).sql


def test_an_unknown_dialect_or_listing_names_the_known_ones(ev):
    with pytest.raises(EvidenceError, match="unknown dialect 'spark'; closest: pyspark"):
        compile_query(CountQuery("event"), "spark")
    with pytest.raises(EvidenceError, match="unknown listing 'stream'; closest: streams"):
        compile_query(ListingQuery("stream"))
    with pytest.raises(EvidenceError, match="unknown listing 'stream'; closest: streams"):
        ev.listing("stream")
    with pytest.raises(EvidenceError, match="unknown table 'events'; closest: event"):
        ev.count("events")


def test_events_by_who_acts_and_when(ev):
    assert ids(ev.events(actors=["CHN"], between=("2021-01-01", "2021-12-31"))) == ["P1", "X1"]
    assert ids(ev.events(actors=["CHN"], initiators=["RUS"])) == ["P1", "P3", "P2"]
    assert ids(ev.events(actors=["CHN"])) == ids(ev.events(initiators=["CHN"])) == ids(ev.events(parties=["CHN"]))
    assert ev.events(targets=["TWN"]) == []
    assert ids(ev.events(types=[""], subtypes=["launch"])) == ["L1", "L2"]


def test_a_known_actor_without_a_row_finds_nothing_and_an_unknown_one_is_an_error(ev):
    assert ev.events(actors=["LUX"]) == []
    assert ev.observations(actor="LUX") == []
    for ask in (
        lambda: ev.events(actors=["CHNN"]),
        lambda: ev.events(targets=["CHNN"]),
        lambda: ev.observations(actor="CHNN"),
    ):
        with pytest.raises(EvidenceError, match=r"unknown actor 'CHNN'; closest: .*CHN"):
            ask()
    with pytest.raises(EvidenceError, match=r"unknown partner 'TWNN'; closest: .*TWN"):
        ev.observations(partner="TWNN")


def test_unknown_types_and_indicators_name_the_closest(ev):
    with pytest.raises(EvidenceError, match="unknown event type 'ASSAULTS'"):
        ev.events(types=["ASSAULTS"])
    with pytest.raises(EvidenceError, match="unknown indicator 'tarde'; closest: trade"):
        ev.observations("tarde")
    with pytest.raises(EvidenceError, match="unknown definition_id 'custom'; closest: customs"):
        ev.observations("trade", definition_id="custom")
    with pytest.raises(EvidenceError, match=r"unknown event subtype 'launch' \(public by 2022-01-01\)"):
        ev.events(subtypes=["launch"], as_of="2022-01-01")


def test_observations_by_name_and_span(ev):
    found = ev.observations("trade", between=("2021-01-01", "2022-12-31"))
    assert [row["observation_id"] for row in found] == ["f3", "f4", "g1"]
    found = ev.observations("trade", partner="RUS", definition_id="customs", between=(None, "2021-12-30"))
    assert [row["observation_id"] for row in found] == ["f1", "f2"]
    assert len(ev.observations()) == 6


def test_rows_are_a_sequence_of_dicts(ev):
    rows = ev.events()
    assert len(rows) == 6
    assert rows[0]["event_id"] == "P1"
    assert ids(rows[-2:]) == ["L1", "L2"]
    assert rows == list(rows) == ev.events()
    assert rows != []
    assert rows[0] in rows
    assert "6 rows" in repr(rows)
    with pytest.raises(TypeError, match="unhashable"):
        hash(rows)


def test_the_answer_as_arrow_pandas_and_relation(ev):
    rows = ev.events(subtypes=["launch"])
    assert isinstance(rows.arrow(), pyarrow.Table)
    assert rows.arrow().to_pylist() == list(rows)
    frame = rows.pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["date_start"].dtype.kind == "M"
    assert frame["event_id"].tolist() == ["L1", "L2"]
    relation = rows.relation()
    assert isinstance(relation, duckdb.DuckDBPyRelation)
    assert relation.filter("event_id = 'L2'").project("date_start").fetchall() == [(date(2024, 3, 1),)]
    assert ev.observations("trade", definition_id="customs").pandas()["best"].isna().tolist() == [
        False,
        False,
        True,
        False,
    ]


def test_an_empty_answer_keeps_its_columns_and_types(ev):
    full, empty = ev.events(), ev.events(targets=["LUX"])
    assert len(empty) == 0
    assert not empty
    assert empty.arrow().schema == full.arrow().schema
    assert empty.arrow().schema.field("initiators").type == pyarrow.list_(pyarrow.string())
    assert empty.arrow().schema.field("credibility").type == pyarrow.int8()
    assert list(empty.pandas().columns) == list(EVENT.columns)
    assert list(map(str, empty.relation().types)) == list(EVENT.columns.values())
    assert ev.sql("SELECT event_id FROM event WHERE false").arrow().schema.names == ["event_id"]


def test_a_relation_reaches_neither_store_nor_files(ev, folder):
    relation = open_evidence("2021-05-02", folder).events().relation()
    for text in ("SELECT * FROM event", f"SELECT * FROM read_parquet('{folder}/event.parquet')"):
        with pytest.raises(duckdb.Error):
            relation.query("mine", text).fetchall()
    assert relation.query("mine", "SELECT count(*) FROM mine").fetchall() == [(1,)]


def test_sql_comes_in_the_same_forms(ev):
    found = ev.sql("SELECT subtype, sum(len(initiators)) AS n FROM event GROUP BY ALL ORDER BY 1")
    assert found == [{"subtype": "launch", "n": 2}, {"subtype": "patrol", "n": 7}]
    assert all(isinstance(row["n"], int) for row in found)
    assert found.arrow().column("subtype").to_pylist() == ["launch", "patrol"]
    assert found.relation().project("subtype").fetchall() == [("launch",), ("patrol",)]
    late = ev.sql("SELECT CAST(subtype AS INTEGER) FROM event")
    with pytest.raises(EvidenceError, match="query cannot be run"):
        late.arrow()
    with pytest.raises(EvidenceError, match="query cannot be run"):
        len(late)


def test_an_answer_can_be_read_after_a_query_of_the_user_locked_the_store(ev):
    rows = ev.events(subtypes=["launch"])
    ev.sql("SELECT 1")
    assert ids(rows) == ["L1", "L2"]
    assert rows.arrow().num_rows == 2


def test_listings_and_counts(ev):
    assert [row["stream"] for row in ev.listing("streams")] == ["launch_days", "patrols"]
    assert [row["id"] for row in ev.listing("origins")] == ["good", "late", "poor"]
    first = ev.listing("indicators")[0]
    assert (first["indicator"], first["unit"], first["first"], first["n"]) == ("sorties", "USD bn", date(2022, 1, 1), 1)
    assert (ev.count("event"), ev.count("event", as_of="2021-05-02"), ev.count("treaty")) == (6, 1, 0)
    kinds = {(row["kind"], row["name"]): row["rows"] for row in ev.catalogue()}
    assert kinds[("stream", "patrols")] == 2
    assert kinds[("series", "sorties")] == 1


def test_votes_by_name_in_any_number(ev):
    found = ev.rows("vote_pair", ["vote:CHN-RUS:2025", "vote:CHN-PRK:2019"])
    assert [row["id"] for row in found] == ["vote:CHN-RUS:2025", "vote:CHN-PRK:2019"]
    assert ev.rows("vote_pair", []) == []
    for name in ("vote:CHN-PRK:2025", "vote:CHN-RUS:2018", "CHN-RUS"):
        with pytest.raises(EvidenceError, match=f"no row '{name}'"):
            ev.rows("vote_pair", [name])
    assert ev.votes(("CHN", "RUS")).counts.dtype == np.int64
