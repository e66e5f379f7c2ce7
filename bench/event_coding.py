"""The event coder on hand-coded sentences that training never saw: scores, calibration, errors, speed as tables.

PYTHONPATH=. .venv/bin/python bench/event_coding.py --data ../shared/data/event_coding --write
PYTHONPATH=. .venv/bin/python bench/event_coding.py --data ../shared/data/event_coding --errors  # the training part
"""

from __future__ import annotations

import argparse
import csv
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from bench.event_split import Record, petrarch_records, plover_records

from multifront.reading.coder_actors import Extra, find_mentions, places_of
from multifront.reading.coder_verbs import find_acts
from multifront.reading.codes import QUADS, TYPES
from multifront.reading.events import CodedEvent, code_events, code_sentence
from multifront.reading.lexicon import Name
from multifront.reading.model import probabilities, weights
from multifront.reading.model_features import featurise
from multifront.reading.sentences import Sentence
from multifront.reading.words import cut_words, words_of

GOLD_CODES = {"JAP": "JPN", "ITL": "ITA", "NGO": "IGO"}
"""Slips of the hand-coded sets; organisations between states and others are one kind there."""
ORGANISATIONS = {"UNO", "EU", "NATO", "AU", "ARL", "OSCE", "IMF", "WB", "ICC", "ECOWAS", "OPEC", "ASEAN", "GCC", "NGO"}
YIELDS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The 15 roots of published comparisons have one type for both."""
CASE_TYPES = {
    **dict.fromkeys(
        ("ARMED_CLASH", "GRENADE", "SUIC_BOMB", "REM_EXPLOS", "ART_MISS_ATTACK", "AIR_STRIKE", "ATTACK"), "ASSAULT"
    ),
    **dict.fromkeys(
        ("CHEM_WEAP", "SEX_VIOL", "GOV_REGAINS_TERIT", "NON_STATE_ACTOR_OVERTAKES_TER", "ABDUCT_DISSAP"), "ASSAULT"
    ),
    **dict.fromkeys(("PEACE_PROTEST", "VIOL_DEMONSTR", "PROTEST_WITH_INTER", "MOB_VIOL"), "PROTEST"),
    **{
        "FORCE_AGAINST_PROTEST": "COERCE",
        "ARREST": "COERCE",
        "PROPERTY_DISTRUCT": "COERCE",
        "AGREEMENT": "AGREE",
        "DIPLO": "CONSULT",
    },
    "NON_VIOL_TERRIT_TRANSFER": "RETREAT",
}
"""Kinds of the CASE 2021 task with one plain PLOVER type; the others (disasters, crime, groups) have none."""
DRAWS = 2000
PUBLIC = "call | sentences with an event | root macro-F1 (15), none counts as wrong | quad macro-F1"
USED = {"test": "", "train": ", used for no weight; errors on those without an event were read"}
PAGE = Path(__file__).parents[1] / "docs" / "methods-coding.md"
BEGIN, END = "<!-- tables of bench/event_coding.py -->", "<!-- end of the tables -->"


@dataclass(frozen=True)
class Coded:
    """A record, the most probable type, its probability, and the event (None where there is none)."""

    record: Record
    kind: str
    probability: float
    event: CodedEvent | None


def most_probable(text: str, day: str) -> tuple[str, float]:
    """Type and probability for a sentence, whoever is named in it."""
    words = cut_words(text)
    mentions = find_mentions(words, day)
    chances = probabilities(*featurise(words, mentions, find_acts([word.key for word in words], places_of(mentions))))
    return TYPES[int(chances.argmax())], float(chances.max())


def coded(records: Sequence[Record], names: Extra | None = None) -> list[Coded]:
    """Every record coded as one sentence."""
    found = []
    for record in records:
        sentence = Sentence(record.text, 0, len(record.text), 0)
        event = code_sentence(sentence, (), date.fromisoformat(record.day), names)
        found.append(Coded(record, *most_probable(record.text, record.day), event))
    return found


def country(code: str) -> str:
    """The state of a code; organisations as one."""
    state = code if code in ORGANISATIONS else code[:3]
    state = GOLD_CODES.get(state, state)
    return "IGO" if state in ORGANISATIONS else state


def macro_f1(truth: Sequence[str], guess: Sequence[str]) -> float:
    """Mean F1 over the kinds in the truth."""
    scores = []
    for kind in set(truth):
        hit = sum(a == b == kind for a, b in zip(truth, guess, strict=True))
        scores.append(2 * hit / (sum(a == kind for a in truth) + sum(b == kind for b in guess)))
    return float(np.mean(scores))


def interval(score: Callable[[np.ndarray], float], count: int) -> str:
    """A score with its 95 % interval over resampled sentences."""
    rng = np.random.default_rng(0)
    draws = [score(rng.integers(0, count, count)) for _ in range(DRAWS if count < 400 else DRAWS // 10)]
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{score(np.arange(count)):.3f} ({low:.3f} to {high:.3f})"


def sides(one: Coded) -> tuple[bool, bool]:
    """Whether the states of the sources and of the targets are those that were coded."""
    gold = one.record.events[0]
    event = one.event
    own = (event.sources, event.targets) if event else ((), ())
    same = [{country(c) for c in a} == {country(c) for c in b} for a, b in zip(gold[:2], own, strict=True)]
    return same[0], same[1]


def plover_table(some: Sequence[Coded]) -> list[str]:
    """Types, roots, quads, dyads of the PLOVER records."""
    truth = [one.record.events[0][2] for one in some]
    guess = [one.kind for one in some]
    right = [all(sides(one)) for one in some]
    merged = [[YIELDS.get(kind, kind) for kind in kinds] for kinds in (truth, guess)]
    quads = [[QUADS[kind] for kind in kinds] for kinds in (truth, guess)]

    def f1(pair: Sequence[Sequence[str]]) -> Callable[[np.ndarray], float]:
        return lambda at: macro_f1([pair[0][i] for i in at], [pair[1][i] for i in at])

    def share(hits: Sequence[bool]) -> Callable[[np.ndarray], float]:
        return lambda at: float(np.mean([hits[i] for i in at]))

    count = len(some)
    same = [a == b for a, b in zip(*merged, strict=True)]
    rows = {
        "type macro-F1 (16)": f1((truth, guess)),
        "root macro-F1 (15: concede and retreat are one)": f1(merged),
        "root accuracy": share(same),
        "quad macro-F1": f1(quads),
        "states of the sources right": share([sides(one)[0] for one in some]),
        "states of the targets right": share([sides(one)[1] for one in some]),
        "dyad (both)": share(right),
        "country + root": share([a and b for a, b in zip(right, same, strict=True)]),
    }
    return [f"| {name} | {interval(score, count)} |" for name, score in rows.items()]


def reliability(some: Sequence[Coded]) -> list[str]:
    """Probability against accuracy in bins, and accuracy against coverage."""
    p = np.array([one.probability for one in some])
    right = np.array([one.kind == one.record.events[0][2] for one in some])
    lines = ["| probability | sentences | mean probability | share right |", "|---|---|---|---|"]
    for low, high in ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        at = (p >= low) & (p < high)
        if at.any():
            lines.append(
                f"| {low:.1f} to {min(high, 1):.1f} | {at.sum()} | {p[at].mean():.2f} | {right[at].mean():.2f} |"
            )
    lines += ["", "| floor | coverage | share right of what is kept |", "|---|---|---|"]
    for floor in (weights().floor, 0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        at = p >= floor
        lines.append(f"| {floor:.2f} | {at.mean():.2f} | {right[at].mean():.2f} |")
    return lines


def petrarch_names(folder: Path) -> dict[tuple[str, ...], Name]:
    """The invented actors of PETRARCH's test dictionary, as a user would give names of their own."""
    found: dict[tuple[str, ...], Name] = {}
    waiting: list[tuple[str, ...]] = []
    last = Name("", "", "", "")
    held_in = folder / "petrarch2" / "PETR.Validate.actors.txt"
    for raw in held_in.read_text(encoding="utf-8", errors="replace").splitlines():
        line = re.sub(r"[#;].*|<.*", "", raw)
        codes = re.findall(r"\[\s*([A-Za-z-]{3,})", line)
        text = tuple(words_of(re.sub(r"\[.*", "", line).replace("_", " ").lstrip("+ ")))
        if text and not line.startswith("+") and not codes:
            waiting = []
        if text:
            waiting.append(text)
        if codes and codes[0][:3].isalpha():
            held = Name(codes[0][:3].upper(), codes[0][3:6].upper(), "", "")
            found |= dict.fromkeys(waiting, held)
            last = held
        elif text and line.startswith("+") and found:
            found[text] = last
        if codes and not line.startswith("+"):
            waiting = []
    return found


