"""The assertions of a text: clauses without the words that say who speaks, and without what asserts nothing.

What kind of claim an assertion makes is the business of `drafts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from multifront.reading.clauses import Clause, cut_clauses
from multifront.reading.parsed import Parsed
from multifront.reading.sentences import Sentence
from multifront.reading.statements import Statement
from multifront.reading.verb_forms import SUBORDINATORS
from multifront.reading.verb_groups import Finite
from multifront.reading.verb_places import BREAKS
from multifront.reading.words import Word

SHORTEST, SHORTEST_BARE = 2, 3
"""Words of an assertion, with a finite verb and without."""
LEADS = re.compile(
    r"(?:(?:[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Oo]r|[Nn]or|[Mm]eanwhile|[Hh]owever|[Ss]till|[Tt]hus|[Tt]herefore|"
    r"[Mm]oreover|"
    r"[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inally|[Nn]o(?=[,:])|[Ii]ndeed|just|that|which|while|whereas|"
    r"although|though|"
    r"because|since|after|as)\b[\s,:]*)+"
)
SHORTEST_RANKING = 3
RANKED = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|only|last|latest|"
    r"most|least|\w{3,}est|best|"
    r"worst|record)$"
)
TAILS = re.compile(
    r"[\s,;:]+(?:and|but|or|yet|while|when|as|because|although|which|that|who|though|alas|however)[\s,]*$"
)
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’' /-]{2,30}(?:, [A-Z][a-zA-Z.]+(?: \d{1,2})?)?|[A-Z][\w .’'-]{2,30}(?:, [A-Z][a-zA-Z.]+ "
    r"\d{1,2})?(?= \()|"
    r"[A-Z][a-z]{2,20}(?= —))(?: \([A-Z][^()]{1,30}\))? ?[-–—]{1,2} "
)
"""A place, with day and agency, at the head of a report."""
EDGES = ' \t\n\r"“”«»„,;:.–—-…!()[]'


@dataclass(frozen=True, slots=True)
class Assertion:
    """A clause that asserts something: `text[start:end]`, its sentence, its verb, the words of its subject, and the
    statement whose content it is, if any. `opener` says how it joins the clause before: a "half" has no subject of its
    own, and `shared` is the subject that it takes from there.
    """

    start: int
    end: int
    sentence: Sentence
    words: tuple[Word, ...]
    verb: Finite | None
    subject: str
    statement: Statement | None = None
    opener: str = ""
    shared: str = ""


def find_assertions(
    text: str, sentences: Sequence[Sentence], statements: Sequence[Statement], parsed: Sequence[Parsed]
) -> list[Assertion]:
    """The clauses of a text that assert something, in order, each with the statement that it stands in.

    Args:
        text: the plain text.
        sentences: its sentences.
        statements: what is said in it; the words that bring a content in are no part of an assertion.
        parsed: the sentences with their verbs.

    Returns:
        Assertions without overlap. Nothing is left out here but the words of saying; see `drafts` for what is.
    """
    by_sentence: dict[int, list[Statement]] = {}
    for index, statement in by_sentence_of(statements, sentences):
        by_sentence.setdefault(index, []).append(statement)
    found: list[Assertion] = []
    for sentence, one in zip(sentences, parsed, strict=True):
        found += _of_sentence(text, sentence, one, by_sentence.get(sentence.index, []))
    return found


def by_sentence_of(statements: Sequence[Statement], sentences: Sequence[Sentence]) -> Iterator[tuple[int, Statement]]:
    """Number of a sentence and statement, for each sentence that a statement stands in."""
    for statement in statements:
        place = statement.sentence
        while place < len(sentences) and sentences[place].start < statement.end:
            yield place, statement
            place += 1


def _of_sentence(text: str, sentence: Sentence, parsed: Parsed, said: Sequence[Statement]) -> Iterator[Assertion]:
    here = [one.cue for one in said if one.cue and sentence.start <= one.cue[0] < sentence.end]
    cues = sorted({(cue[0] - sentence.start, cue[1] - sentence.start) for cue in here})
    words, verbs = parsed.words, parsed.verbs
    quoted = [(one.start - sentence.start, one.end - sentence.start) for one in said if one.piece]
    for places in _stretches(sentence.text, words, cues, verbs):
        stretch = [words[place] for place in places]
        number = {place: at for at, place in enumerate(places)}
        own = [
            replace(verb, first=number[verb.first], last=number[verb.last])
            for verb in verbs
            if verb.first in number and verb.last in number
        ]
        clauses = [part for one in cut_clauses(stretch, own) for part in _parts(stretch, own, one, quoted)]
        shared = ""
        for clause in clauses:
            made = _assertion(text, sentence, stretch, (clause, own), said)
            if made is not None:
                yield replace(made, shared=shared) if clause.opener == "half" and not made.subject else made
                shared = made.subject or shared


def _parts(
    words: Sequence[Word], verbs: Sequence[Finite], clause: Clause, quoted: Sequence[tuple[int, int]]
) -> Iterator[Clause]:
    """A clause, and what asserts something of its own at its end: a quoted relative, a ranking in apposition."""
    cut = _ranking(words, clause) or _quoted_relative(words, verbs, clause, quoted)
    if cut is None:
        yield clause
        return
    later = next((n for n, verb in enumerate(verbs) if verb.first >= cut and verb.last <= clause.last), -1)
    yield replace(clause, last=cut - 1)
    yield Clause(cut, clause.last, later, "apposition")


def _ranking(words: Sequence[Word], clause: Clause) -> int | None:
    """Where a ranking begins that stands behind a comma at the end of a clause: ", the third such entry since May"."""
    for at in range(clause.last - SHORTEST_RANKING, clause.first + 2, -1):
        if words[at - 1].key == "," and words[at].key in ("the", "its", "their", "his", "her", "a"):
            return at if RANKED.match(words[at + 1].key) else None
    return None


def _quoted_relative(
    words: Sequence[Word], verbs: Sequence[Finite], clause: Clause, quoted: Sequence[tuple[int, int]]
) -> int | None:
    """Where a quoted piece with a finite verb of its own begins after "that", "which" or "who"."""
    for start, end in quoted:
        first = next((k for k in range(clause.first + 1, clause.last + 1) if words[k].start >= start), None)
        if first is None or words[first - 1].key not in ("that", "which", "who"):
            continue
        if any(verb.first >= first and words[verb.last].end <= end for verb in verbs) and first - clause.first > 3:
            return first
    return None


def _stretches(
    text: str, words: Sequence[Word], cues: Sequence[tuple[int, int]], verbs: Sequence[Finite]
) -> Iterator[list[int]]:
    """Places of the words outside the cues; a cue in the middle of a clause leaves one stretch, others part it."""
    stretch: list[int] = []
    for place, word in enumerate(words):
        inside = [cue for cue in cues if cue[0] <= word.start < cue[1]]
        if inside:
            last = place + 1 >= len(words) or words[place + 1].start >= inside[-1][1]
            begun = next((at for at in reversed(stretch) if words[at].key in BREAKS), -1)
            held = any(stretch and max(stretch[0], begun) <= verb.first <= stretch[-1] for verb in verbs)
            through = stretch and (words[stretch[0]].key in SUBORDINATORS or not held)
            if last and stretch and not (through and _goes_on(text, inside[-1])):
                yield stretch
                stretch = []
            continue
        stretch.append(place)
    if stretch:
        yield stretch


def _goes_on(text: str, cue: tuple[int, int]) -> bool:
    """Whether a clause can run on behind a saying in its middle: a comma ends the saying and words follow."""
    return text[: cue[1]].rstrip().endswith(",") and bool(text[cue[1] :].strip(' .”"'))


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
    if len([word for word in kept if word.text[0].isalnum()]) < (SHORTEST if clause.verb >= 0 else SHORTEST_BARE):
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
        lead = (DATELINE.match(text, start, end) if start == 0 else None) or LEADS.match(text, start, end)
        if lead and lead.end() > start and not (start == 0 and text[lead.end() : lead.end() + 1] == ""):
            start = lead.end()
        else:
            break
    end = _without_marks(text, start, end)
    tail = TAILS.search(text, start, end)
    return start, _without_marks(text, start, tail.start()) if tail else end


def _without_marks(text: str, start: int, end: int) -> int:
    """The end of a clause before the marks that close it."""
    while end > start and text[end - 1] in EDGES.replace(")", ""):
        end -= 1
    return end


def _statement(said: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The innermost statement that holds most of a clause."""
    middle = (start + end) // 2
    held = [one for one in said if one.start <= middle < one.end and not one.piece]
    held = held or [one for one in said if one.start <= middle < one.end]
    return min(held, key=lambda one: one.end - one.start) if held else None
