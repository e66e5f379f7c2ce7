"""The page on the scenario language is what the code says, and the guide's examples are sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.contract.source_tree import ROOT

from multifront import contingency
from multifront.contingency import language_page

PAGE = ROOT / "docs" / "scenario-language.md"
GUIDE = ROOT / "docs" / "writing-a-scenario.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
GIVEN = {"t7.ratio": contingency.ClaimNumber(0.4, 2.0, 9.1)}


def test_the_page_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == language_page.page(), (
        "next: python -m multifront.contingency.language_page > docs/scenario-language.md"
    )


def test_every_distribution_and_chokepoint_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| {name} |" in text for name in contingency.ranges.DISTRIBUTIONS)
    assert all(f"| `{name}` |" in text for name in contingency.chokepoints.CHOKEPOINTS)


def test_there_are_examples() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize("text", BLOCKS)
def test_every_example_of_the_guide_is_sound(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    assert contingency.load(path, GIVEN).numbers
