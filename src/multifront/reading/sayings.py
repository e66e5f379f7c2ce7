"""Who says what in one sentence, by its finite verbs: the speaker, the words that bring the content in, the content.

Finds the words that stand for a speaker; whom they mean is the business of `speakers`, and what comes of quotations
that run over several sentences that of `statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from multifront.reading.parsed import Parsed
from multifront.reading.saying import ADDRESSED, NAMING, PUTTING, SAYING
from multifront.reading.saying_contents import ISSUING, allowed, content_from, opening, past_circumstance, whole
from multifront.reading.speakers import can_speak
from multifront.reading.subjects import between_quotes, subject_of
from multifront.reading.verb_forms import COORDINATORS, SUBORDINATORS, is_adverb
from multifront.reading.verb_groups import Finite
from multifront.reading.verb_places import BREAKS

UNNAMED = "an unnamed source"
HOLDING = re.compile(
    r"\s+(?:\w+ly |also |not |more |less |quite |very )*(?P<verb>sceptical|skeptical|confident|convinced|"
    r"certain|sure|doubtful|adamant|"
    r"wary|dismissive|hopeful|optimistic|pessimistic|worried)\s+(?:that|of|about)\s+"
)
"""Adjectives that hold an opinion."""
COLON_QUOTE = re.compile(r"[^“”\".;:]{0,40}:\s*[“\"«]")
"""What follows any verb whose subject is then quoted: "she laughs: "..."."""
RESTRICTED = re.compile(r"\s+(?:who|which|that)\s")
THAT_TOO = re.compile(r",?\s+(?:and|but) that\s+(?!(?:is|was|has|had|would|will|could|may|might)\b)")
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
            or _leader(parsed, verb) in ("to", "who", "which")
        ):
            continue
        one = _saying(parsed, number, found)
        if one is not None:
            found += _with_lead(parsed, one)
    return _cut_at_next(parsed, found)


def _leader(parsed: Parsed, verb: Finite) -> str:
    """The word before a verb, adverbs passed over."""
    at = verb.first - 1
    while at > 0 and is_adverb(parsed.key(at)):
        at -= 1
    return parsed.key(at)


def _with_lead(parsed: Parsed, one: Said) -> Iterator[Said]:
    """A saying and, where quoted words stand on both sides of it, first the one before; contents of "that ... and
    that ..." one by one.
    """
    text = parsed.text
    lead = text[: one.cue[0]].rstrip()
    if one.start >= one.cue[1] and lead[-1:] in tuple('”"»') and text[one.start : one.start + 1] in tuple('“"«'):
        opened = max(lead.rfind(mark, 0, len(lead) - 1) for mark in '“"«')
        if 0 <= opened < len(lead) - 8:
            yield replace(one, start=opened, end=len(lead))
    joint = THAT_TOO.search(text, one.start + 12, one.end) if text[: one.start].endswith("that ") else None
    if joint is None or parsed.inside(joint.start()) or one.start < one.cue[1]:
        yield one
        return
    yield replace(one, end=joint.start())
    yield replace(one, start=joint.end(), cue=joint.span())


def _saying(parsed: Parsed, number: int, before: Sequence[Said]) -> Said | None:
    verb = parsed.verbs[number]
    first, last, apposition = subject_of(parsed, verb, before)
    if first is None:
        subject, apposition = (before[-1].subject, before[-1].apposition) if before else ("", "")
        first = verb.first
    else:
        subject = parsed.text[parsed.words[first].start : parsed.words[last].end] if last >= first else ""
        subject = RESTRICTED.split(subject)[0]
        if parsed.key(last + 1) in COORDINATORS or _taken_up(parsed, verb, last):
            first = verb.first  # "has opened a case and says that": the first half is no part of the saying
    if before and before[-1].cue[0] <= parsed.words[first].start < before[-1].cue[1]:
        subject, apposition, first = before[-1].subject, before[-1].apposition, verb.first
    if not subject or not can_speak(subject, apposition) or parsed.key(first - 1) in ("if", "unless", "whether"):
        return None
    if verb.sort == "be":
        return _told(parsed, verb, first, subject) or _holds(parsed, verb, first, subject)
    if verb.sort == "modal" or not whole(parsed, verb) or _gapped(parsed, verb, first):
        return None
    shown = " ".join(parsed.text[parsed.words[verb.first].start : parsed.words[verb.last].end].split()[-1:])
    start, hearer, marked = opening(parsed, verb)
    cue = parsed.words[first].start
    if parsed.key(first - 1) == "as" and first and start is None:
        cue = parsed.words[first - 1].start  # "..., as its ambassador claimed"
    if before and cue == before[-1].cue[0]:
        cue = parsed.words[verb.first].start  # "the general dismissed the plan, told us that ..."
    if start is not None:
        if not allowed(parsed, verb, start, marked):
            return None
        return Said(subject, shown, start, len(parsed.text.rstrip()), (cue, start), apposition, hearer)
    return _content_before(parsed, verb, Said(subject, shown, 0, 0, (cue, 0), apposition, hearer))


