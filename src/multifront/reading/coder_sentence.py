"""The events of one sentence: its main act and those of its other clauses, from the parts. Reads no documents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from multifront.reading.coded_event import NO_STATE, CodedEvent
from multifront.reading.coder_actors import Extra, Mention, find_mentions, places_of
from multifront.reading.coder_clauses import Clause, further_clauses
from multifront.reading.coder_details import place_of, status_of
from multifront.reading.coder_others import with_others
from multifront.reading.coder_roles import SPEAKING, Roles, find_roles
from multifront.reading.coder_verbs import Act, find_acts
from multifront.reading.codes import FIRST_CODE, type_of
from multifront.reading.days import DaySpan
from multifront.reading.model import Judged, judge
from multifront.reading.model_features import featurise
from multifront.reading.quantities import Quantity, find_quantities
from multifront.reading.sentences import Sentence
from multifront.reading.words import Word, cut_words

FURTHER_FLOOR = 0.7
"""Least probability of the type of a second or later act of a sentence: its clause is short."""


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence with what is known around it, and how much is asked for.

    `days` are in the order of their places. `guess` asks for one event whatever the margins, `all_actors` for those
    without a state too.
    """

    sentence: Sentence
    days: Sequence[DaySpan]
    dateline: date | None
    names: Extra | None
    guess: bool = False
    all_actors: bool = False


@dataclass(frozen=True, slots=True)
class _Parsed:
    """Words of a sentence or clause, its actors, the acts of its verbs."""

    words: Sequence[Word]
    mentions: Sequence[Mention]
    acts: Sequence[Act]


def events_of(task: Task) -> list[CodedEvent]:
    """The main event of a sentence, sure or not, and the sure further ones; empty where it names no actor or act."""
    parsed = _parsed(cut_words(task.sentence.text), task)
    wanted = [one for one in parsed.mentions if one.code or task.all_actors]
    doing = any(act.block not in SPEAKING for act in parsed.acts)
    if not (wanted and doing) and not (task.guess and (parsed.mentions or doing)):
        return []
    judged = judge(*featurise(parsed.words, parsed.mentions, parsed.acts))
    roles = find_roles(parsed.words, parsed.mentions, parsed.acts, judged.best, task.all_actors)
    if not roles.sources and not roles.targets and not task.guess:
        return []
    main = _event(task, parsed, judged, roles)
    if not (wanted and doing and (roles.sources or roles.targets)):
        return [replace(main, sure=False)]
    told = _further(task, parsed, roles, main)
    if told:
        # Who is named in a clause that tells an act of its own takes no part in the main act.
        taken = {at for clause, _ in told for at in range(clause.first, clause.last)}
        left = [one for one in parsed.mentions if one.first not in taken]
        narrowed = find_roles(parsed.words, left, parsed.acts, judged.best, task.all_actors)
        main = _event(task, parsed, judged, narrowed if narrowed.sources else roles)
    return [main, *(event for _, event in told)]


def _parsed(words: Sequence[Word], task: Task) -> _Parsed:
    mentions = find_mentions(words, task.dateline.isoformat() if task.dateline else "", task.names)
    if task.all_actors:
        mentions = with_others(words, mentions)
    return _Parsed(words, mentions, find_acts([word.key for word in words], places_of(mentions)))


def _further(task: Task, parsed: _Parsed, roles: Roles, main: CodedEvent) -> list[tuple[Clause, CodedEvent]]:
    """The acts of the clauses in which the main one does not stand, where they are sure and not the same act again."""
    found: list[tuple[Clause, CodedEvent]] = []
    known = {(main.type, main.targets)}
    for clause in further_clauses(parsed.words, parsed.mentions, parsed.acts):
        words = _clause_words(parsed, clause, roles)
        if roles.act is None or clause.first <= roles.act.first < clause.last or not words:
            continue
        event = _clause_event(task, words, clause_of(parsed.words, clause))
        if event and event.sources and (event.type, event.targets) not in known:
            known.add((event.type, event.targets))
            found.append((clause, event))
    return found


