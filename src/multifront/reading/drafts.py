"""Draft claims: what a text asserts, with the kind that could judge it or the reason why none can.

Kinds are names and parameters plain data: the claim language is not known here, and `workbench` fills what evidence
gives. Clauses are found in `assertions`, what asserts nothing is left out in `draft_asserted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from multifront.reading.actors import Mention, actor_codes, find_actors
from multifront.reading.assertions import Assertion, by_sentence_of, find_assertions
from multifront.reading.draft_asserted import asserts
from multifront.reading.draft_claim import Draft, merge_drafts
from multifront.reading.draft_cues import CONDITIONAL, CUES, Cue
from multifront.reading.draft_moods import WHY, mood_of, reason_of
from multifront.reading.draft_needs import parameters_of
from multifront.reading.parsed import Parsed
from multifront.reading.saying import certainty_of
from multifront.reading.sentences import ITEM, NUMBERED, Sentence
from multifront.reading.spans import starting_in
from multifront.reading.statements import Statement

MOST_A_SENTENCE = 3
SHORTEST_ITEM = 4
"""Words of an item of a list that asserts something without a verb."""
SHORTEST = 25
"""Characters of a sentence that can give a kind."""
ANSWERS = "answers"
"""Direction of the cues of one act that answers another."""
PAIRED = ("ladder", "alignment_change", "dependence")
"""Kinds about a pair of states, one of which the claim itself must name."""
OWN_WILL = re.compile(r"[“\"]?(?:he|she|we|they|it|I) (?:would|will|shall|plans? to|intends? to)\b", re.I)
VISIT = re.compile(r"\b(?:will|would|may|is to|are to) (?:visit|meet|travel|attend|host|return|arrive)\b", re.I)
THEIRS = re.compile(r"\b(?:their|both|the two|they|these two)\b", re.I)
LISTED = re.compile(r"(?:[•●◦▪*–—-]|\(?\d{1,2}[.)]|[A-Z][\w &'’,-]{2,40}:)\s")
CLAUSES = re.compile(r"[,;:–—]\s|\b(?:and|but|while|that|which|who)\b")
LONGEST_CHARACTERS = 204
LONGEST_QUOTATION = 15
"""Characters and words of a quotation that a draft carries on; the span says where the rest stands."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was already read of a document."""

    text: str
    sentences: Sequence[Sentence]
    statements: Sequence[Statement]
    mentions: Sequence[Mention]
    parsed: Sequence[Parsed]


def draft_claims(found: Found) -> list[Draft]:
    """The claims of a document, in order, duplicates merged.

    Args:
        found: its text, sentences, statements, actors, and the verbs of its sentences.

    Returns:
        One draft an assertion, with a kind where the words of its sentence give one, else with the reason why none
        judges it. A sentence gives at most three kinds. Questions, headings, bare sayings and announced acts make no
        claim.

    Raises:
        Nothing of its own.

    Assumes:
        claims of a kind name their states, in the same sentence or in the one before it in the paragraph. What is only
        implied is not found.
    """
    drafts: list[Draft] = []
    before: tuple[Sentence, tuple[str, ...]] | None = None
    lead = Lead()
    whole = [statement for statement in found.statements if not statement.piece]
    by_sentence = {
        index: _within(statement, found.sentences[index]) for index, statement in by_sentence_of(whole, found.sentences)
    }
    clauses: dict[int, list[Assertion]] = {}
    for one in find_assertions(found.text, found.sentences, found.statements, found.parsed):
        clauses.setdefault(one.sentence.index, []).append(one)
    for sentence in found.sentences:
        lead = lead.at(sentence)
        statement = by_sentence.get(sentence.index) or lead.over(sentence)
        actors = _actors(found.mentions, sentence.start, sentence.end)
        own = _actors(found.mentions, statement.start, statement.end) if statement else actors
        near = before[1] if before and _follows(before[0], sentence) else ()
        if lead.paragraph not in (-1, sentence.paragraph):
            own = tuple(dict.fromkeys((*own, *lead.actors)))
        inherited = tuple(code for code in dict.fromkeys((*(actors if not own else ()), *near)) if code not in own)
        kinds = list(_kinds(found, sentence, statement, (own, inherited)))
        drafts += _drafts(found, (sentence, statement), clauses.get(sentence.index, []), kinds)
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
        return replace(self.statement, start=sentence.start, end=sentence.end, quotations=())


def _within(statement: Statement, sentence: Sentence) -> Statement:
    """A statement as far as it stands in a sentence."""
    start, end = max(statement.start, sentence.start), min(statement.end, sentence.end)
    same = (start, end) == (statement.start, statement.end)
    return statement if same else replace(statement, start=start, end=end, sentence=sentence.index)


