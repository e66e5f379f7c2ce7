"""Every number in the rendered text of the real briefs stands in an element whose trace gives that number."""

from __future__ import annotations

import json

import pytest
from tests.golden.number_traces import check_numbers

BRIEFS = ("taiwan-2025", "axis-2024", "gulf-2026")


@pytest.mark.parametrize("name", BRIEFS)
def test_every_number_has_its_trace(real_briefs, name: str) -> None:
    brief = real_briefs[name]
    traces = json.loads(brief.json_text())["traces"]
    problems = check_numbers(brief.html(), traces)
    assert not problems, "\n".join(problems[:20])


def test_an_early_cut_has_its_traces_too(early_brief) -> None:
    traces = json.loads(early_brief.json_text())["traces"]
    assert not check_numbers(early_brief.html(), traces)


@pytest.mark.parametrize("name", BRIEFS)
def test_a_changed_number_is_caught(real_briefs, name: str) -> None:
    brief = real_briefs[name]
    traces = json.loads(brief.json_text())["traces"]
    ends = (".rate_ratio", ".headline_few", ".headline_ratio")
    victim = next(t for i, t in traces.items() if i.endswith(ends) and not i.startswith("scenario."))
    victim["value"] = victim["value"] + 1000
    assert check_numbers(brief.html(), traces)
