# ruff: noqa: E501
"""Statements know their speaker, form and chain; quantities their range, unit, thing and whose they are."""

from __future__ import annotations

from datetime import date

import pytest

from multifront.reading import Document, read_document

DAY = date(2024, 5, 14)


def statements(text: str):
    found = read_document(Document(text, published=DAY))
    return [(s, text[s.start : s.end]) for s in found.statements]


@pytest.mark.parametrize(
    ("text", "speaker", "office", "form", "content"),
    [
        (
            "Defense Minister Wellington Koo said the drills were large.",
            "Wellington Koo",
            "Defense Minister",
            "paraphrase",
            "the drills were large.",
        ),
        ('"The drills are large," Koo stated.', "Koo", "", "quotation", '"The drills are large,"'),
        (
            "“They are ready,” said Anna Berg, an analyst at a think tank.",
            "Anna Berg",
            "",
            "quotation",
            "“They are ready,”",
        ),
        ("According to the ministry, the ships left.", "the ministry", "", "paraphrase", "the ships left."),
        (
            "The ships left on time, two diplomats told reporters.",
            "two diplomats",
            "",
            "paraphrase",
            "The ships left on time",
        ),
        (
            "Song Li, a researcher at the Institute in Taipei, believes that the war will last.",
            "Song Li",
            "researcher at the Institute in Taipei",
            "paraphrase",
            "the war will last.",
        ),
        (
            "U.S. Director of National Intelligence Avril Haines revealed that both held drills.",
            "Avril Haines",
            "U.S. Director of National Intelligence",
            "paraphrase",
            "both held drills.",
        ),
        ("Analysts warn that the “axis” is growing.", "Analysts", "", "mixed", "the “axis” is growing."),
        (
            "Intelligence suggests Russia would open a front.",
            "Intelligence",
            "",
            "paraphrase",
            "Russia would open a front.",
        ),
    ],
)
def test_a_statement(text: str, speaker: str, office: str, form: str, content: str) -> None:
    ((found, said),) = statements(text)
    assert (found.speaker, found.office, found.form, said) == (speaker, office, form, content)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two retired officers think the army staged the clash.",
            [("Two retired officers", "the army staged the clash.")],
        ),
        ("The cable, he says, was cut twice.", [("Ana Lund", "The cable, he says, was cut twice.")]),
        ("The fuel has run out, in her view.", [("Ana Lund", "The fuel has run out")]),
        ("She is sceptical of reports that the port has closed.", [("Ana Lund", "reports that the port has closed.")]),
        ("Tonga accused Suva of “lending its docks to smugglers”.", [("Tonga", "“lending its docks to smugglers”")]),
        (
            "The mayor said that the quay was “never closed to anyone” and denied that a ship had waited.",
            [
                ("The mayor", "the quay was “never closed to anyone”"),
                ("The mayor", "“never closed to anyone”"),
                ("The mayor", "a ship had waited."),
            ],
        ),
        (
            "“It was no accident. It was a test,” Lund told reporters.",
            [("Ana Lund", "“It was no accident. It was a test,”")],
        ),
        (
            "The harbour would freeze, said Ole Vik, a pilot, though he gave no date.",
            [("Ole Vik", "The harbour would freeze")],
        ),
        ("“The pumps failed.”", [("Ana Lund", "“The pumps failed.”")]),
        (
            "According to a leaked briefing of the harbour board, which a paper published, two cranes fell.",
            [("a leaked briefing of the harbour board", "two cranes fell.")],
        ),
        (
            "The pact, according to a leaked memo, covers only the bay.",
            [("a leaked memo", "The pact, according to a leaked memo, covers only the bay.")],
        ),
        (
            "The mayor says that the quay is closed and that ships must wait.",
            [("The mayor", "the quay is closed"), ("The mayor", "ships must wait.")],
        ),
        ("Tonga called the raid an act of war.", [("Tonga", "the raid an act of war.")]),
        (
            "The general, a hawk, dismissed the plan as naive, told reporters that the army was ready.",
            [("The general", "the plan as naive"), ("The general", "the army was ready.")],
        ),
        (
            "A paper reported, and the mayor has denied, that the quay was sold.",
            [("A paper", "the quay was sold.")],
        ),
        (
            "As the foreign ministry noted on Friday, the treaty has never been ratified.",
            [("the foreign ministry", "the treaty has never been ratified.")],
        ),
        (
            "“The pumps are new,” the minister told the board, “and those who doubt it are wrong.”",
            [("the minister", "“The pumps are new,”"), ("the minister", "“and those who doubt it are wrong.”")],
        ),
        (
            "A diplomat who was in the room confirmed that there was a fire.",
            [("A diplomat", "there was a fire.")],
        ),
        (
            "A diplomat in Suva put the odds of a deal at one in five.",
            [("A diplomat in Suva", "the odds of a deal at one in five.")],
        ),
    ],
)
def test_sayings_in_every_place(text: str, expected: list[tuple[str, str]]) -> None:
    found = statements(f"Ana Lund says that the port is quiet. {text}")
    assert [(s.speaker, said) for s, said in found][1:] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The navy sailed through the strait on Monday.",
        "Chile's foreign ministry rejected the account.",
        "She pointed at the map.",
        "Putin is believed to be travelling to China this week.",
        "The company reported 3 million barrels.",
        "He found the harbour empty.",
        "The prize that Suva has been promising its voters is small.",
        "The ministry recalled its ambassador from Suva.",
        "The mayor called an early election.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert not statements(text)


