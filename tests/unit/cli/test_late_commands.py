"""Commands are imported when they are run: help and reading a document load little, and the lists say what is meant."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from multifront.cli.app import Commands, app
from multifront.cli.late_commands import LateCommands

HEAVY = {"numpy", "scipy", "numba", "duckdb", "pydantic", "yaml", "jinja2", "multifront.claims", "multifront.evidence"}


def loaded_after(*arguments: str) -> set[str]:
    """Modules that a command has loaded when it ends."""
    code = f"import sys\nfrom multifront.cli.app import app\napp({list(arguments)!r}, standalone_mode=False)\n"
    code += "print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_loads_no_command() -> None:
    loaded = loaded_after("--help")
    assert "multifront.cli.app" in loaded
    assert not loaded & HEAVY
    assert not {late.module for late in Commands.table.values()} & loaded


def test_reading_a_document_opens_no_evidence_and_knows_no_kinds(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Russia and China have held more joint patrols since 2019, analysts said.\n", encoding="utf-8")
    loaded = loaded_after("read", str(text))
    assert "multifront.reading" in loaded
    assert not loaded & {"scipy", "numba", "duckdb", "multifront.claims", "multifront.evidence"}


@pytest.mark.parametrize("name", list(Commands.table))
def test_the_list_of_commands_says_what_the_command_says(name: str) -> None:
    line = Commands.table[name].line.rstrip(".")
    command: Any = typer.main.get_command(app)
    assert command.commands[name].help.replace("\n", " ").startswith(line)


def test_a_command_is_made_once_and_an_unknown_one_is_none() -> None:
    commands = LateCommands(Commands.table)
    assert commands["read"] is commands["read"]
    assert commands.get("raed") is None
    assert list(commands) == list(Commands.table)
    assert len(commands) == len(Commands.table)


def test_no_line_is_cut_off_in_the_help() -> None:
    assert max(len(name) + len(late.line) for name, late in Commands.table.items()) < 76
