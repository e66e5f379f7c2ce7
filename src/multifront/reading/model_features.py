"""What the event model sees of a sentence: hashed words, letters and acts, actors masked. No weights here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from multifront.reading.coder_actors import Mention
from multifront.reading.coder_roles import SAYERS, SPEAKING
from multifront.reading.coder_verbs import Act
from multifront.reading.codes import type_of
from multifront.reading.lexicon import kinds
from multifront.reading.words import Word

WORD_SLOTS = 1 << 15
KIND_SLOTS = 1 << 14
SIZE = WORD_SLOTS + KIND_SLOTS
"""Slots into which features are hashed: words, letters and acts in the first, kinds of words in the last."""
MOST_WORDS = 60
"""Words of a sentence that the model reads."""
ACTOR = "@actor"
"""Stands for every actor, so that no state is tied to a type."""
CUT_LETTERS = (4, 5)
BEFORE_VERB, AFTER_VERB = 5, 9
FAR = 0.3
"""Weight of words outside that window."""
MOST_TAIL = 14
SIDE_CLAUSES = {
    "after",
    "following",
    "because",
    "since",
    "unless",
    "until",
    "before",
    "while",
    "when",
    "where",
    "who",
    "which",
    "if",
    "but",
    "as",
}
WEIGHTS = {"w": 1.0, "p": 0.8, "l": 0.25, "a": 1.5}
"""Weight of a family of features: words, pairs, letters, acts."""
KIND_SHARE = 0.7
"""Length of the part of kinds beside the part of words, which is one."""
KIND_PAIR = 0.8


def featurise(
    words: Sequence[Word], mentions: Sequence[Mention], acts: Sequence[Act]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The slots and values of one sentence: words, letters and acts scaled to length one, kinds of words to
    `KIND_SHARE`.

    Args:
        words: the cut sentence.
        mentions: its actors; they are masked so that no state is tied to a type.
        acts: what its verbs name.

    Returns:
        Slots in 0..SIZE-1 (each once) and their values.
    """
    found: dict[int, float] = {}
    keys, weights = masked(words, mentions, _verb_at(acts, mentions))
    for at, (key, weight) in enumerate(zip(keys, weights, strict=True)):
        if key != ACTOR:  # how many actors a sentence names says little of what they do
            for slot, value in _word_slots(key):
                found[slot] = found.get(slot, 0.0) + value * weight
        _add(found, "p" + (keys[at - 1] if at else "^") + " " + key, weight)
        if at > 1:
            _add(found, "p" + keys[at - 2] + " _ " + key, weight)
    _add_acts(found, acts, mentions)
    parts = _scaled(found), _scaled(_kind_slots(keys, weights))
    slots = np.concatenate([parts[0][0], parts[1][0]])
    return slots, np.concatenate([parts[0][1], parts[1][1] * KIND_SHARE])


def _kind_slots(keys: Sequence[str], weights: Sequence[float]) -> dict[int, float]:
    """The kinds of the words and of their neighbours: what says of an unknown verb that it is one of attack."""
    found: dict[int, float] = {}
    table = kinds()
    before = "^"
    for key, weight in zip(keys, weights, strict=True):
        kind = key if key[0] == "@" else table.get(key, "?")
        pair, alone = _kind_slot(before, kind), _kind_slot(kind)
        found[pair] = found.get(pair, 0.0) + KIND_PAIR * weight
        if kind != ACTOR:
            found[alone] = found.get(alone, 0.0) + weight
        before = kind
    return found


@lru_cache(maxsize=50_000)
def _kind_slot(*kind: str) -> int:
    return WORD_SLOTS + (crc32(" ".join(kind).encode()) & (KIND_SLOTS - 1))


@lru_cache(maxsize=20_000)
def _word_slots(key: str) -> tuple[tuple[int, float], ...]:
    """The slots of a word and of the runs of letters in it."""
    found: dict[int, float] = {}
    _add(found, "w" + key)
    if len(key) > CUT_LETTERS[0] and key.isalpha():
        for size in CUT_LETTERS:
            for start in range(len(key) - size + 1):
                _add(found, "l" + key[start : start + size])
    return tuple(found.items())


def masked(words: Sequence[Word], mentions: Sequence[Mention], verb: int) -> tuple[list[str], list[float]]:
    """The words that the model reads and their weights: lower case, actors as one mark, numbers as another, no points.

    Words far from the main verb, in a side clause after it, or in a trailing ", X said" count less.
    """
    inside = {at: mention.first for mention in mentions if mention.code for at in range(mention.first, mention.last)}
    keys: list[str] = []
    weights: list[float] = []
    side = False
    tail = _tail(words, verb)
    for at, word in enumerate(words[:MOST_WORDS]):
        side = side or (at > verb and word.key in SIDE_CLAUSES)
        weight = FAR if side or at >= tail or not verb - BEFORE_VERB <= at <= verb + AFTER_VERB else 1.0
        if at in inside:
            key = ACTOR if inside[at] == at else ""
        elif word.key[0].isdigit():
            key = "@number"
        else:
            key = word.key if word.key[0].isalpha() else ""
        if key:
            keys.append(key)
            weights.append(1.0 if key in SIDE_CLAUSES else weight)
    return keys, weights


def _verb_at(acts: Sequence[Act], mentions: Sequence[Mention]) -> int:
    """The place of the first verb after the first actor that is not mere speaking."""
    start = mentions[0].last if mentions else 0
    verbs = [act for act in acts if not act.noun and act.first >= start] or list(acts)
    doing = [act for act in verbs if act.block not in SPEAKING] or verbs
    return doing[0].first if doing else start


def _tail(words: Sequence[Word], verb: int) -> int:
    """Where a trailing ", X said" begins; past the end where there is none."""
    for at in range(len(words) - 1, max(verb, len(words) - MOST_TAIL), -1):
        if words[at].key == ",":
            return at if any(word.key in SAYERS for word in words[at:]) else len(words)
    return len(words)


def _add(found: dict[int, float], name: str, weight: float = 1.0) -> None:
    slot = crc32(name.encode()) & (WORD_SLOTS - 1)
    found[slot] = found.get(slot, 0.0) + WEIGHTS[name[0]] * weight


def _add_acts(found: dict[int, float], acts: Sequence[Act], mentions: Sequence[Mention]) -> None:
    start = mentions[0].last if mentions else 0
    later = [act for act in acts if act.first >= start] or list(acts)
    later.sort(key=lambda act: act.noun)  # what stands as a verb comes first
    for place, act in enumerate(later[:4]):
        kind = type_of(act.code) or act.code[:2] or "none"
        _add(found, f"ab={act.block}")
        _add(found, f"at={kind}")
        if place == 0:
            _add(found, f"a0b={act.block}")
            _add(found, f"a0t={kind}{min(act.size, 2)}")


def _scaled(found: dict[int, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    index = np.array(list(found), dtype=np.int64)
    values = np.sqrt(np.array(list(found.values()), dtype=np.float64))
    return index, values / max(1e-12, float(np.sqrt(np.dot(values, values))))
