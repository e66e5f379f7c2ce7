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
    match = TITLE.match(subject)
    name, office = (match["name"], match["office"]) if match else (subject, "")
    if apposition and OFFICE.search(apposition):
        office = re.sub(r"^(?:a|an|the)\s+", "", apposition)
    return name.strip(), office.strip()
