"""The sample brief and its renderings, made once for all tests of the brief."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "golden"))

from tests.golden.sample_brief import sample_brief

from multifront.brief import Brief


@pytest.fixture(scope="session")
def brief() -> Brief:
    return sample_brief()


@pytest.fixture(scope="session")
def page(brief: Brief) -> str:
    return brief.html()


@pytest.fixture(scope="session")
def record(brief: Brief) -> dict[str, Any]:
    return json.loads(brief.json_text())
