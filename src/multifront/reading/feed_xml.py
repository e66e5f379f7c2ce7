"""RSS and Atom feeds as entries of text. Refuses document types and entities, and too much depth; fetches nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from multifront.errors import UsageError

DEEPEST = 64
MOST_ENTRIES = 10_000
FIELDS = {
    "title": "title",
    "description": "summary",
    "summary": "summary",
    "content": "content",
    "encoded": "content",
    "pubdate": "published",
    "published": "published",
    "updated": "updated",
    "date": "published",
    "creator": "byline",
    "author": "byline",
    "name": "byline",
    "link": "link",
}
"""Element of an entry, without its namespace -> what it gives."""


@dataclass(slots=True)
class Entry:
    """One item of a feed, as it stands there; text may hold HTML."""

    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Feed:
    title: str = ""
    entries: list[Entry] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    inside: bool = False


def entries_of(raw: bytes, name: str) -> tuple[str, list[Entry]]:
    """Title of a feed and its entries in order.

    Args:
        raw: the XML.
        name: what to call it in an error.

    Raises:
        UsageError: not well-formed XML, a document type or entities, nested deeper than a feed, or more than 10,000
            entries.
    """
    feed = _Feed()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise UsageError(
            f"{name}: declares a document type or entities; valid: plain RSS or Atom; next: save it without"
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = _starter(feed, name)
    parser.EndElementHandler = _ender(feed)
    parser.CharacterDataHandler = feed.parts.append
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise UsageError(f"{name}: not well-formed XML ({error}); valid: RSS or Atom; next: fetch it again") from None
    return feed.title, feed.entries


def _starter(feed: _Feed, name: str) -> Callable[[str, dict[str, str]], None]:
    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2].casefold()
        if len(feed.path) >= DEEPEST:
            raise UsageError(f"{name}: nested deeper than {DEEPEST}; valid: RSS or Atom; next: fetch it again")
        feed.path.append(local)
        feed.parts.clear()
        if local in ("item", "entry"):
            if len(feed.entries) >= MOST_ENTRIES:
                raise UsageError(f"{name}: more than {MOST_ENTRIES} entries; valid: fewer; next: cut it into parts")
            feed.entries.append(Entry())
            feed.inside = True
        elif local == "link" and feed.inside and attributes.get("href"):
            feed.entries[-1].facts.setdefault("link", attributes["href"])

    return start


def _ender(feed: _Feed) -> Callable[[str], None]:
    def end(tag: str) -> None:
        local = feed.path.pop()
        text = "".join(feed.parts).strip()
        feed.parts.clear()
        if local in ("item", "entry"):
            feed.inside = False
        elif local in FIELDS and text and feed.inside:
            feed.entries[-1].facts.setdefault(FIELDS[local], text)
        elif local == "title" and text and not feed.inside:
            feed.title = feed.title or text

    return end
