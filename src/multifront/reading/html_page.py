"""The article of an HTML page: main text, title, day, byline, source. Fetches nothing and runs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from multifront.errors import UsageError
from multifront.reading.boilerplate import first_day, is_boilerplate, joined
from multifront.reading.markup import Tag, tokens

BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "td",
        "th",
        "tr",
        "table",
        "pre",
        "br",
        "hr",
        "header",
        "footer",
        "nav",
        "aside",
        "form",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "body",
        "html",
        "head",
        "title",
        "center",
        "details",
        "summary",
        "address",
        "fieldset",
    ]
)
OUTSIDE = frozenset(["nav", "aside", "footer", "form", "figcaption", "button", "menu", "dialog"])
VOID = frozenset(["br", "hr", "img", "input", "meta", "link", "source", "wbr", "area", "base", "col", "embed", "track"])
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?|shar(?:e|ing)|social|related|promo|newsletter|subscri\w*|breadcrumbs?|sidebar|"
    r"cookies?|advert\w*|ads?|menu|"
    r"widget|popup|modal|footer|nav(?:bar|igation)?|recommend\w*|trending|paywall|banner|tags?|hidden|sr-only|"
    r"visually-hidden)(?:$|[\s_-])",
    re.I,
)
ARTICLE = re.compile(r"article[-_ ]?body|entry[-_]content|post[-_]content|story[-_]?body|article__?content", re.I)
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)", re.I
)
DEEPEST = 300
"""Open elements that are kept in mind; deeper nesting is read as if it were flat."""
MOST_TAGS = 300_000
"""Tags of one page; a long article has a few thousand with all its menus."""
ENOUGH = 200
"""Characters inside `article` or `main` from which the rest of the page is left out."""

META_DAY = (
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "dc.date",
    "dc.date.issued",
    "publish-date",
    "parsely-pub-date",
)
META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "byline": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "link": ("og:url",),
}
LINKED = {
    "published": re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"'),
    "byline": re.compile(r'"author"\s*:\s*[\[{\s]{1,6}(?:"@type"\s*:\s*"\w+"\s*,\s*)?"name"\s*:\s*"([^"]{2,80})"'),
    "source": re.compile(r'"publisher"\s*:\s*\{\s*(?:"@type"\s*:\s*"\w+"\s*,\s*)?"name"\s*:\s*"([^"]{2,80})"'),
}


@dataclass(slots=True)
class _Block:
    tag: str
    main: bool
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())


@dataclass(slots=True)
class _Page:
    """What one pass over a page gathers."""

    blocks: list[_Block] = field(default_factory=list)
    stack: list[tuple[str, bool, bool]] = field(default_factory=list)  # tag, outside the article, inside it
    facts: dict[str, str] = field(default_factory=dict)
    title: list[str] = field(default_factory=list)
    links: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page; empty fields were not found."""

    text: str
    title: str
    published: date | None
    byline: str
    source: str
    link: str


def article_of(page: str, name: str = "page") -> Article:
    """The article of a page, without menus, notices, hidden elements and links to other stories.

    Args:
        page: HTML, well formed or not. Scripts and styles are never run; only dates and names in linked data are read.
        name: what to call it in an error.

    Returns:
        Paragraphs with a blank line between them, and what the page says of itself.

    Raises:
        UsageError: more than 300,000 tags.
    """
    gathered = _Page()
    for number, token in enumerate(tokens(page)):
        if number > 2 * MOST_TAGS:  # a text beside each tag
            raise UsageError(f"{name}: more than {MOST_TAGS:,} tags; valid: fewer; next: save the article alone")
        if isinstance(token, str):
            _text(gathered, token)
        else:
            _tag(gathered, token)
    main = [block for block in gathered.blocks if block.main]
    chosen = main if sum(len(block.text) for block in main) >= ENOUGH else gathered.blocks
    kept = [block for block in chosen if _kept(block)]
    facts = gathered.facts
    heading = next((block.text for block in gathered.blocks if block.tag == "h1" and block.text), "")
    title = heading or facts.get("title", "") or " ".join("".join(gathered.title).split())
    paragraphs = [block.text for block in kept if not (block.tag == "h1" and block.text == title)]
    return Article(
        joined(paragraphs),
        title[:300],
        first_day(facts.get("published", "")),
        re.sub(r"^by\s+", "", facts.get("byline", ""), flags=re.I)[:120],
        (facts.get("source", "") or urlsplit(facts.get("link", "")).hostname or "")[:120],
        facts.get("link", "")[:500],
    )


