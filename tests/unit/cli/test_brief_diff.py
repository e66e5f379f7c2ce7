"""`brief diff` and `--compare-as-of`: what they print, their exit codes, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.golden.sample_brief import sample_brief
from tests.unit.cli.test_commands_run import Ran, call

BRIEF = ("brief", "taiwan-2025", "--draws", "200")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a brief, and a file of the same brief with one verdict and one number changed."""
    first = tmp_path / "one" / "brief.json"
    first.parent.mkdir()
    text = sample_brief().json_text()
    first.write_text(text, encoding="utf-8")
    content = json.loads(text)
    content["claims"][0]["verdict"] = "contradicted"
    content["traces"]["t7.before"]["value"] = 2.5
    second = tmp_path / "two.json"
    second.write_text(json.dumps(content), encoding="utf-8")
    return first.parent, second


def test_the_same_brief_says_so_with_exit_code_zero(two: tuple[Path, Path]) -> None:
    ran: Ran = call("brief", "diff", str(two[0]), str(two[0] / "brief.json"))
    assert (ran.code, ran.out) == (0, "")
    assert "The briefs say the same" in ran.err
    assert json.loads(call("brief", "diff", str(two[0]), str(two[0]), "--format", "json").out) == []


def test_differences_are_printed_with_units_and_exit_code_one(two: tuple[Path, Path]) -> None:
    ran = call("brief", "diff", str(two[0]), str(two[1]))
    assert ran.code == 1
    assert "2 differences: verdict 1, number 1." in ran.err
    for word in ("not supported", "contradicted", "0.9312", "2.5", "patrols a year"):
        assert word in ran.out
    rows = json.loads(call("brief", "diff", str(two[0]), str(two[1]), "--format", "json").out)
    assert [(row["claim"], row["what"], row["after"]) for row in rows] == [
        ("t7", "verdict", "contradicted"),
        ("t7", "number", 2.5),
    ]
    table = list(csv.DictReader(io.StringIO(call("brief", "diff", *map(str, two), "--format", "csv").out)))
    assert [row["name"] for row in table] == ["verdict", "t7.before"]


def test_what_cannot_be_compared_is_named(two: tuple[Path, Path], tmp_path: Path) -> None:
    missing = call("brief", "diff", str(two[0]), str(tmp_path / "nothing"))
    assert (missing.code, missing.out) == (2, "")
    assert "write one: multifront brief" in missing.err
    other = tmp_path / "other.json"
    for text, said in (("[1]", "not a brief.json"), ("{", "not a brief.json"), ('{"id": "x"}', "of 'x'")):
        other.write_text(text, encoding="utf-8")
        ran = call("brief", "diff", str(two[0]), str(other))
        assert ran.code == 2
        assert said in ran.err
    other.write_text('{"id": "sample"}', encoding="utf-8")
    assert "no content of a brief" in call("brief", "diff", str(two[0]), str(other)).err


def test_then_and_now_stand_in_the_brief(tmp_path: Path) -> None:
    ran = call(*BRIEF, "--as-of", "2023-01-01", "--compare-as-of", "2022-01-01", "--out", str(tmp_path))
    assert ran.code == 0
    content = json.loads((tmp_path / "taiwan-2025" / "brief.json").read_text(encoding="utf-8"))
    assert content["earlier"]["day"] == "2022-01-01"
    assert [one["claim_id"] for one in content["earlier"]["claims"]] == [one["claim_id"] for one in content["claims"]]
    assert "--compare-as-of 2022-01-01" in content["run"]["command"]
    for ending, title in (("html", '<h2 id="then">Then and now</h2>'), ("md", "## Then and now")):
        assert title in (tmp_path / "taiwan-2025" / f"brief.{ending}").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "said"), [("2023-01-01", "is not before --as-of 2023-01-01"), ("soon", "--compare-as-of wants a day")]
)
def test_a_day_that_is_no_earlier_one_is_refused(tmp_path: Path, day: str, said: str) -> None:
    ran = call(*BRIEF, "--as-of", "2023-01-01", "--compare-as-of", day, "--out", str(tmp_path))
    assert ran.code == 2
    assert said in ran.err
    assert not list(tmp_path.rglob("brief.*"))
