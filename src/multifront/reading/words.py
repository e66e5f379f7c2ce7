"""A sentence cut into words with their places in the text, in linear time. No meaning here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
"""Initials with points, words with an apostrophe inside, numbers, single marks. A hyphen parts words."""

LONGEST = 4_000
"""Characters of one sentence that are read; more is no sentence."""


class Word(NamedTuple):
    """One word: as written, its key (lower case, no possessive, no points), where it starts and ends."""

    text: str
    key: str
    start: int
    end: int


def cut_words(text: str) -> list[Word]:
    """The words and marks of a sentence, in order; what lies beyond `LONGEST` characters is not read.

    Args:
        text: one sentence.

    Returns:
        Words with character offsets into `text`.
    """
    return [Word(m.group(), key_of(m.group()), m.start(), m.end()) for m in WORD.finditer(text[:LONGEST])]


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """How a word is looked up: lower case, without `'s` and without points of initials."""
    low = word.lower().replace("’", "'")
    if low.endswith("'s"):
        low = low[:-2]
    return low.replace(".", "") if len(low) > 1 else low


def words_of(text: str) -> list[str]:
    """The keys of the words of a name or phrase, marks left out."""
    return [word.key for word in cut_words(text) if word.key[0].isalnum()]


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set: how closed lists of words are written in code."""
    return frozenset(text.split())
