"""An assessment with one quick claim, for tests of how briefs are made and kept."""

from pathlib import Path

import pytest

from multifront import claims


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assessment with one quick claim."""
    whole = claims.SHIPPED.joinpath("taiwan-2025.yaml").read_text(encoding="utf-8")
    start, end = whole.index("  - id: t7"), whole.index("  - id: t8")
    head = whole[: whole.index("claims:\n")]
    path = tmp_path_factory.mktemp("files") / "small.yaml"
    path.write_text(head.replace("assessment: taiwan-2025", "assessment: small") + "claims:\n" + whole[start:end])
    return path