def test_surnames_and_pronouns_find_their_person() -> None:
    text = "Song Guocheng, a researcher in Taipei, said that it is true. Song said it again, to all. He warned that war is near."
    found = [s for s, _ in statements(text)]
    assert [s.speaker for s in found] == ["Song Guocheng"] * 3
    assert {s.office for s in found} == {"researcher in Taipei"}


def test_a_chain_names_who_passed_it_on() -> None:
    (outer, _), (inner, said) = statements(
        "Koo told lawmakers that General Wu Feng warned that the strait would close."
    )
    assert (outer.speaker, outer.hearer, outer.through) == ("Koo", "lawmakers", ())
    assert (inner.speaker, inner.through, said) == ("Wu Feng", ("Koo",), "the strait would close.")


def test_a_quotation_over_two_sentences_keeps_its_speaker() -> None:
    ((found, said),) = statements("Shen told the media: “Four press at once. There will be war.” The city slept.")
    assert (found.speaker, found.form, found.sentence) == ("Shen", "quotation", 0)
    assert said == "“Four press at once. There will be war.”"


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Koo said that patrols rose.", "certain"),
        ("Koo believes that patrols rose.", "likely"),
        ("Koo said that patrols may rise.", "possible"),
        ("Koo said that war is unlikely.", "unlikely"),
        ("Koo denied that patrols rose.", "denied"),
    ],
)
def test_certainty(text: str, certainty: str) -> None:
    assert statements(text)[0][0].certainty == certainty


def test_the_day_in_the_words_before_is_the_day_it_was_said() -> None:
    (found, _) = statements("Koo said on May 9 that the patrols had grown since 2022.")[0]
    assert found.said_on == date(2024, 5, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "North Korea sold 1 million to 3 million artillery shells to Russia.",
            (1e6, 3e6, "range", "", "artillery shells", "PRK", "RUS"),
        ),
        ("China bought about 40 % of its oil there.", (40, 40, "about", "%", "oil there", "CHN", "")),
        ("More than a dozen warships of Japan left.", (12, None, "at_least", "", "warships", "JPN", "")),
        ("Russia sent up to 12,000 troops.", (None, 12_000, "at_most", "", "troops", "RUS", "")),
        ("Iran gave between 20 and 30 aircraft to Syria.", (20, 30, "range", "", "aircraft", "IRN", "SYR")),
        ("India paid $1.5 billion.", (1.5e9, 1.5e9, "exact", "USD", "", "IND", "")),
        ("China imports 2-3 million barrels per day.", (2e6, 3e6, "range", "barrels/day", "", "CHN", "")),
        ("Ethiopia moved tens of thousands of soldiers.", (2e4, None, "at_least", "", "soldiers", "ETH", "")),
        ("About two-thirds of the fleet is old.", (200 / 3, 200 / 3, "about", "%", "", "", "")),
        ("The odds are below one in twenty.", (None, 5, "at_most", "%", "", "", "")),
        ("Prices have more than doubled.", (2, None, "at_least", "times", "", "", "")),
        ("Nearly 400 trucks were held.", (400, 400, "about", "", "trucks", "", "")),
        ("Some 1,500 were left.", (1500, 1500, "about", "", "", "", "")),
        ("Egypt sent twenty-one thousand rifles.", (21_000, 21_000, "exact", "", "rifles", "EGY", "")),
    ],
)
def test_a_quantity(text: str, expected: tuple[object, ...]) -> None:
    (found,) = read_document(Document(text)).quantities
    assert (found.low, found.high, found.bound, found.unit, found.thing, found.actor, found.partner) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 7th Fleet left.",
        "World War 2 ended.",
        "On May 6 Russia waited.",
        "In 2022 Russia waited.",
        "1. The plan",
        "A J-20 flew over the sea.",
        "It began at 10:30 in Moscow.",
        "One thing is clear.",
        "The 1899 boundary award was read out.",
        "At 6:40 a.m. the tide turned.",
        "A third front opened in the second half of May.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert not read_document(Document(text)).quantities


def test_the_only_date_of_a_sentence_is_the_period() -> None:
    (found,) = read_document(Document("In May 2024 Iran sold 300 drones to Russia.")).quantities
    assert found.period is not None
    assert found.period.first == date(2024, 5, 1)


def test_the_hedge_of_a_number_is_kept() -> None:
    (found,) = read_document(Document("Nearly half of the crew left.")).quantities
    assert (found.low, found.high, found.bound, found.hedge) == (50, 50, "about", "Nearly")
