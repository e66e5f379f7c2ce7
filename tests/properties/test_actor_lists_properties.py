"""Both finders of actors read one list: each word for a state means the same to the reader of claims and to the
coder of events.
"""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifront.reading.actors import GROUPS, NOT_STATES, find_actors
from multifront.reading.coder_actors import find_mentions
from multifront.reading.words import cut_words

ROWS = [
    (row["code"], word)
    for row in csv.DictReader(
        files("multifront.reading").joinpath("actor_words.csv").read_text(encoding="utf-8").splitlines()
    )
    for word in row["words"].split("|")
    if row["code"] not in GROUPS
]
APART = {"M23", "Tibet", "Hong Kong", "Cote d'Ivoire", "United Kingdom of Great Britain and Northern Ireland"}
"""A movement that holds no state; two places that CAMEO counts to China; two spellings that the cut of words breaks."""
USUAL = [(code, word) for code, word in ROWS if "(" not in word and word not in APART]


def coded(text: str) -> list[str]:
    return [one.code for one in find_mentions(cut_words(text), "") if one.code]


@pytest.mark.parametrize(("code", "word"), USUAL, ids=[word for _, word in USUAL])
def test_a_word_for_a_state_means_the_same_to_both(code: str, word: str) -> None:
    text = f"They met {word} again."
    assert coded(text) == [code]
    assert [one.code for one in find_actors(text)] == [code]


@given(st.lists(st.sampled_from(USUAL), min_size=2, max_size=4))
def test_several_names_are_found_in_order_by_both(some: list[tuple[str, str]]) -> None:
    text = "Then " + ", but ".join(f"{word} spoke" for _, word in some) + "."
    codes = [code for code, _ in some]
    assert [one.code for one in find_actors(text)] == codes
    assert coded(text) == codes


@given(st.sampled_from(USUAL))
def test_names_need_their_capitals(one: tuple[str, str]) -> None:
    text = f"they met {one[1].lower()} again."
    if not re.search(r"\bal-", text):
        assert coded(text) == []


WARS_OF_A_STATE = re.compile("krain|over Taiwan|Taiwan (?:war|contingency)")
"""Phrases that name no actor of a claim, but the target of a call to end that war."""
PLACES = re.compile("Bank|West Africa|West Asia|Germany|Washington, D")
"""Regions, a former state, a capital: the coder counts them to a state."""
NO_STATES = [
    phrase.replace("\\", "")
    for phrase in NOT_STATES.pattern.removeprefix(r"\b(?:").removesuffix(r")\b").split("|")
    if not WARS_OF_A_STATE.search(phrase) and not PLACES.search(phrase)
]


@pytest.mark.parametrize("phrase", NO_STATES)
def test_seas_wars_and_newspapers_are_states_to_neither(phrase: str) -> None:
    text = f"They wrote about the {phrase} again."
    assert find_actors(text) == []
    assert coded(text) == []
