"""Precision and recall of near-duplicate reports on pairs of our own making: makes pairs, tunes, reports, times.

    .venv/bin/python bench/near_duplicates.py make      # families -> tests/data/near_duplicate_pairs.csv
    .venv/bin/python bench/near_duplicates.py tune      # grid on the tuning part only
    .venv/bin/python bench/near_duplicates.py report    # the held-out part, by kind of pair
    .venv/bin/python bench/near_duplicates.py speed --rows 100000

Families with an even number are for tuning, those with an odd number are held out.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from multifront.evidence.independence import EVENTS, TEXTS, Report, Settings, near_duplicates
from multifront.evidence.independence.facts import contradiction, facts_of
from multifront.evidence.independence.reports import apart
from multifront.evidence.independence.shingling import Unit, jaccard, shingles_of, words_of

FAMILIES = Path(__file__).with_name("near_duplicate_families.yaml")
PAIRS = Path(__file__).parents[1] / "tests" / "data" / "near_duplicate_pairs.csv"
FIELDS = ("day", "initiators", "targets", "plover_type", "subtype", "occurred", "magnitude", "unit", "place", "text")
COLUMNS = ("pair", "family", "part", "kind", "same", "in_text", *(f"{side}_{name}" for side in "ab" for name in FIELDS))
CREDITS = ("(Reuters) - {}", "UPDATE 1-{}", "SEOUL, May 4 (Xinhua) -- {}", "{} - Kyodo News", "BREAKING: {}")
SHAPES: tuple[tuple[Unit, int], ...] = (("char", 3), ("char", 4), ("char", 5), ("word", 1), ("word", 2))
Row = dict[str, str]


def fields_of(family: dict[str, Any], text: str, **changed: str) -> Row:
    """The fields of a family's report with this text."""
    own = {
        **{"day": str(family["day"]), "initiators": family["by"], "targets": family["to"], "text": text},
        **{"plover_type": family["type"], "subtype": family["sub"], "occurred": "happened"},
        **{"magnitude": str(family["n"]), "unit": family["unit"], "place": family["at"]},
    }
    return own | changed


def typos(text: str, rng: random.Random) -> str:
    """Two slips: neighbours swapped inside longer words."""
    words = text.split()
    for place in rng.sample([i for i, word in enumerate(words) if len(word) > 5 and word.isalpha()], 2):
        word, cut = words[place], rng.randrange(1, len(words[place]) - 2)
        words[place] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


def reordered(text: str) -> str:
    """The second half of the sentence first."""
    words = text.split()
    half = len(words) // 2
    return " ".join([*words[half:], *words[:half]])


def later(family: dict[str, Any], days: int) -> str:
    return str(family["day"] + timedelta(days=days))


def duplicates(family: dict[str, Any], number: int, rng: random.Random) -> Iterator[tuple[str, Row]]:
    """Other reports of the act."""
    base, words = family["base"], family["base"].split()
    yield "reworded", fields_of(family, family["reword"])
    yield "reworded, next day", fields_of(family, family["reword"], day=later(family, 1))
    yield "like a translation", fields_of(family, family["foreign"], magnitude="", unit="")
    yield "truncated", fields_of(family, " ".join(words[: max(5, round(0.65 * len(words)))]) + " ...")
    yield "agency line", fields_of(family, CREDITS[number % len(CREDITS)].format(base))
    yield "typing slips", fields_of(family, typos(base, rng))
    yield "reordered", fields_of(family, reordered(base))


def others(family: dict[str, Any], number: int) -> Iterator[tuple[str, bool, Row]]:
    """Reports of something else: kind, whether the text alone tells, fields. Half of them start from the rewording."""
    text = family["base"] if number % 4 < 2 else family["reword"]
    swaps = {name: family[name] for name in ("number", "actor", "place")}
    old, new = map(str, swaps["number"])
    if number_text := swapped(family["base"], old, new):
        amount = str(
            {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "eleven": 11}.get(
                new.lower(), new.replace(",", "")
            )
        )
        yield "other number", True, fields_of(family, number_text, magnitude=amount if family["unit"] else "")
    old, new, code = swaps["actor"]
    actor_text = swapped(text, old, new) or swapped(family["base"], old, new)
    yield "other actor", True, fields_of(family, actor_text, initiators=code)
    old, new = swaps["place"]
    if old and (place_text := swapped(text, old, new) or swapped(family["base"], old, new)):
        yield "other place", True, fields_of(family, place_text, place=new)
    yield "other day", False, fields_of(family, text, day=later(family, (2, 3, 7, 30)[number % 4]))
    yield (
        "follow-up",
        True,
        fields_of(family, family["sequel"], day=later(family, 1 + number % 3), magnitude="", unit=""),
    )
    yield "denial", True, fields_of(family, family["denial"], occurred="statement", magnitude="", unit="")
    yield "denial, fields alike", True, fields_of(family, family["denial"], magnitude="", unit="")
    yield "plan", True, fields_of(family, family["plan"], day=later(family, -1), occurred="planned")
    yield "plan, fields alike", True, fields_of(family, family["plan"])


