"""Which states and groups a text names: names, peoples, seats of government and leaders as spans. Resolves no dates of
names.

`actor_words.csv` holds our own words. A seat or a leader stands for the state, as headlines use it: "Beijing", "Putin".
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GROUPS = frozenset(
    [
        "NATO",
        "EU",
        "BRICS",
        "ASEAN",
        "SCO",
        "CSTO",
        "G7",
        "QUAD",
        "AUKUS",
        "OPEC",
        "GCC",
        "AU",
        "ECOWAS",
        "AES",
        "west",
        "houthis",
        "hamas",
    ]
)
"""Codes that stand for several states or for none."""

NOT_STATES = re.compile(
    r"\b(?:Taiwan Strait|South China Sea|East China Sea|Sea of Japan|Gulf of Oman|New Mexico|Gulf of Mexico|"
    r"Indian Ocean|Jordan River|"
    r"Panama Canal|Georgia Tech|Washington Post|New York Times|Washington, D\.C\.|Russia-Ukraine war|"
    r"Russo-Ukrainian war|"
    r"Russia-Ukraine conflict|Ukraine war|war in Ukraine|Ukraine crisis|war over Taiwan|Taiwan contingency|Taiwan war|"
    r"Korean War|Vietnam War|Gulf War|Iraq War|Cold War|Iran-Iraq War|American Enterprise Institute|West Africa|"
    r"West African|West Bank|West Asia|West Point|West Germany|West Coast)\b"
)
"""Phrases in which the name of a state names a sea, a war or a newspaper."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A state or group named in a text: `text[start:end]` is how."""

    start: int
    end: int
    code: str


def find_actors(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """The states and groups that a text names, in order, the longest name first.

    Args:
        text: plain text; names are recognised with their capitals only.
        start: first character that is looked at.
        end: character before which to stop; None for all.

    Returns:
        Mentions without overlap. "Sino-Russian" is two; the Taiwan Strait and the Washington Post are none.

    Raises:
        Nothing of its own.

    Example:
        >>> [m.code for m in find_actors("Moscow and the Chinese navy met in the Taiwan Strait.")]
        ['RUS', 'CHN']
    """
    stop = len(text) if end is None else end
    pattern, codes = _lexicon()
    masked = [m.span() for m in NOT_STATES.finditer(text, start, stop)]
    return [
        Mention(m.start(), m.end(), codes[m[0]])
        for m in pattern.finditer(text, start, stop)
        if not any(m.start() < last and first < m.end() for first, last in masked)
    ]


def names_of(code: str) -> str:
    """The name of an actor as readers know it: its first word in the table, or the code itself."""
    return _names().get(code, code)


def actor_codes(text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """Codes of the actors that are named, each once, in the order in which they are first named."""
    return tuple(dict.fromkeys(mention.code for mention in find_actors(text, start, end)))


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = files("multifront.reading").joinpath("actor_words.csv").read_text(encoding="utf-8")
    return tuple((row["code"], tuple(row["words"].split("|"))) for row in csv.DictReader(text.splitlines()))


@cache
def _names() -> dict[str, str]:
    return {code: words[0] for code, words in _rows()}


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all words, longest first under a common first letter, and the code of each."""
    codes: dict[str, str] = {}
    for code, words in _rows():
        for word in words:
            codes.setdefault(word, code)
            codes.setdefault(word.replace("'", "’"), code)
    by_first: dict[str, list[str]] = {}
    for word in sorted(codes, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items()))
    return re.compile(rf"(?<![\w.])(?:{branches})(?!\w)"), codes
