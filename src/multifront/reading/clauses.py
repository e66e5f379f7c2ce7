"""Sentences cut into clauses that each read as an assertion of their own, by their finite verbs. Judges no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multifront.reading.verb_forms import COORDINATORS, SUBORDINATORS, is_adverb
from multifront.reading.verb_groups import Finite
from multifront.reading.verb_places import BREAKS, COMPLEMENTED, RELATIVES
from multifront.reading.words import Word, word_set

CONTRASTS = word_set("while whereas although though")
REASONS = word_set("because since")
OCCASIONS = word_set("after as")
PREPOSITIONAL = word_set("after before since until as")
SPANS = word_set("minute minutes hour hours day days week weeks month months year years shortly soon long just even")
ASKING = word_set("what how why who whom whose")
SHORTEST_HALF = 4
SHORTEST_OCCASION = 6
SHORTEST_RELATIVE = 5
"""Words that a second verb without a subject, a clause of "after" or "as", and a relative clause must have to be an
assertion of its own.
"""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of words, from `first` to `last`, with the number of its first finite verb; `opener`: how it joins."""

    first: int
    last: int
    verb: int
    opener: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """How a finite verb's clause joins what stands before it: where it begins, by what, with a subject of its own or
    not.
    """

    place: int
    sort: str
    word: str = ""


def cut_clauses(words: Sequence[Word], verbs: Sequence[Finite]) -> list[Clause]:
    """The clauses of a sentence that can be judged each by itself, in order.

    Args:
        words: its words and marks, without quotation marks and without the words that only say who speaks.
        verbs: its finite verbs.

    Returns:
        Clauses without overlap. Coordinated clauses and verbs, contrasts, reasons and relatives behind a comma are
        parted; conditions, restricting relatives, "that" and most clauses of time stay with what they belong to.
    """
    if not words:
        return []
    if not verbs:
        return [Clause(0, len(words) - 1, -1)]
    found: list[Clause] = []
    start, verb, opener = 0, 0, ""
    waiting = words[0].key if words[0].key in SUBORDINATORS else ""
    for number in range(1, len(verbs)):
        join = _join(words, verbs[number - 1], verbs[number])
        embedded = join.sort == "comma" and verb == number - 1 and _embedded(words, start, verbs[verb])
        if embedded:
            parts = False
        elif join.sort == "comma" and waiting:
            parts = waiting in CONTRASTS
            waiting = ""
        else:
            parts = not (waiting and join.sort in ("coordinate", "half", "comma")) and _parts(
                words, join, verbs, number
            )
            if join.sort == "break":
                waiting = ""
        if parts and join.place - start >= 2:
            found.append(Clause(start, join.place - 1, verb, opener))
            waiting = join.word if join.sort == "coordinate" and join.word in SUBORDINATORS else waiting
            start, verb, opener = join.place, number, join.sort if join.sort in ("half", "relative") else join.word
    found.append(Clause(start, len(words) - 1, verb, opener))
    return found


def _embedded(words: Sequence[Word], start: int, verb: Finite) -> bool:
    """Whether the only verb of a clause so far stands inside its subject: "X, which took over, has ..."."""
    return any(words[at].key in SUBORDINATORS or words[at].key in RELATIVES for at in range(start + 1, verb.first))


def _join(words: Sequence[Word], one: Finite, other: Finite) -> Join:
    """How the clause of a finite verb joins the clause before."""
    gap = range(one.last + 1, other.first)
    at = other.first - 1
    while at > one.last and is_adverb(words[at].key):
        at -= 1
    if at > one.last and words[at].key in COORDINATORS:
        return Join(at, "half", words[at].key)
    breaks = [k for k in gap if words[k].key in BREAKS and not _in_number(words, k)]
    subs = [k for k in gap if words[k].key in SUBORDINATORS or words[k].key in RELATIVES]
    ands = [k for k in gap if words[k].key in COORDINATORS]
    led = [k for k in ands if words[k - 1].key == "," or words[k].key in ("but", "yet")]
    if breaks and (not subs or breaks[-1] > subs[-1]):
        return Join(breaks[-1], "break")
    # "after the talks, and the army left": a word that may be a preposition opens no clause there.
    opens = subs and (words[subs[-1]].key not in PREPOSITIONAL or not [k for k in led if k > subs[-1]])
    ahead = [k for k in led if subs and k < subs[-1]]
    if opens and ahead and words[subs[-1]].key in RELATIVES and words[subs[-1] - 1].key == ",":
        return Join(ahead[-1], "coordinate")  # ", and the pipeline, which carries gas, ..."
    if opens:
        return _subordinate(words, subs[-1], one)
    if ands:
        against = [k for k in ands if words[k].key in ("but", "yet")]
        return Join((against or led or [_widest(ands, other)])[-1], "coordinate")
    commas = [k for k in gap if words[k].key == ","]
    return Join(commas[0], "comma") if commas else Join(other.first, "complement")


