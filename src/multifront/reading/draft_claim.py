"""A draft claim as plain data, and drafts that make the same claim merged into one. Reads no text."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from multifront.reading.actors import GROUPS

MOST_COMPARED = 50
"""Claims under one long word that a new one is compared with."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim that a document makes, as far as its words give it.

    `kind` is a kind of the claim language, or empty where none can judge it; then `why` says so. `parameters` hold what
    the text gives (actors, activity, direction, since, ...), `needs` what is missing. `spans` are all places that make
    the claim, the first one first. `mood` is stated, forecast, conditional, aim or value. `proposed_by` names the model
    that proposed the claim; it is empty where our rules found it.
    """

    kind: str
    text: str
    start: int
    end: int
    sentence: int
    actors: tuple[str, ...]
    parameters: dict[str, object]
    needs: tuple[str, ...]
    mood: str
    why: str
    speaker: str
    office: str = ""
    certainty: str = "certain"
    quotation: str = ""
    said_on: date | None = None
    spans: tuple[tuple[int, int], ...] = field(default=())
    subject: str = ""
    proposed_by: str = ""

    @property
    def testable(self) -> bool:
        """Whether a kind could judge it, once what it needs is filled in."""
        return bool(self.kind)


def merge_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft a claim: of one kind about the same actors and direction, or in nearly the same words.

    Claims that no kind judges are compared by their words with the last of their sort that share one of the longest,
    so that a book takes no longer a page than an article.
    """
    kept: list[Draft] = []
    places: dict[tuple[object, ...], int] = {}
    worded: dict[str, deque[tuple[int, Worded]]] = {}
    for draft in drafts:
        key = (draft.kind, *_about(draft)) if draft.kind else ()
        words = Worded(frozenset(), frozenset()) if draft.kind else _words(draft.text)
        leads = _leads(words.words)
        place = (
            places.get(key) if draft.kind else _alike(words, [row for lead in leads for row in worded.get(lead, ())])
        )
        if place is not None:
            kept[place] = _merged(kept[place], draft)
            continue
        if draft.kind:
            places[key] = len(kept)
        else:
            for lead in leads:
                worded.setdefault(lead, deque(maxlen=MOST_COMPARED)).append((len(kept), words))
        kept.append(draft)
    return kept


class Worded(NamedTuple):
    """The long words of a text, and the names and numbers in it."""

    words: frozenset[str]
    names: frozenset[str]


def _leads(words: frozenset[str]) -> list[str]:
    """The longest words of a set, so many that a set with six tenths of all words in common shares one of them."""
    return sorted(words, key=lambda word: (-len(word), word))[: len(words) - math.ceil(0.6 * len(words)) + 1]


def _alike(one: Worded, worded: Iterable[tuple[int, Worded]]) -> int | None:
    """The place of the first text with nearly the same words: six tenths of all words of both are common, and neither
    text has a name or number for which the other has another.
    """
    size = len(one.words)
    for place, (other, names) in worded:
        # Sets whose sizes differ that much cannot have that much in common: the dear comparison is spared.
        if 0.6 * size <= len(other) and 0.6 * len(other) <= size and size:
            common = len(one.words & other)
            if common >= 0.6 * (size + len(other) - common) and (names <= one.names or one.names <= names):
                return place
    return None


def _about(draft: Draft) -> tuple[object, ...]:
    """What two drafts of one kind must share to be one claim: whom it is about, and in which direction."""
    given = draft.parameters
    if draft.kind == "division":
        return ()  # the world is divided or not, whoever is named
    named = given.get("pair") or given.get("members")
    whom = [str(code) for code in named] if isinstance(named, list) else sorted(set(draft.actors) - GROUPS)
    keys = ("activity", "direction", "channel", "follower", "leader")
    return (tuple(whom if draft.kind == "dependence" else sorted(whom)), *(given.get(key) for key in keys))


def _words(text: str) -> Worded:
    first, *rest = re.findall(r"\w+", text) or [""]
    names = frozenset(word for word in rest if word[0].isupper() or word[0].isdigit())
    return Worded(frozenset(word.casefold() for word in (first, *rest) if len(word) > 3), names)


def _merged(first: Draft, later: Draft) -> Draft:
    """The first draft that names its speaker, else the first, with what both give and the spans of both, its own
    first. What our rules found goes before what a model proposed.
    """
    ranks = [(not draft.proposed_by, bool(draft.speaker)) for draft in (first, later)]
    base, other = (later, first) if ranks[1] > ranks[0] else (first, later)
    return replace(
        base,
        parameters={**other.parameters, **base.parameters},
        needs=tuple(n for n in base.needs if n in other.needs),
        said_on=base.said_on or other.said_on,
        quotation=base.quotation or other.quotation,
        spans=tuple(dict.fromkeys((*base.spans, *other.spans))),
    )
