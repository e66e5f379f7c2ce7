"""Which clauses assert something that could be judged: questions, frames, bare sayings and announced acts do not.

Rules of form and small closed lists only; what kind of claim an assertion is, is said elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from multifront.reading.assertions import Assertion
from multifront.reading.draft_empty import empty
from multifront.reading.draft_moods import OUGHT
from multifront.reading.saying import ADDRESSED, NAMING, PLAINLY, SAYING
from multifront.reading.sentences import ITEM, NUMBERED
from multifront.reading.speakers import OFFICE, OFFICES, ROLE, can_speak
from multifront.reading.verb_forms import BASE, form_of
from multifront.reading.verb_groups import Finite
from multifront.reading.words import word_set

BARE = word_set("reply respond comment apologise apologize elaborate thank greet congratulate")
"""Verbs of answering and greeting, which say only that somebody spoke or did not."""
INTENDING = word_set("intend plan prepare pledge promise vow agree decide propose offer")
ACTS = word_set(
    "send conduct hold visit meet travel attend host return arrive deploy dispatch raise build open close join sign "
    "launch begin start continue resume allow permit supply provide deliver release publish discuss debate vote "
    "raise "
    "consider review withdraw station move hand appoint brief announce present table convene chair mediate fly sail "
    "add contribute increase cut spend repair complete finish buy sell pay invest extend expand halt suspend "
    "ban lift impose recall expel reopen establish set take"
)
"""Acts that are announced: what an office says that it will do is an event to come."""
MEETING = re.compile(
    r"\b(?:meets?|convenes?|gathers?|visits?|travels?|begins?|opens?|votes?|(?:is|are) (?:due|scheduled|set) to "
    r"(?:meet|"
    r"visit|begin|open|travel|vote|speak|arrive|hold|host|take|start|expire))\b"
)
DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:tomorrow|tonight|next (?:week|month|year))\b|\b\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)|\b(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.) \d{1,2}\b"
)
TOLD = re.compile(
    r"\b(?:story|tale|narrative|myth|fable|joke|proverb|saying|legend|cliché|slogan)\b[^.:]*:", re.IGNORECASE
)
"""What follows a colon after these is told and not asserted."""
NOTICE = re.compile(
    r"\b(?:views? expressed|(?:additional )?reporting by|editing by|edited by|translated by|all rights reserved|"
    r"subscribe|newsletter|click here|sign up|follow us|read more|cookies|this (?:article|interview|piece|text|"
    r"transcript|"
    r"conversation) (?:was|is|has been|first|originally)|(?:interview|conversation) (?:was|has been) (?:edited|"
    r"condensed|"
    r"conducted|translated)|edited (?:for|lightly)|lightly edited|what follows is|request(?:s|ed)? (?:for "
    r")?comment|photo(?:graph)?(?: by|:|/)|file photo|copyright|all times (?:are|in)|refresh (?:for|this page)|"
    r"live blog|"
    r"report an error|without permission|©)\b|©",
    re.IGNORECASE,
)
TITLE_HELD = re.compile(
    rf"^(?:[A-Z][\w’'.-]+ )(?:[\w’'.-]+ ){{0,3}}(?:is|was) (?:an?|the|currently|now) (?:[\w’'-]+ "
    rf"){{0,5}}?(?:{OFFICES}|{ROLE}|"
    r"columnist|editor|reporter|correspondent|writer|lecturer|scholar|consultant|head|member|graduate|visiting)\b"
)
DEFINED = re.compile(r"\b(?:is|are) (?:the (?:name|term|word|acronym) (?:of|for)|short for|known as)\b|\bstands? for\b")
NEGATIVE = re.compile(r"\b(?:no|not|never|neither|nobody|none|nothing)\b|n[’']t\b", re.IGNORECASE)
OWN_WILL = re.compile(r"^(?:I|we|he|she|they)\b(?! (?:will|would) (?:not )?be\b)", re.IGNORECASE)
PRONOUN_SELF = re.compile(
    r"^(?:I|we|he|she|they|it|the (?:ministry|government|army|council|command|office))\b", re.IGNORECASE
)


ENCOUNTERS = word_set("meet visit travel arrive attend host fly")
"""Acts of diplomacy that are events and carry no argument by themselves."""
AGENDA = word_set("address meet vote rule speak convene gather host visit travel arrive return attend brief")
"""What stands on a calendar where a day is named."""
UNDER_IF = re.compile(
    r"^(?:if|unless|should|when)\b[^;:]*?[,”\"] (?:[^,;:]{3,60}, )?[“\"]?(?:I|we) (?:will|shall)\b", re.IGNORECASE
)
"""A threat or promise of the speaker's own, under a condition."""
TOPIC = re.compile(r"^(?:On|About|Regarding)\s+(?:[\w’'-]+\s*){1,8}$")
MANNER = re.compile(r"^(?:(?:far|much|even|a little|rather|less|more|equally|similarly|\w+er)\s*){1,2}\w*$")
UNDERTAKING = re.compile(r"threat|vow|promis|pledg|agree|offer|propos|plan|refus|swor|swear")
ANSWERS = re.compile(r"\b(?:yes|no|maybe|perhaps|certainly|sometimes|never|indeed)$", re.IGNORECASE)
AGENT = re.compile(
    r"\b(?:ships?|destroyers?|frigates?|vessels?|aircraft|planes?|jets?|troops|soldiers|brigades?|battalions?|"
    r"convoys?|teams?|"
    r"delegations?|fleets?|units?|patrols?)\b|\b[A-Z]"
)
"""What an office sends or speaks for, beside people and bodies."""
SPEAKING_ONLY = (NAMING | PLAINLY | ADDRESSED) - word_set(
    "call raise put rule expect foresee point threaten repeat doubt"
)
"""Verbs that say only that somebody spoke where little follows; the others do much else ("called up", "raised")."""
STATIVE = word_set("be have see face need become suffer lose get know find feel fall rise remain")


