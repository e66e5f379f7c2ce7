"""Who says what in one sentence, by its finite verbs: the speaker, the words that bring the content in, the content.

Finds the words that stand for a speaker; whom they mean is the business of `speakers`, and what comes of quotations
that run over several sentences that of `statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifront.reading.parsed import QUOTES, Parsed
from multifront.reading.saying import ADDRESSED, LOOSE, NAMED_ODDS, NAMING, PUTTING, SAYING
from multifront.reading.speakers import can_speak
from multifront.reading.subjects import DAYS, between_quotes, subject_of
from multifront.reading.verb_forms import DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_adverb
from multifront.reading.verb_groups import Finite
from multifront.reading.words import word_set

UNNAMED = "an unnamed source"
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
HOLDING = re.compile(
    r"\s+(?:\w+ly |also |not |more |less |quite |very )*(?P<verb>sceptical|skeptical|confident|convinced|"
    r"certain|sure|doubtful|adamant|"
    r"wary|dismissive|hopeful|optimistic|pessimistic|worried)\s+(?:that|of|about)\s+"
)
"""Adjectives that hold an opinion."""
COLON_QUOTE = re.compile(r"[^“”\".;:]{0,40}:\s*[“\"«]")
"""What follows any verb whose subject is then quoted: "she laughs: "..."."""
PUT_IT = re.compile(r"\s+it(?: to [\w ]{2,20}?)?(?: \w+ly)?\s*:\s*")
SHORTEST_CONTENT = 3
ROUND = re.compile(r"^[\s,:–—“”\"«»]+|[\s,:“”\"«»]+$")


@dataclass(frozen=True, slots=True)
class Said:
    """A verb of saying: the words of its speaker, an apposition, the verb, and characters of the sentence.

    `start` and `end` are the content; `cue` are the words that bring it in or follow it, which are no part of it.
    """

    subject: str
    verb: str
    start: int
    end: int
    cue: tuple[int, int]
    apposition: str = ""
    hearer: str = ""


def find_sayings(parsed: Parsed) -> list[Said]:
    """The sayings of a sentence, outermost first; none inside quotation marks.

    Args:
        parsed: the sentence.

    Returns:
        One entry a verb of saying that has a speaker and a content. A verb that follows "and" has the speaker of the
        one before it.
    """
    found: list[Said] = []
    for number, verb in enumerate(parsed.verbs):
        word = parsed.words[verb.first]
        quotes = COLON_QUOTE.match(parsed.text, parsed.words[verb.last].end) is not None
        holds = verb.sort == "be" and not verb.base
        if (
            not (verb.base in SAYING | ISSUING or quotes or holds)
            or parsed.inside(word.start)
            or parsed.key(verb.first - 1) in ("to", "who", "which")
        ):
            continue
        one = _saying(parsed, number, found)
        if one is not None:
            found.append(one)
    return _cut_at_next(parsed, found)


def _saying(parsed: Parsed, number: int, before: Sequence[Said]) -> Said | None:
    verb = parsed.verbs[number]
    first, last, apposition = subject_of(parsed, verb, before)
    if first is None:
        subject, apposition = (before[-1].subject, before[-1].apposition) if before else ("", "")
        first = verb.first
    else:
        subject = parsed.text[parsed.words[first].start : parsed.words[last].end] if last >= first else ""
    if not subject or not can_speak(subject, apposition):
        return None
    if verb.sort == "be":
        return _told(parsed, verb, first, subject) or _holds(parsed, verb, first, subject)
    if verb.sort == "modal" or not _whole(parsed, verb):
        return None
    shown = " ".join(parsed.text[parsed.words[verb.first].start : parsed.words[verb.last].end].split()[-1:])
    start, hearer, marked = _opening(parsed, verb)
    cue = parsed.words[first].start
    if start is not None:
        if not _allowed(parsed, verb, start, marked):
            return None
        return Said(subject, shown, start, len(parsed.text.rstrip()), (cue, start), apposition, hearer)
    return _content_before(parsed, verb, Said(subject, shown, 0, 0, (cue, 0), apposition, hearer))


