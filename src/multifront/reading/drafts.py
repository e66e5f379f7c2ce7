"""Draft claims: sentences that assert something of states, with the kind that could judge them or the reason why none can.

Kinds are names and parameters plain data: the claim language is not known here, and `workbench` fills what evidence gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from multifront.reading.actors import GROUPS, Mention
from multifront.reading.days import DaySpan
from multifront.reading.draft_cues import AIM, COMMITTED, CONDITIONAL, CUES, FORECAST, VALUE, Cue
from multifront.reading.draft_needs import parameters_of
from multifront.reading.sentences import ITEM, Sentence
from multifront.reading.statements import Statement

MOST_A_SENTENCE = 2
LONGEST_QUOTATION = 15
"""Words of a quotation that a draft carries on; the span says where the rest stands."""

WHY = {
    "forecast": "a forecast: no evidence can judge it before its time has come",
    "conditional": "about what would follow if something happened that has not; needs a scenario that holds it",
    "aim": "an aim or a fear of somebody: needs dated plans, orders or statements with their reliability",
    "value": "a value judgement: no test can decide it",
    "transfer": "no kind of claim judges deliveries and help yet; needs a ledger of dated transfers",
    "assertion": "no kind of the claim language fits its words",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim that a document makes, as far as its words give it.

    `kind` is a kind of the claim language, or empty where none can judge it; then `why` says so. `parameters` hold what the
    text gives (actors, activity, direction, since, ...), `needs` what is missing. `spans` are all places that make the claim,
    the first one first. `mood` is stated, forecast, conditional, aim or value.
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

    @property
    def testable(self) -> bool:
        """Whether a kind could judge it, once what it needs is filled in."""
        return bool(self.kind)


@dataclass(frozen=True, slots=True)
class Found:
    """What was already read of a document."""

    text: str
    sentences: Sequence[Sentence]
    statements: Sequence[Statement]
    mentions: Sequence[Mention]
    days: Sequence[DaySpan]


def draft_claims(found: Found) -> list[Draft]:
    """The claims of a document, in order, duplicates merged.

    Args:
        found: its text, sentences, statements, actors and dates.

    Returns:
        Drafts. A sentence makes at most two claims of different kinds. Questions and headings make none, dated acts
        without more are events and make none either.

    Raises:
        Nothing of its own.

    Assumes:
        claims name their actors, in the same sentence or in the one before it in the paragraph. What is only implied is not found.
    """
    drafts: list[Draft] = []
    before: tuple[Sentence, tuple[str, ...]] | None = None
    by_sentence: dict[int, Statement] = {}
    for statement in found.statements:
        by_sentence[statement.sentence] = statement
    for sentence in found.sentences:
        actors = _actors(found.mentions, sentence)
        inherited = before[1] if before and before[0].index == sentence.index - 1 and len(actors) < 2 else ()
        drafts += _of_sentence(found, sentence, by_sentence.get(sentence.index), (actors, inherited))
        if actors:
            before = (sentence, actors)
    return merge_drafts(drafts)


def _actors(mentions: Iterable[Mention], sentence: Sentence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.code for m in mentions if sentence.start <= m.start < sentence.end))


def _is_heading(sentence: Sentence) -> bool:
    text = sentence.text
    if text.endswith("?"):
        return True
    if text[-1] in ".!…”\":;,)" or ITEM.match(text):
        return bool(re.match(r"^\d{1,2}\. ", text)) and text[-1] not in ".!"
    return True


def _of_sentence(
    found: Found, sentence: Sentence, statement: Statement | None, actors: tuple[tuple[str, ...], tuple[str, ...]]
) -> list[Draft]:
    own, inherited = actors
    if _is_heading(sentence) or len(sentence.text) < 25 or not (own or inherited):
        return []
    content = found.text[statement.start : statement.end] if statement else sentence.text
    cues = _fitting(content, own, inherited)
    mood = mood_of(content)
    if not cues:
        return _without_kind(found, sentence, statement, own, mood)
    drafts = []
    for cue in cues:
        named = own if len(own) >= cue.actors else tuple(dict.fromkeys((*own, *inherited)))
        drafts.append(_draft(found, sentence, statement, named, (cue, mood)))
    return drafts


def _fitting(content: str, own: tuple[str, ...], inherited: tuple[str, ...]) -> list[Cue]:
    """Cues that fit a content, one a kind; transfers only where nothing else fits."""
    states = len(set(own) | set(inherited))
    found: list[Cue] = []
    for cue in CUES:
        if states >= min(cue.actors, 2) and all(cue.kind != one.kind for one in found) and cue.pattern.search(content):
            found.append(cue)
    kinds = [cue for cue in found if cue.kind != "transfer"]
    return (kinds or found)[:MOST_A_SENTENCE]


def mood_of(content: str) -> str:
    """Whether a content is stated, or a forecast, a conditional, an aim: what decides if evidence can judge it."""
    if CONDITIONAL.search(content):
        return "conditional"
    if FORECAST.search(content):
        return "forecast"
    if AIM.search(content):
        return "aim"
    return "stated"


def _without_kind(
    found: Found, sentence: Sentence, statement: Statement | None, actors: tuple[str, ...], mood: str
) -> list[Draft]:
    """A claim that no kind fits: a forecast, an aim, a judgement; what somebody is said to hold; else no claim at all."""
    content = found.text[statement.start : statement.end] if statement else sentence.text
    if not actors:
        return []
    if mood == "stated":
        if VALUE.search(content):
            mood = "value"
        elif statement is None or not COMMITTED.search(content):
            return []
        else:
            mood = "assertion"
    return [_draft(found, sentence, statement, actors, (Cue("", re.compile("")), mood))]


def _draft(
    found: Found,
    sentence: Sentence,
    statement: Statement | None,
    actors: tuple[str, ...],
    reading: tuple[Cue, str],
) -> Draft:
    cue, mood = reading
    start, end = (statement.start, statement.end) if statement else (sentence.start, sentence.end)
    content = found.text[start:end]
    kind = "" if cue.kind == "transfer" else cue.kind
    why = WHY["transfer"] if cue.kind == "transfer" else "" if kind else WHY[mood]
    if kind and kind != "scenario_difference" and mood in ("forecast", "conditional", "aim"):
        why, kind = WHY[mood], ""
    parameters = {"asserts": cue.kind} if cue.kind and not kind else {}
    needs: tuple[str, ...] = ()
    if kind:
        days = [day for day in found.days if sentence.start <= day.start < sentence.end]
        parameters, needs = parameters_of(kind, content, actors, cue.direction, days)
    return Draft(
        kind,
        _as_claim(content),
        start,
        end,
        sentence.index,
        actors,
        dict(parameters),
        needs,
        "stated" if mood == "assertion" else mood,
        why,
        statement.speaker if statement else "",
        statement.office if statement else "",
        statement.certainty if statement else "certain",
        _quotation(found.text, statement),
        statement.said_on if statement else None,
        ((start, end),),
    )


def _as_claim(content: str) -> str:
    """The content as one line that begins with a capital and carries no stray quotation marks or list signs."""
    line = ITEM.sub("", " ".join(content.split()), count=1).strip(" ,;:“”\"")
    return line[:1].upper() + line[1:]


def _quotation(text: str, statement: Statement | None) -> str:
    """The longest quotation of a statement that is short enough to be passed on."""
    if statement is None:
        return ""
    words = (text[a:b].strip("“”\"«» ,") for a, b in statement.quotations)
    return max((w for w in words if 2 <= len(w.split()) <= LONGEST_QUOTATION and len(w) <= 200), key=len, default="")


def merge_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft a claim: of one kind about the same actors and direction, or in nearly the same words."""
    kept: list[Draft] = []
    for draft in drafts:
        for place, other in enumerate(kept):
            if _same(draft, other):
                kept[place] = _merged(other, draft)
                break
        else:
            kept.append(draft)
    return kept


def _same(one: Draft, other: Draft) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind:
        keys = ("activity", "direction", "channel", "pair", "members", "leader", "follower")
        states = [frozenset(d.actors) - GROUPS for d in (one, other)]
        return states[0] == states[1] and all(one.parameters.get(k) == other.parameters.get(k) for k in keys)
    mine, theirs = _words(one.text), _words(other.text)
    return len(mine & theirs) >= 0.6 * len(mine | theirs)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3)


def _merged(first: Draft, later: Draft) -> Draft:
    """The draft that says more, with the spans of both; the speaker of the first who is named."""
    parameters = {**later.parameters, **first.parameters}
    named = first if first.speaker else later
    return replace(
        first,
        parameters=parameters,
        needs=tuple(n for n in first.needs if n in later.needs),
        speaker=named.speaker,
        office=named.office,
        said_on=first.said_on or later.said_on,
        quotation=first.quotation or later.quotation,
        spans=tuple(dict.fromkeys((*first.spans, *later.spans))),
    )
