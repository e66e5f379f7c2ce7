"""Who is named in a sentence: states by name, adjective, capital or leader, with their office. No roles here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from multifront.reading.lexicon import Name, names, sectors
from multifront.reading.words import Word

ONLY_CAPITALS = {
    "us",
    "un",
    "uk",
    "eu",
    "ec",
    "who",
    "ira",
    "pla",
    "icc",
    "plo",
    "imf",
    "eln",
    "isis",
    "rok",
    "roc",
    "wb",
    "au",
    "sco",
}
"""Short names that are words too: read as names only in capitals."""
LINKS = {"of", "in", "from", "for", "at"}
"""Words that tie an office to a state: "troops from X"."""
STOPS = {
    "and",
    "or",
    "but",
    "with",
    "against",
    "by",
    "to",
    "on",
    "as",
    "that",
    "who",
    "which",
    "than",
    "after",
    "before",
    "has",
    "have",
    "had",
    "is",
    "was",
    "are",
    "were",
    "will",
    "would",
    "may",
}
DOING = {
    *("sent", "met", "shot", "held", "hit", "struck", "cut", "hurt", "put", "let", "gave", "took", "made", "told"),
    *("sold", "built", "fought", "saw", "set", "left", "lost", "led", "paid", "broke", "won", "bought", "brought"),
    *("drove", "flew", "ran", "sank", "spoke", "stole", "threw", "withdrew", "began", "froze", "fell", "said"),
}
"""Short verbs that part a state from what follows: "China sent ships"."""
SIDES = {"pro", "anti"}
DONE_BY = {
    "occupied",
    "backed",
    "made",
    "held",
    "born",
    "based",
    "registered",
    "controlled",
    "sponsored",
    "supplied",
    "style",
    "built",
}
GEOGRAPHY = "GEO"
"""Sector of seas and straits that carry the name of a state and are none."""
LONGEST_NAME = 5
LONGEST_NOUN = 4
MOST_BETWEEN = 3
"""Words that may stand between a state and its office."""
INSIDE = {"-", ".", "&", "/", "'", "’"}
"""Marks that may stand inside a name ("Guinea-Bissau", "St. Lucia")."""
PEOPLES = ("s", "n", "ns", "an", "ans", "ian", "ians", "i", "is", "ese")
SHORTEST_BASE = 4
Extra = Mapping[tuple[str, ...], Name]


@dataclass(frozen=True, slots=True)
class Mention:
    """One actor in a sentence: code ('' where only a role is named), sector, words from and to (exclusive)."""

    code: str
    sector: str
    first: int
    last: int
    adjective: bool = False

    @property
    def label(self) -> str:
        """Code and sector together, as CAMEO writes them."""
        return self.code if self.sector in ("", self.code) or self.sector == "IGO" else self.code + self.sector


def find_mentions(words: Sequence[Word], day: str, extra: Extra | None = None) -> list[Mention]:
    """The actors of a sentence in order.

    Args:
        words: the cut sentence.
        day: ISO day for which names of leaders are read; empty reads the latest holder.
        extra: more names (words of the name -> whom it stands for), for states of the user's own.

    Returns:
        Mentions that do not overlap. A state and its office ("Iranian foreign minister", "troops of Chad") are one.
    """
    keys = [word.key for word in words]
    shout = all(word.text.isupper() for word in words if word.text.isalpha() and len(word.text) > 3)
    raw: list[Mention] = []
    at = 0
    while at < len(words):
        found = _name_at(words, keys, at, day, shout, extra) or _noun_at(keys, at)
        if found and found.code and _of_another(keys, found):
            at = found.last
        elif found:
            raw.append(found)
            at = found.last
        else:
            at += 1
    return [one for one in _merged(raw, words) if one.sector != GEOGRAPHY]


def places_of(mentions: Sequence[Mention]) -> set[int]:
    """Places of the words that name somebody."""
    return {at for one in mentions for at in range(one.first, one.last)}


def _name_at(
    words: Sequence[Word], keys: list[str], at: int, day: str, shout: bool, extra: Extra | None
) -> Mention | None:
    text, key = words[at].text, keys[at]
    if not text[0].isupper() and not (key == "al" and keys[at + 1 : at + 2] == ["-"]):
        return None
    if key in ONLY_CAPITALS and not (text.isupper() and not shout):
        return None
    inner = names().get(key, {})
    for name, last in reversed(_runs(keys, at)):
        if extra and name in extra:
            return Mention(extra[name].code, extra[name].sector, at, last)
        held = inner.get(name)
        if held and (len(name) == 1 or words[last - 1].text[0].isupper() or shout or "-" in keys[at:last]):
            who = _on(held, day)
            return Mention(who.code, who.sector, at, last) if who else None
    code = _of_people(key)
    return Mention(code, "", at, at + 1) if code else None


def _runs(keys: list[str], at: int) -> list[tuple[tuple[str, ...], int]]:
    """The words from a place on, one to `LONGEST_NAME` of them, and where each run ends; marks inside a name are
    passed over.
    """
    found: list[tuple[tuple[str, ...], int]] = []
    name: tuple[str, ...] = ()
    for place in range(at, len(keys)):
        if keys[place][0].isalnum():
            name = (*name, keys[place])
            found.append((name, place + 1))
        elif keys[place] not in INSIDE:
            break
        if len(name) == LONGEST_NAME:
            break
    return found


def _of_people(key: str) -> str:
    """The state of a people named after it ("Azerbaijani", "Liberians"); '' for none."""
    for ending in PEOPLES:
        base = key.removesuffix(ending)
        if base != key and len(base) >= SHORTEST_BASE:
            held = names().get(base, {}).get((base,))
            if held and not held[0].sector:
                return held[0].code
    return ""


def _of_another(keys: list[str], found: Mention) -> bool:
    """A state that only says what another is: "pro-Iranian", "Israeli-occupied"."""
    before, after = keys[max(0, found.first - 2) : found.first], keys[found.last : found.last + 2]
    return (before[-1:] == ["-"] and before[0] in SIDES) or (
        after[:1] == ["-"] and after[1:] != [] and after[1] in DONE_BY
    )


def _on(held: Sequence[Name], day: str) -> Name | None:
    if day:
        for name in held:
            if (not name.start or name.start <= day) and (not name.end or day <= name.end):
                return name
        # Out of office the person is still of that state, without the office.
        return held[-1]._replace(sector="")
    return max(held, key=lambda name: name.start)


def _noun_at(keys: list[str], at: int) -> Mention | None:
    table = sectors()
    for key in (keys[at], _singular(keys[at])):
        inner = table.get(key)
        if not inner:
            continue
        for size in range(min(LONGEST_NOUN, len(keys) - at), 0, -1):
            phrase = (key, *keys[at + 1 : at + size])
            for last in (phrase, (*phrase[:-1], _singular(phrase[-1]))):
                if last in inner:
                    return Mention("", inner[last], at, at + size)
    return None


@lru_cache(maxsize=20_000)
def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _merged(raw: list[Mention], words: Sequence[Word]) -> list[Mention]:
    done: list[Mention] = []
    for mention in raw:
        before = done[-1] if done else None
        joined = _joined(before, mention, words[before.last : mention.first]) if before else None
        if joined:
            done[-1] = joined
        else:
            done.append(mention)
    return done


def _joined(left: Mention, right: Mention, gap: Sequence[Word]) -> Mention | None:
    """Two neighbours as one actor, or None."""
    keys = [word.key for word in gap]
    if GEOGRAPHY in (left.sector, right.sector):
        return None
    if keys and keys[0] in LINKS:
        short = len(keys) <= MOST_BETWEEN and all(key.isalnum() for key in keys)
        if short and keys[0] in ("of", "from") and not left.code and right.code:
            return Mention(right.code, left.sector or right.sector, left.first, right.last)
        return None
    if len(keys) > MOST_BETWEEN or not all(_names_or_adjective(word, len(gap)) for word in gap):
        return None
    if left.code and right.code in ("", left.code):
        return replace(left, sector=right.sector or left.sector, last=right.last)
    if not left.code and left.sector != "CVL":
        return Mention(right.code, right.sector or left.sector, left.first, right.last)
    return None


def _names_or_adjective(word: Word, gap: int) -> bool:
    """A word that may stand between a state and its office: a name, or one adjective."""
    if not word.key.isalpha() or word.key in STOPS or word.key in DOING:
        return False
    return word.text[0].isupper() or (gap == 1 and not word.key.endswith(("ed", "s", "ing", "ly")))
