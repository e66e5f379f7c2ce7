"""Proposals of a model: only what the text bears out is taken, and nothing that the model wrote goes on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from multifront.reading import read
from multifront.reading.proposals import MOST, Proposals, Unreadable, proposals_in, with_proposals

TEXT = (
    "Missile tests\n\nSEOUL, 3 March 2026 (Made Wire) - Minister Han said that China and Russia have drawn closer "
    "since 2022. The two navies of Serbia and Egypt steam as one\nfleet under one flag. "
    "India will attack Pakistan by May.\n"
)
FLEET = "The two navies of Serbia and Egypt steam as one fleet under one flag."
READING = read(TEXT)
KINDS = ("ladder", "rate_change", "alignment_change", "level")


def answer(*items: Any) -> str:
    return json.dumps({"proposals": list(items)})


def taken(*items: Any) -> Proposals:
    return proposals_in(answer(*items), READING, KINDS, "made-model")


def test_what_the_text_says_is_taken_with_its_place_and_mark() -> None:
    (draft,) = taken({"quote": FLEET, "kind": "ladder", "actors": ["SRB", "EGY"]}).drafts
    assert (draft.kind, draft.actors, draft.proposed_by) == ("ladder", ("SRB", "EGY"), "made-model")
    assert " ".join(READING.document.text[draft.start : draft.end].split()) == FLEET
    assert sorted(draft.parameters["pair"]) == ["EGY", "SRB"]  # type: ignore[call-overload]
    assert draft in with_proposals(READING, Proposals((draft,))).claims


def test_without_actors_those_of_the_quotation_count() -> None:
    (draft,) = taken({"quote": FLEET, "kind": "ladder"}).drafts
    assert draft.actors == ("SRB", "EGY")


def test_what_the_rules_found_already_is_theirs() -> None:
    found = taken(
        {"quote": "China and Russia have drawn closer since 2022", "kind": "alignment_change", "direction": "closer"}
    )
    assert (found.drafts, found.known) == ((), 1)


def test_the_same_proposal_twice_is_one() -> None:
    found = taken({"quote": FLEET, "kind": "ladder"}, {"quote": FLEET[:40], "kind": "ladder"})
    assert (len(found.drafts), found.known) == (1, 1)


def test_a_forecast_stays_a_forecast() -> None:
    text = answer({"quote": "India will attack Pakistan by May.", "kind": "rate_change", "direction": "up"})
    (draft,) = proposals_in(text, replace(READING, claims=()), KINDS, "made-model").drafts
    assert (draft.kind, draft.mood) == ("", "forecast")
    assert draft.why.startswith("a forecast")
    assert proposals_in(text, READING, KINDS, "made-model").known == 1


GOOD = {"quote": FLEET, "kind": "ladder"}
REFUSED: dict[str, tuple[Any, str]] = {
    "no object": ("China", "no object"),
    "keys of its own": ({**GOOD, "verdict": "supported"}, "keys that were not asked for"),
    "no quotation": ({"kind": "ladder"}, "no quotation"),
    "words that are not there": (
        {**GOOD, "quote": "China and Russia have signed a treaty"},
        "does not stand in the text",
    ),
    "a quotation of one word": ({**GOOD, "quote": "Serbia"}, "shorter than"),
    "a quotation of a book": ({**GOOD, "quote": "war " * 1_000_000}, "longer than"),
    "a pattern as a quotation": ({**GOOD, "quote": ".*" * 20}, "does not stand in the text"),
    "no such kind": ({**GOOD, "kind": "__import__('os')"}, "a kind that does not exist"),
    "a kind that is no name": ({**GOOD, "kind": ["ladder"]}, "a kind that does not exist"),
    "actors of another text": ({**GOOD, "actors": ["FRA", "SRB"]}, "actors that the document does not name"),
    "actors that are no codes": ({**GOOD, "actors": [{"a": 1}]}, "no list of codes"),
    "a direction of another kind": ({**GOOD, "kind": "rate_change", "direction": "closer"}, "a direction"),
    "a direction that is a list": ({**GOOD, "kind": "rate_change", "direction": ["up"]}, "a direction"),
    "an activity of its own": ({**GOOD, "activity": "!!python/object:os.system"}, "an activity"),
    "a year of its own": ({**GOOD, "since": 1999}, "a year that the quotation does not give"),
    "a year that is true": ({**GOOD, "since": True}, "a year"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_text_does_not_bear_out_is_refused_and_counted(case: str) -> None:
    item, why = REFUSED[case]
    found = taken(item, GOOD)
    assert len(found.drafts) == 1
    ((said, count),) = found.refused.items()
    assert why in said
    assert count == 1


def test_too_many_are_counted_and_left_out() -> None:
    found = taken(*([{"quote": "x"}] * 500), GOOD)
    assert found.drafts == ()
    assert found.refused["more than 40 proposals"] == 501 - MOST


@pytest.mark.parametrize(
    "wrong",
    [
        "I think that China is right.",
        "[" * 200_000,
        '{"proposals": ' + '{"a":' * 100_000,
        '{"proposals": NaN}',
        '{"proposals": {"quote": "x"}}',
        "[]",
        "null",
        "",
        '{"proposals": [' + "9" * 10_000 + "]}",
    ],
)
def test_what_is_no_list_of_proposals_cannot_be_read(wrong: str) -> None:
    with pytest.raises(Unreadable):
        proposals_in(wrong, READING, KINDS, "made-model")


def test_a_fence_around_the_json_is_let_pass() -> None:
    fenced = f"```json\n{answer(GOOD)}\n```"
    assert len(proposals_in(fenced, READING, KINDS, "made-model").drafts) == 1


def test_halves_of_letters_and_escapes_stand_in_no_text() -> None:
    found = proposals_in(
        '{"proposals": [{"quote": "\\ud800\\u001b[31m\\u202e and twenty more", "kind": "ladder"}]}', READING, KINDS, "m"
    )
    assert found.refused == {"a quotation that does not stand in the text": 1}
