"""Who spoke first and through whom, read from a publisher as written; names stand in `chains.yaml`. No counting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from multifront.domain import UNKNOWN, Origin

RELATIONS = (
    re.compile(r"^(?P<first>.*?)[,\s]*\bvia\b\s*(?P<through>.*)$", re.I),
    re.compile(
        r"^(?P<first>.+?)[,\s]+\(?(?:as )?(?:quoted|cited|seen|reported) (?:on|in|by)\s+(?P<through>[^)]*)\)?$", re.I
    ),
    re.compile(
        r"^(?P<through>.*?)[,\s]*\(?\b(?:citing|quoting|summary of|(?:repost|copy|reprint) of|from)\s+"
        r"(?P<first>[^)]*)\)?$",
        re.I,
    ),
    re.compile(r"^(?P<through>.+?)\s*\((?P<first>.+?)\s+(?:copy|copies|text|reprint|repost)\)$", re.I),
    re.compile(
        r"^(?P<first>.+?)[,\s]*\(?\b(?:cleaned )?(?:copy|copies|reprint|repost|mirror)\b\)?\s*(?:at\s+|\(|,)?"
        r"(?P<through>[^)]*)\)?$",
        re.I,
    ),
)
"""Ways in which lists say that one carries the words of another; the first that fits is taken."""

BRACKET = re.compile(r"^(?P<outer>.+?)\s*\((?P<inner>[^)]*)\)\s*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class Producer:
    """A declared producer: who it is, of which kind, and whose voice it is."""

    name: str
    kind: str
    group: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of producers: who spoke first, through whom, and by which words we know.

    `first` is None where nobody says who spoke first; `through` names the carriers as written, the last one last.
    """

    first: Producer | None
    through: tuple[str, ...]
    why: str

    @property
    def direct(self) -> bool:
        """Whether the first speaker's own words were read, not a copy."""
        return self.first is not None and not self.through


def chains_of(publisher: str) -> tuple[Chain, ...]:
    """The chains that a publisher as written stands for: one a speaker that is named side by side.

    `A via B`, `B (citing A)`, `A copy`, `B (repost of A)` and `A quoted on B` are one chain that begins with A. `B (A)`
    and `B/A` begin with A where A is a declared agency, authority or institute and B is not. `A; B` are two chains.

    Args:
        publisher: such as `Xinhua via CNA`, `USNI quoted on PPRuNe` or `wikisum; Medium`; any text, empty too.

    Returns:
        At least one chain. An outlet that is not declared is a carrier whose first speaker is unknown.

    Example:
        >>> [chain.first.name for chain in chains_of("AP via CNA (Taiwan)")]
        ['AP']
    """
    table = _table()
    text = " ".join(publisher.split())
    if re.search(table["lost"], text, re.I):
        return (Chain(None, (), "the source was not kept"),)
    for written, name in table["aliases"].items():
        text = text.replace(written, name)
    found = [chain for part in _parts(text) for chain in _read(part)]
    return tuple(dict.fromkeys(found)) or (Chain(None, (), "no name"),)


def chains_of_origin(origin: Origin) -> tuple[Chain, ...]:
    """The chains behind an origin: from where it was read, or from its producer where we hold the producer's own file.

    Where the record names a primary that the place of reading does not (the figure's definition says who counted), that
    primary spoke first and the place of reading is the carrier.
    """
    named = [one for part in origin.producer.split(";") if (one := _named(part))]
    if not origin.sha256.startswith(UNKNOWN) or origin.read_at.startswith(UNKNOWN):
        if origin.producer.startswith(UNKNOWN):
            return (Chain(None, (), "the source was not kept"),)
        own = named or [Producer(origin.producer, "dataset", origin.producer)]
        return tuple(Chain(one, (), f"the producer's own file: {origin.producer}") for one in own)
    chains = chains_of(origin.read_at)
    said = {chain.first.name for chain in chains if chain.first}
    if named and origin.producer != origin.read_at and not said & {one.name for one in named}:
        return tuple(Chain(one, (origin.read_at,), f"{one.name} is the producer named by the figure") for one in named)
    return chains


