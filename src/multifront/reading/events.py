"""Coded events of a text: who, to whom, what, where, when, how much, whether it happened. Joins the coder's parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from multifront.errors import UsageError
from multifront.reading.coder_actors import Extra, Mention, find_mentions, places_of
from multifront.reading.coder_clauses import Clause, further_clauses
from multifront.reading.coder_details import place_of, status_of
from multifront.reading.coder_others import with_others
from multifront.reading.coder_roles import SPEAKING, Roles, find_roles
from multifront.reading.coder_verbs import Act, find_acts
from multifront.reading.codes import FIRST_CODE, type_of
from multifront.reading.days import DaySpan, resolve_days
from multifront.reading.model import Judged, judge
from multifront.reading.model_features import featurise
from multifront.reading.quantities import Quantity, find_quantities
from multifront.reading.sentences import Sentence, split_sentences
from multifront.reading.words import Word, cut_words

LONGEST_TEXT = 5_000_000
"""Characters of one text; longer is refused."""
FURTHER_FLOOR = 0.7
"""Least probability of the type of a second or later act of a sentence: higher than for the first, as its clause
is short.
"""
NO_STATE = "---"
"""Stands for the state of an actor that has none, as CAMEO writes it (`---REB`)."""


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One act that a sentence tells.

    `sources` and `targets` are codes (state, with a sector of CAMEO where a role is named: `CHNMIL`). `type` is
    PLOVER's; `cameo` the CAMEO code where a verb or pattern gives it, else the general code of the type; `subtype` is
    `cameo:<code>` only where a pattern gave it. `day` is None where the sentence names no date. `text[start:end]` of
    the document is the sentence, for a further act of a sentence its clause; `trigger` is the span of the verb.
    `probability` is the model's that an act is told and that it is of this type; `sure` is False below the margins.
    `source_names` and `target_names` are the words
    of the text, one for each code.
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
    source_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """One sentence with what is known around it, and how much is asked for."""

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


def code_events(
    text: str,
    dateline: date | None = None,
    *,
    names: Extra | None = None,
    keep_unsure: bool = False,
    all_actors: bool = False,
) -> list[CodedEvent]:
    """The events that a text tells, in order; of a sentence its main act first.

    The type is the most probable one of a linear model over hashed words, letters, kinds of words and verb patterns;
    actors come from name lists, roles from word order, voice and prepositions.

    Args:
        text: English plain text of at most `LONGEST_TEXT` characters. It is data: nothing in it is carried out.
        dateline: day of publication, for relative dates and for who held which office.
        names: more actors: words of a name -> code, sector, start, end.
        keep_unsure: also give what is below the margins, marked `sure=False`: one best guess for every sentence that
            names an actor or an act, whoever acts, even where no state is known.
        all_actors: also give actors that belong to no state that is known (groups, firms, people, "rebels") as
            `---` and sector, with their names in `source_names` and `target_names`.

    Returns:
        Events with spans into `text`. Without `keep_unsure`, a sentence that names no known actor (with `all_actors`:
        no actor) or no act gives none.

    Raises:
        UsageError: the text is too long.

    Assumes: news prose. Headlines without verbs and pronouns as actors are lost; a further act is read only where a
    joint ("and", "but", "while", "after", "as", "when", a semicolon) opens its clause.

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
    found: list[CodedEvent] = []
    for sentence in split_sentences(text):
        some = _events_of(_Task(sentence, days, dateline, names, keep_unsure, all_actors))
        found += [event for event in some if event.sure or keep_unsure]
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
        The event; `sure` says whether its probabilities are above the margins.
    """
    return next(iter(_events_of(_Task(sentence, days, dateline, names))), None)


def code_acts(
    sentence: Sentence, days: Sequence[DaySpan] = (), dateline: date | None = None, names: Extra | None = None
) -> list[CodedEvent]:
    """The main event of one sentence, sure or not, and the sure further ones of its other clauses.

    Args:
        sentence: with its place in the document.
        days: dates of the document; those inside the sentence count.
        dateline: day for which offices are read.
        names: more actors.

    Returns:
        Events, the main one first; empty where the sentence names no known actor or no act.
    """
    return _events_of(_Task(sentence, days, dateline, names))


def _events_of(task: _Task) -> list[CodedEvent]:
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


def _parsed(words: Sequence[Word], task: _Task) -> _Parsed:
    mentions = find_mentions(words, task.dateline.isoformat() if task.dateline else "", task.names)
    if task.all_actors:
        mentions = with_others(words, mentions)
    return _Parsed(words, mentions, find_acts([word.key for word in words], places_of(mentions)))


def _further(task: _Task, parsed: _Parsed, roles: Roles, main: CodedEvent) -> list[tuple[Clause, CodedEvent]]:
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


def _clause_event(task: _Task, words: list[Word], span: tuple[int, int]) -> CodedEvent | None:
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
    task: _Task, parsed: _Parsed, judged: Judged, roles: Roles, span: tuple[int, int] | None = None
) -> CodedEvent:
    """What the parts found, as an event; `span` is that of its clause within the sentence."""
    sentence, words, kind = task.sentence, parsed.words, judged.best
    code, clear = _code(roles.act, kind)
    place = place_of(words, roles)
    trigger = (words[roles.act.first].start, words[roles.act.last - 1].end) if roles.act else None
    inside = [one for one in task.days if sentence.start <= one.start < sentence.end]
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


__all__ = ["CodedEvent", "code_acts", "code_events", "code_sentence"]
