"""How reliable an origin is (A to F), how credible an item, and which rows are weak. One rule for all; no parsing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from multifront.domain import UNKNOWN, Origin
from multifront.sources.rows import OriginRecord

LADDER = "ABCDEF"
CLASSES = {
    "producer": ("A", "statistical or scholarly producer, or an official count, read in its own file"),
    "official": ("B", "official body or established press, read in its own words"),
    "secondary": ("C", "copy or aggregator that names its primary"),
    "state": ("D", "state-run medium of a party to the matter"),
    "anonymous": ("D", "anonymous copy, blog or aggregator without a named primary"),
    "computed": ("C", "our arithmetic on other rows"),
    "lost": ("E", "the source itself was not kept"),
}
"""Where each class of speaker starts on the Admiralty scale, and in what words."""

STATE_RUN = re.compile(
    r"xinhua|people'?s daily|people\.cn|china daily|global times|cgtn|cctv|china\.org|china\.com|kankan|guancha"
    r"|chinagate|reference news|the paper|china review|cri italian|shanghai daily|beijing daily|netease|163\.com"
    r"|tass|sputnik|\brt\b|ria novosti|ria copy|(?<!ukrainska )pravda|izvestia|russia beyond|vestnik|primorye|rosatom"
    r"|kcna|tehran times|press tv|presstv|irna|kayhan|saed|fars|iran gate",
    re.IGNORECASE,
)
ANONYMOUS = re.compile(
    r"blog|forum|wikipedia|wikisum|aggregator|repost|mirror|hanna-ai|themonexus|tugboathq|herald\.la|pulse-z|particle"
    r"|bimba|exbulletin|occasionaldigest|youdigital|easy-to-read|chronicleai|switzerlandtvnews|patrioticparade"
    r"|breakinglatest|aussiedlerbote|feifmx|raluker|mtxww|hnmdtv|defconalerts|creaders|zerohedge|allthe\.news"
    r"|orbit-base|gitnux|isidewith|sitrep|compilation|squidsaccess|newsar|monroehelpc|onewirenews|dnyuz|instapundit"
    r"|projectfifty4|defence matters",
    re.IGNORECASE,
)
ANONYMOUS_HOST = re.compile(r"https?://[^/]*(?:sinodefenceforum|blogspot|wordpress|livejournal|substack)\.", re.I)
COPY = re.compile(r"\bvia\b|copy|copies|citing|quoting|quoted|cited|reprint|replication|\(from |dataset", re.IGNORECASE)
LOST = re.compile(r"not kept|seen in|seen with|^-?$", re.IGNORECASE)
STATISTICAL = re.compile(
    r"joint staff|eurostat|census|\beia\b|\biea\b|usda|kiel institute|usitc|sipri|national bureau of statistics", re.I
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A reliability letter with the words that explain it."""

    letter: str
    basis: str


def speaker_class(publisher: str, seen: str, address: str = "") -> str:
    """The class of speaker of a publisher as written in a reference list.

    Args:
        publisher: the publisher as written, copies and primaries included.
        seen: 'yes' where the publisher's own words were read, 'secondary' otherwise.
        address: where it was read; a copy in a forum or on a blog host is anonymous whomever it names.

    Returns:
        A key of `CLASSES`.
    """
    if LOST.search(publisher):
        return "lost"
    if publisher == "computed here":
        return "computed"
    if ANONYMOUS.search(publisher) or (seen != "yes" and ANONYMOUS_HOST.match(address)):
        return "anonymous"
    if STATE_RUN.search(publisher):
        return "state"
    if seen != "yes" or COPY.search(publisher):
        return "secondary"
    return "producer" if STATISTICAL.search(publisher) else "official"


def judge(kind: str, fields: dict[str, str]) -> Judged:
    """The letter of an origin: its class, one step lower for one unknown field, two for more.

    Args:
        kind: a key of `CLASSES`.
        fields: producer, licence, link and published as they will stand in the origin.
    """
    start, words = CLASSES[kind]
    unknown = [name for name in ("producer", "licence", "link", "published") if fields[name].startswith(UNKNOWN)]
    steps = min(len(unknown), 2)
    letter = LADDER[min(LADDER.index(start) + steps, len(LADDER) - 1)]
    if not unknown:
        return Judged(letter, f"{start}: {words}")
    return Judged(letter, f"{start}: {words}; {steps} lower: {', '.join(unknown)} unknown")


def record(kind: str, origin: Origin, lag_days: int | None = None, lag_basis: str = "") -> OriginRecord:
    """The origin with its reliability filled in by the rule; what it carried before in that field is replaced."""
    fields = {name: str(getattr(origin, name)) for name in ("producer", "licence", "link", "published")}
    judged = judge(kind, fields)
    rated = Origin(
        id=origin.id,
        producer=origin.producer,
        title=origin.title,
        edition=origin.edition,
        licence=origin.licence,
        link=origin.link,
        published=origin.published,
        edition_date=origin.edition_date,
        sha256=origin.sha256,
        reliability=judged.letter,
        read_at=origin.read_at,
        note=origin.note,
    )
    return OriginRecord(rated, judged.basis, lag_days, lag_basis)


def weakness(source: OriginRecord) -> str:
    """Why rows of this origin cannot stand alone; empty where they can. A named copy with a link is no reason."""
    reasons = []
    if source.origin.reliability in "DEF":
        reasons.append(f"reliability {source.origin.reliability} ({source.reliability_basis})")
    if source.origin.link.startswith(UNKNOWN):
        reasons.append("link not kept")
    return "; ".join(reasons)


def credibility(seen: str, note: str, kind: str) -> int:
    """Credibility 1-6 of an item, apart from its source: lost source 6, conflict 3, confirmed 1, seen 2, copy 3."""
    if kind == "lost":
        return 6
    if CONFLICT.search(note):
        return 3
    if re.search(r"\bagrees?\b|confirms|confirmed by", note, re.IGNORECASE):
        return 1
    return 2 if seen == "yes" else 3


CONFLICT = re.compile(r"conflict|differs|disagree", re.IGNORECASE)
"""Words by which the reference lists say that another figure or date exists."""
