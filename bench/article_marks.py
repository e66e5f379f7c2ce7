"""How well invented articles with two sets of marks are read: measures, prints, writes docs/reading.md.

    .venv/bin/python bench/article_marks.py                  # prints the tables of all sets
    .venv/bin/python bench/article_marks.py --write          # also writes them into docs/reading.md
    .venv/bin/python bench/article_marks.py --list claims    # what was missed and found beside the marks

`articles` and `articles_second` are development sets, in view of which rules may be changed. `articles_third` is held
out: no rule, word list or weight may be changed in view of it, so its misses cannot be listed. Decides no test.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from multifront.reading import Reading, documents_of, read_document
from multifront.reading.sentences import split_sentences

PAGE = Path(__file__).parents[1] / "docs" / "reading.md"
FIRST = ("a1", "a2", "a3", "a4", "a5")
SECOND = ("b1", "b2", "b3", "b4", "b5")
HELD_OUT = ("c1", "c2", "c3", "c4", "c5")
NAMES = FIRST + SECOND
"""The articles whose misses may be listed."""
FOLDERS = {
    "a": Path(__file__).with_name("articles"),
    "b": Path(__file__).with_name("articles_second"),
    "c": Path(__file__).with_name("articles_third"),
}
"""By the first letter of an article's name."""
BLOCKS = {"articles": FIRST, "second articles": SECOND, "held-out articles": HELD_OUT}
"""Where the tables of a set stand in the page."""
WHAT = ("claims", "statements", "quantities", "events")
LEAST = 0.5
"""Share of the tokens of the shorter span that two spans must have in common."""
DRAWS, SEED = 5_000, 20261126
MOODS = {"stated": "factual", "aim": "factual", "forecast": "forecast", "conditional": "forecast", "value": "value"}
"""Mood of a draft claim -> kind of the guidelines, which count motives as facts and what stands under an "if" as
forecasts."""
TOKEN = re.compile(r"\w+")
PUBLISHED = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
Span = frozenset[int]


@dataclass(frozen=True)
class Item:
    """A marked or found thing: the tokens of its span, its label, speaker or bounds, and its words."""

    span: Span
    label: str = ""
    about: Any = None
    words: str = ""


@dataclass(frozen=True)
class Article:
    """One article: its tokens' places, the sentence of each token, both sets of marks, and what was found."""

    name: str
    sentence_of: tuple[int, ...]
    marks: dict[str, dict[str, list[Item]]]
    found: dict[str, list[Item]]


