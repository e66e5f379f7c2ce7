"""What stands round a word that may be a verb: marks, objects, plurals, whether something parts it. Finds no verbs."""

from __future__ import annotations

from collections.abc import Sequence

from multifront.reading.numbers import SMALL, TENS
from multifront.reading.verb_forms import COORDINATORS, DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_adverb
from multifront.reading.words import Word, word_set

BREAKS = frozenset(";:–—")
MARKS = frozenset(',;:–—()[]“”"!?…')
HYPHENS = frozenset("-‑")
COMPLEMENTED = word_set(
    "say tell think believe know claim argue insist warn concede admit acknowledge deny suggest hope fear expect "
    "suspect doubt add note report announce confirm state declare maintain allege assert mean show reveal predict "
    "find feel guess bet swear promise understand realise realize see hear suppose reckon assure inform estimate"
)
"""Verbs after which a clause may follow without "that"."""
LINKS = PREPOSITIONS - {"of"} | DETERMINERS | frozenset(["that", "how", "what"])
RELATIVES = word_set("that which who whose")
PLURAL = word_set("people police troops forces officials men women children militia media cattle others")
AFTER_VERB = word_set("that to it them him us me itself themselves himself herself what how why whether not no")


def key_at(words: Sequence[Word], place: int) -> str:
    """The key of a word; empty outside the sentence."""
    return words[place].key if 0 <= place < len(words) else ""


def noun_here(words: Sequence[Word], place: int) -> bool:
    """Whether a hyphen joins a word to another, so that it is no verb by itself."""
    return key_at(words, place + 1) in HYPHENS or key_at(words, place - 1) in HYPHENS


def place_before(words: Sequence[Word], place: int) -> int:
    """The place of the word before, adverbs left out; -1 where there is none."""
    at = place - 1
    while at >= 0 and (is_adverb(words[at].key) or (words[at].key == "longer" and key_at(words, at - 1) == "no")):
        at -= 2 if words[at].key == "longer" else 1
    return at


def possessive(word: Word) -> bool:
    """Whether a word is a possessive."""
    return word.text.endswith(("'s", "’s", "s'", "s’"))


def followed(words: Sequence[Word], place: int, key: str) -> bool:
    """Whether a word stands right behind a place."""
    return key_at(words, place + 1) == key


def object_follows(words: Sequence[Word], place: int) -> bool:
    """Whether what follows reads as the object of a verb or its complement, not as more of a noun."""
    at = place + 1
    while at < len(words) and is_adverb(words[at].key):
        at += 1
    if at >= len(words):
        return False
    key, text = words[at].key, words[at].text
    return (
        key in DETERMINERS
        or key in AFTER_VERB
        or key in SMALL
        or key in TENS
        or text[0].isdigit()
        or (text[0].isupper() and text.isalpha())
        or (at > place + 1)
    )


def adjective_here(words: Sequence[Word], place: int) -> bool:
    """Whether a word in "-ed" stands between a determiner or a number and a noun: "an intercepted missile"."""
    at = place - 1
    if key_at(words, at) in ("both", "all") and key_at(words, at - 1)[:1].isalnum():
        return False  # "France and Spain both urged restraint"
    key = words[at].key if at >= 0 else ""
    return key in DETERMINERS or key in SMALL or key in TENS or key[:1].isdigit()


def plural_head(words: Sequence[Word], at: int) -> bool:
    """Whether the noun before the first preposition of a subject is plural: "economists at the bank expect"."""
    first = at
    while first > 0 and words[first - 1].key not in MARKS and words[first - 1].key not in COORDINATORS:
        first -= 1
    head = next((words[k - 1].key for k in range(first + 1, at) if words[k].key in PREPOSITIONS), "")
    return head in PLURAL or (head.endswith("s") and not head.endswith("ss"))


def plain_between(between: Sequence[str]) -> bool:
    """Whether no conjunction, relative or mark but commas stands between two verbs."""
    return not any(key in COORDINATORS or key in BREAKS or key in SUBORDINATORS or key in RELATIVES for key in between)


def broken(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a mark that ends a clause stands between two places."""
    return any(words[at].key in BREAKS for at in range(first + 1, last))


def stopped(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a clause begins between two places: a conjunction that subordinates, a relative, a colon, a dash."""
    return broken(words, first, last) or any(
        words[at].key in SUBORDINATORS or words[at].key in RELATIVES for at in range(first + 1, last)
    )


def joined(words: Sequence[Word], at: int) -> bool:
    """Whether a noun is the last of several: "Manama and Kuwait"."""
    return any(words[k].key == "and" for k in range(max(0, at - 3), at))
