"""What a document says that somebody said: speaker, content, quotation or paraphrase, chains of hearsay. Judges
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from multifront.reading.days import DaySpan
from multifront.reading.parsed import QUOTATION, Parsed, parse
from multifront.reading.saying import PLAIN, WITH_MARK, certainty_of
from multifront.reading.sayings import PARTICIPLE_SAID, Said, find_sayings, participle_sayings
from multifront.reading.sentences import Sentence
from multifront.reading.spans import starting_in
from multifront.reading.speakers import BODY, NAME, OFFICE, PERSON, TITLE, TITLED, Cast, Speaker, can_speak
from multifront.reading.subjects import acting

OPEN, CLOSE = '“"«„', '”"»“'
SUBJECT = rf"(?P<subject>{TITLED}|{BODY}|{NAME}|[Hh]e|[Ss]he|[Tt]hey)"
APPOSED = r"(?:\s*\([A-Z][\w .]{0,12}\))?(?:,\s+(?P<apposition>(?:an?|the|who|[A-Z]|[a-z]+[ -])[^;:“”\"]{2,140}?),)?"
ADVERB = r"(?:has|have|had|also|then|later|earlier|again|once|further|recently|repeatedly|now|[a-z]{3,12}ly)"
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
    rf"obtained)\b[^,.;:]{{0,60}})?(?=[,.;:)]|$)"
)
ACCORDING_TO_ANY = re.compile(r"\b[Aa]ccording to (?P<source>[^,.;:()“”\"]{3,90}?)(?=[,.;:)]|$)")
"""Any source up to the next mark."""
OF_SOURCE = re.compile(r",\s+(?:which|who|whose) [^,.;:()“”\"]{3,90}?(?=[,.;:)]|$)")
"""What a relative says of a source, which is no part of what it says."""
SAID_OF = re.compile(
    rf",\s+(?P<verb>{PLAIN}|{WITH_MARK})\s+(?P<body>(?:the|its|his|her|their|an?)\s+[a-z][\w’' -]{{2,60}}?)?"
    rf"(?(body),?\s+)(?P<name>{NAME})(?:,\s+[^,.]{{2,80}})?(?=\s*\.?\s*$|,\s+(?:who|though|but|and|while|"
    rf"although|when|after|adding|as)\b)"
)
"""A speaker after the verb at the end, without quotation marks: ", said its director, Milena Petrovic."."""
GOES_ON = re.compile(r",\s+(?:and|but|although|though|while)\s")
OWN_VIEW = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Tt]o) (?:his|her|their) (?:own )?(?:view|estimate|account|opinion|words|reckoning|"
    r"telling|assessment|"
    r"judge?ment|mind|eyes)\b"
)
SHORTEST_LEAD = 12
"""Characters before "in her view" that are a content."""
DEEPEST = 4
SHORTEST_PIECE, SHORTEST_REST, LONG_REST = 2, 3, 7
"""Words of a quoted stretch inside a paraphrase that makes a statement of its own (one word is a name or
a doubt), and of the rest that makes one beside it."""
IN_EYES = re.compile(rf"^(?P<source>{NAME})(?:’s|') (?:view|opinion|words|eyes|assessment|analysis)\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one speaker asserts: the content is `text[start:end]`, the sentence around it has the number `sentence`.

    `form` is quotation (all of the content is in quotation marks), mixed, or paraphrase; `quotations` are the quoted
    spans
    inside the content. `certainty` is certain, likely, possible, unlikely or denied, as the speaker puts it. `through`
    names
    who passes it on, nearest to the reader first: in "X told Y that Z warned" the content of Z came through X.
    `cue` are the words that bring the content in or follow it.
    A `piece` is a quoted stretch of a paraphrase that is a statement of its own beside it.
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
    cue: tuple[int, int] | None = None
    piece: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """A verb of saying with its speaker, the span of what was said and that of the words that bring it in."""

    speaker: Speaker
    verb: str
    start: int
    end: int
    hearer: str = ""
    cue: tuple[int, int] | None = None


def find_statements(
    text: str, sentences: Sequence[Sentence], days: Sequence[DaySpan] = (), parsed: Sequence[Parsed] | None = None
) -> list[Statement]:
    """Statements of a text, in order.

    Args:
        text: the plain text.
        sentences: its sentences.
        days: its dates; a day in the words that bring a statement in is the day on which it was said.
        parsed: the sentences with their verbs, where they were found already.

    Returns:
        Statements of named and unnamed speakers. A quotation that goes on over several sentences is one statement, and
        `sentence` the number of the first. A quoted piece inside a paraphrase is a statement of its own too, a
        `piece`. What the author asserts is no statement.

    Raises:
        Nothing of its own.
    """
    cast = Cast()
    found: list[Statement] = []
    opened = Opened()
    for sentence, one in zip(sentences, parsed or map(parse, [s.text for s in sentences]), strict=True):
        said = list(_said(one, cast))
        if not said and (speaker := opened.speaker_of(sentence, cast.last)) is not None:
            said = [_Said(*speaker, 0, len(sentence.text))]
        elif said and opened.waiting:
            # The speaker of a quotation that began some sentences ago stands in this one.
            for earlier in opened.waiting:
                found.append(
                    _statement(text, earlier, _Said(said[0].speaker, said[0].verb, 0, len(earlier.text)), days, ())
                )
        for made in [_statement(text, sentence, each, days, chain) for each, chain in _with_chains(said)]:
            pieces = list(_pieces(made, text))
            alone = pieces and (made.verb.startswith("call") or not _says_more(text, made))
            found += pieces if alone else [made, *pieces]
        if opened.waiting and not said and opened.closes(sentence) and cast.last is not None:
            # A quotation over several sentences for which nobody is named.
            for earlier in (*opened.waiting, sentence):
                held = _Said(cast.last, "said", 0, len(earlier.text))
                found.append(_statement(text, earlier, held, days, ()))
        opened = opened.after(sentence, said)
    return _joined(text, sorted(_once(found), key=lambda one: one.sentence))


def _joined(text: str, found: Sequence[Statement]) -> list[Statement]:
    """Statements, those of one quotation that runs over several sentences joined to one."""
    made: list[Statement] = []
    for one in found:
        last = made[-1] if made else None
        if last is not None and one.speaker == last.speaker and _open_between(text[last.start : one.start], last):
            quotations = ((last.start, one.end),) if last.form == "quotation" else last.quotations
            made[-1] = replace(last, end=one.end, cue=last.cue or one.cue, quotations=quotations)
        else:
            made.append(one)
    return made


def _open_between(passed: str, last: Statement) -> bool:
    """Whether a quotation that was opened in a statement is still open where the next begins."""
    if last.piece or not passed.strip():
        return False
    return passed.count("“") > passed.count("”") or passed.count('"') % 2 == 1


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of quotation marks when a sentence begins: who is being quoted, who was last, who is awaited."""

    quoting: tuple[Speaker, str] | None = None
    last: tuple[Speaker, str] | None = None
    place: int = -1
    waiting: tuple[Sentence, ...] = ()

    def speaker_of(self, sentence: Sentence, last: Speaker | None = None) -> tuple[Speaker, str] | None:
        """Who says a sentence without a saying: who is being quoted, or, where all of it is quoted, who spoke just
        before, else who was named last.
        """
        if self.quoting is not None and self.place == sentence.index - 1:
            return self.quoting
        begins = sentence.text[:1] in OPEN
        if begins and sentence.text.rstrip()[-1:] in CLOSE:
            spoke = self.last if self.place == sentence.index - 1 else None
            return spoke or ((last, "said") if last else None)
        return None

    def closes(self, sentence: Sentence) -> bool:
        """Whether a sentence ends the quotation that waits for its speaker."""
        text = sentence.text
        return text.count("”") > text.count("“") or text.count('"') % 2 == 1

    def after(self, sentence: Sentence, said: Sequence[_Said]) -> Opened:
        """The state when the next sentence begins."""
        text = sentence.text
        opens, closes = text.count("“"), text.count("”")
        odd = text.count('"') % 2 == 1
        quoting = self.quoting
        unclosed = opens > closes or (odd and quoting is None and not self.waiting)
        if said:
            spoke = (said[-1].speaker, said[-1].verb)
            goes_on = quoting is not None and said[0].cue is None and not (closes > opens or odd)
            return Opened(spoke if goes_on or (unclosed and not self.waiting) else None, spoke, sentence.index)
        if self.waiting and self.waiting[-1].paragraph == sentence.paragraph and not (closes > opens or odd):
            return replace(self, waiting=(*self.waiting, sentence))
        if unclosed and text[:1] in OPEN and quoting is None:
            return Opened(waiting=(sentence,))
        return Opened()


