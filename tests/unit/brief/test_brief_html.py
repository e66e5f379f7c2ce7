"""The page: one file, no request, escaped, every number traced, sound structure, colours with enough contrast."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from tests.golden.number_traces import check_numbers
from tests.golden.sample_brief import sample_brief

from multifront.brief import Brief

STYLE = (files("multifront.brief") / "templates" / "brief.css").read_text(encoding="utf-8")


class Outline(HTMLParser):
    """Tags, ids, headings and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def outline(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Outline()
    reader.feed(page)
    return reader.tags


def test_every_number_is_traced_and_true(page: str, record: dict[str, Any]) -> None:
    assert check_numbers(page, record["traces"]) == []


def test_a_changed_number_is_found(page: str, record: dict[str, Any]) -> None:
    assert check_numbers(page.replace(">18,336<", ">18,337<"), record["traces"])
    assert check_numbers(page.replace("</main>", "<p>It rose by 12 percent.</p></main>"), record["traces"])


def test_the_page_is_the_same_twice_and_small(brief: Brief, page: str) -> None:
    assert page == sample_brief().html()
    assert len(page.encode()) < 3_000_000


def test_nothing_is_fetched(page: str, outline: list[tuple[str, dict[str, str | None]]]) -> None:
    for tag, attrs in outline:
        for name in ("src", "srcset", "data", "action", "poster"):
            assert name not in attrs, (tag, attrs)
        target = attrs.get("href") or attrs.get("xlink:href")
        assert target is None or target.startswith("#") or (tag, target) == ("link", "data:,")
    assert "default-src 'none'" in page
    assert "unsafe-inline" not in page
    assert not re.search(r"@import|url\((?!#)", page)


def test_markup_in_claims_is_escaped(page: str, outline: list[tuple[str, dict[str, str | None]]]) -> None:
    assert sum(tag == "script" for tag, _ in outline) == 1
    assert not any(tag in ("img", "b") for tag, _ in outline)
    assert "{braces}" in page
    assert "{markup}" in page


def test_many_assumptions_go_into_a_fold(brief: Brief, page: str) -> None:
    card = brief.cards[0]
    many = tuple(f"stocks.volume_{letter}: swept from 3 to 5" for letter in "abcdefgh")
    verdict = replace(card.verdict, assumptions=many)
    long = replace(brief, bottom_line=(), cards=(replace(card, verdict=verdict),))
    folded = "Assumptions behind these numbers"
    assert folded in long.html()
    assert folded not in page
    assert check_numbers(long.html(), json.loads(long.json_text())["traces"]) == []


def test_ids_are_unique_and_links_lead_somewhere(outline: list[tuple[str, dict[str, str | None]]]) -> None:
    ids = [attrs["id"] for _, attrs in outline if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in outline:
        if (attrs.get("href") or "").startswith("#"):
            assert (attrs["href"] or "")[1:] in ids
        for name in (attrs.get("aria-labelledby") or "").split():
            assert name in ids


def test_headings_go_down_one_at_a_time(outline: list[tuple[str, dict[str, str | None]]]) -> None:
    levels = [int(tag[1]) for tag, _ in outline if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_tables_name_their_heads_and_charts_their_content(outline: list[tuple[str, dict[str, str | None]]]) -> None:
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in outline if tag == "th")
    charts = [attrs for tag, attrs in outline if tag == "svg" and attrs.get("role") == "img"]
    assert len(charts) == 42
    assert all(attrs["aria-label"] for attrs in charts)


def test_what_assumptions_drive_is_marked_in_verdict_and_chart(page: str) -> None:
    assert page.count("driven by assumptions") == 4  # overview, stamp, and two charts
    assert "driven by assumptions" in re.findall(r'<figure data-trace="t2.bars_chart".*?</figcaption>', page, re.S)[0]
    assert "driven by assumptions" not in re.findall(r'<figure data-trace="t7.chart".*?</figcaption>', page, re.S)[0]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z0-9]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_has_contrast_in_both_schemes(scheme: int) -> None:
    palette = colours(re.findall(r":root \{(.*?)\n\s*\}", STYLE, re.S)[scheme])
    words = [name for name in palette if name not in ("--paper", "--wash", "--rule")]
    assert len(words) >= 14
    for name in words:
        for ground in ("--paper", "--wash"):
            assert contrast(palette[name], palette[ground]) >= 4.5, (name, ground)