def _told(parsed: Parsed, verb: Finite, first: int, subject: str) -> Said | None:
    """A passive that names the hearer only: "Parliament was told that ..."."""
    if verb.base not in ADDRESSED:
        return None
    at = _past_circumstance(parsed, verb.last + 1)
    if parsed.key(at) != "that":
        return None
    start = _after(parsed.text, parsed.words[at].end)
    return Said(UNNAMED, "told", start, len(parsed.text.rstrip()), (parsed.words[first].start, start), "", subject)


def _holds(parsed: Parsed, verb: Finite, first: int, subject: str) -> Said | None:
    """An opinion that stands in an adjective: "She is sceptical of reports that ..."."""
    held = HOLDING.match(parsed.text, parsed.words[verb.last].end)
    if verb.base or held is None:
        return None
    return Said(subject, held["verb"], held.end(), len(parsed.text.rstrip()), (parsed.words[first].start, held.end()))


def _whole(parsed: Parsed, verb: Finite) -> bool:
    """Whether a verb that says something only with a word after it has that word: "point out", "call for"."""
    wanted = WITH_PARTICLE.get(verb.base)
    if verb.base == "call" and any(a >= parsed.words[verb.last].end for a, _ in parsed.quoted):
        return True  # "called the claim "a fairy tale""
    return wanted is None or parsed.key(verb.last + 1) in wanted


def _opening(parsed: Parsed, verb: Finite) -> tuple[int | None, str, bool]:
    """Where the content begins after a verb, the hearer, and whether "that", a colon or a quotation marks it.

    None where the content stands before the verb.
    """
    text, end = parsed.text, parsed.words[verb.last].end
    at, hearer = verb.last + 1, ""
    if verb.base in ("point", "rule") and parsed.key(at) in WITH_PARTICLE[verb.base]:
        at += 1
        end = parsed.words[at - 1].end
    if issued := ISSUED.match(text, end) if verb.base in ISSUING else None:
        return _after(text, issued.end()), hearer, True
    if verb.base in ADDRESSED:
        at, heard = _hearer(parsed, at)
        if heard is None:
            return None, "", False
        hearer = heard
        end = parsed.words[at - 1].end
    if verb.base in ISSUING:
        return None, hearer, False
    if put := PUT_IT.match(text, end) if verb.base == "put" else None:
        return _after(text, put.end()), hearer, True
    at = _past_circumstance(parsed, at)
    end = parsed.words[at - 1].end
    if at >= len(parsed.words) or not text[end:].strip(' .!?”"'):
        return None, hearer, False
    key = parsed.key(at)
    gap = text[end : parsed.words[at].start]
    if key in ("that", ":"):
        return _after(text, parsed.words[at].end), hearer, True
    if any(mark in gap for mark in '“"«'):
        return _after(text, end), hearer, True
    if key in (".", "!", "?", ";", ")"):
        return None, hearer, False
    if key == ",":
        after = text[parsed.words[at].end :].lstrip()
        quoted = after[:1] in '“"«'
        return (_after(text, parsed.words[at].end), hearer, True) if quoted else (None, hearer, False)
    return _after(text, end), hearer, False


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


def _past_circumstance(parsed: Parsed, at: int) -> int:
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


