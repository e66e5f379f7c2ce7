"""Coded events of a text: who, to whom, what, where, when, how much, whether it happened. Codes no sentence itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from multifront.errors import UsageError
from multifront.reading.coded_event import CodedEvent, who_of
from multifront.reading.coder_actors import Extra
from multifront.reading.coder_sentence import Task, events_of
from multifront.reading.days import DaySpan, resolve_days
from multifront.reading.sentences import Sentence, split_sentences

LONGEST_TEXT = 5_000_000
"""Characters of one text; longer is refused."""


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
    days = _in_order(resolve_days(text, dateline))
    found: list[CodedEvent] = []
    for sentence in split_sentences(text):
        some = events_of(Task(sentence, days, dateline, names, keep_unsure, all_actors))
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
    return next(iter(events_of(Task(sentence, _in_order(days), dateline, names))), None)


def code_sentences(
    sentences: Sequence[Sentence],
    days: Sequence[DaySpan] = (),
    dateline: date | None = None,
    *,
    all_actors: bool = False,
) -> list[CodedEvent]:
    """The main events of sentences, sure or not, each followed by the sure further ones of its sentence.

    Args:
        sentences: with their places in the document.
        days: dates of the document; those inside a sentence count for it.
        dateline: day for which offices are read.
        all_actors: also give actors that belong to no known state, as `code_events` does.

    Returns:
        Events in the order of the sentences; a sentence that names no known actor or no act has none.
    """
    ordered = _in_order(days)
    return [
        event for one in sentences for event in events_of(Task(one, ordered, dateline, None, all_actors=all_actors))
    ]


def _in_order(days: Sequence[DaySpan]) -> list[DaySpan]:
    return sorted(days, key=lambda one: one.start)


__all__ = ["CodedEvent", "code_events", "code_sentence", "code_sentences", "who_of"]
