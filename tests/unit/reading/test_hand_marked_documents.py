"""Two documents marked by hand, as offsets without text, with the rules in view: what reading finds of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from multifront.reading import Reading, read

KEYS: dict[str, Any] = json.loads(Path("tests/data/reading_keys.json").read_text(encoding="utf-8"))
Spans = Sequence[tuple[int, int]]


@pytest.fixture(scope="module")
def readings(mirror: Path) -> dict[str, Reading]:
    folder = mirror / "documents"
    if not folder.is_dir():
        pytest.skip("needs the two documents in ../shared/documents, absent here")
    return {name: read(folder / name) for name in KEYS}


@cache
def _marks(what: str, name: str) -> tuple[int, ...]:
    return tuple(mark[0] if isinstance(mark, list) else mark for mark in KEYS[name][what])


def score(what: str, spans: Callable[[Reading], Spans], readings: dict[str, Reading]) -> tuple[float, float]:
    """(recall, precision): a mark is found where a span holds it, a span is right where it holds a mark.

    The documents were marked for claims about states that a kind might judge, and with one entry a statement: precision
    of claims is that of drafts whose words give a kind, and quoted pieces of a paraphrase are not counted.
    """
    found = marked = right = given = 0
    for name, reading in readings.items():
        marks, own = _marks(what, name), spans(reading)
        found += sum(any(a <= mark < b for a, b in own) for mark in marks)
        right += sum(any(a <= mark < b for mark in marks) for a, b in own)
        marked, given = marked + len(marks), given + len(own)
    return found / marked, right / given


def one_a_saying(reading: Reading) -> list[tuple[int, int]]:
    """Spans of statements, those of "that ..., and that ..." under one verb together, as the documents were marked."""
    made: dict[tuple[int, str, str], tuple[int, int]] = {}
    for one in reading.statements:
        if not one.piece:
            key = (one.sentence, one.speaker, one.verb)
            start, end = made.get(key, (one.start, one.end))
            made[key] = (min(start, one.start), max(end, one.end))
    return list(made.values())


def test_the_texts_are_those_that_were_marked(readings: dict[str, Reading]) -> None:
    assert {name: reading.document.sha256 for name, reading in readings.items()} == {
        name: key["sha256"] for name, key in KEYS.items()
    }


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("what", "spans", "recall", "precision"),
    [
        ("statements", one_a_saying, 0.95, 0.95),
        ("quantities", lambda r: [(q.start, q.end) for q in r.quantities], 0.95, 0.95),
        ("days", lambda r: [(d.start, d.end) for d in r.days], 0.95, 0.9),
        ("claims", lambda r: [span for c in r.claims for span in c.spans], 0.85, 0.5),
        ("claims", lambda r: [s for c in r.claims if c.kind or "asserts" in c.parameters for s in c.spans], 0.55, 0.8),
    ],
)
def test_what_was_marked_is_found(
    what: str, spans: Callable[[Reading], Spans], recall: float, precision: float, readings: dict[str, Reading]
) -> None:
    found, right = score(what, spans, readings)
    assert found >= recall
    assert right >= precision


@pytest.mark.mirror
def test_speakers_and_kinds_are_those_marked(readings: dict[str, Reading]) -> None:
    speakers, kinds = [], []
    for name, reading in readings.items():
        for mark, speaker in KEYS[name]["statements"]:
            names = [s.speaker for s in reading.statements if s.start <= mark < s.end]
            speakers.append(any(said in speaker or speaker in said for said in names))
        for mark, kind in KEYS[name]["claims"]:
            if kind:
                kinds.append(kind in [c.kind for c in reading.claims if any(a <= mark < b for a, b in c.spans)])
    assert sum(speakers) >= 0.9 * len(speakers)
    assert sum(kinds) >= 0.8 * len(kinds)
