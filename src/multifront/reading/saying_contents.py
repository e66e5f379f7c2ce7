"""Where the content of a saying begins behind its verb, and whether what stands there can be one. Finds no speakers."""

from __future__ import annotations

import re

from multifront.reading.parsed import QUOTES, Parsed
from multifront.reading.saying import ADDRESSED, LOOSE, NAMED_ODDS, NAMING
from multifront.reading.subjects import DAYS
from multifront.reading.verb_forms import DETERMINERS, PREPOSITIONS, is_adverb
from multifront.reading.verb_groups import Finite
from multifront.reading.words import word_set

WITH_PARTICLE = {
    "point": ("out", "to"),
    "call": ("for", "on"),
    "rule": ("out",),
    "threaten": ("to", "that", "with"),
    "raise": ("concerns", "concern"),
}
REFUSING = word_set("reject dismiss condemn deny denounce criticise criticize rule raise")
"""Verbs whose bare object names what was said before and says nothing new: "rejected the account"."""
ISSUING = frozenset(["issue", "release", "publish"])
ISSUED = re.compile(
    r"\s+(?:an? |the )?(?:\w+ )?(?:statement|report|communiqué|communique)\s+(?:stating|saying|that)(?:\s+that)?\b"
)
LABELLED = re.compile(
    r"\s+(?:(?:it|them|him|her|that|this) (?:an?|the|[a-z]{4,})\b(?! (?:in|on|at|to|off|back)\b)|"
    r"(?:the|this|that|these|its|his|her|their|such) (?:[\w-]+ ){1,3}?"
    r"(?:an? |[a-z]{4,}(?:ous|ful|ble|ive|ish|less|ent)\b))"
)
"""What "call" is followed by where it gives something a name or a worth: "called the attack an act of war"."""
AS = re.compile(r"(?:[\w’'-]+ ){1,6}as (?:an? |the )?[\w-]+")
SHARED = re.compile(r",\s+(?:(?:and|but|or|as|though)\b[^,.;:]{3,80},\s+)?that\s+")
"""What stands between a saying and its content where two speakers share it: "A reported, and B denied, that"."""
PUT_IT = re.compile(r"\s+it(?: to [\w ]{2,20}?)?(?: \w+ly)?\s*:\s*")
SHORTEST_CONTENT = 3


def whole(parsed: Parsed, verb: Finite) -> bool:
    """Whether a verb that says something only with a word after it has that word: "point out", "call for"."""
    wanted = WITH_PARTICLE.get(verb.base)
    if verb.base == "call" and LABELLED.match(parsed.text, parsed.words[verb.last].end):
        return True
    if verb.base == "call" and any(a >= parsed.words[verb.last].end for a, _ in parsed.quoted):
        return True  # "called the claim "a fairy tale""
    return wanted is None or parsed.key(verb.last + 1) in wanted


def opening(parsed: Parsed, verb: Finite) -> tuple[int | None, str, bool]:
    """Where the content begins after a verb, the hearer, and whether "that", a colon or a quotation marks it.

    None where the content stands before the verb.
    """
    text, end = parsed.text, parsed.words[verb.last].end
    at, hearer = verb.last + 1, ""
    if verb.base in ("point", "rule", "call") and parsed.key(at) in WITH_PARTICLE[verb.base]:
        at += 1
        end = parsed.words[at - 1].end
    if issued := ISSUED.match(text, end) if verb.base in ISSUING else None:
        return content_from(text, issued.end()), hearer, True
    if verb.base in ADDRESSED:
        at, heard = _hearer(parsed, at)
        if heard is None:
            return None, "", False
        hearer = heard
        end = parsed.words[at - 1].end
    if verb.base in ISSUING:
        return None, hearer, False
    if put := PUT_IT.match(text, end) if verb.base == "put" else None:
        return content_from(text, put.end()), hearer, True
    at = past_circumstance(parsed, at)
    end = parsed.words[at - 1].end
    if at >= len(parsed.words) or not text[end:].strip(' .!?”"'):
        return None, hearer, False
    key = parsed.key(at)
    gap = text[end : parsed.words[at].start]
    if key in ("that", ":"):
        return content_from(text, parsed.words[at].end), hearer, True
    if any(mark in gap for mark in '“"«'):
        return content_from(text, end), hearer, True
    if key in (".", "!", "?", ";", ")"):
        return None, hearer, False
    if key == ",":
        if shared := SHARED.match(text, parsed.words[at].start):
            return content_from(text, shared.end()), hearer, True
        after = text[parsed.words[at].end :].lstrip()
        quoted = after[:1] in '“"«'
        return (content_from(text, parsed.words[at].end), hearer, True) if quoted else (None, hearer, False)
    return content_from(text, end), hearer, False


