"""JSON and Markdown: same bytes for the same brief, no NaN, and no markup let through."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import numpy as np
from tests.golden.sample_brief import INJECTION, sample_brief

from multifront.brief import Brief
from multifront.brief.document import plain
from multifront.brief.shown import cell, number, probability


def test_json_is_the_same_twice_and_sorted(brief: Brief) -> None:
    text = brief.json_text()
    assert text == sample_brief().json_text()
    assert json.dumps(json.loads(text), sort_keys=True, indent=1, ensure_ascii=False) + "\n" == text
    assert "NaN" not in re.sub(r'"[^"]*"', "", text)


def test_json_holds_every_trace_of_the_page(page: str, record: dict[str, Any]) -> None:
    named = set(re.findall(r'data-trace="([^"]*)"', page))
    assert len(named) > 60
    assert {name.replace("&lt;", "<").replace("&gt;", ">") for name in named} <= set(record["traces"])
    assert set(record["traces"]["t7.ratio"]) == {"value", "unit", "how", "rows", "origins", "seed", "assumption"}


def test_plain_values() -> None:
    made = plain({"a": np.float64(0.1), "b": np.array([1, 2]), "c": float("nan"), "d": float("-inf"), "e": -0.0})
    assert made == {"a": 0.1, "b": [1, 2], "c": None, "d": "-inf", "e": 0.0}
    assert plain([date(2025, 12, 17), np.datetime64("2025-12-17"), {"b", "a"}]) == [
        "2025-12-17",
        "2025-12-17",
        ["a", "b"],
    ]


def test_markdown_tells_the_same_and_escapes(brief: Brief) -> None:
    text = brief.markdown()
    assert "| t7 | Joint bomber patrols have become more frequent | not supported | moderate | 0.23 | 0.46 |" in text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    for title in ("## Bottom line", "## Sources", "## Limits", "## Claims of the document not judged yet"):
        assert title in text
    assert INJECTION not in text


def test_single_values() -> None:
    assert [probability(value) for value in (0.0004, 0.0456, 0.2314, None)] == ["<0.001", "0.046", "0.23", ""]
    assert [number(value) for value in (2022, 22000, 0.12345, None, -1.5, True, 1234567.0)] == [
        "2022",
        "22,000",
        "0.1235" if f"{0.12345:.4f}" == "0.1235" else "0.1234",
        "–",
        "−1.5",
        "yes",
        "1,234,567",
    ]
    assert cell(("a", 1.50, None)) == "a, 1.5, "