def _once(found: Sequence[Statement]) -> list[Statement]:
    """Statements, each span once."""
    return list({(one.start, one.end): one for one in reversed(found)}.values())[::-1]


def _pieces(whole: Statement, text: str) -> Iterator[Statement]:
    """The quoted stretches of a paraphrase as statements of their own."""
    if whole.form != "mixed":
        return
    for start, end in whole.quotations:
        if len(text[start:end].split()) < SHORTEST_PIECE:
            continue
        yield replace(whole, start=start, end=end, form="quotation", quotations=((start, end),), piece=True)


def _says_more(text: str, whole: Statement) -> bool:
    """Whether a paraphrase asserts something outside the quotation marks in it: three words or more, one a verb."""
    rest = list(text[whole.start : whole.end])
    for start, end in whole.quotations:
        rest[start - whole.start : end - whole.start] = "·" * (end - start)
    outside = "".join(rest)
    size = len(re.findall(r"[\w’'-]+", outside))
    return size >= LONG_REST or (size >= SHORTEST_REST and bool(parse(outside).verbs))


def _said(parsed: Parsed, cast: Cast) -> list[_Said]:
    """The sayings of a sentence, outermost first; none that stands inside quotation marks."""
    text = parsed.text
    found = list(_after_quotation(text, cast))
    if found:
        hanging = [Said(found[-1].speaker.name, "", 0, 0, (0, 0))]
        found += [
            replace(found[-1], verb=one.verb, start=one.start, end=one.end, cue=one.cue)
            for one in participle_sayings(parsed, hanging)
        ]
        return found
    found = list(_by_according(text, cast))
    if (last := _said_last(text, cast, parsed.quoted)) is not None:
        found.append(last)
    sayings = find_sayings(parsed)[:DEEPEST]
    for one in (*sayings, *participle_sayings(parsed, sayings)):
        speaker = cast.named(one.subject, one.apposition)
        if speaker is not None:
            found.append(_Said(speaker, one.verb, one.start, one.end, one.hearer, one.cue))
    if not found and (subject := acting(parsed)) and _is_introduced(subject, cast):
        cast.named(*subject)
    return found


