"""`evidence explain` and `evidence cite`: from an id to its file and parser, and exactly the origins of a brief."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.errors import EvidenceError, UsageError
from multifront.evidence import open_evidence
from multifront.workbench import citing
from multifront.workbench.place import Place


def facts(name: str) -> dict[str, object]:
    return {fact["what"]: fact["value"] for fact in citing.explain(name)}


@pytest.mark.parametrize(
    ("name", "table", "file", "parser"),
    [
        ("EV0058", "event", "reference/events.csv", "reference_events"),
        ("vote:CHN-RUS:2019", "vote_pair", "data/parquet/un_votes.parquet", "un_votes"),
        ("vote:CHN-RUS:2025", "vote_pair", "data/unga_3dl_2025/un_votes_2025_processed.csv", "un_votes_2025"),
        ("un_votes", "origin", "data/parquet/un_votes.parquet", "un_votes"),
        ("cns_nti_missiles", "origin", "data/nk_missiles/nk_missile_tests.csv", "north_korea_tests"),
    ],
)
def test_from_an_id_to_file_and_parser(name: str, table: str, file: str, parser: str) -> None:
    found = facts(name)
    manifest = open_evidence().manifest
    assert found["table"] == table
    assert found["file"] == file
    assert found["file checksum"] == manifest["inputs"][file]
    assert str(found["parser"]).split()[0] == parser
    assert found["parser"] in manifest["parsers"]
    assert found["citation"]


def test_a_figure_of_the_list() -> None:
    name = open_evidence().sql("SELECT observation_id FROM observation WHERE observation_id LIKE 'econ:%' LIMIT 1")
    found = facts(name[0]["observation_id"])
    assert str(found["parser"]).startswith("reference_figures")
    assert "reference/economics.csv" in str(found["file"])


def test_the_rule_of_the_day_of_publication() -> None:
    def chosen(query: str) -> str:
        return str(facts(open_evidence().sql(query)[0]["name"])["public_from rule"])

    assert "plus 1 d" in chosen("SELECT event_id AS name FROM event WHERE event_id LIKE 'NK:%' LIMIT 1")
    late = "SELECT event_id AS name FROM event WHERE public_from = edition_date AND event_id LIKE 'EV%' LIMIT 1"
    assert "nothing earlier is known" in chosen(late)
    assert "from the date of the source" in str(facts("EV0058")["public_from rule"])
    assert "last day of the year" in str(facts("vote:CHN-RUS:2019")["public_from rule"])


def test_what_is_not_there_or_not_yet() -> None:
    with pytest.raises(EvidenceError, match="no row or origin 'EV9999'"):
        citing.explain("EV9999")
    with pytest.raises(EvidenceError, match="that was public by 2000-01-01"):
        citing.explain("EV0058", Place(date(2000, 1, 1)))


@pytest.fixture
def brief(tmp_path, real_briefs):
    path = tmp_path / "brief.json"
    path.write_text(real_briefs["taiwan-2025"].json_text(), encoding="utf-8")
    return path


def test_exactly_the_origins_of_a_brief(brief) -> None:
    used = json.loads(brief.read_text())["origins"]
    assert citing.cite(brief, "bibtex").count("@misc{") == len(used)
    assert len(json.loads(citing.cite(brief, "csl"))) == len(used)


def test_the_commands(brief, tmp_path) -> None:
    run = CliRunner()
    shown = run.invoke(app, ["evidence", "explain", "EV0058", "--format", "json"])
    assert {"what": "table", "value": "event"} in json.loads(shown.stdout)
    out = tmp_path / "used.bib"
    written = run.invoke(app, ["evidence", "cite", "--brief", str(brief), "--out", str(out)])
    assert written.exit_code == 0
    assert out.read_text(encoding="utf-8") == citing.cite(brief, "bibtex")
    printed = run.invoke(app, ["evidence", "cite", "--brief", str(brief), "--format", "csl"])
    assert json.loads(printed.stdout)[0]["id"]


def test_bad_requests(brief, tmp_path) -> None:
    with pytest.raises(UsageError, match="unknown format of citations 'ris'"):
        citing.cite(brief, "ris")
    with pytest.raises(UsageError, match="no brief"):
        citing.cite(tmp_path / "none.json", "csl")
    other = tmp_path / "other.json"
    other.write_text('{"origins": {"a": {"id": "a"}}}')
    with pytest.raises(UsageError, match=r"is not a brief\.json"):
        citing.cite(other, "csl")


def test_a_row_says_how_many_independent_origins_stand_behind_it() -> None:
    found = facts("EV0058")
    assert found["independent origins"] == "1 independent origin"
    assert "through Guancha" in str(found["spoke first"])
    assert str(found["reliability of origins (A to F)"]).startswith("D, ")
    assert str(found["credibility of the item (1 to 6)"]).startswith("1, ")
    assert "independent origins" not in facts("un_votes")
