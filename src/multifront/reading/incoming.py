"""Documents from bytes, a file, a folder or standard input: which format it is, how much is read, what is refused. No
network.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from multifront.errors import UsageError
from multifront.reading.boilerplate import day_in_name, first_day, head_of, without_boilerplate
from multifront.reading.decoding import LARGEST, clean_text, decode_bytes
from multifront.reading.document import Document
from multifront.reading.feed_xml import entries_of
from multifront.reading.html_page import article_of
from multifront.reading.languages import NAMES, detect_language
from multifront.reading.pdf_text import text_of_pdf

FORMATS = ("text", "html", "pdf", "feed", "jsonl")
SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".md"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".rss", ".atom", ".xml"), "feed"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    ".pdf": "pdf",
}
LARGEST_LINES = 60_000_000
"""Bytes of a file of JSON lines, which is read line by line."""
LARGEST_TEXT = 5_000_000
"""Characters of the text of one document; a thick book has a fifth of it."""
MOST_TEXT = 15_000_000
"""Characters of all documents of one call, which are read in under a gigabyte of memory."""
MOST_FILES = 10_000
DEEPEST_JSON = 40
KEYS = {
    "text": ("text", "body", "content", "article", "maintext"),
    "title": ("title", "headline"),
    "published": ("published", "date", "date_publish", "pub_date", "publication_date", "datetime"),
    "byline": ("byline", "author", "authors"),
    "source": ("source", "publisher", "site", "outlet", "source_domain"),
    "link": ("link", "url"),
}
"""Keys of a JSON line, the first that is there wins."""


def read_documents(source: str | Path, stdin: BinaryIO | None = None) -> list[Document]:
    """The documents of a file or folder, or of standard input where `source` is "-".

    Args:
        source: path of a file (text, HTML, PDF, RSS or Atom, JSON lines) or of a folder, whose files of known endings
            are
            read in the order of their paths; links are not followed.
        stdin: where "-" reads from.

    Returns:
        Documents with their language; those in a language that is not read carry a note that says so.

    Raises:
        UsageError: no such file, too large, empty, binary of an unknown kind, or a damaged feed, PDF or JSON line.
    """
    if str(source) == "-":
        if stdin is None:
            raise UsageError("'-' asks for standard input, and there is none; valid: a file or folder; next: name one")
        return documents_of(stdin.read(LARGEST + 1), "-")
    path = Path(source)
    if path.is_dir():
        return _together((_of_file(file, shown_path(file.relative_to(path))) for file in _files(path)), str(path))
    if not path.is_file():
        raise UsageError(
            f"no file or folder {str(source)!r}; valid: a path, or - for standard input; next: check the path"
        )
    return _of_file(path, shown_path(path))


def shown_path(path: Path) -> str:
    """A path as it may be shown: signs that steer a terminal, and bytes that are no text, as U+FFFD."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def _together(many: Iterable[list[Document]], name: str) -> list[Document]:
    """The documents of several files or lines, as long as they are not more than can be read at once."""
    found: list[Document] = []
    length = 0
    for documents in many:
        found += documents
        length += sum(len(document.text) for document in documents)
        if length > MOST_TEXT:
            raise UsageError(
                f"{name}: more than {MOST_TEXT:,} characters of text; valid: at most that much at once; next: read it "
                f"in parts"
            )
    return found


def documents_of(raw: bytes, name: str, form: str = "") -> list[Document]:
    """The documents in some bytes.

    Args:
        raw: the bytes as they were stored or sent.
        name: path or address, which errors and the documents carry.
        form: one of `FORMATS`; found from the bytes and the ending of the name where it is left out.

    Returns:
        One document, or several of a feed or of JSON lines.

    Raises:
        UsageError: too large, empty, or not of that format.
    """
    if len(raw) > (LARGEST_LINES if form == "jsonl" else LARGEST):
        raise UsageError(
            f"{name}: {len(raw):,} bytes or more; valid: at most {LARGEST:,} a document; next: read the article "
            f"alone, or "
            f"give many as .jsonl"
        )
    if not raw.strip():
        raise UsageError(f"{name}: empty; valid: {', '.join(FORMATS)}; next: check the file")
    form = form or _format(raw, name)
    if form == "feed":
        return _together(([_finished(document, name)] for document in _of_feed(raw, name)), name)
    if form == "jsonl":
        return _together(([_finished(document, name)] for document in _of_lines(raw, name)), name)
    if form == "pdf":
        text, notes = text_of_pdf(raw, name)
        return [_finished(_plain(text, name, notes), name)]
    text, notes = decode_bytes(raw)
    if text.count("\x00") > len(text) // 20:
        raise UsageError(
            f"{name}: no text but some binary format; valid: {', '.join(FORMATS)}; next: export it as text"
        )
    made = _of_html(text, name, notes) if form == "html" else _plain(text, name, notes)
    return [_finished(made, name)]


def _files(folder: Path) -> list[Path]:
    found = sorted(
        p for p in folder.rglob("*") if p.suffix.casefold() in SUFFIXES and p.is_file() and not p.is_symlink()
    )
    if not found:
        raise UsageError(f"folder {str(folder)!r} holds no {', '.join(sorted(SUFFIXES))}; next: check the path")
    if len(found) > MOST_FILES:
        raise UsageError(
            f"folder {str(folder)!r} holds {len(found)} files; valid: at most {MOST_FILES}; next: split it"
        )
    return found


