"""Coded events of a text: who, to whom, what, where, when, how much, whether it happened. Joins the coder's parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from multifront.errors import UsageError
from multifront.reading.coder_actors import Extra, Mention, find_mentions, places_of
from multifront.reading.coder_details import place_of, status_of
from multifront.reading.coder_roles import SPEAKING, find_roles
from multifront.reading.coder_verbs import Act, find_acts
from multifront.reading.codes import FIRST_CODE, TYPES, type_of
from multifront.reading.days import DaySpan, resolve_days
from multifront.reading.model import probabilities, weights
from multifront.reading.model_features import featurise
from multifront.reading.quantities import Quantity, find_quantities
from multifront.reading.sentences import Sentence, split_sentences
from multifront.reading.words import cut_words

LONGEST_TEXT = 5_000_000
"""Characters of one text; longer is refused."""


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One act that a sentence tells.

    `sources` and `targets` are codes (state, with a sector of CAMEO where a role is named: `CHNMIL`). `type` is
    PLOVER's; `cameo` the CAMEO code where a verb or pattern gives it, else the general code of the type; `subtype` is
    `cameo:<code>` only where a pattern gave it. `day` is None where the sentence names no date. `text[start:end]` of
    the document is the sentence, `trigger` the span of the verb. `probability` is the model's for the
    type; `sure` is False below the margin.
    """

    type: str
    cameo: str
    subtype: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    place: str
    day: DaySpan | None
    magnitude: Quantity | None
    status: str
    probability: float
    sure: bool
    start: int
    end: int
    trigger: tuple[int, int] | None


def code_events(
    text: str, dateline: date | None = None, *, names: Extra | None = None, keep_unsure: bool = False
) -> list[CodedEvent]:
    """The events that a text tells, one a sentence at most, in order.

    The type is the most probable one of a linear model over hashed words, letters and verb patterns; actors come from
    name lists, roles from word order, voice and prepositions.

    Args:
        text: English plain text of at most `LONGEST_TEXT` characters. It is data: nothing in it is carried out.
        dateline: day of publication, for relative dates and for who held which office.
        names: more actors: words of a name -> code, sector, start, end.
        keep_unsure: also give the events below the margin, marked `sure=False`.

    Returns:
        Events with spans into `text`. A sentence that names no known actor or no act gives none.

    Raises:
        UsageError: the text is too long.

    Assumes: one main act a sentence; news prose. Headlines without verbs, pronouns as actors and second acts of a
    sentence are lost.

    References: PLOVER manual 0.8 (Schrodt 2021) for the types; CAMEO 1.1b3 for codes and sectors.

    Example:
        >>> [event] = code_events("China and Russia held joint naval exercises off Japan on Monday.")
        >>> event.type, event.sources
        ('COOPERATE', ('CHN', 'RUS'))
    """
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            f"code events of a text: found {len(text):,} characters; valid: up to {LONGEST_TEXT:,}; "
            "next: cut it into documents"
        )
    days = resolve_days(text, dateline)
    found = []
    for sentence in split_sentences(text):
        event = code_sentence(sentence, days, dateline, names)
        if event and (event.sure or keep_unsure):
            found.append(event)
    return found


def code_sentence(
    sentence: Sentence, days: Sequence[DaySpan] = (), dateline: date | None = None, names: Extra | None = None
) -> CodedEvent | None:
    """The main event of one sentence, sure or not; None where it names no known actor or no act.

    Args:
        sentence: with its place in the document.
        days: dates of the document; those inside the sentence count.
        dateline: day for which offices are read.
        names: more actors.

    Returns:
        The event; `sure` says whether its probability is above the margin.
    """
    words = cut_words(sentence.text)
    mentions = find_mentions(words, dateline.isoformat() if dateline else "", names)
    if not any(one.code for one in mentions):
        return None
    acts = find_acts([word.key for word in words], places_of(mentions))
    if not any(act.block not in SPEAKING for act in acts):
        return None
    chances = probabilities(*featurise(words, mentions, acts))
    best = int(np.argmax(chances))
    kind = TYPES[best]
    roles = find_roles(words, mentions, acts, kind)
    if not roles.sources and not roles.targets:
        return None
    code, clear = _code(roles.act, kind)
    place = place_of(words, roles)
    trigger = (words[roles.act.first].start, words[roles.act.last - 1].end) if roles.act else None
    inside = [one for one in days if sentence.start <= one.start < sentence.end]
    return CodedEvent(
        type=kind,
        cameo=code,
        subtype=f"cameo:{code}" if clear else "",
        sources=_labels(roles.sources),
        targets=_labels(roles.targets),
        place=sentence.text[place[0] : place[1]] if place else "",
        day=_nearest_day(inside, sentence.start + (trigger[1] if trigger else 0)),
        magnitude=_magnitude(sentence, inside, trigger),
        status=status_of(words, roles, kind),
        probability=float(chances[best]),
        sure=bool(chances[best] >= weights().floor),
        start=sentence.start,
        end=sentence.end,
        trigger=(sentence.start + trigger[0], sentence.start + trigger[1]) if trigger else None,
    )


def _code(act: Act | None, kind: str) -> tuple[str, bool]:
    if act and type_of(act.code) == kind:
        return act.code, act.size > 0
    return FIRST_CODE[kind], False


def _labels(some: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.label for one in some if one.code))


def _nearest_day(days: Sequence[DaySpan], at: int) -> DaySpan | None:
    return min(days, key=lambda one: abs(one.start - at), default=None)


def _magnitude(sentence: Sentence, days: Sequence[DaySpan], trigger: tuple[int, int] | None) -> Quantity | None:
    """The number with a thing or unit that stands nearest to the verb."""
    if not any(char.isdigit() for char in sentence.text):
        return None
    alone = Sentence(sentence.text, 0, len(sentence.text), sentence.index)
    at = trigger[1] if trigger else 0
    counted = [one for one in find_quantities(sentence.text, [alone], ()) if one.thing or one.unit]
    taken = [(one.start - sentence.start, one.end - sentence.start) for one in days]
    free = [one for one in counted if not any(first <= one.start < last for first, last in taken)]
    return min(free, key=lambda one: abs(one.start - at), default=None)


__all__ = ["CodedEvent", "code_events", "code_sentence"]
