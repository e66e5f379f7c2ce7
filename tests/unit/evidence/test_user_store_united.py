"""The shipped tables and a user's store as one: newer editions win, both cuts hold on every table, nothing leaks."""

import time
from datetime import date

import pytest
from tests.unit.evidence.conftest import event as shipped_event
from tests.unit.evidence.user_batches import EDITION, FIRST, LATE, batch, dated, figure, origin, votes

from multifront.errors import EvidenceError
from multifront.evidence import STARTER, load_batch, open_evidence
from multifront.evidence import cut as cutting
from multifront.evidence.schema import KEYS, TABLES

OLD, LATER = date(2022, 1, 1), date(2026, 12, 1)
DATED = [name for name in TABLES if name not in ("origin", "vote_pair")]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "mine.duckdb"


@pytest.fixture(autouse=True)
def small_starter(folder, monkeypatch):
    """A tiny folder stands for the shipped one, so that each opening is quick."""
    monkeypatch.setattr("multifront.evidence.opening.STARTER", folder)


@pytest.fixture
def every_table(file):
    """In every table a row public early and one public late, and one in an old edition and one in a new."""
    rows = {name: [dated(name, "old", FIRST, OLD), dated(name, "late", LATE, EDITION)] for name in DATED}
    rows["origin"] = [origin() | {"edition_date": OLD}]
    load_batch(file, batch(rows=rows, votes=[votes(2020, OLD), votes(2023)]))
    return file


def held(ev, table):
    name = KEYS.get(table, "year::VARCHAR")
    where = "list_contains(origin_ids, 'mine')" if "origin_ids" in TABLES[table].columns else "origin_id = 'mine'"
    return {found["k"] for found in ev.sql(f"SELECT {name} AS k FROM {table} WHERE {where}")}


@pytest.mark.parametrize("table", [*DATED, "vote_pair"])
def test_both_cuts_hold_on_every_table(every_table, table):
    old, late = ("2020", "2023") if table == "vote_pair" else ("old", "late")
    for arguments, expected in (
        ({}, {old, late}),
        ({"as_of": "2022-12-31"}, {old}),
        ({"as_of_edition": "2022-01-01"}, {old}),
        ({"as_of_edition": "2021-12-31"}, set()),
        ({"as_of": "2019-01-01"}, set()),
        ({"as_of": "2022-12-31", "as_of_edition": "2026-12-31"}, {old}),
    ):
        assert held(open_evidence(**arguments, store=every_table), table) == expected, arguments


@pytest.mark.parametrize("table", DATED)
def test_both_cuts_hold_by_id(every_table, table):
    assert len(open_evidence(store=every_table).rows(table, ["old", "late"])) == 2
    for limit in ({"as_of": "2022-12-31"}, {"as_of_edition": "2022-12-31"}):
        ev = open_evidence(**limit, store=every_table)
        assert ev.present(table, ["late", "old"]) == ("old",)
        with pytest.raises(EvidenceError, match="has no row 'late'"):
            ev.rows(table, ["late"])


def test_an_origin_is_public_from_its_first_row(every_table):
    assert open_evidence("2020-12-30", store=every_table).present("origin", ["mine"]) == ()
    assert open_evidence("2020-12-31", store=every_table).present("origin", ["mine"]) == ("mine",)
    assert open_evidence(as_of_edition="2021-12-31", store=every_table).present("origin", ["mine"]) == ()


def test_the_editions_of_the_shipped_folder_are_cut_too(folder):
    for table in ("event", "observation", "frame", "vote_pair", "origin"):
        asked = f"SELECT count(*) AS n FROM {table}"
        assert open_evidence(path=folder, as_of_edition="2026-11-21").sql(asked) == [{"n": 0}]
        assert open_evidence(path=folder, as_of_edition="2026-11-22").sql(asked)[0]["n"] > 0
    stream = open_evidence(path=folder, as_of_edition="2026-11-21").stream("patrols")
    assert stream.frame.refusal == "nothing of this stream was in an edition made by 2026-11-21"


def test_the_newer_edition_of_a_row_is_seen_and_the_older_before_it(folder, file):
    newer = [shipped_event("P1", date(2021, 5, 1), date(2021, 5, 2), headline="newer") | {"edition_date": LATER}]
    older = [shipped_event("P2", date(2023, 5, 1), date(2023, 5, 2), headline="older") | {"edition_date": EDITION}]
    same = [shipped_event("X1", date(2021, 7, 1), date(2021, 7, 1), headline="same day")]
    good = [origin("good") | {"edition_date": EDITION}]
    load_batch(file, batch(rows={"origin": good, "event": newer + older + same}))
    ev = open_evidence(path=folder, store=file)
    assert [row["headline"] for row in ev.rows("event", ["P1", "P2", "X1"])] == ["newer", "", "same day"]
    assert len(ev.events()) == 6
    before = open_evidence(path=folder, store=file, as_of_edition="2026-11-22")
    assert [row["headline"] for row in before.rows("event", ["P1", "P2"])] == ["", ""]
    oldest = open_evidence(path=folder, store=file, as_of_edition=EDITION)
    assert [row["headline"] for row in oldest.events()] == ["older"]


