"""Origins of the cited reference lists: one a publisher, title, date and address. No rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from multifront.domain import UNKNOWN, Origin
from multifront.sources.dates import published_by
from multifront.sources.reliability import record, speaker_class
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord

LICENCE = "copyright of the publisher; single facts and figures cited"
PRIMARIES = (
    (r"\bGACC\b|Chinese customs|China customs|Chinese Customs", "General Administration of Customs of China (GACC)"),
    (r"Russian customs|Russian FTS|\bFTS\b", "Federal Customs Service of Russia"),
    (r"Eurostat", "Eurostat"),
    (r"\bCensus\b|USITC", "US Census Bureau"),
    (r"\bBEA\b", "US Bureau of Economic Analysis"),
    (r"Kpler", "Kpler"),
    (r"Vortexa", "Vortexa"),
    (r"\bOEC\b", "Observatory of Economic Complexity"),
    (r"UANI", "United Against Nuclear Iran"),
    (r"Gazprom", "Gazprom"),
    (r"CMPR", "US Department of Defense, China Military Power Report"),
    (r"MSMT", "Multilateral Sanctions Monitoring Team"),
    (r"\bROK\b|\bNIS\b", "Republic of Korea, Ministry of National Defense and intelligence services"),
    (r"Kiel", "Kiel Institute for the World Economy"),
    (r"\bKSE\b", "KSE Institute"),
    (r"USDA", "US Department of Agriculture"),
    (r"\bEIA\b", "US Energy Information Administration"),
    (r"\bIEA\b", "International Energy Agency"),
    (r"Bank of Russia", "Bank of Russia"),
    (r"SIPRI", "SIPRI"),
    (r"CSIS", "Center for Strategic and International Studies"),
    (r"\bRAND\b", "RAND Corporation"),
    (r"Bloomberg Economics", "Bloomberg Economics"),
    (r"PortWatch", "International Monetary Fund, PortWatch"),
    (r"Joint Staff", "Japan Joint Staff"),
    (r"\bMOFCOM\b", "Ministry of Commerce of China"),
    (r"US Army", "US Army"),
    (r"Ukrainian Air Force", "Ukrainian Air Force"),
    (r"Reuters", "Reuters"),
)
"""Primaries that the lists name, by the words in which they name them."""


@dataclass(frozen=True, slots=True)
class Citation:
    """How a reference list cites a source: the four cells that identify it, and whether its own words were read."""

    publisher: str
    title: str
    date: str
    address: str
    seen: str

    @property
    def origin_id(self) -> str:
        """A stable id: publisher and date for the eye, a short hash for uniqueness."""
        words = re.sub(r"[^a-z0-9]+", "-", self.publisher.lower()).strip("-")[:32].strip("-") or "source"
        key = "\x1f".join((self.publisher, self.title, self.date, self.address))
        return f"ref-{words}-{self.date or 'undated'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def link_of(address: str) -> str:
    """The address as a link, or `unknown: link not kept` for a short form, a folder or a remark."""
    if re.match(r"https?://", address):
        return address
    if address.startswith("../"):
        return f"{UNKNOWN}link not kept (read in {address.removeprefix('../')})"
    return f"{UNKNOWN}link not kept" + (f" ({address})" if address.startswith("short:") else "")


def producer_of(publisher: str, definitions: Iterable[str]) -> str:
    """The primary that the publisher or, failing that, the definitions name; else the publisher itself."""
    for texts in ([publisher], sorted(set(definitions))):
        found = [name for pattern, name in PRIMARIES if any(re.search(pattern, text) for text in texts)]
        if found:
            return "; ".join(dict.fromkeys(found[:3]))
    cleaned = re.sub(r"^\((.*)\)$", r"\1", publisher)
    lost = re.search(r"not kept|^-?$", publisher)
    return f"{UNKNOWN}source not kept" if lost else cleaned


def origin_of(citation: Citation, definitions: Iterable[str] = (), note: str = "") -> OriginRecord:
    """The origin record of a citation.

    Args:
        citation: the four cells and how it was read.
        definitions: definition texts of the rows that cite it, where a primary may be named.
        note: what a reader must know besides.
    """
    publisher = citation.publisher
    known_date = published_by(citation.date) is not None
    title = citation.title
    return record(
        speaker_class(publisher, citation.seen, citation.address),
        Origin(
            id=citation.origin_id,
            producer=producer_of(publisher, definitions),
            title=title if title and not title.startswith("(") else f"{UNKNOWN}title not kept",
            edition=f"{UNKNOWN}none stated",
            licence=LICENCE,
            link=link_of(citation.address),
            published=citation.date if known_date else f"{UNKNOWN}date not kept",
            edition_date=EDITION_NOT_STATED,
            sha256=f"{UNKNOWN}page not kept",
            reliability="",
            read_at=publisher if not re.search(r"not kept|^-?$", publisher) else f"{UNKNOWN}not kept",
            note=note,
        ),
    )
