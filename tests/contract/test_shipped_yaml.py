"""Every YAML file in the package is valid in its own language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.source_tree import PACKAGE

from multifront import claims, contingency

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
