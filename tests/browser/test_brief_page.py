"""The brief in headless Chromium: opens from disk, silent, asks no host, fits three widths, dark, and prints."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from tests.golden.number_traces import Piece, check_pieces
from tests.golden.sample_brief import sample_brief

from multifront.brief import Brief

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
DRIVER = shutil.which("chromedriver") or ""
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
VISIBLE_TEXT = """
const found = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  const holder = node.parentElement;
  if (!node.data.trim() || !holder.checkVisibility() || holder.closest("script, style, defs")) { continue; }
  const traced = holder.closest("[data-trace]");
  const part = holder.closest("[data-part]");
  const inner = part && traced && (traced === part || traced.contains(part));
  found.push([node.data, traced && traced.dataset.trace, inner ? part.dataset.part : "value",
              !!holder.closest("h1, h2, h3, h4, h5, h6")]);
}
return found;
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["sample", "taiwan-2025", "axis-2024", "gulf-2026"])
def brief(request: pytest.FixtureRequest) -> Brief:
    """A made-up brief with every kind of chart, and the real ones."""
    return sample_brief() if request.param == "sample" else request.getfixturevalue("real_briefs")[request.param]


@pytest.fixture(scope="module")
def address(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("brief")
    return brief.to_html(folder / "brief.html").as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not CHROMIUM or not DRIVER:
        reason = f"needs headless Chromium and chromedriver on PATH; found {CHROMIUM or 'no'}, {DRIVER or 'no'}"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def requests(browser: Any) -> list[str]:
    """Addresses asked for since the log was last read."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def at_width(browser: Any, address: str, width: int, scheme: str = "light") -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address)


def test_opens_silently_and_asks_no_host(browser: Any, brief: Brief, address: str) -> None:
    browser.get_log("browser")
    requests(browser)
    at_width(browser, address, 1280)
    assert browser.title.startswith(brief.title[:20])
    assert browser.get_log("browser") == []
    assert [url for url in requests(browser) if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_page_does_not_scroll_sideways(browser: Any, address: str, width: int) -> None:
    at_width(browser, address, width)
    browser.execute_script("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    shown = browser.execute_script(
        "return [...document.querySelectorAll('svg.chart')].filter((c) => c.checkVisibility())"
        ".map((c) => [c.classList[1], c.getBoundingClientRect().right])"
    )
    assert {name for name, _ in shown} == {"narrow" if width == 360 else "wide"}
    assert all(right <= width for _, right in shown)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_text_of_a_chart_leaves_it(browser: Any, address: str, width: int) -> None:
    at_width(browser, address, width)
    outside = browser.execute_script(
        "return [...document.querySelectorAll('svg.chart')].filter((c) => c.checkVisibility()).flatMap((c) => {"
        "  const box = c.getBoundingClientRect();"
        "  return [...c.querySelectorAll('text')].filter((t) => { const r = t.getBoundingClientRect();"
        "    return r.left < box.left - 8 || r.right > box.right + 8; }).map((t) => t.textContent); })"
    )
    assert outside == []


def test_what_a_reader_sees_is_traced(browser: Any, brief: Brief, address: str) -> None:
    at_width(browser, address, 1280)
    browser.execute_script("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    pieces = [Piece(*found) for found in browser.execute_script(VISIBLE_TEXT)]
    assert len(pieces) > 300
    assert check_pieces(pieces, json.loads(brief.json_text())["traces"]) == []


def test_dark_scheme_is_dark(browser: Any, address: str) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        at_width(browser, address, 1280, scheme)
        script = "return [getComputedStyle(document.body).backgroundColor, getComputedStyle("
        script += "document.querySelector('svg.chart text')).fill]"
        grounds[scheme] = browser.execute_script(script)
    assert grounds["light"][0] == "rgb(255, 255, 255)"
    assert grounds["dark"][0] == "rgb(21, 24, 28)"
    assert grounds["light"][1] != grounds["dark"][1]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_no_rule_of_access_is_broken(browser: Any, address: str, width: int, scheme: str) -> None:
    """Every rule of axe-core, folds open: no violation of any impact."""
    at_width(browser, address, width, scheme)
    browser.execute_script("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    browser.execute_script(resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    browser.set_script_timeout(300)
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((result) => done("
        "result.violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 120)}`)),"
        "(problem) => done([String(problem)]))"
    )
    assert found == []


def shown_claims(browser: Any) -> list[str]:
    """Ids of the claims in the table, in the order in which a reader sees them."""
    rows = browser.find_elements("css selector", "table.claims tbody tr")
    return [row.find_element("css selector", ".id").text for row in rows if row.is_displayed()]


def test_table_of_claims_sorts(browser: Any, brief: Brief, address: str) -> None:
    at_width(browser, address, 1280)
    document = [card.claim_id for card in brief.cards]
    assert shown_claims(browser) == document
    head = browser.find_element("css selector", "th[data-sort=p]")
    given = {card.claim_id: card.verdict.p_value for card in brief.cards}
    with_p = [name for name in document if given[name] is not None]
    without = [name for name in document if given[name] is None]
    for state, sign in (("ascending", 1), ("descending", -1)):
        head.find_element("css selector", "button").click()
        assert head.get_attribute("aria-sort") == state
        assert shown_claims(browser) == sorted(with_p, key=lambda name, by=sign: by * given[name]) + without
    browser.find_element("css selector", "th[data-sort=order] button").click()
    assert shown_claims(browser) == document
    assert browser.execute_script("return document.querySelectorAll('th[aria-sort]').length") == 1


def test_table_of_claims_filters(browser: Any, brief: Brief, address: str) -> None:
    at_width(browser, address, 1280)
    boxes = browser.find_elements("css selector", ".sift input[type=checkbox]")
    words = {card.verdict.verdict for card in brief.cards}
    assert {box.get_attribute("value").replace("-", " ") for box in boxes} == words
    for box in boxes[1:]:
        box.click()
    left = boxes[0].get_attribute("value").replace("-", " ")
    kept = [card.claim_id for card in brief.cards if card.verdict.verdict == left]
    assert shown_claims(browser) == kept
    said = browser.find_element("css selector", ".sift [role=status]").text
    assert said == ("" if len(words) == 1 else f"{len(kept)} of {len(brief.cards)} claims shown")
    for box in boxes[1:]:
        box.click()
    last = brief.cards[-1]
    browser.find_element("css selector", ".sift input[type=search]").send_keys(last.text[:25].upper())
    assert last.claim_id in shown_claims(browser)
    assert all(
        last.text[:25].lower() in card.text.lower() for card in brief.cards if card.claim_id in shown_claims(browser)
    )


def test_small_pictures_have_no_words(browser: Any, brief: Brief, address: str) -> None:
    at_width(browser, address, 1280)
    small = browser.find_elements("css selector", "table.claims svg.small-picture")
    assert len(small) == sum(bool(card.verdict.pictures) for card in brief.cards)
    assert all(picture.rect["width"] > 100 and picture.rect["height"] > 40 for picture in small)
    targets = browser.execute_script(
        "return [...document.querySelectorAll('svg.small-picture use')].map("
        "(use) => document.querySelectorAll(`[id='${use.getAttribute('href').slice(1)}']`).length)"
    )
    assert targets == [1] * len(small)


def test_keyboard_starts_at_the_skip_link(browser: Any, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    at_width(browser, address, 1280)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    focused = browser.switch_to.active_element
    assert focused.text == "Skip to the claims"
    assert focused.rect["x"] >= 0
    focused.send_keys(Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "claims"


def test_prints_to_pages_of_a4(browser: Any, address: str, tmp_path: Path) -> None:
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get(address)
    settings = {"preferCSSPageSize": True, "printBackground": True}
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", settings)["data"])
    assert pdf.startswith(b"%PDF")
    claims = len(browser.find_elements("css selector", "article.claim"))
    assert 5 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 4 + 6 * claims


def test_no_chart_is_cut_in_print(browser: Any, address: str) -> None:
    """On A4 within our margins (178 by 262 mm) a chart and the words above it fit on one page, so that none is cut."""
    across, down = (round(millimetres / 25.4 * 96) for millimetres in (178, 262))
    at_width(browser, address, across)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        browser.execute_script("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        figures = browser.execute_script(
            "return [...document.querySelectorAll('figure')].map((f) => [f.id, f.getBoundingClientRect().height,"
            " f.querySelector('svg.chart.wide').getBoundingClientRect().right])"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(figures) > 5
    assert [name for name, height, right in figures if height > down or right > across] == []


def test_contents_lead_to_sections_in_their_order(browser: Any, address: str) -> None:
    at_width(browser, address, 1280)
    places = browser.execute_script(
        "return [...document.querySelectorAll('nav.contents a')].map((a) =>"
        " document.getElementById(a.getAttribute('href').slice(1)).getBoundingClientRect().top)"
    )
    assert len(places) >= 5
    assert places == sorted(places)
