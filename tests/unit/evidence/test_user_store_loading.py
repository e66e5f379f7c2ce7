"""Loading into a user's store: whole or not at all, checked, the same when done twice, one writer."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.unit.evidence.user_batches import batch, event, figure, generated, origin, row, votes

from multifront.errors import EvidenceError, FileProblems
from multifront.evidence import load_batch, open_evidence, open_user_file
from multifront.evidence.current import parser_at_hand
from multifront.evidence.gaps import record_gap
from multifront.evidence.loading import altered
from multifront.evidence.schema import TABLES
from multifront.evidence.userfile import locked

HERE = Path(__file__).parent


@pytest.fixture
def file(tmp_path):
    return tmp_path / "mine.duckdb"


@pytest.fixture(autouse=True)
def small_starter(folder, monkeypatch):
    """A tiny folder stands for the shipped one, so that each opening is quick."""
    monkeypatch.setattr("multifront.evidence.opening.STARTER", folder)


def dump(file):
    """Everything in a store, as texts."""
    with duckdb.connect(str(file), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {name: sorted(map(str, con.execute(f"FROM {name}").fetchall())) for name in names}


def test_a_load_is_recorded(file):
    record, written = load_batch(file, batch(votes=[votes(2020)]))
    assert written
    assert record.counts == {"origin": 1, "event": 2, "observation": 1, "vote_pair": 1}
    assert (record.source, record.parser, record.inputs) == ("mine", "mine 1", {"a.csv": "0" * 64})
    (read,) = open_user_file(file).loads
    assert read == record
    assert str(read.edition_date) == "2026-06-01"


@pytest.mark.parametrize("name", ["all.duckdb", "temp.db", "main", "o'clock 1-2.duckdb", "user_store.duckdb"])
def test_a_store_may_have_any_name(tmp_path, name):
    assert load_batch(tmp_path / name, batch())[1]
    assert open_evidence(store=tmp_path / name).present("event", ["M1"]) == ("M1",)
    assert altered(tmp_path / name) == []


def test_loading_twice_changes_nothing(file):
    first, _ = load_batch(file, batch())
    before, bytes_before = dump(file), hashlib.sha256(file.read_bytes()).hexdigest()
    second, written = load_batch(file, batch())
    assert (second, written) == (first, False)
    assert dump(file) == before
    assert hashlib.sha256(file.read_bytes()).hexdigest() == bytes_before


def test_a_replaced_source_leaves_no_row_behind_and_the_others_as_they_were(file):
    load_batch(file, batch())
    load_batch(file, generated(10))
    old, _ = load_batch(file, batch(parser="mine 2"))
    new, written = load_batch(file, batch(parser="mine 3", rows={"event": [event("M1")]}))
    assert written
    assert old.content_hash != new.content_hash
    assert len(dump(file)["event"]) == 11
    assert dump(file)["observation"] == []
    again, _ = load_batch(file, batch(parser="mine 2"))
    assert again.content_hash == old.content_hash


def test_a_hundred_thousand_rows_by_query(file):
    begun = time.perf_counter()
    record, _ = load_batch(file, generated(100_000))
    assert time.perf_counter() - begun < 20
    assert (record.counts["event"], record.rejects) == (100_000, 1)
    found = open_evidence(store=file).sql("SELECT count(*) AS n FROM event WHERE event_id LIKE 'B%'")
    assert found == [{"n": 100_000}]
    (reject,) = open_user_file(file).select("SELECT file, line, reason, text FROM reject")
    assert reject == {"file": "f.csv", "line": 7, "reason": "no date", "text": "x,y"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"event": [event("E", origin_ids=["nobody"])]}, r"'nobody', which is not in the store"),
        ({"event": [event("E", origin_ids=[])]}, "no origin in 1 row"),
        ({"event": [event("E"), event("E")]}, "id 'E' twice"),
        ({"event": [event("")]}, "no id"),
        ({"event": [event("E", public_from=None)]}, "no public_from or edition_date"),
        ({"event": [event("E", edition_date=None)]}, "no public_from or edition_date"),
        ({"event": [event("E", public_from="2026-06-02")]}, "public later than our copy"),
        ({"event": [event("E", occurred="maybe")]}, "occurred is not one of"),
        ({"event": [event("E", credibility=7)]}, "credibility is not 1 to 6"),
        ({"event": [event("E", joint=None)]}, "no answer to joint"),
        ({"event": [event("E", date_end="2020-01-01")]}, "end before start"),
        ({"event": [event("E", date_start="soon")]}, "table 'event'"),
        ({"event": [{"event_id": "E"}]}, "other columns"),
        ({"observation": [figure("m", 1.0, status="guessed")]}, "status is not one of"),
        ({"observation": [figure("m", 1.0, status="missing")]}, "missing, and yet a number"),
        ({"treaty": [row("treaty", treaty_id="T")]}, "no member"),
        ({"transfer": [row("transfer", transfer_id="T", supplier="RUS")]}, "no supplier or recipient"),
        ({"statement": [row("statement", statement_id="S", span_start=5, span_end=2)]}, "no speaker"),
        ({"origin": [origin(), origin()]}, "id 'mine' twice"),
        ({"origin": [origin() | {"reliability": "G"}]}, "reliability is not A to F"),
    ],
)
def test_a_row_that_is_not_fit_leaves_the_store_as_before(file, rows, words):
    load_batch(file, batch())
    before = dump(file)
    with pytest.raises(EvidenceError, match=words) as caught:
        load_batch(file, batch(parser="mine 2", rows=rows))
    assert "source 'mine' was not loaded, the store is as before" in str(caught.value)
    assert dump(file) == before


def test_ids_belong_to_one_source(file):
    load_batch(file, batch())
    other = replace(batch("other", rows={"event": [event("M1", origin_ids=["o"])]}))
    with pytest.raises(EvidenceError, match="id 'M1' of 'other' is in the store already, from 'mine'"):
        load_batch(file, replace(other, rows={**other.rows, "origin": [origin("o")]}))


def test_an_origin_that_others_cite_cannot_go(file):
    load_batch(file, batch())
    load_batch(file, replace(batch("other", rows={"event": [event("X1")]}), rows={"event": [event("X1")]}))
    with pytest.raises(EvidenceError, match="rows of 'other' name the origin 'mine'"):
        load_batch(file, replace(batch(parser="mine 2"), rows={}))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT 1 AS event_id", "a query gives other columns"),
        ("SELECT * FROM read_csv('{missing}')", "no files|No files"),
        ("SELECT nonsense", "nonsense"),
        (generated(1, key="i").queries[0].query.replace("2 AS credibility", "'2' AS credibility"), "VARCHAR, not TIN"),
        (generated(1).queries[0].query.replace("2 AS credibility", "2000 AS credibility"), "2000"),
    ],
)
def test_a_query_that_cannot_be_read_or_does_not_fit(file, tmp_path, query, words):
    load_batch(file, batch())
    before = dump(file)
    made = generated(1)
    bad = replace(made.queries[0], query=query.format(missing=tmp_path / "gone.csv") if "{missing}" in query else query)
    with pytest.raises(EvidenceError, match=words):
        load_batch(file, replace(made, queries=[bad]))
    assert dump(file) == before


def test_a_malformed_file_is_named_with_its_line(file, tmp_path):
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n3,x\n", encoding="utf-8")
    made = generated(1)
    query = (
        f"{made.queries[0].query}, read_csv('{tmp_path}/bad.csv', columns={{'a': 'INT', 'b': 'INT'}}) WHERE a + b > 0"
    )
    with pytest.raises(EvidenceError, match=r"Line: 3.*bad\.csv|bad\.csv.*Line: 3"):
        load_batch(file, replace(made, queries=[replace(made.queries[0], query=query)]))


def test_a_full_disk(file, monkeypatch):
    load_batch(file, batch())
    before = dump(file)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("multifront.evidence.loading.insert_rows", full)
    with pytest.raises(EvidenceError, match=r"as before: .*No space left on device.*room on the disk"):
        load_batch(file, batch(parser="mine 2"))
    assert dump(file) == before


def test_a_killed_load_leaves_the_last_good_state(file):
    load_batch(file, batch())
    before = dump(file)
    program = (
        "import sys, multifront.evidence.loading as loading\n"
        f"sys.path.insert(0, {str(HERE.parents[2])!r})\n"
        "from pathlib import Path\n"
        "from tests.unit.evidence.user_batches import generated, batch, event\n"
        "cite = loading._cite\n"
        "def slow(con, source):\n"
        "    cite(con, source); print('in the middle', flush=True); import time; time.sleep(60)\n"
        "loading._cite = slow\n"
        f"loading.load_batch(Path({str(file)!r}), generated(200_000, 'mine'))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "in the middle\n"
        with pytest.raises(EvidenceError, match=f"in use .process {process.pid} writes it."):
            load_batch(file, batch(parser="mine 2"))
        with pytest.raises(EvidenceError, match="cannot be read now: in use"):
            open_evidence(store=file)
        os.kill(process.pid, signal.SIGKILL)
    assert dump(file) == before
    assert altered(file) == []
    _, written = load_batch(file, batch(parser="mine 2"))
    assert written


def test_readers_share_and_keep_a_writer_out(file):
    load_batch(file, batch())
    one, two = open_evidence(store=file), open_evidence("2022-01-01", store=file)
    assert (one.present("event", ["M1", "M2"]), two.present("event", ["M1", "M2"])) == (("M1", "M2"), ("M1",))
    with pytest.raises(EvidenceError, match="cannot be written now: in use"):
        load_batch(file, batch(parser="mine 2"))
    one.sql("SELECT 1")
    two.sql("SELECT 1")
    assert load_batch(file, batch(parser="mine 2"))[1]


def test_a_stale_source_is_refused_with_the_command_that_rebuilds_it(file):
    load_batch(file, batch("hormuz_transits", "hormuz_transits 0"))
    with pytest.raises(EvidenceError) as caught:
        open_evidence(store=file)
    assert "'hormuz_transits' was loaded by parser 'hormuz_transits 0', the code at hand has" in str(caught.value)
    assert f"next: multifront evidence build --mirror DIR --store {file} hormuz_transits" in str(caught.value)
    load_batch(file, batch("hormuz_transits", parser_at_hand("hormuz_transits 0")))
    assert open_evidence(store=file).events(subtypes=["patrol"])


def test_a_store_whose_rows_were_changed_is_found(file):
    load_batch(file, batch())
    with duckdb.connect(str(file)) as con:
        con.execute("UPDATE observation SET best = 6")
    assert altered(file) == ["mine"]


def test_what_is_no_store_is_refused(file, tmp_path):
    with pytest.raises(EvidenceError, match=r"not found.*build --mirror DIR --store"):
        open_evidence(store=file)
    file.write_text("hello", encoding="utf-8")
    for use in (lambda: open_evidence(store=file), lambda: load_batch(file, batch())):
        with pytest.raises(EvidenceError, match=r"cannot be opened|was not loaded"):
            use()
    assert file.read_text(encoding="utf-8") == "hello"
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as con:
        con.execute("CREATE TABLE event (a INT)")
    with pytest.raises(EvidenceError, match="not of layout 3: tables differ"):
        open_evidence(store=other)
    with pytest.raises(EvidenceError, match="not of layout 3: tables differ"):
        load_batch(other, batch())


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(EvidenceError, match=r"cannot be written .No such file"):
        load_batch(tmp_path / "gone" / "x.duckdb", batch())


def test_the_lock_ends_with_its_holder(file):
    with locked(file, write=True), pytest.raises(EvidenceError, match="in use"), locked(file, write=True):
        pass
    with locked(file, write=False), locked(file, write=False):
        pass


CORRECTION = """
- source: mine
  table: observation
  row: m1
  column: best
  from: {old}
  to: 50.0
  reason: a digit too few
  reported: to the publisher
