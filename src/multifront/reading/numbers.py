"""Numbers in words and digits as values. One number at a time; ranges, units and things are read elsewhere."""

from __future__ import annotations

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
SMALL = {word: value for value, word in enumerate(ONES.split())}
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(DECADES.split(), start=2)}
SCALES = {
    **{"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0},
    **{"mn": 1e6, "bn": 1e9, "m": 1e6, "k": 1e3},
}
VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
VAGUE |= {"tens of thousands": 2e4, "hundreds of thousands": 2e5, "tens of millions": 2e7, "hundreds of millions": 2e8}
"""Plurals that give a floor and no more: "dozens" is two dozen at least."""

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE = r"hundred|thousand|million|billion|trillion|dozen"
SMALL_WORDS = "|".join(sorted(SMALL, key=len, reverse=True))
WORDED = (
    rf"(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(SMALL)}))?|{SMALL_WORDS}|a(?= (?:{SCALE}|quarter|third)\b)|"
    rf"half a(?= (?:{SCALE})))"
)
SHORT = r"(?:mn|bn|k|m)(?![\w])"
VAGUE_WORDS = "|".join(sorted(VAGUE, key=len, reverse=True))
NUMBER = rf"(?:(?:{DIGITS})(?:[ -](?:{SCALE})\b|\s?{SHORT})?|{WORDED}(?:[ -](?:{SCALE}))*\b|{VAGUE_WORDS})"


def value_of(text: str, scale: str = "") -> float | None:
    """The value of a number as written: 3, 1,500, 2.5 million, twenty-one thousand, a dozen, dozens.

    Args:
        text: the number.
        scale: a scale word of a later number that counts for this one too: the "million" of "1 to 3 million".

    Returns:
        The value; None where it is no number.
    """
    words = re.findall(rf"{DIGITS}|[a-z]+", text.casefold())
    if (whole := text.casefold().strip()) in VAGUE:
        return VAGUE[whole]
    total, current = 0.0, None
    for word in words:
        if word in SCALES:
            current = (1.0 if current is None else current) * SCALES[word]
        elif word == "half":
            current = 0.5
        elif word != "a" or current is None:
            value = _plain(word)
            if value is None:
                return None
            current = value if current is None else current + value
    if current is None:
        return None
    if scale and not any(word in SCALES for word in words):
        current *= SCALES[scale.casefold()]
    return total + current


def _plain(word: str) -> float | None:
    if word[0].isdigit():
        return float(word.replace(",", "")) if len(word) < 25 else None
    if word == "a":
        return 1.0
    found = SMALL.get(word, TENS.get(word))
    return None if found is None else float(found)


def scale_in(text: str) -> str:
    """The scale word of a number as written, or an empty text."""
    found = re.search(rf"(?:{SCALE})\b|(?<=\d)\s?(?:{SHORT})", text.casefold())
    return found[0].strip() if found else ""
