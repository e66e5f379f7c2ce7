"""From a publisher through the cache into a store: what could be fetched is built, the rest declared in the store."""

from __future__ import annotations

import json

import pytest
from tests.unit.sources.publisher import Publisher, published
from tests.unit.sources.sample_files import csv_sample, zipped
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.errors import EvidenceError
from multifront.evidence import open_evidence, open_user_file
from multifront.sources import addresses, ucdp_conflicts
from multifront.sources.fetch_connection import Limits, Rules
from multifront.sources.fetching import Policy
from multifront.workbench import fetching
from multifront.workbench.loading import load_sources

HERE = Policy(Limits(attempts=1, first_wait=0.01), Rules(private=True))
ROW = {
    **{"conflict_id": "900", "location": "A", "side_a": "Government of A", "side_b": "Government of B"},
    **{"year": "2022", "intensity_level": "2", "type_of_conflict": "2", "start_date2": "2022-02-24"},
    **{"start_prec2": "1", "ep_end": "0", "ep_end_date": "", "gwno_a": "365", "gwno_b": "369", "gwno_loc": "369"},
}
SOURCES = ["ucdp_conflicts", "risk_index_monthly", "ucdp_battle_events"]


@pytest.fixture
def archive(tmp_path):
    cells = [ROW[column] for column in ucdp_conflicts.FILE.columns]
    return zipped(csv_sample(tmp_path / "UcdpPrioConflict_v25_1.csv", ucdp_conflicts.FILE.columns, [cells]))


def wanted(source, file, url, **more):
    return {source: (addresses.Wanted(source, file, url, page="https://example.org", **more),)}


@pytest.fixture
def cache(tmp_path, archive, monkeypatch):
    """A cache after a fetch from three made publishers: one answers, one is down, one sends too much."""
    folder = tmp_path / "cache"
    publisher = Publisher(body=archive, media="application/zip")
    with published(publisher) as one:
        known = {
            **wanted("ucdp_conflicts", ucdp_conflicts.OWN_FILE, one.url),
            **wanted("risk_index_monthly", "data_gpr_export.xls", "http://127.0.0.1:9/x"),
            **wanted("ucdp_battle_events", "ged251-csv.zip", one.url, max_bytes=10),
        }
        monkeypatch.setattr(addresses, "addresses", lambda: known)
        rows = fetching.fetch(SOURCES, folder, None, lambda _: None, HERE)
    assert [row["status"] for row in rows] == ["fetched", "down", "too large"]
    return folder


def test_what_was_fetched_is_built_and_the_gaps_stand_in_the_store(cache, tmp_path):
    store = tmp_path / "s.duckdb"
    with pytest.raises(EvidenceError, match=r"2 of 3 source\(s\) could not be loaded, 1 are in"):
        load_sources(cache, store, SOURCES)
    evidence = open_evidence(store=store)
    (row,) = evidence.rows("event", ["UCDP:900:2022-02-24"])
    (load,) = open_user_file(store).loads
    fetched_on = json.loads((cache / "fetched.json").read_text())["files"]["ucdp_conflicts/ucdp-prio-acd-251-csv.zip"]
    assert str(row["edition_date"]) == fetched_on["at"][:10]
    assert load.inputs == {"ucdp_conflicts/ucdp-prio-acd-251-csv.zip": fetched_on["sha256"]}
    gaps = open_user_file(store).gaps
    assert set(gaps) == {"risk_index_monthly", "ucdp_battle_events"}
    assert "fetching: risk_index_monthly/data_gpr_export.xls: 1 attempts brought nothing" in gaps["risk_index_monthly"]
    assert "larger than" in gaps["ucdp_battle_events"] or "bytes" in gaps["ucdp_battle_events"]
    assert "2 source(s) were asked for and could not be loaded" in evidence.warnings[0]


def test_the_command_ends_with_3_and_building_again_changes_nothing(cache, tmp_path):
    store = tmp_path / "s.duckdb"
    command = ["evidence", "build", "--mirror", str(cache), "--store", str(store), *SOURCES]
    for _ in range(2):
        result = CliRunner().invoke(app, command)
        assert isinstance(result.exception, EvidenceError)
        assert result.exception.exit_code == 3
    listed = CliRunner().invoke(app, ["evidence", "list", "gaps", "--store", str(store), "--format", "json"])
    assert [row["source"] for row in json.loads(listed.stdout)] == ["risk_index_monthly", "ucdp_battle_events"]
    assert CliRunner().invoke(app, ["evidence", "check", "--store", str(store)]).exit_code == 0
