"""Texts as sets of shingles, and the overlap of two sets. No hashing into sketches and no facts read from a text."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.uint32]
Unit = Literal["char", "word"]

LONGEST = 200_000
"""Characters of a text that are read; reports are far shorter, and a longer text is judged by this much of it."""

NUMBER_WORDS = {
    **{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"},
    **{"nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "dozen": "12", "pair": "2", "twice": "2"},
}
DATELINE = re.compile(r"^\W*[A-Z][^()\n]{0,60}\([A-Z][\w .]{1,24}\)\s*(?:[-–—:]+)\s*")
CREDIT_BEFORE = re.compile(
    r"^\W*(?:update \d+|breaking|urgent|lead|flash|exclusive|just in)\s*[-:–—]+\s*", re.IGNORECASE
)
AGENCY_BEFORE = re.compile(
    r"^\W*\(?(?:reuters|ap|afp|xinhua|tass|yonhap|kyodo|interfax|anadolu|cna)\)?\s*[-:–—]+\s*", re.I
)
CREDIT_AFTER = re.compile(r"\s+[-|–—]\s+[A-Z][\w.'&]*(?:\s[A-Z][\w.'&]*){0,3}\s*$")
"""A dash and up to four capitalised words at the end: the medium, as news pages write it."""


def without_credit(text: str) -> str:
    """The text without the agency's line: a dateline, `UPDATE 1-`, `(Reuters) -` before, ` - Xinhua` after."""
    for pattern in (DATELINE, CREDIT_BEFORE, AGENCY_BEFORE):
        text = pattern.sub("", text, count=1)
    return CREDIT_AFTER.sub("", text)


def words_of(text: str) -> list[str]:
    """Words in plain form: no credit, one spelling of characters, no case, no accents, numbers as digits.

    Args:
        text: any text in any script; the first `LONGEST` characters are read.

    Returns:
        Words in order; empty where the text has no letter and no digit.
    """
    bare = without_credit(text[:LONGEST])
    plain = (bare if bare.isascii() else _without_accents(bare)).casefold()
    joined = re.sub(r"(?<=\d)[,'](?=\d{3}(?!\d))", "", plain)
    return [NUMBER_WORDS.get(word, word) for word in re.findall(r"\w+", joined.replace("'s ", " ").replace("’s ", " "))]


def _without_accents(text: str) -> str:
    split = unicodedata.normalize("NFKD", text)
    return "".join(character for character in split if not unicodedata.combining(character))


def shingles_of(words: Sequence[str], unit: Unit, length: int) -> Shingles:
    """The distinct shingles of a text, hashed to 32 bits and sorted.

    Args:
        words: words in plain form, see `words_of`.
        unit: `char` for runs of characters (a space between words), `word` for runs of words.
        length: characters or words in a run; a shorter text is one shingle.

    Returns:
        Shape (n,); empty where there are no words.
    """
    if not words:
        return np.empty(0, dtype=np.uint32)
    if unit == "word":
        codes = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    else:
        codes = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    length = min(length, len(codes))
    mixed = np.zeros(len(codes) - length + 1, dtype=np.uint64)
    for offset in range(length):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + codes[offset : offset + len(mixed)] + np.uint64(1)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def jaccard(one: Shingles, other: Shingles) -> float:
    r"""Share of shingles that two texts have in common: $|A \cap B| / |A \cup B|$.

    Args:
        one: sorted distinct shingles, shape (n,).
        other: the same of the other text, shape (m,).

    Returns:
        0 to 1; 0 where either is empty, because nothing was compared.
    """
    if not len(one) or not len(other):
        return 0.0
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)
