"""Shares and multiples in words: "two-thirds of", "one in twenty", "doubled", "a decade". Numbers in digits are read
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from multifront.reading.numbers import SMALL, TENS, value_of

PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
MULTIPLES = {"doubled": 2.0, "tripled": 3.0, "trebled": 3.0, "quadrupled": 4.0, "halved": 0.5}
SPANS = {"decade": 10.0, "century": 100.0}
HEDGE = (
    r"(?:(?P<at_least>more than|over|above|at least|no (?:less|fewer) than|well over)|(?P<at_most>less than|"
    r"fewer than|under|"
    r"below|at most|up to|as many as|as much as|no more than)|(?P<about>about|around|some|roughly|approximately|an "
    r"estimated|nearly|almost|close to))\s+"
)
WORDS = "|".join(sorted((*SMALL, *TENS), key=len, reverse=True))
PART = re.compile(
    rf"\b(?:{HEDGE})?(?:(?P<count>an?|{WORDS}|\d)[ -])?(?P<part>half|(?:third|quarter|fifth|sixth|seventh|"
    rf"eighth|ninth|"
    rf"tenth)s?)\b(?P<after>\s+(?:of\s+(?:the\s+|its\s+|their\s+|all\s+)?(?:[\w’'-]+\s?){{1,2}}|this|the|last|"
    rf"in|more|less|to|since|as|"
    rf"now|on|rely|were|are|have)\b|(?=[,.;:)”\"]|\s+(?:and|but)\b|\s*$))",
    re.IGNORECASE,
)
ONE_IN = re.compile(
    rf"\b(?:{HEDGE})?(?P<some>one|two|three|four|five|nine|\d+) (?:in|out of) (?:every )?(?P<all>{WORDS}|\d+|a "
    rf"hundred|a thousand)\b"
    rf"(?!\s+(?:years?|months?|days?|January|February|March|April|May|June|July|August|September|October|"
    rf"November|December))",
    re.IGNORECASE,
)
MULTIPLE = re.compile(rf"\b(?:{HEDGE})?(?P<word>{'|'.join(MULTIPLES)})\b", re.IGNORECASE)
SPAN = re.compile(rf"\b(?:{HEDGE})?(?P<count>an?|{WORDS}|\d+) (?P<span>decades?|century|centuries)\b", re.IGNORECASE)
GATE = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|doubled|tripled|trebled|quadrupled|"
    r"halved|decades?|century|centuries)\b|\b(?:one|two|three|four|five|nine|\d+) (?:in|out of) ",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"\b(?:the|first|second|its|their|in|other|each)$", re.IGNORECASE)


def parts_in(text: str) -> Iterator[tuple[re.Match[str], float, str]]:
    """Shares, odds, multiples and spans of years that a sentence gives in words.

    Args:
        text: the sentence.

    Returns:
        The match, its value and its unit: "%" for shares and odds, "times" for multiples, "years" for decades. "The
        second half of May" and "a third front" are none.
    """
    if not GATE.search(text):
        return
    for match in PART.finditer(text):
        share = _share(text, match)
        if share is not None:
            yield match, share, "%"
    for match in ONE_IN.finditer(text):
        some, of = value_of(match["some"]), value_of(match["all"])
        if some and of and of > some:
            yield match, 100 * some / of, "%"
    for match in MULTIPLE.finditer(text):
        yield match, MULTIPLES[match["word"].casefold()], "times"
    for match in SPAN.finditer(text):
        count = 1.0 if match["count"].casefold() in ("a", "an") else value_of(match["count"])
        word = match["span"].casefold()
        if count:
            yield match, count * SPANS["decade" if word.startswith("decade") else "century"], "years"


def _share(text: str, match: re.Match[str]) -> float | None:
    """The share in percent; None for an ordinal or half of a day or a year."""
    part = match["part"].casefold().removesuffix("s")
    part = "half" if part == "half" else part
    before = text[: match.start()].rstrip()
    if part == "half":
        if ORDINAL.search(before) or match["count"]:
            return None
        return 50.0
    count = match["count"]
    if count is None:
        return None
    number = 1.0 if count.casefold() in ("a", "an") else value_of(count)
    share = 100 * number / PARTS[part] if number else None
    return share if share is not None and share < 100 else None
