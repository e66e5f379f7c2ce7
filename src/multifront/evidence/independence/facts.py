"""What two reports of one event cannot disagree on: numbers, denial, plan, follow-up, names. Cues in English only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from multifront.evidence.actors import actors
from multifront.evidence.independence.shingling import without_credit

DENIAL = re.compile(
    r"^(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed)?|refut(?:e|es|ed)|dismiss(?:es|ed)?|disput(?:e|es|ed)|no|not|never|"
    r"without|false|untrue|baseless|debunk(?:s|ed)?|cancel(?:s|led|ed)?|postpon(?:e|es|ed)|calls?off)$"
)
PLAN = re.compile(
    r"^(?:will|plans?|planned|planning|upcoming|scheduled|expected|prepar(?:e|es|ing)|intends?|considers?|considering|"
    r"proposed|proposes|threatens?|readies|braces|may|might|could|would|soon|tomorrow)$|^(?:set|due|going|about|ready|poised)to$"
    r"|^to(?:hold|launch|send|sail|fly|sign|meet|visit|begin|start|test|conduct|drill|deploy|join|impose|deliver|stage|open|"
    r"detain|fire|strike|host|receive|buy|sell|build|keep)$"
)
SEQUEL = re.compile(
    r"^(?:second|third|fourth|fifth|another|again|continu(?:e|es|ed|ing)|resum(?:e|es|ed)|ends?|ended|conclud(?:e|es|ed)|"
    r"return(?:s|ed)?|condemn(?:s|ed)?|protest(?:s|ed)?|reacts?|summon(?:s|ed)?|respon(?:d|ds|ded|se)|inquiry|"
    r"investigat(?:e|es|ed|ion)|aftermath|toll|anniversary|recover(?:s|ed|y)?|warn(?:s|ed)?|criticis(?:es|ed)|"
    r"releas(?:e|es|ed)|reopen(?:s|ed)?|salvage|mourn(?:s|ed)?|review(?:s|ed)?|assess(?:es|ed)?|wraps?|complet(?:e|es|ed)|"
    r"leaves?|left|depart(?:s|ed)?|calls?for|urges?|urged|follow(?:s|ing)?up)$"
)
SEATS = {
    **{"moscow": "russia", "kremlin": "russia", "beijing": "china", "pyongyang": "korea", "seoul": "korea"},
    **{"tehran": "iran", "tokyo": "japan", "taipei": "taiwan", "washington": "united", "pentagon": "united"},
    **{"kyiv": "ukraine", "kiev": "ukraine", "warsaw": "poland", "canberra": "australia", "manila": "philippines"},
    **{"ankara": "turkey", "delhi": "india", "hanoi": "vietnam", "minsk": "belarus", "berlin": "germany"},
}
"""Seats of government that headlines put for the state; the state's name counts instead."""
STEM = 4
"""Letters by which a state is known in a headline: China, Chinese; Iran, Iranian."""
WORDS_OF_TIME = re.compile(
    r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text says that another report of the same event cannot contradict."""

    numbers: frozenset[str]
    denied: bool
    planned: bool
    sequel: bool
    names: frozenset[str]


def facts_of(text: str, words: Sequence[str]) -> Facts:
    """Numbers, cues and names of a text.

    Args:
        text: as written; capitals mark names, unless nearly every word has one.
        words: its words in plain form.
    """
    phrased = [*words, *(one + two for one, two in pairwise(words))]
    numbers = frozenset(word.lstrip("0") or "0" for word in words if word.isdecimal())
    return Facts(
        numbers,
        any(map(DENIAL.match, phrased)),
        any(map(PLAN.match, phrased)),
        any(map(SEQUEL.match, phrased)),
        _names(without_credit(text)),
    )


def _names(text: str) -> frozenset[str]:
    """Capitalised words after the first, and the first where it is a state's.

    None where capitals tell nothing: a title in capitals, a script without.
    """
    tokens = re.findall(r"[^\W\d_][\w'’-]*", text)
    if sum(token[0].isupper() for token in tokens[1:]) > 0.6 * len(tokens[1:]):
        return frozenset()
    plain = [re.sub(r"['’]s?$", "", token.casefold()) for token in tokens]
    named = [SEATS.get(word, word) for word, token in zip(plain, tokens, strict=True) if token[0].isupper()]
    if tokens and tokens[0][0].isupper() and named[0][:STEM] not in _states():
        named = named[1:]
    return frozenset(name for name in named if len(name) > 2 and not WORDS_OF_TIME.match(name))


@cache
def _states() -> frozenset[str]:
    """The first letters of every state's name."""
    return frozenset(actor.name.casefold()[:STEM] for actor in actors().values())


def contradiction(one: Facts, other: Facts, *, names_too: bool) -> str:
    """Why two texts cannot be reports of one event, in words; empty where nothing forbids it.

    Args:
        one: facts of a text.
        other: facts of the other.
        names_too: whether names that only one text has, on both sides, set the texts apart.

    Returns:
        A reason or an empty text. A text that gives no number contradicts none.
    """
    if one.numbers - other.numbers and other.numbers - one.numbers:
        return f"numbers differ: {_listed(one.numbers - other.numbers)} against {_listed(other.numbers - one.numbers)}"
    for word, here, there in (
        ("denied or called off", one.denied, other.denied),
        ("planned", one.planned, other.planned),
        ("a follow-up", one.sequel, other.sequel),
    ):
        if here != there:
            return f"only one is {word}"
    if names_too and (ours := _unmatched(one.names, other.names)) and (theirs := _unmatched(other.names, one.names)):
        return f"names differ: {_listed(ours)} against {_listed(theirs)}"
    return ""


def _unmatched(names: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Names without a like one on the other side; another form (China, Chinese) or a slip of the pen is like."""
    return frozenset(name for name in names if not any(_alike(name, other) for other in others))


def _alike(one: str, other: str) -> bool:
    return one[:STEM] == other[:STEM] or SequenceMatcher(None, one, other).ratio() >= 0.75


def _listed(items: frozenset[str]) -> str:
    return ", ".join(sorted(items))
