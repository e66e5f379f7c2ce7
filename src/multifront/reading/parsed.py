"""A sentence with its words, its finite verbs and its quoted stretches, found once for all that read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from multifront.reading.verb_groups import Finite, find_verbs
from multifront.reading.words import Word, cut_words

QUOTES = frozenset('“”"«»„')
QUOTATION = re.compile(r"“[^“”\n]{2,1500}”?|\"[^\"\n]{2,1500}\"|«[^«»\n]{2,1500}»")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its words, quotation marks left out, its finite verbs, and its quoted stretches."""

    text: str
    words: Sequence[Word]
    verbs: Sequence[Finite]
    quoted: Sequence[tuple[int, int]] = ()

    def inside(self, place: int) -> bool:
        """Whether a character stands inside quotation marks."""
        return any(a < place < b for a, b in self.quoted)

    def key(self, at: int) -> str:
        """The key of a word, empty beyond the ends."""
        return self.words[at].key if 0 <= at < len(self.words) else ""


def parse(text: str) -> Parsed:
    """A sentence with its words but for quotation marks, its finite verbs and its quoted stretches.

    Args:
        text: one sentence.
    """
    words = [word for word in cut_words(text) if word.text not in QUOTES]
    quoted = [m.span() for m in QUOTATION.finditer(text)] if not QUOTES.isdisjoint(text) else []
    return Parsed(text, words, find_verbs(words), quoted)
