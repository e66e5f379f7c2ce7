"""The assertions of a text: clauses without the words that say who speaks, and without what asserts nothing.

What kind of claim an assertion makes is the business of `drafts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifront.reading.clauses import Clause, cut_clauses
from multifront.reading.sayings import QUOTES
from multifront.reading.sentences import ITEM, Sentence
from multifront.reading.statements import Statement
from multifront.reading.verb_groups import Finite, find_verbs
from multifront.reading.words import Word, cut_words

SHORTEST = 3
"""Words of an assertion."""
LEADS = re.compile(
    r"(?:(?:[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Oo]r|[Nn]or|[Mm]eanwhile|[Hh]owever|[Ss]till|[Tt]hus|[Tt]herefore|[Mm]oreover|"
    r"[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inally|[Nn]o|[Ii]ndeed|just|that|which|while|whereas|although|though|"
    r"because|since|after|as)\b[\s,:]*)+"
)
EDGES = " \t\n\r\"“”«»„,;:.–—-…!()[]"


@dataclass(frozen=True, slots=True)
class Assertion:
    """A clause that asserts something: `text[start:end]`, its sentence, its verb, the words of its subject, and the
    statement whose content it is, if any. `lead` is the word that joins it to the clause before.
    """

    start: int
    end: int
    sentence: Sentence
    words: tuple[Word, ...]
    verb: Finite | None
    subject: str
    statement: Statement | None = None
    opener: str = ""


def find_assertions(text: str, sentences: Sequence[Sentence], statements: Sequence[Statement]) -> list[Assertion]:
    """The clauses of a text that assert something, in order, each with the statement that it stands in.

    Args:
        text: the plain text.
        sentences: its sentences.
        statements: what is said in it; the words that bring a content in are no part of an assertion.

    Returns:
        Assertions without overlap. Nothing is left out here but the words of saying; see `drafts` for what is.
    """
    by_sentence: dict[int, list[Statement]] = {}
    for statement in statements:
        by_sentence.setdefault(statement.sentence, []).append(statement)
    found: list[Assertion] = []
    for sentence in sentences:
        found += _of_sentence(text, sentence, by_sentence.get(sentence.index, []))
    return found


def _of_sentence(text: str, sentence: Sentence, said: Sequence[Statement]) -> Iterator[Assertion]:
    cues = sorted({(one.cue[0] - sentence.start, one.cue[1] - sentence.start) for one in said if one.cue})
    for words in _stretches(sentence.text, cues):
        verbs = find_verbs(words)
        for clause in cut_clauses(words, verbs):
            made = _assertion(text, sentence, words, (clause, verbs), said)
            if made is not None:
                yield made


def _stretches(text: str, cues: Sequence[tuple[int, int]]) -> Iterator[list[Word]]:
    """The words of a sentence outside the cues; a cue in the middle of a clause leaves one stretch, others part it."""
    words = [word for word in cut_words(text) if word.text not in QUOTES]
    stretch: list[Word] = []
    for place, word in enumerate(words):
        inside = [cue for cue in cues if cue[0] <= word.start < cue[1]]
        if inside:
            last = place + 1 >= len(words) or words[place + 1].start >= inside[-1][1]
            if last and stretch and not _runs_through(text, inside[-1], stretch):
                yield stretch
                stretch = []
            continue
        stretch.append(word)
    if stretch:
        yield stretch


def _runs_through(text: str, cue: tuple[int, int], before: Sequence[Word]) -> bool:
    """Whether a clause runs on behind a saying in its middle: it has no finite verb before."""
    return not find_verbs(before) and bool(text[cue[1] :].strip(" .”\""))


def _assertion(
    text: str,
    sentence: Sentence,
    words: Sequence[Word],
    cut: tuple[Clause, Sequence[Finite]],
    said: Sequence[Statement],
) -> Assertion | None:
    clause, verbs = cut
    own = words[clause.first : clause.last + 1]
    start, end = _trimmed(sentence.text, own[0].start, own[-1].end)
    kept = tuple(word for word in own if start <= word.start < end)
    if len([word for word in kept if word.text[0].isalnum()]) < SHORTEST:
        return None
    start, end = start + sentence.start, end + sentence.start
    verb = verbs[clause.verb] if clause.verb >= 0 else None
    subject = ""
    if verb is not None:
        before = [word for word in kept if word.start < words[verb.first].start]
        subject = text[start : sentence.start + before[-1].end] if before else ""
    return Assertion(start, end, sentence, kept, verb, subject, _statement(said, start, end), clause.opener)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause without the marks round it and the words that only join it to what stands before."""
    while True:
        while start < end and text[start] in EDGES:
            start += 1
        listed = ITEM.match(text, start, end) if start == 0 else None
        lead = LEADS.match(text, start, end)
        if listed:
            start = listed.end()
        elif lead and lead.end() > start and not (start == 0 and text[lead.end() : lead.end() + 1] == ""):
            start = lead.end()
        else:
            break
    while end > start and text[end - 1] in EDGES.replace(")", ""):
        end -= 1
    return start, end


def _statement(said: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The innermost statement that holds most of a clause."""
    middle = (start + end) // 2
    held = [one for one in said if one.start <= middle < one.end and not one.piece]
    held = held or [one for one in said if one.start <= middle < one.end]
    return min(held, key=lambda one: one.end - one.start) if held else None