def counters_of(origin: Origin) -> frozenset[str]:
    """Who counts in this origin: the origin itself, and the authority or data set whose own words it holds.

    Two notices of one authority tell of two events; two copies of one agency may tell of one.
    """
    own = [chain.first for chain in chains_of_origin(origin) if chain.first and chain.direct]
    return frozenset({origin.id, *(one.name for one in own if one.kind in ("official", "dataset", "research"))})


def _parts(text: str) -> Iterator[str]:
    """What is named side by side: split at semicolons, and at commas between declared names; brackets stay whole."""
    for part in re.split(r"\s*;\s*(?![^(]*\))", text):
        bare = re.sub(r"\s+and (?:others|later)$", "", part).strip()
        sides = re.split(r",\s*(?![^(]*\))", bare)
        if len(sides) > 1 and all(_named(side) for side in sides):
            yield from sides
        elif bare:
            yield bare


def _read(part: str) -> Iterator[Chain]:
    for pattern in RELATIONS:
        if found := pattern.match(part):
            first, through = found["first"].strip(" ,("), found["through"].strip(" ,()")
            carriers = (through or "an unnamed copy",)
            for chain in _read(first) if first else [Chain(None, (), "nobody is named before the copy")]:
                yield Chain(chain.first, (*chain.through, *carriers), f"written as {part!r}")
            return
    if found := BRACKET.match(part):
        yield from _bracketed(part, found["outer"], found["inner"])
    elif "/" in part and not part.startswith("http"):
        yield from _slashed(part, [side.strip() for side in part.split("/")])
    else:
        yield _single(part)


def _bracketed(part: str, outer: str, inner: str) -> Iterator[Chain]:
    """`B (A)`: A spoke first where A is declared and B a paper or not declared; other media pass on authorities."""
    speakers, carrier = [producer for side in re.split(r"[/,;]", inner) if (producer := _named(side))], _named(outer)
    speakers = [one for one in speakers if _passes_on(carrier, one)]
    for speaker in speakers:
        yield Chain(speaker, (outer,), f"written as {part!r}")
    if not speakers:
        yield from _read(outer)


def _slashed(part: str, sides: list[str]) -> Iterator[Chain]:
    """`B/A`: the agency or authority spoke first and the others carry it; side by side where none or all are."""
    named = [(side, _named(side)) for side in sides]
    firsts = [
        (side, producer)
        for side, producer in named
        if producer and (_origin_like(producer) or producer.kind == "agency")
    ]
    if not firsts:
        for side in sides:
            yield _single(side)
        return
    carriers = tuple(side for side, producer in named if not any(side == first for first, _ in firsts))
    for _, producer in firsts:
        yield Chain(producer, carriers, f"written as {part!r}")


def _passes_on(carrier: Producer | None, speaker: Producer) -> bool:
    if carrier is None:
        return True
    return carrier.group != speaker.group and (carrier.kind == "press" or _origin_like(speaker))


def _origin_like(producer: Producer) -> bool:
    """Whether a medium that names this producer passes its words on."""
    return producer.kind in ("official", "research", "dataset", "agency")


def _single(name: str) -> Chain:
    if producer := _named(name):
        return Chain(producer, (), f"named as {name!r}")
    return Chain(None, (name,), f"{name!r} is no declared producer and names no primary")


def _named(text: str) -> Producer | None:
    """The declared producer that a name is, by the first pattern that fits; None where none does."""
    for pattern, producer in _producers():
        if pattern.search(text.strip()):
            return producer
    return None


@cache
def _table() -> dict[str, Any]:
    text = files("multifront.evidence.independence").joinpath("chains.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


@cache
def _producers() -> tuple[tuple[re.Pattern[str], Producer], ...]:
    table = _table()
    return tuple(
        (re.compile(entry["match"], re.I), Producer(name, entry["kind"], table["groups"].get(entry.get("group"), name)))
        for name, entry in table["producers"].items()
    )
