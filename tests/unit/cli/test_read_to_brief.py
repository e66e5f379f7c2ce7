"""From an article to a brief without an edit by hand, in every form in which an article comes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.unit.cli.test_commands_run import call

SAID = (
    "Minister Adaeze Bello said that joint bomber patrols of China and Russia have increased since 2022. "
    "Serbia and Egypt have drawn apart, she added. Kenya will attack Norway within five years, an adviser warned."
)
TEXT = f"Patrols grow over the sea\n\nABUJA, 17 December 2025 (Made Wire) - {SAID}\n"
PAGE = (
    '<!DOCTYPE html><html><head><title>x | Made Wire</title><meta property="og:site_name" content="Made Wire">'
    '<meta name="date" content="2025-12-17"></head><body><nav><a href="/">Home</a></nav><article>'
    f"<h1>Patrols grow &amp; grow</h1><p>{SAID}</p><p>{'The sea was calm on that day and the wind was low. ' * 4}</p>"
    "</article></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Made Wire</title><item><title>Patrols grow</title>'
    f"<pubDate>Wed, 17 Dec 2025 08:00:00 GMT</pubDate><description>&lt;p&gt;{SAID}&lt;/p&gt;</description></item>"
    "<item><title>Weather</title><description>The sea was calm on that day.</description></item></channel></rss>"
)
FORMS: dict[str, tuple[str, str, str]] = {
    "plain text": ("article.txt", TEXT, "Patrols grow over the sea"),
    "a web page": ("article.html", PAGE, "Patrols grow & grow"),
    "a feed": ("feed.rss", FEED, "Patrols grow, and 1 more"),
    "standard input": ("-", TEXT, "Patrols grow over the sea"),
}


def briefed(source: str, folder: Path) -> dict[str, object]:
    draft = folder / "draft.yaml"
    ran = call("read", source, "--to", "yaml", "--out", str(draft))
    assert ran.code == 0, ran.err
    assert call("claims", "check", str(draft)).code == 0
    ran = call("brief", str(draft), "--out", str(folder / "briefs"), "--draws", "100")
    assert ran.code == 0, ran.err
    (written,) = (folder / "briefs").glob("*/brief.json")
    assert "<h1>" in (written.parent / "brief.html").read_text(encoding="utf-8")
    content: dict[str, object] = json.loads(written.read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize("form", FORMS)
def test_what_was_read_becomes_a_brief_as_it_is(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, text, title = FORMS[form]
    source = name
    if name == "-":
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    else:
        source = str(tmp_path / name)
        Path(source).write_text(text, encoding="utf-8")
    brief = briefed(source, tmp_path)
    assert brief["title"] == title
    assert "Made Wire (2025-12-17)" in str(brief["document"])
    (claim,) = brief["claims"]  # type: ignore[misc]
    assert "Adaeze Bello" in claim["speaker"]
    assert "as counted in “China-Russia joint bomber patrols”" in claim["text"]
    assert any("defaults that nobody chose" in str(caveat) for caveat in claim["caveats"])
    assert len(brief["bottom_line"]) in range(1, 6)  # type: ignore[arg-type]
    left = {str(one["text"]).split(" ", 1)[0]: str(one["reason"]) for one in brief["not_judged"]}  # type: ignore[attr-defined]
    assert {"Serbia", "Kenya"} <= set(left) <= {"Serbia", "Kenya", "The"}
    assert left["Kenya"].startswith("a forecast: ")


def test_an_article_of_which_nothing_can_be_judged_says_so_first(tmp_path: Path) -> None:
    path = tmp_path / "kosovo.txt"
    path.write_text("Serbia will attack Kosovo within five years. India may attack Pakistan soon.\n", encoding="utf-8")
    ran = call("read", str(path), "--to", "yaml", "--out", str(tmp_path / "draft.yaml"))
    assert "0 of 2 claims can be judged as drafted; 2 stand under not_judged" in ran.err
    ran = call("brief", str(tmp_path / "draft.yaml"), "--out", str(tmp_path / "briefs"))
    assert ran.code == 0, ran.err
    assert "no claim was judged" in ran.err
    page = (tmp_path / "briefs" / "kosovo" / "brief.html").read_text(encoding="utf-8")
    assert "No claim is judged here." in page
    assert "day not known" in page
    assert "read it again with --published DAY" in page
    notes = (tmp_path / "briefs" / "kosovo" / "brief.md").read_text(encoding="utf-8")
    assert "No claim is judged here." in notes
    assert "## Claims and verdicts" not in notes


TITLES: dict[str, tuple[str, str]] = {
    "the name of the paper before it": (
        "Made Paper (19/12/2025): Serbia will attack Kosovo.",
        "Serbia will attack Kosovo",
    ),
    "a long first sentence": (
        "Serbia will attack Kosovo " + "and the rest of it " * 20 + ".",
        "Serbia will attack Kosovo and",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_a_text_without_a_title_is_called_by_its_first_sentence(case: str, tmp_path: Path) -> None:
    text, title = TITLES[case]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ran = call("read", str(tmp_path / "a.txt"), "--to", "yaml")
    (line,) = [line for line in ran.out.splitlines() if line.startswith("title: ")]
    assert line.startswith(f"title: {title}")
    assert len(line) < 125
