"""Which acts the verbs of a sentence name: verb, CAMEO code by pattern or by verb. No actor and no model here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from multifront.reading.lexicon import STEM, Pattern, patterns, verbs

REACH_AFTER = 9
REACH_BEFORE = 6
"""How many words after and before the verb a pattern may use."""
MOST_ACTS = 12
"""Verbs that are read in one sentence."""
SHORTEST_PREFIX = 4
BEFORE_NOUNS = {
    "a",
    "an",
    "the",
    "his",
    "her",
    "its",
    "their",
    "of",
    "some",
    "any",
    "no",
    "this",
    "these",
    "new",
    "first",
    "military",
    *("air", "peace", "trade", "joint", "suicide", "terrorist", "nuclear", "economic", "car", "further", "more"),
    *("recent", "last", "such", "several", "many", "all"),
}
PEOPLES = (
    "ian",
    "ish",
    "ese",
    "ean",
    "can",
    "ban",
    "aeli",
    "aqi",
    "aiti",
    "ani",
    "ench",
    "utch",
    "reek",
    "emeni",
    "udi",
)
"""Endings of adjectives of a state: what follows them and ends in "s" is a noun ("Russian strikes")."""


@dataclass(frozen=True, slots=True)
class Act:
    """A verb with its block of meaning, its CAMEO code ('' = none), how many words of a pattern stood by it, its words.

    `noun`: the word before tells that it is a noun ("the attack"): a sign of what happened, not the
    verb around which actors stand.
    """

    block: str
    code: str
    size: int
    first: int
    last: int
    noun: bool = False


def find_acts(keys: Sequence[str], names: Collection[int] = ()) -> list[Act]:
    """The acts that the verbs of a sentence name, in order; at most `MOST_ACTS`.

    Args:
        keys: the words of the sentence, lower case.
        names: places of words that name actors; no verb is read there ("United States").

    Returns:
        One act a verb: the code of the pattern that asks for most words and fits, else that of the verb itself.

    Assumes: words of a pattern stand in order within a few words of the verb; it is no parse, so a noun that looks
    like a verb is read as one.
    """
    found: list[Act] = []
    table = verbs()
    at = 0
    while at < len(keys) and len(found) < MOST_ACTS:
        forms = () if at in names else table.get(keys[at], ())
        hit = next((one for one in forms if tuple(keys[at : at + len(one[0])]) == one[0]), None)
        if hit is None:
            at += 1
            continue
        words, block, code = hit
        best = _best(block, keys, at, at + len(words))
        noun = at > 0 and not keys[at].endswith("ed") and _noun_follows(keys, at, names)
        found.append(Act(block, best.code if best else code, best.size if best else 0, at, at + len(words), noun))
        at += len(words)
    return found


def _noun_follows(keys: Sequence[str], at: int, names: Collection[int]) -> bool:
    """Whether the word before tells that a noun comes, not a verb."""
    before = keys[at - 1]
    return before in BEFORE_NOUNS or (at - 1 in names and before.endswith(PEOPLES) and keys[at].endswith("s"))


def _best(block: str, keys: Sequence[str], first: int, last: int) -> Pattern | None:
    index = patterns().get(block)
    if not index:
        return None
    before, after = keys[max(0, first - REACH_BEFORE) : first], keys[last : last + REACH_AFTER]
    best: Pattern | None = None
    for stem in dict.fromkeys(word[:STEM] for word in (*before, *after)):  # in order: the first of equals wins
        for pattern in index.get(stem, ()):
            if (
                (best is None or pattern.size > best.size)
                and _fits(pattern.before, before)
                and _fits(pattern.after, after)
            ):
                best = pattern
    return best


def _fits(asked: tuple[frozenset[str], ...], words: Sequence[str]) -> bool:
    """Whether the asked words stand in order among the words."""
    at = 0
    for some in asked:
        while at < len(words) and not _is(words[at], some):
            at += 1
        if at == len(words):
            return False
        at += 1
    return True


def _is(word: str, some: frozenset[str]) -> bool:
    if word in some or (word[-1:] == "s" and word[:-1] in some):
        return True
    if len(some) == 1:
        (one,) = some
        return len(one) >= SHORTEST_PREFIX and word.startswith(one)
    return False
