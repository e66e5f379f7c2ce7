"""Training sentences of the event model in our own words: acts in many clauses and moods. No model and no test
sentence here.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from multifront.reading.codes import type_of

VERBS = Path(__file__).parents[1] / "src" / "multifront" / "reading" / "lexicon_verbs.csv"
PHRASES = Path(__file__).with_name("event_phrases.txt")
NO_EVENTS = Path(__file__).with_name("no_event_sentences.txt")
STATES = (
    *("China", "Russia", "Iran", "Japan", "France", "Kenya", "Brazil"),
    *("Egypt", "Poland", "India", "Chad", "Peru", "Turkey", "Israel"),
)
HEADS = (
    "{}",
    "{}",
    "The {} government",
    "{} officials",
    "The president of {}",
    "{}'s army",
    "The foreign minister of {}",
    "Rebels in {}",
)
STARTS = ("", "", "", "On Friday ", "According to reports, ", "After days of tension, ")
TAILS = (
    ".",
    " on Monday.",
    ", officials said.",
    ", the foreign ministry said on Tuesday.",
    " last week, state media reported.",
    " again.",
    " near {}.",
    " in the north of {} on Sunday.",
    ", 30 kilometres from {}.",
    " over the weekend, a senior official in {} said.",
    " despite appeals from {}.",
)
SIDE_CLAUSES = (
    " after {} {}.",
    " as {} {}.",
    ", a day after {} {}.",
    " because {} {}, a spokesman said.",
    ", weeks after it emerged that {} {}.",
    " amid reports that {} {}.",
    " even though {} {}, officials said on Sunday.",
    ", which last year {1}.",
)
FRAMES = {
    "AGREE": (
        *("agreed to {inf}", "has agreed to {inf}", "is ready to {inf}", "said it is ready to {inf}", "will {inf}"),
        *("said it will {inf}", "plans to {inf}", "promised to {inf}", "offered to {inf}", "pledged to {inf}"),
        *("is prepared to {inf}", "is to {inf}", "expressed willingness to {inf}", "said it would {inf} next month"),
        *("announced plans to {inf}", "intends to {inf}", "decided to {inf}", "has offered to {inf}", "vowed to {inf}"),
        *("is expected to {inf} soon", "may {inf}", "is considering {ing}", "accepted an invitation to {inf}"),
    ),
    "REQUEST": (
        *("urged B to {inf*}", "called on B to {inf*}", "demanded that B {inf*}", "asked B to {inf*}"),
        *("said B must {inf*}", "said B should {inf*}", "pressed B to {inf*}", "appealed to B to {inf*}"),
        *("wants B to {inf*}", "is pushing B to {inf*}", "insisted that B {inf*}", "requested that B {inf*}"),
        *("repeated its call on B to {inf*}", "told B to {inf*}", "is pressing for B to {inf*}"),
    ),
    "REJECT": (
        *(
            "refused to {inf}",
            "has refused to {inf}",
            "ruled out {ing}",
            "declined to {inf}",
            "said it would not {inf}",
        ),
        *("will not {inf}", "rejected calls to {inf}", "turned down a request to {inf}", "is unwilling to {inf}"),
        *("said it has no plans to {inf}", "will never {inf}", "dismissed a proposal to {inf}", "voted against {ing}"),
        *("rejected a demand to {inf}", "is refusing to {inf}", "opposes {ing}", "said it cannot {inf}"),
    ),
    "SUPPORT": (
        *("praised B for {ing*}", "welcomed the decision of B to {inf*}", "thanked B for {ing*}"),
        *("hailed a move by B to {inf*}", "backed the right of B to {inf*}", "congratulated B on {ing*}"),
    ),
    "THREATEN": (
        *("threatened to {inf}", "has threatened to {inf}", "warned it would {inf}", "warned that it will {inf}"),
        *("said it would {inf} unless its demands are met", "vowed to {inf}", "said it may {inf}", "will {inf}"),
        *("is prepared to {inf}", "said it is ready to {inf}", "announced that it will {inf}", "swore to {inf}"),
        *("said it will {inf}", "renewed a threat to {inf}", "warned of plans to {inf}", "is threatening to {inf}"),
    ),
    "ACCUSE": (
        *("accused B of {ing*}", "blamed B for {ing*}", "alleged that B {past*}", "said B had {pp*}"),
        *("condemned B for {ing*}", "denounced B for {ing*}", "criticised B for {ing*}", "charged that B {past*}"),
        *("has accused B of {ing*}", "voiced alarm that B {past*}", "said it had proof that B {past*}"),
        *("complained that B {past*}", "slammed B for {ing*}", "filed suit against B for {ing*}"),
    ),
    "REQUEST to stop": (
        *(
            "demanded that B stop {ing*}",
            "urged B to stop {ing*}",
            "called on B to end {ing*}",
            "asked B not to {inf*}",
        ),
        *("warned B against {ing*}", "told B to stop {ing*}", "said B must stop {ing*}", "appealed to B not to {inf*}"),
    ),
    "RETREAT": ("stopped {ing}", "has stopped {ing}", "ended weeks of {ing}"),
    "SANCTION": ("stopped {ing}", "has stopped {ing}", "halted plans to {inf}", "suspended {ing}"),
}
"""How an act stands in a sentence that is about asking, promising, refusing, threatening or accusing; `*`: B acts."""
WITHIN = {
    "AGREE": ("04", "05", "06", "07", "08"),
    "REQUEST": ("04", "05", "06", "07", "08"),
    "REJECT": ("04", "05", "06", "07", "08"),
    "SUPPORT": ("06", "07", "08"),
    "THREATEN": ("14", "15", "16", "17", "18", "19", "20"),
    "ACCUSE": ("14", "16", "17", "18", "19", "20"),
    "REQUEST to stop": ("14", "15", "16", "17", "18", "19", "20"),
    "RETREAT": ("18", "19"),
    "SANCTION": ("06", "07"),
}
"""The roots of the acts that a frame can hold."""
MEANS = {"REQUEST to stop": "REQUEST"}
IRREGULAR = {
    word: (base, part)
    for word, base, part in (
        *(("sent", "send", "sent"), ("held", "hold", "held"), ("gave", "give", "given"), ("took", "take", "taken")),
        *(("flew", "fly", "flown"), ("broke", "break", "broken"), ("went", "go", "gone"), ("put", "put", "put")),
        *(("cut", "cut", "cut"), ("met", "meet", "met"), ("sought", "seek", "sought"), ("let", "let", "let")),
        *(("froze", "freeze", "frozen"), ("began", "begin", "begun"), ("shot", "shoot", "shot"), ("set", "set", "set")),
        *(("threw", "throw", "thrown"), ("struck", "strike", "struck"), ("stole", "steal", "stolen")),
        *(("stood", "stand", "stood"), ("spoke", "speak", "spoken"), ("sold", "sell", "sold"), ("sat", "sit", "sat")),
        *(("laid", "lay", "laid"), ("paid", "pay", "paid"), ("made", "make", "made"), ("left", "leave", "left")),
        *(("fought", "fight", "fought"), ("forgave", "forgive", "forgiven"), ("drove", "drive", "driven")),
        *(("bought", "buy", "bought"), ("brought", "bring", "brought"), ("beat", "beat", "beaten")),
        *(("blew", "blow", "blown"), ("hit", "hit", "hit"), ("withdrew", "withdraw", "withdrawn")),
        *(("overran", "overrun", "overrun"), ("shut", "shut", "shut"), ("struck", "strike", "struck")),
    )
}
DOUBLED = {"stop", "ship", "cut", "put", "set", "let", "hit", "begin", "ram", "jam", "drop", "shut", "sit", "overrun"}
LITTLE = {"a", "an", "the", "its", "their"}
NO_OBJECT = {"on", "at", "to", "with", "in", "for", "into", "up", "down", "out", "off", "back", "by", "over", "its"}


@dataclass(frozen=True)
class Phrase:
    """What A does to B in the past tense, and its CAMEO code."""

    code: str
    words: str

    @property
    def kind(self) -> str:
        """The PLOVER type."""
        return type_of(self.code) or ""


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases of the list, in its order."""
    found = []
    for line in PHRASES.read_text(encoding="utf-8").splitlines():
        code, bar, acts = line.partition("|")
        if bar and not line.startswith("#"):
            found += [Phrase(code.strip(), act.strip()) for act in acts.split(";")]
    return tuple(found)


