"""Sources from a mirror into a user's store: all that can be loaded is, gaps are named, the command line says so."""

import hashlib
import json
import os
from datetime import date

import pytest
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.domain import Origin
from multifront.errors import EvidenceError, UsageError
from multifront.evidence import open_evidence
from multifront.evidence.schema import STARTER_TABLES
from multifront.sources import Harvest, OriginRecord, hormuz_transits, un_ideal_points
from multifront.sources.harvest import Bulk
from multifront.workbench import store
from multifront.workbench.loading import load_sources

os.environ.pop("MULTIFRONT_STORE", None)  # pytest tests see no store of a developer's own
EDITION = date(2026, 6, 1)


def harvest(mirror):
    texts = dict.fromkeys(("producer", "title", "edition", "licence", "link", "published", "sha256", "read_at"), "x")
    origin = Origin(id="made", edition_date=EDITION, reliability="A", note="", **texts)
    query = (
        "SELECT 'T' || i AS treaty_id, '' AS title, ['CHN', 'PRK'] AS members, 'alliance' AS kind, ['defence'] AS "
        "obligations, DATE '1961-07-11' AS date_start, NULL AS date_end, 'day' AS date_precision, ['made'] AS "
        "origin_ids, 'yes' AS seen, false AS weak, '' AS weak_reason, 2 AS credibility, false AS conflict, '' AS note, "
        "DATE '1961-07-11' AS public_from, DATE '2026-06-01' AS edition_date FROM range(3) r(i)"
    )
    rejects = "SELECT 'hormuz_transits' AS source, 'x.csv' AS file, 4 AS line, 'no year' AS reason, 'a,b' AS text"
    record = OriginRecord(origin, "made")
    (mirror / "x.csv").write_text("a,b\n", encoding="utf-8")
    digest = hashlib.sha256(b"a,b\n").hexdigest()
    return Harvest(hormuz_transits.PARSER, {"x.csv": digest}, (record,), bulk=(Bulk("treaty", query, rejects),))


def missing(mirror):
    raise EvidenceError("source file 'y.csv' not found")


@pytest.fixture
def made(monkeypatch):
    monkeypatch.setattr(hormuz_transits, "harvest", harvest)
    monkeypatch.setattr(un_ideal_points, "harvest", missing)


def test_what_can_be_loaded_is_and_the_gap_is_named(made, tmp_path):
    file = tmp_path / "s.duckdb"
    with pytest.raises(EvidenceError, match=r"1 of 2 source\(s\).*1 are in(.|\n)*un_ideal_points: source file 'y.csv'"):
        load_sources(tmp_path, file, ["un_ideal_points", "hormuz_transits"])
    (gap,) = json.loads(run("list", "gaps", "--store", file, "--format", "json").stdout)
    assert gap == {"source": "un_ideal_points", "reason": "source file 'y.csv' not found"}
    assert "un_ideal_points" in open_evidence(store=file).warnings[0]
    assert load_sources(tmp_path, file, ["hormuz_transits"]) == [
        "hormuz_transits: 1 origin, 3 treaty; 1 rows set aside (unchanged)"
    ]
    found = open_evidence("1990-01-01", store=file).rows("treaty", ["T1"])
    assert found[0]["members"] == ["CHN", "PRK"]


def test_an_unknown_source_loads_nothing(tmp_path):
    with pytest.raises(UsageError, match="unknown source 'hormuz_transit'; closest: hormuz_transits"):
        load_sources(tmp_path, tmp_path / "s.duckdb", ["hormuz_transit"])
    assert list(tmp_path.iterdir()) == []


def run(*arguments):
    return CliRunner().invoke(app, ["evidence", *map(str, arguments)])


def test_the_command_line_builds_lists_checks_and_queries_a_store(made, tmp_path, monkeypatch):
    file = tmp_path / "s.duckdb"
    assert run("build", "--mirror", tmp_path, "--store", file, "hormuz_transits").exit_code == 0
    (load,) = json.loads(run("list", "loads", "--store", file, "--format", "json").stdout)
    assert (load["source"], load["edition_date"]) == ("hormuz_transits", "2026-06-01")
    (reject,) = json.loads(run("list", "rejects", "--store", file, "--format", "json").stdout)
    assert (reject["line"], reject["reason"]) == (4, "no year")
    assert run("check", "--store", file).exit_code == 0
    query = ("query", "select count(*) n from treaty", "--format", "csv")
    assert run(*query, "--store", file).stdout == "n\n3\n"
    assert run(*query, "--store", file, "--as-of-edition", "2026-05-31").stdout == "n\n0\n"
    assert run(*query, "--store", file, "--as-of", "1961-07-10").stdout == "n\n0\n"
    monkeypatch.setenv("MULTIFRONT_STORE", str(file))
    assert run(*query).stdout == "n\n3\n"
    assert run("build", "--mirror", tmp_path, "hormuz_transits").exit_code == 0


def test_what_is_asked_of_no_store(tmp_path):
    with pytest.raises(UsageError, match="none is named; next: pass --store FILE"):
        store.listing("loads", store.Place())
    with pytest.raises(UsageError, match="valid: --store FILE or MULTIFRONT_STORE"):
        store.build_store(tmp_path, None, ["hormuz_transits"], print)
    result = run("build", "--mirror", tmp_path, "--out", tmp_path, "hormuz_transits")
    assert isinstance(result.exception, UsageError)
    with pytest.raises(UsageError, match="unknown listing 'loadz'; closest: loads"):
        store.listing("loadz", store.Place())


@pytest.mark.mirror
def test_the_sources_of_the_starter_loaded_into_a_store_give_the_same_rows(mirror, tmp_path):
    names = ["pla_activity", "north_korea_tests", "reference_events", "reference_figures", "un_ideal_points"]
    load_sources(mirror, tmp_path / "s.duckdb", [*names, "un_votes_2025"])
    starter, united = open_evidence(), open_evidence(store=tmp_path / "s.duckdb")
    for name in STARTER_TABLES:
        query = f"SELECT count(*) AS n, bit_xor(md5_number(t::VARCHAR)) AS h FROM {name} t"
        assert starter.sql(query) == united.sql(query), name
    assert starter.catalogue() == united.catalogue()
