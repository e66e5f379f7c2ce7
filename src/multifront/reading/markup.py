"""HTML as a flat run of tags and texts, in one pass over the page. Knows no meaning of tags and runs nothing.

Written for hostile pages: each character is looked at a bounded number of times, nothing recurses, and a construct that
is never closed ends the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

RAW = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "noscript",
        "iframe",
        "object",
        "textarea",
        "canvas",
        "select",
        "video",
        "audio",
    ]
)
"""Elements whose content is no text of the page; dropped up to their closing tag. Scripts are yielded for their
metadata.
"""

NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]*")
ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
LONGEST_TAG = 20_000


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag; `body` is the content of a script."""

    name: str
    attributes: str = ""
    closing: bool = False
    body: str = ""

    def values(self) -> dict[str, str]:
        """Attributes, entities resolved, the first of a name wins."""
        found: dict[str, str] = {}
        for match in ATTRIBUTE.finditer(self.attributes[:LONGEST_TAG]):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.setdefault(match[1].casefold(), html.unescape(value))
        return found


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags and the texts between them, entities resolved. Comments, declarations and raw elements are left out."""
    place = 0
    while place < len(page):
        opened = page.find("<", place)
        if opened < 0:
            opened = len(page)
        if opened > place:
            yield html.unescape(page[place:opened])
        if opened >= len(page):
            return
        place, tag = _tag_at(page, opened)
        if tag is None:
            continue
        if tag.name in RAW and not tag.closing:
            close = _closing(tag.name).search(page, place)
            body = page[place : close.start() if close else len(page)]
            place = close.end() if close else len(page)
            tag = Tag(tag.name, tag.attributes, body=body if tag.name == "script" else "")
        yield tag


def _tag_at(page: str, opened: int) -> tuple[int, Tag | None]:
    """Where reading goes on after a `<`, and the tag that stood there."""
    if page.startswith("<!--", opened):
        return _after(page, "-->", opened + 4), None
    if page[opened + 1 : opened + 2] in ("!", "?"):
        return _after(page, ">", opened), None
    closing = page[opened + 1 : opened + 2] == "/"
    name = NAME.match(page, opened + 1 + closing)
    if name is None:
        return opened + 1, None
    end = page.find(">", name.end())
    if end < 0:
        return len(page), None
    if end - name.end() < LONGEST_TAG and page.count('"', name.end(), end) % 2:
        end = _end_of_quoted(page, end)
    return end + 1, Tag(name[0].casefold(), page[name.end() : end], closing)


def _end_of_quoted(page: str, end: int) -> int:
    """The end of a tag in whose quoted attribute a `>` stands; looked for nearby only."""
    quote = page.find('"', end, end + LONGEST_TAG)
    later = page.find(">", quote, quote + LONGEST_TAG) if quote >= 0 else -1
    return later if later >= 0 else end


def _after(page: str, mark: str, place: int) -> int:
    end = page.find(mark, place)
    return len(page) if end < 0 else end + len(mark)


_CLOSINGS = {name: re.compile(rf"</{name}[^>]{{0,200}}>?", re.IGNORECASE) for name in RAW}


def _closing(name: str) -> re.Pattern[str]:
    return _CLOSINGS[name]
