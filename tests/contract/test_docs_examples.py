"""The Python examples of two pages run, and the commands of docs/commands.md that need no file of the user."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.contract.source_tree import ROOT
from tests.unit.cli.test_commands_run import call

from multifront.evidence import actors

NEEDS_MORE = ("spark", "...")
"""Marks of an example that needs an extra, or in which the reader fills in a part."""

NEEDS_FILES = (
    "../shared",
    "my.duckdb",
    "my-claims.yaml",
    "my-scenario.yaml",
    "briefs/",
    "article.txt",
    "--cache",
    "--feed",
    "timing test",
)
SLOW = (
    "multifront brief",
    "multifront simulate",
    "multifront serve",
    "--chart",
    "measure",
    "check",
    "duplicates",
    "hindcast",
)
"""Commands that write briefs or run for seconds; each has pytest tests of its own."""


def blocks(page: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return list(re.findall(r"```python\n(.*?)```", text, re.DOTALL))


def commands() -> list[str]:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    lines = [line.split("  #")[0].strip() for line in re.findall(r"^    (multifront .*)$", text, re.MULTILINE)]
    return [line for line in lines if not any(mark in line for mark in (*NEEDS_FILES, *SLOW))]


@pytest.mark.parametrize("block", [b for b in blocks("evidence.md") if not any(m in b for m in NEEDS_MORE)])
def test_an_example_of_the_evidence_page_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MULTIFRONT_STORE", raising=False)
    exec(compile(block, "docs/evidence.md", "exec"), {})


def test_the_answers_on_the_page_of_actors_are_those_given() -> None:
    (block,) = blocks("actors.md")
    names: dict[str, object] = {}
    compared = 0
    for line in block.strip().splitlines():
        code, _, said = line.partition("  # ")
        if not said:
            exec(code, names)
            continue
        found = eval(code, names)
        if count := re.fullmatch(r"(\d+) codes", said):
            assert len(found) == int(count[1])
        else:
            assert found == eval(said, {"Actor": actors.Actor}) if "Actor(" not in said else repr(found) == said
        compared += 1
    assert compared == 6


def test_enough_commands_are_run() -> None:
    assert len(commands()) >= 12
    assert any(line.startswith("multifront evidence query") for line in commands())


@pytest.mark.parametrize("line", commands())
def test_a_documented_command_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = call(*shlex.split(line)[1:])
    assert ran.code == 0, ran.err
