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
from multifront.reading.speakers import PERSON, can_speak
from multifront.reading.verb_forms import COORDINATORS, DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_adverb
from multifront.reading.verb_groups import BREAKS, Finite

UNNAMED = "an unnamed source"
WITH_PARTICLE = {"point": ("out", "to"), "call": ("for", "on"), "rule": ("out",), "raise": ("concerns", "concern")}
REFUSING = frozenset("reject dismiss condemn deny denounce criticise criticize rule raise".split())
"""Verbs whose bare object names what was said before and says nothing new: "rejected the account"."""
ISSUING = frozenset(["issue", "release", "publish"])
ISSUED = re.compile(r"\s+(?:an? |the )?(?:\w+ )?(?:statement|report|communiqué|communique)\s+(?:stating|saying|that)(?:\s+that)?\b")
HOLDING = re.compile(
    r"\s+(?:\w+ly |also |not |more |less |quite |very )*(?P<verb>sceptical|skeptical|confident|convinced|certain|sure|doubtful|adamant|"
    r"wary|dismissive|hopeful|optimistic|pessimistic|worried|afraid)\s+(?:that|of|about)\s+"
)
"""Adjectives that hold an opinion."""
COLON_QUOTE = re.compile(r"[^“”\".;:]{0,40}:\s*[“\"«]")
"""What follows any verb whose subject is then quoted: "she laughs: "..."."""
PUT_IT = re.compile(r"\s+it(?: to [\w ]{2,20}?)?(?: \w+ly)?\s*:\s*")
LONGEST_SUBJECT = 24
"""Words of a subject; what is longer is read from its end."""
SHORTEST_CONTENT = 3
ROUND = re.compile(r"^[\s,:–—“”\"«»]+|[\s,:“”\"«»]+$")
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow january february "
                 "march april may june july august september october november december".split())


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
        if not (verb.base in SAYING | ISSUING or quotes or holds) or parsed.inside(word.start) or parsed.key(verb.first - 1) in ("to", "who", "which"):
            continue
        one = _saying(parsed, number, found)
        if one is not None:
            found.append(one)
    return _cut_at_next(parsed, found)


def _saying(parsed: Parsed, number: int, before: Sequence[Said]) -> Said | None:
    verb = parsed.verbs[number]
    first, last, apposition = _subject(parsed, verb, before)
    if first is None:
        subject = before[-1].subject if before else ""
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


Subject = tuple[int | None, int, str]


def _subject(parsed: Parsed, verb: Finite, before: Sequence[Said]) -> Subject:
    """First and last word of the subject of a verb, and its apposition; first is None after "and"."""
    at = verb.first - 1
    while at >= 0 and is_adverb(parsed.key(at)):
        at -= 1
    if at < 0:
        return 0, -1, ""
    if parsed.key(at) in COORDINATORS:
        earlier = [one for one in parsed.verbs if one.last < at]
        if earlier and not before:
            return _subject(parsed, earlier[-1], before)
        return None, at, ""
    if parsed.key(at) in (",", ")"):
        return _apposed(parsed, at)
    return _start_of(parsed, at), at, ""


def _apposed(parsed: Parsed, at: int) -> Subject:
    """The subject before an apposition or a relative that ends at a comma or bracket."""
    opener = "(" if parsed.key(at) == ")" else ","
    first = at - 1
    commas = []
    while first >= 0 and parsed.key(first) not in BREAKS:
        if parsed.key(first) == opener:
            commas.append(first)
        first -= 1
    for comma in (*(comma for comma in commas if _named(parsed, comma)), *reversed(commas)):
        last = comma - 1
        start = _start_of(parsed, last) if last >= 0 else 0
        subject = parsed.text[parsed.words[start].start : parsed.words[last].end]
        held = parsed.text[parsed.words[comma].end : parsed.words[at].start].strip()
        if last >= 0 and _begins(parsed, start) and can_speak(subject, held):
            return start, last, held
    return _start_of(parsed, at - 1), at - 1, ""


def _named(parsed: Parsed, comma: int) -> bool:
    """Whether a name of a person or body, and nothing else, stands before a comma."""
    start = _start_of(parsed, comma - 1) if comma else 0
    subject = parsed.text[parsed.words[start].start : parsed.words[comma].start]
    return PERSON.match(subject) is not None