def _is_introduced(subject: tuple[str, str], cast: Cast) -> bool:
    """Whether a subject that says nothing yet may be whom "she" means next: an office with a name, or the first."""
    name, apposition = subject
    return TITLE.match(name) is not None or (
        PERSON.match(name) is not None and (cast.last is None or OFFICE.search(apposition) is not None)
    )


def _said_last(text: str, cast: Cast, quoted: Sequence[tuple[int, int]]) -> _Said | None:
    """A speaker after its verb at the end, no quotation marks: "..., said its director, X"."""
    match = SAID_OF.search(text)
    if match is None or match.start() <= 20 or any(a < match.start("verb") < b for a, b in quoted):
        return None
    speaker = cast.named(match["name"], (match["body"] or "").strip(" ,"))
    return _Said(speaker, match["verb"], 0, match.start(), "", match.span()) if speaker else None


def _after_quotation(text: str, cast: Cast) -> Iterator[_Said]:
    """A quotation followed by X said: the quotation before the speaker, and the one that goes on after."""
    found = SAID_BY.finditer(text) if "”" in text or '"' in text else iter(())
    match = next((one for one in found if _closes(text, one) and can_speak(one["first"] or one["second"])), None)
    if match is None:
        return
    opened = max((text.rfind(mark, 0, match.start()) for mark in '“"«'), default=-1)
    begun = opened < 0 and text[match.start() : match.end()].lstrip(",.!?…")[:1] in CLOSE
    speaker = cast.named(match["first"] or match["second"], match.groupdict().get("apposed") or "")
    if (opened < 0 and not begun) or speaker is None:
        return
    verb = re.search(rf"\b(?:{PLAIN}|{WITH_MARK})\b", match[0])
    begin = 0 if begun else text.find(text[opened], 0, opened + 1)
    if begin and parse(text[:begin]).verbs:
        begin = 0  # a quoted piece at the end of a paraphrase
    end = match.start() + len(match[0]) - len(match[0].lstrip(',.!?…”"'))
    after = QUOTATION.search(text, match.end())
    hangs = PARTICIPLE_SAID.search(text, match.end()) or GOES_ON.search(text, match.end())
    stop = min([found.start() for found in (after, hangs) if found], default=len(text))
    cue = (end, stop)
    said = verb[0] if verb else "said"
    yield _Said(speaker, said, begin, end, "", cue)
    if after:
        yield _Said(speaker, said, after.start(), after.end(), "", cue)


