"""Same input and seed give byte-identical JSON; another seed does not."""

from __future__ import annotations

import re

from multifront.workbench import briefs


def test_same_seed_same_bytes(real_briefs) -> None:
    again = briefs.build("taiwan-2025", briefs.Request(draws=1_000))
    assert again.json_text() == real_briefs["taiwan-2025"].json_text()


def test_another_seed_other_draws(real_briefs) -> None:
    other = briefs.build("taiwan-2025", briefs.Request(seed=1, draws=1_000))
    assert other.json_text() != real_briefs["taiwan-2025"].json_text()


def test_brief_is_small_and_offline(real_briefs) -> None:
    for brief in real_briefs.values():
        html = brief.html()
        assert len(html.encode()) < 3_000_000
        assert "default-src 'none'" in html
        assert not re.search(r"""(src|href|action)=["']?(https?:)?//""", html)
