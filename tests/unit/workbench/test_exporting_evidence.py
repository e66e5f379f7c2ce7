"""Exports at the command line: what is printed, which options go together, and the register of a user's store."""

import json
import os
import re
from datetime import date

import pytest
from tests.unit.evidence.user_batches import batch, dated, event, origin
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.errors import EvidenceError, UsageError
from multifront.evidence import load_batch
from multifront.workbench.exporting import Asked, export
from multifront.workbench.place import Place

os.environ.pop("MULTIFRONT_STORE", None)  # pytest tests see no store of a developer's own


def run(*arguments):
    return CliRunner().invoke(app, ["evidence", "export", *map(str, arguments)])


def test_the_command_line_exports_tables_and_events(tmp_path):
    found = run(tmp_path / "out", "--to", "csv", "--table", "event", "--as-of", "2023-01-01")
    assert found.exit_code == 0, found.output
    assert "event.csv: 332 rows" in found.stderr
    assert found.stdout == ""
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("event.csv", "origin.csv", "datapackage.json", "CITATION.bib", "CITATION.csl.json"),
    }
    found = run(tmp_path / "out", "--to", "stix", "--actor", "CHN", "--actor", "RUS")
    assert found.exit_code == 0, found.output
    assert (tmp_path / "out" / "bundle.json").is_file()
    assert not (tmp_path / "out" / "event.csv").exists()


def test_options_that_do_not_go_together(tmp_path):
    with pytest.raises(UsageError, match="unknown form of export 'sticks'; closest: stix"):
        export(tmp_path / "out", Asked("sticks"), Place())
    with pytest.raises(UsageError, match="--actor chooses the events of --to stix, found --to csv"):
        export(tmp_path / "out", Asked("csv", actors=("CHN",)), Place())
    with pytest.raises(UsageError, match="--to stix writes events, found --table event, treaty"):
        export(tmp_path / "out", Asked("stix", ("event", "treaty")), Place())
    assert isinstance(run(tmp_path, "--to", "csv", "--table", "evnt").exception, EvidenceError)
    assert not (tmp_path / "out").exists()


def test_the_register_of_arms_and_rows_without_terms_stay_at_home(tmp_path):
    rows = {
        "origin": [origin(name) for name in ("sipri_register", "mine", *(f"own_{n:02d}" for n in range(12)))],
        "event": [event("M1"), *(event(f"E{n}", origin_ids=[f"own_{n:02d}"]) for n in range(12))],
        "transfer": [dated("transfer", "t1", date(2021, 3, 1)) | {"origin_ids": ["sipri_register"]}],
    }
    load_batch(tmp_path / "s.duckdb", batch(rows=rows))
    place = Place(store=tmp_path / "s.duckdb")
    lines = export(tmp_path / "out", Asked("parquet", ("event", "transfer")), place)
    assert "transfer.parquet: 0 rows" in "\n".join(lines)
    assert re.search(r"^event\.parquet: 1,\d{3} rows", "\n".join(lines), re.MULTILINE)
    assert "left out: 4 more, see left_out in datapackage.json" in lines
    told = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))["left_out"]
    reasons = {one["origin"]: one["reason"] for one in told}
    assert reasons["sipri_register"] == "(c) SIPRI: the register of deals is not to be passed on"
    assert reasons["mine"].startswith("no terms are declared")
    lines = export(tmp_path / "out", Asked("parquet", ("event", "transfer"), private=True), place)
    assert "transfer.parquet: 1 rows" in "\n".join(lines)
    assert "a private copy: it may hold rows that must not be passed on" in lines
