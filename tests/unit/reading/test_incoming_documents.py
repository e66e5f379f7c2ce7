"""Documents of every format come in with what is known of them, and say what was left out."""

# ruff: noqa: E501

from __future__ import annotations

import io
import json
import zlib
from datetime import date
from pathlib import Path

import pytest

from multifront.errors import UsageError
from multifront.reading import documents_of, read, read_documents

BODY = "The ministry said on Monday that the ships of both states had left the port and would not return to it. " * 3
PAGE = f"""<!DOCTYPE html><html><head><title>Ships leave - Daily Sea</title>
<meta property="og:site_name" content="Daily Sea"><meta name="author" content="By Jane Doe">
<link rel="canonical" href="https://sea.example/ships">
<script type="application/ld+json">{{"@context": "https://schema.org", "datePublished": "2024-05-14T08:00:00Z"}}</script>
</head><body><nav><ul><li><a href="/">Home</a></li></ul></nav><div class="cookie-banner"><p>We use cookies to help you.</p></div>
<article><h1>Ships leave &amp; stay away</h1><p>WhatsApp Channel Join Now</p><p>{BODY}</p><p>MUST READ: Another story</p>
<div class="related-posts"><p>Five other stories that you will like to read.</p></div></article>
<footer><p>All rights reserved.</p></footer></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Sea Wire</title><item><title>Ships leave</title>
<pubDate>Tue, 14 May 2024 08:00:00 GMT</pubDate><link>https://sea.example/1</link><description>&lt;p&gt;The ships left the
port of Aden on Monday, the ministry said.&lt;/p&gt;</description></item><item><title>Second</title>
<description>Nothing more was said of it by the ministry.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Sea Wire</title><entry><title>Ships leave</title>
<published>2024-05-14T08:00:00Z</published><author><name>Jane Doe</name></author><link href="https://sea.example/1"/>
<content type="html">The ships left the port of Aden on Monday.</content></entry></feed>"""


def made_pdf(content: bytes, font: bytes = b"/Type/Font/Subtype/Type1/BaseFont/Helvetica", extra: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"\n".join(
        (
            b"%PDF-1.4",
            b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
            b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj",
            b"3 0 obj <</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>> endobj",
            b"4 0 obj <</Length %d/Filter/FlateDecode>> stream\n%s\nendstream endobj" % (len(packed), packed),
            b"5 0 obj <<" + font + b">> endobj",
            extra,
            b"trailer <</Root 1 0 R>>",
        )
    )


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    (found,) = documents_of(PAGE.encode(), "page.html")
    assert found.text == " ".join(BODY.split())
    assert (found.title, found.published) == ("Ships leave & stay away", date(2024, 5, 14))
    assert (found.byline, found.source, found.link) == ("Jane Doe", "Daily Sea", "https://sea.example/ships")


def test_furniture_of_a_plain_text_is_left_out_and_counted() -> None:
    text = "WhatsApp Channel Join Now\nTelegram Group Join Now\n\nKoo spoke of war.\n\nMUST READ: ☞ More\n\nLeave a Comment"
    (found,) = documents_of(text.encode(), "a.txt")
    assert found.text == "Koo spoke of war."
    assert "4 lines of page furniture left out" in found.notes


@pytest.mark.parametrize(
    ("text", "source", "day"),
    [
        ("LONDON, May 6, 2024 (Reuters) - Ships left.", "Reuters", date(2024, 5, 6)),
        ("NAIROBI, 12 March 2025 (Horn Observer) - Ships left.", "Horn Observer", date(2025, 3, 12)),
        ("Washington, 7 February 2026 (Andes Monitor) — Ships left.", "Andes Monitor", date(2026, 2, 7)),
        ("CaliToday (19/12/2025): Ships left.", "CaliToday", date(2025, 12, 19)),
    ],
)
def test_a_dateline_gives_source_and_day(text: str, source: str, day: date) -> None:
    (found,) = documents_of(text.encode(), "a.txt")
    assert (found.source, found.published) == (source, day)


@pytest.mark.parametrize(
    ("name", "published", "about"),
    [("x-2024-05-14.txt", date(2024, 5, 14), None), ("x-2024-05.txt", None, date(2024, 5, 15)), ("x.txt", None, None)],
)
def test_the_name_of_a_file_gives_a_day_or_a_month(name: str, published: date | None, about: date | None) -> None:
    (found,) = documents_of(b"Ships left the port.", name)
    assert (found.published, found.about) == (published, about)


def test_feeds_give_one_document_an_entry() -> None:
    first, second = documents_of(FEED.encode(), "feed.xml")
    assert first.text.split() == [
        "The",
        "ships",
        "left",
        "the",
        "port",
        "of",
        "Aden",
        "on",
        "Monday,",
        "the",
        "ministry",
        "said.",
    ]
    assert (first.title, first.published, first.source) == ("Ships leave", date(2024, 5, 14), "Sea Wire")
    assert second.title == "Second"
    (atom,) = documents_of(ATOM.encode(), "feed.atom")
    assert (atom.byline, atom.published, atom.link) == ("Jane Doe", date(2024, 5, 14), "https://sea.example/1")


def test_lines_of_json_give_one_document_each(tmp_path: Path) -> None:
    rows = [
        {"body": "Ships left.", "headline": "Ships", "date": "2024-05-14", "authors": ["A", "B"]},
        {"text": "More."},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second = read_documents(path)
    assert (first.text, first.title, first.published, first.byline) == (
        "Ships left.",
        "Ships",
        date(2024, 5, 14),
        "A, B",
    )
    assert (second.text, second.path) == ("More.", f"{path}#2")


def test_a_plain_pdf_gives_its_text() -> None:
    content = (
        rb"BT /F1 12 Tf 72 700 Td (The ships left \(all of them\)) Tj 0 -14 Td [(on Mon)10(day) -300 (night.)] TJ ET"
    )
    (found,) = documents_of(made_pdf(content), "a.pdf")
    assert found.text == "The ships left (all of them) on Monday night."


def test_a_pdf_font_with_a_map_gives_unicode() -> None:
    table = b"1 beginbfrange <0001> <0003> <0041> endbfrange 1 beginbfchar <0004> <0020> endbfchar"
    extra = b"6 0 obj <</Length %d>> stream\n%s\nendstream endobj" % (len(table), table)
    font = b"/Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R"
    content = b"BT /F1 12 Tf <" + b"0001000200030004" * 8 + b"0001> Tj ET"
    (found,) = documents_of(made_pdf(content, font, extra), "a.pdf")
    assert found.text == "ABC " * 8 + "A"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Zürich said no.".encode(), "Zürich said no."),
        ("Zürich said no.".encode("utf-16"), "Zürich said no."),
        ("Zürich said “no”.".encode("cp1252"), "Zürich said “no”."),
        ("\ufeffZürich said no.".encode(), "Zürich said no."),
        (
            '<html><head><meta charset="koi8-r"></head><p>Москва сказала нет.</p>'.encode("koi8-r"),
            "Москва сказала нет.",
        ),
    ],
)
def test_encodings(raw: bytes, text: str) -> None:
    assert documents_of(raw, "a")[0].text == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le ministère a déclaré que la Chine et la Russie sont plus proches que les autres pays de la région.", "fr"),
        ("Das Ministerium sagte, dass die Schiffe der beiden Staaten nicht in den Hafen zurückkehren werden.", "de"),
        ("Министерство заявило, что корабли ушли.", "ru"),
        ("国防部表示舰艇已经离开港口。", "zh"),
        ("The ministry said that the ships of both states had left the port and would not return.", "en"),
        ("Ships left.", ""),
    ],
)
def test_languages_are_told_and_only_english_is_read(text: str, code: str) -> None:
    (document,) = documents_of(text.encode(), "a.txt")
    assert document.language == code
    assert any("not read" in note for note in document.notes) == (code not in ("", "en"))


