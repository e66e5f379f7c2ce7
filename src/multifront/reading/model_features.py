"""What the event model sees of a sentence: hashed words, letters and acts, actors masked. No weights here."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from multifront.reading.coder_actors import Mention
from multifront.reading.coder_verbs import Act
from multifront.reading.codes import type_of
from multifront.reading.words import Word

SIZE = 1 << 15
"""Slots into which features are hashed."""
MOST_WORDS = 60
"""Words of a sentence that the model reads."""
CUT_LETTERS = (4, 5)
GOVERNORS = {
    **dict.fromkeys(("will", "would", "shall", "plans", "intends", "vowed", "pledged", "promised", "ready", "prepared"), "will"),
    **dict.fromkeys(("must", "should", "urged", "demanded", "called", "asked", "insisted", "urges", "calls", "demands"), "ask"),
    **dict.fromkeys(("not", "never", "refused", "rejected", "refuses", "rejects", "declined", "denied", "no"), "not"),
    **dict.fromkeys(("unless", "if", "threatened", "warned", "threatens", "warns"), "if"),
    **dict.fromkeys(("agreed", "agree", "agrees", "accepted", "offered", "willing"), "agree"),
}
"""Words that turn what follows into a wish, a promise, a threat or its opposite."""
WEIGHTS = {"w": 1.0, "p": 0.8, "l": 0.35, "a": 1.5, "g": 1.0}
"""Weight of a family of features: words, pairs, letters, acts, governors."""


def featurise(words: Sequence[Word], mentions: Sequence[Mention], acts: Sequence[Act]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The slots and values of one sentence, scaled to length one.

    Args:
        words: the cut sentence.
        mentions: its actors; they are masked so that no state is tied to a type.
        acts: what its verbs name.

    Returns:
        Slots in 0..SIZE-1 (each once) and their values.
    """
    found: dict[str, float] = {}
    keys = masked(words, mentions)
    for at, key in enumerate(keys):
        _add(found, "w" + key)
        _add(found, "p" + (keys[at - 1] if at else "^") + " " + key)
        if at > 1:
            _add(found, "p" + keys[at - 2] + " _ " + key)
        if len(key) > CUT_LETTERS[0] and key.isalpha():
            for size in CUT_LETTERS:
                for start in range(len(key) - size + 1):
                    _add(found, "l" + key[start : start + size])
    _add_acts(found, acts, mentions)
    return _hashed(found)


def masked(words: Sequence[Word], mentions: Sequence[Mention]) -> list[str]:
    """The words that the model reads: lower case, actors as one mark, numbers as another, no points."""
    inside = {at: mention.first for mention in mentions if mention.code for at in range(mention.first, mention.last)}
    keys: list[str] = []
    for at, word in enumerate(words[:MOST_WORDS]):
        if at in inside:
            if inside[at] == at:
                keys.append("@actor")
        elif word.key[0].isdigit():
            keys.append("@number")
        elif word.key[0].isalpha():
            keys.append(word.key)
    return keys


def _add(found: dict[str, float], name: str) -> None:
    found[name] = found.get(name, 0.0) + WEIGHTS[name[0]]


def _add_acts(found: dict[str, float], acts: Sequence[Act], mentions: Sequence[Mention]) -> None:
    start = mentions[0].last if mentions else 0
    later = [act for act in acts if act.first >= start] or list(acts)
    for place, act in enumerate(later[:4]):
        kind = type_of(act.code) or act.code[:2] or "none"
        _add(found, f"ab={act.block}")
        _add(found, f"at={kind}")
        if place == 0:
            _add(found, f"a0b={act.block}")
            _add(found, f"a0t={kind}{min(act.size, 2)}")


def _hashed(found: dict[str, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    slots: dict[int, float] = {}
    for name, value in found.items():
        slot = zlib.crc32(name.encode()) & (SIZE - 1)
        slots[slot] = slots.get(slot, 0.0) + value
    index = np.fromiter(slots, dtype=np.int64, count=len(slots))
    values = np.sqrt(np.fromiter(slots.values(), dtype=np.float64, count=len(slots)))
    return index, values / np.sqrt(np.sum(values**2)) if len(slots) else values
