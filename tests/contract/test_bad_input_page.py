"""Every row of the page on bad input names a pytest test that exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    line for line in (ROOT / "docs/bad-input.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")
][1:]
NAMED = re.compile(r"`(tests/\S+\.py)::(test_\w+)` \|$")


def test_there_are_rows() -> None:
    assert len(ROWS) > 30


@pytest.mark.parametrize("row", ROWS)
def test_the_named_test_exists(row: str) -> None:
    found = NAMED.search(row)
    assert found, f"no pytest test is named in: {row}"
    tree = ast.parse((ROOT / found[1]).read_text(encoding="utf-8"))
    assert found[2] in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