def pairs_of(event: CodedEvent) -> set[tuple[str, str, str]]:
    """The directed pairs of an event with its code; joint acts both ways."""
    targets = event.targets or (event.sources if len(event.sources) > 1 else ())
    return {(a, b, event.cameo) for a in event.sources for b in targets if a != b}


def petrarch_table(some: Sequence[Coded], names: Extra | None) -> list[str]:
    """Micro F1 of directed pairs; sentences that must give none. Codes are left out: half are invented, half WEIS."""
    with_dyad = [
        one for one in some if one.record.events and all("---" not in (a[0], b[0]) for a, b, _ in one.record.events)
    ]
    views: dict[str, Callable[[tuple[str, str, str]], tuple[str, ...]]] = {
        "actors with sectors": lambda e: e[:2],
        "dyad (states)": lambda e: (e[0][:3], e[1][:3]),
    }
    every = {
        one.record.id: code_events(one.record.text, date.fromisoformat(one.record.day), names=names, keep_unsure=True)
        for one in with_dyad
    }
    lines = []
    for name, view in views.items():
        gold = [{view((a[0], b[0], c)) for a, b, c in one.record.events} for one in with_dyad]
        own = [{view(pair) for event in every[one.record.id] for pair in pairs_of(event)} for one in with_dyad]

        def f1(at: np.ndarray, gold: list = gold, own: list = own) -> float:
            hit = sum(len(gold[i] & own[i]) for i in at)
            return 2 * hit / max(1, sum(len(gold[i]) + len(own[i]) for i in at))

        lines.append(f"| {name} | {interval(f1, len(with_dyad))} |")
    found = {told: [one for one in some if bool(one.record.events) == told] for told in (False, True)}
    given = {told: sum(surely_coded(one, names) for one in ones) for told, ones in found.items()}
    none, with_one = len(found[False]), len(found[True])
    lines.append(f"| sentences without an event that give none | {none - given[False]} of {none} |")
    lines.append(f"| sentences with an event that give one | {given[True]} of {with_one} |")
    return lines