def _taken_up(parsed: Parsed, verb: Finite, last: int) -> bool:
    """Whether a verb takes its subject from an earlier verb, over "and"."""
    return any(last < one.first and one.last < verb.first for one in parsed.verbs) and any(
        parsed.key(at) in COORDINATORS for at in range(max(last + 1, verb.first - 3), verb.first)
    )


def _gapped(parsed: Parsed, verb: Finite, first: int) -> bool:
    """Whether what is said stands before as the noun of a relative: "the prize that Baku has been promising"."""
    if parsed.key(first - 1) == "what":
        return True
    if (
        parsed.key(first - 1) not in ("that", "which", "whom")
        or first < 2
        or parsed.key(verb.last + 1) in ("that", "to")
    ):
        return False
    before = parsed.key(first - 2)
    held = any(one.first <= first - 2 <= one.last for one in parsed.verbs)  # "is that", "said that"
    says = any(one.last <= first - 2 and one.base in SAYING and first - 2 - one.last < 4 for one in parsed.verbs)
    return not held and not says and before not in COORDINATORS and before not in BREAKS


def _told(parsed: Parsed, verb: Finite, first: int, subject: str) -> Said | None:
    """A passive that names the hearer only: "Parliament was told that ..."."""
    if verb.base not in ADDRESSED:
        return None
    at = past_circumstance(parsed, verb.last + 1)
    if parsed.key(at) != "that":
        return None
    start = content_from(parsed.text, parsed.words[at].end)
    return Said(UNNAMED, "told", start, len(parsed.text.rstrip()), (parsed.words[first].start, start), "", subject)


def _holds(parsed: Parsed, verb: Finite, first: int, subject: str) -> Said | None:
    """An opinion that stands in an adjective: "She is sceptical of reports that ..."."""
    held = HOLDING.match(parsed.text, parsed.words[verb.last].end)
    if verb.base or held is None:
        return None
    return Said(subject, held["verb"], held.end(), len(parsed.text.rstrip()), (parsed.words[first].start, held.end()))


def _content_before(parsed: Parsed, verb: Finite, said: Said) -> Said | None:
    """The content that stands before its speaker: "..., she said", and the one that goes on after "she said,"."""
    if said.cue[0] == 0 and parsed.key(0) == "as":
        first = _end_of_cue(parsed, verb)
        clause = any(parsed.words[one.first].start > first for one in parsed.verbs)
        whole_cue = (0, first)
        return (
            replace(said, start=content_from(parsed.text, first), end=len(parsed.text.rstrip()), cue=whole_cue)
            if clause
            else None
        )
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
        begin = _behind_break(parsed, said.cue[0])
        return Said(said.subject, said.verb, begin, len(text.rstrip()), cue, said.apposition, said.hearer)
    end = len(lead.rstrip(","))
    begin = _behind_break(parsed, end)
    return Said(said.subject, said.verb, begin, end, cue, said.apposition, said.hearer) if end > begin + 8 else None


def _behind_break(parsed: Parsed, end: int) -> int:
    """Where what is said begins that stands before its saying: behind the last semicolon outside quotation marks."""
    marks = [w.end for w in parsed.words if w.key == ";" and w.end < end and not parsed.inside(w.start)]
    return content_from(parsed.text, marks[-1]) if marks else 0


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
        if end != one.end:
            end = one.start + len(parsed.text[one.start : end].rstrip(" ,;"))
        made.append(one if end == one.end else replace(one, end=end))
    return made


PARTICIPLE_SAID = re.compile(
    r",\s+(?P<verb>denying|adding|saying|warning|insisting|arguing|claiming|noting|stressing|predicting|suggesting|"
    r"conceding|alleging|explaining|asserting|maintaining|describing|accusing|blaming|dismissing|"
    r"calling(?! (?:for|on|off|in)\b))\s+(?:that\s+)?(?=\w)"
)


def participle_sayings(parsed: Parsed, before: Sequence[Said]) -> Iterator[Said]:
    """Sayings that hang on another: "..., denying that any warning was given"."""
    for match in PARTICIPLE_SAID.finditer(parsed.text):
        if before and not parsed.inside(match.start()):
            end = len(parsed.text.rstrip())
            yield Said(
                before[-1].subject, match["verb"], match.end(), end, (match.start(), match.end()), before[-1].apposition
            )