def _clause_event(task: Task, words: list[Word], span: tuple[int, int]) -> CodedEvent | None:
    """The act of one clause, its subject before it; None where it is not sure."""
    inner = _parsed(words, task)
    verbs = [act for act in inner.acts if not act.noun and act.block not in SPEAKING]
    if not verbs or not any(one.code or task.all_actors for one in inner.mentions):
        return None
    judged = judge(*featurise(inner.words, inner.mentions, inner.acts))
    roles = find_roles(inner.words, inner.mentions, inner.acts, judged.best, task.all_actors)
    if not judged.sure or judged.types.max() < FURTHER_FLOOR:
        return None
    return _event(task, inner, judged, roles, span)


def _clause_words(parsed: _Parsed, clause: Clause, roles: Roles) -> list[Word]:
    """The words of a clause, with the subject of the main act before them where it names none itself."""
    own = list(parsed.words[clause.first : clause.last])
    if clause.own:
        return own
    subject = [one for one in roles.sources if one.first < clause.first]
    return [*parsed.words[subject[0].first : subject[-1].last], *own] if subject else []


def clause_of(words: Sequence[Word], clause: Clause) -> tuple[int, int]:
    """Characters of a clause within its sentence."""
    return words[clause.first].start, words[clause.last - 1].end


def _event(
    task: Task, parsed: _Parsed, judged: Judged, roles: Roles, span: tuple[int, int] | None = None
) -> CodedEvent:
    """What the parts found, as an event; `span` is that of its clause within the sentence."""
    sentence, words, kind = task.sentence, parsed.words, judged.best
    code, clear = _code(roles.act, kind)
    place = place_of(words, roles)
    trigger = (words[roles.act.first].start, words[roles.act.last - 1].end) if roles.act else None
    inside = _days_in(task.days, sentence)
    sources, targets = (_labels(side, task.all_actors) for side in (roles.sources, roles.targets))
    return CodedEvent(
        type=kind,
        cameo=code,
        subtype=f"cameo:{code}" if clear else "",
        sources=tuple(sources),
        targets=tuple(targets),
        place=sentence.text[place[0] : place[1]] if place else "",
        day=_nearest_day(inside, sentence.start + (trigger[1] if trigger else 0)),
        magnitude=_magnitude(sentence, inside, trigger),
        status=status_of(words, roles, kind),
        probability=judged.act * float(judged.types.max()),
        sure=judged.sure,
        start=sentence.start + (span[0] if span else 0),
        end=sentence.start + span[1] if span else sentence.end,
        trigger=(sentence.start + trigger[0], sentence.start + trigger[1]) if trigger else None,
        source_names=tuple(_name(sentence, words, one) for one in sources.values()),
        target_names=tuple(_name(sentence, words, one) for one in targets.values()),
    )


def _days_in(days: Sequence[DaySpan], sentence: Sentence) -> list[DaySpan]:
    """The days of a document, in order of their places, that stand in a sentence."""
    first = bisect_left(days, sentence.start, key=lambda one: one.start)
    last = bisect_left(days, sentence.end, first, key=lambda one: one.start)
    return list(days[first:last])


def _name(sentence: Sentence, words: Sequence[Word], one: Mention) -> str:
    return sentence.text[words[one.first].start : words[one.last - 1].end]


def _code(act: Act | None, kind: str) -> tuple[str, bool]:
    if act and type_of(act.code) == kind:
        return act.code, act.size > 0
    return FIRST_CODE[kind], False


def _labels(some: Sequence[Mention], all_actors: bool) -> dict[str, Mention]:
    """The code of each actor of a side, in order; those without a state only when asked, each by its name."""
    found: dict[str, Mention] = {}
    for one in some:
        if one.code or all_actors:
            found.setdefault(one.label if one.code else f"{NO_STATE}{one.sector}", one)
    return found


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