def _follows(before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence may speak of those named before it: the next one, or one soon after in the same paragraph."""
    gap = sentence.index - before.index
    return gap == 1 or (gap <= 3 and before.paragraph == sentence.paragraph)


def _actors(mentions: Sequence[Mention], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.code for mention in starting_in(mentions, start, end)))


def _is_heading(sentence: Sentence) -> bool:
    text = sentence.text
    if text.endswith("?"):
        return True
    if text[-1] in '.!…”":;,)' or ITEM.match(text):
        return NUMBERED.match(text) is not None and text[-1] not in ".!"
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A cue that fits a sentence: where it stands, the actors it is about, the mood of its clause, its content."""

    cue: Cue
    place: int
    actors: tuple[str, ...]
    mood: str
    content: str


def _kinds(
    found: Found, sentence: Sentence, statement: Statement | None, actors: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[Kind]:
    """The kinds that the words of a sentence give, each with its place."""
    own, inherited = actors
    if _is_heading(sentence) or len(sentence.text) < SHORTEST or not (own or inherited):
        return
    start = statement.start if statement else sentence.start
    content = found.text[start : statement.end] if statement else sentence.text
    if _declares(statement, content, own):
        return
    for cue in _fitting(content, own, inherited):
        named = own if len(own) >= cue.actors else tuple(dict.fromkeys((*own, *inherited)))
        clause = _clause(content, cue)
        if len(inherited) >= 2 and THEIRS.search(clause) and not find_actors(clause):
            named = inherited
        match = cue.search(content)
        yield Kind(cue, start + (match.start() if match else 0), named, mood_of(clause, content), content)


def _drafts(
    found: Found, spoken: tuple[Sentence, Statement | None], clauses: Sequence[Assertion], kinds: Sequence[Kind]
) -> Iterator[Draft]:
    """A draft of each clause that asserts something, and of each kind; a kind that stands in no clause keeps its whole
    content.
    """
    left = list(kinds)
    sentence, statement = spoken
    titled = NUMBERED.match(sentence.text) is not None and sentence.text[-1] not in ".!?;:,"
    listed = ITEM.match(sentence.text) is not None or (statement is not None and statement.sentence != sentence.index)
    listed = listed and not titled
    for one in clauses:
        own = [kind for kind in left if one.start <= kind.place < one.end]
        left = [kind for kind in left if kind not in own]
        if not (asserts(one) or (listed and len(one.words) >= SHORTEST_ITEM) or (own and one.verb is None)):
            continue
        said = replace(one, statement=statement) if one.statement is None and listed else one
        yield from (_of_kind(found, said, kind) for kind in own)
        if not own:
            yield _of_clause(found, said)
    for kind in left:
        start, end = (statement.start, statement.end) if statement else (sentence.start, sentence.end)
        yield _of_kind(found, Assertion(start, end, sentence, (), None, "", statement), kind)


def _declares(statement: Statement | None, content: str, actors: tuple[str, ...]) -> bool:
    """Whether a content only says what its speaker will do, or that somebody will visit: an event to come, no claim."""
    if VISIT.search(content) and len(content) < 120:
        return True
    if statement is None:
        return False
    if OWN_WILL.match(content):
        return True
    spoken = set(actor_codes(f"{statement.speaker} {statement.office}"))
    return bool(actors) and set(actors) <= spoken and mood_of(content) in ("forecast", "aim")


def _clause(content: str, cue: Cue) -> str:
    """The part of a content in which a cue stands, with the "if" that opens the whole: moods of other parts do not
    count.
    """
    match = cue.search(content)
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
    match = cue.search(content)
    if match is None:
        return False
    return cue.direction != ANSWERS or bool(find_actors(content, match.end(), match.end() + 60))


def _of_clause(found: Found, one: Assertion) -> Draft:
    """A claim that no kind fits, with the reason."""
    text = found.text[one.start : one.end]
    mood = mood_of(text, one.sentence.text)
    reason = reason_of(one, text, mood)
    return _draft(found, one, "", (mood, WHY[reason]), _actors(found.mentions, one.start, one.end))


def _of_kind(found: Found, one: Assertion, kind: Kind) -> Draft:
    """A claim of a kind, with the parameters that the content gives; what is to come is judged by none."""
    cue = kind.cue
    judged = "" if cue.kind == "transfer" else cue.kind
    why = "" if judged else WHY["transfer"]
    ahead = kind.mood in ("forecast", "conditional", "aim") and judged != "scenario_difference"
    if judged and ahead:
        why, judged = WHY[kind.mood], ""
    draft = _draft(found, one, judged, (kind.mood, why), kind.actors)
    if not judged:
        return replace(draft, parameters={"asserts": cue.kind})
    parameters, needs = parameters_of(judged, kind.content, kind.actors, cue.direction)
    return replace(draft, parameters=parameters, needs=needs)


def _draft(found: Found, one: Assertion, kind: str, why: tuple[str, str], actors: tuple[str, ...]) -> Draft:
    statement, (mood, reason) = one.statement, why
    return Draft(
        kind,
        _as_claim(f"{_shared(one)}{found.text[one.start : one.end]}"),
        one.start,
        one.end,
        one.sentence.index,
        actors,
        {},
        (),
        mood,
        reason,
        statement.speaker if statement else "",
        statement.office if statement else "",
        certainty_of(statement.verb, found.text[one.start : one.end]) if statement else "certain",
        _quotation(found.text, statement),
        statement.said_on if statement else None,
        ((one.start, one.end),),
        _as_line(one.subject or one.shared),
    )


def _shared(one: Assertion) -> str:
    """The subject that a clause takes from the one before, in brackets, so that the claim can be read alone."""
    return f"[{_as_line(one.shared)}] " if one.shared else ""


def _as_line(content: str) -> str:
    return " ".join(content.split()).strip(' ,;:“”"')


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
    words = (text[a:b].strip('“”"«» ,') for a, b in statement.quotations if b - a <= LONGEST_CHARACTERS)
    return max((w for w in words if 2 <= len(w.split()) <= LONGEST_QUOTATION), key=len, default="")