AS_MUCH = re.compile(r"^(?:as much|so|otherwise|the same|nothing)\b(?! (?:of|as|to)\b)")
CONTENT = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might)\b")
SPOKEN_IN = re.compile(
    r"\b(?:interview|speech|statement|briefing|letter|message|post|call|parliament|report|note|hearing|conference|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


def asserts(one: Assertion) -> bool:
    """Whether a clause asserts something about the world that somebody might want judged.

    Args:
        one: the clause.

    Returns:
        False for headings and captions, questions, orders, notices, job titles and definitions, the bare fact that
        somebody spoke, frames that only announce what comes, short asides, and acts that their own actor announces.
    """
    text = _text(one)
    whole = one.sentence.text
    if _heading(one) or _asks(one, whole) or NOTICE.search(whole):
        return False
    if one.verb is None:
        return one.statement is not None and not ANSWERS.search(text)
    if TITLE_HELD.search(text) or DEFINED.search(text) or TOLD.search(whole):
        return False
    if TOPIC.match(text) or _introduces(one, text) or _undertakes(one, text):
        return False
    if empty(one, text):
        return False
    return not (_orders(one) or _only_says(one, text) or announces(one, text))


def _text(one: Assertion) -> str:
    offset = one.sentence.start
    return " ".join(one.sentence.text[one.start - offset : one.end - offset].split())


def _introduces(one: Assertion, text: str) -> bool:
    """Whether a clause only says how a speaker differs from the one before: "A diplomat was more careful"."""
    if one.verb is None or one.verb.sort != "be" or one.verb.base or one.statement is not None:
        return False
    after = " ".join(text.split()[len(one.subject.split()) + one.verb.last - one.verb.first + 1 :])
    return bool(MANNER.match(after)) and can_speak(one.subject)


def _undertakes(one: Assertion, text: str) -> bool:
    """Whether a content is what somebody threatens, promises or refuses to do: an act to come."""
    return text.startswith("to ") and one.statement is not None and UNDERTAKING.match(one.statement.verb) is not None


def _heading(one: Assertion) -> bool:
    """Whether the sentence is a title, a byline or a caption: it has no stop at its end, or bars between its parts."""
    text = one.sentence.text.rstrip()
    if " | " in text or text.count("|") > 1:
        return True
    if ITEM.match(text):
        return NUMBERED.match(text) is not None and text[-1] not in ".!"
    return text[-1] not in ".!…”\";,)’'"


def _asks(one: Assertion, whole: str) -> bool:
    """Whether a clause is part of a question, alone or inside quotation marks."""
    after = whole[one.end - one.sentence.start :].lstrip('”"’) ')
    return after[:1] == "?" or (whole.rstrip('”"’) ').endswith("?") and one.end - one.sentence.start >= len(whole) - 3)


def _orders(one: Assertion) -> bool:
    """Whether a clause begins with a verb in its base form and no subject: "Consider the last weeks"."""
    first = one.words[0]
    form = form_of(first.key)
    if form is not None and BASE in form.forms and not form.noun and one.start == one.sentence.start:
        return one.statement is None and first.text[0].isupper() and first.key not in ("have", "do")
    if one.opener == "half" or form is None or BASE not in form.forms or form.noun or first.text[0].islower():
        return first.key in ("let", "consider", "imagine", "suppose", "recall", "note") and one.opener != "half"
    return not one.subject


def _only_says(one: Assertion, text: str) -> bool:
    """Whether a clause says only that somebody spoke: a verb of saying or answering with little after it."""
    verb = one.verb
    if verb is None or one.statement is not None:
        return False
    after = text.split()[len(one.subject.split()) + verb.last - verb.first + 1 :]
    if verb.base in BARE or AS_MUCH.match(" ".join(after)):
        return True
    if verb.base in SAYING and verb.sort in ("past", "present") and _circumstance(after):
        return True
    if OUGHT.search(text):
        return False
    if NEGATIVE.search(text):
        return False
    if verb.base in ("say", "tell", "ask", "argue", "insist", "add") and verb.sort != "be":
        return True
    if CONTENT.search(" ".join(after)):
        return False  # "believe the port will reopen" holds a content of its own
    return verb.base in SPEAKING_ONLY and len(after) <= 5 and verb.sort in ("past", "present", "have")


def _circumstance(after: Sequence[str]) -> bool:
    """Whether nothing follows a verb of saying, or only where, when or how it was said."""
    if not after or after[0] in ("overnight", "yesterday", "earlier", "later"):
        return True
    return after[0] in ("on", "in", "at", "during") and bool(SPOKEN_IN.search(" ".join(after)))


def announces(one: Assertion, text: str) -> bool:
    """Whether a clause tells an act that its own actor announces, or that is on a calendar: an event to come."""
    verb = one.verb
    if verb is None:
        return False
    if (
        verb.base in INTENDING
        and re.search(rf"\b{verb.base}\w* to\b", text)
        and verb.sort in ("present", "past", "have")
    ):
        return True
    if MEETING.search(text) and DAY.search(text) and verb.sort in ("present", "be"):
        return True
    said = one.statement
    if _future(verb, text) and verb.base in AGENDA and DAY.search(text):
        return True
    if UNDER_IF.match(text) and said is not None:
        return True
    if verb.base in ENCOUNTERS and (_future(verb, text) or (verb.sort == "past" and said is None)):
        return True
    if not _future(verb, text) or said is None:
        return False
    if OWN_WILL.match(text) and verb.base not in STATIVE:
        return True
    if verb.base not in ACTS or not (can_speak(one.subject or one.shared) or AGENT.search(one.subject or one.shared)):
        return False
    office = f"{said.speaker} {said.office}"
    return bool(OFFICE.search(office) or re.search(rf"\b(?:{ROLE})\b|Command|Ministry|Council", office)) or bool(
        PRONOUN_SELF.match(text)
    )


def _future(verb: Finite, text: str) -> bool:
    return verb.sort == "modal" and bool(re.search(r"\b(?:will|would|shall|won[’']t)\b|[’'](?:ll|d)\b", text))
