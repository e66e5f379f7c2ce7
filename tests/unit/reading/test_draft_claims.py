"""Drafts map words to kinds with the parameters that the text gives, say why a claim is not testable, and merge duplicates."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from multifront.reading import read
from multifront.reading.draft_claim import merge_drafts


def claims(text: str):
    return read(text + "\n").claims


@pytest.mark.parametrize(
    ("text", "kind", "given"),
    [
        (
            "Joint bomber patrols of China and Russia have become more frequent.",
            "rate_change",
            {"activity": "bomber patrols", "direction": "up", "joint": True},
        ),
        (
            "Indian incursions into Pakistan have declined since 2023.",
            "rate_change",
            {"activity": "incursions", "direction": "down", "since": 2023},
        ),
        (
            "Egypt and Eritrea have drawn closer since 2021.",
            "alignment_change",
            {"pair": ["EGY", "ERI"], "direction": "closer", "since": 2021},
        ),
        (
            "Ties between Mali and France have deteriorated since 2020.",
            "alignment_change",
            {"pair": ["MLI", "FRA"], "direction": "apart"},
        ),
        (
            "The war in Ukraine has narrowed the distance between China and Russia.",
            "alignment_change",
            {"pair": ["CHN", "RUS"], "since": 2022},
        ),
        ("Mali, Niger and Burkina Faso form a new axis in the region.", "axis", {"members": ["MLI", "NER", "BFA"]}),
        ("Sudan has become increasingly dependent on Egypt.", "dependence", {"pair": ["SDN", "EGY"]}),
        (
            "With Russia tied down, China has become the main creditor of Venezuela.",
            "dependence",
            {"pair": ["VEN", "CHN"]},
        ),
        ("China has become Russia's economic hinterland.", "dependence", {"pair": ["RUS", "CHN"]}),
        ("The armies of Belarus and Russia are operationally integrated.", "ladder", {"pair": ["BLR", "RUS"]}),
        ("Asmara and Cairo were coordinating their moves.", "coincidence", {"follower": "ERI", "leader": "EGY"}),
        (
            "Iran fired missiles in retaliation for Israeli airstrikes on Damascus.",
            "coincidence",
            {"follower": "IRN", "leader": "ISR"},
        ),
        (
            "China, Russia and Iran press simultaneously on the United States.",
            "simultaneity",
            {"actors": ["CHN", "RUS", "IRN", "USA"]},
        ),
        ("Rwanda is taking advantage of the chaos in Congo and Burundi.", "opportunism", {}),
        (
            "Russian oil supplies to China blunt the impact of sanctions.",
            "scenario_difference",
            {"side": "CHN", "helper": "RUS", "channel": "logistics"},
        ),
        ("Since 2022 the world is split into hostile blocs, says Germany.", "division", {"since": 2022}),
        (
            "Unlike the Soviet Union, China reaches every corner of the world.",
            "reach",
            {"actor": "CHN", "other": "RUS"},
        ),
    ],
)
def test_words_become_a_kind_with_what_the_text_gives(text: str, kind: str, given: dict[str, object]) -> None:
    found = {c.kind: c for c in claims(text)}
    assert kind in found
    assert {key: found[kind].parameters.get(key) for key in given} == given


@pytest.mark.parametrize(
    ("text", "mood", "why"),
    [
        ("Russia will attack Estonia within five years.", "forecast", "forecast"),
        ("If Sudan falls, Egypt would be drawn into the war.", "conditional", "scenario"),
        ("Ethiopia wants a port of its own on the Red Sea.", "aim", "aim"),
        ("The policy of Serbia in Kosovo is reckless and unwise.", "value", "value judgement"),
        ("Iran has supplied drones and missiles to the Houthis.", "stated", "the kind transfer judges"),
        ("Patrols of China and Russia will become more frequent.", "forecast", "forecast"),
    ],
)
def test_what_no_evidence_can_judge_says_why(text: str, mood: str, why: str) -> None:
    (found,) = claims(text)
    assert (found.kind, found.mood) == ("", mood)
    assert why in found.why


@pytest.mark.parametrize(
    "text",
    [
        "On May 6, French President Emmanuel Macron met Xi Jinping in Paris.",
        "Has the axis of China and Russia taken shape?",
        "A new axis of China and Russia",
        "Putin will visit China again.",
        "Vladimir Putin announced that he would replace the minister.",
    ],
)
def test_acts_questions_and_headings_are_no_claims(text: str) -> None:
    assert not claims(text)


def test_a_forecast_in_another_clause_does_not_make_the_claim_one() -> None:
    found, other = claims(
        "The war in Ukraine has brought China and Russia closer together in their cooperation, and may even extend to others."
    )
    assert (found.kind, found.mood) == ("alignment_change", "stated")
    assert (other.kind, other.mood, other.text) == ("", "forecast", "[The war in Ukraine] may even extend to others")


def test_duplicates_are_merged_and_keep_their_spans() -> None:
    text = "China and Russia have drawn closer since 2022. It rained.\n\nSince 2022, cooperation between Russia and China has deepened."
    (found,) = claims(text)
    assert [text[a:b][:5] for a, b in found.spans] == ["China", "Since"]
    assert merge_drafts([found, found])[0].spans == found.spans


def test_opposite_directions_and_other_pairs_are_not_merged() -> None:
    text = "China and Russia have drawn closer since 2022. Relations between China and Russia have soured since 2023. China and India have drawn closer since 2024."
    assert len(claims(text)) == 3


def test_items_under_a_colon_have_the_actors_and_the_speaker_of_their_lead() -> None:
    text = "Tsai described a plan in which Russia provides:\nBackbone: energy and food supplies to China in a long war.\n\nIt rained."
    (found,) = claims(text)
    assert (found.kind, found.parameters["helper"], found.speaker) == ("scenario_difference", "RUS", "Tsai")


def test_the_speaker_and_a_short_quotation_are_kept() -> None:
    (found,) = claims(
        'Defense Minister Wellington Koo said on 17 December 2025 that China and Russia have drawn "closer and closer" since 2022.'
    )
    assert (found.speaker, found.office, found.quotation) == ("Wellington Koo", "Defense Minister", "closer and closer")
    assert str(found.said_on) == "2025-12-17"


def test_reading_twice_gives_the_same() -> None:
    text = "Koo said that Russia and China have drawn closer since 2022. Iran sold 300 drones to Russia in 2023.\n"
    assert read(text) == read(text)
