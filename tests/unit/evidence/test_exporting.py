"""Exports of tables: what the files hold, the package around them, what is left out, and what is never replaced."""

import hashlib
import json
from datetime import date
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pytest
from tests.unit.evidence.user_batches import batch, dated, event, origin
from tests.unit.evidence.user_batches import figure as own_figure

from multifront.errors import EvidenceError, UsageError
from multifront.evidence import export_tables, exporting, load_batch, open_evidence
from multifront.evidence.citations import bibtex, csl
from multifront.evidence.schema import TABLES
from multifront.evidence.terms import Rule

SHIP = (Rule(("*",), "ship", "our own"),)


def terms(monkeypatch, *rules):
    monkeypatch.setattr(exporting, "read_terms", lambda: rules)


@pytest.fixture
def ev(folder, monkeypatch):
    terms(monkeypatch, *SHIP)
    return open_evidence(path=folder)


def contents(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def descriptor(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_a_csv_package_is_valid_and_gives_back_every_row(ev, tmp_path):
    made = export_tables(ev, tmp_path / "out", "csv")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = frictionless.Package(str(tmp_path / "out" / "datapackage.json"))
    assert [one.name for one in made.resources] == package.resource_names
    for name in package.resource_names:
        read = [row.to_dict() for row in package.get_resource(name).read_rows()]
        order = ", ".join(TABLES[name].order)
        kept = [{k: v if v != "" else None for k, v in row.items()} for row in ev.sql(f"FROM {name} ORDER BY {order}")]
        assert read == kept, name


def test_a_parquet_package_holds_the_rows_and_types_of_the_store(ev, tmp_path):
    export_tables(ev, tmp_path / "out", "parquet")
    for one in descriptor(tmp_path / "out")["resources"]:
        found = pq.read_table(tmp_path / "out" / one["path"])
        order = ", ".join(TABLES[one["name"]].order)
        assert found.to_pylist() == ev.sql(f"FROM {one['name']} ORDER BY {order}")
        assert [field["name"] for field in one["schema"]["fields"]] == found.column_names
        assert one["schema"]["missingValues"] == []
        assert one["format"] == "parquet"
    package = frictionless.Package(str(tmp_path / "out" / "datapackage.json"))
    assert package.get_resource("event").schema.primary_key == ["event_id"]


def test_bytes_hash_keys_and_constraints_of_the_descriptor(ev, tmp_path):
    export_tables(ev, tmp_path / "out", "csv")
    resources = {one["name"]: one for one in descriptor(tmp_path / "out")["resources"]}
    for one in resources.values():
        content = (tmp_path / "out" / one["path"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert all(field["description"].endswith(".") for field in one["schema"]["fields"])
    votes = resources["vote_pair"]["schema"]
    assert votes["primaryKey"] == ["year", "state_a", "state_b"]
    assert votes["foreignKeys"] == [{"fields": ["origin_id"], "reference": {"resource": "origin", "fields": ["id"]}}]
    status = next(field for field in resources["observation"]["schema"]["fields"] if field["name"] == "status")
    assert status["constraints"]["enum"] == ["reported", "zero_by_rule", "missing"]


def test_csv_follows_rfc_4180_and_texts_stay_as_they_are(folder, tmp_path, monkeypatch):
    terms(monkeypatch, *SHIP)
    odd = '=1+1, "x"\r\nsecond line; Ünïcode'
    load_batch(tmp_path / "s.duckdb", batch(rows={"event": [event("M1", headline=odd, note="-5 °C")]}))
    ev = open_evidence(path=folder, store=tmp_path / "s.duckdb")
    made = export_tables(ev, tmp_path / "out", "csv", tables=["event"])
    raw = (tmp_path / "out" / "event.csv").read_bytes()
    quoted = odd.replace('"', '""')
    assert f'"{quoted}"'.encode() in raw
    assert b'"[""CHN"",""RUS""]"' in raw
    assert raw.count(b"\r\n") == raw.count(b"\n")
    (note,) = made.notes
    assert "event.headline 1" in note
    assert "event.note 1" in note
    rows = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).get_resource("event").read_rows()
    assert [row["headline"] for row in rows if row["event_id"] == "M1"] == [odd]


def test_the_same_evidence_gives_the_same_bytes_and_an_export_is_replaced(ev, tmp_path):
    for form in ("csv", "parquet"):
        export_tables(ev, tmp_path / "one", form)
        export_tables(ev, tmp_path / "two", form)
        assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert "event.csv" not in contents(tmp_path / "one")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("name", ["notes.txt", "datapackage.json"])
def test_a_folder_of_something_else_is_not_replaced(ev, tmp_path, name):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("{}")
    with pytest.raises(UsageError, match="is not replaced: it is something else; valid: a new folder, an empty one"):
        export_tables(ev, tmp_path / "out")
    assert contents(tmp_path / "out") == {name: b"{}"}


def test_an_export_to_which_something_was_added_is_not_replaced(ev, tmp_path):
    (tmp_path / "out").mkdir()
    export_tables(ev, tmp_path / "out")
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match=r"is not replaced: it holds mine\.txt"):
        export_tables(ev, tmp_path / "out")
    with pytest.raises(UsageError, match="it is something else"):
        export_tables(ev, tmp_path / "out" / "mine.txt")


def test_a_failure_leaves_the_old_export(ev, tmp_path, monkeypatch):
    export_tables(ev, tmp_path / "out")
    before = contents(tmp_path / "out")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_package", full)
    with pytest.raises(EvidenceError, match=r"was not written: .*No space left on device; valid: .* next: "):
        export_tables(ev, tmp_path / "out", "csv")
    assert contents(tmp_path / "out") == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_names_that_do_not_exist(ev, tmp_path):
    with pytest.raises(UsageError, match="unknown form of tables 'parqet'; closest: parquet"):
        export_tables(ev, tmp_path / "out", "parqet")
    with pytest.raises(EvidenceError, match="unknown table 'events'; closest: event"):
        export_tables(ev, tmp_path / "out", tables=["events"])
    assert not (tmp_path / "out").exists()


def test_only_what_was_public_is_exported_and_only_its_origins_are_cited(folder, tmp_path, monkeypatch):
    terms(monkeypatch, *SHIP)
    ev = open_evidence("2021-12-31", folder)
    ev.sql("SELECT 1")  # from here on its own database reaches no file
    made = export_tables(ev, tmp_path / "out", "csv", tables=["event"])
    assert [(one.name, one.rows) for one in made.resources] == [("origin", 1), ("event", 2)]
    good = ev.origins(["good"]).values()
    assert (tmp_path / "out" / "CITATION.bib").read_text(encoding="utf-8") == bibtex(good)
    assert json.loads((tmp_path / "out" / "CITATION.csl.json").read_text(encoding="utf-8")) == csl(good)
    told = descriptor(tmp_path / "out")
    assert (told["as_of"], told["vintage"]) == ("2021-12-31", "2026-11-22")
    assert [source["id"] for source in told["sources"]] == ["good"]


def test_origins_alone_are_all_exported_and_an_empty_table_only_if_asked_for(ev, tmp_path):
    made = export_tables(ev, tmp_path / "a", "csv", tables=["origin"])
    assert [(one.name, one.rows) for one in made.resources] == [("origin", 3)]
    made = export_tables(ev, tmp_path / "b", "csv", tables=["treaty"])
    assert [(one.name, one.rows) for one in made.resources] == [("origin", 0), ("treaty", 0)]
    assert frictionless.validate(str(tmp_path / "b" / "datapackage.json")).valid
    assert "treaty" not in [one.name for one in export_tables(ev, tmp_path / "c").resources]


def test_what_may_not_be_passed_on_is_left_out_and_named(folder, tmp_path, monkeypatch):
    terms(monkeypatch, Rule(("late",), "private", "not to be passed on"), Rule(("*",), "ship", "our own"))
    ev = open_evidence(path=folder)
    made = export_tables(ev, tmp_path / "out", "csv")
    assert {one.name: one.rows for one in made.resources} == {
        **{"origin": 2, "event": 4, "observation": 5, "frame": 1, "vote_pair": 3}
    }
    assert [(left.table, left.origin, left.rows, left.reason) for left in made.left_out] == [
        ("event", "late", 2, "not to be passed on"),
        ("observation", "late", 1, "not to be passed on"),
        ("frame", "late", 1, "not to be passed on"),
    ]
    assert b"late" not in b"".join(contents(tmp_path / "out")[name] for name in ("event.csv", "origin.csv"))
    told = descriptor(tmp_path / "out")
    assert [left["table"] for left in told["left_out"]] == ["event", "observation", "frame"]
    assert "left out: see `left_out`" in told["description"]


def test_a_row_of_two_origins_goes_if_either_may_not_be_passed_on(folder, tmp_path, monkeypatch):
    terms(monkeypatch, Rule(("secret",), "private", "no"), *SHIP)
    rows = {"origin": [origin(), origin("secret")], "event": [event("M1", origin_ids=["mine", "secret"]), event("M2")]}
    load_batch(tmp_path / "s.duckdb", batch(rows=rows))
    ev = open_evidence(path=folder, store=tmp_path / "s.duckdb")
    export_tables(ev, tmp_path / "out", "parquet", tables=["event"])
    found = pq.read_table(tmp_path / "out" / "event.parquet").column("event_id").to_pylist()
    assert "M2" in found
    assert "M1" not in found


def test_a_private_copy_holds_everything_and_says_so(folder, tmp_path):
    ev = open_evidence(path=folder)
    made = export_tables(ev, tmp_path / "out", private=True)
    assert made.left_out == ()
    told = descriptor(tmp_path / "out")
    assert told["private"] is True
    assert told["description"].startswith("PRIVATE COPY")
    made = export_tables(ev, tmp_path / "other")
    assert {left.reason for left in made.left_out} == {"no terms are declared for this origin in evidence/terms.yaml"}
    assert {one.rows for one in made.resources} == {0}


def test_aggregates_go_up_to_their_limit_and_in_observations_only(folder, tmp_path, monkeypatch):
    rows = {
        "observation": [own_figure(f"m{n}", 1.0, period_start=date(2000 + n, 1, 1)) for n in range(3)],
        "transfer": [dated("transfer", "t1", date(2021, 3, 1))],
    }
    load_batch(tmp_path / "s.duckdb", batch(rows=rows))
    ev = open_evidence(path=folder, store=tmp_path / "s.duckdb")
    for limit, rows_written in ((3, 3), (2, 0)):
        terms(monkeypatch, Rule(("mine",), "aggregates", "small parts", limit), Rule(("*",), "private", "no"))
        made = export_tables(ev, tmp_path / "out", tables=["observation", "transfer"])
        assert {one.name: one.rows for one in made.resources}["observation"] == rows_written
        reasons = {left.table: left.reason for left in made.left_out if left.origin == "mine"}
        assert reasons["transfer"] == "small parts; rows of 'transfer' are no aggregates"
    assert reasons["observation"] == "small parts; 3 rows are more than the 2 that may go together"


def test_a_table_that_is_read_in_place_is_exported_in_its_order(folder, tmp_path, monkeypatch):
    from multifront.evidence import cut

    terms(monkeypatch, *SHIP)
    load_batch(tmp_path / "s.duckdb", batch())
    ev = open_evidence(path=folder, store=tmp_path / "s.duckdb")
    export_tables(ev, tmp_path / "copied", "csv", tables=["event"])
    monkeypatch.setattr(cut, "LARGE", 1)
    export_tables(ev, tmp_path / "in_place", "csv", tables=["event"])
    assert contents(tmp_path / "copied") == contents(tmp_path / "in_place")


def test_a_store_that_changed_since_it_was_opened_is_not_exported(folder, tmp_path, monkeypatch):
    terms(monkeypatch, *SHIP)
    load_batch(tmp_path / "s.duckdb", batch())
    ev = open_evidence(path=folder, store=tmp_path / "s.duckdb")
    export_tables(ev, tmp_path / "out")
    ev.sql("SELECT 1")  # lets the file go
    load_batch(tmp_path / "s.duckdb", batch(inputs={"a.csv": "2" * 64}))
    with pytest.raises(
        EvidenceError, match=r"was written since it was opened; valid: .*; next: call open_evidence again"
    ):
        export_tables(ev, tmp_path / "out")
