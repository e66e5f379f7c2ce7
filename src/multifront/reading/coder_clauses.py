"""Where a sentence tells a further act: clauses after "and", "but", "while", "after", with whose subject. Codes
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multifront.reading.coder_actors import Mention
from multifront.reading.coder_roles import SPEAKING
from multifront.reading.coder_verbs import Act
from multifront.reading.words import Word

SHARED = {"and", "but", ";", "then"}
"""Joints after which the subject of the clause before may go on acting."""
OWN = {"while", "after", "as", "when"}
"""Joints whose clause names its own subject."""
LIGHT = {
    *("also", "then", "later", "has", "have", "had", "was", "were", "is", "are", "even", "both"),
    *("the", "a", "an", "his", "its", "their", "some", "new", ",", "of", "in"),
}
"""Words that may stand between a joint and the verb or the subject after it."""
REACH = 4
"""Words within which the verb or the subject of a clause must follow."""
MOST = 3
"""Further clauses that are read in one sentence."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` to `last` (exclusive) of a sentence after a joint; `own`: it names its subject itself."""

    first: int
    last: int
    own: bool


def further_clauses(words: Sequence[Word], mentions: Sequence[Mention], acts: Sequence[Act]) -> list[Clause]:
    """The clauses of a sentence after its first that have a verb of their own, in order; at most `MOST`.

    Args:
        words: the cut sentence.
        mentions: its actors.
        acts: what its verbs name.

    Returns:
        Clauses without their joint, each up to the next joint that opens one.

    Assumes: a joint opens a clause only where a verb that is no mere speaking, or an actor and then such a verb,
    follows
    within `REACH` words. Lists of nouns ("troops and tanks attacked") are no clauses.
    """
    verbs = {act.first for act in acts if not act.noun and act.block not in SPEAKING}
    starts = {one.first: one.last for one in mentions}
    opened: list[tuple[int, bool]] = []
    for at, word in enumerate(words):
        if word.key in SHARED or word.key in OWN:
            own = _own_subject(words, at + 1, starts, verbs)
            if own or (word.key in SHARED and _verb_follows(words, at + 1, verbs)):
                opened.append((at + 1, own))
    first_verb = min(verbs, default=len(words))
    kept = [one for one in opened if one[0] > first_verb][:MOST]
    ends = [*(start - 1 for start, _ in kept[1:]), *([len(words)] if kept else [])]
    return [Clause(start, end, own) for (start, own), end in zip(kept, ends, strict=True)]


def _verb_follows(words: Sequence[Word], at: int, verbs: set[int]) -> bool:
    """Whether a verb in a told form comes next, light words and adverbs aside."""
    for place in range(at, min(at + REACH, len(words))):
        key = words[place].key
        if place in verbs:
            return not key.endswith("ing")
        if key not in LIGHT and not key.endswith("ly"):
            return False
    return False


def _own_subject(words: Sequence[Word], at: int, starts: dict[int, int], verbs: set[int]) -> bool:
    """Whether an actor and then a verb in a told form come next."""
    for place in range(at, min(at + REACH, len(words))):
        if place in starts:
            return _verb_after(words, starts[place], verbs)
        if words[place].key not in LIGHT and not words[place].key.isdigit():
            return False
    return False


def _verb_after(words: Sequence[Word], at: int, verbs: set[int]) -> bool:
    for place in range(at, min(at + REACH, len(words))):
        if place in verbs:
            return not words[place].key.endswith("ing")
        if words[place].key in (",", "and", "or"):
            return False
    return False
