"""Every command has help and stands in the docs; options that mean the same are called the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer
from tests.contract.source_tree import ROOT

from multifront.cli.app import app
from multifront.cli.default_command import DefaultCommand


def commands(group: Any, path: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    if not hasattr(group, "commands"):
        return [(" ".join(path), group)]
    return [pair for name, sub in group.commands.items() for pair in commands(sub, (*path, name))]


ROOT_COMMAND: Any = typer.main.get_command(app)
ALL = commands(ROOT_COMMAND)
SHORT = {name for name, group in ROOT_COMMAND.commands.items() if isinstance(group, DefaultCommand)}
"""Groups that run their first command where none is named."""


@pytest.mark.parametrize(("name", "command"), ALL, ids=lambda v: v if isinstance(v, str) else "")
def test_command_has_help(name: str, command: Any) -> None:
    assert command.help, f"multifront {name} has no help"
    for parameter in command.params:
        if parameter.name not in ("help",):
            assert getattr(parameter, "help", None), f"multifront {name}: {parameter.name} has no help"


@pytest.mark.parametrize("name", [n for n, _ in ALL])
def test_command_is_documented(name: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"multifront {name}" in text, f"docs/commands.md does not show `multifront {name}`"


def test_documented_commands_exist() -> None:
    known = {n for n, _ in ALL} | SHORT
    for file in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for line in re.findall(r"^    multifront ((?:[a-z]+ ?){1,2})", file.read_text(encoding="utf-8"), re.M):
            words = line.split()
            assert " ".join(words[:2]) in known or words[0] in known, f"{file.name} shows `multifront {line}`"
