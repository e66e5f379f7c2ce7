"""The finite verbs of a sentence, by the words that stand round them. No clause is cut and no meaning read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multifront.reading.verb_forms import (
    AUXILIARIES,
    BASE,
    BE,
    COORDINATORS,
    DETERMINERS,
    DO,
    GERUND,
    HAVE,
    MODALS,
    NEGATED,
    OWNERS,
    PARTICIPLE,
    PAST,
    PREPOSITIONS,
    SINGULAR,
    SUBJECTS,
    SUBORDINATORS,
    THIRD,
    Form,
    form_of,
    is_adverb,
)
from multifront.reading.verb_places import (
    BREAKS,
    COMPLEMENTED,
    HYPHENS,
    LINKS,
    MARKS,
    PLURAL,
    RELATIVES,
    adjective_here,
    broken,
    followed,
    joined,
    key_at,
    noun_here,
    object_follows,
    place_before,
    plain_between,
    plural_head,
    possessive,
    stopped,
)
from multifront.reading.words import Word, word_set

SPOKEN = frozenset(["say", "tell"])
BEHIND = word_set("to in on at that during after late") | frozenset(",.")
"""What follows "said" behind its speaker; behind "said" in front of one stands a name or an article."""


@dataclass(frozen=True, slots=True)
class Finite:
    """A finite verb with its auxiliaries: the words from `first` to `last`, the base of its main verb, and its sort.

    `sort` is modal, be, have, do, past or present; `sure` is false where the words round it leave a choice.
    """

    first: int
    last: int
    base: str
    sort: str
    sure: bool = True


def find_verbs(words: Sequence[Word]) -> list[Finite]:
    """The finite verbs of a sentence, in order.

    Args:
        words: the words and marks of the sentence; words that are not to be read are left out before.

    Returns:
        One entry a verb with its auxiliaries. Infinitives, participles and gerunds are none.

    Assumes:
        plain English prose. A word that may be a noun as well as a verb is taken for a verb only where a subject
        stands before it and an object or a preposition after it.
    """
    found: list[Finite] = []
    place = 0
    while place < len(words):
        key = words[place].key
        # Most words can be no verb at all: they are passed over before anything is asked of their neighbours.
        may = key in AUXILIARIES or form_of(key) is not None or "'" in key or words[place].text != key
        one = (_auxiliary(words, place) or _plain(words, place, found)) if may else None
        if one is None:
            place += 1
            continue
        if found and one.sure and not found[-1].sure and not _parted(words, found[-1], one):
            found.pop()
        elif found and key_at(words, place_before(words, one.first)) in (",", ")"):
            found = [verb for verb in found if not _apposed(words, verb, one)]
        found.append(one)
        place = one.last + 1
    return found or _guessed(words)


def _guessed(words: Sequence[Word]) -> list[Finite]:
    """The one word of a stretch without a finite verb that may yet be one: "images seen by us show at least six"."""
    for place in range(2, len(words) - 1):
        word, before = words[place], words[place - 1]
        form = form_of(word.key) if word.text.islower() else None
        if form is None or noun_here(words, place) or possessive(before):
            continue
        closed = (
            before.key in DETERMINERS or before.key in PREPOSITIONS or before.key in MARKS or before.key in COORDINATORS
        )
        passive = followed(words, place, "by") or GERUND in form.forms
        if not closed and not passive and form.forms & {BASE, THIRD} and key_at(words, place + 1) in LINKS:
            return [Finite(place, place, form.base, "present", False)]
    return []


def _auxiliary(words: Sequence[Word], place: int) -> Finite | None:
    word = words[place]
    key = word.key
    if key not in AUXILIARIES and "'" not in word.text and "’" not in word.text:
        return None
    short = _shortened(word)
    if "." in word.text:
        return None
    if not short and (key not in AUXILIARIES or not _is_auxiliary(words, place)):
        return None
    sort = short or _sort(key)
    last, base, main = place, sort if sort in ("have", "do") else "", False
    for at in range(place + 1, min(len(words), place + 8)):
        other = words[at].key
        if other in ("be", "been", "being", "have", "having") or (other == "no" and key_at(words, at + 1) == "longer"):
            last = at
            continue
        if is_adverb(other) or other == "longer":
            continue
        form = form_of(other)
        if form and not noun_here(words, at) and _continues(key, form, main):
            last, base, main = at, form.base, True
        break
    return Finite(place, last, base, sort)


def _continues(key: str, form: Form, main: bool) -> bool:
    """Whether a form can be the main verb after an auxiliary."""
    if main:
        return False
    if key in MODALS or key in DO or key in NEGATED:
        return bool(form.forms & {BASE, PARTICIPLE, GERUND})
    return bool(form.forms & {PARTICIPLE, GERUND})


def _is_auxiliary(words: Sequence[Word], place: int) -> bool:
    """Whether "will", "may" or "have" is a verb here: not "the will", "May 6", "to have", "a must"."""
    key, before = words[place].key, key_at(words, place - 1)
    if key in ("will", "might", "must", "can", "may") and (
        before in OWNERS or (words[place].text[0].isupper() and place)
    ):
        return False
    if key in ("have", "do"):
        return before not in MODALS and before not in ("to", "not") and before not in NEGATED
    return before != "to"


def _shortened(word: Word) -> str:
    """The sort of "it's", "they've", "we'll", "he'd"; empty for other words and for possessives."""
    text = word.text.lower().replace("’", "'")
    head, mark, tail = text.partition("'")
    if not mark or tail not in ("s", "re", "ve", "ll", "d", "m"):
        return ""
    if tail == "s" and head not in SUBJECTS | {"what", "here", "where", "who", "let"}:
        return ""
    return {"s": "be", "re": "be", "m": "be", "ve": "have"}.get(tail, "modal") if head != "let" else ""


def _sort(key: str) -> str:
    key = key.removesuffix("n't")
    if key in BE or key in ("ai",):
        return "be"
    if key in HAVE:
        return "have"
    return "do" if key in DO else "modal"


def _plain(words: Sequence[Word], place: int, found: Sequence[Finite]) -> Finite | None:
    """A finite verb without auxiliaries at a place, or None."""
    word = words[place]
    form = form_of(word.key) if word.text[0].islower() and not word.text.endswith(("'s", "’s")) else None
    if form is None or not form.forms & {PAST, THIRD, BASE} or noun_here(words, place) or word.key in PREPOSITIONS:
        return None
    at = place_before(words, place)
    before = words[at].key if at >= 0 else ""
    if form.forms & {PAST}:
        return _past(words, place, form, (at, before), found)
    return _present(words, place, form, (at, before), found)


Before = tuple[int, str]


def _past(words: Sequence[Word], place: int, form: Form, near: Before, found: Sequence[Finite]) -> Finite | None:
    at, before = near
    alone = PARTICIPLE not in form.forms
    base = Finite(place, place, form.base, "past", alone)
    if at < 0 or before in PREPOSITIONS or before in HYPHENS:
        return None
    if before in SUBJECTS:
        return Finite(place, place, form.base, "past", before != "that" or alone)
    if before in DETERMINERS or possessive(words[at]) or before in AUXILIARIES:
        return None
    if before in COORDINATORS:
        # "crossed the line and passed": after a finite verb in the same stretch.
        open_verb = found and found[-1].sort in ("past", "have", "be") and not broken(words, found[-1].last, at)
        led = found and object_follows(words, place) and key_at(words, place + 1) not in ("to", "that")
        held = open_verb or (led and not broken(words, found[-1].last, at))
        return base if held and not followed(words, place, "by") else None
    if before in SUBORDINATORS or before in BREAKS or before in "([":
        return None
    if before in (",", ")", "”", '"'):
        trusted = alone or form.base in COMPLEMENTED
        open_ = _subject_open(words, at, found, trusted) or (form.base in SPOKEN and key_at(words, place + 1) in BEHIND)
        return base if open_ and not followed(words, place, "by") else None
    if adjective_here(words, place) and not alone and key_at(words, place + 1)[:1].isalnum():
        return None
    if not alone and (followed(words, place, "by") or _verb_open(words, place, found)):
        return None
    return base


def _present(words: Sequence[Word], place: int, form: Form, near: Before, found: Sequence[Finite]) -> Finite | None:
    at, before = near
    third = THIRD in form.forms
    base = Finite(place, place, form.base, "present", not form.noun)
    if at < 0 or before in PREPOSITIONS or before in AUXILIARIES or before in HYPHENS:
        return None
    if form.noun and found and found[-1].last == at and found[-1].base in COMPLEMENTED:
        return None  # "denied reports"
    if before in SUBJECTS:
        fits = (third and before not in ("i", "you", "we", "they", "these", "those")) or (
            not third and (before not in SINGULAR or before == "that")
        )
        doubtful = form.noun and before in DETERMINERS and not object_follows(words, place)
        fits = fits and (not doubtful or (key_at(words, place + 1) in AUXILIARIES and before == "that"))
        return Finite(place, place, form.base, "present") if fits else None
    if before in DETERMINERS or possessive(words[at]) or before in SUBORDINATORS or before in BREAKS:
        return None
    if before in COORDINATORS:
        same = found and found[-1].sort == "present" and not broken(words, found[-1].last, at)
        led = object_follows(words, place) or key_at(words, place + 1) in SUBORDINATORS
        if found and form.base in COMPLEMENTED and third and key_at(words, place + 1) == "that":
            return base  # "has opened a case and says that"
        if found and form.base in COMPLEMENTED and key_at(words, place + 1) == "that":
            return base if not form.noun or words[found[-1].first].key == "have" else None
        return base if same and (not form.noun or led) else None
    if before in (",", ")", "”", '"'):
        open_ = _subject_open(words, at, found) and (third or not form.noun)
        return base if open_ and (not form.noun or object_follows(words, place)) else None
    if before in MARKS or _verb_open(words, place, found):
        return None
    if at < place - 1 and words[place - 1].key.endswith("ly"):
        return base
    plural = before in PLURAL or (before.endswith("s") and not before.endswith("ss")) or joined(words, at)
    if third and plural and form.noun:
        return None
    if not third and not plural and not plural_head(words, at):
        return None
    led = object_follows(words, place) or (form.base in COMPLEMENTED and followed(words, place, "that"))
    return base if not form.noun or led or _aside(words, place, form) else None


def _aside(words: Sequence[Word], place: int, form: Form) -> bool:
    """Whether a verb ends words that only name a source, ", government figures show,", or gives a level in digits."""
    after = form_of(key_at(words, place + 1))
    if form.base in COMPLEMENTED and after is not None and after.forms == {GERUND}:
        return True  # "fears losing its link"
    if form.base in COMPLEMENTED and key_at(words, place + 1) in (",", "."):
        return any(words[at].key == "," for at in range(max(0, place - 6), place))
    return key_at(words, place + 1) == "at" and key_at(words, place + 2)[:1].isdigit()


def _verb_open(words: Sequence[Word], place: int, found: Sequence[Finite]) -> bool:
    """Whether the stretch that a word stands in has its finite verb already, and that verb takes no clause."""
    if not found or stopped(words, found[-1].last, place) or _in_subject(words, found):
        return False
    return found[-1].base not in COMPLEMENTED and not any(
        words[at].key in COORDINATORS or words[at].key == "," for at in range(found[-1].last + 1, place)
    )


def _in_subject(words: Sequence[Word], found: Sequence[Finite]) -> bool:
    """Whether the last verb stands in a relative of a subject that waits for its own: "diplomats who were there"."""
    first = found[-1].first
    if key_at(words, first - 1) not in ("who", "which", "that") or first < 2:
        return False
    begin = found[-2].last if len(found) > 1 else -1
    between = [words[at].key for at in range(begin + 1, first - 1)]
    parts = [key for key in between if key in BREAKS or key in COORDINATORS or key in SUBORDINATORS]
    return between[-1:] != [","] and (begin < 0 or bool(parts))


def _subject_open(words: Sequence[Word], at: int, found: Sequence[Finite], trusted: bool = True) -> bool:
    """Whether a subject still waits for its verb at a mark: no finite verb since its stretch began but in relatives
    and, for a verb that can be trusted, doubtful ones in an apposition.
    """
    first = at - 1
    ends = {one.last for one in found}
    while first >= 0 and words[first].key not in BREAKS and words[first].key not in COORDINATORS:
        if words[first].key == "that" and first - 1 in ends:
            break  # "says that X, a general, warned": the clause begins behind "that"
        first -= 1
    verbs = [one for one in found if first < one.first < at]
    comma = next((k for k in range(first + 1, at) if words[k].key == ","), at)
    return first < at - 2 and all(
        _relative(words, first, one.first) or (trusted and not one.sure and one.first > comma) for one in verbs
    )


def _apposed(words: Sequence[Word], verb: Finite, later: Finite) -> bool:
    """Whether a doubtful verb stands in an apposition before another: "Li, an analyst based in Rome, Italy, agrees"."""
    if verb.sure or verb.sort != "past":
        return False
    if (
        key_at(words, verb.first - 1) == ","
        and object_follows(words, verb.first)
        and key_at(words, verb.first + 1) != "to"
    ):
        return False  # "the minister, X, dismissed the charge, said ..."
    between = [words[at].key for at in range(verb.last + 1, later.first)]
    if between.count(",") == 2 and between[-1] == "," and between[0] in PREPOSITIONS and plain_between(between):
        return True  # "a trawler registered in Murmansk, the Lodygin, had crossed"
    before = [words[at].key for at in range(max(0, verb.first - 8), verb.first)]
    return "," in before and not any(key in COORDINATORS or key in BREAKS for key in between)


def _relative(words: Sequence[Word], first: int, place: int) -> bool:
    """Whether a verb belongs to "who", "which" or a conjunction that stands before it in its stretch."""
    return any(
        words[at].key in RELATIVES or words[at].key in SUBORDINATORS for at in range(max(first + 1, place - 8), place)
    )


def _parted(words: Sequence[Word], one: Finite, other: Finite) -> bool:
    """Whether two verbs can both be finite: a mark or conjunction between them, or the first takes a clause."""
    if one.base in COMPLEMENTED:
        return True
    between = range(one.last + 1, other.first)
    return stopped(words, one.last, other.first) or any(
        words[at].key in COORDINATORS or words[at].key in MARKS for at in between
    )
