"""Draft claims: sentences that assert something of states, with the kind that could judge them or the reason why none
can.

Kinds are names and parameters plain data: the claim language is not known here, and `workbench` fills what evidence
gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from multifront.reading.actors import Mention, find_actors
from multifront.reading.days import DaySpan
from multifront.reading.draft_claim import Draft, merge_drafts
from multifront.reading.draft_cues import AIM, COMMITTED, CONDITIONAL, CUES, FORECAST, JUDGED, VALUE, Cue
from multifront.reading.draft_needs import parameters_of
from multifront.reading.sentences import ITEM, Sentence
from multifront.reading.statements import Statement

MOST_A_SENTENCE = 2
ANSWERS = "answers"
"""Direction of the cues of one act that answers another."""
PAIRED = ("ladder", "alignment_change", "dependence")
"""Kinds about a pair of states, one of which the claim itself must name."""
THEIRS = re.compile(r"\b(?:their|both|the two|they|these two)\b", re.I)
LISTED = re.compile(r"(?:[•●◦▪*–—-]|\(?\d{1,2}[.)]|[A-Z][\w &'’,-]{2,40}:)\s")
CLAUSES = re.compile(r"[,;:–—]\s|\b(?:and|but|while|that|which|who)\b")
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
        claims name their actors, in the same sentence or in the one before it in the paragraph. What is only implied
        is not found.
    """
    drafts: list[Draft] = []
    before: tuple[Sentence, tuple[str, ...]] | None = None
    lead = Lead()
    by_sentence = {statement.sentence: statement for statement in found.statements}
    for sentence in found.sentences:
        lead = lead.at(sentence)
        statement = by_sentence.get(sentence.index) or lead.over(sentence)
        actors = _actors(found.mentions, sentence.start, sentence.end)
        own = _actors(found.mentions, statement.start, statement.end) if statement else actors
        near = before[1] if before and _follows(before[0], sentence) else ()
        if lead.paragraph not in (-1, sentence.paragraph):
            own = tuple(dict.fromkeys((*own, *lead.actors)))
        inherited = tuple(code for code in dict.fromkeys((*(actors if not own else ()), *near)) if code not in own)
        drafts += _of_sentence(found, sentence, statement, (own, inherited))
        if actors:
            before = (sentence, actors)
        if sentence.text.endswith(":"):
            lead = Lead(actors, by_sentence.get(sentence.index), sentence.paragraph)
    return merge_drafts(drafts)


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence that opens a list with a colon: its actors and its speaker hold for the items under it."""

    actors: tuple[str, ...] = ()
    statement: Statement | None = None
    paragraph: int = -1

    def at(self, sentence: Sentence) -> Lead:
        """The lead that holds for a sentence: itself under a list item, none after the list."""
        if self.paragraph >= 0 and sentence.paragraph > self.paragraph and LISTED.match(sentence.text):
            return self
        return self if sentence.paragraph == self.paragraph else Lead()

    def over(self, sentence: Sentence) -> Statement | None:
        """The statement of the lead, spread over a list item."""
        if self.statement is None or sentence.paragraph == self.paragraph:
            return None
        return replace(self.statement, start=sentence.start, end=sentence.end, sentence=sentence.index, quotations=())


def _follows(before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence may speak of those named before it: the next one, or one soon after in the same paragraph."""
    gap = sentence.index - before.index
    return gap == 1 or (gap <= 3 and before.paragraph == sentence.paragraph)


def _actors(mentions: Iterable[Mention], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.code for m in mentions if start <= m.start < end))


def _is_heading(sentence: Sentence) -> bool:
    text = sentence.text
    if text.endswith("?"):
        return True
    if text[-1] in '.!…”":;,)' or ITEM.match(text):
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
    if not cues:
        return _without_kind(found, sentence, statement, own, mood_of(content))
    drafts = []
    for cue in cues:
        named = own if len(own) >= cue.actors else tuple(dict.fromkeys((*own, *inherited)))
        clause = _clause(content, cue)
        if len(inherited) >= 2 and THEIRS.search(clause) and not find_actors(clause):
            named = inherited
        drafts.append(_draft(found, sentence, statement, named, (cue, mood_of(clause))))
    return drafts


def _clause(content: str, cue: Cue) -> str:
    """The part of a content in which a cue stands, with the "if" that opens the whole: moods of other parts do not
    count.
    """
    match = cue.pattern.search(content)
    if match is None or CONDITIONAL.match(content):
        return content
    starts = [m.end() for m in CLAUSES.finditer(content, 0, match.start())]
    stop = CLAUSES.search(content, match.end())
    return content[starts[-1] if starts else 0 : stop.start() if stop else len(content)]


def _fitting(content: str, own: tuple[str, ...], inherited: tuple[str, ...]) -> list[Cue]:
    """Cues that fit a content, one a kind; transfers only where nothing else fits."""
    found: list[Cue] = []
    for cue in CUES:
        taken = any((cue.kind, cue.direction == ANSWERS) == (one.kind, one.direction == ANSWERS) for one in found)
        if not taken and _fits(cue, content, own, inherited):
            found.append(cue)
    kinds = [cue for cue in found if cue.kind != "transfer"]
    return (kinds or found)[:MOST_A_SENTENCE]


def _fits(cue: Cue, content: str, own: tuple[str, ...], inherited: tuple[str, ...]) -> bool:
    """Whether a cue stands in a content with the actors that it needs; whom an act answers must be named after it."""
    if len(set(own) | set(inherited)) < cue.actors or (not own and cue.kind in PAIRED):
        return False
    match = cue.pattern.search(content)
    if match is None:
        return False
    return cue.direction != ANSWERS or bool(find_actors(content, match.end(), match.end() + 60))


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
    """A claim that no kind fits: a forecast, an aim, a judgement; what somebody is said to hold; else no claim at
    all.
    """
    content = found.text[statement.start : statement.end] if statement else sentence.text
    if not actors:
        return []
    if JUDGED.search(content) and mood != "conditional":
        mood = "value"
    elif mood == "stated":
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
    parameters: dict[str, object] = {"asserts": cue.kind} if cue.kind and not kind else {}
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
        parameters,
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
    line = " ".join(content.split())
    listed = ITEM.match(line)
    line = line[listed.end() if listed else 0 :].strip(' ,;:“”"')
    return line[:1].upper() + line[1:]


def _quotation(text: str, statement: Statement | None) -> str:
    """The longest quotation of a statement that is short enough to be passed on."""
    if statement is None:
        return ""
    words = (text[a:b].strip('“”"«» ,') for a, b in statement.quotations)
    return max((w for w in words if 2 <= len(w.split()) <= LONGEST_QUOTATION and len(w) <= 200), key=len, default="")