def surely_coded(one: Coded, names: Extra | None) -> bool:
    """Whether the public function gives an event for a sentence without being asked for unsure ones."""
    return bool(code_events(one.record.text, date.fromisoformat(one.record.day), names=names))


def public_table(texts: Sequence[str], truth: Sequence[str]) -> list[str]:
    """The first event of `code_events` as an outsider calls it; a sentence without an event counts as wrong."""
    lines = []
    for name, asked in (("code_events(text)", {}), ("code_events(text, keep_unsure=True)", {"keep_unsure": True})):
        first = [next((event.type for event in code_events(text, **asked)), "none") for text in texts]
        roots = [[YIELDS.get(kind, kind) for kind in kinds] for kinds in (truth, first)]
        quads = [[QUADS.get(kind, kind) for kind in kinds] for kinds in (truth, first)]
        scored = [
            interval(lambda at, p=pair: macro_f1([p[0][i] for i in at], [p[1][i] for i in at]), len(texts))
            for pair in (roots, quads)
        ]
        given = sum(kind != "none" for kind in first)
        lines.append(f"| {name} | {given} of {len(texts)} | {scored[0]} | {scored[1]} |")
    return lines


def quad_matrix(some: Sequence[Coded]) -> list[str]:
    """Quads coded by hand (rows) against ours."""
    names = list(dict.fromkeys(QUADS.values()))
    found = Counter((QUADS[one.record.events[0][2]], QUADS[one.kind]) for one in some)
    return [f"| {a} | " + " | ".join(str(found[a, b]) for b in names) + " |" for a in names]


def case_records(folder: Path) -> tuple[list[tuple[str, str]], int]:
    """Sentences of CASE 2021 whose kind has one plain type, with that type; and how many there are of any kind."""
    held_in = folder / "case2021" / "test_set_final_release_with_labels.tsv"
    parts = [row.split("\t") for row in held_in.read_text(encoding="utf-8").splitlines()[1:]]
    return [(part[1], CASE_TYPES[part[2]]) for part in parts if len(part) > 2 and part[2] in CASE_TYPES], len(parts)


def case_table(folder: Path) -> list[str]:
    """CASE 2021: other texts, other kinds, no training: types and quads where a kind has one plain type."""
    known, count = case_records(folder)
    truth = [kind for _, kind in known]
    guess = [most_probable(text, "")[0] for text, _ in known]
    lines = []
    for name, table in (("type", {kind: kind for kind in TYPES}), ("quad", QUADS)):
        a, b = [table[kind] for kind in truth], [table[kind] for kind in guess]
        same = np.array([x == y for x, y in zip(a, b, strict=True)])
        lines.append(f"| {name} accuracy | {interval(lambda at, s=same: float(s[at].mean()), len(a))} |")
        lines.append(
            f"| {name} macro-F1 | "
            f"{interval(lambda at, a=a, b=b: macro_f1([a[i] for i in at], [b[i] for i in at]), len(a))} |"
        )
    return [f"| sentences | {len(known)} of {count} |", *lines]