def _closes(text: str, match: re.Match[str]) -> bool:
    """Whether the quotation mark at which a match begins closes a quotation, and does not open one."""
    mark = re.search(r"[”\"]", match[0])
    at = match.start() + (mark.start() if mark else 0)
    before = text[:at].count('"')
    # A quotation may have begun in an earlier sentence: then a first mark with no second behind it closes.
    return text[at] == "”" or before % 2 == 1 or (before == 0 and text.count('"') == 1)


def _by_according(text: str, cast: Cast) -> Iterator[_Said]:
    match = ACCORDING.search(text) or ACCORDING_TO_ANY.search(text) or IN_EYES.search(text)
    if match is None:
        yield from _by_own_view(text, cast)
        return
    speaker = cast.named(re.sub(r"(?:’s|'s)? (?:analysis|view|opinion|words|assessment)$", "", match["source"]))
    held = OF_SOURCE.match(text, match.end())
    stop = held.end() if held else match.end()
    if speaker is None:
        return
    if len(text[: match.start()].split()) >= 4:
        cut = re.search(r",?\s*$", text[: match.start()])
        end = cut.start() if cut else match.start()
        yield _Said(speaker, "according to", 0, end, "", (end, stop))
    else:
        start = stop + len(text[stop:]) - len(text[stop:].lstrip(" ,"))
        begin = 0 if match.start() > 2 and text[: match.start()].rstrip().endswith(",") else start
        yield _Said(speaker, "according to", begin, len(text.rstrip()), "", (match.start(), start))


def _by_own_view(text: str, cast: Cast) -> Iterator[_Said]:
    """What holds "in her estimate", "by his account"."""
    match = OWN_VIEW.search(text)
    speaker = cast.last if match else None
    if match is None or speaker is None:
        return
    cue = match.span()
    if match.start() < SHORTEST_LEAD:
        start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" ,"))
        yield _Said(speaker, "in view of", start, len(text.rstrip()), "", (match.start(), start))
        return
    rest = re.search(r"[,;]\s*(?:and|but|while)?\s*$", text[: match.start()])
    yield _Said(speaker, "in view of", 0, rest.start() if rest else match.start(), "", cue)


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
    torn = content.count("“") != content.count("”") or content.count('"') % 2 == 1
    form = "quotation" if covered >= 0.9 * len(content) or (opened and torn) else ""
    outside = [d for d in starting_in(days, sentence.start, sentence.end) if not start <= d.start < end]
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
        cue=(sentence.start + said.cue[0], sentence.start + said.cue[1]) if said.cue else None,
    )
