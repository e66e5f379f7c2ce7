"""Loads of bad input: each an error that names source and reason, the store as before, the other sources readable."""

from __future__ import annotations

import math
from dataclasses import replace

import duckdb
import pytest
from tests.unit.evidence.test_user_store_loading import dump
from tests.unit.evidence.user_batches import batch, event, figure, generated, origin
from tests.unit.sources.sample_files import parquet_file

from multifront.errors import EvidenceError
from multifront.evidence import Query, load_batch, open_evidence
from multifront.evidence.loading import altered, content_hash
from multifront.evidence.userfile import make_file
from multifront.sources import ucdp_battle_events
from multifront.sources.files import confirm
from multifront.sources.relations import parquet
from multifront.sources.rows import EDITION_NOT_STATED

GED = (
    *("id", "year", "type_of_violence", "conflict_name", "side_a", "side_b", "where_coordinates", "country"),
    *("date_prec", "date_start", "date_end", "best", "high", "low", "gwnoa", "gwnob"),
)
LINE = "{0},2020,1,c,A,B,w,c,1,2020-05-01,2020-05-02,5,7,3,365,\n"


@pytest.fixture
def file(tmp_path, folder, monkeypatch):
    monkeypatch.setattr("multifront.evidence.opening.STARTER", folder)
    load_batch(tmp_path / "mine.duckdb", batch())
    return tmp_path / "mine.duckdb"


def ged(path, content):
    """A load of a GED file of that content."""
    path.write_bytes(content)
    bulk = ucdp_battle_events.battles(path)
    made = batch("ged", "ged 1", rows={"origin": [origin("ucdp_ged", edition_date=EDITION_NOT_STATED)]})
    return replace(made, queries=[Query(bulk.table, bulk.query, bulk.rejects)])


def test_a_good_file_is_loaded(file, tmp_path):
    content = (",".join(GED) + "\n" + LINE.format(1) + LINE.format("A")).encode()
    record, _ = load_batch(file, ged(tmp_path / "ged.csv", content))
    assert (record.counts["event"], record.rejects) == (1, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda whole: whole[:-9], r"Line: 51 "),
        (lambda whole: whole + b'51,2020,"cut', r"Line: 52 "),
        (lambda whole: whole + ",".join(GED).encode() + b"\n", r"ged\.csv line 52: the header once more"),
        (lambda whole: whole + b"a,b\n", r"Line: 52 "),
    ],
)
def test_a_file_that_turns_bad_in_the_middle_leaves_the_store_as_before(file, tmp_path, content, said):
    whole = (",".join(GED) + "\n" + "".join(LINE.format(i) for i in range(1, 51))).encode()
    before, good = dump(file), ged(tmp_path / "ged.csv", whole)
    (tmp_path / "ged.csv").write_bytes(content(whole))
    with pytest.raises(EvidenceError, match=rf"source 'ged' was not loaded, the store .* as before: .*{said}"):
        load_batch(file, good)
    assert dump(file) == before
    assert altered(file) == []
    assert open_evidence(store=file).present("event", ["M1", "M2"]) == ("M1", "M2")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"observation": [figure("x", math.inf)]}, r"not a finite number in 1 row"),
        ({"observation": [figure("x", math.nan)]}, r"not a finite number in 1 row"),
        ({"event": [event("x", magnitude=-math.inf)]}, r"magnitude not a finite number"),
        (
            {"event": [event("x", date_start="2027-01-01", date_end="2027-01-02", public_from="2026-06-01")]},
            "happened after our copy was made in 1 row.*such as 'x'",
        ),
    ],
)
def test_numbers_without_end_and_events_of_the_future_are_refused(file, rows, said):
    before = dump(file)
    with pytest.raises(EvidenceError, match=said):
        load_batch(file, batch(parser="mine 2", rows=rows))
    assert dump(file) == before


def test_a_plan_may_lie_in_the_future(file):
    planned = event("x", occurred="planned", date_start="2027-01-01", date_end="2027-01-02", public_from="2026-06-01")
    assert load_batch(file, batch(parser="mine 2", rows={"event": [planned]}))[1]


def test_a_file_that_changes_while_it_is_loaded_is_not_kept(file, tmp_path):
    (tmp_path / "b.csv").write_bytes(b"first")
    before = dump(file)
    changing = replace(generated(1_000), confirm=lambda: confirm(tmp_path, {"b.csv": "1" * 64}))
    with pytest.raises(EvidenceError, match=r"as before: source file 'b.csv' changed while it was being read"):
        load_batch(file, changing)
    assert dump(file) == before


def test_a_parquet_file_that_is_cut_after_it_was_looked_at(file, tmp_path):
    rows = [(float(i), float(i)) for i in range(10_000)]
    relation = parquet(parquet_file(tmp_path / "t.parquet", ["a", "b"], rows), ("a", "b"))
    (tmp_path / "t.parquet").write_bytes((tmp_path / "t.parquet").read_bytes()[:200])
    before, made = dump(file), generated(1)
    query = f"{made.queries[0].query}, {relation} WHERE a = 1"
    with pytest.raises(EvidenceError, match=r"source 'bulk' was not loaded.*t\.parquet"):
        load_batch(file, replace(made, queries=[replace(made.queries[0], query=query)]))
    assert dump(file) == before


def test_names_with_quotes_and_other_signs_do_no_harm(tmp_path, folder, monkeypatch):
    monkeypatch.setattr("multifront.evidence.opening.STARTER", folder)
    for name in ("it's.duckdb", 'say "x".duckdb', "дані 100%.duckdb", "x\ny.duckdb", "a;--.duckdb"):
        place = tmp_path / "fold'er" / name
        place.parent.mkdir(exist_ok=True)
        assert load_batch(place, batch("o'source; DROP TABLE event; --"))[1]
        assert open_evidence(store=place).present("event", ["M1"]) == ("M1",)
        assert altered(place) == []


def test_what_a_killed_process_left_of_a_new_store_is_no_trouble(tmp_path):
    file = tmp_path / "mine.duckdb"
    for left in ("mine.duckdb.building", "mine.duckdb.building.wal"):
        (tmp_path / left).write_bytes(b"half")
    make_file(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.duckdb"]
    assert load_batch(file, batch())[1]


def test_the_hash_of_the_rows_is_the_same_after_each_refused_load(file):
    def hashed():
        with duckdb.connect(str(file), read_only=True) as con:
            return content_hash(con, "mine")

    first = hashed()
    for rows in ({"event": [event("E", occurred="maybe")]}, {"event": [event("")]}):
        with pytest.raises(EvidenceError):
            load_batch(file, batch(parser="mine 2", rows=rows))
        assert hashed() == first