def _kept(block: _Block) -> bool:
    text = block.text
    if not text or is_boilerplate(text):
        return False
    if block.linked > 0.5 * len(text) and len(text) < 200:
        return False
    return (
        block.tag in ("p", "li", "blockquote", "pre", "h1", "h2", "h3", "h4") or len(text) >= 60 or text[-1] in '.!?”"'
    )


def _text(page: _Page, text: str) -> None:
    if page.stack and page.stack[-1][0] == "title":
        page.title.append(text)
    elif page.blocks and not (page.stack and page.stack[-1][1]):
        page.blocks[-1].parts.append(text)
        if page.links:
            page.blocks[-1].linked += len(text.strip())
    elif not page.blocks and text.strip():
        page.blocks.append(_Block("", False, [text]))


def _tag(page: _Page, tag: Tag) -> None:
    if tag.name == "script":
        _linked_data(page, tag.body)
        return
    values = tag.values() if not tag.closing and tag.attributes.strip() else {}
    if tag.name == "a":
        page.links = max(page.links + (-1 if tag.closing else 1), 0)
    if tag.name == "meta":
        _meta(page, values)
    elif tag.name == "link" and values.get("rel") == "canonical":
        page.facts.setdefault("link", values.get("href", ""))
    elif tag.name == "time" and values.get("datetime"):
        page.facts.setdefault("published", values["datetime"])
    _nest(page, tag, values)
    if tag.name in BLOCKS:
        inside = bool(page.stack and page.stack[-1][2])
        page.blocks.append(_Block("" if tag.closing else tag.name, inside))


def _nest(page: _Page, tag: Tag, values: dict[str, str]) -> None:
    if tag.closing:
        for back in range(1, min(len(page.stack), 40) + 1):
            if page.stack[-back][0] == tag.name:
                del page.stack[-back:]
                return
        return
    if tag.name in VOID or tag.attributes.endswith("/") or len(page.stack) >= DEEPEST:
        return
    outside, inside = (page.stack[-1][1], page.stack[-1][2]) if page.stack else (False, False)
    named = f"{values.get('class', '')} {values.get('id', '')}"[:400]
    furniture = tag.name not in ("body", "html", "main", "article") and bool(FURNITURE.search(named))
    unseen = (
        "hidden" in values or values.get("aria-hidden") == "true" or bool(UNSEEN.search(values.get("style", "")[:400]))
    )
    unseen = unseen or bool(re.search(r"(?:^|\s)hidden(?:\s|$)", tag.attributes[:400]))
    article = tag.name in ("article", "main") or values.get("itemprop") == "articleBody" or bool(ARTICLE.search(named))
    page.stack.append((tag.name, outside or tag.name in OUTSIDE or furniture or unseen, inside or article))


def _meta(page: _Page, values: dict[str, str]) -> None:
    name = (values.get("property") or values.get("name") or values.get("itemprop") or "").casefold()
    content = " ".join(values.get("content", "").split())
    if not content:
        return
    if name in META_DAY:
        page.facts.setdefault("published", content)
    for fact, names in META.items():
        if name in names:
            page.facts.setdefault(fact, content)


def _linked_data(page: _Page, body: str) -> None:
    if '"@context"' not in body[:5_000]:
        return
    for fact, pattern in LINKED.items():
        if match := pattern.search(body[:100_000]):
            page.facts.setdefault(fact, match[1])