def test_a_folder_is_read_in_order_and_standard_input_too(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Second.", encoding="utf-8")
    (tmp_path / "a.html").write_text("<p>First one is here.</p>", encoding="utf-8")
    (tmp_path / "c.exe").write_bytes(b"MZ")
    assert [d.path for d in read_documents(tmp_path)] == ["a.html", "b.txt"]
    assert read_documents("-", io.BytesIO(b"Ships left."))[0].text == "Ships left."


def test_read_takes_a_text_or_a_path_and_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Koo said that Russia waits.", encoding="utf-8")
    assert read(tmp_path / "a.txt").statements[0].speaker == "Koo"
    assert read("Koo said that Russia waits.").statements[0].speaker == "Koo"
    with pytest.raises(UsageError, match="no file or folder"):
        read("nowhere.txt")
    (tmp_path / "b.txt").write_text("Another.", encoding="utf-8")
    with pytest.raises(UsageError, match="holds 2 documents"):
        read(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "By A. Author | The Harbour Paper | 9 November 2026",
        "Commentary | A. Author, senior fellow | Institute for Straits | November 9, 2026",
        "Editorial | The Harbour Paper (English edition) | Monday, 9 November 2026",
        "By A. Author and B. Writer | The Harbour Paper | Published 9 November 2026, updated 17:40",
        "The Harbour Paper • 9 November 2026 • 5 min read",
        "The Harbour Paper | 2026-11-09",
    ],
)
def test_a_line_with_bars_gives_the_day_of_publication(line: str) -> None:
    text = f"Two ports close on one day\n{line}\n\nThe ports closed on 3 May 2025, officials said.\n"
    [document] = documents_of(text.encode(), "x.txt", "text")
    assert document.published == date(2026, 11, 9)


@pytest.mark.parametrize(
    "line",
    [
        "Talks of 9 November 2026 | The Harbour Paper",  # a day inside a longer part is what the text is about
        "By A. Author | The Harbour Paper | November 2026",
        "By A. Author, who wrote on 9 November 2026",
        "By A. Author | The Harbour Paper | 31 February 2026",
    ],
)
def test_other_lines_with_days_do_not(line: str) -> None:
    text = f"Two ports close on one day\n{line}\n\nThe ports closed, officials said.\n"
    [document] = documents_of(text.encode(), "x.txt", "text")
    assert document.published is None


def test_a_line_of_links_further_down_gives_no_day() -> None:
    text = "Two ports close\n\nThe ports closed.\n\nThey opened again.\n\nMore | 9 November 2026\n"
    [document] = documents_of(text.encode(), "x.txt", "text")
    assert document.published is None