def _hearer(parsed: Parsed, at: int) -> tuple[int, str | None]:
    """The place after whom the words are told, and who it is: up to three words and what hangs on them by "of"."""
    first = at
    while at < len(parsed.words) and at - first < 9:
        key = parsed.key(at)
        if key in ("that", ":", ",", ".", "of", "how", "why", "what", "to", "about") or key in (
            "in",
            "on",
            "at",
            "during",
            "after",
            "by",
        ):
            break
        if at > first and any(
            mark in parsed.text[parsed.words[at - 1].end : parsed.words[at].start] for mark in QUOTES
        ):
            break
        starts_clause = (
            any(one.first >= at for one in parsed.verbs)
            and at > first
            and (key in DETERMINERS or parsed.key(at) in ("it", "he", "she", "they", "there", "we", "i"))
        )
        if starts_clause:
            break
        at += 1
    if at == first:
        return at, None if parsed.key(at) not in ("that", ":") else ""
    return at, parsed.text[parsed.words[first].start : parsed.words[at - 1].end]


def past_circumstance(parsed: Parsed, at: int) -> int:
    """Passes over "late on Tuesday" or "in a letter" where "that", a colon, a quotation or the end follows."""
    first, reach = at, 0
    while at < len(parsed.words) and reach < 14:
        key = parsed.key(at)
        if key in ("that", ":"):
            return at if _circumstance(parsed, first, at) else first
        if key in (",", ".", ";"):
            quoted = parsed.text[parsed.words[at].end :].lstrip()[:1] in ("“", '"', "«")
            ends = not any(one.first > at for one in parsed.verbs) or key != ","
            return at if _circumstance(parsed, first, at) and (ends or quoted or key == ",") else first
        if at > first and any(mark in parsed.text[parsed.words[at - 1].end : parsed.words[at].start] for mark in '“"«'):
            return at if _circumstance(parsed, first, at) else first
        if any(one.first == at for one in parsed.verbs):
            return first
        at += 1
        reach += 1
    return at if at >= len(parsed.words) and _circumstance(parsed, first, at) else first


def _circumstance(parsed: Parsed, first: int, at: int) -> bool:
    if at == first:
        return True
    key = parsed.key(first)
    return (
        key in PREPOSITIONS - {"of", "against", "about"}
        or is_adverb(key)
        or key in DAYS
        or key in ("late", "early", "last", "this", "me", "us", "reporters", "bluntly")
    )


def allowed(parsed: Parsed, verb: Finite, start: int, marked: bool) -> bool:
    """Whether what follows a verb can be its content: marked, a clause, or the object that some verbs take."""
    content = parsed.text[start:].rstrip(' .!?”"')
    if marked:
        return len(content.split()) > 1
    if verb.base == "put":
        return bool(NAMED_ODDS.match(content))
    if len(content.split()) < SHORTEST_CONTENT and verb.base not in ("urge", "call"):
        return False
    if verb.base in REFUSING:
        quoted = any(a >= start for a, _ in parsed.quoted)
        return (
            quoted
            or AS.match(content) is not None
            or any(parsed.words[one.first].start > start for one in parsed.verbs)
            or bool(re.match(r"[\w-]+ing\b", parsed.text[start:]))
        )
    if verb.base in NAMING:
        return len(content.split()) > SHORTEST_CONTENT or verb.base not in ("expect", "foresee", "predict")
    if verb.base in LOOSE:
        return False
    return any(parsed.words[one.first].start > start for one in parsed.verbs) or bool(
        re.match(
            r"(?:of|about|against|to|no|not|the|a|an|it|he|she|they|there|its|his|her|their)\b|[\w-]+ing\b",
            parsed.text[start:],
        )
    )


def content_from(text: str, place: int) -> int:
    """Where words begin behind a place, the marks and blanks between passed over."""
    return place + len(text[place:]) - len(text[place:].lstrip(" ,:–—"))
