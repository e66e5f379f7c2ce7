"""Who speaks: names, offices and bodies before a verb of saying, and whom "he" or a surname stands for. Reads no
content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

WORD = r"(?:(?:[A-Z]\.){2,4}|[A-Z][\w’'.-]*[\w’']|[A-Z]\.?)"
LINK = r"(?:of|for|the|and|in|on|de|van|von|bin|al|el|&|to)"
NAME = rf"{WORD}(?:\s+(?:{LINK}\s+){{0,3}}{WORD}){{0,10}}"
ROLE = (
    r"analysts?|experts?|scholars?|officials?|observers?|sources?|diplomats?|critics|commentators?|researchers?|"
    r"economists?|officers?|"
    r"commanders?|ministers?|lawmakers?|intelligence|assessments?|reports?|statements?|ministry|government|military|"
    r"army|navy|spokes\w+|"
    r"president|admiral|general|generals|newspaper|agency|paper|document|study|article|author|authors|office|bureau|"
    r"institute|think tank|"
    r"communique|communiqué|analysis|estimates?|figures|data|leaders?|senators?|envoys?|ambassadors?|chief|premier|"
    r"delegates?|rebels|"
    r"traders?|monitors?|investigators?|prosecutors?|strategists?|historians?|journalists?|politicians?|academics?|"
    r"veterans?|allies|opponents?"
)
BODY = (
    rf"(?:(?:the|a|an|some|many|most|several|other|two|three|few|one|this|these|its|his|their|senior|former|top|"
    rf"[\w-]+ese|[\w-]+ian|western|regional|local|military|political|independent|unnamed|anonymous|defen[cs]e|"
    rf"foreign|intelligence|security)\s+"
    rf"|{WORD}(?:’s|'s)?\s+){{0,5}}(?:{ROLE})(?:\s+(?:in|at|from|of|with|close to|"
    rf"familiar with)\s+(?:the\s+)?[\w’'-]+(?:\s+{WORD}){{0,4}})?"
)
OFFICE = re.compile(
    r"\b(?:president|prime minister|minister|secretary|director(?:-general)?|chief|chair(?:man|woman)?|ambassador|"
    r"envoy|spokes(?:man|woman|person)|"
    r"general|admiral|colonel|commander|premier|chancellor|king|emperor|senator|representative|governor|mayor|"
    r"professor|researcher|"
    r"analyst|fellow|scientist|scholar|economist|historian|expert|strategist|official|leader|adviser|advisor|head|"
    r"deputy|author|"
    r"correspondent|lawmaker|lecturer|commissioner|officer|captain)\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"^(?P<office>.*\b(?:President|Minister|Secretary|Director(?:-General)?|Chief|Chair(?:man|woman)?|Ambassador|"
    r"Envoy|Spokes(?:man|woman|person)|"
    r"General|Gen\.|Admiral|Adm\.|Colonel|Col\.|Lt\.|Commander|Premier|Chancellor|King|Senator|Sen\.|Representative|"
    r"Rep\.|Governor|Professor|Prof\.|"
    r"Dr\.|Mr\.|Mrs\.|Ms\.|Intelligence|Leader|Brigadier|Major|Marshal|Commissioner|Captain|Analyst|"
    r"Researcher))\s+(?P<name>[A-Z].*)$"
)
OFFICES = (
    r"spokes(?:man|woman|person)|minister|president|premier|chief|commander|ambassador|envoy|official|analyst|researcher|"
    r"professor|historian|economist|lawmaker|senator|general|admiral|colonel|director|secretary|leader|adviser|expert|fellow"
)
TITLED = rf"(?:[\w’'-]+\s+){{0,4}}(?:{OFFICES})\s+{WORD}(?:\s+{WORD}){{0,3}}"
"""An office in small letters with a name: "former army chief Manoj Naravane"."""
LOWER_TITLE = re.compile(rf"^(?P<office>.*\b(?:{OFFICES}))\s+(?P<name>[A-Z].*)$")
SPEAKING = re.compile(
    rf"\b(?:{ROLE}|{OFFICES}|friends?|brokers?|lawyers?|aides?|relatives?|neighbours?|chiefs?|heads?|mayors?|clerics?|judges?|residents?|witness(?:es)?|villagers?|workers?|teachers?|"
    r"sources?|some|others|many|both|few|most|cabinet|parliament|council|committee|commission|court|command|embassy|"
    r"assembly|congress|senate|company|firm|bank|group|party|union|university|federation|federations|operator|"
    r"regulator|police|guard|force|forces|junta|regime|administration|authorit(?:y|ies)|organi[sz]ation|alliance|"
    r"association|mission|secretariat|service|department|board|tribunal|survey|polls?|memo|letter|note|filing|"
    r"ruling|dispatch|magazine|journal|broadcaster|channel|website|coalition|faction|movement|front|"
    r"militias?|militants|guerrillas|insurgents|church|mosque|counterparts?|colleagues|armies|navies|militaries|governments|ministries|sides|capitals|men|women|people|kremlin|dissidents|hospitals?|another|third|fourth|"
    r"negotiators?|mediators?|engineers?|doctors?|farmers?|activists?|insurers?|companies|banks|firms|"
    r"\w{3,}(?:ers|ors|ists|ians|women|men|woman|man|ist|ant|ants))\b",
    re.IGNORECASE,
)
"""Words for people and bodies, and endings that people's words have."""
NO_SPEAKER = re.compile(
    r"^(?:what|there|this|that|these|those|nothing|nobody|no one|i|we|you|which|who|one|all|none|each|everything|"
    r"something|anything|if|when|(?:the|a) \w+ (?:numbers|matters|borders|corners|waters|quarters|members))$",
    re.IGNORECASE,
)
PERSON = re.compile(rf"^{WORD}(?:\s+{WORD}){{1,3}}$")
PRONOUN = re.compile(r"^(?:he|she|they|it)$", re.IGNORECASE)
TRAILING = re.compile(r"\s*\([^()]{1,40}\)\s*$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asserted something: `name` as the text first gives it, and `office` where it gives one."""

    name: str
    office: str = ""

    @property
    def shown(self) -> str:
        """Name and office in one line."""
        return f"{self.name}, {self.office}" if self.office else self.name


@dataclass(slots=True)
class Cast:
    """Who has spoken in a document so far, so that surnames and pronouns find their person."""

    people: dict[str, Speaker] = field(default_factory=dict)
    last: Speaker | None = None
    last_body: Speaker | None = None

    def named(self, subject: str, apposition: str = "") -> Speaker | None:
        """The speaker that a subject stands for, remembered for later; None for a pronoun that nobody precedes."""
        subject = TRAILING.sub("", subject).strip(" ,")
        if PRONOUN.match(subject):
            return self.last_body if subject.casefold() in ("they", "it") else self.last
        subject = re.sub(r"^(?:[Tt]he|But|And|Previously|However|Meanwhile|Today|While|As)\s+(?=[A-Z])", "", subject)
        name, office = _parted(subject, apposition)
        known = self._known(name)
        if known is not None:
            speaker = known if known.office or not office else Speaker(known.name, office)
        else:
            speaker = Speaker(name, office)
        if _is_person(speaker):
            self.last = speaker
            self.people[speaker.name.split()[-1]] = speaker
            self.people.setdefault(speaker.name.split()[0], speaker)
        else:
            self.last_body = speaker
        return speaker

    def _known(self, name: str) -> Speaker | None:
        words = name.split()
        if not words:
            return None
        known = self.people.get(words[-1]) if len(words) <= 3 else None
        if known is not None and (len(words) == 1 or set(words) <= set(known.name.split())):
            return known
        return None


def _is_person(speaker: Speaker) -> bool:
    words = speaker.name.split()
    return (
        1 <= len(words) <= 4
        and words[0][0].isupper()
        and not re.search(rf"\b(?:{ROLE})\b|Ministry|Times|Post|Agency", speaker.name, re.I)
    )


def _parted(subject: str, apposition: str) -> tuple[str, str]:
    """Name and office: "Defense Minister Wellington Koo" is both, an apposition is the office."""
    apposition = TRAILING.sub("", apposition).strip(" ,")
    match = TITLE.match(subject) or LOWER_TITLE.match(subject)
    name, office = (match["name"], match["office"]) if match else (subject, "")
    if PERSON.match(apposition) and OFFICE.search(subject):
        return apposition, subject  # "Kosovo's defence minister, Ejup Maqedonci, warned"
    if apposition and OFFICE.search(apposition):
        office = re.sub(r"^(?:a|an|the)\s+", "", apposition)
    return name.strip(), office.strip()


def can_speak(subject: str, apposition: str = "") -> bool:
    """Whether a subject can be a speaker: a pronoun for a person, a name, or a word for people, offices and bodies.

    Args:
        subject: the words before the verb.
        apposition: what is said of them between commas.
    """
    subject = subject.strip()
    if not subject or NO_SPEAKER.match(subject):
        return False
    if PRONOUN.match(subject):
        return True
    if re.match(r"(?:By|In|On|At|From|For|With|After|Before|During|Since|As|Under|Of)\b", subject, re.IGNORECASE):
        return False
    rest = re.sub(r"^(?:the|a|an|some|many|most)\s+", "", subject, flags=re.IGNORECASE)
    head = re.split(r"\s+(?:of|in|at|from|on|for|with|by|to)\s+", rest)[0]
    names = re.match(r"[A-Z][\w’'.-]*[\w’'.](?:\s|$)", rest)
    return (
        bool(SPEAKING.search(head))
        or bool(names and re.search(r"[A-Z][\w’'.-]*$", head))
        or bool(OFFICE.search(apposition))
    )
