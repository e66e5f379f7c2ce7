"""Near-duplicate reports: what is one event, what is not, who speaks for a cluster, and what bad texts do."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from multifront.errors import UsageError
from multifront.evidence.independence import (
    DOCUMENTS,
    EVENTS,
    TEXTS,
    Report,
    near_duplicate_texts,
    near_duplicates,
)
from multifront.evidence.independence.shingling import jaccard, shingles_of, words_of
from multifront.evidence.independence.sketching import banding, candidates, sketches_of

PAIRS = Path(__file__).parents[2] / "data" / "near_duplicate_pairs.csv"
DAY = date(2031, 2, 3)
BASE = Report(
    "a",
    "Twelve Chinese military aircraft crossed the median line of the Taiwan Strait on Monday",
    DAY,
    DAY,
    frozenset({"CHN"}),
    frozenset({"TWN"}),
    "MOBILIZE",
    "air_activity",
    "happened",
    12.0,
    "aircraft",
    "Taiwan Strait",
    frozenset({"outlet one"}),
    "B",
    2,
    date(2031, 2, 4),
)
OTHER = replace(BASE, id="b", counters=frozenset({"outlet two"}))


def pair(**changed: object) -> bool:
    return bool(near_duplicates([BASE, replace(OTHER, **changed)]))


@pytest.mark.parametrize(
    "text",
    [
        BASE.text,
        "UPDATE 1-12 Chinese military aircraft crossed median line of Taiwan Strait",
        "TAIPEI, Feb 3 (Reuters) - Twelve Chinese military aircraft crossed the median line of the Taiwan Strait",
        "Twelve Chinese military aircraft crossed the median line of the Taiwan Strait on Monday - Kyodo News",
        "Twelve Chinese miltiary aircraft corssed the median line of the Taiwan Strait on Monday",
        "The median line of the Taiwan Strait on Monday crossed twelve Chinese military aircraft",
        "Twelve Chinese military aircraft crossed the median line ...",
    ],
)
def test_other_wordings_of_one_report(text: str) -> None:
    assert pair(text=text)


@pytest.mark.parametrize(
    "changed",
    [
        {"magnitude": 45.0},
        {"text": BASE.text.replace("Twelve", "45"), "magnitude": None},
        {"initiators": frozenset({"RUS"})},
        {"targets": frozenset({"JPN"})},
        {"first": date(2031, 2, 6), "last": date(2031, 2, 6)},
        {"occurred": "planned"},
        {"place": "Bashi Channel"},
        {"subtype": "arms_deal", "plover_type": "AGREE"},
        {"text": "China denies that twelve military aircraft crossed the median line of the Taiwan Strait"},
        {"text": "China will fly twelve military aircraft across the median line of the Taiwan Strait on Monday"},
        {"text": "Chinese military aircraft again crossed the median line of the Taiwan Strait"},
        {"counters": BASE.counters},
    ],
    ids=lambda changed: ", ".join(changed),
)
def test_what_is_not_the_same_event(changed: dict[str, object]) -> None:
    assert not pair(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"first": date(2031, 2, 4), "last": date(2031, 2, 4)},
        {"first": date(2031, 2, 1), "last": date(2031, 2, 28)},
        {"first": None, "last": None},
        {"magnitude": None, "unit": ""},
        {"targets": frozenset()},
        {"place": ""},
        {"subtype": "patrol"},
    ],
    ids=lambda changed: ", ".join(changed),
)
def test_what_does_not_set_reports_apart(changed: dict[str, object]) -> None:
    assert pair(**changed)


def test_the_most_reliable_then_credible_then_earliest_speaks() -> None:
    early = replace(OTHER, id="early", public_from=date(2031, 2, 3), counters=frozenset({"x"}))
    credible = replace(OTHER, id="credible", credibility=1, counters=frozenset({"y"}))
    reliable = replace(OTHER, id="reliable", reliability="A", credibility=6, counters=frozenset({"z"}))
    assert near_duplicates([BASE, early])[0].representative == "early"
    assert near_duplicates([BASE, early, credible])[0].representative == "credible"
    assert near_duplicates([BASE, early, credible, reliable])[0].representative == "reliable"


def test_a_member_says_why() -> None:
    (cluster,) = near_duplicates([BASE, OTHER])
    assert cluster.members[0].why == "text 1.00, same day, same actors, 12 aircraft in both"


def test_chains_are_not_followed() -> None:
    """A is near B and B near C, but A is not near C: whoever speaks takes only what is near itself."""
    words = [f"word{letter}" for letter in "abcdefghijklmnopqrst"]
    one, two, three = (Report(name, " ".join(words[i : i + 10])) for name, i in (("a", 0), ("b", 5), ("c", 10)))
    settings = replace(TEXTS, unit="word", length=1, threshold=0.3)
    assert [c.ids for c in near_duplicates([replace(one, reliability="A"), two, three], settings)] == [("a", "b")]
    assert [c.ids for c in near_duplicates([one, replace(two, reliability="A"), three], settings)] == [("b", "a", "c")]


def test_members_may_not_contradict_each_other() -> None:
    """A report without a number is near both 5 and 45 aircraft, which are two events."""
    vague = replace(BASE, id="vague", text="Aircraft crossed the median line", magnitude=None, reliability="A")
    five = replace(OTHER, id="five", text="5 aircraft crossed the median line", magnitude=5.0)
    many = replace(
        OTHER, id="many", text="45 aircraft crossed the median line", magnitude=45.0, counters=frozenset("m")
    )
    assert [cluster.ids for cluster in near_duplicates([vague, five, many])] == [("vague", "many")]


def test_two_reports_with_one_id_are_refused() -> None:
    with pytest.raises(UsageError, match="one id"):
        near_duplicates([BASE, BASE])


def test_texts_without_words_are_never_duplicates() -> None:
    assert near_duplicate_texts({"a": "", "b": "", "c": " ... ", "d": "!!"}) == ()
    assert near_duplicates([]) == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("中俄空军首次联合空中战略巡航", "中俄空军首次联合空中战略巡航。", True),
        ("中俄空军首次联合空中战略巡航", "伊朗扣押韩国油轮", False),
        ("Россия и Китай провели совместное патрулирование", "РОССИЯ И КИТАЙ провели совместное патрулирование", True),
        ("북한이 동해로 미사일을 발사했다", "북한이 동해로 미사일을 발사했다!", True),
        ("قایق‌های سپاه", "سلاح", False),
    ],
)
def test_other_scripts(one: str, other: str, alike: bool) -> None:
    assert bool(near_duplicate_texts({"a": one, "b": other})) is alike


def test_very_long_texts() -> None:
    text = " ".join(f"w{number}" for number in range(60_000))
    assert near_duplicate_texts({"a": text, "b": text + " tail"}, DOCUMENTS)[0].ids == ("a", "b")


def test_documents_are_compared_without_facts() -> None:
    body = [f"paragraph{number} tells of item{number} at length" for number in range(200)]
    copy, other = ["On 5 May.", *body], [f"other{number} says thing{number} instead" for number in range(200)]
    texts = {"a": " ".join(["On 4 May.", *body]), "b": " ".join(copy), "c": " ".join(other)}
    assert [cluster.ids for cluster in near_duplicate_texts(texts, DOCUMENTS)] == [("a", "b")]


def test_words_in_plain_form() -> None:
    assert words_of("BEIJING, May 4 (Xinhua) -- Iran's 19,000 troops, two États") == [
        *("iran", "19000", "troops", "2", "etats")
    ]


def test_jaccard_by_hand() -> None:
    one, other = shingles_of(["a", "b", "c"], "word", 1), shingles_of(["b", "c", "d"], "word", 1)
    assert jaccard(one, other) == 0.5
    assert jaccard(one, shingles_of([], "word", 1)) == 0.0


def test_bands_find_pairs_at_the_threshold() -> None:
    bands, rows = banding(128, 0.275, 0.99)
    assert bands * rows <= 128
    assert 1 - (1 - 0.275**rows) ** bands >= 0.99


def test_sketches_agree_as_often_as_texts_do() -> None:
    """Agreement of positions estimates the Jaccard index; with 4096 positions its standard error is below 0.008."""
    one = shingles_of([f"w{number}" for number in range(100)], "word", 1)
    other = shingles_of([f"w{number}" for number in range(50, 150)], "word", 1)
    sketches = sketches_of([one, other], 4096, 3)
    assert abs((sketches[0] == sketches[1]).mean() - jaccard(one, other)) < 0.04


def test_candidates_against_all_pairs() -> None:
    """Banding finds what comparing every pair finds, inside blocks and spans only."""
    import numpy as np

    rng = np.random.default_rng(5)
    sketches = rng.integers(0, 3, size=(60, 8)).astype(np.uint32)
    keys, firsts = rng.integers(0, 2, size=60), rng.integers(0, 9, size=60)
    spans = np.stack([firsts, firsts + rng.integers(0, 3, size=60)], axis=1)
    found = {tuple(two) for two in candidates(sketches, keys, spans, (4, 2)).tolist()}
    wanted = {
        (i, j)
        for i in range(60)
        for j in range(i + 1, 60)
        if keys[i] == keys[j]
        and spans[i, 0] <= spans[j, 1]
        and spans[j, 0] <= spans[i, 1]
        and any((sketches[i, b : b + 2] == sketches[j, b : b + 2]).all() for b in range(0, 8, 2))
    }
    assert found == wanted
    owners = rng.integers(-1, 2, size=60)
    kept = {tuple(two) for two in candidates(sketches, keys, spans, (4, 2), owners).tolist()}
    assert kept == {(i, j) for i, j in wanted if owners[i] != owners[j] or owners[i] < 0}


def test_the_labelled_pairs_are_split_by_family() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = {part: {row["family"] for row in rows if row["part"] == part} for part in ("tuning", "held_out")}
    assert len(rows) >= 300
    assert not parts["tuning"] & parts["held_out"]
    assert all(row["a_text"] and row["b_text"] for row in rows)
    assert EVENTS.threshold == TEXTS.threshold