def swapped(text: str, old: str, new: str) -> str:
    """The text with one wording for another; empty where it does not occur."""
    pattern = rf"(?<!\w){re.escape(old)}(?!\w)"
    return re.sub(pattern, new, text, count=1) if old and re.search(pattern, text) else ""


def make() -> None:
    """Write all pairs."""
    rows = []
    families = yaml.safe_load(FAMILIES.read_text(encoding="utf-8"))
    for number, family in enumerate(families):
        rng = random.Random(number)
        base = fields_of(family, family["base"])
        pairs = [(kind, 1, True, other) for kind, other in duplicates(family, number, rng)]
        pairs += [(kind, 0, told, other) for kind, told, other in others(family, number)]
        following = families[(number + 2) % len(families)]
        pairs.append(("another act", 0, True, fields_of(following, following["base"])))
        for kind, same, told, other in pairs:
            sides = {f"{side}_{name}": row[name] for side, row in (("a", base), ("b", other)) for name in FIELDS}
            part = "tuning" if number % 2 == 0 else "held_out"
            head = dict(zip(COLUMNS, (len(rows) + 1, number + 1, part, kind, same, int(told)), strict=False))
            rows.append({**head, **sides})
    PAIRS.parent.mkdir(exist_ok=True)
    with PAIRS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} pairs of {len(families)} families, {sum(row['same'] for row in rows)} of one act")


def read(part: str) -> list[Row]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["part"] == part]


def report_of_side(pair: Row, side: str, fields: bool) -> Report:
    cell = {name: pair[f"{side}_{name}"] for name in FIELDS}
    if not fields:
        return Report(side, cell["text"])
    day = date.fromisoformat(cell["day"])
    return Report(
        side,
        cell["text"],
        day,
        day,
        frozenset(cell["initiators"].split(";")),
        frozenset(filter(None, cell["targets"].split(";"))),
        cell["plover_type"],
        cell["subtype"],
        cell["occurred"],
        float(cell["magnitude"]) if cell["magnitude"] else None,
        cell["unit"],
        cell["place"],
    )


def answers(pairs: list[Row], settings: Settings, fields: bool) -> np.ndarray:
    """Per pair, whether the two come out as one."""
    found = [
        bool(near_duplicates([report_of_side(pair, "a", fields), report_of_side(pair, "b", fields)], settings))
        for pair in pairs
    ]
    return np.array(found, dtype=bool)


def judged(pairs: list[Row], fields: bool) -> list[Row]:
    """With texts alone, only pairs of which a text can tell."""
    return [pair for pair in pairs if fields or pair["in_text"] == "1"]


