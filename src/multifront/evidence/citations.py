"""Origins as BibTeX and CSL-JSON for reference managers. Knows no store and no brief; unknown fields are left out.

The key of an entry depends on the origin alone, so it is the same in every brief.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from multifront.domain import UNKNOWN, Origin

ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
"""Characters that TeX would read as commands."""

DATED = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")


def citation_key(origin: Origin) -> str:
    """The key of an origin: its id where that is plain ASCII, else a plain form of it with eight digits of its hash."""
    plain = re.sub(r"[^A-Za-z0-9_:.-]+", "-", origin.id)
    return plain if plain == origin.id and plain else f"{plain}-{hashlib.sha256(origin.id.encode()).hexdigest()[:8]}"


def bibtex(origins: Iterable[Origin]) -> str:
    """BibTeX (UTF-8) of these origins, each once, by key.

    Args:
        origins: any order, repetitions allowed.

    Returns:
        One `@misc` entry an origin; empty text for none. Braces in a value are always balanced.
    """
    return "\n".join(_entry(origin) for origin in _sorted(origins))


def csl(origins: Iterable[Origin]) -> list[dict[str, Any]]:
    """CSL-JSON items of these origins, each once, by key.

    Args:
        origins: any order, repetitions allowed.

    Returns:
        Items with the variables of CSL 1.0.2 only: a file that we hold is a `dataset`, a page a `webpage`.
    """
    return [_item(origin) for origin in _sorted(origins)]


def escaped(text: str) -> str:
    """A value as TeX sets it: commands escaped, line breaks as spaces, other scripts as they are."""
    return "".join(ESCAPES.get(character, character) for character in " ".join(text.split()))


def _sorted(origins: Iterable[Origin]) -> list[Origin]:
    return list({origin.id: origin for origin in sorted(origins, key=lambda one: (citation_key(one), one.id))}.values())


def _entry(origin: Origin) -> str:
    lines = [f"@misc{{{citation_key(origin)},"]
    for name, value in _fields(origin).items():
        lines.append(f"  {name} = {{{value}}},")
    return "\n".join([*lines, "}", ""])


def _fields(origin: Origin) -> Mapping[str, str]:
    found = {"title": f"{{{escaped(_title(origin))}}}"}
    if author := _known(origin.producer):
        found["author"] = f"{{{escaped(author)}}}"
    if dated := DATED.match(origin.published):
        found["year"] = dated[1]
        found |= {"month": str(int(dated[2]))} if dated[2] else {}
    if edition := _known(origin.edition):
        found["edition"] = escaped(edition)
    if link := _known(origin.link):
        found["url"] = _address(link)
    found["urldate"] = origin.edition_date.isoformat()
    found["note"] = escaped(_note(origin))
    return found


def _item(origin: Origin) -> dict[str, Any]:
    day = origin.edition_date
    found: dict[str, Any] = {
        "id": citation_key(origin),
        "type": "dataset" if _known(origin.sha256) else "webpage",
        "title": _title(origin),
    }
    if author := _known(origin.producer):
        found["author"] = [{"literal": author}]
    if dated := DATED.match(origin.published):
        found["issued"] = {"date-parts": [[int(part) for part in dated.groups() if part]]}
    if edition := _known(origin.edition):
        found["version"] = edition
    if link := _known(origin.link):
        found["URL"] = link
    found["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    found["note"] = _note(origin)
    return found


def _title(origin: Origin) -> str:
    return _known(origin.title) or f"[title not kept: {origin.id}]"


def _note(origin: Origin) -> str:
    """What a reference list has no field for: licence, reliability, checksum, and which fields are unknown."""
    parts = [f"Licence: {origin.licence}", f"Reliability {origin.reliability}"]
    if checksum := _known(origin.sha256):
        parts.append(f"SHA-256 {checksum}")
    if not DATED.match(origin.published):
        parts.append(f"Published: {origin.published}")
    parts += [f"{name} {value}" for name in ("producer", "link") if not _known(value := getattr(origin, name))]
    return "; ".join(parts)


def _known(value: str) -> str:
    """The value, or empty where it is unknown."""
    return "" if value.startswith(UNKNOWN) else value.strip()


def _address(link: str) -> str:
    """A link that cannot unbalance braces or end a line."""
    return re.sub(r"[{}\\\s]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), link)