def _allowed(parsed: Parsed, verb: Finite, start: int, marked: bool) -> bool:
    """Whether what follows a verb can be its content: marked, a clause, or the object that some verbs take."""
    content = parsed.text[start:].rstrip(' .!?”"')
    if marked:
        return len(content.split()) > 1
    if verb.base == "put":
        return bool(NAMED_ODDS.match(content))
    if len(content.split()) < SHORTEST_CONTENT and verb.base != "urge":
        return False
    if verb.base in REFUSING:
        quoted = any(a >= start for a, _ in parsed.quoted)
        return (
            quoted
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


def _after(text: str, place: int) -> int:
    return place + len(text[place:]) - len(text[place:].lstrip(" ,:–—"))


def _content_before(parsed: Parsed, verb: Finite, said: Said) -> Said | None:
    """The content that stands before its speaker: "..., she said", and the one that goes on after "she said,"."""
    if said.cue[0] < 8 or verb.base in (NAMING - PUTTING) | ISSUING:
        return None
    text = parsed.text
    lead = text[: said.cue[0]].rstrip()
    if not lead or lead[-1] not in ',.!?…”"–—':
        return None
    first = _end_of_cue(parsed, verb)
    rest = text[first:].strip(' .”"')
    cue = (said.cue[0], first)
    before = any(one.last < verb.first and parsed.words[one.last].end <= said.cue[0] for one in parsed.verbs)
    waits = not before or parsed.key(0) in SUBORDINATORS or _main_waits(parsed, verb, first)
    if len(rest.split()) >= 2 and text[:first].rstrip().endswith(",") and waits and not GOES_ON.match(rest):
        return Said(said.subject, said.verb, 0, len(text.rstrip()), cue, said.apposition, said.hearer)
    end = len(lead.rstrip(","))
    return Said(said.subject, said.verb, 0, end, cue, said.apposition, said.hearer) if end > 8 else None


GOES_ON = re.compile(r"[\s,]*(?:but|and|although|while|who|which)\s")


def _end_of_cue(parsed: Parsed, verb: Finite) -> int:
    """The character after the words of a saying that stands behind its content: up to the next comma or the end."""
    at = verb.last + 1
    while (
        at < len(parsed.words)
        and parsed.key(at) not in (",", ";", ".", ":", "–", "—")
        and not (between_quotes(parsed, at))
    ):
        at += 1
    return parsed.words[at].end if at < len(parsed.words) and parsed.key(at) == "," else parsed.words[at - 1].end


def _main_waits(parsed: Parsed, verb: Finite, first: int) -> bool:
    """Whether the sentence goes on after a saying in its middle, without a conjunction of its own."""
    rest = parsed.text[first:].lstrip(" ,")
    follows = [one for one in parsed.verbs if parsed.words[one.first].start >= first]
    before = [one for one in parsed.verbs if one.last < verb.first]
    return (
        bool(follows)
        and not rest.startswith(("but ", "and ", "although ", "while ", "who ", "which "))
        and (not before or parsed.words[follows[0].first].start - first < 3)
    )


def _cut_at_next(parsed: Parsed, found: Sequence[Said]) -> list[Said]:
    """Contents end before a saying of the same speaker that follows "and": "said that ... and accused ...", and before
    a semicolon that another saying follows.
    """
    made = []
    for place, one in enumerate(found):
        end = one.end
        for other in found[place + 1 :]:
            if not one.start < other.cue[0] < end:
                continue
            between = parsed.text[one.start : other.cue[0]]
            led = re.search(r",\s*(?:and|but|while|although)\s+$", between)
            if other.subject == one.subject or ";" in between or led:
                cut = led or re.search(r"(?:,?\s*(?:and|but|or)|;)(?:\s+\w+ly)?\s*$", between)
                end = one.start + (cut.start() if cut else between.rfind(";") if ";" in between else len(between))
        made.append(
            one if end == one.end else Said(one.subject, one.verb, one.start, end, one.cue, one.apposition, one.hearer)
        )
    return made


PARTICIPLE_SAID = re.compile(
    r",\s+(?P<verb>denying|adding|saying|warning|insisting|arguing|claiming|noting|stressing|predicting|suggesting|"
    r"conceding|alleging|explaining|asserting|maintaining)\s+(?:that\s+)?(?=\w)"
)


def participle_sayings(parsed: Parsed, before: Sequence[Said]) -> Iterator[Said]:
    """Sayings that hang on another: "..., denying that any warning was given"."""
    for match in PARTICIPLE_SAID.finditer(parsed.text):
        if before and not parsed.inside(match.start()):
            end = len(parsed.text.rstrip())
            yield Said(
                before[-1].subject, match["verb"], match.end(), end, (match.start(), match.end()), before[-1].apposition
            )
