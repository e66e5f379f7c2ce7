"""The README's Python example runs, and its commands and links exist."""

from __future__ import annotations

import re

from tests.contract.source_tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs(capsys) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 1
    assert len(blocks[0].strip().splitlines()) <= 8
    exec(compile(blocks[0], "README.md", "exec"), {})
    assert "events" in capsys.readouterr().out


def test_links_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), f"README links to {target}, which does not exist"


def test_the_two_commands_are_shown() -> None:
    assert "make brief" in README
    assert "make test" in README