def _begins(parsed: Parsed, at: int) -> bool:
    """Whether a phrase may be a subject: it stands where a clause begins and is not led by a preposition."""
    before = parsed.key(at - 1)
    opens = at == 0 or before in BREAKS or before in COORDINATORS or before in SUBORDINATORS or before in (",", "that", "(")
    return opens and parsed.key(at) not in PREPOSITIONS and not parsed.key(at).endswith("ing")


def _start_of(parsed: Parsed, last: int) -> int:
    """The first word of a noun phrase that ends at a word: after a comma, a verb, a conjunction or the sentence's start.
    """
    first = last
    while first > 0 and last - first < LONGEST_SUBJECT:
        key = parsed.key(first - 1)
        if key in BREAKS or key in (",", "(", ")", "[", "]", "!", "?", "…", "|") or key in SUBORDINATORS or key == "that":
            break
        if key in COORDINATORS and (key != "and" or not _joins(parsed, first - 1)):
            break
        if any(one.first <= first - 1 <= one.last for one in parsed.verbs):
            break
        if _between_quotes(parsed, first):
            break
        first -= 1
    while first < last and (parsed.key(first) in ("but", "and", "yet", "so", "meanwhile", "then", "however", "-", "–", "—") or (
        is_adverb(parsed.key(first)) and parsed.key(first) not in DETERMINERS)
    ):
        first += 1
    return _past_adverbial(parsed, first, last)


def _past_adverbial(parsed: Parsed, first: int, last: int) -> int:
    """Passes over "On Tuesday" before a subject without a comma."""
    at = first
    if parsed.key(at) in ("on", "in", "last") and any(parsed.key(k) in DAYS or parsed.words[k].text.isdigit() for k in range(at, min(at + 4, last))):
        ends = [k for k in range(at, min(at + 4, last)) if parsed.key(k) in DAYS or parsed.words[k].text.isdigit()]
        return ends[-1] + 1
    return first


def _joins(parsed: Parsed, at: int) -> bool:
    """Whether "and" joins two nouns of one subject: no finite verb stands in the clause before it."""
    stretch = at - 1
    while stretch >= 0 and parsed.key(stretch) not in BREAKS and parsed.key(stretch) != ",":
        if any(one.first <= stretch <= one.last for one in parsed.verbs):
            return False
        stretch -= 1
    return True


def _between_quotes(parsed: Parsed, at: int) -> bool:
    """Whether a quotation ends or begins between a word and the one before it."""
    gap = parsed.text[parsed.words[at - 1].end : parsed.words[at].start]
    return any(mark in gap for mark in QUOTES)


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
        at, hearer = _hearer(parsed, at)
        if hearer is None:
            return None, "", False
        end = parsed.words[at - 1].end
    if verb.base in ISSUING:
        return None, hearer, False
    if put := PUT_IT.match(text, end) if verb.base == "put" else None:
        return _after(text, put.end()), hearer, True
    at = _past_circumstance(parsed, at)
    end = parsed.words[at - 1].end
    if at >= len(parsed.words) or not text[end:].strip(" .!?”\""):
        return None, hearer, False
    key = parsed.key(at)
    gap = text[end : parsed.words[at].start]
    if key in ("that", ":"):
        return _after(text, parsed.words[at].end), hearer, True
    if any(mark in gap for mark in "“\"«"):
        return _after(text, end), hearer, True
    if key in (".", "!", "?", ";", ")"):
        return None, hearer, False
    if key == ",":
        after = text[parsed.words[at].end :].lstrip()
        quoted = after[:1] in "“\"«"
        return (_after(text, parsed.words[at].end), hearer, True) if quoted else (None, hearer, False)
    return _after(text, end), hearer, False


def _hearer(parsed: Parsed, at: int) -> tuple[int, str | None]:
    """The place after whom the words are told, and who it is: up to three words and what hangs on them by "of"."""
    first = at
    while at < len(parsed.words) and at - first < 9:
        key = parsed.key(at)
        if key in ("that", ":", ",", ".", "of", "how", "why", "what", "to", "about") or key in ("in", "on", "at", "during", "after", "by"):
            break
        if at > first and any(mark in parsed.text[parsed.words[at - 1].end : parsed.words[at].start] for mark in QUOTES):
            break
        starts_clause = any(one.first >= at for one in parsed.verbs) and at > first and (
            key in DETERMINERS or parsed.key(at) in ("it", "he", "she", "they", "there", "we", "i")
        )
        if starts_clause:
            break
        at += 1
    if at == first:
        return at, None if parsed.key(at) not in ("that", ":") else ""
    return at, parsed.text[parsed.words[first].start : parsed.words[at - 1].end]