@cache
def _forms() -> frozenset[str]:
    with VERBS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["form"] for row in csv.DictReader(file))


def base_of(past: str) -> str:
    """The infinitive of a verb in the past tense; '' where it is not known for a verb."""
    if past in IRREGULAR:
        return IRREGULAR[past][0]
    if not past.endswith("ed") or past not in _forms():
        return ""
    if past.endswith("ied"):
        return past[:-3] + "y"
    stem = past[:-2]
    options = [one for one in (stem, stem + "e", stem[:-1]) if one in _forms()]
    return options[0] if options else ""


def forms_of(phrase: Phrase) -> dict[str, str] | None:
    """The phrase as infinitive, -ing form, past and participle; None where its first word is no known verb."""
    past, _, rest = phrase.words.partition(" ")
    base = base_of(past)
    if not base:
        return None
    stem = base[:-1] if base.endswith("e") and not base.endswith(("ee", "ye")) else base
    ing = (stem + stem[-1] if base in DOUBLED else stem) + "ing"
    part = IRREGULAR[past][1] if past in IRREGULAR else past
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else third
    every = {"inf": base, "ing": ing, "past": past, "pp": part, "third": third}
    return {name: f"{verb} {rest}".strip() for name, verb in every.items()}


def framed(kind: str, frame: str, forms: dict[str, str], third: str) -> tuple[str, str]:
    """A frame with an act inside, and the type that the whole has; in `*` frames B acts, on a third state."""

    def fill(found: re.Match[str]) -> str:
        act = forms[found[1].rstrip("*")]
        return re.sub(r"\bB\b", third, act) if found[1].endswith("*") else act

    return re.sub(r"\{([a-z]+\*?)\}", fill, frame), MEANS.get(kind, kind)