def _of_file(path: Path, name: str) -> list[Document]:
    form = SUFFIXES.get(path.suffix.casefold(), "")
    most = LARGEST_LINES if form == "jsonl" else LARGEST
    size = path.stat().st_size
    if size > most:
        raise UsageError(f"{name}: {size:,} bytes; valid: at most {most:,}; next: read the article alone")
    return documents_of(path.read_bytes(), name, form if form in ("jsonl", "pdf") else "")


def _format(raw: bytes, name: str) -> str:
    """The format by what the bytes begin with, else by the ending of the name, else text."""
    head = raw[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    low = head.lower()
    if low.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and re.search(rb"<(?:rss|feed|rdf:rdf)\b", low):
        return "feed"
    if low.startswith((b"<!doctype html", b"<html")) or re.search(rb"<(?:html|body|article|p|div)\b", low):
        return "html"
    by_name = SUFFIXES.get(Path(name.partition("?")[0]).suffix.casefold(), "")
    if head.startswith(b"{") and (by_name == "jsonl" or b'"text"' in raw[:100_000]):
        return "jsonl"
    return by_name or "text"


def _cleaned(text: str, name: str) -> tuple[str, int, tuple[str, ...]]:
    """A text as it is read, how many lines of furniture it had, and what else was left out."""
    if len(text) > LARGEST_TEXT:
        raise UsageError(
            f"{name}: {len(text):,} characters of text; valid: at most {LARGEST_TEXT:,} a document; next: cut it into "
            f"parts"
        )
    text, cleaned = clean_text(text)
    return (*without_boilerplate(text), cleaned)


def _plain(text: str, name: str, notes: tuple[str, ...]) -> Document:
    kept, dropped, cleaned = _cleaned(text, name)
    head = head_of(kept)
    said = (*notes, *cleaned, *((f"{dropped} lines of page furniture left out",) if dropped else ()))
    return Document(kept, path=name, notes=said, **_fields(head))


def _fields(head: dict[str, object]) -> dict[str, Any]:
    return {
        key: value for key, value in head.items() if key in ("title", "published", "byline", "source", "link") and value
    }


def _of_html(page: str, name: str, notes: tuple[str, ...]) -> Document:
    article = article_of(page, name)
    kept, dropped, cleaned = _cleaned(article.text, name)
    head = head_of(kept)
    return Document(
        kept,
        _line(article.title) or str(head.get("title", "")),
        article.published or head.get("published"),  # type: ignore[arg-type]
        byline=_line(article.byline) or str(head.get("byline", "")),
        source=_line(article.source) or str(head.get("source", "")),
        path=name,
        link=_line(article.link),
        notes=(*notes, *cleaned, *((f"{dropped} lines of page furniture left out",) if dropped else ())),
    )


def _of_feed(raw: bytes, name: str) -> Iterator[Document]:
    title, entries = entries_of(raw, name)
    for number, entry in enumerate(entries, start=1):
        facts = entry.facts
        body = facts.get("content") or facts.get("summary") or facts.get("title", "")
        made = _of_html(body, f"{name}#{number}", ()) if "<" in body else _plain(body, f"{name}#{number}", ())
        published = first_day(facts.get("published") or facts.get("updated") or "")
        yield replace(
            made,
            title=_line(facts.get("title", "")) or made.title,
            published=published or made.published,
            byline=_line(facts.get("byline", "")) or made.byline,
            source=_line(title) or made.source,
            link=_line(facts.get("link", "")) or made.link,
        )


def _of_lines(raw: bytes, name: str) -> Iterator[Document]:
    text, notes = decode_bytes(raw)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        row = _row(line, f"{name} line {number}")
        found = {key: _first(row, names) for key, names in KEYS.items()}
        if not found["text"]:
            raise UsageError(f"{name} line {number}: no text; valid keys: {', '.join(KEYS['text'])}; next: add one")
        body, place = found["text"], f"{name}#{number}"
        made = (
            _of_html(body, place, notes)
            if re.search(r"<(?:p|div|html|br)\b", body[:2_000])
            else _plain(body, place, notes)
        )
        yield replace(
            made,
            title=_line(found["title"]) or made.title,
            published=first_day(found["published"]) or made.published,
            byline=_line(found["byline"]) or made.byline,
            source=_line(found["source"]) or made.source,
            link=_line(found["link"]) or made.link,
        )


def _row(line: str, where: str) -> dict[str, Any]:
    if len(line) > LARGEST:
        raise UsageError(f"{where}: {len(line):,} characters; valid: at most {LARGEST:,} a document; next: cut it")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: no JSON ({error}); valid: one object a line; next: mend the line") from None
    if not isinstance(row, dict):
        raise UsageError(f"{where}: {type(row).__name__} instead of an object; valid: one object a line; next: mend it")
    return row


def _first(row: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = ", ".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _line(text: str) -> str:
    return clean_text(" ".join(text.split())[:500])[0]


def _finished(document: Document, name: str) -> Document:
    """The document with its language, and the day that the name of its file gives where the text gave none."""
    language = detect_language(document.text)
    notes = document.notes
    if language not in ("", "en"):
        notes = (*notes, f"written in {NAMES.get(language, language)}, which is not read; English is")
    published, about = (None, None) if document.published else day_in_name(name.partition("#")[0])
    if published:
        notes = (*notes, "day of publication taken from the name of the file")
    elif about:
        notes = (
            *notes,
            f"month of publication ({about:%Y-%m}) taken from the name of the file; relative days stay unresolved",
        )
    return replace(document, language=language, published=document.published or published, about=about, notes=notes)
