"""Briefs and measures of a user's store and of a cut by edition: what is read, what is printed, when it is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.evidence.user_batches import batch, votes
from typer.testing import CliRunner

from multifront.cli.app import app
from multifront.evidence import load_batch
from multifront.workbench import briefs

REQUEST = briefs.Request(draws=100)
BEFORE = date(2026, 11, 21)
"""The day before the edition of the shipped evidence."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A user's store with an edition of June 2026."""
    path = tmp_path / "my.duckdb"
    load_batch(path, batch(votes=[votes(2023)]))
    return path


@pytest.fixture(autouse=True)
def _no_store_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MULTIFRONT_STORE", raising=False)


def test_a_brief_names_its_store_and_its_cuts(small: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = briefs.build(small, REQUEST)
    with_store = briefs.build(small, replace(REQUEST, store=file))
    assert plain.run.command == "multifront brief small.yaml --seed 0 --draws 100"
    assert with_store.run.command == "multifront brief small.yaml --store my.duckdb --seed 0 --draws 100"
    assert with_store.run.evidence_hash != plain.run.evidence_hash
    cut = briefs.build(small, replace(REQUEST, store=file, as_of=date(2026, 12, 1), as_of_edition=BEFORE))
    assert "--store my.duckdb --as-of 2026-12-01 --as-of-edition 2026-11-21 --seed 0" in cut.run.command
    monkeypatch.setenv("MULTIFRONT_STORE", str(file))
    assert briefs.build(small, REQUEST).run.command == with_store.run.command


def test_an_edition_cut_leaves_a_brief_nothing_of_later_copies(small: Path) -> None:
    with_all, cut = briefs.build(small, REQUEST), briefs.build(small, replace(REQUEST, as_of_edition=BEFORE))
    assert {s.row_count for t in with_all.traces.values() for s in t.selections} != {0}
    assert {s.row_count for t in cut.traces.values() for s in t.selections} <= {0}
    assert [card.verdict.verdict for card in cut.cards] == ["cannot be tested"]


def test_another_store_or_edition_cut_is_judged_again(small: Path, file: Path, tmp_path: Path) -> None:
    changes = [{}, {"store": file}, {"as_of_edition": date(2026, 12, 1)}]
    texts = []
    for change in changes:
        path = briefs.write(small, tmp_path, replace(REQUEST, **change)).paths[0]
        texts.append(path.read_text(encoding="utf-8"))
        before = path.stat().st_mtime_ns
        briefs.write(small, tmp_path, replace(REQUEST, **change))
        assert path.stat().st_mtime_ns == before
    assert len(set(texts)) == len(changes)


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_commands_take_both_options(small: Path, file: Path, tmp_path: Path) -> None:
    run("brief", small, "--out", tmp_path, "--draws", 100, "--store", file, "--as-of-edition", "2026-12-01")
    made = json.loads((tmp_path / "small" / "brief.json").read_text(encoding="utf-8"))
    assert "--store my.duckdb --as-of-edition 2026-12-01" in made["run"]["command"]
    asked = ("measure", "votes", "CHN", "RUS", "--format", "json")
    years = [
        {row["year"] for row in json.loads(run(*asked, *more))}
        for more in ((), ("--store", file), ("--store", file, "--as-of-edition", "2026-06-01"))
    ]
    assert years[1] - years[0] == {2023}
    assert years[2] == {2023}


@pytest.mark.parametrize("command", [("brief",), ("measure", "votes", "CHN", "RUS"), ("evidence", "query", "SELECT 1")])
def test_an_edition_day_that_is_none_names_its_option(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--as-of-edition", "soon"])
    assert result.exception is not None
    assert "--as-of-edition wants a day such as 2023-01-01, found 'soon'" in str(result.exception)
