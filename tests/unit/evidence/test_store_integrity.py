"""Broken stores and broken contents: a clear error, nothing half-written, the old store untouched."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.evidence.conftest import write_store

from multifront.errors import EvidenceError
from multifront.evidence import open_evidence


def resealed(folder, name):
    """Make the manifest agree with a file that was changed, so that only the later checks can object."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["tables"][name]["sha256"] = hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest))


def test_a_missing_folder(tmp_path):
    with pytest.raises(EvidenceError, match=r"evidence folder .* not found.*evidence build"):
        open_evidence(path=tmp_path / "nowhere")


def test_a_missing_or_broken_manifest(folder):
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"manifest.json .* cannot be read"):
        open_evidence(path=folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(EvidenceError, match=r"no manifest.json"):
        open_evidence(path=folder)


def test_another_layout(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"schema_version": 2', '"schema_version": 99'))
    with pytest.raises(EvidenceError, match="layout 99, this version reads layout 2"):
        open_evidence(path=folder)


def test_a_changed_file_names_both_checksums(folder):
    path = folder / "event.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(EvidenceError, match=rf"'event': event.parquet has sha256 {found}, the manifest says \w+"):
        open_evidence(path=folder)


def test_a_missing_file(folder):
    (folder / "frame.parquet").unlink()
    with pytest.raises(EvidenceError, match=r"frame.parquet is missing"):
        open_evidence(path=folder)


def test_an_unreadable_table(folder):
    (folder / "event.parquet").write_bytes(b"not a table")
    resealed(folder, "event")
    with pytest.raises(EvidenceError, match=r"'event': event.parquet cannot be read"):
        open_evidence(path=folder)


def test_a_table_with_other_columns(folder):
    (folder / "event.parquet").write_bytes((folder / "frame.parquet").read_bytes())
    resealed(folder, "event")
    with pytest.raises(EvidenceError, match="'event': columns differ in"):
        open_evidence(path=folder)


def test_rows_whose_origin_is_missing(tmp_path, contents, folder):
    rows = {**contents.rows, "origin": [{**row, "id": row["id"].upper()} for row in contents.rows["origin"]]}
    everything = {
        table: [{**row, "origin_ids": [name.upper() for name in row["origin_ids"]]} for row in rows[table]]
        for table in ("event", "observation")
    }
    votes = [replace(part, origin_id="GOOD") for part in contents.votes]
    write_store(replace(contents, rows={**rows, **everything}, votes=votes), tmp_path / "other")
    (folder / "origin.parquet").write_bytes((tmp_path / "other" / "origin.parquet").read_bytes())
    resealed(folder, "origin")
    with pytest.raises(EvidenceError, match="rows name origins that are missing: "):
        open_evidence(path=folder)


@pytest.mark.parametrize("as_of", ["yesterday", "2023-13-01", "01/02/2023"])
def test_a_date_that_is_none(folder, as_of):
    with pytest.raises(EvidenceError, match=rf"as_of '{as_of}' is not a date; valid: YYYY-MM-DD"):
        open_evidence(as_of, folder)


def changed(contents, table, **cells):
    rows = [contents.rows[table][0] | cells, *contents.rows[table][1:]]
    return replace(contents, rows={**contents.rows, table: rows})


@pytest.mark.parametrize(
    ("table", "cells", "words"),
    [
        ("event", {"event_id": "P2"}, "id 'P2' twice in 'sample'"),
        ("event", {"origin_ids": ["gone"]}, "name the origin 'gone', which is not in the store"),
        ("event", {"origin_ids": []}, "no origin in 1 row.*such as 'P1'"),
        ("event", {"date_end": "2020-01-01"}, "end before start in 1 row.*such as 'P1'"),
        ("event", {"public_from": None}, "'event': no public_from or edition_date in 1 row"),
        ("event", {"date_start": "soon"}, "table 'event': "),
        ("observation", {"best": "many"}, "table 'observation': "),
        ("observation", {"bset": 1.0}, "a row has other columns: bset"),
    ],
)
def test_contents_that_do_not_fit_leave_the_old_store_as_it_was(folder, contents, table, cells, words):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(EvidenceError, match=words):
        write_store(changed(contents, table, **cells), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir() if "building" in path.name or "old" in path.name] == []


def test_an_origin_without_a_row_is_not_shipped(folder, contents):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    unused = contents.rows["origin"][0] | {"id": "unused"}
    with pytest.raises(EvidenceError, match="origins without a row: unused"):
        write_store(
            replace(contents, rows={**contents.rows, "origin": [*contents.rows["origin"], unused]}, parser="sample 2"),
            folder,
        )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_stream_that_selects_nothing_or_is_misspelled(folder, contents):
    text = contents.streams.read_text()
    contents.streams.write_text(text.replace("[launch]", "[lunch]"))
    with pytest.raises(EvidenceError, match="stream 'launch_days' selects no row"):
        write_store(contents, folder)
    contents.streams.write_text(text.replace("counts: days", "counts: hours").replace("only:", "onely:"))
    with pytest.raises(EvidenceError, match=r"2 problem.*patrols selects by unknown onely.*launch_days counts 'hours'"):
        write_store(contents, folder)


def test_the_same_contents_give_the_same_bytes(tmp_path, contents, folder):
    write_store(contents, tmp_path / "again")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == first


def test_a_manifest_with_a_torn_entry(folder):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["tables"]["event"]["sha256"]
    path.write_text(json.dumps(manifest))
    with pytest.raises(EvidenceError, match=r"no whole entry for event"):
        open_evidence(path=folder)


def test_a_rename_that_fails_puts_the_old_store_back(folder, contents, monkeypatch):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    rename = Path.rename

    def failing(self, target):
        if self.name == "new":
            raise OSError("disk trouble")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(EvidenceError, match="was not written, it is as before: disk trouble"):
        write_store(contents, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir() if "building" in path.name or "old" in path.name] == []