def test_a_stream_counts_only_the_origins_of_its_frame(folder, file):
    before = open_evidence(path=folder).stream("patrols")
    load_batch(file, batch())
    ev = open_evidence(path=folder, store=file)
    assert {"M1", "M2"} <= {row["event_id"] for row in ev.events(subtypes=["patrol"])}
    assert ev.stream("patrols").ids == before.ids
    assert ev.stream("patrols").selection == before.selection


def test_series_votes_and_catalogue_are_united(folder, file):
    load_batch(file, batch(votes=[votes(2020)]))
    ev = open_evidence(path=folder, store=file)
    assert ev.series("sales").best.tolist() == [5.0]
    assert ev.votes(("CHN", "RUS")).year.tolist() == [2019, 2020, 2025]
    assert ev.votes().year.tolist() == [2019, 2019, 2020, 2025]
    assert {"sales", "trade"} <= {row["name"] for row in ev.catalogue()}
    assert ev.vintage == date(2026, 11, 22)
    assert ev.manifest["store"]["loads"]["mine"]["parser"] == "mine 1"
    shipped = open_evidence(path=folder).manifest["tables"]
    assert ev.manifest["tables"]["event"]["content_sha256"] != shipped["event"]["content_sha256"]
    assert ev.manifest["tables"]["frame"] == shipped["frame"]


def test_a_table_that_no_store_has_is_empty(folder):
    for table in ("treaty", "transfer", "statement"):
        assert open_evidence(path=folder).sql(f"SELECT * FROM {table}") == []


@pytest.mark.parametrize("limit", [1, 1_000_000])
def test_tables_read_in_place_and_copied_ones_say_the_same(every_table, limit, monkeypatch):
    monkeypatch.setattr(cutting, "LARGE", limit)
    ev = open_evidence("2022-12-31", store=every_table)
    assert ev.present("treaty", ["old", "late"]) == ("old",)
    assert held(ev, "treaty") == {"old"}
    assert ev.present("treaty", ["old", "late"]) == ("old",)
    with pytest.raises(EvidenceError, match="cannot be run"):
        ev.sql("SELECT * FROM user_store.treaty")


@pytest.mark.parametrize("table", ["load", "reject", "citation", "user_store.event", "user_store.main.load"])
def test_records_and_the_file_are_out_of_reach_of_queries(every_table, table):
    with pytest.raises(EvidenceError, match="cannot be run"):
        open_evidence("2022-12-31", store=every_table).sql(f"SELECT * FROM {table}")
    with pytest.raises(EvidenceError, match=r"cannot be run|not one SELECT"):
        open_evidence("2022-12-31", store=every_table).sql(f"SELECT * FROM query('FROM {table}')")


def test_the_environment_names_a_default_store(folder, file, monkeypatch):
    load_batch(file, batch())
    monkeypatch.setenv("MULTIFRONT_STORE", str(file))
    assert open_evidence().present("event", ["M1"]) == ("M1",)
    assert open_evidence(path=folder).present("event", ["M1"]) == ()
    monkeypatch.setenv("MULTIFRONT_STORE", "")
    assert open_evidence().present("event", ["M1"]) == ()


def test_warnings_name_what_is_read_in_a_later_edition(every_table):
    assert any("mine 7 rows" in text for text in open_evidence("2021-06-01", store=every_table).warnings)
    strict = open_evidence("2024-06-01", as_of_edition="2024-06-01", store=every_table)
    assert strict.warnings == ()
    assert strict.as_of_edition == date(2024, 6, 1)


def test_a_date_that_cannot_be_read():
    with pytest.raises(EvidenceError, match="as_of_edition 'soon' is not a date"):
        open_evidence(as_of_edition="soon")


def test_the_starter_alone_opens_fast():
    open_evidence(path=STARTER)
    begun = time.perf_counter()
    open_evidence(path=STARTER)
    assert time.perf_counter() - begun < 1.0


def test_a_figure_of_two_editions_is_one_figure(folder, file):
    cells = {"indicator": "trade", "partner": "RUS", "definition_id": "customs", "edition_date": LATER}
    load_batch(file, batch(rows={"observation": [figure("f1", 7.0, **cells)]}))
    ev = open_evidence(path=folder, store=file)
    assert [row["observation_id"] for row in ev.observations("trade", definition_id="customs")].count("f1") == 1
    assert [row["best"] for row in ev.rows("observation", ["f1"])] == [7.0]
