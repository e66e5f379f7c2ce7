"""What all tests share: where the raw mirror is, and the real briefs, built once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

# The gate draws the same examples each time, so that one commit has one answer; `make search` looks for new ones.
settings.register_profile("repeat", derandomize=True)
settings.register_profile("search", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("MULTIFRONT_EXAMPLES", "repeat"))

os.environ.pop("MULTIFRONT_STORE", None)  # no test may see a developer's own store

MIRROR = Path(__file__).parents[2] / "shared"
DRAWS = 1_000


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills a developer's own cache of fetched files and judged claims."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def mirror() -> Path:
    """The raw public data beside the project; the test is skipped, with the reason, where they are absent."""
    if not (MIRROR / "data").is_dir():
        pytest.skip("needs the raw public data in ../shared/data, absent here")
    return MIRROR


@pytest.fixture(scope="session")
def real_briefs():
    """The shipped assessments judged on the shipped evidence, by id."""
    from multifront.workbench import briefs

    request = briefs.Request(draws=DRAWS)
    return {name: briefs.build(name, request) for name in briefs.shipped()}


@pytest.fixture(scope="session")
def early_brief():
    """taiwan-2025 as of a day before most of its evidence."""
    from multifront.workbench import briefs

    return briefs.build("taiwan-2025", briefs.Request(as_of=date(2023, 1, 1), draws=DRAWS))