def matched(first: Sequence[Span], second: Sequence[Span], *, of_all: bool = False) -> list[tuple[int, int]]:
    """Pairs of places of two lists of spans, one to one, greedily.

    Two spans may be paired where their common tokens are at least `LEAST` of the shorter one, or, with `of_all`, of all
    tokens of both. The pair with the larger share goes first, then the one with more tokens in common, then the one
    whose spans are nearer in length, then the earlier one. Empty spans match nothing.
    """
    rated = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            common = len(one & other)
            whole = len(one | other) if of_all else min(len(one), len(other))
            if common and common >= LEAST * whole:
                rated.append((-common / whole, -common, abs(len(one) - len(other)), i, j))
    left, right, pairs = set(), set(), []
    for *_, i, j in sorted(rated):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def cohen(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two labels; NaN where there are no pairs or chance alone would agree always."""
    if not pairs:
        return float("nan")
    labels = {label for pair in pairs for label in pair}
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    by_chance = (
        sum(sum(a == label for a, _ in pairs) * sum(b == label for _, b in pairs) for label in labels) / len(pairs) ** 2
    )
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else float("nan")


def span_of(starts: Sequence[tuple[int, int]], first: int, last: int) -> Span:
    """Numbers of the tokens that lie in some characters, those cut by their ends too."""
    return frozenset(n for n, (start, end) in enumerate(starts) if start < last and end > first)


def load(name: str) -> Article:
    """An article with its marks and with what is found in it, all as tokens of the article's text."""
    folder = FOLDERS[name[0]]
    raw = (folder / f"{name}.txt").read_bytes()
    text = raw.decode("utf-8")
    places = [hit.span() for hit in TOKEN.finditer(text)]
    [document] = documents_of(raw, f"{name}.txt", "text")
    day = PUBLISHED.search(text.splitlines()[1])
    if day is None:
        raise ValueError(f"{name}: the second line gives no day")
    document = replace(document, published=datetime.strptime(day.group(), "%d %B %Y").date())
    reading = read_document(document)
    sentences = split_sentences(text)
    # A token outside all sentences (a sign between paragraphs) goes to the sentence before it.
    owner = tuple(sum(s.start <= start for s in sentences) for start, _ in places)
    marks = {who: marked(folder / f"marks_{who}" / f"{name}.yaml", text, places) for who in "AB"}
    return Article(name, owner, marks, found_in(reading, text, places))


def marked(path: Path, text: str, places: Sequence[tuple[int, int]]) -> dict[str, list[Item]]:
    """The marks of one annotator; a span that is not in the article is an error."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    made: dict[str, list[Item]] = {}
    for what in WHAT:
        made[what] = []
        for row in rows[what]:
            words = row.get("text", row.get("span"))
            start = text.index(words)
            label = row.get("kind") or row.get("mode") or row.get("status") or ""
            about = (row["low"], row["high"]) if what == "quantities" else row.get("speaker")
            made[what].append(Item(span_of(places, start, start + len(words)), label, about, words))
    return made


def found_in(reading: Reading, text: str, places: Sequence[tuple[int, int]]) -> dict[str, list[Item]]:
    """What was found, its spans moved from the text as it is read to the article (notices are left out in reading)."""
    read = reading.document.text
    own = [hit.span() for hit in TOKEN.finditer(read)]
    sides = [[body[a:b] for a, b in spots] for body, spots in ((read, own), (text, places))]
    blocks = SequenceMatcher(None, *sides, autojunk=False).get_matching_blocks()
    moved = {block.a + k: block.b + k for block in blocks for k in range(block.size)}

    def item(start: int, end: int, label: str = "", about: Any = None) -> Item:
        span = frozenset(moved[n] for n in span_of(own, start, end) if n in moved)
        return Item(span, label, about, " ".join(read[start:end].split()))

    return {
        "claims": [item(*span, MOODS[one.mood], one.speaker) for one in reading.claims for span in one.spans],
        "statements": [
            item(one.start, one.end, "quoted" if one.form == "quotation" else "paraphrased", one.speaker)
            for one in reading.statements
        ],
        "quantities": [item(one.start, one.end, "", (one.low, one.high)) for one in reading.quantities],
        "events": [item(one.start, one.end, one.status) for one in reading.events],
        "sentences": [item(one.start, one.end) for one in reading.sentences],
    }


def spans(items: Sequence[Item]) -> list[Span]:
    return [one.span for one in items]


def merged(article: Article, what: str) -> tuple[list[Item], list[Item]]:
    """Spans that both marked (the tokens of either mark together), and those that at least one marked."""
    a, b = (article.marks[who][what] for who in "AB")
    pairs = matched(spans(a), spans(b))
    both = [replace(a[i], span=a[i].span | b[j].span) for i, j in pairs]
    alone = [one for i, one in enumerate(a) if i not in {i for i, _ in pairs}]
    alone += [one for j, one in enumerate(b) if j not in {j for _, j in pairs}]
    return both, both + alone


@dataclass(frozen=True)
class Tally:
    """Marks, marks that were met, findings and findings that met a mark, by sentence: an array of rows of four."""

    rows: np.ndarray

    @property
    def scores(self) -> tuple[float, float, float]:
        """Recall, precision and F1 of all sentences."""
        return tuple(float(value) for value in rates(self.rows.sum(axis=0)))  # type: ignore[return-value]

    def interval(self) -> np.ndarray:
        """Percentile interval (95 %) of recall, precision and F1, sentences drawn with replacement."""
        rng = np.random.default_rng(SEED)
        drawn = rng.multinomial(len(self.rows), np.full(len(self.rows), 1 / len(self.rows)), size=DRAWS)
        return np.nanpercentile(rates(drawn @ self.rows), [2.5, 97.5], axis=1)


def rates(sums: np.ndarray) -> np.ndarray:
    """Recall, precision and F1 from marks, met marks, findings and right findings."""
    marks, met, found, right = np.moveaxis(np.asarray(sums, dtype=float), -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        recall, precision = met / marks, right / found
        return np.stack([recall, precision, 2 * recall * precision / (recall + precision)])


Sides = Callable[[Article], tuple[Sequence[Item], Sequence[Item]]]


def tally(articles: Sequence[Article], sides: Sides, *, of_all: bool = False) -> Tally:
    """Counts of each sentence; a span belongs to the sentence of its first token."""
    parts = []
    for article in articles:
        marks, found = (spans(side) for side in sides(article))
        rows = np.zeros((max(article.sentence_of) + 1, 4))
        pairs = matched(marks, found, of_all=of_all)
        for column, some in ((0, marks), (2, found)):
            hits = {pair[column // 2] for pair in pairs}
            for place, span in enumerate(some):
                if span:
                    rows[article.sentence_of[min(span)], column] += 1
                    rows[article.sentence_of[min(span)], column + 1] += place in hits
        parts.append(rows)
    return Tally(np.concatenate(parts))


def touched(articles: Sequence[Article], what: str, by: str) -> tuple[float, float]:
    """Recall without one to one: shares of the marks of A and of B that any finding covers by half or more."""
    shares = []
    for who in "AB":
        hits = [
            any(matched([mark.span], [one.span]) for one in article.found[by])
            for article in articles
            for mark in article.marks[who][what]
        ]
        shares.append(sum(hits) / len(hits))
    return shares[0], shares[1]


def alike(articles: Sequence[Article], sides: Sides) -> list[tuple[Item, Item]]:
    """Matched items of all articles."""
    pairs = []
    for article in articles:
        one, other = sides(article)
        pairs += [(one[i], other[j]) for i, j in matched(spans(one), spans(other))]
    return pairs


def against(who: str, what: str, by: str = "") -> Sides:
    """The marks of A or B, of both or of either, and what was found (or, for `by` of B, what B marked)."""

    def sides(article: Article) -> tuple[Sequence[Item], Sequence[Item]]:
        found = article.marks["B"][what] if by == "B" else article.found[by or what]
        if who in "AB":
            return article.marks[who][what], found
        return merged(article, what)[who == "either"], found

    return sides


def cell(value: float, ends: Sequence[float] = ()) -> str:
    said = "none" if np.isnan(value) else f"{value:.2f}"
    return f"{said} ({ends[0]:.2f} to {ends[1]:.2f})" if len(ends) else said


def table(head: str, rows: Sequence[Sequence[str]]) -> list[str]:
    names = head.split(" | ")
    return ["| " + " | ".join(row) + " |" for row in (names, ["---"] * len(names), *rows)]


def agreement(articles: Sequence[Article]) -> list[str]:
    """Both annotators: B measured against A, and labels of what both marked."""
    rows = []
    for what in WHAT:
        made = tally(articles, against("A", what, "B"))
        pairs = alike(articles, against("A", what, "B"))
        kappa = "" if what == "quantities" else cell(cohen([(a.label, b.label) for a, b in pairs]))
        marks, _, other, _ = made.rows.sum(axis=0)
        scored = [cell(v, e) for v, e in zip(made.scores, made.interval().T, strict=True)]
        rows.append([what, f"{marks:.0f}", f"{other:.0f}", str(len(pairs)), *scored, kappa])
    return table("what | A | B | both | of A in B | of B in A | F1 | kappa of labels", rows)


def reading_table(articles: Sequence[Article]) -> list[str]:
    """What reading finds against the marks."""
    rows = []
    for what, by, name in (*((what, what, what) for what in WHAT), ("claims", "sentences", "every sentence a claim")):
        made = {who: tally(articles, against(who, what, by)) for who in ("A", "B", "both", "either")}
        ends = {who: one.interval().T for who, one in made.items()}
        row = [name, f"{made['A'].rows[:, 2].sum():.0f}"]
        row += [cell(made[who].scores[k], ends[who][k]) for k in (0, 1) for who in ("A", "B")]
        row += [cell(made["both"].scores[0], ends["both"][0]), cell(made["either"].scores[1], ends["either"][1])]
        rows.append([*row, " / ".join(cell(share) for share in touched(articles, what, by))])
    head = "what | found | recall, A | recall, B | precision, A | precision, B | recall, both | precision, either"
    return table(f"{head} | covered, A / B", rows)


def by_article(articles: Sequence[Article]) -> list[str]:
    """Recall of what both marked and precision of what either marked, each article alone."""
    rows = []
    for article in articles:
        row = [article.name]
        for what in WHAT:
            recall = tally([article], against("both", what)).scores[0]
            precision = tally([article], against("either", what)).scores[1]
            row.append(f"{cell(recall)} / {cell(precision)}")
        rows.append(row)
    return table("article | " + " | ".join(WHAT), rows)


def named_alike(one: str, other: str) -> bool:
    """Whether two names of a speaker share a word that begins with a capital, or are the same words."""
    one, other = (re.sub(r"[’']s\b", "", name) for name in (one, other))
    words = [set(re.findall(r"\b[A-Z][\w-]+", name)) for name in (one, other)]
    return one.casefold() == other.casefold() or bool(words[0] & words[1])


def sterner(articles: Sequence[Article]) -> list[str]:
    """The same where the common tokens must be half of all tokens of both spans."""
    rows = []
    for what in WHAT:
        f1 = tally(articles, against("A", what, "B"), of_all=True).scores[2]
        recall = tally(articles, against("both", what), of_all=True).scores[0]
        precision = tally(articles, against("either", what), of_all=True).scores[1]
        rows.append([what, cell(f1), cell(recall), cell(precision)])
    return table("what | F1 of the annotators | recall, both | precision, either", rows)


def anywhere(articles: Sequence[Article]) -> str:
    """How many claims that both marked lie by half or more in a row of any sort."""
    hits = count = 0
    for article in articles:
        rows = [one.span for what in ("claims", "statements", "events") for one in article.found[what]]
        for mark in merged(article, "claims")[0]:
            hits += any(matched([mark.span], [row]) for row in rows)
            count += 1
    return f"Of {count} claims that both marked, {hits} lie in a claim, a statement or the sentence of an event."


def details(articles: Sequence[Article]) -> list[str]:
    """Labels, speakers and bounds of what reading matched, against A and B."""
    rows = []
    for who in "AB":
        claims, said, counted = (alike(articles, against(who, what)) for what in WHAT[:3])
        kinds = [(a.label, b.label) for a, b in claims]
        named = sum(named_alike(a.about or "", b.about or "") for a, b in said)
        bounds = sum(tuple(a.about) == tuple(b.about) for a, b in counted)
        rows.append(
            [
                who,
                f"{sum(a == b for a, b in kinds)} of {len(kinds)}, kappa {cell(cohen(kinds))}",
                f"{named} of {len(said)}",
                f"{bounds} of {len(counted)}",
            ]
        )
    return table("marks | kind of claim | speaker of statement | low and high of quantity", rows)


def page_of(articles: Sequence[Article]) -> str:
    sentences = sum(len(set(article.sentence_of)) for article in articles)
    parts = [
        f"Agreement of the two annotators ({len(articles)} articles, {sentences} sentences):",
        agreement(articles),
        "What reading finds:",
        reading_table(articles),
        "Recall of what both marked / precision of what either marked, by article:",
        by_article(articles),
        "Of what was matched, the same:",
        details(articles),
        "Where the common tokens must be half of all tokens of both spans:",
        sterner(articles),
        anywhere(articles),
    ]
    return "\n\n".join(part if isinstance(part, str) else "\n".join(part) for part in parts)


def listing(articles: Sequence[Article], what: str) -> None:
    """Prints what both marked and reading missed, and what was found and neither marked."""
    for article in articles:
        both, either = merged(article, what)
        found = article.found[what]
        met = {i for i, _ in matched(spans(both), spans(found))}
        right = {j for _, j in matched(spans(either), spans(found))}
        print(f"== {article.name}")
        for i, one in enumerate(both):
            if i not in met:
                print(f"missed [{one.label}] {one.words}")
        for j, one in enumerate(found):
            if j not in right:
                print(f"false  [{one.label}] {one.words}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--write", action="store_true", help="write the tables into docs/reading.md")
    ask.add_argument("--list", choices=WHAT, help="print misses and false finds of the development sets instead")
    asked = ask.parse_args()
    if asked.list:
        listing([load(name) for name in NAMES], asked.list)
        return
    page = PAGE.read_text(encoding="utf-8")
    for block, names in BLOCKS.items():
        if not FOLDERS[names[0][0]].is_dir():
            print(f"{block}: {FOLDERS[names[0][0]].name} is not here; its tables stay as they are")
            continue
        made = page_of([load(name) for name in names])
        print(made)
        begin, end = f"<!-- {block} -->", f"<!-- end of {block} -->"
        before, rest = page.split(begin)
        page = f"{before}{begin}\n{made}\n{end}{rest.split(end)[1]}"
    if asked.write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