def _in_number(words: Sequence[Word], at: int) -> bool:
    return 0 < at < len(words) - 1 and words[at - 1].text[-1].isdigit() and words[at + 1].text[0].isdigit()


def _widest(ands: Sequence[int], other: Finite) -> int:
    """Which "and" begins the clause: the last, but for one inside a short subject ("and Manama and Kuwait follow")."""
    if len(ands) > 1 and other.first - ands[-2] <= 5:
        return ands[-2]
    return ands[-1]


def _subordinate(words: Sequence[Word], at: int, one: Finite) -> Join:
    key = words[at].key
    if key in ("though", "if") and words[at - 1].key == "as":
        return Join(at - 1, "complement")  # "behaved as though ..." likens and contrasts nothing
    begin = at
    while begin - 1 > one.last and (
        words[begin - 1].key in ("just", "even", "only", "precisely", "partly", "such")
        or words[begin - 1].key in COORDINATORS
    ):
        begin -= 1
    if key == "that":
        return Join(begin, "coordinate" if words[begin].key in ("and", "but") else "complement")
    if key in RELATIVES:
        return Join(begin, "relative" if words[at - 1].key == "," and key == "which" else "restricting", key)
    if words[begin].key in COORDINATORS:
        asked = begin > 0 and words[begin - 1].key in SUBORDINATORS  # "when or where it was taken"
        return Join(begin, "complement" if asked else "coordinate", key)
    return Join(begin, "subordinate", key)


def _parts(words: Sequence[Word], join: Join, verbs: Sequence[Finite], number: int) -> bool:
    """Whether a clause that joins another is an assertion of its own."""
    end = _end_of(words, verbs, number)
    length = end - verbs[number].first + 1
    comma = join.place > 0 and words[join.place - 1].key == ","
    if join.sort == "coordinate" and words[join.place + 1].key in ASKING and end >= len(words) - 2:
        return number + 1 < len(verbs)  # "what we know, and what we do not": no clause of its own
    if join.sort in ("coordinate", "break"):
        return True
    if join.sort == "half":
        return length >= SHORTEST_HALF and not _nested(words, verbs, number)
    if join.sort == "comma":
        closed = join.place - verbs[number - 1].last > 2  # "is thinking about lorries, ...": its object stands there
        return length >= SHORTEST_HALF - 1 and (closed or verbs[number - 1].base not in COMPLEMENTED)
    if join.sort == "relative":
        return length >= SHORTEST_RELATIVE and end >= len(words) - 2
    if join.sort != "subordinate":
        return False
    if join.word in CONTRASTS:
        return True
    if join.word in REASONS:
        return comma
    if words[join.place - 1].key in SPANS:
        return False  # "a day after the vote" is a time
    return join.word in OCCASIONS and end - join.place >= SHORTEST_OCCASION and (comma or join.word == "after")


def _nested(words: Sequence[Word], verbs: Sequence[Finite], number: int) -> bool:
    """Whether the verb before belongs to a relative or a clause of time, so that "and" carries that clause on."""
    before = verbs[number - 1]
    lead = [words[at].key for at in range(max(0, before.first - 6), before.first)]
    near = [key for key in lead if key in RELATIVES or key in SUBORDINATORS or key == ","]
    return bool(near) and near[-1] in ("who", "which", "that", "when", "if", "until", "unless")


def _end_of(words: Sequence[Word], verbs: Sequence[Finite], number: int) -> int:
    """The last word before the next finite verb's clause begins."""
    if number + 1 >= len(verbs):
        return len(words) - 1
    join = _join(words, verbs[number], verbs[number + 1])
    return join.place - 1 if join.sort in ("coordinate", "break", "half") else len(words) - 1
