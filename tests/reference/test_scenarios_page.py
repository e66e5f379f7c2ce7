"""The tables of docs/scenarios.md are what bench/scenarios_page.py makes."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from multifront import contingency

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "bench"))
PAGE = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
MAKER = importlib.import_module("scenarios_page")


def block(name: str) -> list[str]:
    return PAGE.split(f"<!-- {name} -->\n")[1].split(f"<!-- end of {name} -->")[0].splitlines()


def test_the_page_says_what_is_cited_in_every_shipped_scenario() -> None:
    assert block("cited")[2:] == [MAKER.cited(name) for name in contingency.shipped_scenarios()]


@pytest.mark.parametrize("name", ["small", "taiwan-quarantine-four"])
def test_headline_figures_run_again_are_the_same(name: str) -> None:
    assert MAKER.headline(name) in block("headline")


def test_rules_of_labour_run_again_are_the_same() -> None:
    assert block("labour")[2:][-3:] == MAKER.labour("two-fronts-korea")


@pytest.mark.parametrize("name", contingency.shipped_scenarios())
def test_every_scenario_has_a_line_in_the_page(name: str) -> None:
    table = PAGE.split("| scenario | question |")[1].split("\n\n")[0]
    assert f"`{name}`" in table or f"`-{name.rpartition('-')[2]}`" in table
