"""What a document says that somebody said: speaker, content, quotation or paraphrase, chains of hearsay. Judges
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from multifront.reading.days import DaySpan
from multifront.reading.saying import OBJECT, PLAIN, WITH_MARK, certainty_of
from multifront.reading.sentences import Sentence
from multifront.reading.speakers import BODY, NAME, Cast, Speaker

OPEN, CLOSE = '“"«„', '”"»“'
QUOTATION = re.compile(r"“[^“”\n]{2,1500}”?|\"[^\"\n]{2,1500}\"|«[^«»\n]{2,1500}»")
SUBJECT = rf"(?P<subject>{BODY}|{NAME}|[Hh]e|[Ss]he|[Tt]hey)"
APPOSED = r"(?:\s*\([A-Z][\w .]{0,12}\))?(?:,\s+(?P<apposition>(?:an?|the|who|[A-Z]|[a-z]+[ -])[^;:“”\"]{2,140}?),)?"
ADVERB = (
    r"(?:has|have|had|also|then|later|earlier|again|once|further|previously|recently|repeatedly|reportedly|publicly|"
    r"privately|pessimistically|"
    r"meanwhile|was quoted as|were quoted as|is reported to have|now|both|himself|herself|[a-z]{3,12}ly|is|are|was|"
    r"were|did|does|do not|not)"
)
VERB = rf"(?P<verb>{OBJECT}|{PLAIN}|{WITH_MARK})"
SAYS = re.compile(rf"(?<![\w’'.-]){SUBJECT}{APPOSED}\s+(?:{ADVERB}\s+){{0,3}}{VERB}\b", re.DOTALL)
SAID_BY = re.compile(
    (
        rf"[,.!?…]?[”\"]\s*,?\s*(?:(?:{PLAIN}|{WITH_MARK})\s+{SUBJECT}|"
        rf"{SUBJECT}{APPOSED.replace('apposition', 'apposed')}\s+(?:{ADVERB}\s+)?(?:{PLAIN}|{WITH_MARK}))\b"
    )
    .replace("(?P<subject>", "(?P<first>", 1)
    .replace("(?P<subject>", "(?P<second>", 1)
)
ACCORDING = re.compile(
    rf"\b[Aa]ccording to (?P<source>(?:the |a |an )?(?:{BODY}|{NAME}(?:(?:’s|'s) [\w-]+(?: [\w-]+)?)?|"
    rf"[a-z]+(?: [a-z]+){{0,3}}?))(?:\s+(?:published|released|issued|seen|quoted|presented|"
    rf"obtained)\b[^,.;:]{0, 60})?(?=[,.;:)]|$)"
)
SAID_LAST = re.compile(
    rf",\s+{SUBJECT}\s+(?:{ADVERB}\s+)?(?P<verb>{PLAIN}|"
    rf"{WITH_MARK})(?:\s+(?P<hearer>[\w’'-]+(?:\s+[\w’'-]+){{0,4}}))?\s*\.?\s*$"
)
IN_EYES = re.compile(rf"^(?P<source>{NAME})(?:’s|') (?:view|opinion|words|eyes|assessment|analysis)\b")
MARK = re.compile(r"^\s*,?\s*(?:(?:in|at|on|to|during|for)\s[^:“\"]{1,80}?\s*)?(?P<mark>that\b|:|,?\s*(?=[“\"]))")
HEARER = re.compile(
    r"^\s+(?P<hearer>(?:the |a |an |his |her |their )?[\w’'.-]+(?:\s+(?:of|the|[A-Z][\w’'.-]*|and|reporters|media|"
    r"parliament|lawmakers))*)\s*(?:,\s*[^,:]{2,60},)?\s*(?P<mark>that\b|:|,?\s*(?=[“\"])|(?=\w))"
)
PASSIVE = re.compile(r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?\w+$")
GATE = re.compile(rf"\b(?:{PLAIN}|{WITH_MARK}|{OBJECT})\b")
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """What one speaker asserts: the content is `text[start:end]`, the sentence around it has the number `sentence`.

    `form` is quotation (all of the content is in quotation marks), mixed, or paraphrase; `quotations` are the quoted
    spans
    inside the content. `certainty` is certain, likely, possible, unlikely or denied, as the speaker puts it. `through`
    names
    who passes it on, nearest to the reader first: in "X told Y that Z warned" the content of Z came through X.
    """

    speaker: str
    office: str
    verb: str
    start: int
    end: int
    sentence: int
    certainty: str
    form: str
    quotations: tuple[tuple[int, int], ...] = ()
    hearer: str = ""
    through: tuple[str, ...] = ()
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """A verb of saying with its speaker and the span of what was said."""

    speaker: Speaker
    verb: str
    start: int
    end: int
    hearer: str = ""


def find_statements(text: str, sentences: Sequence[Sentence], days: Sequence[DaySpan] = ()) -> list[Statement]:
    """Statements of a text, in order.

    Args:
        text: the plain text.
        sentences: its sentences.
        days: its dates; a day in the words that bring a statement in is the day on which it was said.

    Returns:
        Statements of named and unnamed speakers. A quotation that goes on over several sentences is one statement for
        each sentence, of one speaker. What the author asserts is no statement.

    Raises:
        Nothing of its own.
    """
    cast = Cast()
    found: list[Statement] = []
    quoting: tuple[Speaker, str] | None = None
    for sentence in sentences:
        said = list(_said(sentence.text, cast))
        if not said and quoting is not None and found and found[-1].sentence == sentence.index - 1:
            said = [_Said(quoting[0], quoting[1], 0, len(sentence.text))]
        here = [_statement(text, sentence, one, days, chain) for one, chain in _with_chains(said)]
        found += here
        quoting = _still_open(sentence.text, quoting, said)
    return found


def _still_open(text: str, quoting: tuple[Speaker, str] | None, said: Sequence[_Said]) -> tuple[Speaker, str] | None:
    """Who is being quoted when a sentence ends inside quotation marks."""
    opened, closed = text.count("“"), text.count("”")
    straight = text.count('"') % 2 == 1
    if said and (opened > closed or (straight and quoting is None)):
        return said[-1].speaker, said[-1].verb
    return None if closed > opened or straight else quoting


def _said(text: str, cast: Cast) -> list[_Said]:
    """The verbs of saying of a sentence, outermost first; none that stands inside quotation marks."""
    quoted = [m.span() for m in QUOTATION.finditer(text)]
    found = list(_after_quotation(text, cast))
    if found:
        return found
    found = list(_by_according(text, cast))
    if not GATE.search(text):
        return found
    if (
        (last := SAID_LAST.search(text))
        and last.start() > 20
        and not any(a < last.start("verb") < b for a, b in quoted)
    ):
        speaker = cast.named(last["subject"])
        return [*found, *([_Said(speaker, last["verb"], 0, last.start(), last["hearer"] or "")] if speaker else [])]
    place = 0
    while len(found) < DEEPEST and (match := SAYS.search(text, place)):
        place = match.end("subject") if match.end() <= place else match.end()
        if any(a < match.start("verb") < b for a, b in quoted):
            continue
        one = _with_content(text, match, cast)
        if one is not None:
            found.append(one)
            place = max(place, one.start)
    return found


def _with_content(text: str, match: re.Match[str], cast: Cast) -> _Said | None:
    verb, rest = match["verb"], text[match.end() :]
    start, hearer = match.end(), ""
    if PASSIVE.search(match[0]) and re.match(r"\s+to\b", rest):
        return None
    kind = re.sub(r"\s+", " ", verb)
    if re.fullmatch(r"told|tells?|informed|assured", kind):
        heard = HEARER.match(rest)
        if heard is None:
            return None
        hearer, start = heard["hearer"], start + heard.end()
    elif mark := MARK.match(rest):
        start += mark.end()
    elif re.fullmatch(WITH_MARK, kind) or (not re.fullmatch(OBJECT, kind) and not _clause_follows(rest)):
        return None
    start += len(text[start:]) - len(text[start:].lstrip(" ,:"))
    end = len(text.rstrip())
    if end - start < 8:
        return None
    speaker = cast.named(match["subject"], match["apposition"] or "")
    return _Said(speaker, kind, start, end, hearer) if speaker else None


def _clause_follows(rest: str) -> bool:
    """Whether a clause with a verb of its own follows without "that": "said it would", "warned of a war", not
    "said.".
    """
    return bool(
        re.match(
            r"\s+(?:of|about|against|to|it|he|she|they|there|the|a|an|this|no|not|if|both|his|her|their|its)\b|"
            r"\s+[A-Z]",
            rest,
        )
    )


def _after_quotation(text: str, cast: Cast) -> Iterator[_Said]:
    """A quotation followed by X said: the quotation before the speaker, and the one that goes on after."""
    match = SAID_BY.search(text) if "”" in text or '"' in text else None
    if match is None:
        return
    opened = max((text.rfind(mark, 0, match.start()) for mark in '“"«'), default=-1)
    speaker = cast.named(match["first"] or match["second"], match.groupdict().get("apposed") or "")
    if opened < 0 or speaker is None:
        return
    verb = re.search(rf"\b(?:{PLAIN}|{WITH_MARK})\b", match[0])
    begin = text.find(text[opened], 0, opened + 1)
    yield _Said(
        speaker, verb[0] if verb else "said", begin, match.start() + len(match[0]) - len(match[0].lstrip(',.!?…”"'))
    )
    if after := QUOTATION.search(text, match.end()):
        yield _Said(speaker, verb[0] if verb else "said", after.start(), after.end())


def _by_according(text: str, cast: Cast) -> Iterator[_Said]:
    match = ACCORDING.search(text) or IN_EYES.search(text)
    if match is None:
        return
    speaker = cast.named(re.sub(r"(?:’s|'s)? (?:analysis|view|opinion|words|assessment)$", "", match["source"]))
    if speaker is None:
        return
    if match.start() > len(text) // 2:
        yield _Said(speaker, "according to", 0, match.start())
    else:
        start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" ,"))
        yield _Said(speaker, "according to", start, len(text.rstrip()))


def _with_chains(said: Sequence[_Said]) -> Iterator[tuple[_Said, tuple[str, ...]]]:
    """Each saying with those around it: what lies inside another's content came through that speaker."""
    for place, one in enumerate(said):
        around = [o.speaker.name for o in said[:place] if o.start <= one.start < o.end and o.speaker != one.speaker]
        yield one, tuple(around)


def _statement(
    text: str, sentence: Sentence, said: _Said, days: Sequence[DaySpan], through: tuple[str, ...]
) -> Statement:
    start, end = sentence.start + said.start, sentence.start + said.end
    content = text[start:end]
    quotations = tuple(
        (start + m.start(), start + m.end()) for m in QUOTATION.finditer(content) if m.end() - m.start() > 3
    )
    covered = sum(b - a for a, b in quotations)
    opened = content[:1] in OPEN or content[-1:] in CLOSE
    form = "quotation" if covered >= 0.9 * len(content) or (opened and content.count("“") != content.count("”")) else ""
    outside = [d for d in days if sentence.start <= d.start < sentence.end and not start <= d.start < end]
    day = outside[0].first if outside and outside[0].precision == "day" else None
    made = Statement(
        said.speaker.name,
        said.speaker.office,
        said.verb,
        start,
        end,
        sentence.index,
        certainty_of(said.verb, content),
        "paraphrase",
    )
    return replace(
        made,
        form=form or ("mixed" if quotations else "paraphrase"),
        quotations=quotations,
        hearer=said.hearer,
        through=through,
        said_on=day,
    )
