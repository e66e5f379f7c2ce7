"""Numbers of a text with their unit, thing, actor and period, as ranges with a bound. Dates, names and list numbers
are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifront.reading.actors import Mention
from multifront.reading.days import DaySpan
from multifront.reading.numbers import NUMBER, VAGUE, scale_in, value_of
from multifront.reading.parts import GATE as WORDED
from multifront.reading.parts import parts_in
from multifront.reading.sentences import Sentence
from multifront.reading.spans import starting_in

UNITS = {
    "%": r"%|per ?cent\b|percent\b",
    "percentage points": r"(?:percentage )?points?\b(?= (?:higher|lower|more|less))|percentage points?\b",
    "barrels/day": r"(?:barrels?|bbl) (?:per|a) day\b|bpd\b|b/d\b",
    "barrels": r"barrels?\b(?: of oil)?",
    "t": r"(?:metric )?(?:tons?|tonnes?)\b",
    "km": r"km\b|kilomet(?:re|er)s?\b|kilomet(?:re|er)\b",
    "nautical miles": r"nautical miles?\b|nm\b",
    "miles": r"miles?\b",
    "m": r"met(?:re|er)s?\b",
    "km2": r"square (?:km|kilomet(?:re|er)s?)\b|km2\b|km²",
    "kg": r"kg\b|kilograms?\b",
    "MW": r"MW\b|megawatts?\b",
    "GW": r"GW\b|gigawatts?\b",
    "bcm": r"bcm\b|billion cubic met(?:re|er)s\b",
    "kt": r"kilotons?\b",
    "hours": r"hours?\b",
    "days": r"days?\b",
    "weeks": r"weeks?\b",
    "months": r"months?\b",
    "years": r"years?\b|-year\b",
    "times": r"times\b|-?fold\b",
    "USD": r"(?:US )?dollars?\b|USD\b",
    "EUR": r"euros?\b|EUR\b",
    "CNY": r"yuan\b|renminbi\b|RMB\b",
    "RUB": r"rubles?\b|roubles?\b",
    "GBP": r"pounds?\b(?= sterling)|GBP\b",
    "JPY": r"yen\b",
}
MONEY = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "A$": "AUD", "NT$": "TWD"}
BOUNDS = {
    "at_least": (
        r"more than|over|above|at least|upwards? of|no (?:less|fewer) than|exceed(?:s|ed|ing)|as many as at least|"
        r"in excess of|well over|minimum of"
    ),
    "at_most": (r"less than|fewer than|under|below|at most|up to|as many as|as much as|no more than|maximum of"),
    "about": r"almost|nearly|close to|just (?:over|under)|about|around|some|roughly|approximately|an estimated|"
    "estimated|circa|~|≈|or so",
}
BOUND = "|".join(f"(?P<{name}>{words})" for name, words in BOUNDS.items())
CURRENCY = r"(?:US|NT|A)?\$|[€£¥₽]"
UNIT = "|".join(rf"(?P<u{i}>{pattern})" for i, pattern in enumerate(UNITS.values()))
NAMES_OF_UNITS = list(UNITS)
PATTERN = re.compile(
    rf"(?:(?<![\w.,/-])|(?<=\())(?:(?:{BOUND})\s+(?:an?\s+(?:estimated|total of)\s+)?)?(?P<between>between\s+|"
    rf"from\s+)?(?:(?P<currency>{CURRENCY})\s?)?(?P<low>{NUMBER})"
    rf"(?:\s?(?:%|percent|per cent)?\s?(?:to|and(?=\s[^.]{{0,24}}\d)|or|[-–—])\s?(?(currency)(?:{CURRENCY})?|"
    rf")(?P<high>{NUMBER}))?(?:(?:\s|-)?(?P<unit>{UNIT}))?",
    re.IGNORECASE,
)
GATE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half a|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|scores|zero)\b",
    re.I,
)
THING = re.compile(
    r"\s+(?P<thing>(?:of\s+(?:the\s+|its\s+|their\s+)?)?(?:[\w’'-]+\s+){0,3}?[\w’'-]+?)(?=\s+(?:to|in|from|for|by|on|"
    r"at|with|and|or|that|which|who|were|was|are|is|have|has|had|of|will|would|"
    r"into|since|between|near|around|over|this|last|per|a|each|as|after|before|during|against|through|toward|towards|"
    r"while|could|may|can|but|than|took|flew|crossed|entered|told|said|arrived|hit|struck|landed|fell|rose|went|came|"
    r"met|fired|fighting|launched|fought|sailed|carried|began|made|held|visited|simultaneously|killed|sold|"
    r"supplied|delivered|sent|given|shipped|provided|left|remain|"
    r"remained|continue|continued|passed|moved)\b|[,.;:()!?—–\"”]|\s*$)"
)
NAMED = re.compile(
    r"\b(?:World War|Article|Resolution|Chapter|Section|Page|Figure|Table|Type|Su|MiG|Tu|Group of|Cup|Phase|Tranche|"
    r"Boeing|Airbus|Flight|Route|Highway|Channel|No\.?|Operation|Day)[ -]$",
    re.I,
)
FRACTION = re.compile(r"[- ](?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b", re.IGNORECASE)
CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|[ap]\.m\.|o[’']clock|GMT|UTC|CET|EST|hrs\b)", re.IGNORECASE)
STOPWORDS = frozenset(
    [
        "to",
        "in",
        "from",
        "for",
        "by",
        "on",
        "at",
        "with",
        "and",
        "or",
        "that",
        "which",
        "who",
        "were",
        "was",
        "are",
        "is",
        "have",
        "has",
        "had",
        "will",
        "would",
        "into",
        "since",
        "the",
    ]
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: `text[start:end]` is how it is written.

    `low` and `high` are the ends of the range; equal where one number is given; None where the text gives no end on
    that side. `bound` is exact, about, at_least, at_most or range. `hedge` are the words that say so: "nearly 400" is
    400 on both sides, about, with the hedge "nearly". `unit` is empty for things that are counted. `actor` is the code
    of the state or group that the number is of, `partner` the one that it goes to, empty where none is named.
    """

    start: int
    end: int
    sentence: int
    low: float | None
    high: float | None
    bound: str
    unit: str
    thing: str
    actor: str = ""
    partner: str = ""
    period: DaySpan | None = None
    hedge: str = ""