def _past_circumstance(parsed: Parsed, at: int) -> int:
    """Passes over "late on Tuesday", "in Caracas", "in a letter" where "that", a colon, a quotation or the end follows."""
    first, reach = at, 0
    while at < len(parsed.words) and reach < 14:
        key = parsed.key(at)
        if key in ("that", ":"):
            return at if _circumstance(parsed, first, at) else first
        if key in (",", ".", ";"):
            quoted = parsed.text[parsed.words[at].end :].lstrip()[:1] in ("“", '"', "«")
            ends = not any(one.first > at for one in parsed.verbs) or key != ","
            return at if _circumstance(parsed, first, at) and (ends or quoted or key == ",") else first
        if at > first and any(mark in parsed.text[parsed.words[at - 1].end : parsed.words[at].start] for mark in "“\"«"):
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
    return key in PREPOSITIONS - {"of", "against", "about"} or is_adverb(key) or key in DAYS or key in ("late", "early", "last", "this", "me", "us", "reporters", "bluntly")


def _allowed(parsed: Parsed, verb: Finite, start: int, marked: bool) -> bool:
    """Whether what follows a verb can be its content: marked, a clause, or the object that some verbs take."""
    content = parsed.text[start:].rstrip(" .!?”\"")
    if marked:
        return len(content.split()) > 1
    if verb.base == "put":
        return bool(NAMED_ODDS.match(content))
    if len(content.split()) < SHORTEST_CONTENT and verb.base != "urge":
        return False
    if verb.base in REFUSING:
        quoted = any(a >= start for a, _ in parsed.quoted)
        return quoted or any(parsed.words[one.first].start > start for one in parsed.verbs) or bool(
            re.match(r"[\w-]+ing\b", parsed.text[start:])
        )
    if verb.base in NAMING:
        return True
    if verb.base in LOOSE:
        return False
    return any(parsed.words[one.first].start > start for one in parsed.verbs) or bool(
        re.match(r"(?:of|about|against|to|no|not|the|a|an|it|he|she|they|there|its|his|her|their)\b|[\w-]+ing\b", parsed.text[start:])
    )


def _after(text: str, place: int) -> int:
    return place + len(text[place:]) - len(text[place:].lstrip(" ,:–—"))


def _content_before(parsed: Parsed, verb: Finite, said: Said) -> Said | None:
    """The content that stands before its speaker: "..., she said", and the one that goes on after "she said,"."""
    if said.cue[0] < 8 or verb.base in (NAMING - PUTTING) | ISSUING:
        return None
    text = parsed.text
    lead = text[: said.cue[0]].rstrip()
    if not lead or lead[-1] not in ",.!?…”\"–—":
        return None
    first = _end_of_cue(parsed, verb)
    rest = text[first:].strip(" .”\"")
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
    while at < len(parsed.words) and parsed.key(at) not in (",", ";", ".", ":", "–", "—") and not (
        _between_quotes(parsed, at)
    ):
        at += 1
    return parsed.words[at].end if at < len(parsed.words) and parsed.key(at) == "," else parsed.words[at - 1].end


def _main_waits(parsed: Parsed, verb: Finite, first: int) -> bool:
    """Whether the sentence goes on after a saying in its middle, without a conjunction of its own."""
    rest = parsed.text[first:].lstrip(" ,")
    follows = [one for one in parsed.verbs if parsed.words[one.first].start >= first]
    before = [one for one in parsed.verbs if one.last < verb.first]
    return bool(follows) and not rest.startswith(("but ", "and ", "although ", "while ", "who ", "which ")) and (
        not before or parsed.words[follows[0].first].start - first < 3
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
        made.append(one if end == one.end else Said(one.subject, one.verb, one.start, end, one.cue, one.apposition, one.hearer))
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
            yield Said(before[-1].subject, match["verb"], match.end(), end, (match.start(), match.end()), before[-1].apposition)


def acting(parsed: Parsed) -> tuple[str, str] | None:
    """The subject of the first finite verb, with its apposition: whom "he" in the next sentence may mean."""
    for verb in parsed.verbs[:1]:
        first, last, apposition = _subject(parsed, verb, ())
        if first is not None and last >= first:
            return parsed.text[parsed.words[first].start : parsed.words[last].end], apposition
    return None
