"""`evidence fetch` as a whole: the rest goes on, gaps are declared, exit code 3 only if nothing came."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.errors import EvidenceError, UsageError
from multifront.sources import addresses, hormuz_transits
from multifront.sources.fetch_cache import FetchCache
from multifront.workbench import fetching

COPIES = ("un_ideal_points", "hormuz_transits")


@pytest.fixture
def made_mirror(tmp_path, monkeypatch):
    """A mirror with one of two files of our own making, pinned as such."""
    mirror = tmp_path / "mirror"
    (mirror / "data").mkdir(parents=True)
    (mirror / "data" / "a.csv").write_text("year\n2020\n")
    known = {
        "here": (addresses.Wanted("here", "a.csv", mirror="data/a.csv", how="by hand", page="https://example.org"),),
        "gone": (addresses.Wanted("gone", "b.csv", mirror="data/b.csv", how="by hand", page="https://example.org"),),
    }
    monkeypatch.setattr(addresses, "addresses", lambda: known)
    return mirror


def test_the_rest_goes_on_and_gaps_are_declared(made_mirror, tmp_path):
    said: list[str] = []
    rows = fetching.fetch([], tmp_path / "cache", made_mirror, said.append)
    assert [(row["source"], row["status"]) for row in rows] == [("here", "fetched"), ("gone", "down")]
    assert "gone: b.csv: down: no 'data/b.csv' in the mirror" in said
    ledger = json.loads((tmp_path / "cache" / "fetched.json").read_text())
    assert ledger["gaps"] == {"gone/b.csv": "no 'data/b.csv' in the mirror"}
    assert ledger["files"]["here/a.csv"]["held"] is True
    fetching.refuse_empty(rows, None)


def test_a_later_fetch_keeps_the_other_entries(made_mirror, tmp_path):
    fetching.fetch([], tmp_path, made_mirror, lambda _: None)
    fetching.fetch(["here"], tmp_path, made_mirror, lambda _: None)
    ledger = json.loads((tmp_path / "fetched.json").read_text())
    assert set(ledger["files"]) == {"here/a.csv", "gone/b.csv"}
    assert ledger["files"]["here/a.csv"]["status"] == "unchanged"


def test_commands_and_exit_codes(made_mirror, tmp_path):
    cache = str(tmp_path / "cache")
    fine = CliRunner().invoke(app, ["evidence", "fetch", "--mirror", str(made_mirror), "--cache", cache])
    assert fine.exit_code == 0
    assert "fetched" in fine.stdout
    empty = CliRunner().invoke(app, ["evidence", "fetch", "gone", "--mirror", str(made_mirror), "--cache", cache])
    assert isinstance(empty.exception, EvidenceError)
    assert empty.exception.exit_code == 3
    assert "nothing could be fetched" in str(empty.exception)


def test_a_mirror_that_is_no_folder(tmp_path):
    with pytest.raises(UsageError, match="is not a folder"):
        fetching.fetch([], tmp_path, tmp_path / "none", lambda _: None)


def test_each_way_of_fetching_takes_its_own_files(tmp_path):
    both, cache = addresses.of_sources(("ucdp_conflicts",)), FetchCache(tmp_path)
    assert [one.file for one in fetching._chosen(both, False, cache)] == ["ucdp-prio-acd-251-csv.zip"]
    assert [one.file for one in fetching._chosen(both, True, cache)] == ["UcdpPrioConflict_v25_1.csv"]


def test_a_file_put_into_the_cache_by_hand_is_entered_with_its_day(tmp_path):
    (tmp_path / "gml_disputes").mkdir()
    (tmp_path / "gml_disputes" / "gml-ddy-disputes-2.2.1.csv").write_text("dispnum\n")
    rows = fetching.fetch(["gml_disputes"], tmp_path, None, lambda _: None)
    assert [row["status"] for row in rows] == ["unchanged", "by hand"]
    ledger = json.loads((tmp_path / "fetched.json").read_text())
    assert ledger["files"]["gml_disputes/gml-ddy-disputes-2.2.1.csv"]["held"] is True
    assert set(ledger["gaps"]) == {"gml_disputes/gml_dirdisp.rda"}


def test_the_default_cache_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert fetching.default_cache() == tmp_path / "multifront"


@pytest.mark.mirror
def test_real_copies_pass_their_pins(mirror, tmp_path):
    rows = fetching.fetch(COPIES, tmp_path, mirror, lambda _: None)
    assert {row["status"] for row in rows} == {"fetched"}
    assert hormuz_transits.harvest(tmp_path).observations  # a cache is laid out like a mirror