def scores(found: np.ndarray, same: np.ndarray) -> tuple[float, float, float]:
    hits = float((found & same).sum())
    precision = hits / found.sum() if found.any() else 1.0
    recall = hits / same.sum() if same.any() else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def tune(fields: bool) -> None:
    """The best settings on the tuning part by F1, by exact comparison of each pair; ties go to the higher threshold."""
    pairs = judged(read("tuning"), fields)
    same = np.array([pair["same"] == "1" for pair in pairs])
    sides = [(report_of_side(pair, "a", fields), report_of_side(pair, "b", fields)) for pair in pairs]
    read_words = [tuple(words_of(one.text) for one in two) for two in sides]
    facts = [
        tuple(facts_of(one.text, w) for one, w in zip(two, ws, strict=True))
        for two, ws in zip(sides, read_words, strict=True)
    ]
    results = []
    for names, places in itertools.product((False, True), (False, True) if fields else (False,)):
        base = replace(EVENTS if fields else TEXTS, names_apart=names, places_apart=places)
        free = np.array(
            [
                not apart(*two, base) and not contradiction(*f, names_too=names)
                for two, f in zip(sides, facts, strict=True)
            ]
        )
        for unit, length in SHAPES:
            near = np.array([jaccard(*(shingles_of(one, unit, length) for one in two)) for two in read_words])
            for threshold in np.round(np.arange(0.10, 0.65, 0.025), 3):
                settings = replace(base, unit=unit, length=length, threshold=float(threshold))
                results.append((*scores(free & (near >= threshold), same), settings))
    results.sort(key=lambda row: (-row[2], -row[3].threshold))
    for precision, recall, f1, s in results[:12]:
        said = f"{s.unit} {s.length} t={s.threshold} names={s.names_apart} places={s.places_apart}"
        print(f"{said}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def wilson(hits: int, count: int) -> str:
    """Share with its 95 % Wilson interval."""
    if not count:
        return "none"
    z, share = 1.959964, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{share:.3f} ({max(0, middle - half):.3f} to {min(1, middle + half):.3f})"


def by_family(found: np.ndarray, same: np.ndarray, pairs: list[Row], draws: int = 2000) -> list[str]:
    """Bootstrap intervals that draw whole families, because pairs of one family are alike."""
    groups = defaultdict(list)
    for place, pair in enumerate(pairs):
        groups[pair["family"]].append(place)
    rng = np.random.default_rng(7)
    names = list(groups)
    drawn = []
    for _ in range(draws):
        chosen = np.concatenate([groups[names[i]] for i in rng.integers(len(names), size=len(names))])
        drawn.append(scores(found[chosen], same[chosen]))
    low, high = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    return [f"{a:.3f} to {b:.3f}" for a, b in zip(low, high, strict=True)]


def report(part: str) -> None:
    """Precision and recall, and by kind of pair how many were answered rightly."""
    for fields, settings in ((True, EVENTS), (False, TEXTS)):
        pairs = judged(read(part), fields)
        same = np.array([pair["same"] == "1" for pair in pairs])
        found = answers(pairs, settings, fields)
        hits = int((found & same).sum())
        print(
            f"\n{part}, {'rows with fields' if fields else 'texts alone'}: {len(pairs)} pairs, {same.sum()} of one act"
        )
        spans = by_family(found, same, pairs)
        print(f"| precision | {wilson(hits, int(found.sum()))} | {spans[0]} |")
        print(f"| recall | {wilson(hits, int(same.sum()))} | {spans[1]} |")
        print(f"| F1 | {scores(found, same)[2]:.3f} | {spans[2]} |")
        kinds = dict.fromkeys(pair["kind"] for pair in pairs)
        for kind in kinds:
            chosen = np.array([pair["kind"] == kind for pair in pairs])
            right = int((found == same)[chosen].sum())
            print(
                f"| {kind} | {'same' if same[chosen][0] else 'other'} | {right} of {chosen.sum()} "
                f"| {wilson(right, int(chosen.sum()))} |"
            )
        for pair, was in zip(pairs, found, strict=True):
            if was != (pair["same"] == "1") and part == "tuning":
                print(f"  wrong ({pair['kind']}): {pair['a_text']} || {pair['b_text']}")


def speed(rows: int) -> None:
    """Rows a second on made rows: a tenth of them reworded copies, the rest of other days or actors."""
    rng = random.Random(1)
    families = yaml.safe_load(FAMILIES.read_text(encoding="utf-8"))
    reports = []
    for number in range(rows):
        family = rng.choice(families)
        day = date(2000, 1, 1) + timedelta(days=rng.randrange(9000))
        text = f"{family[rng.choice(('base', 'reword'))]} near grid {rng.randrange(rows)}"
        if number % 10 == 0 and reports:
            reports.append(replace(reports[-1], id=str(number), text=f"(Reuters) - {reports[-1].text}"))
        else:
            reports.append(Report(str(number), text, day, day, frozenset(family["by"].split(";"))))
    start = time.perf_counter()
    clusters = near_duplicates(reports)
    took = time.perf_counter() - start
    print(f"{rows} rows in {took:.1f} s: {rows / took:.0f} rows/s, {len(clusters)} clusters")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "tune", "report", "speed"))
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--part", default="held_out", choices=("held_out", "tuning"))
    asked = parser.parse_args()
    if asked.what == "make":
        make()
    elif asked.what == "tune":
        for fields in (True, False):
            print("rows with fields" if fields else "texts alone")
            tune(fields)
    elif asked.what == "report":
        report(asked.part)
    else:
        speed(asked.rows)


if __name__ == "__main__":
    main()
