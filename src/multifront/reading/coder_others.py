"""Actors of a sentence that stand in no list of names: groups, firms and people, by their capitals. No states here."""

from __future__ import annotations

from collections.abc import Sequence

from multifront.reading.coder_actors import Mention
from multifront.reading.coder_details import AT, NO_PLACES
from multifront.reading.lexicon import verbs
from multifront.reading.words import Word

INNER = {"of", "for", "and", "the", "de", "al", "-", "'"}
"""Words that may stand inside a name ("Party of God")."""
NEVER = {"the", "a", "an", "in", "on", "at", "after", "but", "and", "i", "we", "he", "she", "they", "it", "mr", "mrs"}
LONGEST = 8


def with_others(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
    """The actors of a sentence, those of no list added.

    Args:
        words: the cut sentence.
        mentions: its actors that stand in lists, in order.

    Returns:
        All in order, without overlap. An added one has neither code nor sector.

    Assumes: a run of words with capitals is a name; one word that opens the sentence is none, nor is what follows a
    preposition
    of place, a day or a month. In a line all in capitals nothing is added.
    """
    if all(word.text.isupper() for word in words if word.text.isalpha() and len(word.text) > 3):
        return list(mentions)
    taken = {at for one in mentions for at in range(one.first, one.last)}
    found = list(mentions)
    at = 0
    while at < len(words):
        last = _name_end(words, at, taken)
        if last > at and _may_act(words, at, last):
            found.append(Mention("", "", at, last))
        at = max(last, at + 1)
    return sorted(found, key=lambda one: one.first)


def _name_end(words: Sequence[Word], at: int, taken: set[int]) -> int:
    """Where a run of capitals that begins here ends; `at` where none begins."""
    end = at
    place = at
    while place < len(words) and place - at < LONGEST and place not in taken:
        word = words[place]
        if word.text[0].isupper() and word.key not in NEVER | NO_PLACES:
            end = place + 1
        elif place == at or word.key not in INNER:
            break
        place += 1
    return end


def _may_act(words: Sequence[Word], first: int, last: int) -> bool:
    before = words[first - 1].key if first else ""
    if before == "the" and first > 1:
        before = words[first - 2].key
    if before in AT:
        return False
    alone = last - first == 1
    return not (alone and first == 0 and not words[0].text.isupper() and words[0].key in verbs())
