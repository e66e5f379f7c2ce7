"""Sentences of a plain text as spans, with quotation marks and abbreviations minded. Knows no grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2_000
"""Characters of a sentence; longer runs without a stop are cut at a space, so that no rule meets a page in one
piece.
"""

NEVER_LAST = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "cmdr",
        "adm",
        "brig",
        "sen",
        "rep",
        "gov",
        "messrs",
        "amb",
        "e.g",
        "i.e",
        "vs",
        "cf",
    ]
)
"""Abbreviations that always stand before something; after the others a word that only opens sentences may follow."""

ABBREVIATIONS = NEVER_LAST | frozenset(
    [
        "sgt",
        "pres",
        "hon",
        "st",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "est",
        "no",
        "nos",
        "etc",
        "approx",
        "fig",
        "art",
        "para",
        "al",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mt",
        "ft",
        "min",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "u.s.s",
        "d.c",
        "ph.d",
        "u.a.e",
    ]
)

OPENERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "We",
        "I",
        "But",
        "And",
        "Yet",
        "However",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "If",
        "When",
        "While",
        "As",
        "For",
        "Since",
        "According",
        "Some",
        "Many",
        "Most",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "After",
        "Before",
        "Meanwhile",
        "Moreover",
        "Although",
        "Both",
    ]
)
STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9])|[.!?…]+[\"”’')\]]*\s*$|[。！？]")
SAID_AFTER = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+){0,4}(?:he|she|they|said|says|told|asked|wrote|stated|added|noted|warned|argued|asks)\b"
)
LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
WIDEST = 110
"""Characters of the longest line of a text that was wrapped at a width."""
NUMBERED = re.compile(r"\d{1,2}\. ")
"""How a numbered title or item begins."""
ITEM = re.compile(r"\s*(?:[•●◦▪*–—-]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` is `document[start:end]` exactly; `index` counts from 0, `paragraph` likewise."""

    text: str
    start: int
    end: int
    index: int
    paragraph: int = 0


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; headings and list items are sentences of their own.

    Args:
        text: plain text, with paragraphs on lines; lines that were wrapped at a width are joined again.

    Returns:
        Spans without the space around them; nothing but space is lost between them.

    Raises:
        Nothing of its own.

    Example:
        >>> [s.text for s in split_sentences("Mr. Koo spoke on Dec. 17. He warned of war.")]
        ['Mr. Koo spoke on Dec. 17.', 'He warned of war.']
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_blocks(text)):
        for first, last in _cuts(text, start, end):
            found.append(Sentence(text[first:last], first, last, len(found), number))
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs: lines, joined where a line goes on after a break at some width."""
    start, end, before = 0, 0, ""
    lines = [match for match in LINE.finditer(text) if not match[0].isspace()]
    wrapped = max((len(match[0]) for match in lines), default=0) <= WIDEST
    for match in lines:
        line = match[0]
        gap = text[end : match.start()]
        if before and gap.count("\n") < 2 and _goes_on(before, line, wrapped):
            end, before = match.end(), line
            continue
        if before:
            yield start, end
        start, end, before = match.start(), match.end(), line
    if before:
        yield start, end


def _goes_on(before: str, line: str, wrapped: bool) -> bool:
    """Whether a line is the rest of the one before: it begins small, or the text is wrapped and the line before was
    full.
    """
    if ITEM.match(line) or before.rstrip().endswith((".", "!", "?", ":", ";", "”", '"', "…")):
        return False
    return line.lstrip()[:1].islower() or (wrapped and len(before.rstrip()) >= 50)


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in STOP.finditer(text, start, end):
        if match.end() < end and not _ends(text, match, first, end):
            continue
        yield from _trimmed(text, first, match.end())
        first = match.end()
    yield from _trimmed(text, first, end)


def _ends(text: str, match: re.Match[str], first: int, end: int) -> bool:
    """Whether a stop ends a sentence: no abbreviation, no initial, no list number, no quotation that is told on."""
    mark = match[0]
    if mark[0] == "." and len(mark) == 1:
        word = re.search(r"[\w.]*$", text[max(first, match.start() - 12) : match.start()])
        stem = word[0].casefold() if word else ""
        follower = re.match(r"\s+[\"“‘'(\[]*([A-Za-z]+|\d)", text[match.end() : match.end() + 24])
        after = follower[1] if follower else ""
        if stem in NEVER_LAST or (len(stem) == 1 and stem.isalpha() and stem != "i"):
            return False
        if stem in ABBREVIATIONS:
            return after in OPENERS
        if stem.isdigit() and text[first : match.start()].strip() == stem:
            return False
    quoted = mark[-1] in "\"”’'"
    return not (quoted and SAID_AFTER.match(text[match.end() : min(end, match.end() + 60)]))


def _trimmed(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    while last - first > LONGEST:
        cut = text.rfind(" ", first + LONGEST // 2, first + LONGEST)
        cut = cut if cut > first else first + LONGEST
        yield first, cut
        first = cut + 1 if text[cut].isspace() else cut
    if first < last:
        yield first, last
