"""Verbs, clauses and assertions: what is parted, what stays together, what asserts nothing, who is left as its subject."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from multifront.reading import read
from multifront.reading.parsed import parse


def verbs(text: str) -> list[str]:
    parsed = parse(text)
    return [text[parsed.words[v.first].start : parsed.words[v.last].end] for v in parsed.verbs]


def claims(text: str) -> list[str]:
    return [claim.text for claim in read(text + "\n").claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tanker struck a reef and sank within two hours.", ["struck", "sank"]),
        ("A patrol seized by rebels near Moroni has not been returned.", ["has not been returned"]),
        ("Port workers, who fear a strike, want new talks.", ["fear", "want"]),
        ("The heightened alert in Tallinn was lifted.", ["was lifted"]),
        ("Oil exports fell as insurers quietly raised rates.", ["fell", "raised"]),
        ("It isn't true that the army holds the bridge.", ["isn't", "holds"]),
        ("A trawler registered in Suva, the Marlin, had crossed the line.", ["had crossed"]),
        ("Two clerks who were in the room confirmed that a fire began.", ["were", "confirmed", "began"]),
        ("Economists at the harbour bank expect rates to rise.", ["expect"]),
        ("The board has opened a case and says that two men fled.", ["has opened", "says", "fled"]),
        ("Pilots in the north report that the fog has lifted.", ["report", "has lifted"]),
        ("The firm denied reports that it had been told.", ["denied", "had been told"]),
        ("Oil costs more there, port figures show, and trade fell.", ["costs", "show", "fell"]),
        ("By 5:30 a.m. on May 6 the will of the crew had broken.", ["had broken"]),
    ],
)
def test_finite_verbs(text: str, expected: list[str]) -> None:
    assert verbs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru closed two border posts, and Bolivia called up its reserves.",
            ["Peru closed two border posts", "Bolivia called up its reserves"],
        ),
        (
            "The convoy left Iquique at dawn and crossed the salt flats without lights.",
            ["The convoy left Iquique at dawn", "[The convoy] crossed the salt flats without lights"],
        ),
        (
            "The cable, which links Reykjavik to Bergen, lost power for nine hours.",
            ["The cable, which links Reykjavik to Bergen, lost power for nine hours"],
        ),
        (
            "The army held the ford while the rebels took the hill.",
            ["The army held the ford", "the rebels took the hill"],
        ),
        (
            "If the dam fails, three towns will be flooded and the road will close.",
            ["If the dam fails, three towns will be flooded", "the road will close"],
        ),
        (
            "The raid, on a depot near Bata, was the largest since 2019, the ministry said.",
            ["The raid, on a depot near Bata, was the largest since 2019"],
        ),
        (
            "A drone hit the refinery, the third such strike this year, two engineers said.",
            ["A drone hit the refinery", "the third such strike this year"],
        ),
        (
            "QUITO, July 2 (Andes Wire) - Ecuador expelled two envoys.",
            ["Ecuador expelled two envoys"],
        ),
        (
            "Trade with Fiji, she added, is worth more than $3 billion a year.",
            ["Trade with Fiji, she added, is worth more than $3 billion a year"],
        ),
    ],
)
def test_clauses_are_parted_where_each_half_asserts(text: str, expected: list[str]) -> None:
    found = claims("Ana Lund runs the port.\n\n" + text)
    assert [one.casefold() for one in found[1:]] == [one.casefold() for one in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Who gains from the closure of the strait?",
        "Consider the last ten days.",
        "Let me be plain about the port.",
        "The second is exhaustion.",
        "Three lessons follow.",
        "The views expressed are those of the author.",
        "(Reporting by Ann Low in Suva; editing by Tom Fry)",
        "Ann Low is a columnist for the Pacific Review.",
        "The embassy did not reply to a request for comment.",
        "Chile's foreign ministry rejected the account.",
        "The defence ministry intends to buy two frigates.",
        "The council is due to meet in Suva on 20 June.",
        "He is right.",
        "The port minister said the navy would send a frigate to Suva.",
        "Fishermen at Suva harbour",
        "The reasons are no mystery.",
        "Two paths seem plausible.",
        "Fiji's part is the puzzle.",
        "Here is what we know, and what we do not.",
        "Begin with what is not in dispute.",
        "Perhaps it had.",
        "He didn’t need to.",
        "A sailor needs a harbour.",
        "Officials in Suva were more guarded.",
        "The Church disagrees.",
        "Some diplomats in Suva take a darker view.",
        "The ministry would neither confirm nor deny the report.",
        "The service has declined to comment, though.",
        "The harbour master will address parliament next Tuesday.",
        "All times are local (GMT+12).",
    ],
)
def test_what_asserts_nothing_is_left_out(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The second strike is deadly.",  # a number before any other noun orders no text
        "The officials were cautious drivers.",
        "A drone strike kills nine in the old harbour.",  # a number makes it a report
        "The ministry would not confirm that the harbour is closed.",
        "The option is not legal.",
    ],
)
def test_what_looks_alike_and_asserts_stays(text: str) -> None:
    assert claims(text)


@pytest.mark.parametrize(
    ("text", "mood", "why"),
    [
        ("The junta's guards burned a grain store at Bata.", "stated", "rows of events"),
        ("The guards did not fire at the crowd.", "stated", "a denial"),
        ("The grid operator counted 14 cuts.", "stated", "a number"),
        ("The ministry offered no documents.", "stated", "sources themselves"),
        ("Fiji should open its ports.", "value", "value judgement"),
        ("It would be reckless to close the bridge.", "value", "value judgement"),
        ("The price will double by spring.", "forecast", "forecast"),
        ("A raid before June is quite likely.", "forecast", "forecast"),
        ("Unless Tonga pays, the talks fail.", "conditional", "scenario"),
        ("The rebels want a road to the sea.", "aim", "aim"),
    ],
)
def test_a_claim_that_no_kind_judges_says_why(text: str, mood: str, why: str) -> None:
    (found,) = read(text + "\n").claims
    assert (found.kind, found.mood) == ("", mood)
    assert why in found.why


def test_an_actor_need_be_no_state_of_the_list() -> None:
    (found,) = read("Two vessels of the Harbour League left Bata.\n").claims
    assert (found.actors, found.subject) == ((), "Two vessels of the Harbour League")


def test_facts_that_differ_in_a_name_only_are_not_merged() -> None:
    assert len(claims("Guards seized a trawler off Arica on Monday. Guards seized a trawler off Ilo on Monday.")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The state behaved as though the quarrel were bad weather.", 1),
        ("The agency was unable to say when or where the picture had been taken.", 1),
        ("Suva is thinking about lorries, Nadi is thinking about flags.", 2),
    ],
)
def test_likenings_and_asked_words_part_nothing(text: str, expected: int) -> None:
    assert len(claims(text)) == expected


def test_a_numbered_title_is_no_claim_and_a_numbered_sentence_is_one() -> None:
    text = (
        'Notes\n\n1. The "Shadow Partner" Strategy\n\nRussia helps China.\n\n2. Creating Chaos: The Distraction Front\n\n'
        "3. Serbia has closed its border with Kosovo.\n"
    )
    drafted = [text[one.start : one.end] for one in read(text).claims]
    assert drafted == ["Russia helps China", "3. Serbia has closed its border with Kosovo"]
