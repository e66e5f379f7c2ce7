"""`multifront scenario sensitivity|discover|levers|facts|race|explore` in process: rows, notes, pages, refusals."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from tests.contract.source_tree import ROOT

from multifront.cli import main

FILE = str(ROOT / "tests" / "data" / "small-levers.yaml")
FEW = ("--draws", "300")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["multifront", "scenario", *words])
        with pytest.raises(SystemExit) as ended:
            main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    code, out, _ = run(capsys, *words, "--format", "csv")
    assert code == 0
    return list(csv.DictReader(io.StringIO(out)))


def test_sensitivity(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "sensitivity", FILE, *FEW)
    assert found[0]["name"] == "china.stock.volume"
    assert found[0]["beyond chance"] == "yes"
    assert (found[-1]["name"], found[-1]["with interactions"]) == ("taiwan.rationing.full_cover", "0 % (0 to 0)")


def test_discover_says_the_box_or_why_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "discover", FILE, "--horizon", "270", "--above", "0.9", *FEW)
    assert found[0]["box"].startswith("China: crude in store on the scenario's start day: ")
    code, out, err = run(capsys, "discover", FILE, "--condition", "challenger_first", *FEW)
    assert code == 0
    assert "not sought" in out
    assert "0.0%" in err
    code, _, err = run(capsys, "discover", FILE, "--condition", "nobody_first", *FEW)
    assert code == 2
    assert "unknown condition" in err


def test_levers_by_regret_and_by_state(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "levers", FILE, *FEW)
    assert next(row["lever and setting"] for row in found) == "ships: stop"
    assert found[0]["greatest"] == "0"
    states = rows(capsys, "levers", FILE, "--states", *FEW)
    assert {row["gives away least"] for row in states} == {"ships: stop"}
    assert len(states) == 3
    code, _, err = run(capsys, "levers", "small", *FEW)
    assert code == 2
    assert "has no levers" in err


def test_facts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "facts", FILE, *FEW)
    assert code == 0
    assert "no other lever would be better" in " ".join(out.split())
    assert "facts pass what chance would show" in err


def test_race_as_rows_and_as_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = rows(capsys, "race", FILE, *FEW)
    assert len(found) == 12
    assert found[0]["days of war"] == "30"
    page = tmp_path / "race.html"
    code, _, err = run(capsys, "race", FILE, *FEW, "--out", str(page))
    assert code == 0
    assert "wrote" in err
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    first = page.read_bytes()
    run(capsys, "race", FILE, *FEW, "--out", str(page))
    assert page.read_bytes() == first


def test_explore_writes_a_page_and_its_data(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, _ = run(capsys, "explore", FILE, *FEW, "--out", str(tmp_path / "x"))
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["exploration.html", "exploration.json"]
    data = json.loads((tmp_path / "x" / "exploration.json").read_text(encoding="utf-8"))
    assert data["outcome"]["unit"] == "days"
    assert data["question"]["horizon"] == 365
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    code, _, err = run(capsys, "explore", FILE, *FEW, "--out", str(tmp_path / "file"))
    assert code == 2
    assert "valid: a folder" in err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
