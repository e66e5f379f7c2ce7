"""Several acts of one sentence: coordinated verbs, clauses with a subject of their own, and what is no clause."""

from __future__ import annotations

import pytest

from multifront.reading.coder_actors import find_mentions, places_of
from multifront.reading.coder_clauses import MOST, further_clauses
from multifront.reading.coder_verbs import find_acts
from multifront.reading.events import CodedEvent, code_events, code_sentence, who_of
from multifront.reading.sentences import split_sentences
from multifront.reading.words import cut_words


def clauses(text: str) -> list[str]:
    words = cut_words(text)
    mentions = find_mentions(words, "")
    acts = find_acts([word.key for word in words], places_of(mentions))
    return [text[words[c.first].start : words[c.last - 1].end] for c in further_clauses(words, mentions, acts)]


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(e.type, tuple(c[:3] for c in e.sources), tuple(c[:3] for c in e.targets)) for e in code_events(text)]


def test_coordinated_verbs_share_their_subject() -> None:
    assert told("China arrested two Japanese fishermen and expelled a diplomat of Japan.") == [
        ("COERCE", ("CHN",), ("JPN",)),
        ("SANCTION", ("CHN",), ("JPN",)),
    ]


def test_a_clause_with_a_subject_of_its_own_keeps_it() -> None:
    assert told("Israel bombed targets in Syria while Iran threatened to attack Israel.") == [
        ("ASSAULT", ("ISR",), ("SYR",)),
        ("THREATEN", ("IRN",), ("ISR",)),
    ]


def test_who_is_named_in_the_second_clause_takes_no_part_in_the_first() -> None:
    first, second = code_events("Germany condemned the attack and promised aid to Ukraine.")
    assert first.targets == ()
    assert [code[:3] for code in second.targets] == ["UKR"]


def test_the_span_of_a_further_act_is_its_clause_and_the_main_act_stays_first() -> None:
    before = "Nothing was known. "
    text = before + "China arrested two Japanese fishermen and expelled a diplomat of Japan."
    main, further = code_events(text)
    assert text[main.start : main.end] == text[len(before) :]
    assert text[further.start : further.end] == "expelled a diplomat of Japan."
    assert further.trigger is not None
    assert text[slice(*further.trigger)] == "expelled"
    [_, sentence] = split_sentences(text)
    alone = code_sentence(sentence)
    assert isinstance(alone, CodedEvent)
    assert (alone.type, alone.trigger) == (main.type, main.trigger)


@pytest.mark.parametrize(
    "text",
    [
        "China and Russia held joint naval exercises off Japan.",
        "Troops and tanks of Russia attacked Kharkiv and Odesa.",
        "Japan protested to China and Russia over the flights.",
        "Poland welcomed the decision and the plan of Germany.",
    ],
)
def test_lists_of_nouns_are_no_clauses(text: str) -> None:
    assert clauses(text) == []
    assert len(code_events(text, keep_unsure=True)) == 1


def test_speaking_alone_opens_no_clause() -> None:
    assert clauses("Iran attacked Israel and said more would follow.") == []


def test_clauses_are_few_however_long_the_sentence() -> None:
    text = "China attacked Japan" + " and bombed India and shelled Peru" * 40 + "."
    assert len(clauses(text)) == MOST
    assert len(code_events(text)) <= MOST + 1


def test_a_reading_shows_actors_without_a_state_by_their_names() -> None:
    [event] = code_events("Rebels attacked a convoy of Green Dawn near Gao.", all_actors=True)
    assert event.sources == ("---REB",)
    assert who_of(event).startswith("Rebels > ")
    [event] = code_events("Russia attacked Ukraine.")
    assert who_of(event) == "RUS > UKR"
