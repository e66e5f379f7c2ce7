"""Which words of English can be forms of verbs, and the small words that stand round them. No sentence is read here.

`verb_words.csv` holds our own list of verbs; those that are common as nouns too are marked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from multifront.reading.words import word_set


class Form(NamedTuple):
    """What a word may be as a verb: its base, and which forms of it the word is; `noun` where it often is a noun."""

    base: str
    forms: frozenset[str]
    noun: bool


DETERMINERS = word_set(
    "a an the my your his her its our their each every some any no another such these those this that both all what "
    "whose many most several few more less fewer other"
)
SUBJECTS = word_set(
    "i you he she it we they who which that this these those there nobody everyone everybody someone somebody "
    "nothing "
    "everything something anyone anything none others both neither all some many most few several one each"
)
"""Words that can be the whole subject of a verb."""
SINGULAR = word_set("he she it this that nobody everyone everybody someone somebody nothing everything one")
PREPOSITIONS = word_set(
    "of in on at by with from to for into over under against between among through during without within along "
    "across "
    "toward towards upon about around behind beyond near off onto per despite amid amidst like than via inside "
    "outside "
    "opposite beside besides below above beneath past throughout"
)
SUBORDINATORS = word_set(
    "because since although though while whereas as when whenever if unless until after before where once lest "
    "whether how why"
)
COORDINATORS = word_set("and but or yet nor so")
ADVERBS = word_set(
    "not never also already still now ever just only yet again long quite even then later once soon always often "
    "usually sometimes seldom rarely almost nearly thus therefore however instead once too all both n't further "
    "initially merely simply rather perhaps meanwhile there here well fast hardly barely alone since together"
)
NOT_ADVERBS = word_set(
    "family supply reply ally rally assembly italy july anomaly monopoly bully fly rely comply "
    "apply imply multiply tally folly jelly only early daily weekly likely unlikely friendly "
    "deadly costly hostile timely orderly elderly lonely ugly holy"
)
MODALS = word_set("will would can could may might shall should must cannot")
BE = word_set("am is are was were")
HAVE = word_set("has have had")
DO = word_set("does do did")
NEGATED = word_set(
    "won't wouldn't can't couldn't shan't shouldn't mustn't isn't aren't wasn't weren't hasn't haven't hadn't "
    "doesn't "
    "don't didn't mightn't ain't"
)
AUXILIARIES = MODALS | BE | HAVE | DO | NEGATED
NOT_ED = word_set(
    "hundred indeed need speed seed feed breed weed creed deed greed exceed proceed succeed bleed freed red bed "
    "sacred naked wicked rugged armed unarmed united aged so-called retired beloved heightened"
)
NOT_ING = word_set("nothing something anything everything evening morning spring ceiling sibling string")
OWNERS = word_set("a an the my your his her its our their no another")
"""Words after which a noun stands, never a verb."""
PAST, PARTICIPLE, THIRD, BASE, GERUND = "past", "participle", "third", "base", "gerund"


@lru_cache(maxsize=20_000)
def is_adverb(key: str) -> bool:
    """Whether a word may stand between a subject and its verb, or inside a group of verbs."""
    return key in ADVERBS or (len(key) > 4 and key.endswith("ly") and key not in NOT_ADVERBS)


@lru_cache(maxsize=20_000)
def form_of(key: str) -> Form | None:
    """What a word may be as a verb, or None.

    Args:
        key: the word in lower case.

    Returns:
        The entry of the list; for a word in "-ed" or "-ing" that is not in it, past and participle, or gerund.
    """
    found = _forms().get(key)
    if found is not None:
        return found
    if len(key) > 4 and key.endswith("ed") and key not in NOT_ED:
        return Form(key, frozenset((PAST, PARTICIPLE)), False)
    if len(key) > 5 and key.endswith("ing") and key not in NOT_ING:
        return Form(key, frozenset((GERUND,)), True)
    return None


@cache
def _forms() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for key, base, form, noun in _rows():
        old = found.get(key)
        forms = frozenset((form,)) | (old.forms if old else frozenset())
        # "lay" is the past of "lie" and a base of its own: the first base is kept, the forms of both.
        found[key] = Form(old.base if old else base, forms, noun or (old.noun if old else False))
    return found


def _rows() -> Iterator[tuple[str, str, str, bool]]:
    text = files("multifront.reading").joinpath("verb_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        base, noun = row["base"], bool(row["noun"])
        yield base, base, BASE, noun
        yield row["third"], base, THIRD, noun
        yield row["past"], base, PAST, noun and row["past"] in (base, row["third"])
        yield row["participle"], base, PARTICIPLE, noun and row["participle"] == base
        yield _gerund(base), base, GERUND, True


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return (
        base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be" else base
    ) + "ing"
