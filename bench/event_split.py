"""The fixed split of the hand-coded sentences: a hash of the words decides what training never sees."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

TEST_PARTS = 3
"""Of ten parts, those that are kept for the test."""
SENTENCE = re.compile(r"<Sentence (.*?)>(.*?)</Sentence>", re.S)
CODED = re.compile(r"<EventCoding\s+(.*?)/?>", re.S)
PLOVER_2021 = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Types of the draft in which the records are coded -> types of the manual 0.8 that the package uses."""


@dataclass(frozen=True)
class Record:
    """A sentence with its coded events: (sources, targets, type or CAMEO code)."""

    id: str
    text: str
    day: str
    events: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]
    part: str


def part_of(text: str) -> str:
    """`test` or `train`: by SHA-256 of the first twelve words without capitals, so that sentences that differ in
    names only fall together."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.islower()][:12]
    return "test" if int(hashlib.sha256(" ".join(words).encode()).hexdigest(), 16) % 10 < TEST_PARTS else "train"


def plover_records(folder: Path) -> list[Record]:
    """The PLOVER records, types moved to the manual 0.8; codes of actors as coded."""
    rows = json.loads((folder / "plover" / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8"))
    found = []
    for row in rows:
        if "text" in row:
            sides = [
                tuple(one["code"] for one in row.get(side) or () if isinstance(one, dict) and one.get("code"))
                for side in ("source", "target")
            ]
            text = " ".join(row["text"].strip("{}").split())
            kind = PLOVER_2021.get(row["event"], row["event"])
            found.append(Record(row["id"], text, row["date"], ((sides[0], sides[1], kind),), part_of(text)))
    return found


def petrarch_records(folder: Path) -> list[Record]:
    """The unit-test sentences of PETRARCH, those that expect no event too; codes are of its test dictionaries."""
    text = (folder / "petrarch2" / "PETR.UnitTest.records.xml").read_text(encoding="utf-8")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    found = []
    for head, body in SENTENCE.findall(text):
        said = re.search(r"<Text>(.*?)</Text>", body, re.S)
        if not said:
            continue
        coded = [dict(re.findall(r'(\w+)\s*=\s*"(.*?)"', inside)) for inside in CODED.findall(body)]
        events = tuple(
            ((one.get("sourcecode", "---"),), (one.get("targetcode", "---"),), one["eventcode"])
            for one in coded
            if "eventcode" in one
        )
        about = dict(re.findall(r'(\w+)\s*=\s*"(.*?)"', head))
        words = " ".join(said.group(1).split())
        day = about.get("date", "19950101")
        found.append(Record(about.get("id", ""), words, f"{day[:4]}-{day[4:6]}-{day[6:8]}", events, part_of(words)))
    return found