"""


def test_a_correction_is_applied_noted_and_guarded(file, tmp_path):
    path = tmp_path / "corrections.yaml"
    path.write_text(CORRECTION.format(old=5.0), encoding="utf-8")
    record, _ = load_batch(file, batch(), path)
    assert "a digit too few" in record.corrections
    with pytest.raises(EvidenceError, match="'mine' was loaded under other corrections"):
        open_user_file(file)
    path.write_text(CORRECTION.format(old=4.0), encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"correction of 'mine'.*expected 4.0, the source says 5.0.*remove the"):
        load_batch(file, batch(), path)
    with duckdb.connect(str(file), read_only=True) as con:
        (found,) = con.execute("SELECT best, note FROM observation").fetchall()
    assert found == (50.0, "corrected here: best was 5.0 in the source (a digit too few)")
    path.write_text(CORRECTION.format(old=5.0).replace("m1", "m9"), encoding="utf-8")
    with pytest.raises(EvidenceError, match="the source has no such row"):
        load_batch(file, batch(), path)


def test_corrections_are_checked_all_at_once(file, tmp_path):
    path = tmp_path / "corrections.yaml"
    path.write_text("- {source: a, table: observatio, wrong: 1}\n- 5\n", encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        load_batch(file, batch(), path)
    text = str(caught.value)
    for words in ("line 1: entry 1: lacks 'row'", "unknown field 'wrong'", "no table 'observatio'", "line 2: entry 2"):
        assert words in text


def test_every_table_is_there(file):
    load_batch(file, batch())
    assert set(TABLES) <= set(dump(file))


def test_a_gap_is_recorded_warned_of_and_taken_away_by_a_load(file):
    record_gap(file, "mine", "the publisher is down")
    record_gap(file, "other", "asks for an account")
    record_gap(file, "mine", "it has moved")
    assert open_user_file(file).gaps == {"mine": "it has moved", "other": "asks for an account"}
    (warning,) = open_evidence(store=file).warnings
    assert warning.startswith("2 source(s) were asked for and could not be loaded")
    assert "mine, other; the reasons: multifront evidence list gaps" in warning
    load_batch(file, batch())
    assert open_user_file(file).gaps == {"other": "asks for an account"}
    record_gap(file, "mine", "the newer edition is damaged")
    assert "mine (rows of an earlier load are used), other" in open_evidence(store=file).warnings[0]
    assert not load_batch(file, batch())[1]
    assert "mine" not in open_user_file(file).gaps


def test_a_gap_that_cannot_be_entered_leaves_the_store_as_it_was(file):
    load_batch(file, batch())
    before = dump(file)
    with locked(file, write=True), pytest.raises(EvidenceError, match="in use"):
        record_gap(file, "other", "down")
    assert dump(file) == before
