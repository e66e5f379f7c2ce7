"""The word lists of the event coder, read once: names, sectors, verbs, patterns. No text is coded here.

Names, sectors, verbs and patterns were selected by `bench/reading_lexicon.py` from dictionaries of the Open Event Data
Alliance (MIT licence, see NOTICE) and from names of our own; the column `origin` says which. Kinds of words come from
`bench/reading_clusters.py` and public word vectors.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

STEM = 4
"""Letters by which words of patterns are indexed."""


class Name(NamedTuple):
    """Whom a name stands for, from and to which day (ISO, empty = open)."""

    code: str
    sector: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that must stand before and after a verb, in order, and the CAMEO code that they give ('' = no event)."""

    before: tuple[frozenset[str], ...]
    after: tuple[frozenset[str], ...]
    code: str

    @property
    def size(self) -> int:
        """How many words it asks for."""
        return len(self.before) + len(self.after)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our tables."""
    text = files("multifront.reading").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def names() -> dict[str, dict[tuple[str, ...], tuple[Name, ...]]]:
    """First word -> whole name -> whom it stands for, dated entries first."""
    found: dict[str, dict[tuple[str, ...], list[Name]]] = {}
    for row in rows("lexicon_names.csv"):
        words = tuple(row["name"].split())
        name = Name(row["code"], row["sector"], row["start"], row["end"])
        found.setdefault(words[0], {}).setdefault(words, []).append(name)
    return {first: {words: tuple(who) for words, who in inner.items()} for first, inner in found.items()}


@cache
def kinds() -> dict[str, str]:
    """Common word -> the number of the kind of words that it is of: words used alike share a kind."""
    text = files("multifront.reading").joinpath("lexicon_kinds.txt").read_text(encoding="utf-8")
    return {word: str(at) for at, line in enumerate(text.splitlines()) for word in line.split()}


@cache
def sectors() -> dict[str, dict[tuple[str, ...], str]]:
    """First word -> noun phrase -> sector of three letters."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for row in rows("lexicon_sectors.csv"):
        words = tuple(row["noun"].split())
        found.setdefault(words[0], {})[words] = row["sector"]
    return found


@cache
def verbs() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First word of a verb form -> (words, block, code when no pattern fits), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in rows("lexicon_verbs.csv"):
        words = tuple(row["form"].split())
        found.setdefault(words[0], []).append((words, row["block"], row["code"]))
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in found.items()}


@cache
def patterns() -> dict[str, dict[str, tuple[Pattern, ...]]]:
    """Block -> the first letters of its rarest-looking word -> patterns."""
    sets = _sets()
    found: dict[str, dict[str, list[Pattern]]] = {}
    for row in rows("lexicon_patterns.csv"):
        before, after = (tuple(_words(part, sets) for part in row[side].split()) for side in ("before", "after"))
        pattern = Pattern(before, after, row["code"].strip("-"))
        key = min((word for word in before + after if word), key=len, default=frozenset())
        inner = found.setdefault(row["block"], {})
        for stem in {word[:STEM] for word in key}:
            inner.setdefault(stem, []).append(pattern)
    return {block: {stem: tuple(some) for stem, some in inner.items()} for block, inner in found.items()}


def _words(part: str, sets: dict[str, frozenset[str]]) -> frozenset[str]:
    return sets.get(part.rstrip("_"), frozenset()) if part.startswith("&") else frozenset({part})


@cache
def _sets() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("lexicon_sets.csv"):
        # Of a set's phrases the last word decides: enough to tell a kind of thing, and one look-up a word.
        found.setdefault(row["name"], set()).add(row["word"].split()[-1])
    return {name: frozenset(words) for name, words in found.items()}
