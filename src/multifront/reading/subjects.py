"""The words that stand for the subject of a finite verb, with its apposition. Whom they mean is said in `speakers`."""

from __future__ import annotations

from collections.abc import Sequence

from multifront.reading.parsed import QUOTES, Parsed
from multifront.reading.speakers import PERSON, can_speak
from multifront.reading.verb_forms import COORDINATORS, DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_adverb
from multifront.reading.verb_groups import Finite
from multifront.reading.verb_places import BREAKS
from multifront.reading.words import word_set

LONGEST_SUBJECT = 24
"""Words of a subject; what is longer is read from its end."""
DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow january february "
    "march april may june july august september october november december"
)

Subject = tuple[int | None, int, str]
"""First and last word of a subject and its apposition; the first is None where it is that of the verb before."""


def subject_of(parsed: Parsed, verb: Finite, before: Sequence[object]) -> Subject:
    """First and last word of the subject of a verb, and its apposition; first is None after "and"."""
    at = verb.first - 1
    while at >= 0 and (is_adverb(parsed.key(at)) or (parsed.key(at) == "each" and at > 0)):
        at -= 1
    if at < 0:
        return 0, -1, ""
    if parsed.key(at) in COORDINATORS:
        earlier = [
            one for one in parsed.verbs if one.last < at and parsed.key(one.first - 1) not in ("who", "which", "that")
        ]
        if earlier and not before:
            return subject_of(parsed, earlier[-1], before)
        return None, at, ""
    if parsed.key(at) in (",", ")"):
        return _apposed(parsed, at)
    return _start_of(parsed, at), at, ""


def _apposed(parsed: Parsed, at: int) -> Subject:
    """The subject before an apposition or a relative that ends at a comma or bracket."""
    opener = "(" if parsed.key(at) == ")" else ","
    first = at - 1
    commas = []
    while first >= 0 and parsed.key(first) not in BREAKS:
        if parsed.key(first) == opener:
            commas.append(first)
        first -= 1
    for comma in (*(comma for comma in commas if _named(parsed, comma)), *reversed(commas)):
        last = comma - 1
        start = _start_of(parsed, last) if last >= 0 else 0
        subject = parsed.text[parsed.words[start].start : parsed.words[last].end]
        held = parsed.text[parsed.words[comma].end : parsed.words[at].start].strip()
        if last >= 0 and _begins(parsed, start) and can_speak(subject, held):
            return start, last, held
    return _start_of(parsed, at - 1), at - 1, ""


def _named(parsed: Parsed, comma: int) -> bool:
    """Whether a name of a person or body, and nothing else, stands before a comma."""
    start = _start_of(parsed, comma - 1) if comma else 0
    subject = parsed.text[parsed.words[start].start : parsed.words[comma].start]
    return PERSON.match(subject) is not None


def _begins(parsed: Parsed, at: int) -> bool:
    """Whether a phrase may be a subject: it stands where a clause begins and is not led by a preposition."""
    before = parsed.key(at - 1)
    opens = (
        at == 0 or before in BREAKS or before in COORDINATORS or before in SUBORDINATORS or before in (",", "that", "(")
    )
    return opens and parsed.key(at) not in PREPOSITIONS and not parsed.key(at).endswith("ing")


def _start_of(parsed: Parsed, last: int) -> int:
    """The first word of a noun phrase that ends at a word: after a comma, verb, conjunction or the start."""
    first = last
    while first > 0 and last - first < LONGEST_SUBJECT:
        key = parsed.key(first - 1)
        if (
            key in BREAKS
            or key in (",", "(", ")", "[", "]", "!", "?", "…", "|")
            or key in SUBORDINATORS
            or key == "that"
        ):
            break
        if key in COORDINATORS and (key != "and" or not _joins(parsed, first - 1)):
            break
        verb = next((one for one in parsed.verbs if one.first <= first - 1 <= one.last), None)
        if verb is not None:
            if verb.first < 2 or parsed.key(verb.first - 1) not in ("who", "which", "that"):
                break
            if parsed.key(verb.first - 2) == "," or any(one.last == verb.first - 2 for one in parsed.verbs):
                break
            first = verb.first - 1  # "a villager who gave her name told us"
            continue
        if between_quotes(parsed, first):
            break
        first -= 1
    while first < last and (
        parsed.key(first) in ("but", "and", "yet", "so", "meanwhile", "then", "however", "-", "–", "—")
        or (is_adverb(parsed.key(first)) and parsed.key(first) not in DETERMINERS)
    ):
        first += 1
    return _past_adverbial(parsed, first, last)


def _past_adverbial(parsed: Parsed, first: int, last: int) -> int:
    """Passes over "On Tuesday" before a subject without a comma."""
    at = first
    if parsed.key(at) in ("on", "in", "last") and any(
        parsed.key(k) in DAYS or parsed.words[k].text.isdigit() for k in range(at, min(at + 4, last))
    ):
        ends = [k for k in range(at, min(at + 4, last)) if parsed.key(k) in DAYS or parsed.words[k].text.isdigit()]
        return ends[-1] + 1
    return first


def _joins(parsed: Parsed, at: int) -> bool:
    """Whether "and" joins two nouns of one subject: no finite verb stands in the clause before it."""
    stretch = at - 1
    while stretch >= 0 and parsed.key(stretch) not in BREAKS and parsed.key(stretch) != ",":
        if any(one.first <= stretch <= one.last for one in parsed.verbs):
            return False
        stretch -= 1
    return True


def between_quotes(parsed: Parsed, at: int) -> bool:
    """Whether a quotation ends or begins between a word and the one before it."""
    gap = parsed.text[parsed.words[at - 1].end : parsed.words[at].start]
    return any(mark in gap for mark in QUOTES)


def acting(parsed: Parsed) -> tuple[str, str] | None:
    """The subject of the first finite verb, with its apposition: whom "he" in the next sentence may mean."""
    for verb in parsed.verbs[:1]:
        first, last, apposition = subject_of(parsed, verb, ())
        if first is not None and last >= first:
            return parsed.text[parsed.words[first].start : parsed.words[last].end], apposition
    return None
