"""Every YAML file in the package is valid in its own language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.contract.source_tree import PACKAGE

from multifront import claims, contingency
from multifront.evidence import open_evidence

ASSESSMENTS = sorted((PACKAGE / "assessments").glob("*.yaml"))
SCENARIOS = sorted((PACKAGE / "scenarios").glob("*.yaml"))


def test_there_are_some() -> None:
    assert ASSESSMENTS
    assert SCENARIOS


@pytest.mark.parametrize("path", ASSESSMENTS, ids=lambda p: p.stem)
def test_assessment_is_valid(path: Path) -> None:
    assessment = claims.load(path)
    assert assessment.id == path.stem


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_scenario_is_valid(path: Path) -> None:
    contingency.load(path)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_every_source_of_a_scenario_is_a_row_of_the_starter_evidence(path: Path) -> None:
    cited = sorted({source for _, source in contingency.load(path).sources})
    missing = set(cited) - set(open_evidence().present("observation", cited))
    assert not missing


def test_the_docs_list_the_sources_not_public_on_the_start_date() -> None:
    scenario = contingency.load("taiwan-blockade")
    cited = list(dict.fromkeys(source for _, source in scenario.sources))
    rows = open_evidence().rows("observation", cited)
    late = {row["observation_id"] for row in rows if row["public_from"] > scenario.start}
    page = (PACKAGE.parents[1] / "docs" / "model-supply.md").read_text(encoding="utf-8")
    listed = page.split("<!-- late sources -->")[1].split("<!-- end of late sources -->")[0]
    assert set(re.findall(r"^\| ([a-z]+:\S+) \|", listed, re.MULTILINE)) == late
    weak = sum(row["weak"] for row in rows)
    assert f"Of its {len(rows)} sources {len(late)} are" in page
    assert f"{weak} of the {len(rows)} are weak" in page