def confusion(some: Sequence[Coded]) -> list[str]:
    """Which types are taken for which."""
    found = Counter((one.record.events[0][2], one.kind) for one in some if one.record.events[0][2] != one.kind)
    return [f"| {a} | {b} | {n} |" for (a, b), n in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:15]]


def error_kinds(some: Sequence[Coded]) -> list[str]:
    """Sentences by what is wrong with them."""
    found: Counter[str] = Counter()
    for one in some:
        kind = YIELDS.get(one.kind, one.kind) == YIELDS.get(one.record.events[0][2], one.record.events[0][2])
        source, target = sides(one)
        gold, event = one.record.events[0], one.event
        if kind and source and target:
            found["all right"] += 1
            continue
        if not kind:
            found["type"] += 1
        if event is None:
            found["no actor or act found"] += 1
        elif (
            {country(c) for c in gold[0]} == {country(c) for c in event.targets} != {country(c) for c in event.sources}
        ):
            found["roles turned round"] += 1
        else:
            found["source"] += not source
            found["target missed"] += not target and not event.targets
            found["target added that is not coded"] += not target and not gold[1]
            found["another target"] += not target and bool(event.targets) and bool(gold[1])
    return [f"| {name} | {n} |" for name, n in found.most_common()]


def speed(records: Sequence[Record]) -> list[str]:
    """Sentences a second through the public function on one core, start-up, memory."""
    text = "\n\n".join(record.text for record in records)
    code_events(text)
    start = time.process_time()
    for _ in range(3):
        code_events(text, date(2000, 1, 1))
    rate = 3 * len(records) / (time.process_time() - start)
    line = "from multifront.reading.events import code_events; code_events('China attacked Japan.')"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", line], check=True)
    first = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        f"| sentences a second of processor time | {rate:,.0f} |",
        f"| start and first sentence | {first:.2f} s |",
        f"| memory | {memory:.0f} MB |",
    ]


def table(title: str, header: str, lines: list[str]) -> str:
    """One Markdown table under its title; without a header the lines hold their own."""
    head = [f"| {header} |", f"|{'---|' * (header.count('|') + 1)}"] if header else []
    return "\n".join([f"### {title}", "", *head, *lines])


def plover_part(test: Sequence[Coded]) -> list[str]:
    """The tables on the test part of the PLOVER records."""
    texts, kinds = [one.record.text for one in test], [one.record.events[0][2] for one in test]
    quads = "quad | " + " | ".join(dict.fromkeys(QUADS.values()))
    return [
        table(f"PLOVER records, test part ({len(test)} sentences)", "measure | value (95 %)", plover_table(test)),
        table("The public function on the same part", PUBLIC, public_table(texts, kinds)),
        table("Calibration on the same part", "", reliability(test)),
        table("Quads coded by hand (rows) and by us", quads, quad_matrix(test)),
        table("Types taken for others", "coded by hand | by us | sentences", confusion(test)),
        table("Errors by kind (a sentence may have several)", "kind | sentences", error_kinds(test)),
    ]


def other_parts(folder: Path) -> list[str]:
    """The tables on the unit tests of PETRARCH and on CASE 2021."""
    unit_tests, names = petrarch_records(folder), petrarch_names(folder)
    made = []
    for part in ("test", "train"):
        some = coded([r for r in unit_tests if r.part == part], names)
        title = f"PETRARCH unit tests, {part} part ({len(some)} sentences{USED[part]})"
        made.append(table(title, "measure | value (95 %)", petrarch_table(some, names)))
    known, _ = case_records(folder)
    texts, kinds = zip(*known, strict=True)
    made.append(table("CASE 2021, far test", "measure | value (95 %)", case_table(folder)))
    made.append(table("The public function on CASE 2021", PUBLIC, public_table(texts, kinds)))
    return made


def show_errors(records: Sequence[Record]) -> None:
    """The training part as coded by hand and by us, tab-separated."""
    writer = csv.writer(sys.stdout, delimiter="\t")
    for one in coded([r for r in records if r.part == "train"]):
        sides_of = one.event and (one.event.sources, one.event.targets)
        writer.writerow([one.record.events, one.kind, sides_of, one.record.text])


def main() -> None:
    """All tables, or the errors of the training part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/methods-coding.md")
    asked = parser.parse_args()
    records = plover_records(asked.data)
    if asked.errors:
        show_errors(records)
        return
    parts = plover_part(coded([r for r in records if r.part == "test"])) + other_parts(asked.data)
    parts.append(table("Cost, one core", "measure | value", speed(records)))
    made = "\n\n".join(parts)
    print(made)
    if asked.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
