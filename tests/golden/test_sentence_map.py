"""Every sentence of the judged documents goes to a claim or to none, and every claim comes from a sentence."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from multifront import claims

ROOT = Path(__file__).parents[2]
ASSESSMENTS = {"calitoday-2025-12-19": "taiwan-2025", "sino-russian-axis-2024-05": "axis-2024"}
FURNITURE = re.compile(r"WhatsApp Channel Join Now|Telegram Group Join Now|MUST READ:.*|Leave a Comment|•")


def lines(document: str) -> list[dict[str, str]]:
    with (ROOT / "bench" / "sentence_map.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["document"] == document]


@pytest.mark.parametrize("document", ASSESSMENTS)
def test_each_claim_comes_from_a_sentence_and_each_id_is_a_claim(document: str) -> None:
    named = {one for row in lines(document) for one in row["claims"].split()}
    assert named == {claim.entry.id for claim in claims.load(ASSESSMENTS[document]).claims}


@pytest.mark.parametrize("document", ASSESSMENTS)
def test_a_sentence_without_a_claim_says_why(document: str) -> None:
    for row in lines(document):
        assert bool(row["claims"]) != row["content"].startswith("not a claim: "), row


@pytest.mark.parametrize("document", ASSESSMENTS)
def test_the_map_covers_the_document(document: str, mirror: Path) -> None:
    text = (mirror / "documents" / f"{document}.txt").read_text(encoding="utf-8")
    left, end = [], 0
    for row in lines(document):
        start, words = int(row["start"]), text[int(row["start"]) : int(row["end"])].split()
        assert hashlib.sha256(" ".join(words).encode()).hexdigest().startswith(row["sha256"]), row
        assert start >= end, row
        left.append(text[end:start])
        end = int(row["end"])
    assert FURNITURE.sub("", "\n".join([*left, text[end:]])).split() == []


def test_the_page_is_made_from_the_map() -> None:
    page = (ROOT / "docs" / "sentences.md").read_text(encoding="utf-8")
    for document in ASSESSMENTS:
        for row in lines(document):
            assert f"| {row['number']} | {row['content'].removeprefix('not a claim: ')} | " in page