def find_quantities(
    text: str, sentences: Sequence[Sentence], days: Sequence[DaySpan] = (), mentions: Sequence[Mention] = ()
) -> list[Quantity]:
    """The quantities of a text, in order.

    Args:
        text: the plain text.
        sentences: its sentences.
        days: its dates; what lies inside one is no quantity, and the only one of a sentence is the period.
        mentions: states and groups that it names; the last one before the number is the actor, one after "to" the
            partner.

    Returns:
        Quantities with a unit or a thing. Numbers that name something (7th Fleet, J-20, World War II) and list numbers
        are
        left out, and "one" alone.

    Raises:
        Nothing of its own.
    """
    found = []
    for sentence in sentences:
        counted = GATE.search(sentence.text) is not None
        if not counted and not WORDED.search(sentence.text):
            continue
        own_days = starting_in(days, sentence.start, sentence.end)
        named = starting_in(mentions, sentence.start, sentence.end)
        for match in PATTERN.finditer(sentence.text) if counted else ():
            quantity = _quantity(sentence, match, own_days, named)
            if quantity is not None:
                found.append(quantity)
        found += _parts(sentence, [one for one in found if one.sentence == sentence.index], named)
    return sorted(found, key=lambda one: one.start)


def _parts(sentence: Sentence, read: Sequence[Quantity], named: Sequence[Mention]) -> Iterator[Quantity]:
    """Shares, odds and multiples in words that no number read so far covers."""
    for match, value, unit in parts_in(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + len(match[0].rstrip()) + match.start()
        if any(one.start < end and start < one.end for one in read):
            continue
        bound = next((name for name in ("at_least", "at_most", "about") if match[name]), "exact")
        low, high = (value if bound != "at_most" else None), (value if bound != "at_least" else None)
        before = [mention for mention in named if mention.end <= start]
        actor = before[-1].code if before else ""
        hedge = match[bound] if bound != "exact" else ""
        yield Quantity(start, end, sentence.index, low, high, bound, unit, "", actor, hedge=hedge)


def _quantity(
    sentence: Sentence, match: re.Match[str], days: Sequence[DaySpan], named: Sequence[Mention]
) -> Quantity | None:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    if any(day.start < end and start < day.end for day in days) or _is_name(sentence.text, match):
        return None
    ends = _range(match)
    if ends is None:
        return None
    unit, thing, last = _unit(match), "", match.end()
    following = THING.match(sentence.text, match.end())
    if following and not (unit and not following["thing"].startswith("of ")):
        thing = re.sub(r"^of\s+(?:the |its |their )?", "", following["thing"])
        last = following.end("thing")
    if thing.split(" ")[0] in STOPWORDS:
        thing, last = "", match.end()
    low, high, bound = ends
    if not unit and not thing and bound == "exact" and "," not in match["low"]:
        return None
    if match["low"].casefold() in ("one", "a", "zero") or (_is_year(match["low"]) and not unit):
        return None
    actor, partner = _whose(sentence, match, named)
    period = days[0] if len(days) == 1 else None
    hedge = next((match[name] for name in BOUNDS if match[name]), "")
    return Quantity(
        start, sentence.start + last, sentence.index, low, high, bound, unit, thing, actor, partner, period, hedge
    )


def _is_year(low: str) -> bool:
    """Whether a bare number of four digits is the year of something: "the 1899 award"."""
    return low.isdigit() and len(low) == 4 and 1000 < int(low) < 2100


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a number is part of a name, an ordinal, a time, or the number of a list item."""
    after = text[match.end() : match.end() + 3]
    before = text[max(0, match.start("low") - 12) : match.start("low")]
    if re.search(r"\b(?:the|these|those|both|our|their|its|his|her) $", before, re.I) and match["low"].isalpha():
        return True  # "the two countries" points back and counts nothing
    if FRACTION.match(text, match.end("low")):
        return True
    if CLOCK.match(text, match.end("low")) or re.search(r"\d[:.]$", before):
        return True
    if re.match(r"(?:st|nd|rd|th)\b|:\d|\.\d", after) or NAMED.search(before):
        return True
    return match.start() == 0 and after[:1] in ".)" and not match["unit"]


def _range(match: re.Match[str]) -> tuple[float | None, float | None, str] | None:
    low = value_of(match["low"], scale_in(match["high"]) if match["high"] else "")
    if low is None:
        return None
    if match["high"]:
        high = value_of(match["high"])
        if high is None:
            return None
        return (low, high, "range") if low <= high else (low, low, "exact")
    if match["low"].casefold() in VAGUE:
        return low, None, "at_least"
    bound = next((name for name in BOUNDS if match[name]), "exact")
    return (low if bound != "at_most" else None), (low if bound != "at_least" else None), bound


def _unit(match: re.Match[str]) -> str:
    if match["currency"]:
        return MONEY.get(match["currency"].upper(), match["currency"])
    return next((name for i, name in enumerate(NAMES_OF_UNITS) if match[f"u{i}"]), "")


def _whose(sentence: Sentence, match: re.Match[str], named: Sequence[Mention]) -> tuple[str, str]:
    """The actor before the number, in the same clause where there is one, and the partner after "to", "from" or
    "against".
    """
    at = sentence.start + match.start()
    before = [mention for mention in named if mention.end <= at]
    after = [mention for mention in named if mention.start >= at]
    by = [m for m in after if re.search(r"\bby (?:the )?$", sentence.text[: m.start - sentence.start])]
    actor = by[0].code if by else before[-1].code if before else ""
    partner = ""
    for mention in after:
        lead = sentence.text[max(0, mention.start - sentence.start - 16) : mention.start - sentence.start]
        if re.search(r"\b(?:to|for|against|into|toward|towards|with)\s+(?:the\s+)?$", lead) and mention.code != actor:
            partner = mention.code
            break
    if not actor and after and not partner:
        actor = after[0].code
    return actor, partner