def frame_acts(rng: random.Random, a_kind: int) -> Iterator[tuple[str, str]]:
    """Acts within frames with the type of the whole: `a_kind` of each frame's kind, drawn evenly from its frames."""
    for kind, frames in FRAMES.items():
        fit = [one for one in phrases() if one.code[:2] in WITHIN[kind] and forms_of(one)]
        for place in range(a_kind if len(frames) > 4 else a_kind // 5):
            forms = forms_of(rng.choice(fit))
            if forms:
                yield framed(kind, frames[place % len(frames)], forms, rng.choice(STATES))


def passive(phrase: Phrase, forms: dict[str, str]) -> str:
    """The phrase turned round ("B was shelled by A"); '' where it has no plain object."""
    _, _, rest = phrase.words.partition(" ")
    first = rest.split(" ", 1)[0]
    if not rest or first in NO_OBJECT or not re.fullmatch(r"(?:[a-z-]+ ){0,5}B", rest):
        return ""
    verb = forms["pp"].split(" ", 1)[0]
    be = "were" if re.match(r"(?:the )?[a-z]+s (?:of|from|in)\b", rest) else "was"
    return f"{rest} {be} {verb} by A"


def sentence(rng: random.Random, act: str, side: float = 0.0) -> str:
    """A whole sentence: who, the act, when; with the given chance another act in a side clause."""
    one, two = rng.sample(STATES, 2)
    text = _named(act, two)
    head = rng.choice(HEADS).format(one)
    start, tail = rng.choice(STARTS), rng.choice(TAILS).format(rng.choice(STATES))
    if rng.random() < side:
        other = rng.choice([some for some in phrases() if forms_of(some)])
        tail = rng.choice(SIDE_CLAUSES).format(rng.choice(STATES), _named(other.words, rng.choice(STATES)))
    if re.search(r"\bA$", text):
        text = re.sub(r"\bA$", head[0].lower() + head[1:] if head.startswith("The") else head, text)
        return start + text[0].upper() + text[1:] + tail
    return f"{start}{head} {text}{tail}"


def headline(rng: random.Random, third: str) -> str:
    """The act as a headline: present tense, no articles."""
    one, two = rng.sample(STATES, 2)
    return f"{one} {_named(' '.join(word for word in third.split() if word not in LITTLE), two)}"


def _named(act: str, name: str) -> str:
    return re.sub(r"\bB\b", name, act)


def phrase_sentences(variants: int) -> Iterator[tuple[str, str]]:
    """Each phrase in a few sentences, with its type."""
    rng = random.Random(7)
    for phrase in phrases():
        for _ in range(variants):
            yield sentence(rng, phrase.words), phrase.kind


def varied_sentences(a_kind: int) -> Iterator[tuple[str, str]]:
    """Acts in frames, in the passive, as headlines, with side clauses; with their types."""
    rng = random.Random(11)
    for act, kind in frame_acts(rng, a_kind):
        yield sentence(rng, act, 0.3), kind
    for phrase in phrases():
        forms = forms_of(phrase)
        yield sentence(rng, phrase.words, 1.0), phrase.kind
        if forms:
            yield headline(rng, forms["third"]), phrase.kind
            turned = passive(phrase, forms)
            for _ in range(2 if turned else 0):
                yield sentence(rng, turned, 0.2), phrase.kind


def no_event_sentences(variants: int) -> Iterator[str]:
    """Sentences that tell no act, each with a few pairs of states."""
    rng = random.Random(13)
    for line in NO_EVENTS.read_text(encoding="utf-8").splitlines():
        for _ in range(0 if line.startswith("#") else variants):
            one, two = rng.sample(STATES, 2)
            yield line.replace("{A}", one).replace("{B}", two)
